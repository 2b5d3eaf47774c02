"""Where the files stand that the program ships with and people may edit."""

from pathlib import Path

_HERE = Path(__file__).parent


def shipped(room: str) -> Path:
    """Give the folder ``guidance`` or ``prompts``: in the wheel, or beside a checkout's bot/."""
    inside = _HERE / "_shipped" / room
    return inside if inside.is_dir() else _HERE.parent / room
