"""The page that a draft's words were taken from, where its address alone was given."""

from collections.abc import Callable
from dataclasses import replace

from bot.desk.seams import ReviewJob
from bot.draft import Original, read_original
from bot.errors import BadDraft, BadSource, NeutralError
from bot.sources.gathered import Gathered
from bot.words.speaking import worded
from bot.work.flows import Fault
from bot.work.saying import Json

_LONGEST = 300


def is_elsewhere(original: Original | None) -> bool:
    """Whether the words of the original still have to be fetched."""
    return original is not None and bool(original.where.strip()) and not original.words.strip()


def fetched(job: ReviewJob, fetch: Callable[[str], Gathered]) -> Json:
    """The words of the page as a kept step: or, under ``unread``, that there are none and why.

    ``fetch`` takes addresses of the open web alone: a file's name would be one of this machine.
    """
    original = job.draft.original or Original(words="")
    try:
        page = fetch(original.where)
        read_original(Original(words=page.words))
    except (BadSource, BadDraft) as error:
        return no_source(job, error)
    return {
        "words": page.words,
        "whose": original.whose or page.name,
        "where": page.where or original.where,
    }


def no_source(job: ReviewJob, error: NeutralError | None = None) -> Json:
    """That the page was not read, in a sentence for the review."""
    where = job.draft.original.where[:_LONGEST] if job.draft.original else ""
    why = error or Fault()
    return {
        "unread": worded(
            "The draft was not compared with {page}: that page was not read. {why}",
            page=where,
            why=why,
        )
    }


def with_source(job: ReviewJob, source: Json) -> ReviewJob:
    """The job with what was found."""
    if "unread" in source:
        return replace(job, unread=(*job.unread, str(source["unread"])))
    original = Original(
        words=str(source["words"]), whose=str(source["whose"]), where=str(source["where"])
    )
    return replace(job, draft=replace(job.draft, original=original))
