"""The steps that bring a log up to date, by name: each is recorded where it is taken.

A step that was released is never changed; a new one goes to the end.
"""

from collections.abc import Callable

from bot.log import schema, schema_keeping
from bot.log.chain_begun import link_all
from bot.log.tables import Tables

Step = Callable[[Tables], None]


def the_chain(tables: Tables) -> None:
    """The chain, with a link for each record that an older version kept."""
    schema.the_links(tables)
    link_all(tables)


STEPS: dict[str, Step] = {
    step.__name__: step
    for step in (
        schema.the_record, schema.the_words, schema.the_turns, schema.the_disputes,
        schema.the_switch, schema.the_pages, schema.the_languages, schema.the_official_words,
        the_chain, schema_keeping.the_keeping,
    )
}  # fmt: skip
"""Every step by its name, in order."""
