"""The record on a Postgres server: what several workers on several machines share."""

from bot.log.postgres.opening import prepare
from bot.log.postgres.tables import PostgresStore
from bot.log.record import StoredLog


class PostgresLog(StoredLog):
    """A log at ``address``, ``postgresql://...``; its schema is made the first time.

    Raises BadSettings, LogError, LogTooNew.
    """

    def __init__(self, address: str) -> None:
        prepare(address)
        super().__init__(PostgresStore(address))
