"""``neutral guidance sync``: fetches the official documents of the catalogue."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.guidance.catalogue import Source
    from bot.guidance.official import Attempt
    from bot.log.guidance.store import GuidanceStore
    from bot.sources.publishers.gathering import Read
    from bot.sources.publishers.sync import Sync

_SAID = {
    "new": "new words, or another standing",
    "unchanged": "unchanged",
    "linked": "linked only, by its licence",
    "failed": "failed",
}


@click.command()
@click.option("--only", metavar="ID", multiple=True, help="Only this document; may be repeated.")
@click.option("--force", is_flag=True, help="Fetch every page anew, and believe what shrank.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def sync(only: tuple[str, ...], force: bool, as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """Fetch what has changed of the official documents, a page a second of each publisher.

    Only public pages of the catalogue's publishers are asked for, and only what their licences
    let us keep is kept. A run that was cut off is taken up where it stopped.

    \b
      neutral guidance sync                    everything
      neutral guidance sync --only csc         one document
    """
    from bot.config import read_settings
    from bot.errors import NotFetched
    from bot.guidance.library import read_library

    settings = read_settings()
    sources = _chosen(read_library(settings.guidance_dir).sources, only)
    attempts = _run(settings, sources, is_whole=not only and not force, force=force)
    failed = [attempt for attempt in attempts if attempt.outcome.value == "failed"]
    if as_json:
        click.echo(json.dumps([_plain(attempt) for attempt in attempts], indent=2))
    else:
        _say(attempts)
        _say_waiting(open_store(settings))
    if failed:
        raise NotFetched(
            f"{len(failed)} of {len(sources)} documents could not be fetched: "
            f"{', '.join(attempt.source for attempt in failed)}."
        )


def _chosen(sources: Sequence["Source"], only: Sequence[str]) -> list["Source"]:
    from bot.errors import BadQuestion

    known = {source.id: source for source in sources}
    for one in only:
        if one not in known:
            raise BadQuestion(f"The catalogue has no document {one!r}. It has {', '.join(known)}.")
    return [known[one] for one in dict.fromkeys(only)] if only else list(sources)


def _run(
    settings: "Settings", sources: list["Source"], *, is_whole: bool, force: bool
) -> list["Attempt"]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from bot.log.guidance.turn import turn
    from bot.sources.publishers.apart import ReaderApart

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with (
        turn(settings.data_dir),
        ReaderApart() as reader,
        Progress(*columns, console=console, transient=True) as bar,
    ):
        task = bar.add_task("Fetching", total=len(sources))

        def tell(source: "Source", attempt: "Attempt | None") -> None:
            bar.update(task, description=f"{source.id:10.10}", advance=1 if attempt else 0)

        return _laid_out(settings, reader.read, force=force).run(sources, tell, is_whole=is_whole)


def _laid_out(settings: "Settings", read: "Read", *, force: bool) -> "Sync":
    """Put together what a run needs, from the settings."""
    from bot.guidance.library import read_library
    from bot.sources.publishers.fetching import Fetcher
    from bot.sources.publishers.mirror import KNOWN, Hosts, read_mirror
    from bot.sources.publishers.patience import Clock, Patience
    from bot.sources.publishers.sync import Sync, hosts_of

    store = open_store(settings)
    clock = Clock()
    allowed = KNOWN | hosts_of(read_library(settings.guidance_dir).sources)
    fetcher = Fetcher(
        Hosts(allowed, read_mirror(settings.guidance_mirror)),
        (lambda _: None) if force else store.seen,
        settings.contact,
        Patience(clock, settings.guidance_pace),
    )
    return Sync(store, fetcher, read, clock, force=force)


def open_store(settings: "Settings") -> "GuidanceStore":
    """The file of official documents; nothing is made before something is kept."""
    from bot.log.guidance.store import GuidanceStore

    return GuidanceStore(settings.data_dir)


def _say(attempts: Sequence["Attempt"]) -> None:
    many = Counter(attempt.outcome.value for attempt in attempts)
    for outcome, words in _SAID.items():
        if many[outcome]:
            click.echo(f"{many[outcome]:4} {words}")
    for attempt in attempts:
        if attempt.reason:
            click.echo(f"  {attempt.source}: {attempt.reason}")


def _say_waiting(store: "GuidanceStore") -> None:
    """Say what reviews will not cite before somebody has accepted it; what ended, by name."""
    from bot.guidance.acceptance import ENDED

    waiting = store.waiting().values()
    for one in waiting:
        if one.state in ENDED:
            click.echo(f"  {one.source}: {one.state.value}")
    if waiting:
        names = ", ".join(one.source for one in waiting)
        click.echo(f"Waiting to be accepted, with reviews citing the accepted words: {names}")
        click.echo("See what changed with: neutral guidance diff")


def _plain(attempt: "Attempt") -> dict[str, str]:
    said = {"document": attempt.source, "outcome": attempt.outcome.value}
    return said | ({"reason": attempt.reason} if attempt.reason else {})
