"""The one retry policy for the model: which failures, how often, how long, until when."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import tenacity
from tenacity.stop import stop_base

from bot.llm.failures import is_worth_another_try, retry_after
from bot.llm.wire import BrokenBody

MAX_TRIES = 4


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the policy sees it, in seconds; tests give one that does not wait."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def patience(clock: Clock, until: float) -> tenacity.Retrying:
    """Try up to four times, and never wait past ``until``; then the last failure is raised."""
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_worth_another_try) | _BrokenOnce(),
        wait=_wait,
        stop=tenacity.stop_after_attempt(MAX_TRIES) | _Past(clock, until),
        sleep=clock.sleep,
        reraise=True,
    )


class _BrokenOnce:
    """Asks once more for a body that could not be read."""

    def __init__(self) -> None:
        self._seen = 0

    def __call__(self, state: tenacity.RetryCallState) -> bool:
        if not isinstance(_error(state), BrokenBody):
            return False
        self._seen += 1
        return self._seen == 1


@dataclass(frozen=True, slots=True)
class _Past(stop_base):
    """Stops when the wait that comes next would end after the deadline."""

    clock: Clock
    until: float

    def __call__(self, state: tenacity.RetryCallState) -> bool:
        return self.clock.now() + state.upcoming_sleep >= self.until


_backoff = tenacity.wait_exponential(multiplier=0.5, max=8.0) + tenacity.wait_random(0.0, 0.5)


def _wait(state: tenacity.RetryCallState) -> float:
    """As long as the endpoint asks; else half a second, doubled each time, a little spread."""
    asked = retry_after(_error(state))
    return _backoff(state) if asked is None else asked


def _error(state: tenacity.RetryCallState) -> BaseException:
    """The failure of the try that just ended; only failures come this far."""
    outcome = state.outcome
    return (outcome.exception() if outcome else None) or AssertionError("a try that did not fail")
