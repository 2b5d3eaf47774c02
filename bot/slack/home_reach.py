"""Who reviews, where drafts go, and how long they are kept: on the app's page, and in status."""

from bot.desk.page import Reach
from bot.slack.blocks import Block, cut, header, line, listing, rich, words

_NAME = 80


def reviewer(model: str, *, is_down: bool) -> str:
    """Who reviews now, in words."""
    if not model:
        return "the automatic checks alone; no language model is configured"
    if is_down:
        return (
            f"the automatic checks alone for now; {cut(model, _NAME)} did not answer when "
            "last asked, and its reviews follow when it does"
        )
    return f"{cut(model, _NAME)}, beside the automatic checks"


def reach(told: Reach) -> list[Block]:
    """Who reviews, where a draft goes for that, and where it is kept for how long."""
    rows = (
        ("Reviews: ", f"{reviewer(told.model, is_down=told.model_is_down)}."),
        ("Drafts: ", _goes(told)),
        ("Slack: ", "holds what is typed and answered here, for as long as your workspace says."),
        ("Kept: ", _kept(told)),
    )
    lines = [line(words(name, "bold"), words(said)) for name, said in rows]
    return [header("Where drafts go"), rich(listing(lines))]


def _goes(told: Reach) -> str:
    if not told.model:
        return "leave this machine only for Slack. No other service is asked."
    if told.is_here:
        return "leave this machine only for Slack. The model runs on this machine too."
    host = cut(told.host, _NAME) or "the address of the model in the settings"
    return f"leave this machine only for Slack and for {host}, where the model answers."


def _kept(told: Reach) -> str:
    where = "the bot's database" if told.on_a_server else "a file on this machine"
    after = f" Finished work is deleted after {told.work_days} days"
    failed = f", failed work after {told.failed_days}" if told.failed_days else ""
    forgotten = f"{after}{failed}." if told.work_days else ""
    kept = f"every review with its draft, on record in {where}; no day is set to delete it."
    return f"{kept}{forgotten}"
