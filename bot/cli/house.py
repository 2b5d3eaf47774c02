"""Puts the house together: every room from its settings, and nothing twice."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Settings
from bot.desk.desk import Desk, Shelf
from bot.desk.seams import Log, Model
from bot.desk.shelf import NotFetched
from bot.errors import LogError
from bot.guidance.acceptance import CitedWords
from bot.guidance.accepted import Official
from bot.guidance.catalogue import Library
from bot.log.record import StoredLog

LOGGER = logging.getLogger("neutral")


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


def open_official(settings: Settings, library: Library) -> tuple[CitedWords, Official]:
    """Read the official words that were accepted, and tie the clauses to them.

    Nothing is made where none were fetched. Where they cannot be read the catalogue serves alone,
    as before any was fetched, and says why.
    """
    from bot.guidance.accepted import read_official
    from bot.log.guidance.edition import CitedVersions
    from bot.log.guidance.store import GuidanceStore
    from bot.log.guidance.ties_file import remembered

    try:
        cited = CitedVersions(GuidanceStore(settings.data_dir))
        with remembered(settings.data_dir) as ties:
            return cited, read_official(library, cited, ties)
    except LogError as error:
        LOGGER.error("Official words: %s", error)  # noqa: TRY400  # no fault of ours
        return NotFetched(), Official(problem=f"{error} {error.advice}".strip())


@contextmanager
def open_shelf(settings: Settings) -> Iterator[Shelf]:
    """Read the guidance, the checks and the prompts. Raises BadGuidance."""
    from bot.checks.run import read_checks
    from bot.prompt.files import read_prompts
    from bot.retrieval.index import Index

    library = open_library(settings)
    cited, official = open_official(settings, library)
    with Index(library, official) as index:
        yield Shelf(
            library=library,
            index=index,
            checks=read_checks(settings.guidance_dir, library),
            prompts=read_prompts(settings.prompts_dir),
            official=official,
            cited=cited,
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
