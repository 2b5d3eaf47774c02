"""Pictures of everything beside reviews and Home: answers about the bot, forms, notices."""

from collections.abc import Iterator
from dataclasses import replace

from bot.config import Settings
from bot.desk.records import Condition, Editions
from bot.desk.seams import Kept
from bot.slack import answers, form, lookups
from bot.slack.budget import plain
from bot.slack.filled import Submission, Wrong, read_form
from bot.work import wording
from pictures.reviews import CLEAR, MODEL, REVISE, STOP, Reviewer
from pictures.scene import Scene, alone, in_words, modal

_COMMAND = "/neutral"
_CONDITION = Condition(
    editions=Editions(guidance="39abdb913441", checks="823bbd8f13e3"),
    model="",
    model_is_down=False,
    waiting=0,
    under_way=1,
    put_off=0,
)


def scenes(reviewer: Reviewer) -> Iterator[Scene]:
    """All pictures beside those of reviews."""
    yield from _asked(reviewer)
    yield from _forms()
    yield Scene(
        name="notices",
        title="Notices",
        alt="What the bot says by itself, to one person, when something could not be done.",
        shows=in_words((*_notices(), lookups.NOT_DECIDED, lookups.no_form(_COMMAND))),
    )


def _asked(reviewer: Reviewer) -> Iterator[Scene]:
    yield Scene(
        name="help",
        title="Help",
        alt="A private message: how to ask, and what becomes of it.",
        shows=alone(plain(lookups.help_text(_COMMAND))),
    )
    passages = reviewer.of(REVISE, "reading").passages
    yield Scene(
        name="reading",
        title="While a model reads",
        alt="A private message: how many clauses the model was given, and how long it may take.",
        shows=in_words((wording.reading(passages, Settings(_env_file=None).model_deadline),)),
    )
    with_model = replace(_CONDITION, model=MODEL)
    down = replace(with_model, model_is_down=True, put_off=4)
    yield Scene(
        name="status",
        title="Status",
        alt="Three private messages: no model, a model that answers, a model that is down.",
        shows=alone(*(lookups.condition(now) for now in (_CONDITION, with_model, down))),
    )
    made = [reviewer.of(draft, f"mine-{n}") for n, draft in enumerate((STOP, REVISE, CLEAR), 1)]
    kept = [Kept(review=one, decisions=(), shared=False, remarks=0) for one in made]
    yield Scene(
        name="mine",
        title="Mine",
        alt="Two private messages: three reviews, each with a button that shows it again; and that "
        "there is none yet.",
        shows=alone(lookups.mine(kept), lookups.mine(())),
    )


def _forms() -> Iterator[Scene]:
    yield Scene(
        name="form",
        title="The form",
        alt="A form: the draft, where and when it is posted, what it quotes, where copy came from.",
        shows=modal(form.form("C0PRESS")),
    )
    typed = {"draft": f"1/25 {REVISE.text}", "account": "@invented"}
    yield Scene(
        name="form-longer",
        title="The form, with another part",
        alt="The same form with a second part of the draft; what was typed is still there.",
        shows=modal(form.longer("C0PRESS", typed, "more_draft")),
    )
    yield Scene(
        name="form-errors",
        title="The form, with errors",
        alt="The same form with an error under each field that could not be read.",
        shows=modal(form.form("C0PRESS"), _wrong()),
    )
    yield Scene(
        name="form-accepted",
        title="The form, once sent",
        alt="Two forms that say that the draft is being read, and where the review comes.",
        shows=(*modal(form.accepted("C0PRESS")), *modal(form.accepted(""))),
    )


def _wrong() -> dict[str, str]:
    """What a form is told that was filled in wrongly, by the product's own reader of forms."""
    typed = {"draft": " ", "where": "gov.uk", "posting_on": "soon"}
    values = {name: {name: {"value": words}} for name, words in typed.items()}
    sent = {"user": {"id": "U0PRESS"}, "view": {"id": "V1", "state": {"values": values}}}
    try:
        read_form(Submission.model_validate(sent))
    except Wrong as error:
        told = answers.complaints(error.fields)["errors"]
        return dict(told) if isinstance(told, dict) else {}
    return {}


def _notices() -> Iterator[str]:
    """Every sentence of bot.work.wording that is not in another picture."""
    for name, words in vars(wording).items():
        elsewhere = name.startswith("READING") or words == wording.UNREVIEWED
        if name.isupper() and isinstance(words, str) and not elsewhere:
            yield words.format(
                why="Slack refused: is_archived", answer="No rule asks for it.", advice="Try again."
            )
