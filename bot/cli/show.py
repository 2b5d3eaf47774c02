"""A review as a person reads it on a terminal: coloured there, plain when piped."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.concerns import Severity, Verdict
from bot.guidance.acceptance import edition_said
from bot.guidance.official import State
from bot.guidance.quoted import Quoted
from bot.review.difference import difference
from bot.review.own import counts_for, own_beside, own_words
from bot.review.periods import why_shown
from bot.review.review import Finding, Note, Passage, Review, ShownPrecedent

_SHAPES = {Verdict.CLEAR: "✔", Verdict.REVISE: "▲", Verdict.STOP: "■", Verdict.CHECK: "?"}
_STYLES = {
    Verdict.CLEAR: "bold green",
    Verdict.REVISE: "bold yellow",
    Verdict.STOP: "bold red",
    Verdict.CHECK: "bold cyan",
}
_MARKS = {Severity.STOP: "bold red", Severity.REVISE: "bold yellow", Severity.NOTE: "cyan"}


def show(review: Review, console: Console | None = None) -> None:
    """Print a review."""
    out = console or Console(highlight=False)
    verdict = review.verdict
    out.print(Text(f"{_SHAPES[verdict]} {verdict.label}", style=_STYLES[verdict]))
    if review.alone:
        out.print(Text(review.alone, style="italic"))
    _part(out, "Draft", _marked(review))
    for number, finding in enumerate(review.findings, 1):
        _finding(out, number, finding, review)
    for unproven in review.unproven:
        _part(out, "Not proven", Text(f"{unproven.claim.why} ({unproven.reason})"))
    _way_out(out, review)
    _lifted(out, review)
    _small_print(out, review)


def _part(out: Console, title: str, body: Text, style: str = "bold") -> None:
    """A heading and what stands under it; lines are folded on a terminal alone."""
    out.print()
    out.print(Text(title, style=style))
    if out.is_terminal:
        out.print(Padding(body, (0, 0, 0, 2)))
        return
    lines = (f"  {line}".rstrip() for line in body.plain.split("\n"))
    out.out("\n".join(lines), highlight=False)


def _marked(review: Review) -> Text:
    """The draft with the words at fault marked; control characters shown, never obeyed."""
    text = Text(visible(review.draft.text))
    for finding in review.findings:
        text.stylize(f"{_MARKS[finding.severity]} underline", *finding.span)
    return text


def visible(words: str) -> str:
    """Control characters as pictures, one for one, so that offsets and terminals are safe."""
    return "".join(
        c if c in "\n\t" or c.isprintable() else chr(0x2400 + ord(c)) if c < " " else "\ufffd"
        for c in words
    )


def _finding(out: Console, number: int, finding: Finding, review: Review) -> None:
    passage = review.passage(finding.clause_id)
    title = f"{number}. {finding.concern.label} ({finding.severity})"
    body = Text()
    if finding.excerpt:
        body.append(f"“{visible(finding.excerpt)}”\n", style="italic")
    body.append(f"{finding.why}\n")
    if finding.advice:
        body.append(f"{finding.advice}\n")
    place = passage.official if passage.official and passage.official.is_shown else passage
    body.append(f"{visible(place.title)}, {visible(place.locator)}\n", style="bold")
    body.append(_source(passage, was_looked_for=bool(review.making.official_edition)))
    _part(out, title, body, _MARKS[finding.severity])


def _source(passage: Passage, *, was_looked_for: bool) -> str:
    """The rule's words, and whose words they are (promise 9)."""
    if passage.is_own:
        return f"{own_words(passage)} “{visible(passage.words)}”\n{passage.url}".rstrip()
    official = passage.official
    if official is not None and official.is_shown:
        return _official(official)
    if not passage.is_summary:
        return f"Official text, fetched {passage.fetched_on}: “{passage.words}”\n{passage.url}"
    basis = "" if passage.basis == "primary" else f" Basis: {passage.basis}."
    said = f"Our summary: {passage.words}{basis}\n{passage.url}"
    if official is None:
        none = "No passage was found for it in the official documents."
        return f"{said}\n{none}" if was_looked_for else said
    return f"{said}\nProbably this passage: {visible(official.locator)}\n{official.link}"


