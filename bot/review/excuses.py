"""Which facts of a draft a rewording may drop: those that are themselves the fault, no others.

A figure inside words of blame is still a figure that the public needs; a party's name, a slogan's
hashtag or a partisan link is the fault itself.
"""

from collections.abc import Iterable, Iterator

from bot.checks.lifted import lifted
from bot.concerns import Concern, Severity
from bot.draft import Draft
from bot.quoting import Span
from bot.review.facts import Fact, Kind, facts_of
from bot.review.named import plain
from bot.review.review import Finding
from bot.review.sentences import around

_WHOLE_FAULT = frozenset({
    Concern.ADDRESSED_TO_AI, Concern.PERSONAL_DATA, Concern.CONFIDENTIALITY, Concern.PRE_ELECTION,
    Concern.PARLIAMENT_FIRST, Concern.LEGAL_PROCEEDINGS, Concern.DISSEMINATION,
    Concern.ENDORSEMENT_COMMERCIAL,
})  # fmt: skip
"""Nothing inside words at fault in these ways is worth keeping, whatever it is."""

_FIGURES_AT_FAULT = frozenset({Concern.EVIDENCE, Concern.ATTACK})
"""A claim without evidence may be the figure itself; one that misleads needs more beside it."""

_FIGURES = frozenset({Kind.MONEY, Kind.PERCENTAGE, Kind.NUMBER})
_LABELS = frozenset({Kind.NAME, Kind.QUOTATION, Kind.HASHTAG, Kind.HANDLE})

_STAYS_UNSAID = frozenset({
    Concern.PERSONAL_DATA, Concern.PRE_ELECTION, Concern.DISSEMINATION,
})  # fmt: skip
_NOT_TO_BE_SAID = frozenset({
    Concern.PARLIAMENT_FIRST, Concern.CONFIDENTIALITY, Concern.LEGAL_PROCEEDINGS,
})  # fmt: skip


_ATTRIBUTE = "gcs.social.minister-views-as-government"
"""The clause that asks for a minister's view to be given as the minister's."""
_ABOUT_TONE = frozenset({
    Concern.PARTY_POLITICAL, Concern.POLEMICAL_TONE, Concern.ATTACK, Concern.MINISTERS_IMAGE,
})  # fmt: skip
_NATIONS = frozenset(
    plain(name).strip()
    for name in ("Britain", "UK", "England", "Scotland", "Wales", "Cymru", "Northern Ireland")
)


def forbids_publishing(findings: Iterable[Finding]) -> bool:
    """Whether the matter itself must wait, so that no other words would help.

    An announcement that Parliament has not heard, a leak, or a live case stays one when it is
    reworded; what else the post says is most often the same matter.
    """
    return any(
        finding.severity is Severity.STOP and finding.concern in _NOT_TO_BE_SAID
        for finding in findings
    )


def unsayable(findings: Iterable[Finding], text: str) -> tuple[Span, ...]:
    """Whole sentences that may not come back in any words; the rest of the post may stand."""
    whole = (
        around(finding.span, text)
        for finding in findings
        if finding.severity is Severity.STOP
        and finding.concern in _STAYS_UNSAID
        and finding.span.end > finding.span.start
    )
    return tuple(dict.fromkeys(whole))


def excused(draft: Draft, findings: Iterable[Finding]) -> Iterator[Fact]:
    """Give the facts of a draft that a rewording may drop."""
    proven = tuple(findings)
    silenced = unsayable(proven, draft.text)
    places = [(finding, around(finding.span, draft.text)) for finding in proven]
    for fact in facts_of(draft.text):
        if any(_touch(fact.span, span) for span in silenced) or any(
            (_touch(fact.span, finding.span) and _is_fault(fact, finding))
            or (_touch(fact.span, sentence) and _goes_along(fact, finding, draft))
            for finding, sentence in places
        ):
            yield fact


def is_lent(fact: Fact, draft: Draft) -> bool:
    """Whether a fact that the draft does not hold may come from the text that it was taken from.

    Only so that words are given to who speaks them there: the speaker's name, and those words as
    a quotation.
    """
    for run in lifted(draft):
        if fact.kind is Kind.NAME and plain(fact.text) in plain(run.speaker):
            return True
        words = draft.text[run.span.start : run.span.end]
        if run.speaker and fact.kind is Kind.QUOTATION and plain(words) in plain(fact.text):
            return True
    return False


def is_cured_by_naming(finding: Finding) -> bool:
    """Whether the words at fault may stand once the post says whose they are."""
    return finding.clause_id == _ATTRIBUTE


def _goes_along(fact: Fact, finding: Finding, draft: Draft) -> bool:
    """Whether a fact may go with the whole sentence that holds the fault.

    What is said to a machine reader is one message; the nation that a boast or a blame is about
    is not news, nor is a promoted minister's name.
    """
    if finding.concern is Concern.ADDRESSED_TO_AI:
        return True
    if fact.kind is not Kind.NAME:
        return False
    if finding.concern is Concern.MINISTERS_IMAGE and fact.key in plain(draft.speaker):
        return True
    return finding.concern in _ABOUT_TONE and fact.key in _NATIONS


def _is_fault(fact: Fact, finding: Finding) -> bool:
    concern = finding.concern
    if concern in _WHOLE_FAULT or fact.kind in _LABELS:
        return True
    if fact.kind is Kind.LINK:
        return concern is Concern.PARTISAN_LINKS
    if fact.kind in _FIGURES and concern in _FIGURES_AT_FAULT:
        return True
    return _is_reckoning(fact) and concern in {Concern.PARTY_POLITICAL, Concern.POLEMICAL_TONE}


def _is_reckoning(fact: Fact) -> bool:
    """Whether it counts years in office (after 14 years of), the other side's or our own."""
    return fact.kind is Kind.NUMBER and fact.key.endswith((" year", " decade"))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
