"""The lessons for the team, in words: the rule, the figures, examples, and what to do next time."""

from collections.abc import Iterator, Mapping

from bot.paper.paper import Block, Heading, Look, Quoted, Run, Runs, Words, said
from bot.report.figures.examples import Example
from bot.report.figures.gathered import Gathered, Taught
from bot.report.figures.lessons import MONTHS_BEFORE, Lesson, Rule
from bot.report.figures.spans import before
from bot.report.pages.findings import name_of
from bot.report.pages.next_time import NEXT_TIME
from bot.report.pages.opening import too_few
from bot.report.pages.saying import amount, lower, number, share

_TITLES = ("", "One lesson for the team", "Two lessons for the team", "Three lessons for the team")
RULES: Mapping[Rule, str] = {
    Rule.LARGEST: "the concern in most of the reviews that came to revise or stop",
    Rule.GROWING: (
        "the concern whose share of all reviews grew most against the three months before, by at "
        "least one percentage point and by more than chance explains, and is not the one above"
    ),
    Rule.SET_ASIDE: "the clause that was most often set aside",
    Rule.MENDED: (
        "the clause whose findings were most often mended by taking the rewording, among those of "
        "another concern than the lessons above"
    ),
}
_ASK = (
    "Go through these posts with the propriety leads. Where the clause was right, take the "
    "rewording next time; where it does not fit such posts, tell whoever keeps the guidance."
)
_WRITE_IT_SO = "Write it this way from the start."


def lessons(found: Gathered) -> Iterator[Block]:
    """Each lesson under a heading that says it."""
    if not found.sums.month.counts.reviews:
        return
    if not found.taught:
        yield Heading("Lessons for the team")
        yield Words(said(too_few(found)))
        return
    yield Heading(_TITLES[len(found.taught)])
    for number_, taught in enumerate(found.taught, start=1):
        yield from _lesson(found, number_, taught)
    if any(taught.examples for taught in found.taught):
        yield Words(said(_WHICH))


_WHICH = (
    "Examples come only from drafts that their asker has shared, that were decided and whose day "
    "of posting has come. Accounts and personal data are masked, and no sentence is shown that "
    "seems to name somebody."
)


def _lesson(found: Gathered, at: int, taught: Taught) -> Iterator[Block]:
    lesson = taught.lesson
    yield Heading(f"{at}. {_heading(lesson)}", level=3)
    yield Words(said(_figures(found, lesson)))
    yield from _shown(taught)
    yield Words((Run("Next time: ", Look.BOLD), Run(_advice(lesson))))
    yield Words(said(f"How it was chosen: {RULES[lesson.rule]}."))


def _heading(lesson: Lesson) -> str:
    about = name_of(lesson.clause) if lesson.clause else ""
    if lesson.rule is Rule.SET_ASIDE:
        return f"Set aside most often: {about}"
    if lesson.rule is Rule.MENDED:
        return f"Easily mended: {about}"
    label = lesson.concern.label if lesson.concern else ""
    if lesson.rule is Rule.GROWING:
        return f"Growing: {lower(label)}"
    return f"What we get wrong most: {lower(label)}"


def _figures(found: Gathered, lesson: Lesson) -> str:
    """The figures that a lesson is drawn from."""
    part, reviews = share(lesson.count, lesson.of), amount(lesson.count, "review")
    if lesson.rule is Rule.SET_ASIDE:
        return (
            f"It was cited in {amount(lesson.of, 'review')}. In {number(lesson.count)} of them "
            f"({part}) the post went out as drafted, or was signed off against a stop."
        )
    if lesson.rule is Rule.MENDED:
        return (
            f"It was cited in {amount(lesson.of, 'review')}. In {number(lesson.count)} of them "
            f"({part}) the rewording was taken."
        )
    if lesson.rule is Rule.GROWING:
        earlier = share(lesson.count_before, lesson.of_before)
        return (
            f"It was found in {reviews}, {part} of all. In the {MONTHS_BEFORE} months before it "
            f"was {earlier}."
        )
    told = f"It was found in {number(lesson.count)} of the {number(lesson.of)} reviews that came "
    told += f"to revise or stop ({part})"
    previous = before(found.month)
    if previous and lesson.of_before:
        return f"{told}; in {previous} it was {share(lesson.count_before, lesson.of_before)}."
    return f"{told}."


def _shown(taught: Taught) -> Iterator[Block]:
    if taught.has_none_ever:
        yield Words(said("No example is shown: drafts with this concern are shown to nobody."))
    for one in taught.examples:
        yield Quoted(said(one.before), source=said("As drafted"))
        yield Quoted(_after(one), source=said(_became(taught.lesson)))


def _became(lesson: Lesson) -> str:
    if lesson.rule is Rule.SET_ASIDE:
        return "The rewording that was offered, and not taken"
    return "The rewording that was taken instead"


def _after(one: Example) -> Runs:
    return said(one.after or "(The sentence was taken out.)")


def _advice(lesson: Lesson) -> str:
    if lesson.rule is Rule.SET_ASIDE:
        return _ASK
    told = NEXT_TIME[lesson.concern] if lesson.concern else ""
    return f"{_WRITE_IT_SO} {told}".strip() if lesson.rule is Rule.MENDED else told
