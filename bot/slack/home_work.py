"""How the work stands, on the app's page of admins: depth and age of the queue, in words."""

from bot.desk.records import Standing
from bot.slack.blocks import Block, header, line, listing, note, rich, words
from bot.slack.home_month import lasted


def work(standing: Standing) -> list[Block]:
    """Numbers of jobs, how long the oldest has waited, and what failed."""
    many = f"{standing.waiting} waiting, {standing.under_way} under way, {standing.put_off}"
    lines = [
        line(words(f"Jobs: {many} put off")),
        line(words(_oldest(standing))),
        line(words(_failed(standing))),
    ]
    return [
        header("How the work stands"),
        rich(listing(lines)),
        note("For admins."),
    ]


def _oldest(standing: Standing) -> str:
    if standing.oldest is None:
        return "No review waits"
    return f"The oldest review has waited for {lasted(standing.at - standing.oldest)}"


def _failed(standing: Standing) -> str:
    if not standing.failed:
        return "Nothing failed in the last day"
    jobs = "job" if standing.failed == 1 else "jobs"
    return f"{standing.failed} {jobs} failed in the last day: run neutral work list --failed"
