"""Times the checks on labelled drafts, beside a plain keyword filter in the same run.

python bench/checks.py [CASES.jsonl]
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.checks.run import read_checks
from bot.draft import Draft
from bot.guidance.library import read_library

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "shared.jsonl"
TARGET_MS = 2.0
ROUNDS = 5
_KEYWORDS = re.compile(
    r"\b(?:labour|tory|conservative|delivered|finally|first time|record|mess|chaos|vote)\b",
    re.IGNORECASE,
)


def timed(look: Callable[[Draft], object], drafts: list[Draft]) -> list[float]:
    """Milliseconds of processor time for each draft, the best of some rounds, warm."""
    best = [float("inf")] * len(drafts)
    for _ in range(ROUNDS):
        for number, draft in enumerate(drafts):
            start = time.process_time_ns()
            look(draft)
            best[number] = min(best[number], (time.process_time_ns() - start) / 1e6)
    return best


def report(name: str, milliseconds: list[float]) -> None:
    """Print median and 99th percentile."""
    ordered = sorted(milliseconds)
    tail = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    sys.stdout.write(
        f"{name:16} median {statistics.median(ordered):7.3f} ms   p99 {tail:7.3f} ms\n"
    )


def main() -> int:
    """Print the figures; fail when the median misses the target."""
    cases = Path(sys.argv[1]) if len(sys.argv) > 1 else CASES
    rows = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines()]
    drafts = [Draft(text=row["draft"], account=row["account"]) for row in rows]
    start = time.perf_counter()
    checks = read_checks(ROOT / "guidance", read_library(ROOT / "guidance"))
    sys.stdout.write(f"read in {time.perf_counter() - start:.2f} s, {len(checks.rows)} checks\n")
    figures = timed(lambda draft: checks.see(draft, date(2025, 9, 10)), drafts)
    report("checks", figures)
    report("keyword filter", timed(lambda draft: _KEYWORDS.findall(draft.text), drafts))
    return 0 if statistics.median(figures) < TARGET_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
