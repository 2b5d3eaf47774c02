"""Reviews of a month that may be shown as examples: shared, decided, and out by now."""

from datetime import date

from bot.concerns import Concern
from bot.desk.month_sums import Days
from bot.desk.seams import Kept
from bot.log.monthly.month import STANDS
from bot.log.spans import read_kept, span
from bot.log.tables import Tables

_WHICH = """
where made_at >= :first and made_at < :after and reworded = 1
  and text is not null and body is not null
  and (posting_on is null or posting_on <= :today)
  and {stands} in ({outcomes})
  and exists (select 1 from placements
    where review_id = reviews.id and kind not in ('card', 'asked'))
  and exists (select 1 from findings where review_id = reviews.id
    and proven = 1 and severity <> 'note' and {about} = :about)
order by made_at desc, reviews.id desc limit {most:d}
"""
_TAKEN, _SET_ASIDE = "'accepted'", "'posted-anyway', 'signed-off'"


def examples(
    tables: Tables, days: Days, about: Concern | str, *, taken: bool, today: date, most: int
) -> tuple[Kept, ...]:
    """The newest reviews with a rewording, about a concern or a clause's id.

    ``taken``: whose rewording was taken; else those whose finding was set aside.
    What was erased is left out.
    """
    which = _WHICH.format(
        stands=STANDS.format(column="outcome", turn=tables.turn),
        outcomes=_TAKEN if taken else _SET_ASIDE,
        about="concern" if isinstance(about, Concern) else "clause_id",
        most=most,
    )
    named = str(about.value if isinstance(about, Concern) else about)
    values = {**span(days.first, days.after), "about": named, "today": today.isoformat()}
    return tuple(read_kept(tables, which, **values))
