"""A form that was sent off, read into a job; or what is wrong with it, field by field."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pydantic import Field

from bot.desk.seams import ReviewJob
from bot.draft import Draft, Original, read_draft, read_original
from bot.errors import BadDraft
from bot.slack.border import Id, NeededId, is_id
from bot.slack.form import DRAFT, WORDS
from bot.slack.intake import Acted, Named, Pressed, Received
from bot.words.speaking import to_say, worded

_PAGES = ("https://", "http://")
_LONGEST_ADDRESS = 2_000
_NO_DAY = to_say("This is not a day. Choose it again, or leave it empty.")
_NO_PAGE = to_say("Paste the whole address of one page: it begins with https:// or http://.")


class Held(Received):
    """What an element holds, in the word for its kind."""

    value: str | None = None
    selected_date: str | None = None
    selected_option: dict[str, Any] | None = None

    @property
    def words(self) -> str:
        """What was typed or chosen."""
        chosen = str((self.selected_option or {}).get("value") or "")
        return self.value or self.selected_date or chosen


class State(Received):
    """What the fields hold, by block and element."""

    values: dict[str, dict[str, Held]] = Field(default_factory=dict)


class View(Received):
    """The form, as somebody has filled it in so far. ``hash`` names how it stands."""

    id: NeededId
    hash: Id = ""
    private_metadata: str = ""
    state: State = State()

    @property
    def channel(self) -> str:
        """The channel that the form was opened from; empty where it was none."""
        try:
            channel = json.loads(self.private_metadata)["channel"]
        except (ValueError, LookupError, TypeError, RecursionError):
            return ""
        return channel if is_id(channel) else ""

    @property
    def typed(self) -> dict[str, str]:
        """What its fields hold, by field."""
        held = self.state.values.items()
        return {name: "".join(one.words for one in each.values()) for name, each in held}


class Submission(Acted):
    """A form that somebody has sent off."""

    view: View


class Longer(Received):
    """A press of a button in the form that adds a field."""

    actions: list[Pressed] = Field(min_length=1)
    user: Named = Named()
    view: View


class Wrong(BadDraft):
    """A form that cannot be taken; ``fields`` says why, by field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


def read_form(sent: Submission) -> ReviewJob:
    """Read the form. Raises Wrong.

    The key is the form and not the request, so that a form is reviewed once, however often it
    is sent off.
    """
    typed = sent.view.typed
    wrong = dict(_wrong(typed))
    if wrong:
        raise Wrong(wrong)
    place = replace(sent.place, channel=sent.view.channel)
    return ReviewJob(
        key=f"form:{sent.view.id}", draft=_draft(typed), place=place, asked_at=datetime.now(UTC)
    )


def _draft(typed: Mapping[str, str]) -> Draft:
    day = typed.get("posting_on", "")
    return Draft(
        text=_joined(typed, DRAFT),
        platform=typed.get("platform", ""),
        account=typed.get("account", "").strip(),
        posting_on=date.fromisoformat(day) if day else None,
        quoting=typed.get("quoting", ""),
        links=tuple(typed.get("links", "").split()),
        speaker=typed.get("speaker", "").strip(),
        original=_original(typed),
    )


def _original(typed: Mapping[str, str]) -> Original | None:
    original = Original(
        words=_joined(typed, WORDS),
        whose=typed.get("whose", "").strip(),
        where=typed.get("where", "").strip(),
    )
    return read_original(original)


def _joined(typed: Mapping[str, str], fields: Sequence[str]) -> str:
    """What was typed into the fields of one text: letter for letter, each on a new line."""
    whole = ""
    for part in (typed.get(name, "") for name in fields):
        if not part.strip() and whole:
            continue
        whole += part if not whole or whole.endswith("\n") else f"\n{part}"
    return whole


def _wrong(typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each field that cannot be taken, with what to do about it."""
    found = []
    try:
        read_draft(_joined(typed, DRAFT))
    except BadDraft as error:
        found.append((DRAFT[0], f"{error} {worded(error.advice)}"))
    try:
        _original(typed)
    except BadDraft as error:
        found.append((WORDS[0], f"{error} {worded(error.advice)}"))
    if not _is_day(typed.get("posting_on", "")):
        found.append(("posting_on", worded(_NO_DAY)))
    where = typed.get("where", "").strip()
    if where and not _is_page(where):
        found.append(("where", worded(_NO_PAGE)))
    return found


def _is_day(day: str) -> bool:
    try:
        return not day or bool(date.fromisoformat(day))
    except ValueError:
        return False


def _is_page(where: str) -> bool:
    starts = where.lower().startswith(_PAGES)
    return starts and len(where.split()) == 1 and len(where) <= _LONGEST_ADDRESS
