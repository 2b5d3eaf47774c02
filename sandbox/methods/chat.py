"""chat.*: saying, changing and taking back messages."""

from dataclasses import replace

from sandbox.methods.call import Call, Method, method
from sandbox.refusals import Refused, rate_limited
from sandbox.shapes import Channel, Json, Message

TEXT = 40_000
MARKDOWN = 12_000
ONE_A_SECOND = 1.0


def compose(call: Call, channel: Channel, only_for: str = "") -> Message:
    """A new message from the call's text and blocks, or Slack's refusal."""
    markdown = call.text("markdown_text")
    text = markdown or call.text("text")
    blocks = call.blocks()
    if markdown and (call.text("text") or blocks):
        raise Refused("markdown_text_conflict")
    if len(text) > TEXT or len(markdown) > MARKDOWN:
        raise Refused("msg_too_long")
    if not text and not blocks:
        raise Refused("no_text")
    return Message(
        channel=channel.id,
        ts=call.world.new_ts(),
        user=call.world.bot.id,
        text=text,
        blocks=blocks or (),
        thread_ts=_thread(call, channel),
        only_for=only_for,
        sent=dict(call.args),
    )


def _thread(call: Call, channel: Channel) -> str:
    """The root of the thread: a reply to a reply stands under the same root."""
    ts = call.text("thread_ts")
    if not ts:
        return ""
    try:
        root = call.world.message(channel.id, ts)
    except Refused:
        return ts
    if root.only_for:
        raise Refused("cannot_reply_to_message")
    return root.thread_ts or ts


def _post(call: Call) -> Json:
    channel = call.postable()
    message = compose(call, channel)
    _pace(call, channel)
    call.world.put(message)
    body = call.world.wire(message)
    return {"channel": channel.id, "ts": message.ts, "message": body}


def _pace(call: Call, channel: Channel) -> None:
    """One message a second a channel, where the sandbox was asked to insist."""
    if not call.world.one_a_second:
        return
    now = call.world.clock.now()
    if now - call.world.last_post.get(channel.id, 0.0) < ONE_A_SECOND:
        raise rate_limited(1)
    call.world.last_post[channel.id] = now


def _ephemeral(call: Call) -> Json:
    channel = call.postable()
    user = call.need("user")
    if user not in channel.members or call.world.users[user].gone:
        raise Refused("user_not_in_channel")
    message = call.world.put(compose(call, channel, only_for=user))
    return {"message_ts": message.ts}


def _own(call: Call, refusal: str) -> Message:
    """The bot's own visible message that the call names."""
    channel = call.channel()
    if channel.archived:
        raise Refused("is_archived")
    message = call.world.message(channel.id, call.need("ts"))
    if message.only_for:
        raise Refused("message_not_found")
    if message.user != call.world.bot.id:
        raise Refused(refusal)
    return message


def _update(call: Call) -> Json:
    old = _own(call, "cant_update_message")
    text = call.text("markdown_text") or call.text("text")
    blocks = call.blocks()
    if len(text) > TEXT:
        raise Refused("msg_too_long")
    if not text and blocks is None:
        raise Refused("no_text")
    # Slack drops the old blocks when text comes without blocks, and keeps the text otherwise.
    new = replace(
        old, text=text or old.text, blocks=blocks or (), edited=True, sent=dict(call.args)
    )
    call.world.put(new)
    wire = call.world.wire(new)
    return {"channel": new.channel, "ts": new.ts, "text": new.text, "message": wire}


def _delete(call: Call) -> Json:
    message = _own(call, "cant_delete_message")
    call.world.take(message.channel, message.ts)
    return {"channel": message.channel, "ts": message.ts}


def _permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.world.message(channel.id, call.need("message_ts"))
    link = f"{call.url}#{channel.id}/{message.ts}"
    return {"channel": channel.id, "permalink": link}


def _status(call: Call) -> Json:
    place = (call.need("channel_id"), call.need("thread_ts"))
    call.world.statuses[place] = call.text("status")
    call.world.touch()
    return {}


METHODS: dict[str, Method] = {
    "chat.postMessage": method(_post, "chat:write"),
    "chat.postEphemeral": method(_ephemeral, "chat:write"),
    "chat.update": method(_update, "chat:write"),
    "chat.delete": method(_delete, "chat:write"),
    "chat.getPermalink": method(_permalink),
    "assistant.threads.setStatus": method(_status, "chat:write", "assistant:write"),
}
