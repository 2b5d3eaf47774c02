"""Finds out, with one tiny question, whether an endpoint keeps to a schema."""

import json
from enum import Enum

from bot.desk.seams import Model
from bot.errors import ModelNonsense
from bot.prompt.exchange import Request

_ANSWER = {"kept": "to the form"}
_QUESTION = Request(
    system="You are asked for one word. Say hello, in plain words and nothing else.",
    turns=(("user", "Hello. Please answer with the single word hello, not with JSON."),),
    schema_name="probe",
    schema={
        "type": "object",
        "properties": {"kept": {"type": "string", "enum": ["to the form"]}},
        "required": ["kept"],
        "additionalProperties": False,
    },
    edition="probe",
)
"""The words ask for what the schema forbids: only one that is enforced gives the answer."""


class Enforcement(Enum):
    """What was found."""

    ENFORCED = "the schema is enforced"
    NOT_ENFORCED = "the schema is not enforced: answers will often be unreadable"


def probe(model: Model) -> Enforcement:
    """Ask. Raises ModelError where there is no answer to tell it by."""
    try:
        text = model.ask(_QUESTION).text
    except ModelNonsense:
        return Enforcement.NOT_ENFORCED
    try:
        answer = json.loads(text)
    except ValueError:
        return Enforcement.NOT_ENFORCED
    return Enforcement.ENFORCED if answer == _ANSWER else Enforcement.NOT_ENFORCED
