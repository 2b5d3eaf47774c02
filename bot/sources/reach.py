"""Says which addresses a page may be fetched from, so that nothing inside a network is read."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from bot.errors import BadSource

if TYPE_CHECKING:
    import httpx2

Address = IPv4Address | IPv6Address

SECONDS = 20.0
"""For one page, all redirects and looking up names included."""
_PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones: RFC 6052."""


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, also by the address that it wraps."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is None and address.teredo is not None:
            inside = address.teredo[1]
        if inside is None and address in _NAT64:
            inside = IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(inside)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def resolve(host: str, seconds: float) -> list[Address]:
    """Look up every address of a host; empty where it has none or nobody answers in time.

    The system's own resolver knows no end to its waiting, so a thread of ours waits for it.
    """
    found: SimpleQueue[list[Address]] = SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found.put(list(dict.fromkeys(ip_address(str(row[4][0])) for row in rows)))
        except (OSError, ValueError):  # ValueError: a label too long, an address of no kind
            found.put([])

    Thread(target=ask, daemon=True).start()
    try:
        return found.get(timeout=max(seconds, 0.001))
    except Empty:
        return []


def environment_proxy(scheme: str, host: str) -> str:
    """The proxy that this machine is told to use for a host; empty for none."""
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415  # only fetching needs it

    proxies = getproxies()
    found = proxies.get(scheme) or proxies.get("all") or ""
    if not found or proxy_bypass(host):
        return ""
    return found if "://" in found else f"http://{found}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a fetch may go, and how long it may take. The default is strict; tests loosen it."""

    allow: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset(_PORTS.values())
    resolve: Callable[[str, float], list[Address]] = resolve
    proxy: Callable[[str, str], str] = environment_proxy
    seconds: float = SECONDS


def checked_url(address: str, reach: Reach, base: "httpx2.URL | None" = None) -> "httpx2.URL":
    """Read an address, against the one that sent on to it. Raises BadSource where it may not be.

    What the name stands for is checked later, in the moment of connecting (``line.py``).
    """
    import httpx2  # noqa: PLC0415  # it takes a fifth of a second: only who fetches waits

    try:
        url = base.join(address) if base is not None else httpx2.URL(address.strip())
        scheme, host, port = url.scheme, url.host, url.port
    except (httpx2.InvalidURL, ValueError, TypeError):
        raise BadSource("This is not an address of a page.") from None
    if scheme not in _PORTS or not host:
        raise BadSource("Only addresses that begin with https:// or http:// are fetched.")
    if url.userinfo:
        raise BadSource("An address with a name or password in it is not fetched. Leave them out.")
    port = port or _PORTS[scheme]
    if port not in reach.ports:
        raise BadSource(f"Port {port} is not fetched from: pages of the open web need none.")
    return url.copy_with(fragment=None)


def checked_addresses(host: str, reach: Reach, seconds: float) -> list[Address]:
    """Look a host up; all of its addresses must be allowed. Raises BadSource where one is not.

    Empty where the host is not known.
    """
    addresses = reach.resolve(host, seconds)
    if not all(map(reach.allow, addresses)):
        raise BadSource(
            f"{host} is not on the open internet. Only public pages are fetched; "
            "save the page and give its file."
        )
    return addresses
