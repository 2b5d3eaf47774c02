"""Reads the verdict off the findings; nobody is asked for one."""

from collections.abc import Iterable

from bot.concerns import Severity, Verdict
from bot.review.review import Finding, Unproven


def read_verdict(
    findings: Iterable[Finding], unproven: Iterable[Unproven], *, unread: bool = False
) -> Verdict:
    """Give the most careful verdict that anything proven or claimed calls for.

    From the least careful to the most: clear, revise, check, stop. A check needs a second
    person; what is to be revised its author mends alone.
    ``unread``: there was something that could not be reviewed, such as a draft of one link.
    """
    proven = _proven({finding.severity for finding in findings})
    doubts = [doubt.claim.severity for doubt in unproven]
    if proven is Verdict.CLEAR and (doubts or unread):
        return Verdict.CHECK
    # An author may mend what was proven alone, but not what may be a stop: a second person
    # looks first. The proven findings stand beside the verdict all the same.
    if proven is Verdict.REVISE and Severity.STOP in doubts:
        return Verdict.CHECK
    return proven


def _proven(severities: set[Severity]) -> Verdict:
    if Severity.STOP in severities:
        return Verdict.STOP
    return Verdict.REVISE if severities else Verdict.CLEAR
