"""Whether a sentence may name somebody. In doubt it does: then it is no example for others.

A name has no form but a capital letter. So a word with one is let through only where it is known
to be something else: a day, a country, an institution, a party, or a word that opens sentences.
"""

import re

_WORD = re.compile(r"[^\W\d_][\w’'-]*(?:\.\w+)*")
_ORDINARY_WORDS = """
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
July August September October November December Christmas Easter Ramadan Diwali UK Britain
British England English Wales Welsh Scotland Scottish Ireland Irish Northern London Cardiff
Edinburgh Belfast Europe European Union Ukraine Commonwealth Cymru Cymraeg Parliament Senedd
Stormont Commons Lords Government Budget Treasury Cabinet Office Department Downing Street
Whitehall Bill Act House Council Agency Service Fund Strategy Statement Autumn Spring GOV.UK
Universal Credit Royal Navy Army Force Labour Conservative Conservatives Tory Tories Liberal
Democrat Democrats Reform Green Greens Plaid Internet I National Insurance
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_OPENERS_WORDS = """
A About Across After All Also An And Any Applications Apply Are As Ask At Be Because Before
Better Bigger Book Both But By Call Check Children Claim Come Contact Do Don’t Each Every
Everyone Families Few Find First Follow For Free From Get Give Good Great Help Here How If In
Into Is It Its It’s Join Just Last Learn Less Let Let’s Local Look Make Many More Most Much My
Never New Next No Not Now Of On Once One Only Open Opens Our Out Over Parents Patients Pay
People Please Read Record Register Residents Ring Roads Schools See Send Share Sign Since So
Some Speak Still Stop Students Take Tell Thanks That The Their There These They Thing This Those
Thousands Three Through To Today Together Tomorrow Two Unlike Until Up Use Visit Vote Want Was
Watch We What When Where While Who Why Will With Without Work Workers Write Years Yes Yesterday
You Your
"""
_OPENERS = frozenset(_OPENERS_WORDS.split())
_LONGEST_INITIALS = 4


def may_name_somebody(sentence: str) -> bool:
    """Whether some word with a capital is not known to be anything else."""
    words = list(_WORD.finditer(sentence))
    return any(
        _is_capital(word[0]) and not _is_known(word[0], opens=_opens(sentence, word.start()))
        for word in words
    )


def _is_capital(word: str) -> bool:
    return word != word.lower()


def _is_known(word: str, *, opens: bool) -> bool:
    bare = re.sub(r"[’']s?$", "", word)
    plain = bare.replace("'", "’")
    if bare.isupper() and 1 < len(bare) <= _LONGEST_INITIALS:
        return True
    return bare in _ORDINARY or (
        opens and (plain in _OPENERS or word.replace("'", "’") in _OPENERS)
    )


def _opens(sentence: str, at: int) -> bool:
    """Whether a word is the first of a sentence."""
    before = sentence[:at].rstrip(" \n\"“‘'(—–-")
    return not before or before[-1] in ".!?…:;\n"
