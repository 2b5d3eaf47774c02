"""Puts the house together: every room from its settings, and nothing twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.config import Settings
from bot.desk.desk import Desk, Shelf
from bot.desk.seams import Log, Model
from bot.guidance.catalogue import Library
from bot.log.record import StoredLog

if TYPE_CHECKING:
    from bot.log.guidance.cited import Cited


def open_log(settings: Settings) -> StoredLog:
    """Open the record, making its folder, or its schema on the server, the first time."""
    if address := settings.database_url.get_secret_value():
        from bot.log.postgres_log import PostgresLog

        return PostgresLog(address)
    from bot.log.sqlite_log import SqliteLog

    return SqliteLog(settings.log_path)


def open_library(settings: Settings) -> Library:
    """Read the guidance, with the calendar that was kept here. Raises BadGuidance."""
    from bot.guidance.library import read_library

    return read_library(settings.guidance_dir, settings.own_calendar, settings.territory)


@contextmanager
def open_shelf(settings: Settings) -> Iterator[Shelf]:
    """Read the guidance, the checks and the prompts. Raises BadGuidance."""
    from bot.checks.run import read_checks
    from bot.prompt.files import read_prompts
    from bot.retrieval.index import Index

    library = open_library(settings)
    with Index(library) as index:
        yield Shelf(
            library=library,
            index=index,
            checks=read_checks(settings.guidance_dir, library),
            prompts=read_prompts(settings.prompts_dir),
            official=open_official(settings),
        )


def open_official(settings: Settings) -> "Cited":
    """The official words that were accepted; nothing is made where none were fetched."""
    from bot.log.guidance.cited import Cited
    from bot.log.guidance.store import GuidanceStore

    return Cited(GuidanceStore(settings.data_dir))


@contextmanager
def open_desk(settings: Settings, log: Log) -> Iterator[Desk]:
    """Lay the desk, and seat the model if one is configured."""
    with open_shelf(settings) as shelf, open_model(settings) as model:
        yield Desk(shelf, log, model)


@contextmanager
def open_model(settings: Settings) -> Iterator[Model | None]:
    """The model that the settings name, or None. It asks nothing before it is asked."""
    if not settings.model:
        yield None
        return
    from bot.llm.openai_model import OpenAIModel

    with OpenAIModel(
        settings.model_base_url, settings.model_key, settings.model, settings.model_deadline
    ) as model:
        yield model
