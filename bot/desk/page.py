"""What the app's page tells one person, gathered: nothing in it is another person's draft.

The one exception is ``waiting``, which propriety leads alone are given: what was put to them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.config import Settings
from bot.desk.records import Editions, Figures, Place, Standing
from bot.desk.seams import Kept
from bot.desk.switch import Front
from bot.guidance.catalogue import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A review that the reader of the page asked for."""

    kept: Kept
    thread: Place | None = None
    """The thread where it was shared, if it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What a draft is held to on a day."""

    day: date
    """UK time."""
    editions: Editions
    dated: date | None
    """The day of the guidance's edition; None where its ledger does not say."""
    documents: int
    clauses: int
    official: int
    """Of these, the clauses that are shown in the publisher's own words."""
    now: tuple[Period, ...]
    coming: tuple[Period, ...]
    """Periods to come, the first to begin first; those whose start is not fixed among them."""
    own: int = 0
    """Rules of the department's own, for whatever account or channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where drafts go, and for how long what is kept."""

    model: str = ""
    """The model's name; empty where the checks stand alone."""
    host: str = ""
    """The host that the model is asked at."""
    is_here: bool = False
    """Whether that host is this machine."""
    model_is_down: bool = False
    """It did not answer when it was last asked."""
    on_a_server: bool = False
    """Whether the record is in a database, and not in a file on this machine."""
    work_days: int = 0
    """Days for which finished work is kept, with the draft in it."""
    failed_days: int = 0
    """The same for what failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One person's page. What is None is not for them, or is not known."""

    at: datetime | None = None
    """When it was gathered, UTC."""
    front: Front = field(default_factory=Front)
    """Whether its reader may ask, and may now."""
    waiting: tuple[Kept, ...] | None = None
    """What waits for the propriety leads, the longest first."""
    open: tuple[Own, ...] = ()
    """Their own reviews that wait for something, what they can act on first."""
    recent: tuple[Own, ...] = ()
    """Their other last reviews, newest first."""
    figures: Figures | None = None
    in_force: InForce | None = None
    reach: Reach | None = None
    standing: Standing | None = None


def reach_of(settings: Settings) -> Reach:
    """Read off the settings where drafts go."""
    host = _host(settings.model_base_url) if settings.model else ""
    return Reach(
        model=settings.model,
        host=host,
        is_here=_is_here(host),
        on_a_server=bool(settings.database_url.get_secret_value()),
        work_days=settings.work_keep_days,
    )


def _host(address: str) -> str:
    """The host alone: an address may hold a password."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
