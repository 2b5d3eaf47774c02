"""What one picture shows: messages or a view, exactly as the bot gives them to Slack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.slack.blocks import Block
from bot.slack.budget import Message, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing in a picture. ``kind``: message, modal or home."""

    kind: str
    blocks: tuple[Block, ...] = ()
    private: bool = False
    view: Block = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    """What Slack writes under the fields of a form, by field."""

    def as_json(self) -> Block:
        """In the words of draw.mjs."""
        return {
            "kind": self.kind,
            "blocks": list(self.blocks),
            "private": self.private,
            "view": self.view,
            "errors": dict(self.errors),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A picture: the name of its file, what it is called, and what is read out in its place."""

    name: str
    title: str
    alt: str
    shows: tuple[Shown, ...]


def alone(*messages: Message) -> tuple[Shown, ...]:
    """Messages that one person sees."""
    return tuple(Shown(kind="message", blocks=each.blocks, private=True) for each in messages)


def open_to_all(*messages: Message) -> tuple[Shown, ...]:
    """Messages that everybody in the channel sees."""
    return tuple(Shown(kind="message", blocks=each.blocks) for each in messages)


def in_words(all_of: Iterable[str]) -> tuple[Shown, ...]:
    """Sentences of the bot's own, each a message that one person sees."""
    return alone(*(plain(words) for words in all_of))


def modal(view: Block, errors: Mapping[str, str] | None = None) -> tuple[Shown, ...]:
    """A form, with what is wrong at its fields."""
    return (Shown(kind="modal", view=view, errors=errors or {}),)


def home(view: Block) -> tuple[Shown, ...]:
    """The app's Home tab."""
    return (Shown(kind="home", view=view),)
