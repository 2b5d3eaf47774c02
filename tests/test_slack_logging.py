"""What Slack's libraries may not write down, and what the rest of the bot still may."""

import logging

import pytest

from sandbox.slack import Sandbox
from tests.at_the_door import Kept


@pytest.mark.usefixtures("door")
def test_slacks_libraries_are_kept_quiet_and_the_work_is_not(slack: Sandbox, kept: Kept) -> None:
    assert slack.command("Ports open on Monday.").ok
    assert kept.jobs
    assert not logging.getLogger("neutral.slack").isEnabledFor(logging.WARNING)
    assert logging.getLogger("neutral.work").isEnabledFor(logging.WARNING)
