"""The things that a Slack holds: people, channels, messages, files, views, and what came back."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody in the workspace. ``locale`` is a tag such as en-GB; a guest is restricted.

    ``single``: a guest of one channel, ``is_ultra_restricted`` beside ``is_restricted``.
    ``team`` is another organisation's, for people who are here by a shared channel; ``hidden``
    people are in no directory that the app can ask. ``teams`` are those of a whole organisation.
    """

    id: str
    name: str
    locale: str = "en-GB"
    guest: bool = False
    single: bool = False
    team: str = ""
    teams: tuple[str, ...] = ()
    hidden: bool = False
    bot: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place to talk. ``kind``: public, private, or im (a direct message with the bot)."""

    id: str
    name: str
    kind: str = "public"
    members: frozenset[str] = frozenset()
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody said. ``only_for`` is set on an ephemeral message: the one who sees it.

    ``text`` and ``blocks`` are as on the wire (escaped, mentions as ``<@U...>``).
    ``sent`` holds the arguments of the call that made it, to check flags such as unfurl_links.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    thread_ts: str = ""
    only_for: str = ""
    edited: bool = False
    files: tuple[str, ...] = ()
    reactions: tuple[tuple[str, str], ...] = ()
    sent: Json = field(default_factory=dict)

    @property
    def ephemeral(self) -> bool:
        """Whether one person alone sees it."""
        return bool(self.only_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An uploaded file. ``shared_in`` names channels; empty is private."""

    id: str
    name: str
    length: int
    content: bytes = b""
    title: str = ""
    shared_in: tuple[str, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A modal or a Home tab that one person sees. ``body`` is the view as the app gave it."""

    id: str
    user: str
    body: Json
    hash: str
    root: str = ""
    previous: str = ""

    @property
    def kind(self) -> str:
        """Modal or home."""
        return str(self.body.get("type", "modal"))

    @property
    def blocks(self) -> tuple[Json, ...]:
        """The blocks, in order."""
        return tuple(self.body.get("blocks", ()))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the app answered to a delivery.

    ``status`` is the HTTP status (200 for an acknowledged envelope; 0 for no answer), ``body`` the
    answer as text, ``error`` the word Slack would show: operation_timeout or dispatch_failed.
    """

    status: int
    body: str = ""
    error: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged."""
        return 200 <= self.status < 300  # noqa: PLR2004  # the 2xx class


@dataclass(frozen=True, slots=True)
class Sent:
    """One attempt to deliver: its kind (slash_commands, interactive, events_api) and answer."""

    kind: str
    payload: Json
    delivery: Delivery
    retry_num: int = 0
