"""Where the files stand that the program ships with and people may edit."""

from pathlib import Path

_HERE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Find ``guidance``, ``prompts`` or ``manifest.json``: in the wheel, or beside bot/."""
    inside = _HERE / "_shipped" / name
    return inside if inside.exists() else _HERE.parent / name
