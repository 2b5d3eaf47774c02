"""What is kept for how long, and why: the classes of retention, in one place.

docs/retention.md is held to this file by a test.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import BadSettings
from bot.log.erasing import NOBODY
from bot.log.tombstones import Part
from bot.log.whole import KINDS, PEOPLE

_ONE = re.compile(r"\s*([a-z]+)\s*=\s*(\d{1,4}|always)\s*")
_TWO_YEARS, _A_PARLIAMENT, _HALF_A_YEAR = 24, 60, 6


@dataclass(frozen=True, slots=True)
class Class:
    """One class. ``months`` is how long it is kept where no setting says otherwise."""

    name: str
    what: str
    part: Part
    kinds: Mapping[str, str]
    """The kinds of record, each with what must be true of one besides its age."""
    months: int
    why: str
    """Why so long and no longer."""

    def there(self, kind: str) -> str:
        """The condition that a record still holds what this class erases."""
        return _words_there(kind) if self.part is Part.WORDS else _people_there(kind)


def _words_there(kind: str) -> str:
    if KINDS[kind].has_draft:
        return f"exists (select 1 from drafts as w where w.kind = '{kind}' and w.id = t.id)"  # noqa: S608  # our own names
    return (
        f"exists (select 1 from bodies as w where w.kind = '{kind}' and w.id = t.id "  # noqa: S608  # as above
        "and w.body <> '')"
    )


def _people_there(kind: str) -> str:
    return " or ".join(_names_somebody(column) for column in PEOPLE[KINDS[kind].main])


def _names_somebody(column: str) -> str:
    """A channel names somebody only where it is between two."""
    if column == "channel":
        return "t.channel like 'D%'"
    nobody = ", ".join(f"'{one}'" for one in NOBODY)
    return f"""(t."{column}" not in ({nobody}) and t."{column}" not like 'erased-%')"""


CLASSES = (
    Class(
        "clear",
        "Drafts and bodies of reviews in which nothing was found",
        Part.WORDS,
        {"review": "t.verdict = 'clear'"},
        _TWO_YEARS,
        "A wrong clearance comes to light when somebody complains of the post and quotes it, "
        "mostly within two years; security logs are kept for as long. What it was held to, by "
        "which editions and with which verdict stays for good.",
    ),
    Class(
        "findings",
        "Drafts and bodies of all other reviews, those that were stopped among them",
        Part.WORDS,
        {"review": "t.verdict <> 'clear'"},
        _TWO_YEARS,
        "As for clear ones: which is wanted cannot be known beforehand. Which clause was found "
        "broken, how badly and where stays for good, without the words.",
    ),
    Class(
        "remarks",
        "What was said about a review in its thread",
        Part.WORDS,
        {"remark": ""},
        _TWO_YEARS,
        "A discussion means little without its draft, and goes when that goes.",
    ),
    Class(
        "reasons",
        "Reasons given for decisions, disputes and turns of the off switch",
        Part.WORDS,
        {"decision": "", "dispute": "", "switch": ""},
        _A_PARLIAMENT,
        "Why something was posted against advice is asked for as long as a government may be "
        "asked to account for it: a Parliament lasts five years at most.",
    ),
    Class(
        "misses",
        "Drafts that could not be reviewed, and why",
        Part.WORDS,
        {"miss": ""},
        _HALF_A_YEAR,
        "Nothing was advised on them: they serve to find out what failed, and no longer. That "
        "there was a miss, and its kind, stays for good.",
    ),
    Class(
        "people",
        "Slack ids of those who asked, said, decided, switched or chose, and who were shown it",
        Part.PEOPLE,
        {kind: "" for kind, made in KINDS.items() if made.main in PEOPLE},
        _A_PARLIAMENT,
        "A decision without its name is no evidence, so names last as long as reasons. Each is "
        "then changed to one made up at random: how many people asked how much stays.",
    ),
)


def periods(setting: str) -> dict[str, int]:
    """The months of every class, 0 for always, by ``clear=12, people=always``.

    Raises BadSettings, which says what may stand there.
    """
    made = {one.name: one.months for one in CLASSES}
    for piece in filter(str.strip, setting.split(",")):
        found = _ONE.fullmatch(piece)
        if found is None or found[1] not in made:
            raise BadSettings(
                f"NEUTRAL_KEEP_MONTHS: {piece.strip()!r} is no class with its months. Write for "
                f"example clear=12, people=always; the classes are {', '.join(made)}."
            )
        made[found[1]] = 0 if found[2] == "always" else int(found[2])
    return made
