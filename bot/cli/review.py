"""``neutral review``: one draft in, one review out, kept in the log before it is shown."""

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from bot.cli.past import show_past
from bot.concerns import Verdict
from bot.errors import BadDraft, BadQuestion

if TYPE_CHECKING:
    from bot.draft import Original
    from bot.review.review import Review

EXIT_CODES = {Verdict.CLEAR: 0, Verdict.REVISE: 1, Verdict.CHECK: 1, Verdict.STOP: 2}


class ReviewOrShow(click.Command):
    """``review``, and ``review show ID`` as well: a draft is one word of the shell's, never two."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Hand over to ``show`` where an id follows that word."""
        if args[:1] == ["show"] and (_is_word(args[1:2]) or "--as-of" in args):
            return show_past.make_context("show", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


def _is_word(args: list[str]) -> bool:
    return bool(args) and not args[0].startswith("-")


@click.command(cls=ReviewOrShow)
@click.argument("text", required=False)
@click.option("-f", "--file", type=click.Path(path_type=Path), help="Read the draft from a file.")
@click.option("--platform", default="", help="Where it will be posted: X, LinkedIn, Bluesky...")
@click.option("--account", default="", help="The official account, for example 'Wales Office'.")
@click.option("--date", "posting_on", help="The day it will be posted, YYYY-MM-DD. Default: today.")
@click.option("--at", "posting_at", help="The hour of that day, UK time, HH:MM.")
@click.option("--link", "links", multiple=True, help="A link posted with it. May be repeated.")
@click.option("--quoting", default="", help="The account and words that it quotes or passes on.")
@click.option("--speaker", default="", help="Whose words these are, with their office.")
@click.option("--from", "taken_from", default="", help="A file or page that it was taken from.")
@click.option("--from-whose", default="", help="What that is, as 'HM Treasury press release'.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as in docs/review.schema.json.")
def review(text: str | None, file: Path | None, as_json: bool, **context: object) -> int:  # noqa: FBT001  # click passes flags by name
    """Review a draft: TEXT, or a file with -f, or - for standard input.

    \b
      neutral review "The rate rises on 1 April."
      neutral review -f post.txt --platform X --date 2027-04-20
      pbpaste | neutral review - --json
      neutral review -f post.txt --from release.docx --from-whose "HM Treasury press release"
      neutral review show ID --as-of           a past review, with the words then in force
    """
    from bot.cli.house import open_desk, open_log
    from bot.config import read_settings
    from bot.desk.reading import Asked
    from bot.draft import Draft

    words = _words(text, file)
    day, hour = _day(context.pop("posting_on")), _hour(context.pop("posting_at"))
    original = _original(str(context.pop("taken_from")), str(context.pop("from_whose")))
    draft = Draft(text=words, posting_on=day, posting_at=hour, original=original, **context)  # type: ignore[arg-type]
    settings = read_settings()
    with open_desk(settings, open_log(settings)) as desk:
        asked = Asked(key=uuid4().hex, by=f"terminal:{_user()}", at=datetime.now(UTC))
        made = desk.review(draft, asked)
    _print(made, as_json=as_json)
    return EXIT_CODES[made.verdict]


def _print(made: "Review", *, as_json: bool) -> None:
    if as_json:
        import json

        from bot.review.document import to_document

        click.echo(json.dumps(to_document(made), ensure_ascii=False, indent=2))
        return
    from bot.cli.show import show

    show(made)


def _words(text: str | None, file: Path | None) -> str:
    """The draft from wherever it was given, exactly, save one line end that files close with."""
    if (text is None) == (file is None):
        raise BadQuestion("Give the draft as TEXT, or with -f FILE, or - for standard input.")
    if file is not None:
        return _decoded(_bytes_of(file)).removesuffix("\n")
    if text == "-":
        return _decoded(sys.stdin.buffer.read()).removesuffix("\n")
    return _decoded((text or "").encode("utf-8", "surrogateescape"))


def _original(place: str, whose: str) -> "Original | None":
    """What a draft was taken from: a file or a page, read now; or only its name."""
    from bot.draft import Original

    if not place:
        return Original(words="", whose=whose) if whose else None
    from bot.sources.place import gather

    read = gather(place)
    return Original(words=read.words, whose=whose or read.name, where=read.where)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadQuestion(f"{file} cannot be read: {error.strerror}.") from error


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDraft(f"This is not UTF-8 text: byte {error.start + 1} is no letter.") from error


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadQuestion(f"--date takes a day like 2026-11-22, not {value!r}.") from None


def _hour(value: object) -> time | None:
    if value is None:
        return None
    try:
        return time.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError:
        raise BadQuestion(f"--at takes an hour like 09:30, not {value!r}.") from None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except OSError:  # a container whose user has no name
        return "unknown"