def _official(official: Quoted) -> str:
    """The publisher's words, exactly, with what their licence asks for."""
    when = f"published {official.published}, " if official.published else ""
    standing = "" if official.state == State.CURRENT.value else f" ({official.state})"
    return visible(
        f"Official words{standing}, {when}fetched {official.fetched_on}: “{official.words}”\n"
        f"{official.publisher}, {official.licence}. {official.link}"
    )


def _way_out(out: Console, review: Review) -> None:
    if review.rewording is not None:
        _part(out, "Suggested rewording", Text(review.rewording.text), "bold green")
        _part(out, "What it changes", changed_words(review.draft.text, review.rewording.text))
    elif review.what_to_change:
        title = "No safe rewording found. What to change"
        if review.no_rewording:
            title = f"No safe rewording found: {visible(review.no_rewording)} What to change"
        _part(out, title, _bullets(review.what_to_change), "bold")


def changed_words(draft: str, rewording: str) -> Text:
    """Word by word; the brackets say in any colour what is cut and what is added."""
    text = Text()
    for how, piece in difference(visible(draft), visible(rewording)):
        words = piece.rstrip()
        after = piece[len(words) :]
        if how == "same" or not words:
            text.append(piece)
        elif how == "cut":
            text.append(f"[-{words}-]", style="red strike").append(after)
        else:
            text.append(f"[+{words}+]", style="green").append(after)
    return text


def _lifted(out: Console, review: Review) -> None:
    """The draft's words that stand in the text that it was taken from, and whose they are there."""
    original = review.draft.original
    if original is None:
        return
    lines = [
        f"“{review.draft.text[run.span.start : run.span.end]}”: {run.told}" for run in review.lifted
    ]
    is_known = original.words.strip()
    none = "No five words in a row are the same." if is_known else "Its text was not given."
    _part(out, f"Lifted from {visible(original.name)}", _bullets(lines or [none]))


def _small_print(out: Console, review: Review) -> None:
    rules = [
        f"{p.title}, {p.locator}: {_source(p, was_looked_for=False)}" for p in own_beside(review)
    ]
    if rules:
        _part(out, "Your own rules that may bear on this", _bullets(rules))
    if review.precedents:
        _part(out, "Cases like this", _bullets([_case(case) for case in review.precedents]))
    if review.periods:
        lines = [
            f"{p.what}: {p.start or 'start not known'} to {p.poll}"
            f"{'' if p.confirmed else ' (dates unconfirmed)'}. {why_shown(p)}".rstrip()
            for p in review.periods
        ]
        _part(out, "Pre-election periods on that day", _bullets(lines))
    if review.notes:
        _part(out, "Worth a look", _bullets([_noted(note) for note in review.notes]))
    if review.unread:
        _part(out, "Not checked", _bullets(review.unread))
    making = review.making
    editions = f"guidance {making.guidance_edition}, checks {making.checks_edition}"
    if making.prompt_edition:
        editions += f", prompt {making.prompt_edition}, model {making.model_answered}"
    editions += f", {edition_said(making.official_edition, making.newer)}"
    out.print()
    if review.findings and not making.official_edition:
        editions += "; no official document has been fetched: the rules are in our summaries"
    last = f"Advice only: a person decides. Review {review.id}; {editions}."
    out.print(Text(last, style="dim"), soft_wrap=not out.is_terminal)


def _case(case: ShownPrecedent) -> str:
    told = f"{case.body}, {case.date} ({case.finding}): {case.what} {case.outcome} {case.url}"
    return f"{told} {counts_for(case)}".rstrip()


def _noted(note: Note) -> str:
    return f"“{note.excerpt}”: {note.why}" if note.excerpt else note.why


def _bullets(lines: tuple[str, ...] | list[str]) -> Text:
    return Text("\n".join(f"- {visible(line)}" for line in lines))
