"""Charts as SVG, for a page and for paper: the same bytes each time, and legible in grey.

Colours are those of GOV.UK. None says anything alone: parts stand in the order of the legend,
each has an outline, and the figures stand beside them or in the table below the chart.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygal.graph.graph import Graph

INK, RULE, WHITE = "#0b0c0c", "#b1b4b6", "#ffffff"
_FILLS = {
    "clear": ("#cce2d8", INK),
    "check": ("#fff7bf", INK),
    "revise": ("#f47738", INK),
    "stop": ("#942514", WHITE),
    "missed": ("#505a5f", WHITE),
    "now": ("#1d70b8", INK),
    "before": ("#d2e2f1", INK),
}
"""Fill, and the ink of figures on it."""
_WIDE = 760
_STACK, _ROW, _ROWS_MORE, _COLUMNS = 340, 46, 70, 240
"""Units of height: a stack of columns; a pair of bars; their legend; columns."""
_ROOM_TO_WRITE = 0.06
"""Of the tallest column: a lower part has its figure in the table alone."""
_BEYOND = 1.15
"""Room for the figure after the longest bar."""
_STEPS = 5
_TENTHS = 10
_NOT_DRAWN = re.compile(r"<!--.*?-->|<script\b.*?</script>", re.DOTALL)
"""The library writes the day into a comment, and settings for a script that is not there."""
_OUTLINED = "inline:.reactive,.legend .reactive{stroke:#0b0c0c;stroke-width:1;stroke-opacity:1}"
_AFTER_THE_BAR = "inline:text.value{text-anchor:start}"
_SHEETS = ("file://style.css", "file://graph.css")


def stacked(
    name: str, labels: Sequence[str], parts: Mapping[str, tuple[str, Sequence[int]]]
) -> str:
    """Columns of whole numbers, each in parts; ``parts`` by the name of a fill: label, figures."""
    from pygal import StackedBar  # noqa: PLC0415  # when a chart is drawn

    tallest = max([sum(column) for column in zip(*(n for _, n in parts.values()), strict=True)])
    chart = StackedBar(
        **_frame(parts, _STACK, _OUTLINED),
        legend_at_bottom_columns=len(parts),
        y_labels=_whole_steps(tallest),
        value_formatter=_number,
        spacing=10,
    )
    chart.x_labels = list(labels)
    for label, numbers in parts.values():
        chart.add(label, [_part(number, tallest) for number in numbers])
    return _svg(chart, name)


def bars(
    name: str,
    labels: Sequence[str],
    months: tuple[str, str],
    pairs: Sequence[tuple[float, float]],
) -> str:
    """Pairs of bars, the first on top: shares from 0 to 1 of this month and the last."""
    from pygal import HorizontalBar  # noqa: PLC0415  # as above

    longest = max([share for pair in pairs for share in pair], default=0) or 1
    chart = HorizontalBar(
        **_frame(("now", "before"), _ROWS_MORE + _ROW * len(pairs), _OUTLINED, _AFTER_THE_BAR),
        print_values_position="top",
        range=(0, longest * _BEYOND),
        show_x_labels=False,
        show_x_guides=False,
        show_y_guides=False,
        value_formatter=lambda share: f"\N{NO-BREAK SPACE}{percent(share)}",
        spacing=4,
    )
    chart.x_labels = list(reversed(labels))
    for place, month in enumerate(months):
        chart.add(month, [pair[place] for pair in reversed(pairs)])
    return _svg(chart, name)


def columns(name: str, labels: Sequence[str], what: str, shares: Sequence[float | None]) -> str:
    """Shares from 0 to 1 over time; None leaves a gap."""
    from pygal import Bar  # noqa: PLC0415  # as above

    highest = max([share for share in shares if share is not None], default=0)
    top = next(step / _TENTHS for step in range(1, _TENTHS + 1) if step / _TENTHS >= highest)
    chart = Bar(
        **_frame(("now",), _COLUMNS, _OUTLINED),
        show_legend=False,
        range=(0, top * 1.1),
        y_labels=[top * step / 2 for step in range(3)],
        show_y_guides=False,
        value_formatter=percent,
        print_values_position="top",
        spacing=10,
    )
    chart.x_labels = list(labels)
    chart.add(what, list(shares))
    return _svg(chart, name)


def percent(share: float) -> str:
    """A share as people write it. What is there is never told as nothing, nor as all."""
    said = f"{share:.0%}"
    if said == "0%" and share > 0:
        return "<1%"
    return ">99%" if said == "100%" and share < 1 else said


def _frame(fills: Iterable[str], height: int, *css: str) -> dict[str, Any]:
    from pygal.style import Style  # noqa: PLC0415  # as above

    colours = [_FILLS[fill] for fill in fills]
    sizes = dict.fromkeys(("label", "major_label", "value", "legend"), 14)
    style = Style(
        background=WHITE,
        plot_background=WHITE,
        foreground=INK,
        foreground_strong=INK,
        foreground_subtle=RULE,
        guide_stroke_color=RULE,
        major_guide_stroke_color=RULE,
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        colors=tuple(fill for fill, _ in colours),
        value_colors=tuple(ink for _, ink in colours),
        font_family='"GDS Transport", Arial, "Liberation Sans", sans-serif',
        opacity="1",
        opacity_hover="1",
        **{f"{what}_font_size": size for what, size in sizes.items()},
    )
    return {
        "style": style,
        "width": _WIDE,
        "height": height,
        "css": [*_SHEETS, *css],
        "js": [],
        "disable_xml_declaration": True,
        "legend_at_bottom": True,
        "legend_box_size": 14,
        "print_values": True,
        "truncate_label": -1,
        "truncate_legend": -1,
        "margin": 6,
    }


def _part(number: int, tallest: int) -> dict[str, Any]:
    written = number and number >= tallest * _ROOM_TO_WRITE
    show: Callable[[Any], str] = _number if written else lambda _: ""
    return {"value": number, "formatter": show}


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _whole_steps(tallest: int) -> list[int]:
    """Round numbers from 0 to the tallest column or just above it."""
    rough = max(1, tallest / _STEPS)
    size = 10 ** (len(str(int(rough))) - 1)
    step = next(n * size for n in (1, 2, 5, 10) if n * size >= rough)
    return [step * n for n in range(-(-max(tallest, 1) // step) + 1)]


def _svg(chart: "Graph", name: str) -> str:
    """Draw it under a name of its own, where the library would make one up each time."""
    chart.uuid = name
    return _NOT_DRAWN.sub("", str(chart.render()))
