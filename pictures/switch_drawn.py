"""Pictures of who may and of the off switch: pages of the app, forms, refusals, all in private."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.desk import refusals
from bot.desk.page import Page
from bot.desk.records import Standing
from bot.desk.switch import Front, Switch
from bot.slack import home, switch
from pictures.reviews import MORNING
from pictures.scene import Scene, in_words, modal
from pictures.scene import home as home_tab

_OFF = Switch(
    id="off", taking=False, by="U0LEAD", at=MORNING - timedelta(hours=2),
    reason="The new guidance on elections is being read in",
)  # fmt: skip
_ON = Switch(
    id="on", taking=True, by="U0LEAD", at=MORNING - timedelta(hours=1),
    reason="The guidance is in and was tried on last week's posts",
)  # fmt: skip


def scenes(command: str, plain: Page, standing: Standing) -> Iterator[Scene]:
    """The page as admins see it and as it is while nothing is taken; the forms; the refusals."""
    bare = Page(at=plain.at)
    on, off = Front(admin=True, turns=(_ON, _OFF)), Front(off=_OFF)
    yield Scene(
        name="home-admin",
        title="Home, for admins",
        alt="The Home tab with the off switch, who turned it and why, and how the work stands.",
        shows=home_tab(home.page(command, replace(plain, standing=standing, front=on))),
    )
    yield Scene(
        name="home-off",
        title="Home, while no drafts are taken",
        alt="The Home tab: who stopped the bot, when and why, above how to ask.",
        shows=home_tab(home.page(command, replace(bare, front=off))),
    )
    yield Scene(
        name="home-refused",
        title="Home, for a guest",
        alt="The Home tab of somebody who may not use the bot: why, and whom to ask.",
        shows=home_tab(home.page(command, replace(bare, front=Front(refusal=refusals.GUEST)))),
    )
    yield Scene(
        name="home-elsewhere",
        title="Home, where channels are listed",
        alt="The Home tab without a button for the form: drafts are taken in some channels alone.",
        shows=home_tab(home.page(command, replace(bare, front=Front(form=False)))),
    )
    forms = (switch.switch_form(switch.SWITCH_OFF), switch.switch_form(switch.SWITCH_ON))
    yield Scene(
        name="form-switch",
        title="The forms of the off switch",
        alt="Two forms: stop taking drafts, and take them again; each asks why.",
        shows=tuple(shown for form in forms for shown in modal(form)),
    )
    yield Scene(
        name="refusals-who",
        title="Who may not",
        alt="Ten private messages: why somebody may not use the bot, and whom to ask.",
        shows=in_words(_refusals()),
    )


def _refusals() -> Iterator[str]:
    """Every refusal that there is, and last the switch's."""
    for name, words in vars(refusals).items():
        if name.isupper() and not name.startswith("_") and name != "BUTTON_USED":
            yield words
    yield refusals.off(_OFF.at, _OFF.reason)
