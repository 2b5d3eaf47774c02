"""What a hold covers, as a condition of a statement, so that no row is read to find out.

``t`` is a record's own row and ``r`` that of the review it is about (for a review the same).
"""

from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase

from bot.log.holds import Condition, Hold, Target, days
from bot.log.whole import KINDS, PEOPLE
from bot.log.words import midnight, packed

_IN_WORDS = """
exists (select 1 from drafts as w
  where w.kind = '{kind}' and w.id = {row}.id and ({text} or {context}))
or exists (select 1 from bodies as w where w.kind = '{kind}' and w.id = {row}.id and {body})
"""
"""Asked of each record that is old enough, and of no other: most of a log is not."""
_ABOUT = ("remarks", "decisions", "disputes")
SOURCES = {
    "review": ("reviews as t join reviews as r on r.id = t.id", "t.made_at"),
    "miss": ("misses as t", "t.at"),
    "remark": ("remarks as t join reviews as r on r.id = t.review_id", "t.at"),
    "decision": ("decisions as t join reviews as r on r.id = t.review_id", "t.at"),
    "dispute": ("disputes as t join reviews as r on r.id = t.review_id", "t.at"),
    "switch": ("switches as t", "t.at"),
    "language": ("languages as t", "t.at"),
    "placement": ("placements as t join reviews as r on r.id = t.review_id", "r.made_at"),
    "access": ("accesses as t", "t.at"),
}
"""Where the records of each kind stand, and when they were made."""


def held(kind: str, holds: Sequence[Hold]) -> Condition:
    """That a record of a kind is covered by one of these holds."""
    made = [covered(kind, hold, f"hold_{number}") for number, hold in enumerate(holds)]
    values = {name: value for one in made for name, value in one.values.items()}
    return Condition(" or ".join(f"({one.sql})" for one in made) or "1 = 0", values)


def covered(kind: str, hold: Hold, mark: str) -> Condition:
    """That a record is covered by a hold; ``mark`` begins the names of its values."""
    makers = {
        Target.REVIEW: _by_review,
        Target.PERSON: _by_person,
        Target.MONTHS: _by_months,
        Target.WORDS: _by_words,
    }
    return makers[hold.target](kind, hold, mark)


def of_review(kind: str) -> bool:
    """Whether records of a kind are about a review, or are one."""
    return " as r " in SOURCES[kind][0]


def _by_review(kind: str, hold: Hold, mark: str) -> Condition:
    if not of_review(kind):
        return Condition("1 = 0")
    values = {f"{mark}_{number}": name for number, name in enumerate(hold.reviews)}
    return Condition(f"r.id in ({', '.join(f':{name}' for name in values)})", values)


def _by_person(kind: str, hold: Hold, mark: str) -> Condition:
    own = [f't."{column}" = :{mark}' for column in PEOPLE[KINDS[kind].main]]
    about = [
        f'exists (select 1 from {table} as x where x.review_id = r.id and x."by" = :{mark})'  # noqa: S608  # our own names
        for table in _ABOUT
    ]
    theirs = [f"r.asked_by = :{mark}", *about] if of_review(kind) else []
    return Condition(" or ".join((*own, *theirs)), {mark: hold.sought})


def _by_months(kind: str, hold: Hold, mark: str) -> Condition:
    first, after = map(midnight, days(hold.sought))
    columns = {SOURCES[kind][1], *(("r.made_at",) if of_review(kind) else ())}
    spans = (f"{at} >= :{mark}_first and {at} < :{mark}_after" for at in sorted(columns))
    return Condition(" or ".join(spans), {f"{mark}_first": first, f"{mark}_after": after})


def _by_words(kind: str, hold: Hold, mark: str) -> Condition:
    """Words of the record or of its review, and of what was said about that."""
    likes = {column: _like(column, mark) for column in ("text", "context", "body")}
    values = {mark: _pattern(hold.sought), f"{mark}_json": _pattern(packed(hold.sought)[1:-1])}
    if not of_review(kind):
        own = _IN_WORDS.format(kind=kind, row="t", **likes)
        return Condition(own, values) if KINDS[kind].has_words else Condition("1 = 0")
    said = " or ".join(
        f"exists (select 1 from {KINDS[one].main} as x join bodies as w on w.kind = '{one}' "  # noqa: S608  # our own names
        f"and w.id = x.id where x.review_id = r.id and {likes['body']})"
        for one in ("remark", "decision", "dispute")
    )
    return Condition(f"{_IN_WORDS.format(kind='review', row='r', **likes)} or {said}", values)


def _like(column: str, mark: str) -> str:
    """As plain text, and as it stands in JSON."""
    ways = (f"lower(w.{column}) like :{name} escape '\\'" for name in (mark, f"{mark}_json"))
    return f"({' or '.join(ways)})"


def _pattern(words: str) -> str:
    """Small letters as both back ends make them: A to Z alone."""
    escaped = words.translate(_SMALL)
    for special in ("\\", "%", "_"):
        escaped = escaped.replace(special, f"\\{special}")
    return f"%{escaped}%"


_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
