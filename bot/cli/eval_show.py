"""An evaluation as tables on a terminal."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.evaluation.chance import changes, interval
from bot.evaluation.figures import clear_false_alarm, macro_f1, stop_caught
from bot.evaluation.result import Result


def show_figures(told: dict[str, Any], results: Sequence[Result]) -> None:
    """Print the figures, with 95 % confidence intervals where chance matters most."""
    out = Console(highlight=False)
    out.print(_headline(told, results))
    out.print(_verdicts(told))
    out.print(_rest(told))
    wrong = [row for row in told["cases"] if row["expected"] != row["got"]]
    if wrong:
        out.print(_misses(wrong))


def show_changes(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Print what changed between two evaluations, case by case."""
    out = Console(highlight=False)
    told = changes(before, after)
    table = Table(title=f"Changed, of {told['shared']} drafts in both")
    for column in ("draft", "expected", "before", "after"):
        table.add_column(column)
    for row in told["changed"]:
        table.add_row(row["id"], row["expected"], row["before"], row["after"])
    out.print(table)
    out.print(
        f"{told['better']} better, {told['worse']} worse; McNemar's exact p = {told['p']:.3f}."
    )


def _headline(told: dict[str, Any], results: Sequence[Result]) -> Table:
    table = Table(title=f"{told['n']} drafts")
    for column in ("figure", "value", "95 % interval"):
        table.add_column(column)
    rows: tuple[tuple[str, Callable[[Sequence[Result]], float | None]], ...] = (
        ("macro-F1", macro_f1),
        ("stop drafts caught", stop_caught),
        ("false alarms on clear", clear_false_alarm),
    )
    table.add_row("accuracy", _number(told["accuracy"]), "")
    for name, figure in rows:
        low, high = interval(results, figure)
        table.add_row(name, _number(figure(results)), f"{low:.2f} to {high:.2f}")
    return table


def _verdicts(told: dict[str, Any]) -> Table:
    table = Table(title="By verdict (rows: the label; right: what we said)")
    got = list(next(iter(told["confusion"].values())))
    for column in ("verdict", "precision", "recall", "F1", *got):
        table.add_column(column)
    for verdict, scores in told["verdicts"].items():
        counts = [str(told["confusion"][verdict][name]) for name in got]
        table.add_row(verdict, *(_number(value) for value in scores.values()), *counts)
    return table


def _rest(told: dict[str, Any]) -> Table:
    table = Table(title="Findings, clauses, rewordings, time")
    table.add_column("figure")
    table.add_column("value")
    rows = {
        "concerns found": told["concern_recall"],
        "words marked, overlap with the readers'": told["span_overlap"],
        **{f"clauses: {name}": value for name, value in told["retrieval"].items()},
        **{f"findings: {name}": value for name, value in told["findings"].items()},
        **{f"rewordings: {name}": value for name, value in told["rewordings"].items()},
        **{f"milliseconds, {name}": value for name, value in told["ms_per_draft"].items()},
        "tokens": told["tokens"],
        "cost, US dollars": told["cost_usd"],
    }
    for name, value in rows.items():
        table.add_row(name, _number(value))
    return table


def _misses(wrong: list[dict[str, str]]) -> Table:
    table = Table(title="Not as labelled")
    for column in ("draft", "label", "we said", "because"):
        table.add_column(column, overflow="fold")
    for row in wrong:
        table.add_row(row["id"], row["expected"], row["got"], row["why"][:160])
    return table


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
