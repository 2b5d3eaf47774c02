"""Tables of the report, from plain text."""

from collections.abc import Iterable, Sequence

from bot.paper.paper import Run, Runs, Table, said

Cell = str | Runs


def table(
    caption: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    words: int = 1,
    folded: bool = False,
) -> Table:
    """A table whose first ``words`` columns are words, and all others numbers."""
    return Table(
        caption=caption,
        headers=tuple(headers),
        rows=tuple(
            tuple(said(cell) if isinstance(cell, str) else cell for cell in row) for row in rows
        ),
        numbers=frozenset(range(words, len(headers))),
        folded=folded,
    )


def linked(text: str, address: str) -> Runs:
    """Text that leads to an address, if it is one."""
    return (Run(text, link=address if address.startswith(("https://", "http://")) else ""),)
