"""What stands in for a job that was cut off too often: its asker hears of it all the same."""

from dataclasses import replace
from typing import Any, TypeAlias

from bot.desk.codec import from_json, to_json
from bot.desk.seams import ReviewJob
from bot.errors import WorkError
from bot.words.speaking import to_say
from bot.work import wording
from bot.work.failing import missed
from bot.work.ledger import Entry
from bot.work.saying import Json

Order: TypeAlias = tuple[str, tuple[Any, ...]]
"""A flow, and what it is given."""
STANDS_IN = "~abandoned"
"""Stands behind the key of the job that was given up; the same one twice is one."""
_AS_IT_WAS = {"tell", "say", "notice", "apology", "wish"}
"""Begun once more under a new key: whatever ends the process, it is not the draft."""
_SAID = {
    "question": wording.PERHAPS_ANSWERED,
    "revised": wording.REVISION_INCOMPLETE,
    "decide": wording.PERHAPS_DECIDED,
    "switch": wording.PERHAPS_SWITCHED,
    "dossier": wording.PERHAPS_SENT,
}


class Abandoned(WorkError):
    """The bot was interrupted again and again at the same place."""

    advice = "The draft is unreviewed. Ask a colleague to read it, and tell who runs the bot."


def instead_of(entry: Entry, given: list[Any], kept: Json) -> Order | None:
    """The job that tells whoever waits; ``kept`` is what became of keeping the review, if it did.

    None where nobody waits for it: an alarm, a page that is drawn again when it is opened.
    """
    if entry.key.endswith(STANDS_IN) or not given:
        return None
    if entry.kind == "admit":
        entry, given = replace(entry, kind=str(given[1])), given[:1]
    if entry.kind in {"review", "follow"}:
        return _review(entry, given, kept)
    if entry.kind in _AS_IT_WAS:
        return entry.kind, tuple(given)
    notice: Json = {"key": f"{entry.key}{STANDS_IN}"}
    if entry.kind == "share":
        return "notice", ({**notice, "share": given[0]},)
    if entry.kind in _SAID:
        said = {"place": given[0]["place"], "words": _SAID[entry.kind]}
        return "notice", ({**notice, **said},)
    return None


def _review(entry: Entry, given: list[Any], kept: Json) -> Order:
    """A review that was kept is told; else its asker is told that there is none."""
    follows = str(given[1]) if entry.kind == "follow" else ""
    if "review" in kept:
        return "tell", (given[0], {**kept, "follows": follows})
    job = from_json(ReviewJob, given[0])
    why = Abandoned(to_say("The bot was interrupted each time it read this draft."))
    return "apology", (given[0], kept.get("miss") or to_json(missed(job, why)), follows)
