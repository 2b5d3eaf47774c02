"""What to do next time about each concern, in a sentence or two of ours."""

from collections.abc import Mapping

from bot.concerns import Concern

NEXT_TIME: Mapping[Concern, str] = {
    Concern.PARTY_POLITICAL: (
        "Say what changes, for whom and from when. Leave out who promised it, who did it before "
        "and how it compares with another government."
    ),
    Concern.PARTISAN_LINKS: (
        "Link to a page of the government or to another that belongs to no party or campaign."
    ),
    Concern.POLEMICAL_TONE: (
        "Take out the adjective and put the figure in its place. Read the post aloud as somebody "
        "who disagrees with the policy."
    ),
    Concern.ATTACK: (
        "Describe the policy and name nobody who opposes it. Answer a criticism with a fact and "
        "its source."
    ),
    Concern.MINISTERS_IMAGE: (
        "Make the service or the people it is for the subject of the sentence. Name a minister "
        "only for what they said or decided."
    ),
    Concern.EVIDENCE: (
        "Give each figure its source and its date, or leave the claim out. Have the source at hand "
        "before the draft is written."
    ),
    Concern.MISLEADING: (
        "Say what a figure covers, since when, and compared with what. If it needs a caveat to be "
        "true, put the caveat in the post."
    ),
    Concern.PARLIAMENT_FIRST: (
        "Check with the private office whether Parliament has been told, and post after it was."
    ),
    Concern.PRE_ELECTION: (
        "Look at the election calendar before planning posts, and ask propriety about whatever is "
        "due within a period."
    ),
    Concern.PUBLIC_MONEY: (
        "Say what the money pays for and under which programme. Leave out praise of who gives it."
    ),
    Concern.DISSEMINATION: (
        "Do not repeat, quote or link to party material, not even to answer it. State the fact on "
        "its own."
    ),
    Concern.ENDORSEMENT_COMMERCIAL: (
        "Name a company only where the facts need it, and say nothing of its quality."
    ),
    Concern.PERSONAL_DATA: (
        "Leave out whatever tells who somebody is, unless that person agreed in writing."
    ),
    Concern.ACCESSIBILITY: (
        "Write capital letters in each word of a hashtag, describe pictures, and put the words of "
        "a picture into the post."
    ),
    Concern.LANGUAGE: "Use the words of the GOV.UK style guide, and short sentences.",
    Concern.IMPARTIAL_SERVICE: (
        "Write it so that it could have been posted under a government of any party."
    ),
    Concern.CONFIDENTIALITY: (
        "Check that what the post says has been announced, and by whom, before it is drafted."
    ),
    Concern.AI_USE: "Say where a text or picture was made by AI, and have a person check it.",
    Concern.PROCESS: "Ask for the clearance that the kind of post needs before it is scheduled.",
    Concern.LEGAL_PROCEEDINGS: (
        "Ask the legal team before saying anything about a case that is not over."
    ),
    Concern.ADDRESSED_TO_AI: (
        "Write for readers alone. Words meant for the reviewer change nothing and are reported."
    ),
}
