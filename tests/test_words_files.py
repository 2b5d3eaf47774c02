"""words/*.po and what the program says: the same sentences, with the same placeholders."""

import string
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.catalogue import placeholders, read_catalogue, read_po
from bot.words.speaking import LANGUAGES
from translating.files import bring_up_to_date
from translating.gathered import Message, NotPlain, gather

ROOT = Path(__file__).parent.parent
MESSAGES = gather(ROOT)
FILES = {language: ROOT / "words" / f"{language}.po" for language in LANGUAGES}
READ = {language: read_catalogue(path) for language, path in FILES.items()}
WELSH = read_po(FILES["cy"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_holds_what_is_said_and_nothing_else(language: str) -> None:
    held = {entry.msgid: entry.msgid_plural for entry in read_po(FILES[language])}
    said = {message.english: message.many for message in MESSAGES.values()}
    told = "run: make words"
    assert not {one for one in said if one not in held}, told
    assert not {one for one in held if one not in said}, told
    assert held == said, told


def test_every_sentence_is_there_in_welsh() -> None:
    empty = [entry.msgid for entry in WELSH if not entry.translated()]
    assert not empty
    assert not [one.msgid for one in WELSH for form in one.msgstr_plural.values() if not form]


@pytest.mark.parametrize("language", LANGUAGES)
@given(n=st.integers(0, 2**31), value=st.text(max_size=20), number=st.integers(0, 10**6))
def test_every_placeholder_is_filled_in_every_language(
    language: str, n: int, value: str, number: int
) -> None:
    read = READ[language]
    for message in MESSAGES.values():
        words = read.gettext(message.english)
        if message.many:
            words = read.ngettext(message.english, message.many, n)
        held = placeholders(message.english) | placeholders(message.many)
        values = {
            name: number if spec or name == "n" else value
            for name, _, spec in (one.partition(":") for one in held)
        }
        if values:
            said = words.format(**values)
            assert all(f"{{{name}" not in said.replace(value, "") for name in values)


def test_every_english_sentence_is_said_the_way_a_translation_could_be() -> None:
    """Its placeholders have names, and none stands for more than a value."""
    for message in MESSAGES.values():
        parts = string.Formatter().parse(message.english)
        names = [name for _, name, _, _ in parts if name is not None]
        assert all(name.isidentifier() for name in names), message.english


def test_a_sentence_that_is_put_together_before_it_is_said_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "guidance" / "watch").mkdir(parents=True)
    (tmp_path / "bot" / "a.py").write_text('worded(f"Ports {a}")\n', encoding="utf-8")
    with pytest.raises(NotPlain, match=r"bot/a\.py:1"):
        gather(tmp_path)


def test_a_file_is_brought_up_to_date_and_keeps_its_translations(tmp_path: Path) -> None:
    path = tmp_path / "cy.po"
    head = FILES["cy"].read_text(encoding="utf-8").split("\n#: ")[0]
    old = 'msgid "Kept"\nmsgstr "Cadwyd"\n\nmsgid "Gone"\nmsgstr "Aeth"\n'
    path.write_text(f"{head}\n{old}", encoding="utf-8")
    said = {
        "Kept": Message("Kept", "", "bot/a.py"),
        "New": Message("New", "", "bot/b.py"),
        "{n} port": Message("{n} port", "{n} ports", "bot/b.py"),
    }
    assert bring_up_to_date(path, said) == (2, 1, 2)
    now = polib.pofile(path.read_text(encoding="utf-8"))
    assert {entry.msgid: entry.msgstr for entry in now} == {
        "Kept": "Cadwyd", "New": "", "{n} port": "",
    }  # fmt: skip
    assert bring_up_to_date(path, said) == (0, 0, 2)
    assert path.read_text(encoding="utf-8").startswith(head.splitlines()[0])
    read_catalogue(path)
