"""Draws somebody's page of the app, and shows them a card of their own again."""

from collections.abc import Callable
from dataclasses import replace

from bot.desk.gathering import own_reviews
from bot.desk.page import Page, Reach
from bot.desk.records import Place, Standing
from bot.desk.seams import Placed, WishJob
from bot.report.month import Month
from bot.review.versions import replaces
from bot.words.speaking import speaking, worded
from bot.work import wording
from bot.work.errands import Errands
from bot.work.saying import Json, said
from bot.work.upkeep import FAILED_DAYS


def draw(errands: Errands, place: Place, standing: Callable[[str], Standing | None]) -> Json:
    """Draw somebody's page, as things stand now: for admins how the work stands too.

    What waits for the leads is shown to those of them who may answer. Whoever may not use the bot
    reads nothing of the others' work.
    """
    front = errands.access.front(place)
    leads = errands.access.is_lead(place.user) and not errands.access.deciding(place)
    page = replace(
        Page(at=errands.pace.clock()) if front.refusal else _of_everybody(errands, place.user),
        front=front,
        waiting=errands.log.waiting() if leads else None,
        standing=standing(place.user) if front.admin else None,
    )
    with speaking(errands.language_of(place.user)):
        return said(lambda: errands.voice.home(place.user, page))


def show_again(errands: Errands, asked: WishJob) -> None:
    """Show somebody their own card again, alone, in its language.

    Raises VoiceError and LogError.
    """
    kept = errands.log.kept(asked.about)
    if kept is None or kept.review.asked_by != asked.place.user:
        errands.voice.tell(worded(wording.NOT_YOURS), asked.place)
        return
    review = kept.review
    with speaking(review.language):
        lead = replaces(review.revises) if review.revises and kept.earlier is None else ""
        shown = errands.voice.show(review, asked.place, lead, kept)
    errands.log.place(Placed(review_id=review.id, kind="card", place=shown))


def _of_everybody(errands: Errands, user: str) -> Page:
    """What stands on everybody's page, for one person. Raises LogError."""
    now = errands.pace.clock()
    rules = errands.desk.in_force(now)
    month = Month.holding(rules.day)
    waits, recent = own_reviews(errands.log, user, now)
    return Page(
        at=now,
        open=waits,
        recent=recent,
        figures=errands.log.figures(month.first, month.after),
        in_force=rules,
        reach=_reach(errands),
    )


def _reach(errands: Errands) -> Reach:
    days = max(errands.reach.work_days, FAILED_DAYS)
    down = errands.pace.outage.is_down
    return replace(errands.reach, failed_days=days, model_is_down=down)
