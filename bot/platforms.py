"""The platforms that official accounts post to, and how long a post may be on each."""

_LIMITS = {
    "x": 280,
    "twitter": 280,
    "bluesky": 300,
    "threads": 500,
    "mastodon": 500,
    "linkedin": 3_000,
    "instagram": 2_200,
    "facebook": 63_206,
    "youtube": 5_000,
    "tiktok": 2_200,
}
"""Characters in one post, without a paid subscription; from each platform's help pages."""


def longest_post(platform: str) -> int | None:
    """The most characters that a post may have, or None for a platform that is not known."""
    return _LIMITS.get(platform.strip().casefold())
