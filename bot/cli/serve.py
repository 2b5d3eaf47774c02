"""``neutral serve``: the bot itself, by Socket Mode or by HTTP, as the settings say."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.desk.access import Access
    from bot.desk.speech import Speech
    from bot.log.record import StoredLog
    from bot.slack.app import SlackApp
    from bot.work.chores import Chore

STOP_SECONDS = 15.0
"""How long a stop waits for the reviews under way: with the closing of everything it stays below
20 s; platforms kill after 30 s."""
ORPHAN_SECONDS = 3.0
"""The same where gunicorn's master was killed: the worker that is left holds the port and the
lock, and the bot that is started in its place waits for both."""

SWITCH_SECONDS = 0.001
"""For how long a thread that reviews may keep one that answers from its turn; Python's own 5 ms
count for each of six reviews."""


@click.command()
def serve() -> None:
    """Answer /neutral in Slack until stopped (SIGTERM or Ctrl-C).

    NEUTRAL_SLACK_DOOR chooses how Slack reaches the bot: "socket" (Socket Mode, the default,
    works behind a firewall) or "http" (gunicorn, on HOST and PORT).
    """
    from bot.config import Door, read_settings

    settings = read_settings()
    check_settings(settings)
    if settings.slack_door is Door.HTTP:
        from bot.cli.http_server import serve_http

        serve_http(settings)
    else:
        _serve_socket(settings)


def check_settings(settings: "Settings") -> None:
    """Raise BadSettings for what this door needs and the settings lack."""
    from bot.config import Door
    from bot.errors import BadSettings

    needed = {"SLACK_BOT_TOKEN": settings.slack_bot_token}
    if settings.slack_door is Door.HTTP:
        needed["SLACK_SIGNING_SECRET"] = settings.slack_signing_secret
    else:
        needed["SLACK_APP_TOKEN"] = settings.slack_app_token
    missing = [name for name, secret in needed.items() if not secret.get_secret_value()]
    if missing:
        raise BadSettings(f"{' and '.join(missing)} must be set for the {settings.slack_door} door")


@contextmanager
def open_bot(
    settings: "Settings", patience: Callable[[], float] = lambda: STOP_SECONDS
) -> "Iterator[SlackApp]":
    """Build the whole bot, take up unfinished work, and hand out the Slack app.

    Raises BadGuidance for a mistake in the bot's own words, as in any file that it reads.

    ``patience`` is asked at the end for how many seconds to wait for what is under way.
    """
    from bot.cli.house import open_desk, open_log
    from bot.desk.access import Access, rules_of
    from bot.desk.speech import Speech
    from bot.slack.app import build_app
    from bot.slack.directory import SlackDirectory
    from bot.slack.voice import SlackVoice
    from bot.words.speaking import check_words
    from bot.work.engine import Engine

    check_words()
    log = open_log(settings)
    with open_desk(settings, log) as desk:
        people = SlackDirectory(settings)
        access = Access(rules_of(settings), people, log)
        speech = Speech(settings.language, log, people)
        speech.recall()
        besides = chores(settings, log, access, speech)
        voice = SlackVoice(settings)
        engine = Engine(settings, desk, voice, log, access=access, speech=speech, chores=besides)
        engine.start()
        try:
            app = build_app(settings, engine, speech)
            sys.setswitchinterval(SWITCH_SECONDS)
            Thread(target=settle, args=(settings,), name="settling", daemon=True).start()
            yield app
        finally:
            if not engine.stop(patience()):
                leave()


def chores(
    settings: "Settings", log: "StoredLog", access: "Access", speech: "Speech"
) -> "tuple[Chore, ...]":
    """What the upkeep does besides."""
    from bot.cli.guidance_watch import OfficialWatch
    from bot.cli.log_heads import LogHeads
    from bot.cli.log_retention import LogRetention
    from bot.work.heads import DailyHeads
    from bot.work.letting_go import DailyRetention
    from bot.work.watching import Watching

    return (
        Watching(OfficialWatch(settings, log), access, speech, settings.admin_channel),
        DailyHeads(LogHeads(log), settings.log_heads, settings.language),
        DailyRetention(
            LogRetention(log, settings.keep_months), is_on=settings.retention == "daily"
        ),
    )


def settle(settings: "Settings") -> None:
    """Load what is still to come, and keep all that stays out of Python's search for rubbish.

    Each search of everything stopped the whole process, and whoever was being answered, for a
    fifth of a second. It is done while the bot answers already: a start must not take longer.
    """
    if settings.model:
        from bot.llm.openai_model import load_client

        load_client()
    gc.collect()
    gc.freeze()


def leave() -> NoReturn:
    """End the process while threads still hang: what they do was handed back.

    Python would wait at its end for the engine's threads, and one may wait for a model.
    """
    click.echo("Stopped; what was under way is taken up at the next start.", err=True)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _serve_socket(settings: "Settings") -> None:
    import signal
    import threading

    from bot.slack.socket import listen_socket

    stop = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    with open_bot(settings) as app, listen_socket(app, settings):
        click.echo("The bot is listening by Socket Mode.", err=True)
        stop.wait()
