"""Asks once more, in the same conversation, saying what was wrong with the last answer."""

from dataclasses import replace

from bot.prompt.exchange import Request
from bot.prompt.visible import visible

_MAX_REPEATED = 20_000
"""Characters of a bad answer that are sent back; a model needs no more to see its fault."""


def again(request: Request, reply_text: str, complaint: str) -> Request:
    """Ask the same again: the answer could not be read, or a finding not be proven."""
    return _asked_again(request, reply_text, f"{request.again}\n\n{complaint}")


def repair(request: Request, reply_text: str, complaint: str) -> Request:
    """Ask for another rewording; the findings stand."""
    return _asked_again(request, reply_text, f"{request.repair}\n\n{complaint}")


def _asked_again(request: Request, reply_text: str, words: str) -> Request:
    """Add the answer and the complaint; what stood before keeps every byte."""
    said = visible(reply_text[:_MAX_REPEATED]).text.strip() or "(nothing)"
    turns = (("assistant", said), ("user", visible(words).text.strip()))
    return replace(request, turns=request.turns + turns)
