"""Runs an evaluation through the code that serves users, less the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.desk.desk import Asked, Desk, Shelf
from bot.errors import BadQuestion, BadSettings, ModelError
from bot.evaluation.case import Case
from bot.evaluation.result import Result, missed, result_of

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.desk.seams import Model
    from bot.llm.batch import BatchModel
    from bot.review.review import Review

_NONCE = "evaluation"
"""The same for every run, so that a recorded answer fits its request again."""


@contextmanager
def seated(
    settings: "Settings", options: dict[str, Any]
) -> "Iterator[tuple[Model | None, BatchModel | None]]":
    """The model to measure; twice where it is a batch, which collects what it cannot answer."""
    from bot.cli.house import open_model
    from bot.llm.batch import BatchModel, read_results

    if options["reviewer"] == "checks":
        yield None, None
        return
    if not settings.model:
        raise BadSettings("NEUTRAL_MODEL must name the model that is to be measured")
    if options["batch_out"] or options["batch_in"]:
        lines = (line for path in options["batch_in"] for line in _lines(path))
        batch = BatchModel(settings.model, read_results(lines, settings.model))
        yield batch, batch
        return
    with open_model(settings) as model:
        yield model, None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestion(f"{path} cannot be read: {error}.") from error


def run(
    cases: tuple[Case, ...], shelf: Shelf, model: "Model | None", batch: "BatchModel | None"
) -> list[Result]:
    """Review every case; those that wait for a batch's answer are left out."""
    from rich.console import Console
    from rich.progress import track

    desk = Desk(shelf, _NoLog(), model, nonce=lambda: _NONCE)  # type: ignore[arg-type]  # keeps nothing
    results = []
    for case in track(cases, "Reviewing", console=Console(stderr=True), transient=True):
        waiting = len(batch.waiting) if batch else 0
        result = _result(desk, shelf, case)
        if not batch or len(batch.waiting) == waiting:
            results.append(result)
    return results


def _result(desk: Desk, shelf: Shelf, case: Case) -> Result:
    start = perf_counter()
    asked = Asked(key=case.id, by="eval", at=datetime.now(UTC))
    reading = desk.read(case.draft, asked.at)
    try:
        judgement = desk.judge(reading, asked.by)
    except ModelError as error:
        return missed(case, reading.passages, f"{error}", (perf_counter() - start) * 1000)
    review = desk.conclude(reading, judgement, asked)
    milliseconds = (perf_counter() - start) * 1000
    return result_of(case, review, milliseconds, flagged_again=_flagged_again(shelf, review))


def _flagged_again(shelf: Shelf, review: "Review") -> bool:
    """Whether the checks would stop the review's own rewording."""
    if review.rewording is None:
        return False
    day = review.draft.posting_on or review.made_at.date()
    again = shelf.see(replace(review.draft, text=review.rewording.text), day)
    return any(signal.is_breach for signal in again)


class _NoLog:
    """An evaluation keeps nothing: these drafts are nobody's."""
