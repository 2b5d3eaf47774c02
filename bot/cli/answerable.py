"""The record that commands are about, and who changes it and why."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import BadQuestion

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.log.erasing import Order
    from bot.log.tables import Store

_LONGEST = 200


def order(by: str, why: str, rule: str = "request") -> "Order":
    """On whose word something is done, and why. Raises BadQuestion where either is not said."""
    from bot.log.erasing import Order

    return Order(rule, said(why, "--why WORDS"), said(by, "--by NAME"), datetime.now(UTC))


def said(text: str, option: str) -> str:
    """What was said under an option, in one line. Raises BadQuestion for nothing."""
    line = " ".join(text.split())
    if not line:
        raise BadQuestion(f"Say {option}: it is kept on record with what is done.")
    if len(line) > _LONGEST or not line.isprintable():
        raise BadQuestion(
            f"{option.partition(' ')[0]} takes at most {_LONGEST} letters in one line."
        )
    return line


def log_address(settings: "Settings") -> str:
    """Where the log of the settings is."""
    return settings.database_url.get_secret_value() or str(settings.log_path)


def opened(settings: "Settings") -> "Store":
    """The log of the settings. Raises LogNotCopied for one that is not ready."""
    from bot.log.address import standing

    return standing(log_address(settings))
