"""What happens when an app posts to a response_url, or answers a command with text."""

from dataclasses import replace

from sandbox import seats
from sandbox.methods.call import Call
from sandbox.methods.chat import compose
from sandbox.refusals import Refused
from sandbox.replies import Reply
from sandbox.shapes import Json, Message
from sandbox.world import World


def respond(world: World, name: str, body: Json) -> None:
    """Act on a post to a response_url. Refused as Slack refuses; a refused body costs no use."""
    with world.changed:
        reply = world.replies.use(name)
        try:
            _act(world, reply, body)
        except Refused:
            reply.uses -= 1
            raise


def answer_command(world: World, name: str, body: Json) -> None:
    """Show the text that came with the acknowledgement of a command: no use is counted."""
    with world.changed:
        _say(world, world.replies.peek(name), body)


def notice(world: World, user: str, channel: str, text: str) -> None:
    """Slack's own word to one person, such as that a command failed."""
    message = Message(
        channel=channel, ts=world.new_ts(), user=seats.SLACKBOT, text=text, only_for=user
    )
    world.put(message)


def _act(world: World, reply: Reply, body: Json) -> None:
    if body.get("delete_original"):
        if reply.original:
            world.take(reply.channel, reply.original)
            reply.original = ""
    elif body.get("replace_original") and reply.original:
        _replace(world, reply, body)
    else:
        _say(world, reply, body)


def _replace(world: World, reply: Reply, body: Json) -> None:
    old = world.message(reply.channel, reply.original)
    new = _composed(world, reply, body, old.only_for)
    world.put(replace(new, ts=old.ts, thread_ts=old.thread_ts, edited=True))


def _say(world: World, reply: Reply, body: Json) -> None:
    public = body.get("response_type") == "in_channel"
    message = world.put(_composed(world, reply, body, "" if public else reply.user))
    reply.original = reply.original or message.ts


def _composed(world: World, reply: Reply, body: Json, only_for: str) -> Message:
    channel = world.channel(reply.channel)
    if channel.archived:
        raise Refused("is_archived", status=404)
    args = {"thread_ts": reply.thread_ts, **body}
    return compose(Call(world, args, "", counts_total=False), channel, only_for)
