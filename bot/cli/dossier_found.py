"""The reviews whose posts hold what somebody quotes, on a terminal or as JSON."""

import json
from typing import TYPE_CHECKING, Any

import click

from bot.quoting import Span

if TYPE_CHECKING:
    from bot.log.record import StoredLog
    from bot.log.search.found import Post

_AROUND = 60
"""Characters of the post before and after what is marked."""
_LONGEST = 400


def show_found(log: "StoredLog", words: str, *, most: int, as_json: bool) -> None:
    """Print what was found, the best first, each with the command that makes its dossier."""
    posts = log.search(words, most + 1)
    shown = posts[:most]
    if as_json:
        plain = [_plain(post) for post in shown]
        said = {"found": plain, "more": len(posts) > most}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    if not shown:
        click.echo(
            "No post holds these words. Try fewer of them; … stands for words left out.", err=True
        )
    for post in shown:
        _show(post)
    if len(posts) > most:
        click.echo(f"There are more than {most}: quote more words, or ask for more with --most.")


def _show(post: "Post") -> None:
    from bot.cli.show import visible
    from bot.report.dossier.saying import moment

    where = ", ".join(filter(None, (post.platform, post.account))) or "platform not said"
    click.echo(f"{moment(post.at)}  {visible(where)}  {_verdict(post)}")
    click.echo(f"  {_how(post)}")
    click.echo(f"  {visible(_snippet(post)).replace(chr(10), ' ').replace(chr(9), ' ')}")
    if post.review_id:
        click.echo(f"  neutral dossier {post.review_id}")
    click.echo()


def _verdict(post: "Post") -> str:
    from bot.concerns import Verdict

    return Verdict(post.verdict).label if post.verdict else "This draft could not be reviewed"


def _how(post: "Post") -> str:
    part = "the rewording that was suggested" if post.part == "rewording" else "the draft"
    there = post.standing
    if there.exact:
        return f"Word for word in {part}:"
    return f"{there.known} of {there.asked} words in {part}:"


def _snippet(post: "Post") -> str:
    """The words around what was found, which stands in [brackets]; cut where it is long."""
    spans = post.standing.spans or (Span(0, 0),)
    start = max(0, spans[0].start - _AROUND)
    end = min(len(post.text), max(spans[-1].end, spans[0].start) + _AROUND)
    end = min(end, start + _LONGEST)
    pieces, at = ["… " if start else ""], start
    for span in spans:
        if at <= span.start < span.end <= end:
            pieces += [post.text[at : span.start], "[", post.text[span.start : span.end], "]"]
            at = span.end
    return "".join([*pieces, post.text[at:end], " …" if end < len(post.text) else ""])


def _plain(post: "Post") -> dict[str, Any]:
    there = post.standing
    return {
        "review": post.review_id,
        "part": post.part,
        "at": post.at.isoformat(),
        "platform": post.platform,
        "account": post.account,
        "verdict": post.verdict,
        "exact": there.exact,
        "words_found": there.known,
        "words_asked": there.asked,
        "spans": [list(span) for span in there.spans],
        "text": post.text,
        "dossier": f"neutral dossier {post.review_id}" if post.review_id else "",
    }
