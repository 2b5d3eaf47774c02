"""The verdict and what it rests on: each finding with the clause, in the words of that day."""

from collections.abc import Iterable, Iterator, Mapping

from bot.desk.evidence import Evidence
from bot.guidance.in_force import InForce
from bot.guidance.official import Document, OfficialPassage, State
from bot.paper.paper import Block, Bullets, Facts, Heading, Quoted, Run, Runs, Words, said
from bot.report.dossier.drafted import compared
from bot.report.dossier.saying import gone, linked, quoted
from bot.review.own import counts_for, own_words
from bot.review.periods import why_shown
from bot.review.review import Finding, Passage, Review, ShownPrecedent
from bot.words.days import told_day, told_iso


def findings(held: Evidence, then: Mapping[str, InForce] | None) -> Iterator[Block]:
    """Every finding, and every claim that could not be proven."""
    review = held.review
    yield Heading("What was found")
    if not review.findings and not review.unproven:
        yield Words(said("Nothing was found."))
    if not held.has_body:
        yield gone("What stands for good is here: the kind of each finding and its clause.")
    if then is None and review.findings:
        yield Words(
            said(
                "The official documents of that day could not be read here: each rule stands as "
                "it was shown to the reviewer, and no more of it."
            )
        )
    for number, finding in enumerate(review.findings, 1):
        yield Heading(f"{number}. {finding.concern.label} ({finding.severity})", 3)
        yield from _finding(finding, review, (then or {}).get(finding.clause_id))
    for one in review.unproven:
        yield Heading(f"Not proven: {one.claim.concern.label}", 3)
        yield Words(said(f"{one.claim.why} {one.reason}"))


def _finding(finding: Finding, review: Review, then: InForce | None) -> Iterator[Block]:
    if finding.excerpt:
        yield quoted(finding.excerpt, "From the draft")
    if finding.why:
        yield Words(said(finding.why))
    if finding.advice:
        yield Words((Run("Advice then: "), Run(finding.advice)))
    by = "the checks, which use no model" if finding.by == "checks" else f"the {finding.by}"
    passages = {passage.clause_id: passage for passage in review.passages}
    if passage := passages.get(finding.clause_id):
        yield from _clause(passage, finding.quote)
    else:
        yield Words(said(f"Clause {finding.clause_id}."))
    if then is not None:
        official = passage.official if passage else None
        yield from _in_force(then, official.words if official and official.is_shown else "")
    yield Words(said(f"Found by {by}."))


def _clause(passage: Passage, quote: str) -> Iterator[Block]:
    """The rule as it was shown to the reviewer, and whose words they are."""
    official = passage.official
    if official is not None and official.is_shown:
        published = f", published {told_iso(official.published)}" if official.published else ""
        standing = "" if official.state == State.CURRENT.value else f" ({official.state})"
        yield Words(
            (
                Run("The rule, in the publisher’s own words then"),
                Run(f"{standing}: "),
                linked(f"{official.title}, {official.locator}", official.link),
            )
        )
        source = (
            f"{official.publisher}{published}, fetched {told_iso(official.fetched_on)}. "
            f"{official.licence}."
        )
        yield quoted(official.words, source)
        return
    place = linked(f"{passage.title}, {passage.locator}", passage.url)
    if passage.is_own:
        yield Words((Run(f"{own_words(passage)} "), place))
        yield quoted(passage.words)
    elif passage.is_summary:
        yield Words((Run("The rule, in the bot’s summary of it: "), place))
        yield quoted(passage.words, "A summary, not the publisher’s words")
    else:
        fetched = f"Official text, fetched {told_iso(passage.fetched_on)}"
        yield Words((Run("The rule: "), place))
        yield quoted(passage.words, fetched)
    if quote:
        yield Words(said(f"The finding rests on these of its words: “{quote}”"))


def _in_force(one: InForce, told: str) -> Iterator[Block]:
    """The official passage on the day of the review, and today's where it is another.

    ``told``: the official words that the review quoted; the same are not repeated.
    """
    if one.then is not None and one.words_then and _texts(one.words_then) != told:
        yield from _passages(one.clause.source.title, one.then, one.words_then)
    if one.then is not None and (one.is_changed or one.stands_otherwise):
        if one.now is None or not one.words_now:
            yield Words(said("No words of it are in force today."))
            return
        yield Words(said("The publisher has changed it since. Today it reads:"))
        old, new = _texts(one.words_then), _texts(one.words_now)
        runs = compared(old, new) if old else said(new)
        yield Quoted(runs, said(f"Fetched {told_day(one.now.fetched_at)}"))


