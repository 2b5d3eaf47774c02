"""Cuts a document of the department's own, Markdown, HTML, PDF or Word, as any official one."""

from dataclasses import replace
from zipfile import BadZipFile

from bot.errors import BadSource
from bot.guidance.official import Page
from bot.sources.publishers.paper import read_paper
from bot.sources.publishers.part import Part
from bot.sources.publishers.web import read_web
from bot.sources.word import word_page

HTML, MARKDOWN, PDF, WORD = "text/html", "text/markdown", "application/pdf", "application/msword"


def read_own(page: Page) -> Part:
    """Read a document by its kind. Raises BadSource.

    A hostile file can take minutes and much memory, so it is called apart.
    """
    if page.kind == PDF:
        return read_paper(page)
    if page.kind == MARKDOWN:
        return read_web(_as_html(page, _from_markdown(page.body.decode("utf-8", "replace"))))
    if page.kind == WORD:
        return read_web(_as_html(page, _from_word(page.body)))
    return read_web(page)


def _from_markdown(text: str) -> str:
    """HTML in a document of Markdown is shown as words: nobody means it to be markup."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only who reads Markdown waits

    made: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return made


def _from_word(content: bytes) -> str:
    try:
        return word_page(content)
    except (BadZipFile, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise BadSource("The Word document is damaged. Open it and save it again.") from None


def _as_html(page: Page, body: str) -> Page:
    whole = f"<!doctype html><meta charset=utf-8><body>{body}"
    return replace(page, kind=HTML, charset="utf-8", body=whole.encode("utf-8", "replace"))
