"""Who may ask, and where: the one rule that every door and the worker hold a request to.

A door knows a channel, a person's id and a workspace, and refuses by these at once.
The worker can ask who a person is and who is in a group, and reads whether drafts are taken.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from bot.config import Settings
from bot.desk import refusals
from bot.desk.people import Directory
from bot.desk.records import Place
from bot.desk.switch import Front, Switch, Switchboard
from bot.errors import LogError, VoiceError, VoiceUncertain, VoiceUnreachable

_DIRECT = "D"
DIRECTS = "DM"
"""Among the channels, stands for every direct message and for the app's page."""
_SHOWN = 5
"""Words of admins about taking drafts that stand on their page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Who may, as the settings say. An empty list leaves everybody in."""

    workspace: str = ""
    channels: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    """Somebody may who is in one of these or among ``users``, where either is given."""
    guests: bool = False
    admins: frozenset[str] = frozenset()
    admin_group: str = ""
    leads: frozenset[str] = frozenset()
    leads_group: str = ""
    leads_channel: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What somebody is told who may not, or of whom it could not be found out."""

    words: str
    later: bool = False
    """Slack gave no answer; asked again, it may give one. Nobody is refused for that."""
    why: str = ""
    """Slack's own word where it will not say who somebody is: for who runs the bot to mend."""


def rules_of(settings: Settings) -> Rules:
    """Read the rules off the settings."""
    return Rules(
        workspace=settings.workspace,
        channels=_ids(settings.allow_channels),
        users=_ids(settings.allow_users),
        groups=_ids(settings.allow_groups),
        guests=settings.allow_guests,
        admins=settings.admin_ids,
        admin_group=settings.admin_group,
        leads=settings.lead_ids,
        leads_group=settings.leads_group,
        leads_channel=settings.leads_channel,
    )


