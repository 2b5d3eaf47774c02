"""Reads a source from wherever it is: a page by its address, or a file by its name."""

from pathlib import Path

from bot.sources.files import read_source
from bot.sources.gathered import Gathered
from bot.sources.page import fetch_page

_ADDRESS = ("https://", "http://")


def gather(place: str) -> Gathered:
    """Give the words of an address (``https://...``) or a file. Raises BadSource."""
    if place.lower().startswith(_ADDRESS):
        return fetch_page(place)
    return read_source(Path(place))
