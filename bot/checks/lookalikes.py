"""Letters of other alphabets that pass for Latin ones inside a Latin word."""

import re

_TWINS = dict(
    zip(
        "аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅαοντρυιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdhqwABEKMHOPCTYXIJSaovtpuiABEZHIKMNOPTYX",
        strict=True,
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:[\u200b-\u200d\u2060\ufeff\u00ad][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z]")
_FOREIGN = re.compile(f"[{''.join(_TWINS)}]")


def latin_offsets(text: str) -> dict[int, str]:
    """For each disguised letter in a word that also has Latin ones, the letter it passes for."""
    if not _FOREIGN.search(text):
        return {}
    return {
        word.start() + at: _TWINS[letter]
        for word in _WORD.finditer(text)
        if _FOREIGN.search(word.group()) and _LATIN.search(word.group())
        for at, letter in enumerate(word.group())
        if letter in _TWINS
    }
