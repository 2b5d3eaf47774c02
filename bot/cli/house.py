"""Puts the house together: every room from its settings, and nothing twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Settings
from bot.desk.desk import Desk, Shelf
from bot.desk.seams import Log, Model
from bot.errors import LogError
from bot.guidance.accepted import Official
from bot.guidance.catalogue import Library
from bot.log.record import StoredLog


def open_log(settings: Settings) -> StoredLog:
    """Open the record, making its folder, or its schema on the server, the first time."""
    if address := settings.database_url.get_secret_value():
        from bot.log.postgres_log import PostgresLog

        return PostgresLog(address)
    from bot.log.sqlite_log import SqliteLog

    return SqliteLog(settings.log_path)


def open_library(settings: Settings) -> Library:
    """Read the guidance, with what people here put in. Raises BadGuidance."""
    from bot.guidance.library import read_library

    return read_library(
        settings.guidance_dir,
        settings.own_calendar,
        settings.territory,
        rules=settings.own.rules,
        cases=settings.own.cases,
    )


def open_official(settings: Settings, library: Library) -> Official:
    """Read the official documents and tie the clauses to them.

    Where they cannot be read the catalogue serves alone, as before any was fetched, and says why.
    """
    from bot.guidance.accepted import read_official
    from bot.log.guidance.store import GuidanceStore
    from bot.log.guidance.ties_file import remembered

    try:
        with remembered(settings.data_dir) as ties:
            return read_official(library, GuidanceStore(settings.data_dir), ties)
    except LogError as error:
        return Official(problem=f"{error} {error.advice}".strip())


@contextmanager
def open_shelf(settings: Settings) -> Iterator[Shelf]:
    """Read the guidance, the checks and the prompts. Raises BadGuidance."""
    from bot.checks.run import read_checks
    from bot.prompt.files import read_prompts
    from bot.retrieval.index import Index

    library = open_library(settings)
    official = open_official(settings, library)
    with Index(library, official) as index:
        yield Shelf(
            library=library,
            index=index,
            checks=read_checks(settings.guidance_dir, library),
            prompts=read_prompts(settings.prompts_dir),
            official=official,
        )


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
