"""``neutral check``: the automatic checks as a plain linter, a line in and a line out."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.checks.run import Checks


@click.command()
@click.argument(
    "source", type=click.File("r", encoding="utf-8", errors="surrogateescape"), default="-"
)
def check(source: Iterable[str]) -> None:
    """Score texts without a model: JSON lines {"id", "text"} in, {"id", "score", "spans"} out.

    Score 0 means that nothing was seen; larger is less neutral. Spans are [start, end]
    offsets of characters. One process takes any number of lines.
    """
    from bot.checks.run import read_checks
    from bot.cli.house import open_library
    from bot.config import read_settings

    settings = read_settings()
    checks = read_checks(settings.guidance_dir, open_library(settings))
    for row in _scored(source, checks):
        sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")


def _scored(lines: Iterable[str], checks: "Checks") -> Iterator[dict[str, Any]]:
    from bot.checks.score import score
    from bot.draft import Draft

    today = datetime.now(UTC).date()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, text = _read(number, line)
        draft = Draft(text=text)
        signals = checks.see(draft, today)
        spans = sorted({tuple(signal.span) for signal in signals if signal.is_breach})
        points = score(signals, text, checks.leaning(draft, signals))
        yield {"id": name, "score": points, "spans": [list(s) for s in spans]}


def _read(number: int, line: str) -> tuple[Any, str]:
    from bot.errors import BadQuestion

    try:
        row = json.loads(line)
        return row["id"], str(row["text"])
    except (ValueError, KeyError, TypeError):
        raise BadQuestion(f'Line {number} is not of the form {{"id": ..., "text": ...}}.') from None
