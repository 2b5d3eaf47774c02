"""Gather every sentence of ours into words/*.po: ``make words``."""

from pathlib import Path

from bot.words.speaking import LANGUAGES
from translating.files import bring_up_to_date
from translating.gathered import gather

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Bring both files up to date, and say what changed."""
    messages = gather(ROOT)
    for language in LANGUAGES:
        path = ROOT / "words" / f"{language}.po"
        change = bring_up_to_date(path, messages)
        print(f"{path.name}: {change.added} new, {change.gone} gone, {change.empty} empty")


if __name__ == "__main__":
    main()
