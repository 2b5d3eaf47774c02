"""The reviews behind the pictures: made by the real desk and the checks, of invented drafts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.house import open_shelf
from bot.concerns import Concern, Severity
from bot.config import Settings
from bot.desk.desk import Desk
from bot.desk.reading import Asked
from bot.draft import Draft, Original
from bot.guidance.acceptance import Newer
from bot.guidance.quoted import Quoted
from bot.log.sqlite_log import SqliteLog
from bot.quoting import Span
from bot.review.review import Claim, Note, Review, Rewording, Unproven

MORNING = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
MODEL = "the-model"

CLEAR = Draft(
    text="The new Tyne crossing opens to traffic on 3 March 2027. It was built by Nexus and cost "
    "£82 million: https://www.gov.uk/government/news/tyne-crossing"
)
REVISE = Draft(text="Today's Budget has delivered for Wales for the first time in a generation.")
STOP = Draft(
    text="We are proud to announce 1,200 new GP appointments a day in Leeds, unlike the last "
    "government, who left the NHS on its knees."
)
CHECK = Draft(
    text="Le nouveau pont sur la Tyne ouvre à la circulation le 3 mars 2027 et il a coûté 82 "
    "millions de livres."
)
LIFTED = Draft(
    text="This government is fixing the foundations after years of failure. From 6 April 2027 the "
    "allowance rises by £120 a year.",
    platform="x",
    original=Original(
        words="The Chancellor said: “This government is fixing the foundations after years of "
        "failure.” From 6 April 2027 the allowance rises by £120 a year.",
        whose="HM Treasury press release",
    ),
)
WELSH = Draft(
    text="O'r diwedd, trenau newydd i'r Cymoedd ar ôl blynyddoedd o esgeulustod. Mae'r gwasanaeth "
    "yn dechrau ar 3 Mawrth 2027."
)
ELECTION = Draft(text=CLEAR.text, posting_on=date(2027, 4, 20))
THREAD = Draft(
    text="\n\n".join(
        f"{number}/25 {STOP.text} {REVISE.text} Only this government could have done it."
        for number in range(1, 26)
    )
)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Reviews by the checks, as they are kept."""

    desk: Desk

    def of(self, draft: Draft, name: str) -> Review:
        """The review of a draft, under an id that is the same every time."""
        return self.desk.review(draft, Asked(key=name, by="U0PRESS", at=MORNING))


@contextmanager
def a_reviewer() -> Iterator[Reviewer]:
    """The desk with the guidance of this folder, its clock at ten in the morning, and no model."""
    with TemporaryDirectory(prefix="neutral-pictures-") as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        with open_shelf(settings) as shelf:
            log = SqliteLog(settings.log_path)
            yield Reviewer(Desk(shelf, log, clock=lambda: MORNING))


def in_official_words(review: Review) -> Review:
    """The same, as after a sync: its first rule quoted, and a rule of the department's own beside.

    Neither is anybody's: no publisher's words are kept in this repository.
    """
    cited, *others = review.passages
    quotation = Quoted(
        words="Invented words stand here for those of the publisher … as they were accepted.",
        locator=cited.locator,
        link=cited.url,
        title=cited.title,
        publisher="The publisher",
        published="2015-03-16",
        fetched_on="2026-11-20",
        licence="Open Government Licence v3.0",
        version="0" * 64,
        position=0,
        is_sure=True,
    )
    own = replace(
        cited,
        clause_id="own.social.posts-1",
        title="Social media policy",
        locator="Posts, item 1",
        words="Posts that announce appointments give their number and place.",
        rank="own",
        is_own=True,
        is_summary=False,
    )
    passages = (replace(cited, official=quotation), *others, own)
    findings = [replace(one, clause_id=cited.clause_id) for one in review.findings[:1]]
    making = replace(review.making, official_edition="0" * 12, newer=Newer(waiting=1))
    return replace(review, passages=passages, findings=tuple(findings), making=making)


def as_by_model(review: Review) -> Review:
    """The same as if a model had read the draft too, with one of everything that it may add."""
    making = replace(review.making, reviewer="model", model_asked=MODEL, model_answered=MODEL)
    return replace(
        review,
        making=making,
        not_checked=tuple(one for one in review.not_checked if "language model" not in one),
        rewording=Rewording(
            text="Leeds has 1,200 new GP appointments a day.", kept=("1,200", "Leeds"), by="model"
        ),
        no_rewording="",
        unproven=(_doubtful(review),),
        notes=(Note(excerpt="We", span=Span(0, 2), why="Say which organisation speaks."),),
    )


def _doubtful(review: Review) -> Unproven:
    claim = Claim(
        excerpt="1,200 new GP appointments a day",
        concern=Concern.EVIDENCE,
        severity=Severity.REVISE,
        clause_id=review.passages[0].clause_id,
        quote="figures must have a source",
        why="The figure has no source.",
    )
    return Unproven(claim=claim, reason="The quoted words are not in the rule that was named.")
