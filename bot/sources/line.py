"""Connects to a host by the address that was checked, and hangs up when the time is over."""

import ssl
from collections.abc import Iterable
from time import monotonic
from typing import Any

import httpcore2

from bot.errors import BadSource
from bot.sources.reach import Reach, checked_addresses

CONNECT_SECONDS = 5.0


class CheckedBackend(httpcore2.NetworkBackend):
    """Opens connections for httpcore2, each to an address that ``reach`` allows.

    The host is looked up once and connected to by the very address that was checked, so a name
    that stands for another address a moment later (DNS rebinding) gains nothing. The certificate
    is still held against the name. ``through_proxy``: the connection is to a proxy that this
    machine's owner set, and is not checked.
    """

    def __init__(self, reach: Reach, until: float, *, through_proxy: bool) -> None:
        self._reach, self._until, self._through_proxy = reach, until, through_proxy
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the time that is left decides
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Try each address of the host in turn. Raises BadSource, and httpcore2's own errors."""
        failure: Exception = httpcore2.ConnectError(f"{host} is not known")
        for address in [host] if self._through_proxy else self._addresses(host):
            seconds = min(CONNECT_SECONDS, _left(self._until))
            try:
                stream = self._inner.connect_tcp(
                    address, port, seconds, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Line(stream, self._until)
        raise failure

    def _addresses(self, host: str) -> list[str]:
        found = checked_addresses(host, self._reach, _left(self._until))
        if not found:
            raise BadSource(f"There is no {host} on the internet. Look whether it is spelt right.")
        return [str(address) for address in found]


class _Line(httpcore2.NetworkStream):
    """A connection whose every wait ends when the time of the whole fetch is over."""

    def __init__(self, stream: httpcore2.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # as above
        return self._stream.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  # as above
        self._stream.write(buffer, _left(self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  # as above
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(
            ssl_context, server_hostname, min(CONNECT_SECONDS, _left(self._until))
        )
        return _Line(secured, self._until)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # as httpcore2 has it
        return self._stream.get_extra_info(info)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout
    return left
