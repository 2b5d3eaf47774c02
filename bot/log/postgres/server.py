"""A pooled engine for each server and process, and connections that keep a transaction each."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import BadSettings
from bot.log.postgres.trouble import in_plain_words

SCHEMA = "neutral_log"
"""The log's own corner of the database: the engine of unfinished work has another."""
_PATIENCE = 10
"""Seconds to wait for a connection, for another writer, and for a server that fell silent."""
_AT_HAND, _AT_MOST = 4, 20
"""Connections kept open, and the most at once: a worker writes one review at a time."""
_OPTIONS = f"-c search_path={SCHEMA} -c lock_timeout={_PATIENCE}s -c synchronous_commit=on"


@contextmanager
def reading(address: str) -> Iterator[Connection]:
    """Begin a transaction that sees the log as it is at this moment."""
    with in_plain_words(named(address)), _engine(address, os.getpid()).connect() as connection:
        connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(address: str) -> Iterator[Connection]:
    """Begin a transaction: all of it is kept, or none."""
    with in_plain_words(named(address)), _engine(address, os.getpid()).begin() as connection:
        yield connection


def named(address: str) -> str:
    """Say which server and database this is, without user and password."""
    url = _url(address)
    return f"{url.host or 'local'}:{url.port or 5432}/{url.database or ''}"


@cache
def _engine(address: str, process: int) -> Engine:  # noqa: ARG001  # a fork needs an engine of its own
    return create_engine(
        _url(address),
        pool_size=_AT_HAND,
        max_overflow=_AT_MOST - _AT_HAND,
        pool_timeout=_PATIENCE,
        pool_pre_ping=True,
        hide_parameters=True,  # drafts do not belong in a traceback
        connect_args={
            "options": _OPTIONS,
            "client_encoding": "utf8",
            "connect_timeout": _PATIENCE,
            "tcp_user_timeout": _PATIENCE * 1000,
            "application_name": "neutral-log",
        },
    )


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # whose words may repeat the password
        raise BadSettings(
            "The address of the database cannot be read. It looks like "
            "postgresql://user:password@host:5432/name."
        ) from None
    return url.set(drivername="postgresql+psycopg")
