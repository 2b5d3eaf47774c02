"""What Slack's own clients hold back: a form whose fields are empty or too full is not sent."""

from collections.abc import Iterable

from sandbox.shapes import Json

EMPTY = "Please complete this required field."
MOST = 3_000
"""Characters that a text field holds at most, where it does not ask for fewer."""


def held_back(blocks: Iterable[Json], values: Json) -> dict[str, str]:
    """What the client says at each field, by block id; empty where it sends the form."""
    wrong: dict[str, str] = {}
    for block in blocks:
        if block.get("type") != "input":
            continue
        element = block["element"]
        held = values.get(block["block_id"], {}).get(element["action_id"], {})
        filled = [each for name, each in held.items() if name != "type" and each]
        most = int(element.get("max_length", MOST))
        if not filled and not block.get("optional"):
            wrong[block["block_id"]] = EMPTY
        elif element["type"] == "plain_text_input" and len(held.get("value") or "") > most:
            wrong[block["block_id"]] = f"Please enter no more than {most} characters."
    return wrong
