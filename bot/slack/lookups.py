"""What somebody is told, alone, who asks how to ask, how the bot is, or for their own reviews."""

from collections.abc import Sequence

from bot.desk.records import Condition
from bot.desk.seams import Kept
from bot.guidance.acceptance import edition_said
from bot.slack.blocks import line, listing, note, rich, words
from bot.slack.budget import Message, message
from bot.slack.home_mine import NONE_YET, one_of_mine
from bot.slack.home_reach import reviewer
from bot.words.speaking import to_say, worded

_EDITION = 12
HELP = to_say(
    """\
Paste a draft after the command: {command} the words of your post
{command} alone opens a form, with room for the platform, the day, and where the copy came from.
{command} mine lists your last reviews, {command} status says whether I work.
{command} cymraeg: from then on I speak Welsh with you. {command} english: English.
Or write to me in a direct message, or use the shortcut Check neutrality of any message.
The review comes to you alone, with each rule it rests on and, where one can be found, a \
rewording. Share puts it in the channel. To ask about a shared review, mention me in its thread.
Commands do not work in threads: mention me there with check: and the draft, or use the shortcut.
In the thread of a review, mention me to ask about it, or to paste a new version of the draft.
I advise and never post outside Slack: you decide."""
)

NOT_DECIDED = to_say(
    "The form could not be opened, so nothing was decided. Press the button again."
)


def help_text(command: str) -> str:
    """How to ask, with the command's name."""
    return worded(HELP, command=command)


def no_form(command: str, why: str = "") -> str:
    """That the form for a draft could not be opened, and how to go on without it."""
    said = worded("The form could not be opened. Try again, or go on without it.")
    if why:
        said = worded(
            "The form could not be opened: {why}. Try again, or go on without it.", why=why
        )
    return f"{said}\n\n{help_text(command)}"


def condition(now: Condition) -> Message:
    """Whether the bot can do its work: who reviews, by which editions, and how many wait."""
    editions = now.editions
    by = to_say("Editions: guidance {guidance}, checks {checks}")
    if editions.prompt:
        by = to_say("Editions: guidance {guidance}, checks {checks}, prompts {prompts}")
    made = worded(
        by,
        guidance=editions.guidance[:_EDITION],
        checks=editions.checks[:_EDITION],
        prompts=editions.prompt[:_EDITION],
    )
    jobs = worded(
        "Jobs: {waiting} waiting, {under_way} under way, {put_off} put off until the model or "
        "Slack answers",
        waiting=now.waiting,
        under_way=now.under_way,
        put_off=now.put_off,
    )
    reviewed = reviewer(now.model, is_down=now.model_is_down)
    reviews = worded("Reviews: {by}", by=reviewed)
    official = worded("Cited: {what}", what=edition_said(editions.official, editions.newer))
    lines = [line(words(told)) for told in (reviews, made, official, jobs)]
    return message([rich(line(words(worded("I am working."), "bold"))), rich(listing(lines))])


def mine(reviews: Sequence[Kept]) -> Message:
    """Somebody's last reviews, each with what became of it and a button that shows it again."""
    if not reviews:
        return message([rich(line(words(worded(NONE_YET))))])
    blocks = [rich(line(words(worded("Your last reviews, newest first"), "bold")))]
    for kept in reviews:
        blocks += one_of_mine(kept)
    told = worded("Only you see this. Every review is kept on record.")
    return message([*blocks, note(told)])
