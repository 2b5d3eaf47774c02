"""Columns that say what made a review: enough to explain it, and what it cost."""

from bot.report.column import Column, Kind

VERSION = 6
"""The version of the columns; raised whenever one is added."""


MADE_WITH = "made_with"
"""The column that says with which options a file was made; filled when it is written."""


def _version(_: object) -> int:
    return VERSION


def _when_written(_: object) -> None:
    return None


MADE = (
    Column(
        "reviewer",
        Kind.TEXT,
        "`checks`: the automatic checks alone; `model`: a language model as well.",
        lambda kept: kept.review.making.reviewer,
    ),
    Column(
        "model",
        Kind.TEXT,
        "The model that answered, as it names itself.",
        lambda kept: kept.review.making.model_answered,
    ),
    Column(
        "model_asked",
        Kind.TEXT,
        "The model that was asked for.",
        lambda kept: kept.review.making.model_asked,
    ),
    Column(
        "response_id",
        Kind.TEXT,
        "The provider's own id of the answer.",
        lambda kept: kept.review.making.response_id,
    ),
    Column(
        "guidance_edition",
        Kind.TEXT,
        "The edition of the clauses; the log holds its whole text.",
        lambda kept: kept.review.making.guidance_edition,
    ),
    Column(
        "checks_edition",
        Kind.TEXT,
        "The edition of the automatic checks.",
        lambda kept: kept.review.making.checks_edition,
    ),
    Column(
        "prompt_edition",
        Kind.TEXT,
        "The edition of what the model was told; empty without a model.",
        lambda kept: kept.review.making.prompt_edition,
    ),
    Column(
        "input_tokens",
        Kind.NUMBER,
        "Tokens sent to the model.",
        lambda kept: kept.review.making.input_tokens,
    ),
    Column(
        "cached_tokens",
        Kind.NUMBER,
        "Of these, how many the provider had at hand.",
        lambda kept: kept.review.making.cached_tokens,
    ),
    Column(
        "output_tokens",
        Kind.NUMBER,
        "Tokens that the model wrote.",
        lambda kept: kept.review.making.output_tokens,
    ),
    Column(
        "cost_usd",
        Kind.NUMBER,
        "What the model cost, in US dollars; empty where no price is known.",
        lambda kept: kept.review.making.cost_usd,
    ),
    Column(
        "attempts",
        Kind.NUMBER,
        "How many times the model was asked.",
        lambda kept: kept.review.making.attempts,
    ),
    Column(
        "milliseconds",
        Kind.NUMBER,
        "How long the review took.",
        lambda kept: kept.review.making.milliseconds,
    ),
    Column(
        "program",
        Kind.TEXT,
        "The version of the bot.",
        lambda kept: kept.review.making.program,
    ),
    Column(
        "columns_version",
        Kind.NUMBER,
        "The version of this set of columns.",
        _version,
        _version,
    ),
    Column(
        "language",
        Kind.TEXT,
        "What the review speaks: `en` or `cy`.",
        lambda kept: kept.review.language,
    ),
    Column(
        "official_edition",
        Kind.TEXT,
        "The edition of the official words that were cited; empty where none were fetched.",
        lambda kept: kept.review.making.official_edition,
    ),
    Column(
        MADE_WITH,
        Kind.TEXT,
        "How the file was made: `masked` or `unmasked`; `without-drafts`; `pseudonyms`.",
        _when_written,
        _when_written,
    ),
)
