"""The bot's own words: in the language that is spoken, from files that a translator edits."""

from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest

from bot.errors import BadGuidance
from bot.words.catalogue import placeholders, read_catalogue
from bot.words.days import told_day, told_hour, told_moment
from bot.words.speaking import (
    check_words,
    counted,
    language,
    speaking,
    spoken,
    to_say,
    worded,
)

HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);\\n"

"""


def written(tmp_path: Path, words: str, head: str = HEAD) -> Path:
    path = tmp_path / "cy.po"
    path.write_text(head + words, encoding="utf-8")
    return path


def test_english_is_spoken_where_nobody_says_otherwise() -> None:
    assert language() == "en"
    assert worded("January") == "January"


def test_a_language_is_spoken_inside_and_no_longer_after() -> None:
    with speaking("cy"):
        assert worded("January") == "Ionawr"
        with speaking("en"):
            assert worded("January") == "January"
        assert worded("January") == "Ionawr"
    assert worded("January") == "January"


def test_another_thread_speaks_its_own_language() -> None:
    heard: list[str] = []
    with speaking("cy"):
        thread = Thread(target=lambda: heard.append(worded("January")))
        thread.start()
        thread.join()
    assert heard == ["January"]


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("cy", "cy"), ("cy-GB", "cy"), ("cy_GB", "cy"), ("CY", "cy"), ("en-GB", "en"),
        ("en-US", "en"), ("fr-FR", "en"), ("cyx", "en"), ("", "en"), ("-", "en"),
    ],
)  # fmt: skip
def test_a_locale_that_the_bot_does_not_speak_is_answered_in_english(
    locale: str, name: str
) -> None:
    assert spoken(locale) == name
    with speaking(locale):
        assert language() == name


def test_a_sentence_without_a_translation_stays_english() -> None:
    with speaking("cy"):
        assert worded(to_say("Nobody has translated {this}"), this="this") == (
            "Nobody has translated this"
        )
        assert not worded("")


def test_what_a_translator_leaves_empty_or_marks_as_fuzzy_stays_english(tmp_path: Path) -> None:
    words = 'msgid "One"\nmsgstr ""\n\n#, fuzzy\nmsgid "Two"\nmsgstr "Tri"\n'
    read = read_catalogue(written(tmp_path, words))
    assert [read.gettext("One"), read.gettext("Two")] == ["One", "Two"]


def test_an_english_sentence_can_be_changed_in_its_file(tmp_path: Path) -> None:
    read = read_catalogue(written(tmp_path, 'msgid "Withdraw"\nmsgstr "Take back"\n'))
    assert read.gettext("Withdraw") == "Take back"


def test_each_number_has_its_form(tmp_path: Path) -> None:
    forms = ("dim gair", "un gair", "{n} air", "{n} gair", "{n} gair", "{n} gair")
    words = 'msgid "{n} word"\nmsgid_plural "{n} words"\n' + "".join(
        f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms)
    )
    read = read_catalogue(written(tmp_path, words))
    said = [read.ngettext("{n} word", "{n} words", n).format(n=n) for n in (0, 1, 2, 3, 6, 11)]
    assert said == ["dim gair", "un gair", "2 air", "3 gair", "6 gair", "11 gair"]


def test_a_number_is_put_into_english_without_a_file_of_its_own() -> None:
    assert counted("{n} mare of {name}", "{n} mares of {name}", 1, name="Mair") == "1 mare of Mair"
    assert counted("{n:,} mare", "{n:,} mares", 1200) == "1,200 mares"


@pytest.mark.parametrize(
    ("words", "line", "what"),
    [
        ('msgid "On {day}"\nmsgstr "Ar {dydd}"\n', 6, "{day}, {dydd}"),
        ('msgid "On {day}"\nmsgstr "Ar y dydd"\n', 6, "{day}"),
        ('msgid "{n:,} in all"\nmsgstr "{n} i gyd"\n', 6, "{n}"),
        ('msgid "A"\nmsgstr "{b}"\n', 6, "{b}"),
        ('msgid "{n} a"\nmsgid_plural "{n} b"\nmsgstr[0] "{n} c"\n', 6, "msgstr[5]"),
        ('msgid "A"\nmsgstr "B"\n\nmessage "A"\n', 9, "no PO file"),
        ('msgid "A"\nmsgstr "B"\n\nmsgid "A"\nmsgstr "C"\n', 9, "twice"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_line(
    tmp_path: Path, words: str, line: int, what: str
) -> None:
    path = written(tmp_path, words)
    with pytest.raises(BadGuidance) as told:
        read_catalogue(path)
    assert str(told.value).startswith(f"{path}:{line}: ")
    assert what in str(told.value)


def test_a_file_that_is_missing_or_no_text_or_without_its_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadGuidance, match="cannot be read"):
        read_catalogue(tmp_path / "none.po")
    with pytest.raises(BadGuidance, match="Plural-Forms"):
        read_catalogue(written(tmp_path, 'msgid "A"\nmsgstr "B"\n', head=""))
    odd = written(tmp_path, 'msgid "A"\nmsgstr "B"\n', head=HEAD.replace("(n==0", "(n===0"))
    with pytest.raises(BadGuidance, match="Plural-Forms"):
        read_catalogue(odd)
    (tmp_path / "cy.po").write_bytes(b'msgid "\xff"\nmsgstr ""\n')
    with pytest.raises(BadGuidance, match="UTF-8"):
        read_catalogue(tmp_path / "cy.po")


def test_the_files_that_ship_are_whole() -> None:
    check_words()


def test_braces_that_are_no_placeholders_are_left_alone() -> None:
    assert placeholders("a {b} and {c:,}") == {"b:", "c:,"}
    assert placeholders("an odd } brace") == frozenset()


def test_a_day_and_a_time_are_told_as_in_the_united_kingdom() -> None:
    summer = datetime(2024, 7, 3, 23, 5, tzinfo=UTC)
    assert told_day(date(2024, 7, 4)) == "4 July 2024"
    assert told_day(summer) == "4 July 2024"
    assert told_moment(summer) == "4 July 2024 at 00:05"
    assert told_hour(summer) == "12:05am"
    assert told_hour(datetime(2024, 1, 3, 12, 0, tzinfo=UTC)) == "12:00pm"
    with speaking("cy"):
        assert told_day(date(2024, 7, 4)) == "4 Gorffennaf 2024"
        assert told_moment(summer) == "4 Gorffennaf 2024 am 00:05"
        assert told_hour(summer) == "12:05am"
