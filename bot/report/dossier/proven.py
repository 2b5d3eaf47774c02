"""The proof: each record's link, what was verified when the dossier was made, and how to check."""

import json
from collections.abc import Iterator
from datetime import datetime

from bot.desk.evidence import Evidence, Linked, Proof
from bot.paper.paper import Block, Bullets, Facts, Heading, Inset, Run, Runs, Tone, Words, said
from bot.report.dossier.saying import code, moment

_KINDS = {
    "review": "Review", "decision": "Decision", "remark": "Remark", "dispute": "Word on a finding",
    "placement": "Where it was shown:", "edition": "Edition of the",
}  # fmt: skip


def warning(held: Evidence) -> Iterator[Block]:
    """What stands on top where anything is not as it was linked, or words are gone."""
    proof = held.proof
    if not proof.is_whole:
        wrong = [f"{_named(one)}: {fault}" for one in proof.records for fault in one.wrong]
        lines = "; ".join([*wrong, *proof.broken])
        yield Inset(
            said(
                "This record does not fit its chain. What follows may not be what was kept when "
                f"the review was made. {lines}. Run neutral log verify, and keep the file as it is."
            ),
            Tone.WARNING,
        )
    missing = [one for one in proof.records if one.wordless]
    if missing:
        names = ", ".join(_named(one) for one in missing)
        yield Inset(
            said(
                f"The words of these records are no longer kept: {names}. What stands for good is "
                "here, and their digests are in the chain."
            )
        )


def proven(held: Evidence) -> Iterator[Block]:
    """Every link, the newest of the whole chain, and how a reader can check."""
    proof = held.proof
    title = "Proof that nothing was changed since"
    yield Heading(title if proof.is_whole else "How the record stands to its chain", new_page=True)
    yield Words(
        said(
            "Each record of the log is linked to the one before by SHA-256 when it is kept. A "
            "record that is changed, taken out or put in later does not fit its link any more."
        )
    )
    yield Words(said(_verified(proof)))
    if proof.head:
        yield Facts(
            (
                ("Newest link of the log", said(f"{proof.head.seq:,}")),
                ("Linked", said(_at(proof.head))),
                ("Its hash", (code(proof.head.hash),)),
            )
        )
    for one in proof.records:
        yield Heading(_named(one), 3)
        yield Facts(tuple(_link(one)))
    yield from _how()


def _verified(proof: Proof) -> str:
    if not proof.is_whole:
        return "When this dossier was made, not everything fitted: the faults are named below."
    if not proof.head:
        return "There is no chain in this log."
    gone = " Words that are no longer kept could not be held to theirs." * any(
        one.wordless for one in proof.records
    )
    return (
        f"When this dossier was made, {len(proof.records)} records were held to their links and "
        f"all fitted.{gone} From the first of these links to the newest of the log "
        f"{proof.walked:,} links were walked, and each fitted the one before. That a whole log was "
        "not made anew is shown by heads that were written down elsewhere: see below."
    )


def _link(one: Linked) -> Iterator[tuple[str, Runs]]:
    if one.seq:
        yield "Link", said(f"{one.seq:,}, made on {_at(one)}")
        yield "Its time, its form", (code(one.at), Run(", "), code(str(one.form)))
    yield "Verified", said("; ".join(one.wrong).capitalize() if one.wrong else _fits(one))
    if not one.seq:
        return
    yield "Id of the record", (code(one.id),)
    yield "Digest of the record", (code(one.record),)
    yield "Digest of its words", (code(one.words) if one.words else Run("it has none"),)
    yield "Hash before", (code(one.prev),)
    yield "Hash", (code(one.hash),)


def _fits(one: Linked) -> str:
    if one.wordless:
        return "Yes: what stands for good is as it was linked. Its words are no longer kept."
    return "Yes: it is as it was linked."


def _at(one: Linked) -> str:
    return moment(datetime.fromisoformat(one.at))


def _named(one: Linked) -> str:
    """A record as people name it; one of several values is named by these."""
    name = one.id
    if one.kind in {"placement", "edition"}:
        name = " ".join(filter(None, json.loads(one.id))).replace("official ", "official words ")
    return f"{_KINDS.get(one.kind, one.kind)} {name}"


def _how() -> Iterator[Block]:
    yield Heading("How to check this yourself", 3)
    yield Bullets(
        (
            (Run("On the log, or a backup of it: "), code("neutral log verify"), Run(".")),
            (
                Run("Against what was written down elsewhere: "),
                code("neutral log verify --heads FILE"),
                Run(
                    " with the daily lines that the bot gives away. A chain that was made anew "
                    "does not fit an older line."
                ),
            ),
            said(
                "Without this program: a link’s hash is the SHA-256 of its other values, which "
                "all stand above, as compact JSON; docs/security.md of the bot gives the recipe, "
                "with an example."
            ),
        ),
        numbered=True,
    )  # fmt: skip
