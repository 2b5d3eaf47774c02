"""What durable work asks of the rooms below it, in steps small enough to be kept one by one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.desk.page import InForce, Page
from bot.desk.reading import Answered, Asked, Judgement, Reading
from bot.desk.records import Condition, Editions, Miss, Place
from bot.desk.seams import Kept, Voice
from bot.draft import Draft
from bot.review.review import Answer, Review


class Reviewer(Protocol):
    """The desk. Raises ModelError, LogError and BadDraft as ``bot.desk.desk.Desk`` does."""

    @property
    def editions(self) -> Editions:
        """The editions that make a review now."""

    def in_force(self, at: datetime) -> InForce:
        """What a draft is held to on the day of ``at`` in the UK."""

    def read(
        self, draft: Draft, asked_at: datetime, reader: str = "en", channel: str = ""
    ) -> Reading:
        """Lay beside a draft what it is held to.

        ``reader``: the language of who asked; ``channel``: where, by Slack's id.
        """

    def judge(self, reading: Reading, asked_by: str) -> Judgement:
        """Have it judged: the slow step."""

    def judge_alone(self, reading: Reading, why: str = "") -> Judgement:
        """Judge by the checks alone; ``why`` says what kept the model."""

    def conclude(self, reading: Reading, judgement: Judgement, asked: Asked) -> Review:
        """Prove what was claimed and read off the verdict."""

    def keep(self, review: Review) -> None:
        """Keep a review; the same one twice is one."""

    def answer(self, text: str, place: Place, asked: Asked) -> Answered | None:
        """Answer in a review's thread, and keep both; the same key gives the same answer."""


class StepwiseVoice(Voice, Protocol):
    """A Voice whose ``share`` comes in single messages too. Raises VoiceError like it."""

    def show(self, review: Review, place: Place, lead: str = "", kept: Kept | None = None) -> Place:
        """Show the card to the one who asked, alone, under a line that says what is special."""

    def apologise(self, miss: Miss, place: Place, opening: str = "") -> None:
        """Tell the asker alone what was not done; ``opening`` says it in the first words."""

    def answer(self, answer: Answer, review: Review, place: Place, lead: str = "") -> Place:
        """Answer in a review's thread, under a line that says what is special."""

    def share_card(self, review: Review, place: Place, kept: Kept | None = None) -> Place:
        """Post the card in the channel. Gives back the place of its thread."""

    def share_parts(self, review: Review) -> int:
        """How many messages stand in the thread."""

    def share_part(self, review: Review, place: Place, part: int) -> Place:
        """Post one of them, counting from 0."""

    def revision_parts(self, review: Review) -> int:
        """How many messages a newer review takes in the thread of an older."""

    def revise(self, review: Review, place: Place, part: int) -> Place:
        """Post one of them, counting from 0. Gives back the place of the message."""

    def shared(self, review: Review, place: Place, kept: Kept | None = None) -> None:
        """Show the one who shared that it is done. A repeat changes nothing."""

    def redraw(self, kept: Kept, place: Place) -> None:
        """Draw a card in a channel anew, with what was decided. A repeat changes nothing."""

    def redraw_private(self, kept: Kept, place: Place) -> None:
        """Draw the private card anew whose button was pressed. A repeat changes nothing."""

    def redraw_asked(self, kept: Kept, place: Place) -> None:
        """Draw a request to the propriety leads anew. A repeat changes nothing."""

    def ask(self, kept: Kept, to: str) -> Place:
        """Put a review before the propriety leads. Gives back the place of the message."""

    def ask_parts(self, review: Review) -> int:
        """How many messages stand in its thread."""

    def ask_part(self, review: Review, place: Place, part: int) -> Place:
        """Post one of them, counting from 0."""

    def perhaps_shared(self, review: Review, place: Place, times: int) -> None:
        """Tell them, alone, that nobody can know whether it was posted."""

    def tell(self, words: str, place: Place) -> None:
        """Tell the asker something, alone."""

    def meanwhile(self, words: str, place: Place) -> None:
        """Tell the asker, alone, what is of use only now: tried once and quickly."""

    def help(self, place: Place, lead: str = "") -> None:
        """Tell somebody, alone, how to ask; ``lead`` stands above it."""

    def no_form(self, place: Place, *, deciding: bool) -> None:
        """Tell somebody, alone, that a form could not be opened: a draft's, or a decision's."""

    def condition(self, now: Condition, place: Place) -> None:
        """Tell somebody, alone, whether the bot can do its work."""

    def mine(self, reviews: Sequence[Kept], place: Place) -> None:
        """Tell somebody, alone, of their last reviews."""

    def home(self, user: str, page: Page) -> None:
        """Draw somebody's page of the app. A repeat changes nothing."""

    def announce(self, words: str, channel: str) -> None:
        """Tell the admins something, in a channel or to a person by id."""
