"""Says things in Slack: privately to the one who asked, or in the channel once they share it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from slack_sdk import WebClient

from bot.config import Settings
from bot.desk.page import Page
from bot.desk.records import Condition, Miss, Place
from bot.desk.seams import Kept
from bot.errors import VoiceRefused
from bot.review.review import Answer, Review
from bot.slack import cards, home, lookups, versions
from bot.slack.budget import Message, plain
from bot.slack.client import faults, hasty_client, reply, say, web_client
from bot.slack.decisions import ASKED
from bot.slack.links import Links
from bot.words.speaking import worded

_HASTE = 3.0
"""Seconds for one call that says what is of use only now."""
_DIRECT = "D"
"""How the id of a direct message begins."""


class SlackVoice:
    """Satisfies ``bot.desk.seams.Voice``.

    A private message can never be found again or changed, so a repeat of ``show`` is a second
    message; ``bot.work`` keeps each saying as a step and repeats one only after a crash in the
    moment between Slack's answer and the keeping of it.
    What goes to the channel is never repeated on a doubt: see ``bot.work.flows``.
    """

    def __init__(self, settings: Settings) -> None:
        """Reach Slack as the settings say. Nothing is called yet."""
        self._command = settings.slack_command
        token = settings.slack_bot_token.get_secret_value()
        self._client: WebClient = web_client(settings, token)
        self._hasty = hasty_client(settings, token, _HASTE)
        self._links = Links(self._client)

    def show(self, review: Review, place: Place, lead: str = "", kept: Kept | None = None) -> Place:
        """Show the card to the one who asked, alone, with more behind it where it is long.

        ``lead`` stands above it: that it is late, or which review it follows; ``kept`` says what
        came before.
        """
        for message in cards.private(review, lead, kept):
            self._privately(message, place)
        return place

    def share(self, review: Review, place: Place) -> Place:
        """Post the card in the channel and everything behind it in its thread."""
        where = self.share_card(review, place)
        for part in range(self.share_parts(review)):
            self.share_part(review, where, part)
        return where

    def share_card(self, review: Review, place: Place, kept: Kept | None = None) -> Place:
        """Post the card alone. Gives back the place of its thread."""
        stamp = self._post(cards.shared(review, "", kept), place.channel, "")
        return replace(place, thread=stamp, reply_to="")

    def share_parts(self, review: Review) -> int:
        """How many messages stand in the thread of the shared card."""
        return len(cards.details(review))

    def share_part(self, review: Review, place: Place, part: int) -> Place:
        """Post one of those messages, counting from 0."""
        self._post(cards.details(review)[part], place.channel, place.thread)
        return place

    def shared(self, review: Review, place: Place, kept: Kept | None = None) -> None:
        """Take the Share button off the private card. A repeat changes nothing."""
        if place.reply_to:
            reply(place.reply_to, cards.private_once_shared(review, kept), replace=True)

    def redraw(self, kept: Kept, place: Place) -> None:
        """Draw a card in a channel anew, with what was decided. A repeat changes nothing."""
        lead = versions.above(kept)
        self._update(cards.shared(kept.review, lead, kept), place)

    def redraw_private(self, kept: Kept, place: Place) -> None:
        """Draw the private card anew whose button was pressed. A repeat changes nothing."""
        card = cards.private(kept.review, versions.above(kept), kept)[0]
        reply(place.reply_to, card, replace=True)

    def redraw_asked(self, kept: Kept, place: Place) -> None:
        """Draw a request to the propriety leads anew. A repeat changes nothing."""
        self._update(cards.for_leads(kept.review, ASKED, kept)[0], place)

    def ask(self, kept: Kept, to: str) -> Place:
        """Put a review before the propriety leads: in a channel, or before one by direct message.

        Gives back the place of the message, which is that of its thread.
        """
        channel = self._open(to) if to.startswith(("U", "W")) else to
        stamp = self._post(cards.for_leads(kept.review, ASKED, kept)[0], channel, "")
        return Place(channel=channel, thread=stamp)

    def ask_parts(self, review: Review) -> int:
        """How many messages stand in the thread of a request."""
        return len(cards.for_leads_behind(review))

    def ask_part(self, review: Review, place: Place, part: int) -> Place:
        """Post one of them, counting from 0."""
        self._post(cards.for_leads_behind(review)[part], place.channel, place.thread)
        return place

    def perhaps_shared(self, review: Review, place: Place, times: int) -> None:
        """Tell the one who shared, alone, that the card may stand in the channel or may not."""
        self._privately(cards.perhaps_shared(review, times), place)

    def revision_parts(self, review: Review) -> int:
        """How many messages a newer review takes in the thread of an older."""
        return len(cards.revision(review))

    def revise(self, review: Review, place: Place, part: int) -> Place:
        """Post one of those messages, counting from 0. Gives back the place of the message."""
        stamp = self._post(cards.revision(review)[part], place.channel, place.thread)
        return replace(place, thread=stamp)

    def answer(self, answer: Answer, review: Review, place: Place, lead: str = "") -> Place:
        """Answer in a review's thread."""
        self._post(cards.answered(answer, review, lead), place.channel, place.thread)
        return place

    def apologise(self, miss: Miss, place: Place, opening: str = "") -> None:
        """Tell the asker alone that the draft is unreviewed, and why."""
        self._privately(cards.apology(miss, opening), place)

    def tell(self, words: str, place: Place) -> None:
        """Tell the asker something of our own, alone."""
        self._privately(plain(words), place)

    def meanwhile(self, words: str, place: Place) -> None:
        """Tell the asker, alone, what is of use only now: tried once and quickly.

        Never as a message that stays: in a direct message too it is one that Slack forgets.
        """
        said = plain(words)
        with suppress(VoiceRefused):
            if place.reply_to:
                reply(place.reply_to, said, replace=False, hasty=_HASTE)
                return
            if place.channel:
                self._ephemeral(said, place, self._hasty)
                return
        with faults():
            opened = self._hasty.conversations_open(users=place.user)
        direct = Place(channel=str(opened["channel"]["id"]), user=place.user)
        self._ephemeral(said, direct, self._hasty)

    def help(self, place: Place, lead: str = "") -> None:
        """Tell somebody, alone, how to ask; ``lead`` stands above it."""
        said = lookups.help_text(self._command)
        self.tell(f"{lead}\n\n{said}" if lead else said, place)

    def no_form(self, place: Place, *, deciding: bool) -> None:
        """Tell somebody, alone, that a form could not be opened: a draft's, or a decision's."""
        said = worded(lookups.NOT_DECIDED) if deciding else lookups.no_form(self._command)
        self.tell(said, place)

    def condition(self, now: Condition, place: Place) -> None:
        """Tell somebody, alone, whether the bot can do its work."""
        self._privately(lookups.condition(now), place)

    def mine(self, reviews: Sequence[Kept], place: Place) -> None:
        """Tell somebody, alone, of their last reviews."""
        self._privately(lookups.mine(reviews), place)

    def home(self, user: str, page: Page) -> None:
        """Draw somebody's page of the app. A repeat draws the same page again."""
        threads = {own.kept.review.id: own.thread for own in (*page.open, *page.recent)}
        links = {name: self._links.to(place) for name, place in threads.items() if place}
        view = home.page(self._command, page, links)
        with faults():
            self._client.views_publish(user_id=user, view=view)

    def announce(self, words: str, channel: str) -> None:
        """Tell the admins something; Slack takes the id of a person for a channel."""
        self._post(plain(words), channel, "")

    def _update(self, message: Message, place: Place) -> None:
        say(self._client.chat_update, message, channel=place.channel, ts=place.thread)

    def _post(self, message: Message, channel: str, thread: str) -> str:
        where = {"thread_ts": thread} if thread else {}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        return say(self._client.chat_postMessage, message, channel=channel, **where, **quiet)

    def _privately(self, message: Message, place: Place) -> None:
        """Try each private way in turn. None of them is public, whatever fails.

        ``replace_original`` is not used here: for a slash command's response_url Slack ignores it
        and posts a new message, as its maintainers confirm in bolt-python issue 1268 and
        bolt-js issue 2287; for a button's it would overwrite the card that was clicked.
        In a direct message nobody else reads, so there it is a message that stays.
        """
        ways: list[Callable[[], None]] = [lambda: self._direct(message, place.user)]
        if place.channel and not place.channel.startswith(_DIRECT):
            ways.insert(0, lambda: self._ephemeral(message, place, self._client))
        if place.reply_to:
            ways.insert(0, lambda: reply(place.reply_to, message, replace=False))
        for way in ways:
            with suppress(VoiceRefused):
                way()
                return
        raise VoiceRefused("Slack took the answer neither in the channel nor as a direct message")

    def _ephemeral(self, message: Message, place: Place, client: WebClient) -> None:
        where = {"thread_ts": place.thread} if place.thread else {}
        post = client.chat_postEphemeral
        say(post, message, channel=place.channel, user=place.user, **where)

    def _direct(self, message: Message, user: str) -> None:
        self._post(message, self._open(user), "")

    def _open(self, user: str) -> str:
        with faults():
            return str(self._client.conversations_open(users=user)["channel"]["id"])
