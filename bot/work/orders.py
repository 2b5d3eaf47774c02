"""What a person may order about a job: once more, or not at all. The asker hears of either."""

from datetime import UTC, datetime

from bot.desk.codec import from_json, to_json
from bot.desk.seams import ReviewJob
from bot.errors import BadQuestion, WorkError
from bot.words.speaking import to_say
from bot.work.counter import Counter
from bot.work.failing import missed
from bot.work.ledger import FAILED, Entry, Ledger
from bot.work.store import REVIEWS, TELLING

AGAIN = "~again"
"""Stands behind the key of a job that was done once more; the same order twice is one."""


class Cancelled(WorkError):
    """The person who runs the bot has stopped it."""

    advice = "The draft is unreviewed. Ask the person who runs the bot why, or send it again."


def retry(ledger: Ledger, counter: Counter, key: str) -> str:
    """Have a job done that failed, was cancelled, or waits for a model; say what was ordered.

    Raises BadQuestion where there is nothing to retry.
    """
    entry, given = ledger.job(key)
    if entry.status == "DELAYED" or entry.status in set(FAILED) - {"ERROR"}:
        ledger.resume(entry)
        return f"{key} goes on now."
    if entry.waits:
        raise BadQuestion(f"{key} is {entry.status.lower()} and goes on by itself.")
    if entry.kind not in {"review", "question"}:
        raise BadQuestion(f"{key} is a {entry.kind}: only a review or a question is done again.")
    if not entry.error:
        raise BadQuestion(f"{key} was done without an error.")
    if not given:
        raise BadQuestion(f"What {key} asked for is deleted: the draft must be sent again.")
    job = {**given[0], "key": key + AGAIN}
    person = str(job["place"].get("user", "")) or "nobody"
    counter.keep(
        key + AGAIN,
        {"workflow_name": entry.kind, "queue_name": REVIEWS, "queue_partition_key": person},
        job,
    )
    return f"{key} is done again as {key + AGAIN}."


def cancel(ledger: Ledger, counter: Counter, key: str) -> str:
    """Stop a job that is not done. Who asked for a review gets an apology, and a miss is kept.

    Raises BadQuestion for a job that is done, or whose answer is on its way.
    """
    entry, given = ledger.job(key)
    if not entry.waits:
        raise BadQuestion(f"{key} is done: {entry.status.lower()}.")
    if any(stage.name == "keep" for stage in ledger.stages(key)):
        raise BadQuestion(f"The review of {key} is kept and on its way; it cannot be stopped.")
    ledger.cancel(key)
    if given and (entry.kind in {"review", "follow"} or given[1:2] == ["review"]):
        _apologise(counter, entry, given)
    return f"{key} is cancelled."


def _apologise(counter: Counter, entry: Entry, given: list[object]) -> None:
    job = from_json(ReviewJob, given[0])
    why = Cancelled(to_say("The person who runs the bot stopped this review."))
    follows = str(given[1]) if entry.kind == "follow" else ""
    counter.keep(
        f"{entry.key}:cancelled",
        {"workflow_name": "apology", "queue_name": TELLING},
        to_json(job),
        to_json(missed(job, why)),
        follows,
    )


def age(entry: Entry, now: datetime | None = None) -> str:
    """How long ago a job was put, in words as short as they can be."""
    seconds = max(0, round(((now or datetime.now(UTC)) - entry.at).total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
