"""What is kept and said when a review or an answer could not be made."""

from datetime import UTC, datetime

from bot.desk.records import Miss
from bot.desk.seams import ReviewJob
from bot.errors import NeutralError
from bot.review.language import answered_in
from bot.words.speaking import language, speaking, worded
from bot.work import wording


def missed(job: ReviewJob, error: NeutralError) -> Miss:
    """What is kept and said when no review could be made."""
    with speaking(answered_in(job.draft.text, language())):
        return Miss(
            id=job.key,
            draft=job.draft,
            asked_by=job.place.user,
            at=datetime.now(UTC),
            error=type(error).__name__,
            reason=f"{worded(str(error))} {worded(error.advice)}",
        )


def not_answered(error: NeutralError) -> str:
    """What is said of a question that met an error."""
    return worded(wording.NOT_ANSWERED, why=f"{error} {worded(error.advice)}")
