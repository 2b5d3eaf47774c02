"""How the work stands, on the app's page of admins: depth and age of the queue, in words."""

from bot.desk.records import Standing
from bot.slack.blocks import Block, header, line, listing, note, rich, words
from bot.slack.home_month import lasted
from bot.words.speaking import counted, worded


def work(standing: Standing) -> list[Block]:
    """Numbers of jobs, how long the oldest has waited, and what failed."""
    jobs = worded(
        "Jobs: {waiting} waiting, {under_way} under way, {put_off} put off",
        waiting=standing.waiting,
        under_way=standing.under_way,
        put_off=standing.put_off,
    )
    lines = [
        line(words(jobs)),
        line(words(_oldest(standing))),
        line(words(_failed(standing))),
    ]
    return [
        header(worded("How the work stands")),
        rich(listing(lines)),
        note(worded("For admins.")),
    ]


def _oldest(standing: Standing) -> str:
    if standing.oldest is None:
        return worded("No review waits")
    waited = lasted(standing.at - standing.oldest)
    return worded("The oldest review has waited for {time}", time=waited)


def _failed(standing: Standing) -> str:
    if not standing.failed:
        return worded("Nothing failed in the last day")
    return counted(
        "{n} job failed in the last day: run neutral work list --failed",
        "{n} jobs failed in the last day: run neutral work list --failed",
        standing.failed,
    )
