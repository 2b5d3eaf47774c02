"""What the model is told of the text that a draft was taken from, and of what was lifted."""

from collections.abc import Iterator

from bot.checks.lifted import Lifted, lifted
from bot.draft import Draft
from bot.prompt.fence import one_line

_OPENING = 2_500
"""Characters of the original that are shown: a release says within them what it is about."""
_MOST_RUNS = 12
_LONGEST_RUN = 160


def original_lines(draft: Draft) -> str:
    """Whose text it was, the words that stand in both, and how the original goes; or nothing."""
    return "\n".join(_lines(draft)) if draft.original else ""


def _lines(draft: Draft) -> Iterator[str]:
    original = draft.original
    if original is None:
        return
    yield f"Taken from: {one_line(original.origin) or 'a text of which nothing more is known'}"
    for run in lifted(draft)[:_MOST_RUNS]:
        yield f"- lifted: {_run(run, draft)}"
    if original.words.strip():
        yield f"How it goes: {one_line(original.words[:_OPENING])}"


def _run(run: Lifted, draft: Draft) -> str:
    words = one_line(draft.text[run.span.start : run.span.end])[:_LONGEST_RUN]
    who = f"said there by {one_line(run.speaker)}" if run.speaker else "there in its own voice"
    return f'"{words}" ({who})'
