"""What is kept of keeping and letting go, for logs of the tests: one row of each kind."""

from datetime import UTC, datetime

from bot.log import holds
from bot.log.erasing import Order, erase_words
from bot.log.holds import Hold, Target
from bot.log.person import about
from bot.log.tables import Store
from bot.log.words import written

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ORDER = Order("misses", "Kept for six months", "A Records Officer", AT)


def a_hold(
    target: Target = Target.REVIEW, sought: str = "r1", name: str = "h-1", why: str = "FOI 2026/17"
) -> Hold:
    """A hold of the records officer's."""
    return Hold(
        id=name, target=target, sought=sought, why=why, by="A Records Officer", at=written(AT)
    )


def put_hold(store: Store, hold: Hold) -> None:
    """Keep a hold."""
    with store.writing() as tables:
        holds.put(tables, hold)


def let_go_of(store: Store) -> None:
    """Erase the miss ``m1``, give somebody what is held, and begin and end a hold on ``r1``."""
    put_hold(store, a_hold())
    with store.writing() as tables:
        holds.end(tables, "h-1", "Answered", "A Records Officer", AT)
    with store.writing() as tables:
        erase_words(tables, "miss", ["m1"], ORDER)
    about(store, "U1", ORDER)
