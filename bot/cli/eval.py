"""``neutral eval``: how good the reviews are, on drafts that people labelled."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.evaluation.result import Result

_PATH = click.Path(path_type=Path)


@click.command("eval")
@click.argument("cases", type=_PATH, required=False)
@click.option("--reviewer", type=click.Choice(["checks", "model"]), default="checks")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--compare", nargs=2, type=_PATH, help="Two outputs of --json: what changed.")
@click.option("--disputed", type=_PATH, help="Write disputed findings of the log as cases.")
@click.option("--batch-out", type=_PATH, help="Write the model's requests, in batch form.")
@click.option("--batch-in", type=_PATH, multiple=True, help="Read a batch's answers. Repeatable.")
def evaluate(cases: Path | None, as_json: bool, **options: Any) -> None:  # noqa: ANN401, FBT001  # click passes options by name
    """Review every labelled draft of CASES and say how often the review was right.

    \b
      neutral eval tests/cases/own.jsonl
      neutral eval tests/cases/own.jsonl --json > after.json
      neutral eval --compare before.json after.json
    By batch, at half the price and with any model (NEUTRAL_MODEL names it):
      neutral eval CASES --reviewer model --batch-out requests.jsonl
      neutral eval CASES --reviewer model --batch-in results.jsonl --batch-out second.jsonl
    A second round is due where a rewording must be proved or repaired.
    What people in Slack called right or wrong, without their names:
      neutral eval --disputed disputed.jsonl
    """
    from bot.cli.eval_show import show_changes, show_figures
    from bot.errors import BadQuestion

    if options["disputed"]:
        _write_disputed(options["disputed"])
        return
    if options["compare"]:
        show_changes(*(_read_json(path) for path in options["compare"]))
        return
    if cases is None:
        raise BadQuestion("Name a file of labelled drafts, or two outputs with --compare.")
    results, waiting = _results(cases, options)
    if waiting:
        where = options["batch_out"] or "requests that --batch-out would write"
        click.echo(f"{waiting} drafts wait for answers: see {where}.", err=True)
    if not results:
        return
    from bot.evaluation.figures import figures

    told = figures(results)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        show_figures(told, results)


def _write_disputed(path: Path) -> None:
    """Write the reviews whose findings were disputed, one case a line. Raises ReportError."""
    from bot.cli.house import open_log
    from bot.config import read_settings
    from bot.errors import ReportError
    from bot.report.disputed import line
    from bot.slack.nameless import nameless

    rows = [f"{line(kept, nameless)}\n" for kept in open_log(read_settings()).disputed()]
    try:
        path.write_text("".join(rows), encoding="utf-8", errors="replace")
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error.strerror}.") from error
    cases = "case" if len(rows) == 1 else "cases"
    click.echo(f"{len(rows)} {cases} in {path}")


def _read_json(path: Path) -> dict[str, Any]:
    from bot.errors import BadQuestion

    try:
        read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadQuestion(f"{path} is no output of --json: {error}.") from error
    return read


def _results(path: Path, options: dict[str, Any]) -> "tuple[list[Result], int]":
    """The results, and how many drafts a batch has not answered yet."""
    from bot.cli.eval_run import run, seated
    from bot.cli.house import open_shelf
    from bot.config import read_settings
    from bot.evaluation.case import read_cases

    cases = read_cases(path)
    settings = read_settings()
    with open_shelf(settings) as shelf, seated(settings, options) as (model, batch):
        results = run(cases, shelf, model, batch)
    if batch is not None and options["batch_out"]:
        rows = "".join(f"{row}\n" for row in batch.waiting.values())
        options["batch_out"].write_text(rows, "utf-8")
    return results, len(cases) - len(results)
