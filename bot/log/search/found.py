"""Finds past reviews by words of the post: a complaint quotes the post, not our number for it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from bot.log.search.asked import Asked, asked
from bot.log.search.standing import Standing, standing
from bot.log.tables import Row, Tables
from bot.log.words import moment

_AT_ONCE = 50
"""Texts that are compared with care, and that one question to the tables may bring."""
_CHUNK, _CHUNKS = 24, 40
"""Words in a row that are looked up as one phrase, and how many such phrases at most."""
_WINDOWS, _WINDOW = 12, 3
"""Runs of a few words that are looked up where the whole does not stand anywhere."""
_FEW, _COMPARED = 20, 30
_PATIENCE = 0.25
"""Seconds after which no more of these are begun: words that every post has are looked for long."""
_SINGLE = 8
_LEAST = 0.25
"""Share of the words that must stand in a text, for it to be shown at all."""
_Name = tuple[str, str]
"""The kind of a record, and which part of it: ``draft`` or ``rewording``."""


@dataclass(frozen=True, slots=True)
class Post:
    """A text of the log in which the words stand."""

    review_id: str
    """Empty for a draft that could not be reviewed."""
    part: str
    """``draft``, ``rewording`` or, for what could not be reviewed, ``miss``."""
    at: datetime
    platform: str
    account: str
    verdict: str
    text: str
    standing: Standing


def search(tables: Tables, quotation: str, most: int) -> tuple[Post, ...]:
    """The texts in which a quotation stands, the best first, at most ``most``.

    Where it stands word for word, those alone; else the more of it the better. Of equals the
    newest. Raises BadQuestion for a quotation without a word.
    """
    wanted = asked(quotation)
    for stage in (_as_quoted, _nearly, _by_single_words):
        posts = _read(tables, wanted, stage(tables, wanted))
        if good := [post for post in posts if _is_like(post.standing)]:
            exact = [post for post in good if post.standing.exact]
            return tuple(sorted(exact or good, key=_rank)[:most])
    return ()


def _is_like(there: Standing) -> bool:
    return there.exact or there.known >= _LEAST * there.asked


def _rank(post: Post) -> tuple[float, float]:
    return -post.standing.share, -post.at.timestamp()


def _as_quoted(tables: Tables, wanted: Asked) -> list[Row]:
    chunks = [" ".join(chunk) for part in wanted.parts for chunk in _cut(part)]
    return tables.matching(chunks[:_CHUNKS], _AT_ONCE)


def _cut(part: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for first in range(0, len(part), _CHUNK):
        yield part[first : first + _CHUNK]


def _nearly(tables: Tables, wanted: Asked) -> list[Row]:
    """All words wherever they stand; and runs of a few, for a quotation with a slip in it."""
    runs = dict.fromkeys(
        " ".join(part[at : at + _WINDOW])
        for part in wanted.parts
        for at in range(max(1, len(part) - _WINDOW + 1))
    )
    every = tables.matching(list(dict.fromkeys(wanted.words))[:_CHUNKS], _AT_ONCE)
    longest = sorted(_spread(list(runs)), key=len, reverse=True)
    return _oftenest(tables, [[run] for run in longest], every)


def _by_single_words(tables: Tables, wanted: Asked) -> list[Row]:
    """By the longest words, which are the rarest as a rule."""
    longest = sorted(dict.fromkeys(wanted.words), key=len, reverse=True)[:_SINGLE]
    return _oftenest(tables, [[word] for word in longest])


def _spread(runs: list[str]) -> list[str]:
    """Some of many, from everywhere among them."""
    return runs[:: max(1, -(-len(runs) // _WINDOWS))]


def _oftenest(tables: Tables, questions: list[list[str]], found: Sequence[Row] = ()) -> list[Row]:
    """The texts that answer most of the questions."""
    rows = {_key(row): row for row in found}
    times = Counter(rows.keys())
    until = monotonic() + _PATIENCE
    for phrases in questions:
        if monotonic() > until:
            break
        for row in tables.matching(phrases, _FEW):
            rows[_key(row)] = row
            times[_key(row)] += 1
    return [rows[key] for key, _ in times.most_common(_COMPARED)]


def _key(row: Row) -> tuple[str, str, str]:
    return row["kind"], row["id"], row["part"]


def _read(tables: Tables, wanted: Asked, found: Iterable[Row]) -> Iterator[Post]:
    by_name: dict[_Name, list[str]] = {}
    for row in found:
        by_name.setdefault((row["kind"], row["part"]), []).append(row["id"])
    for name, ids in by_name.items():
        marks = {f"name_{number}": one for number, one in enumerate(ids)}
        places = ", ".join(f":{mark}" for mark in marks)
        for row in tables.read(f"{_SQL[name]} in ({places})", **marks):
            if text := _text(row, name[1]):
                yield _post(row, name, text, standing(wanted, text))


def _text(row: Row, part: str) -> str:
    """The text itself; empty where it is no longer kept."""
    if part == "draft":
        return row["text"] or ""
    rewording = json.loads(row["text"] or "{}").get("rewording") or {}
    return str(rewording.get("text", ""))


def _post(row: Row, name: _Name, text: str, there: Standing) -> Post:
    kind, part = name
    context = json.loads(row["context"] or "{}")
    return Post(
        review_id=row["id"] if kind == "review" else "",
        part=part if kind == "review" else kind,
        at=moment(row["at"]),
        platform=context.get("platform", ""),
        account=context.get("account", ""),
        verdict=row["verdict"],
        text=text,
        standing=there,
    )


_REVIEW = """
select reviews.id, made_at as at, verdict, {text} as text, context from reviews
left join drafts on drafts.kind = 'review' and drafts.id = reviews.id {join} where reviews.id"""
_SQL: dict[_Name, str] = {
    ("review", "draft"): _REVIEW.format(text="text", join=""),
    ("review", "rewording"): _REVIEW.format(
        text="body",
        join="left join bodies on bodies.kind = 'review' and bodies.id = reviews.id",
    ),
    ("miss", "draft"): """
select misses.id, at, '' as verdict, text, context from misses
left join drafts on drafts.kind = 'miss' and drafts.id = misses.id where misses.id""",
}
