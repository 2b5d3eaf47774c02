"""Who somebody is, as a workspace says it, and where that is asked."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a workspace says of somebody."""

    id: str
    teams: frozenset[str] = frozenset()
    """Every workspace that they belong to; empty where it is not said."""
    guest: bool = False
    stranger: bool = False
    """From another organisation, by way of a shared channel."""
    gone: bool = False
    locale: str = ""
    """The language tag of what they read Slack in, such as cy-GB; empty where it is not said."""


class Directory(Protocol):
    """Where it is asked who somebody is. Raises VoiceError where it cannot be found out."""

    def person(self, user: str) -> Person:
        """Who somebody is."""

    def locale(self, user: str) -> str:
        """Somebody's language tag as far as it is remembered: nobody is asked; else empty."""

    def members(self, group: str) -> frozenset[str]:
        """The ids of the people in a user group."""