def _passages(title: str, document: Document, words: Iterable[OfficialPassage]) -> Iterator[Block]:
    passages = tuple(words)
    where = linked(f"{title}, {passages[0].locator}", passages[0].link)
    seen = f", first seen on {told_day(document.fetched_at)}: "
    yield Words((Run(f"The whole passage in force then{seen}"), where))
    yield quoted(_texts(passages), document.attribution)


def _texts(words: Iterable[OfficialPassage]) -> str:
    return "\n\n".join(f"{one.lead} {one.text}".strip() for one in words)


def way_out(held: Evidence) -> Iterator[Block]:
    """The suggested rewording with what it changes, or what was to be changed."""
    review = held.review
    if review.rewording is not None:
        yield Heading("The suggested rewording")
        yield quoted(review.rewording.text, "As it was offered")
        if held.has_draft and review.draft.text:
            yield Heading("What it changes", 3)
            yield Quoted(compared(review.draft.text, review.rewording.text))
        if review.rewording.kept:
            kept = ", ".join(review.rewording.kept)
            yield Words(said(f"Facts of the draft that were looked for and found in it: {kept}."))
    elif review.what_to_change or review.no_rewording:
        yield Heading("What was to be changed")
        if review.no_rewording:
            yield Words(said(f"No safe rewording was found: {review.no_rewording}"))
        if review.what_to_change:
            yield Bullets(tuple(said(one) for one in review.what_to_change))


def beside(review: Review) -> Iterator[Block]:
    """Cases like it, periods on that day, hints, and what was not looked at."""
    if review.precedents:
        yield Heading("Cases like this one, as they were shown")
        yield Bullets(tuple(_case(case) for case in review.precedents))
    if review.periods:
        yield Heading("Pre-election periods on the day of posting")
        lines = (
            f"{p.what}: {told_iso(p.start) if p.start else 'start not known'} to "
            f"{told_iso(p.poll)}{'' if p.confirmed else ' (dates unconfirmed)'}. {why_shown(p)}"
            for p in review.periods
        )
        yield Bullets(tuple(said(line.rstrip()) for line in lines))
    if review.notes:
        yield Heading("Hints that were no findings")
        lines = (f"“{n.excerpt}”: {n.why}" if n.excerpt else n.why for n in review.notes)
        yield Bullets(tuple(map(said, lines)))
    yield Heading("What was not checked")
    if review.not_checked:
        yield Bullets(tuple(said(one) for one in review.not_checked))
    else:
        yield Words(said("The review names nothing that it did not look at."))


def _case(case: ShownPrecedent) -> Runs:
    told = f"{case.body}, {told_iso(case.date)} ({case.finding}): {case.what} {case.outcome} "
    return Run(told), linked(case.url, case.url), Run(f" {counts_for(case)}".rstrip())


def making(held: Evidence) -> Iterator[Block]:
    """What made the review: enough to explain it years later."""
    made = held.review.making
    rows: list[tuple[str, Runs]] = [
        ("Reviewed by", said("a language model and the checks" if made.reviewer == "model" else
                             "the checks alone, without a model")),
    ]  # fmt: skip
    names = {"guidance": "Guidance", "checks": "Checks", "prompt": "Prompt",
             "official": "Official words"}  # fmt: skip
    for kind, label in names.items():
        edition = getattr(made, f"{kind}_edition")
        rows.append((f"{label}, edition", said(_edition(edition, held.has_editions.get(kind)))))
    if made.model_asked or made.model_answered:
        rows += [
            ("Model asked", said(made.model_asked)),
            ("Model that answered", said(made.model_answered)),
            ("The vendor’s number for the answer", said(made.response_id or "none given")),
            ("Tokens read, of them cached, written", said(
                f"{made.input_tokens:,}, {made.cached_tokens:,}, {made.output_tokens:,}"
            )),
            ("Cost", said(f"${made.cost_usd:.4f}" if made.cost_usd is not None else "not known")),
            ("Attempts", said(str(made.attempts))),
        ]  # fmt: skip
    rows.append(("Time taken", said(f"{made.milliseconds / 1000:,.1f} seconds")))
    rows.append(("Program", said(made.program or "not recorded")))
    yield Heading("What made the review")
    yield Facts(tuple(rows))


def _edition(name: str, is_kept: bool | None) -> str:  # noqa: FBT001  # three answers in one
    if not name:
        return "none"
    return f"{name} ({'its whole text is kept' if is_kept else 'its text is not kept here'})"
