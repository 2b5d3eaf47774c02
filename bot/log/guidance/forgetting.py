"""Forgets the words of a document that its licence no longer lets us keep."""

from sqlite_utils import Database

_OF = "(select id from versions where source = :source)"
_UNUSED = (
    "delete from responses where hash not in (select response from steps) "
    "and hash not in (select response from pages)"
)
_STATEMENTS = (
    f"delete from pages where response in (select response from steps where version in {_OF})",  # noqa: S608  # our own words
    f"delete from steps where version in {_OF}",  # noqa: S608  # as above
    f"delete from places where version in {_OF}",  # noqa: S608  # as above
    f"delete from sections where version in {_OF}",  # noqa: S608  # as above
    "delete from passages where hash not in (select passage from places)",
    _UNUSED,
)


def forget_words(db: Database, source: str) -> None:
    """Remove all words of a document, inside the caller's transaction.

    That there were versions, and when, stays.
    """
    for statement in _STATEMENTS:
        db.execute(statement, {"source": source} if ":source" in statement else {})
