"""The app's page in Welsh: of each kind of reader, with no English sentence of ours left."""

import json
from collections.abc import Iterator

import pytest

from bot.slack.blocks import cut
from bot.slack.budget import Message
from bot.words.speaking import speaking
from pictures import home_drawn, reviews
from pictures.reviews import MORNING, Reviewer, a_reviewer
from sandbox.modals import check_view
from tests.welsh import not_welsh

DRAFTS = (reviews.STOP, reviews.REVISE, reviews.LIFTED, reviews.CLEAR, reviews.CHECK)
GIVEN = (
    "/neutral",
    "It compares governments.",
    "The office asks for it.",
    reviews.MODEL,
    "models.example",
)

LISTED = 120
"""Units of a draft in the leads' list."""


@pytest.fixture(scope="module")
def reviewer() -> Iterator[Reviewer]:
    with a_reviewer() as at_work:
        yield at_work


def sources(reviewer: Reviewer) -> tuple[str, ...]:
    """What stands on a page and is not the bot's own: drafts, reasons, names in the calendar."""
    force = reviewer.desk.in_force(MORNING)
    election = reviewer.desk.in_force(home_drawn.ELECTION)
    periods = [*force.coming, *force.now, *election.coming, *election.now]
    named = [each for one in periods for each in (one.what, one.means)]
    editions = (force.editions.guidance, force.editions.checks, force.editions.prompt)
    drafts = [" ".join(draft.text.split()) for draft in DRAFTS]
    drafts += [cut(draft, LISTED) for draft in drafts]
    return tuple(filter(None, (*drafts, *GIVEN, *named, *editions)))


@pytest.mark.parametrize("name", ["home", "home-mine", "home-lead"])
def test_no_english_sentence_of_ours_is_left_on_a_welsh_page(name: str, reviewer: Reviewer) -> None:
    with speaking("cy"):
        scene = next(one for one in home_drawn.scenes(reviewer) if one.name == name)
    (shown,) = scene.shows
    check_view(json.loads(json.dumps(shown.view)), "home")
    assert not not_welsh([Message(text="", blocks=tuple(shown.view["blocks"]))], sources(reviewer))
