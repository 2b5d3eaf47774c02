"""The guidance and the checks that ship with the bot, read once for all tests of a process."""

from pathlib import Path

from bot.checks.run import read_checks
from bot.guidance.library import read_library

GUIDANCE = Path(__file__).parent.parent / "guidance"
LIBRARY = read_library(GUIDANCE)
CHECKS = read_checks(GUIDANCE, LIBRARY)
