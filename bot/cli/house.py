"""Puts the house together: every room from its settings, and nothing twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.config import Settings
from bot.desk.desk import Desk, Shelf
from bot.desk.seams import Log, Model
from bot.log.sqlite_log import SqliteLog


def open_log(settings: Settings) -> SqliteLog:
    """Open the record, making its folder when this is the first time."""
    return SqliteLog(settings.log_path)


@contextmanager
def open_desk(settings: Settings, log: Log) -> Iterator[Desk]:
    """Read the guidance, checks and prompts, and seat the model if one is configured."""
    from bot.checks.run import read_checks
    from bot.guidance.library import read_library
    from bot.prompt.files import read_prompts
    from bot.retrieval.index import Index

    library = read_library(settings.guidance_dir)
    with Index(library) as index:
        shelf = Shelf(
            library=library,
            index=index,
            checks=read_checks(settings.guidance_dir, library),
            prompts=read_prompts(settings.prompts_dir),
        )
        yield Desk(shelf, log, model=_model(settings))


def _model(settings: Settings) -> Model | None:
    if not settings.model:
        return None
    from bot.llm.openai_model import OpenAIModel

    return OpenAIModel(
        settings.model_base_url, settings.model_key, settings.model, settings.model_deadline
    )
