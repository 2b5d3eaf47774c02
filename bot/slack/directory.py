"""Asks Slack who somebody is and who is in a user group, and remembers it for some minutes."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar

from slack_sdk import WebClient

from bot.config import Settings
from bot.desk.people import Person
from bot.errors import VoiceError, VoiceRefused, VoiceUncertain, VoiceUnreachable
from bot.slack.client import LOGGER, faults, web_client

FRESH = 300.0
"""Seconds for which Slack's answer is not asked for again: at most so long does somebody who was
taken out of a group go on. Slack allows 20 questions for groups a minute."""
STALE = 3_600.0
"""Seconds for which an answer stands in while Slack gives none."""
MOST = 5_000
"""Answers remembered; the one that was used longest ago goes first. Some 2 MB."""
_TRIES = 2
_UNKNOWN = ("user_not_found", "user_not_visible")
"""Slack's words for somebody who is not of this workspace."""

Known = TypeVar("Known")


class Remembered(Generic[Known]):
    """Answers to questions, for a while. Safe for threads; two may ask the same at once."""

    def __init__(self, ask: Callable[[str], Known], ticks: Callable[[], float], most: int) -> None:
        self._ask, self._ticks, self._most = ask, ticks, most
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[float, Known]] = OrderedDict()

    def __len__(self) -> int:
        """How many answers are remembered."""
        return len(self._kept)

    def remembered(self, name: str) -> Known | None:
        """What was last answered, however long ago, or None. Nothing is asked."""
        with self._lock:
            kept = self._kept.get(name)
        return kept[1] if kept else None

    def get(self, name: str) -> Known:
        """The answer, asked anew when it is old. Raises VoiceError where there is none to give."""
        now = self._ticks()
        with self._lock:
            kept = self._kept.get(name)
            if kept:
                self._kept.move_to_end(name)
        if kept and now - kept[0] < FRESH:
            return kept[1]
        try:
            found = self._ask(name)
        except VoiceError as error:
            LOGGER.error("Slack did not say who may: %s", error)  # no fault of ours
            if kept and now - kept[0] < STALE:
                return kept[1]
            raise
        with self._lock:
            self._kept[name] = now, found
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


class SlackDirectory:
    """Satisfies ``bot.desk.people.Directory``. Never asked on the way to an acknowledgement."""

    def __init__(
        self, settings: Settings, *, ticks: Callable[[], float] = monotonic, most: int = MOST
    ) -> None:
        """Reach Slack as the settings say. Nothing is asked yet; ``ticks`` never runs backwards."""
        self._client: WebClient = web_client(settings, settings.slack_bot_token.get_secret_value())
        self._people: Remembered[Person] = Remembered(_twice(self._person), ticks, most)
        self._groups: Remembered[frozenset[str]] = Remembered(_twice(self._members), ticks, most)

    def person(self, user: str) -> Person:
        """Who somebody is; whom Slack does not know is a stranger. Raises VoiceError."""
        return self._people.get(user)

    def locale(self, user: str) -> str:
        """The language that somebody reads Slack in, from memory alone: a tag, or empty.

        Nothing is asked of Slack, so this may stand on the way to an acknowledgement. However old
        an answer is, it serves: people seldom change their language.
        """
        known = self._people.remembered(user)
        return known.locale if known else ""

    def members(self, group: str) -> frozenset[str]:
        """The ids of the people in a user group. Raises VoiceError."""
        return self._groups.get(group)

    def _person(self, user: str) -> Person:
        try:
            with faults():
                found: dict[str, Any] = self._info(user)
        except VoiceRefused as error:
            if str(error).endswith(_UNKNOWN):
                return Person(id=user, stranger=True)
            raise
        wider = found.get("enterprise_user") or {}
        teams = {str(found.get("team_id") or ""), *map(str, wider.get("teams") or [])}
        return Person(
            id=user,
            teams=frozenset(teams - {""}),
            guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
            stranger=bool(found.get("is_stranger")),
            gone=bool(found.get("deleted")),
            locale=str(found.get("locale") or ""),
        )

    def _info(self, user: str) -> dict[str, Any]:
        found = self._client.users_info(user=user, include_locale=True)["user"]
        return dict(found)

    def _members(self, group: str) -> frozenset[str]:
        with faults():
            return frozenset(self._client.usergroups_users_list(usergroup=group)["users"])


def _twice(ask: Callable[[str], Known]) -> Callable[[str], Known]:
    """Ask once more when the answer was lost or Slack was busy: to ask changes nothing there."""

    def asked(name: str) -> Known:
        for _ in range(_TRIES - 1):
            try:
                return ask(name)
            except (VoiceUnreachable, VoiceUncertain):
                continue
        return ask(name)

    return asked
