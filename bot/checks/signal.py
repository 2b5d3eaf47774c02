"""A signal: what a check without a model saw in a draft, and where."""

from dataclasses import dataclass

from bot.concerns import Concern, Severity
from bot.quoting import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing seen. Severity ``note`` is a hint; above that it is a claim of breach."""

    check: str
    """The id of the check, as in guidance/watch/."""
    span: Span
    """Where in the draft's own text; empty (0, 0) when the fault is in its context."""
    concern: Concern
    severity: Severity
    clause_id: str
    why: str
    """The reason in plain words, one sentence, for the card."""
    advice: str
    """What to change, one sentence in the imperative."""
    replacement: str | None = None
    """Words that may stand in place of the span ("" to cut it); None where no edit is safe."""
    sure: bool = True
    """Whether no model's judgement may lower it (promise 5). What is not sure is a claim where the
    checks stand alone, and a hint where a model judges."""
    edit: Span | None = None
    """The words that ``replacement`` replaces, where that is more than the span."""

    perhaps: tuple[Concern, ...] = ()
    """What else it could be: clauses are shown for these too, and nothing is claimed."""
    more: bool = False
    """Whether it only says that its check marks no further places."""
    points: bool = False
    """Whether it only points at a sentence: taking that out mends nothing for sure."""

    @property
    def is_breach(self) -> bool:
        """Whether this is more than a hint."""
        return self.severity is not Severity.NOTE
