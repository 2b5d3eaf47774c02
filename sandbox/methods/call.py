"""One call of the Web API: its arguments, and the world that it acts on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.blocks import check_blocks, check_total
from sandbox.refusals import Refused
from sandbox.shapes import Channel, Json
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """Arguments as sent (form values are strings; JSON keeps its types). ``url`` is ours.

    ``counts_total``: whether blocks may be too long together (seen at chat.* only).
    """

    world: World
    args: Json
    url: str
    counts_total: bool = True

    def text(self, name: str, default: str = "") -> str:
        """An argument as a string."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """An argument that must be there; else Slack's invalid_arguments."""
        value = self.text(name)
        if not value:
            note = f"[ERROR] missing required field: {name}"
            raise Refused("invalid_arguments", more={"response_metadata": {"messages": [note]}})
        return value

    def flag(self, name: str) -> bool:
        """A boolean, however it was spelt."""
        return self.text(name).lower() in ("true", "1")

    def parsed(self, name: str) -> Any:  # noqa: ANN401  # whatever JSON the caller sent
        """An argument that is JSON, or a string that holds JSON; None when it is not there."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refused(f"invalid_{name}_format") from None

    def blocks(self) -> tuple[Json, ...] | None:
        """The blocks, checked and with ids; None when the call has none."""
        found = self.parsed("blocks")
        if found is None:
            return None
        check_blocks(found)
        if self.counts_total:
            check_total(found)
        return named(found, self.world)

    def channel(self) -> Channel:
        """The channel, if the bot may act there. Refused as Slack refuses."""
        channel = self.world.channel(self.need("channel"))
        inside = self.world.bot.id in channel.members
        if channel.kind == "private" and not inside:
            raise Refused("channel_not_found")
        return channel

    def postable(self) -> Channel:
        """The channel, if the bot may post there."""
        channel = self.channel()
        if channel.archived:
            raise Refused("is_archived")
        scopes = self.world.app.scopes or frozenset()
        anywhere = channel.kind == "public" and "chat:write.public" in scopes
        if self.world.bot.id not in channel.members and not anywhere:
            raise Refused("not_in_channel")
        return channel


def named(blocks: list[Json], world: World) -> tuple[Json, ...]:
    """Blocks with the block_id and action_id that Slack gives where the app gave none."""
    copies: list[Json] = json.loads(json.dumps(blocks))
    for block in copies:
        block.setdefault("block_id", world.new_id("b"))
        parts = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for part in parts:
            if isinstance(part, dict) and block["type"] in _INTERACTIVE:
                part.setdefault("action_id", world.new_id("a"))
    return tuple(copies)


_INTERACTIVE = ("actions", "section", "input", "context_actions")


@dataclass(frozen=True, slots=True)
class Method:
    """What a method does, the scopes of which one is needed, and the kind of token."""

    run: Callable[[Call], Json]
    scopes: frozenset[str] = frozenset()
    token: str = "bot"  # noqa: S105  # a kind of token, not one


def method(run: Callable[[Call], Json], *scopes: str, token: str = "bot") -> Method:  # noqa: S107  # a kind
    """Write a method down in one line."""
    return Method(run, frozenset(scopes), token)
