"""Official documents as their publishers' pages are built, in invented words.

Each stands for a document of the catalogue: its headings, its lists and its numbers are where the
clauses' locators say; what the paragraphs say is our own telling of the same rules.
"""

from datetime import UTC, datetime

from bot.guidance.catalogue import Library, Source
from bot.guidance.official import Document, OfficialPassage, Page, State, attribution
from bot.sources.publishers.govspeak import cut_govspeak
from bot.sources.publishers.naming import named_apart
from bot.sources.publishers.part import GOVUK, LEGISLATION, WEB
from bot.sources.publishers.reading import read
from tests.publishers import act, govspeak, wordpress

FETCHED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def _list(*items: str, tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


CSC = govspeak(
    '<h2 id="civil-service-values">Civil Service values</h2>'
    "<p>The Service is a lasting part of how the country is run. It helps the government that was "
    "elected to develop its policies and to carry them out, and it looks after public services."
    "</p><p>Those who work in it are chosen on merit in open competition.</p>"
    '<h2 id="standards">Standards of behaviour</h2><h3 id="integrity">Integrity</h3>'
    "<p>You must:</p>"
    + _list(
        "do your work with care and a sense of duty",
        "behave in a professional way, so that all those whom you deal with have confidence and "
        "trust in you",
        "look after public money, so that it is used properly and efficiently",
        "deal with members of the public fairly, promptly and sensitively",
        "have the authority of ministers for any contact with the media",
        "see that official records are accurate, and be as open with information as the law allows",
        "obey the law and help the courts to administer justice",
    )
    + "<p>You must not:</p>"
    + _list(
        "gain by your official position, or let others gain by it for their private interests",
        "accept gifts or hospitality that might be seen to compromise your judgement",
        "release official information to anybody without authority, now or in later years",
    )
    + '<h3 id="honesty">Honesty</h3><p>You must:</p>'
    + _list(
        "say what is true and relevant, and put a mistake right as fast as you can",
        "use official resources, your time among them, for authorised public purposes alone",
    )
    + "<p>You must not:</p>"
    + _list(
        "mislead anybody knowingly, be it a minister, Parliament or the public",
        "give way to improper pressure, whoever puts it on you",
    )
    + '<h3 id="objectivity">Objectivity</h3><p>You must:</p>'
    + _list(
        "base information and advice on evidence, and give the options and facts accurately",
        "decide each case by itself",
        "hear the advice of those who are expert in the matter, and weigh it",
    )
    + "<p>You must not:</p>"
    + _list(
        "leave out inconvenient facts or other relevant considerations",
        "hinder a policy once it has been decided by declining to act on it",
    )
    + '<h3 id="impartiality">Impartiality</h3><p>You must:</p>'
    + _list("carry out your responsibilities in a way that is fair, just and equitable")
    + "<p>You must not:</p>"
    + _list("act in a way that unjustifiably favours or discriminates against people or interests")
    + '<h3 id="political-impartiality">Political impartiality</h3><p>You must:</p>'
    + _list(
        "give whoever is in office the same loyal service, and stay politically impartial whatever "
        "you believe privately",
        "keep the confidence of the present ministers, and stay able to give a future government "
        "the same service",
    )
    + "<p>You must not:</p>"
    + _list(
        "do anything for the advantage of a party, or lend official resources to party political "
        "ends",
        "let your private politics show in what you advise or in official acts",
    )
    + '<h2 id="rights-and-responsibilities">Rights and responsibilities</h2>'
    "<p>Your department has a duty to make you aware of this Code.</p>"
    "<p>If you believe that you are being asked to act in a way which conflicts with this Code, "
    "raise the concern with your line manager first, or with someone else in your line management "
    "chain or a nominated officer.</p>"
    "<p>If the answer of your department does not satisfy you, you may take the concern to the "
    "Civil Service Commission, which hears complaints of a breach of this Code.</p>"
)
OSR = (
    "<h2>Standard 1: Equal footing</h2><p>To meet it, bodies:</p>"
    + _list(
        "use the latest published official statistics, and the soundest figures that there are",
        "publish a figure before they use it in public, or at the same time",
        "keep the release of statistics separate from political or policy comment by ministers",
        "publish a figure that came out by mistake as soon as they can, best on the same day",
    )
    + "<h2>Standard 2: Clear and accurate use</h2><p>To meet it, bodies:</p>"
    + _list(
        "do not choose only those figures that flatter, and do not sound surer than the data "
        "allows",
        "give the context and the limits of a figure: which period, which place, compared with "
        "what",
        "cite the source of every figure",
        "act to prevent foreseeable misuse and misreading of figures",
    )
    + "<h2>Standard 3: Open to questions</h2><p>To meet it, bodies:</p>"
    + _list("name somebody who answers questions", "put right in public what was wrong")
)
GCSA = (
    "<p>Everybody should be able to read what we post.</p>"
    "<h2>Writing accessible social posts</h2>"
    + _list(
        "keep sentences short: about 25 words are enough",
        "use line breaks, and avoid dense blocks of text",
        "never use non-standard characters or symbols in place of words",
    )
    + "<h2>Emojis</h2>"
    + _list(
        "an emoji never carries the core message, because people read it in different ways",
        "use two or three emojis in a post at most, and repeat none",
    )
    + "<h2>Hashtags</h2>"
    + _list("no more than two hashtags, at the end of the post, with every word capitalised")
    + "<h2>Links</h2>"
    + _list("one link in a post, and wording that tells where it leads and why")
    + "<h2>Images</h2><p>Give an image alternative text.</p>"
)
LOC24 = govspeak(
    "<p>1. This note is about the elections of May to councils and of mayors.</p>"
    "<p>2. Each public body should apply the principles to itself, and need not be stricter than "
    "they are.</p>"
    "<p>3. Statute fixes no date on which the period begins. By convention particular care is "
    "taken in the three weeks before polling day in local elections.</p>"
    "<p>4. Civil servants keep to the Code at all times.</p>"
    '<h2 id="activity">Activity</h2>'
    "<p>5. Ministers decide which visits they make.</p>"
    "<p>6. The business of government goes on. Particular care is needed with an announcement or "
    "activity that could have a bearing on the election campaigns.</p>"
    "<p>7. Enquiries are answered as at other times.</p>"
)
LOC17 = govspeak(
    "<p>1. This note was for the elections of another May.</p>"
    "<p>2. It is for officials.</p><p>3. Ministers may go on making visits.</p>"
    "<p>4. Officials must not use public resources for party political purposes, nor do anything, "
    "online posts included, that calls their impartiality into question.</p>"
)
SP21 = (
    "<h2>Note 8: communications activity</h2>"
    "<p>1. This note is about news and marketing.</p>"
    "<p>2. Marketing campaigns are looked at one by one.</p>"
    "<p>3. Directors may be asked for advice at any time.</p>"
    "<p>4. Communications staff may only explain factually the existing policy and decisions of "
    "the Scottish Government, and must not take sides on issues of the election.</p>"
    "<p>5. The normal daily news service is in effect suspended while the period lasts.</p>"
    "<p>6. Photographs are taken for the archive alone.</p>"
)
CSMC = (
    "<h2>4.2 Conduct</h2><p>4.2.1 Officials should not criticise in public, or make public "
    "comment in a way that would call their impartiality into question.</p>"
    "<p>4.2.2 Outside work needs permission.</p>"
    "<h2>4.4 Political activities</h2><p>4.4.1 Some posts carry limits.</p>"
    "<p>4.4.2 Officials must not take part in political activity while they are on duty, nor with "
    "official resources.</p>"
)
PPERA = act(
    '<P1group><Title>Material of public bodies</Title><P1 id="section-125"><Pnumber>125</Pnumber>'
    '<P1para><P2 id="section-125-1"><Pnumber>1</Pnumber><P2para><Text>This section is about '
    "material which gives general information about a referendum, deals with any of its issues, "
    "puts arguments for a side, or is made to urge people to vote; in the run-up no minister, "
    "department or body mainly funded from public money may publish it.</Text></P2para></P2>"
    '<P2 id="section-125-2"><Pnumber>2</Pnumber><P2para><Text>A press notice counts as material.'
    "</Text></P2para></P2></P1para></P1></P1group>",
    title="Invented Referendums Act",
    part="Controls",
)
GPC = "<h2>The conventions</h2><p>Four conventions bind publicity.</p><h3>Specifics</h3>" + _list(
    "party slogans and catchphrases are kept out of publicity",
    "it treats the subject and not the person, and is not personalised around a minister",
    "opposition parties and their policies are not attacked directly",
)
PAGES = {
    "csc": (GOVUK, CSC),
    "osr": (WEB, wordpress("Standards", OSR)),
    "gcsa": (WEB, wordpress("Accessible campaigns", GCSA)),
    "loc24": (GOVUK, LOC24),
    "loc17": (GOVUK, LOC17),
    "sp21": (WEB, wordpress("Note 8", SP21)),
    "csmc": (WEB, wordpress("Management code", CSMC)),
    "ppera": (LEGISLATION, PPERA),
    "gis97": (WEB, wordpress("Conventions", GPC)),
}
RIGHT: dict[str, str | tuple[str, ...]] = {
    "csc.values.serve-government-of-the-day": "The Service is a lasting part",
    "csc.integrity.must.professional-confidence": "behave in a professional way",
    "csc.integrity.must.public-money": "look after public money",
    "csc.integrity.must.treat-public-fairly": "deal with members of the public",
    "csc.integrity.must.media-authorisation": "have the authority of ministers",
    "csc.integrity.must.records": "see that official records",
    "csc.integrity.must.uphold-justice": "obey the law",
    "csc.integrity.must-not.misuse-position": "gain by your",
    "csc.integrity.must-not.disclose": "release official information",
    "csc.honesty.must.truth-and-correct": "say what is true",
    "csc.honesty.must.authorised-purpose": "use official resources",
    "csc.honesty.must-not.mislead": "mislead anybody",
    "csc.honesty.must-not.improper-pressure": "give way to",
    "csc.objectivity.must.evidence": "base information",
    "csc.objectivity.must.expert-advice": "hear the advice",
    "csc.objectivity.must-not.inconvenient-facts": "leave out inconvenient",
    "csc.impartiality.must-not.favour": "act in a way that unjustifiably",
    "csc.impartiality.must-not.discriminate": "act in a way that unjustifiably",
    "csc.political.must.serve-any-government": "give whoever",
    "csc.political.must.future-government": "keep the confidence",
    "csc.political.must-not.party-considerations": "do anything for",
    "csc.political.must-not.official-resources": "do anything for",
    "csc.political.must-not.personal-views": "let your private",
    "csc.rights.raise-concern": "If you believe",
    "csc.rights.commission": "If the answer",
    "osr.s1.latest-published": "use the latest",
    "osr.s1.publish-before-use": "publish a figure before",
    "osr.s1.separate-from-ministers": "keep the release",
    "osr.s2.no-cherry-picking": "do not choose",
    "osr.s2.context-and-limits": "give the context",
    "osr.s2.cite-source": "cite the source",
    "osr.s2.prevent-misuse": "act to prevent",
    "gcsa.short-sentences": ("keep sentences short", "use line breaks"),
    "gcsa.no-symbols-as-words": "never use non-standard",
    "gcsa.emoji-never-core": "an emoji never",
    "gcsa.emoji-limit": "use two or three",
    "gcsa.hashtags": "no more than two",
    "gcsa.links": "one link",
    "gcsa.alt-text": "Give an image",
    "loc.public-bodies-no-stricter": "2. Each public body",
    "loc.three-weeks-special-care": "3. Statute",
    "loc.impartiality-includes-social": "4. Officials",
    "loc.care-bearing-on-campaign": "6. The business",
    "dev.scotland.factual-explanation": "4. Communications staff",
    "dev.scotland.news-suspended": "5. The normal daily",
    "csmc.4.2.no-public-comment-on-controversy": "4.2.1",
    "csmc.4.4.no-political-activity-on-duty": "4.4.2",
    "ppera.s125.no-referendum-material": "This section is about",
    "gpc.specifics.no-slogans": "party slogans",
    "gpc.specifics.not-personalised": "it treats the subject",
    "gpc.specifics.no-attack-opposition": "opposition parties",
}
"""How the right passage begins, or each of them, for the clauses that these documents say."""


def documents(library: Library) -> dict[str, Document]:
    """The documents by the ids of the catalogue, cut as its publishers' pages are cut."""
    named = {source.id: source for source in library.sources}
    return {name: document(named[name], passages_of(name)) for name in PAGES}


def passages_of(name: str, body: str = "") -> tuple[OfficialPassage, ...]:
    """The passages of one of them, or of another ``body`` that is built like it."""
    reader, own = PAGES[name]
    body = body or own
    address = f"https://www.gov.uk/{name}"
    if reader == GOVUK:
        return cut_govspeak(body, address)
    kind = "application/xml" if reader == LEGISLATION else "text/html"
    return named_apart(read(reader, Page(address=address, kind=kind, body=body.encode())).passages)


def document(source: Source, passages: tuple[OfficialPassage, ...]) -> Document:
    """A version of a document of the catalogue that holds these passages."""
    return Document(
        source=source.id,
        title=source.title,
        publisher=source.publisher,
        asked=source.url,
        address=source.url,
        published=None,
        fetched_at=FETCHED,
        licence=source.licence,
        attribution=attribution(source.title, source.publisher, source.licence),
        state=State.CURRENT,
        passages=passages,
    )
