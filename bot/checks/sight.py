"""The checks that words alone cannot say, by the name that a check's row calls them."""

from collections.abc import Callable, Iterator

from bot.checks import carried, disguise, embargo, parties, partisan, people, plainness, weigh
from bot.checks.look import Look, Seen

Sight = Callable[[Look], Iterator[Seen]]

SIGHTS: dict[str, Sight] = {
    look.__name__.replace("_", "-"): look
    for look in (
        carried.cleared_elsewhere,
        carried.opinions_carried,
        carried.partisan_original,
        carried.words_given_to_another,
        disguise.encoded,
        disguise.hidden_characters,
        disguise.lookalikes,
        disguise.markup,
        embargo.embargoed,
        parties.parties_named,
        partisan.partisan_accounts,
        partisan.partisan_links,
        parties.party_symbols,
        partisan.passed_on_words,
        parties.slogans,
        people.person_exposed,
        people.speaker_branded,
        plainness.capitals,
        plainness.emoji,
        plainness.fancy_letters,
        plainness.hashtags,
        plainness.initials,
        plainness.long_sentences,
        plainness.officialese,
        plainness.text_speak,
        weigh.weighed,
    )
}

LISTS_LOOKED_FOR = (*weigh.STRONG, *weigh.WEAK, "officialese", "text-speak")
"""The named lists of guidance/watch/ that these functions look for."""
LISTS_OF_ORIGINALS = (carried.OPINION, carried.PLAIN)
"""Those that they look for where it is known what a draft was taken from."""
