"""What a post can be at fault for, how badly, and what follows: the words of every verdict."""

from enum import StrEnum

from bot.words.speaking import to_say, worded


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
        return worded(_LABELS[self])


_LABELS = {
    Concern.PARTY_POLITICAL: to_say("Party political"),
    Concern.PARTISAN_LINKS: to_say("Partisan links"),
    Concern.POLEMICAL_TONE: to_say("Tone"),
    Concern.ATTACK: to_say("Perceived attack"),
    Concern.MINISTERS_IMAGE: to_say("Promotes a minister"),
    Concern.EVIDENCE: to_say("Claim without evidence"),
    Concern.MISLEADING: to_say("Could mislead"),
    Concern.PARLIAMENT_FIRST: to_say("Parliament first"),
    Concern.PRE_ELECTION: to_say("Pre-election period"),
    Concern.PUBLIC_MONEY: to_say("Use of public money"),
    Concern.DISSEMINATION: to_say("Passing on partisan material"),
    Concern.ENDORSEMENT_COMMERCIAL: to_say("Commercial endorsement"),
    Concern.PERSONAL_DATA: to_say("Personal information"),
    Concern.ACCESSIBILITY: to_say("Accessibility"),
    Concern.LANGUAGE: to_say("Language"),
    Concern.IMPARTIAL_SERVICE: to_say("Impartial service"),
    Concern.CONFIDENTIALITY: to_say("Not yet public"),
    Concern.AI_USE: to_say("Use of AI"),
    Concern.PROCESS: to_say("Process"),
    Concern.LEGAL_PROCEEDINGS: to_say("Live legal case"),
    Concern.ADDRESSED_TO_AI: to_say("Addressed to an AI reviewer"),
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
        return worded(_VERDICTS[self])


_VERDICTS = {
    Verdict.CLEAR: to_say("Clear: nothing found"),
    Verdict.REVISE: to_say("Revise before posting"),
    Verdict.STOP: to_say("Stop: ask propriety first"),
    Verdict.CHECK: to_say("Check by hand"),
}