class Access:
    """Holds requests to the rules. Safe to share among threads.

    Without a ``directory`` only what can be told without asking is told, as at a door; without a
    ``switchboard`` drafts are always taken.
    """

    def __init__(
        self,
        rules: Rules,
        directory: Directory | None = None,
        switchboard: Switchboard | None = None,
    ) -> None:
        self._rules, self._directory, self._switchboard = rules, directory, switchboard
        self._last: Switch | None = None

    def refusal(self, place: Place, asked_at: datetime | None = None) -> Refusal | None:
        """Why a request from a place is refused, or None.

        ``asked_at`` for a draft or a question: those are not taken while the switch is off. What
        was asked before it went off is still answered.
        """
        known = self._by_workspace(place) or self._by_channel(place) or self._by_list(place.user)
        refused = Refusal(known) if known else self._by_person(place)
        if refused or not asked_at:
            return refused
        off = self.off()
        return Refusal(refusals.off(off.at, off.reason)) if off and asked_at >= off.at else None

    def deciding(self, place: Place) -> Refusal | None:
        """Why somebody may not decide about a review, or None.

        A lead needs to be on no list, like an admin, and decides where the bot asked them: in
        the leads' channel and in direct messages, whichever channels are listed.
        """
        rules, user = self._rules, place.user
        asked_there = place.channel == rules.leads_channel or place.channel.startswith(_DIRECT)
        known = self._by_workspace(place) or ("" if asked_there else self._by_channel(place))
        if not known and not rules.leads_group and user not in rules.leads:
            known = self._by_list(user)
        if known:
            return Refusal(known)
        return self._ask(lambda asked: self._outside(asked, place) or self._no_part(asked, user))

    def front(self, place: Place) -> Front:
        """What stands at the top of somebody's page; it is in no channel."""
        known = self._by_workspace(place) or self._by_list(place.user)
        refused = Refusal(known) if known else self._by_person(place)
        admin = self._shows_as_admin(place)
        return Front(
            refusal=refused.words if refused else "",
            off=self.off(),
            admin=admin,
            form=not self._by_channel(replace(place, channel="")),
            turns=self._turns() if admin else (),
        )

    def not_admin(self, place: Place) -> Refusal | None:
        """Why somebody may not turn the switch, or None. An admin needs to be on no list."""
        user, group = place.user, self._rules.admin_group
        known = self._by_workspace(place)
        refused = Refusal(known) if known else self._ask(lambda asked: self._outside(asked, place))
        if refused or user in self._rules.admins:
            return refused
        if not group or self._directory is None:
            return Refusal(refusals.NO_ADMIN)
        return self._ask(lambda asked: "" if user in asked.members(group) else refusals.NO_ADMIN)

    def not_lead(self, place: Place) -> Refusal | None:
        """Why somebody is given no dossier, or None. A lead needs to be on no list."""
        user, group = place.user, self._rules.leads_group
        known = self._by_workspace(place)
        refused = Refusal(known) if known else self._ask(lambda asked: self._outside(asked, place))
        if refused or user in self._rules.leads:
            return refused
        if not group or self._directory is None:
            return Refusal(refusals.NO_LEAD)
        return self._ask(lambda asked: "" if user in asked.members(group) else refusals.NO_LEAD)

    def is_admin(self, user: str) -> bool:
        """Whether somebody is an admin; not, where that cannot be found out."""
        return self._holds(user, self._rules.admins, self._rules.admin_group)

    def is_lead(self, user: str) -> bool:
        """Whether somebody is a propriety lead; not, where that cannot be found out."""
        return self._holds(user, self._rules.leads, self._rules.leads_group)

    def leads(self) -> frozenset[str]:
        """The propriety leads: those who are named, and the people of their group.

        Raises VoiceError while Slack gives no answer. A group that it will not tell of, because
        there is none or for want of a right, adds nobody; the program's log has Slack's word.
        """
        rules = self._rules
        if not rules.leads_group or self._directory is None:
            return rules.leads
        try:
            return rules.leads | self._directory.members(rules.leads_group)
        except (VoiceUnreachable, VoiceUncertain):
            raise
        except VoiceError:
            return rules.leads

    @property
    def leads_channel(self) -> str:
        """The channel where they are asked; empty: each by direct message."""
        return self._rules.leads_channel

    def turn(self, switch: Switch) -> None:
        """Put an admin's word on record; it has effect from then on. Raises LogError."""
        if self._switchboard is None:
            raise LogError("There is no record for the switch")
        self._switchboard.keep_switch(switch)

    def off(self) -> Switch | None:
        """The admin's word, while no drafts are taken.

        Where the record cannot be read, what this process read last stands.
        """
        if self._switchboard is not None:
            with suppress(LogError):
                self._last = self._switchboard.last_switch()
        last = self._last
        return last if last and not last.taking else None

    def _shows_as_admin(self, place: Place) -> bool:
        """Whether somebody's page is an admin's; a named one's is while Slack says nothing."""
        refused = self.not_admin(place)
        unsure = refused is not None and refused.words == refusals.UNSURE
        return (unsure or refused is None) and self.is_admin(place.user)

    def _turns(self) -> tuple[Switch, ...]:
        with suppress(LogError):
            return self._switchboard.switches(_SHOWN) if self._switchboard else ()
        return ()

    def _by_workspace(self, place: Place) -> str:
        ours = self._rules.workspace
        return refusals.WORKSPACE if ours and place.team and place.team != ours else ""

    def _by_channel(self, place: Place) -> str:
        among, channel = self._rules.channels, place.channel
        alone = not channel or channel.startswith(_DIRECT)
        listed = not among or channel in among or (alone and DIRECTS in among)
        return "" if listed else refusals.CHANNEL

    def _by_list(self, user: str) -> str:
        """By the list of people alone; where groups may let them in, these are asked later."""
        rules = self._rules
        listed = not rules.users or rules.groups or user in rules.users
        return "" if listed else refusals.NOT_LISTED

    def _by_person(self, place: Place) -> Refusal | None:
        def barred(asked: Directory) -> str:
            return self._outside(asked, place) or self._in_no_group(asked, place.user)

        return self._ask(barred)

    def _outside(self, asked: Directory, place: Place) -> str:
        """Why somebody does not count as one of the workspace's own."""
        person, home = asked.person(place.user), self._rules.workspace or place.team
        if person.gone:
            return refusals.GONE
        if person.stranger or (home and person.teams and home not in person.teams):
            return refusals.STRANGER
        return refusals.GUEST if person.guest and not self._rules.guests else ""

    def _in_no_group(self, asked: Directory, user: str) -> str:
        """Every group is asked before somebody is refused; one that has them is enough.

        Where one gives no answer now and another never will, the first is worth waiting for.
        """
        rules = self._rules
        if not rules.groups or user in rules.users:
            return ""
        unknown: VoiceError | None = None
        for group in sorted(rules.groups):
            try:
                if user in asked.members(group):
                    return ""
            except (VoiceUnreachable, VoiceUncertain) as error:
                unknown = error
            except VoiceError as error:
                unknown = unknown or error
        if unknown:
            raise unknown
        return refusals.NOT_LISTED

    def _no_part(self, asked: Directory, user: str) -> str:
        """Why somebody who is no lead has no part in decisions: they are on no list."""
        if user in self._rules.leads:
            return ""
        words = self._by_list(user) or self._in_no_group(asked, user)
        group = self._rules.leads_group
        return "" if words and group and user in asked.members(group) else words

    def _holds(self, user: str, named: Collection[str], group: str) -> bool:
        if user in named:
            return True
        if not group or self._directory is None:
            return False
        with suppress(VoiceError):
            return user in self._directory.members(group)
        return False

    def _ask(self, question: Callable[[Directory], str]) -> Refusal | None:
        """Put a question to the directory. In doubt nobody is let in."""
        if self._directory is None:
            return None
        try:
            words = question(self._directory)
        except (VoiceUnreachable, VoiceUncertain):
            return Refusal(refusals.UNSURE, later=True)
        except VoiceError as error:
            return Refusal(refusals.UNSURE, why=str(error))
        return Refusal(words) if words else None


def _ids(listed: str) -> frozenset[str]:
    return frozenset(one.strip() for one in listed.split(",")) - {""}
