"""Says where a publisher's page is really asked for: at its own site, or at a mirror of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from bot.errors import BadSettings, BadSource
from bot.sources.reach import Reach, checked_url

if TYPE_CHECKING:
    import httpx2

SECONDS = 60.0
"""For one page: an Act is large, and its publisher makes some on demand."""
KNOWN = frozenset({
    "www.gov.uk", "assets.publishing.service.gov.uk", "www.legislation.gov.uk",
    "www.communications.gov.uk", "gcs.civilservice.gov.uk", "gcn.civilservice.gov.uk",
    "webarchive.nationalarchives.gov.uk", "www.gov.scot", "www.gov.wales", "www.finance-ni.gov.uk",
    "osr.statisticsauthority.gov.uk", "code.statisticsauthority.gov.uk",
    "civilservicecommission.independent.gov.uk",
})  # fmt: skip
"""The publishers' hosts, with those that they are known to move to."""


@dataclass(frozen=True, slots=True)
class Route:
    """How to ask for an address."""

    url: "httpx2.URL"
    reach: Reach


class Hosts:
    """The hosts that may be asked, and where. ``mirror`` maps a host to the base that stands in.

    Without a mirror nothing is loosened; with one, only its own address is.
    """

    def __init__(
        self,
        allowed: Iterable[str],
        mirror: dict[str, str] | None = None,
        reach: Reach | None = None,
    ) -> None:
        self._allowed = {bare(host) for host in allowed}
        self._mirror = mirror or {}
        self._reach = reach or replace(Reach(), seconds=SECONDS)

    def resolved(self, base: str, location: str) -> str:
        """The publisher's address that a redirect leads to. Raises BadSource where it may not."""
        try:
            return self._within(base, location) or self.checked(urljoin(base, location))
        except ValueError:
            raise BadSource("The page sends on to something that is no address.") from None

    def _within(self, base: str, location: str) -> str:
        """The publisher's address for which the mirror gives one of its own; empty for others.

        A server of files sends on from a folder to the same folder with a stroke, for one.
        """
        here = self._base(urlsplit(base).netloc)
        if not here:
            return ""
        there = urljoin(here + urlsplit(base).path, location)
        every = self._mirror.get("*", "").rstrip("/")
        if every and there.startswith(f"{every}/"):
            host, _, path = there.removeprefix(f"{every}/").partition("/")
            return f"https://{host}/{path}" if bare(host) in self._allowed else ""
        for host in self._mirror:
            if there.startswith(f"{self._base(host)}/"):
                return f"https://{host}{there.removeprefix(self._base(host))}"
        return ""

    def checked(self, address: str) -> str:
        """An address of a publisher, without fragment and by https. Raises BadSource for others.

        legislation.gov.uk still sends on to http, and serves https.
        """
        try:
            parts = urlsplit(address.strip())
            host = parts.hostname or ""
        except ValueError:
            host, parts = "", urlsplit("")
        if parts.scheme not in {"https", "http"} or not host or "@" in parts.netloc:
            raise BadSource("The page sends on to something that is no page of the web.")
        if bare(host) not in self._allowed:
            raise BadSource(
                f"The page sends on to {host}, which is no publisher of the catalogue. Look "
                "whether the document has moved there, and correct its address in the catalogue."
            )
        plain = parts.netloc.removesuffix(":80").removesuffix(":443")
        return parts._replace(scheme="https", netloc=plain, fragment="").geturl()

    def route(self, address: str) -> Route:
        """Where to ask for a publisher's address. Raises BadSource."""
        import httpx2  # noqa: PLC0415  # it takes a fifth of a second: only who fetches waits

        parts = urlsplit(self.checked(address))
        base = self._base(parts.netloc)
        if not base:
            return Route(checked_url(address, self._reach), self._reach)
        rest = parts._replace(scheme="", netloc="").geturl()
        url = httpx2.URL(base + rest)
        port = url.port or (443 if url.scheme == "https" else 80)
        loose = replace(
            self._reach,
            allow=lambda _: True,
            ports=frozenset({port}),
            proxy=lambda _, __: "",
        )
        return Route(checked_url(str(url), loose), loose)

    def _base(self, host: str) -> str:
        if host in self._mirror:
            return self._mirror[host].rstrip("/")
        every = self._mirror.get("*", "")
        return f"{every.rstrip('/')}/{host}" if every and host != "*" else ""


def bare(host: str) -> str:
    """A host without www, for comparing."""
    return host.lower().removeprefix("www.")


def read_mirror(setting: str) -> dict[str, str]:
    """Read ``NEUTRAL_GUIDANCE_MIRROR``: one address, or host=address with commas between.

    One address alone stands in for every publisher, each in a folder of its host's name.
    Raises BadSettings.
    """
    mirror = {}
    for entry in filter(None, (part.strip() for part in setting.split(","))):
        host, equals, base = entry.partition("=")
        host, base = (host.strip(), base.strip()) if equals else ("*", entry)
        if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).hostname:
            raise BadSettings(
                "NEUTRAL_GUIDANCE_MIRROR must be an address such as http://127.0.0.1:8000, or "
                "www.gov.uk=http://127.0.0.1:8000 with commas between."
            )
        mirror[host] = base
    return mirror
