"""The data dictionary of the export, as Markdown: docs/export-columns.md is this, printed."""

from collections.abc import Iterator

from bot.report.column import Column
from bot.report.columns import GROUPS, VERSION

_OPENING = f"""\
# The columns of the monthly export

Version {VERSION}.
This page is written from the program; a test holds them to each other.

`neutral export --month 2026-11` writes one row for each review of the month, oldest first.
A draft that could not be reviewed has a row too, with the verdict `missed`: a month that
hid them would not be honest.
A month runs from midnight to midnight in UK time.
Find a column by its name: names keep their meaning and are never used again, and a new
column raises the version, which stands in every row as `columns_version`.

## The three files

`neutral-2026-11.xlsx` is for people.
Its first sheet adds the month up, its second holds the rows.
Text is written as text, so that nothing in a draft is run as a formula or turned into a link.
A cell holds 32,767 characters; a longer draft is cut there, and the cell says so.

`neutral-2026-11.csv` is for other programs and spreadsheets.
It is UTF-8 with commas, and every text is quoted; lists are joined by `; `, lines by a
line break, yes and no are words, and nothing is an empty text.
A spreadsheet would run a text that begins with `=`, `+`, `-`, `@`, a tab, a line break, a
NUL or the full-width form of one of these, so such a text has a single quote before it.
To have the text as it was, take one single quote away wherever a text begins with one or
more single quotes and then one of those characters: `bot.report.formulas.unguarded` does it.

`neutral-2026-11.jsonl` is for programs: one JSON object a line, every text as it is, lists
as lists, and `null` where there is nothing to say.

## What may be changed

Personal data with a form of its own is masked in free words, in every file:
[privacy.md](privacy.md) says what is found, and that names of people are not.
An option shows in the file's name, in each row (`made_with`) and in a workbook's properties.

- `--unmasked`: every text stands as it is in the log. The name has `-unmasked`.
- `--without-drafts`: columns with words of the draft stay in their place and are empty. The name
  has `-without-drafts`.
- `--pseudonyms`: a person's id becomes `person-` and 16 letters and digits, in its own columns
  and wherever it stands in a text. It is made from the id with `NEUTRAL_PSEUDONYM_KEY`
  (HMAC-SHA-256): with the same key a person has the same name in every month, and without the
  key nobody can find whose it is. The name has `-pseudonyms`.
- `--bom`: a CSV begins with a byte order mark, so that Excel reads it as UTF-8. The name has
  `-bom`.

In the tables below *a person* becomes a pseudonym, *words* are masked, and *words of the draft*
are masked or left out.

A file appears under its name when it is whole, never before: a process that is killed leaves
the earlier file as it was. The same month of the same log with the same options gives the same
bytes.
Files are readable by the user who made them alone: they hold drafts that are not yet public.
"""


def dictionary() -> str:
    """The whole page."""
    parts = [_OPENING, *(_table(name, group) for name, group in GROUPS.items())]
    return "\n".join(parts)


def _table(name: str, group: tuple[Column, ...]) -> str:
    return "\n".join(
        [
            f"## {name}",
            "",
            "| column | holds | personal data | meaning |",
            "|---|---|---|---|",
            *_lines(group),
            "",
        ]
    )


def _lines(group: tuple[Column, ...]) -> Iterator[str]:
    for column in group:
        yield (
            f"| `{column.name}` | {column.kind.value} | {column.holds.value} | {column.meaning} |"
        )
