"""The names of the log's tables: what tells their rows apart, and which of them only grow."""

KEYS = {
    "reviews": ("id",),
    "findings": ("review_id", "proven", "position"),
    "notes": ("review_id", "position"),
    "passages": ("hash",),
    "shown": ("review_id", "position"),
    "precedents": ("review_id", "position"),
    "remarks": ("id",),
    "decisions": ("id",),
    "turns": ("review_id", "number"),
    "disputes": ("id",),
    "misses": ("id",),
    "placements": ("review_id", "kind", "team", "channel", "thread", "user"),
    "switches": ("id",),
    "languages": ("id",),
    "editions": ("kind", "edition"),
    "chain": ("seq",),
    "erasures": ("id",),
    "holds": ("id",),
    "releases": ("id",),
    "accesses": ("id",),
    "salts": ("kind", "id"),
    "drafts": ("kind", "id"),
    "bodies": ("kind", "id"),
}
"""Every table, after those that it refers to, and the columns that name a row."""
ONLY_GROW = tuple(
    table for table in KEYS if table not in {"placements", "drafts", "bodies", "salts"}
)
"""The tables whose rows are neither changed nor removed, but for names (erasing.py)."""
IN_TURN = ("reviews", "remarks", "decisions", "disputes")
"""The tables where the order of writing says which came first, among those of one moment."""
