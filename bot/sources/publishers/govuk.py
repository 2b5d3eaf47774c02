"""Reads what GOV.UK's Content API answers: https://content-api.publishing.service.gov.uk."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.errors import BadSource
from bot.guidance.official import OfficialPassage, Page, State
from bot.sources.publishers.govspeak import cut_govspeak, plain_words
from bot.sources.publishers.naming import named_apart
from bot.sources.publishers.part import GOVUK, PAPER, WEB, Part, Want, under
from bot.sources.publishers.plain import markup_of, part_of, read_json, rows_of, text_of

SITE = "https://www.gov.uk"
API = f"{SITE}/api/content"
_ELSEWHERE = frozenset({"redirect"})
_GONE = frozenset({"gone", "vanish"})
MOST_PAGES = 300
"""Sections of a manual and attachments of a publication: more is no document."""


def api_address(path: str) -> str:
    """The address of the item behind a page of GOV.UK."""
    return API + urlsplit(urljoin(SITE, path)).path.rstrip("/")


def page_of(api: str) -> str:
    """The page for people at which an item stands."""
    return SITE + api.removeprefix(API) if api.startswith(API) else api


def read_item(page: Page) -> Part:
    """Read one content item. Raises BadSource where it has no words to give."""
    is_gone = page.status == 410  # noqa: PLR2004  # the number says it best
    item = _said_of_gone(page) if is_gone else read_json(page.body)
    schema = text_of(item, "schema_name")
    if schema in _GONE or is_gone:
        return _gone(item, page)
    if not schema and "details" not in item:
        raise BadSource("The answer is not a content item of GOV.UK: it names no schema.")
    if schema in _ELSEWHERE:
        return _elsewhere(item, page)
    return _document(item, schema, page)


def _said_of_gone(page: Page) -> dict[str, Any]:
    """What GOV.UK says of a page that was taken down: perhaps nothing, or nothing in JSON."""
    try:
        return read_json(page.body)
    except BadSource:
        return {}


def _address(item: dict[str, Any], page: Page) -> str:
    """The page for people: its own base path, if it is one, or else the path that was asked."""
    base = text_of(item, "base_path")
    if base.startswith("/") and not base.startswith("//"):
        return SITE + base
    return page_of(page.address)


def _gone(item: dict[str, Any], page: Page) -> Part:
    details = part_of(item, "details")
    why = plain_words(text_of(details, "explanation"))
    other = text_of(details, "alternative_path")
    return Part(
        address=_address(item, page),
        title=text_of(item, "title"),
        state=State.GONE,
        note=why,
        successor=urljoin(SITE, other) if other else "",
    )


def _elsewhere(item: dict[str, Any], page: Page) -> Part:
    """A redirect: by its own path, or else the first that leads anywhere."""
    rows = rows_of(item, "redirects")
    own = [row for row in rows if text_of(row, "path") == text_of(item, "base_path")]
    for row in own or rows:
        if target := text_of(row, "destination"):
            return Part(address=_address(item, page), instead=wanted(target))
    raise BadSource("GOV.UK says that the page has moved, and not where to.")


def wanted(target: str, title: str = "") -> Want:
    """How to ask for what an item links to: a path, or an address of any site."""
    address = urljoin(SITE, target)
    if (urlsplit(address).hostname or "").removeprefix("www.") == "gov.uk":
        return Want(reader=GOVUK, ask=api_address(address), title=title)
    return Want(reader=WEB, ask=address, title=title)


def _document(item: dict[str, Any], schema: str, page: Page) -> Part:
    address = _address(item, page)
    details = part_of(item, "details")
    state, note, successor = _standing(item, details)
    passages = tuple(_passages(details, address))
    follow = tuple(_follow(item, details, schema))[:MOST_PAGES]
    if not passages and not follow:
        kind = schema.replace("_", " ") or "page"
        raise BadSource(f"GOV.UK answers with a {kind} that has no text of its own.")
    return Part(
        address=address,
        title=text_of(item, "title"),
        published=_day(item, details),
        state=state,
        note=note,
        successor=successor,
        passages=named_apart(passages),
        follow=follow,
    )


def _passages(details: dict[str, Any], address: str) -> Iterator[OfficialPassage]:
    """The body, the parts of a guide, the groups of a collection."""
    for key in ("introductory_paragraph", "introduction", "body", "more_information"):
        yield from cut_govspeak(markup_of(details, key), address)
    for number, part in enumerate(rows_of(details, "parts")):
        slug = text_of(part, "slug")
        here = f"{address}/{slug}" if slug and number else address
        yield from under(text_of(part, "title"), cut_govspeak(markup_of(part, "body"), here))
    for group in rows_of(details, "collection_groups"):
        body = cut_govspeak(markup_of(group, "body"), address)
        yield from under(text_of(group, "title"), body)


def _standing(item: dict[str, Any], details: dict[str, Any]) -> tuple[State, str, str]:
    """What has become of it, why, and the address of what stands in its place."""
    notice = part_of(item, "withdrawn_notice")
    if text_of(notice, "withdrawn_at") or text_of(notice, "explanation"):
        why = plain_words(text_of(notice, "explanation"))
        on = text_of(notice, "withdrawn_at")[:10]
        return State.WITHDRAWN, f"Withdrawn{f' on {on}' if on else ''}. {why}".strip(), ""
    government = part_of(details, "government") or _first_government(item)
    if details.get("political") is True and government.get("current") is False:
        name = text_of(government, "title") or "a former government"
        return State.SUPERSEDED, f"Published under {name}, and marked political.", ""
    return State.CURRENT, "", ""


def _first_government(item: dict[str, Any]) -> dict[str, Any]:
    for government in rows_of(part_of(item, "links"), "government"):
        return {**government, **part_of(government, "details")}
    return {}


def _day(item: dict[str, Any], details: dict[str, Any]) -> str:
    shown = text_of(item, "public_updated_at") or text_of(details, "public_timestamp")
    return shown[:10]


def _follow(item: dict[str, Any], details: dict[str, Any], schema: str) -> Iterator[Want]:
    """The other pages of the document: attachments of a publication, sections of a manual."""
    if schema == "publication":
        yield from _attachments(item, details)
    for group in rows_of(details, "child_section_groups"):
        for section in rows_of(group, "child_sections"):
            path = text_of(section, "base_path")
            if path.startswith("/") and not path.startswith("//"):
                yield wanted(path, text_of(section, "title"))


def _attachments(item: dict[str, Any], details: dict[str, Any]) -> Iterator[Want]:
    """The attachments that are pages; where there are none, those that are PDF files.

    One in another language than the item says the same again.
    """
    language = text_of(item, "locale") or "en"
    rows = [
        row
        for row in rows_of(details, "attachments")
        if text_of(row, "url") and text_of(row, "locale") in {"", language}
    ]
    pages = [row for row in rows if text_of(row, "attachment_type") == "html"]
    for row in pages:
        if urlsplit(urljoin(SITE, text_of(row, "url"))).hostname == "www.gov.uk":
            yield wanted(text_of(row, "url"), text_of(row, "title"))
    if not pages:
        for row in rows:
            if text_of(row, "content_type") == "application/pdf":
                ask = urljoin(SITE, text_of(row, "url"))
                yield Want(reader=PAPER, ask=ask, title=text_of(row, "title"))
