"""Finds past reviews by words of the post: a complaint quotes the post, not our number for it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.log.search.asked import Asked, asked
from bot.log.search.standing import Standing, standing
from bot.log.tables import Row, Tables
from bot.log.words import moment

_LONGEST = 24
"""Words of a part that are looked up together; the text itself is held to all of them."""
_AT_ONCE = 50
"""Texts that one question to the tables may bring: as many as are then compared with care."""
_WINDOWS = 16
_WINDOW = 3
"""Words in a row that are looked up where the whole does not stand anywhere."""
_SINGLE = 8
_LEAST = 0.25
"""Share of the words that must stand in a text, for it to be shown at all."""


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

    Word for word before anything else, then the more of it the better, then the newest.
    Raises BadQuestion for a quotation without a word.
    """
    wanted = asked(quotation)
    for stage in (_as_quoted, _in_other_order, _by_single_words):
        posts = [*_read(tables, wanted, _gathered(tables, stage(wanted)))]
        if good := [post for post in posts if _is_like(post.standing)]:
            return tuple(sorted(good, key=_rank)[:most])
    return ()


def _is_like(there: Standing) -> bool:
    return there.exact or there.known >= _LEAST * there.asked


def _rank(post: Post) -> tuple[bool, float, float]:
    return not post.standing.exact, -post.standing.share, -post.at.timestamp()


def _as_quoted(wanted: Asked) -> Iterator[list[str]]:
    yield [" ".join(part[:_LONGEST]) for part in wanted.parts]


def _in_other_order(wanted: Asked) -> Iterator[list[str]]:
    """All words wherever they stand; then some runs of three, for a quotation with a slip in it."""
    yield list(dict.fromkeys(wanted.words))[:_LONGEST]
    runs = dict.fromkeys(
        " ".join(part[at : at + _WINDOW])
        for part in wanted.parts
        for at in range(max(1, len(part) - _WINDOW + 1))
    )
    for run in _spread(list(runs), _WINDOWS):
        yield [run]


def _by_single_words(wanted: Asked) -> Iterator[list[str]]:
    """The longest words, which are the rarest as a rule."""
    for word in sorted(dict.fromkeys(wanted.words), key=len, reverse=True)[:_SINGLE]:
        yield [word]


def _spread(runs: list[str], most: int) -> list[str]:
    """Some of many, from everywhere among them."""
    step = max(1, -(-len(runs) // most))
    return runs[::step]


def _gathered(tables: Tables, questions: Iterable[list[str]]) -> list[tuple[str, str, str]]:
    found: dict[tuple[str, str, str], None] = {}
    for phrases in questions:
        for row in tables.matching(phrases, _AT_ONCE):
            found[row["kind"], row["id"], row["part"]] = None
    return list(found)


def _read(tables: Tables, wanted: Asked, found: list[tuple[str, str, str]]) -> Iterator[Post]:
    for kind, sql in _SQL.items():
        names = {name for what, name, _ in found if what == kind}
        marks = {f"name_{number}": name for number, name in enumerate(sorted(names))}
        if not marks:
            continue
        places = ", ".join(f":{mark}" for mark in marks)
        for row in tables.read(f"{sql} in ({places})", **marks):
            parts = [part for what, name, part in found if (what, name) == (kind, row["id"])]
            yield from _posts(row, kind, parts, wanted)


def _posts(row: Row, kind: str, parts: Iterable[str], wanted: Asked) -> Iterator[Post]:
    for part in parts:
        text = row["text"] if part == "draft" else _reworded(row["body"])
        if text is None:
            continue
        context = json.loads(row["context"] or "{}")
        yield Post(
            review_id=row["id"] if kind == "review" else "",
            part=part if kind == "review" else kind,
            at=moment(row["at"]),
            platform=context.get("platform", ""),
            account=context.get("account", ""),
            verdict=row["verdict"],
            text=text,
            standing=standing(wanted, text),
        )


def _reworded(body: str | None) -> str | None:
    rewording = json.loads(body or "{}").get("rewording") or {}
    text: str | None = rewording.get("text")
    return text


_SQL = {
    "review": (
        "select reviews.id, made_at as at, verdict, text, context, body from reviews "
        "left join drafts on drafts.kind = 'review' and drafts.id = reviews.id "
        "left join bodies on bodies.kind = 'review' and bodies.id = reviews.id where reviews.id"
    ),
    "miss": (
        "select misses.id, at, '' as verdict, text, context, '' as body from misses "
        "left join drafts on drafts.kind = 'miss' and drafts.id = misses.id where misses.id"
    ),
}
