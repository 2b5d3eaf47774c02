"""How an attempt to say something ended, as data that the engine keeps."""

import logging
from collections.abc import Callable
from typing import Any, TypeAlias

from bot.errors import VoiceError, VoiceUncertain, VoiceUnreachable

Json: TypeAlias = dict[str, Any]
LOGGER = logging.getLogger("neutral.work")
SAID, LATER, LOST, REFUSED = "said", "later", "lost", "refused"
"""How saying something ended: it stands; try again; nobody can know; Slack never takes it."""


def said(speak: Callable[[], object]) -> Json:
    """Speak, and give back how it ended."""
    try:
        speak()
    except VoiceUnreachable as error:
        return {"ended": LATER, "why": str(error)}
    except VoiceUncertain as error:
        return {"ended": LOST, "why": str(error)}
    except VoiceError as error:
        LOGGER.error("Slack will not take it: %s", error)  # noqa: TRY400  # no fault of ours
        return {"ended": REFUSED, "why": str(error)}
    return {"ended": SAID}
