"""Turns official documents into rows of their tables, and rows into documents."""

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.guidance.official import (
    Document,
    Kind,
    OfficialPassage,
    Page,
    Section,
    State,
    Step,
)
from bot.log.words import moment, packed, written

Row = dict[str, Any]


def response_row(page: Page) -> Row:
    """What a publisher answered, compressed."""
    return {
        "hash": page.hash,
        "kind": page.kind,
        "charset": page.charset,
        "status": page.status,
        "size": len(page.body),
        "body": zlib.compress(page.body),
    }


def page_row(page: Page) -> Row:
    """What is sent with the next question for the page."""
    return {
        "address": page.address,
        "etag": page.etag,
        "last_modified": page.last_modified,
        "response": page.hash,
    }


def page_of(row: Row) -> Page:
    """Read a page back, with its body."""
    return Page(
        address=row["address"],
        kind=row["kind"],
        charset=row["charset"],
        status=row["status"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        body=zlib.decompress(row["body"]),
    )


def version_row(document: Document, edition: int) -> Row:
    """A version without its passages."""
    return {
        "hash": document.hash,
        "source": document.source,
        "title": document.title,
        "publisher": document.publisher,
        "asked": document.asked,
        "address": document.address,
        "published": document.published.isoformat() if document.published else None,
        "fetched_at": written(document.fetched_at),
        "licence": document.licence,
        "attribution": document.attribution,
        "state": document.state.value,
        "note": document.note,
        "successor": document.successor,
        "edition": edition,
    }


def step_rows(steps: Iterable[Step], version: int) -> list[Row]:
    """The pages of a version, in order."""
    return [
        {
            "version": version,
            "position": position,
            "reader": step.reader,
            "ask": step.ask,
            "title": step.title,
            "address": step.address,
            "response": step.hash,
        }
        for position, step in enumerate(steps)
    ]


def step_of(row: Row) -> Step:
    """Read a page of a version back."""
    return Step(
        reader=row["reader"],
        ask=row["ask"],
        title=row["title"],
        address=row["address"],
        hash=row["response"],
    )


def place_rows(passages: Iterable[OfficialPassage], version: int) -> list[Row]:
    """Where each passage stands in a version."""
    return [
        {
            "version": version,
            "position": passage.position,
            "passage": passage.hash,
            "kind": passage.kind.value,
            "headings": packed(passage.headings),
            "locator": passage.locator,
            "number": passage.number,
            "lead": passage.lead,
            "address": passage.address,
            "anchor": passage.anchor,
        }
        for passage in passages
    ]


def passage_rows(passages: Iterable[OfficialPassage]) -> list[Row]:
    """The texts, each once."""
    texts = {passage.hash: passage.text for passage in passages}
    return [{"hash": mark, "text": text} for mark, text in texts.items()]


def section_rows(sections: Iterable[Section], version: int) -> list[Row]:
    """The headings of a version with what stands under each."""
    return [
        {
            "version": version,
            "position": position,
            "headings": packed(section.headings),
            "address": section.address,
            "anchor": section.anchor,
            "hash": section.hash,
        }
        for position, section in enumerate(sections)
    ]


def passage_of(row: Row) -> OfficialPassage:
    """Read a passage back, from its place and its text."""
    return OfficialPassage(
        position=row["position"],
        kind=Kind(row["kind"]),
        headings=tuple(json.loads(row["headings"])),
        locator=row["locator"],
        text=row["text"],
        address=row["address"],
        anchor=row["anchor"],
        number=row["number"],
        lead=row["lead"],
    )


def document_of(row: Row, passages: Iterable[OfficialPassage]) -> Document:
    """Read a version back."""
    return Document(
        source=row["source"],
        title=row["title"],
        publisher=row["publisher"],
        asked=row["asked"],
        address=row["address"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        fetched_at=moment(row["fetched_at"]),
        licence=row["licence"],
        attribution=row["attribution"],
        state=State(row["state"]),
        note=row["note"],
        successor=row["successor"],
        passages=tuple(passages),
    )
