"""What a post can be at fault for, how badly, and what follows: the words of every verdict."""

from enum import StrEnum


class Concern(StrEnum):
    """A kind of fault. The first nineteen are the catalogue's; the last two are ours."""

    PARTY_POLITICAL = "party-political"
    PARTISAN_LINKS = "partisan-links"
    POLEMICAL_TONE = "polemical-tone"
    ATTACK = "attack"
    MINISTERS_IMAGE = "ministers-image"
    EVIDENCE = "evidence"
    MISLEADING = "misleading"
    PARLIAMENT_FIRST = "parliament-first"
    PRE_ELECTION = "pre-election"
    PUBLIC_MONEY = "public-money"
    DISSEMINATION = "dissemination"
    ENDORSEMENT_COMMERCIAL = "endorsement-commercial"
    PERSONAL_DATA = "personal-data"
    ACCESSIBILITY = "accessibility"
    LANGUAGE = "language"
    IMPARTIAL_SERVICE = "impartial-service"
    CONFIDENTIALITY = "confidentiality"
    AI_USE = "ai-use"
    PROCESS = "process"
    LEGAL_PROCEEDINGS = "legal-proceedings"
    ADDRESSED_TO_AI = "addressed-to-ai"

    @property
    def label(self) -> str:
        """The concern in the public's words."""
        return _LABELS[self]


_LABELS = {
    Concern.PARTY_POLITICAL: "Party political",
    Concern.PARTISAN_LINKS: "Partisan links",
    Concern.POLEMICAL_TONE: "Tone",
    Concern.ATTACK: "Perceived attack",
    Concern.MINISTERS_IMAGE: "Promotes a minister",
    Concern.EVIDENCE: "Claim without evidence",
    Concern.MISLEADING: "Could mislead",
    Concern.PARLIAMENT_FIRST: "Parliament first",
    Concern.PRE_ELECTION: "Pre-election period",
    Concern.PUBLIC_MONEY: "Use of public money",
    Concern.DISSEMINATION: "Passing on partisan material",
    Concern.ENDORSEMENT_COMMERCIAL: "Commercial endorsement",
    Concern.PERSONAL_DATA: "Personal information",
    Concern.ACCESSIBILITY: "Accessibility",
    Concern.LANGUAGE: "Language",
    Concern.IMPARTIAL_SERVICE: "Impartial service",
    Concern.CONFIDENTIALITY: "Not yet public",
    Concern.AI_USE: "Use of AI",
    Concern.PROCESS: "Process",
    Concern.LEGAL_PROCEEDINGS: "Live legal case",
    Concern.ADDRESSED_TO_AI: "Addressed to an AI reviewer",
}


class Severity(StrEnum):
    """How bad: a note is worth a look, revise is the author's to mend, stop needs propriety."""

    NOTE = "note"
    REVISE = "revise"
    STOP = "stop"


class Verdict(StrEnum):
    """What the asker may do next. Read off the findings by review/verdict.py, never asked for."""

    CLEAR = "clear"
    REVISE = "revise"
    STOP = "stop"
    CHECK = "check"

    @property
    def label(self) -> str:
        """The verdict as the card says it."""
        return _VERDICTS[self]


_VERDICTS = {
    Verdict.CLEAR: "Clear: nothing found",
    Verdict.REVISE: "Revise before posting",
    Verdict.STOP: "Stop: ask propriety first",
    Verdict.CHECK: "Check by hand",
}
