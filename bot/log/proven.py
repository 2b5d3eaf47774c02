"""A copy of a log held to its own chain before it counts as a copy."""

from collections.abc import Callable
from pathlib import Path

from bot.errors import LogNotCopied
from bot.log.chain import head
from bot.log.sqlite.connection import reading
from bot.log.verify import Walk, faults


def prove_chain(copy: Path, told: Callable[[int, int], None] = lambda *_: None) -> None:
    """Walk the whole chain of a copy; ``told`` hears how many links of how many are done.

    Raises LogNotCopied where anything is wrong, with how to look at the original.
    """
    with reading(copy) as tables:
        last = head(tables)
        many = last.seq if last else 0
        wrong = list(faults(tables, Walk(tell=lambda seq: told(seq, many))))
    if wrong:
        first = wrong[0]
        raise LogNotCopied(
            f"The copy does not hold to its chain and was thrown away. Faults: {len(wrong):,}; the "
            f"first: {first.kind} {first.id}, {first.wrong}. Look at the log itself with "
            "neutral log verify; if it says the same, stop the bot, keep the file as it is, and "
            "put the newest backup that verifies in its place."
        )
