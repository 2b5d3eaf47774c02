"""A page as one self-contained HTML file: no script, nothing fetched, printed on A4."""

from base64 import b64encode
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bot.paper.paper import Paper
from bot.paper.shown import shown

if TYPE_CHECKING:
    from jinja2 import Template


def html(paper: Paper) -> str:
    """Give the whole file. The same paper gives the same text."""
    return _template().render(paper=paper)


@cache
def _template() -> "Template":
    """Read the form when it is wanted: nothing is imported or read before."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  # only who makes a page waits

    here = resources.files("bot.paper")
    made = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    made.filters["shown"] = shown
    made.filters["as_address"] = _as_address
    made.globals["style"] = here.joinpath("page.css").read_text("utf-8")
    return made.from_string(here.joinpath("page.html").read_text("utf-8"))


def _as_address(svg: str) -> str:
    """A picture that cannot run anything: an SVG within an image has no scripts."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode("utf-8")).decode("ascii")
