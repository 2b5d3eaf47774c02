"""Who reviews, where drafts go, and how long they are kept: on the app's page, and in status."""

from bot.desk.page import Reach
from bot.slack.blocks import Block, cut, header, line, listing, rich, words
from bot.words.speaking import to_say, worded

_NAME = 80
_SLACK = to_say("holds what is typed and answered here, for as long as your workspace says.")

_IN_A_DATABASE = to_say(
    "every review with its draft, on record in the bot's database; no day is set to delete it."
)
_IN_A_FILE = to_say(
    "every review with its draft, on record in a file on this machine; no day is set to delete it."
)


def reviewer(model: str, *, is_down: bool) -> str:
    """Who reviews now, in words."""
    if not model:
        return worded("the automatic checks alone; no language model is configured")
    if is_down:
        return worded(
            "the automatic checks alone for now; {model} did not answer when last asked, and its "
            "reviews follow when it does",
            model=cut(model, _NAME),
        )
    return worded("{model}, beside the automatic checks", model=cut(model, _NAME))


def reach(told: Reach) -> list[Block]:
    """Who reviews, where a draft goes for that, and where it is kept for how long."""
    rows = (
        (worded("Reviews:"), f"{reviewer(told.model, is_down=told.model_is_down)}."),
        (worded("Drafts:"), _goes(told)),
        (worded("Slack:"), worded(_SLACK)),
        (worded("Kept:"), _kept(told)),
    )
    lines = [line(words(f"{name} ", "bold"), words(said)) for name, said in rows]
    return [header(worded("Where drafts go")), rich(listing(lines))]


def _goes(told: Reach) -> str:
    if not told.model:
        return worded("leave this machine only for Slack. No other service is asked.")
    if told.is_here:
        return worded("leave this machine only for Slack. The model runs on this machine too.")
    host = cut(told.host, _NAME) or worded("the address of the model in the settings")
    return worded(
        "leave this machine only for Slack and for {host}, where the model answers.", host=host
    )


def _kept(told: Reach) -> str:
    kept = worded(_IN_A_DATABASE if told.on_a_server else _IN_A_FILE)
    if not told.work_days:
        return kept
    after = to_say("Finished work is deleted after {days} days.")
    if told.failed_days:
        after = to_say("Finished work is deleted after {days} days, failed work after {failed}.")
    return f"{kept} {worded(after, days=told.work_days, failed=told.failed_days)}"
