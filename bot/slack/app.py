"""The Bolt app: which listener answers what, and that it keeps before it acknowledges."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from http import HTTPStatus
from traceback import format_tb
from typing import Any, ParamSpec, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError
from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError

from bot.config import Settings
from bot.desk.access import Access, rules_of
from bot.desk.seams import Choice, Jobs
from bot.desk.speech import Speech
from bot.slack.client import LOGGER, web_client
from bot.slack.deciders import Deciders
from bot.slack.decision_form import FORM as DECISION_FORM
from bot.slack.decisions import PREFIX
from bot.slack.dossiers import DOSSIER, DossierListeners
from bot.slack.entrances import CHECK
from bot.slack.filled import Submission
from bot.slack.form import FORM, MORE, OPEN_FORM
from bot.slack.home_mine import SHOW
from bot.slack.intake import Command
from bot.slack.lengthening import lengthened
from bot.slack.listeners import Listeners
from bot.slack.opening import Opener
from bot.slack.parts import SHARE, SHARE_AGAIN
from bot.slack.switch import SWITCH, SWITCH_OFF, SWITCH_ON
from bot.slack.switching import SwitchListeners

P = ParamSpec("P")
T = TypeVar("T")


class SlackApp(App):
    """A Bolt app that knows its signing secret, for the HTTP door in front of it."""

    door_secret: SecretStr = SecretStr("")


class Inline(Executor):
    """Runs a listener where it stands.

    Listeners only write a job down, so the thread that took the request may wait for them;
    Bolt's own pool has five threads that the acknowledgements share.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run now; give back what is already there."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def build_app(settings: Settings, jobs: Jobs, speech: Speech | None = None) -> SlackApp:
    """Build the app. It starts without a network: nothing is asked of Slack before it speaks.

    Bolt acknowledges an event before its listener runs, and a click has no answer that could
    carry words.
    Listener middleware runs before either acknowledgement and may answer itself, so events and
    clicks are kept there: 200 only after the job is on disk, 503 when it could not be.
    """
    token = settings.slack_bot_token.get_secret_value()
    app = SlackApp(
        name="neutral.slack.bolt",  # Bolt sets the level of the logger of this name
        logger=LOGGER,
        client=web_client(settings, token),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        authorize=_authorize(token),
        token_verification_enabled=False,
        listener_executor=Inline(),
        attaching_conversation_kwargs_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    app.error(_unhandled)
    app.door_secret = settings.slack_signing_secret
    _listen(app, settings, jobs, speech or Speech(settings.language))
    return app


def _listen(app: SlackApp, settings: Settings, jobs: Jobs, speech: Speech) -> None:
    """Say which listener answers what."""
    opener, access = Opener(settings), Access(rules_of(settings))
    heard = Listeners(jobs, settings.slack_command, opener, access, speech)
    app.command(settings.slack_command, middleware=[_formed(Command)])(heard.command)
    for action in (SHARE, SHARE_AGAIN):
        app.action(action, middleware=[_kept(heard.click)])(_nothing_left)
    app.action(SHOW, middleware=[_kept(heard.again)])(_nothing_left)
    app.action(OPEN_FORM, middleware=[_kept(heard.wanted)])(_nothing_left)
    lengthening = partial(lengthened, opener=opener, speech=speech)
    for more in MORE:
        app.action(more, middleware=[_kept(lengthening)])(_nothing_left)
    app.shortcut(CHECK, middleware=[_kept(heard.shortcut)])(_nothing_left)
    app.view(FORM, middleware=[_formed(Submission)])(heard.submitted)
    turned = SwitchListeners(jobs, opener, speech)
    for action in (SWITCH_OFF, SWITCH_ON):
        app.action(action, middleware=[_kept(turned.pressed)])(_nothing_left)
    app.view(SWITCH, middleware=[_kept(turned.submitted)])(_nothing_left)
    deciders = Deciders(jobs, settings, opener, speech)
    for choice in Choice:
        app.action(f"{PREFIX}{choice.value}", middleware=[_kept(deciders.pressed)])(_nothing_left)
    app.view(DECISION_FORM, middleware=[_kept(deciders.sent)])(_nothing_left)
    dossiers = DossierListeners(jobs, speech)
    app.action(DOSSIER, middleware=[_kept(dossiers.pressed)])(_nothing_left)
    app.event("message", middleware=[_kept(heard.direct)])(_nothing_left)
    app.event("app_mention", middleware=[_kept(heard.mention)])(_nothing_left)
    app.event("app_home_opened", middleware=[_kept(heard.opened)])(_nothing_left)


def _kept(keep: Callable[[dict[str, Any]], BoltResponse]) -> Callable[..., BoltResponse]:
    def middleware(body: dict[str, Any]) -> BoltResponse:
        return keep(body)

    return middleware


def _formed(form: type[BaseModel]) -> Callable[..., BoltResponse]:
    """Turn away what Slack never sends. What it was is not said: it may hold a draft."""

    def middleware(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002  # Bolt's name for it
        try:
            form.model_validate(body)
        except ValidationError:
            return BoltResponse(status=HTTPStatus.BAD_REQUEST)
        return next()

    return middleware


def _unhandled(error: Exception) -> BoltResponse:
    """What nobody listens for is turned away in silence; a fault of ours leaves its place.

    Bolt writes what an error says, which may be a draft, and looks through whatever was not
    handled for advice to the programmer, at which a malformed one fails.
    """
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=HTTPStatus.NOT_FOUND)
    place = "".join(format_tb(error.__traceback__))
    LOGGER.error("A request met a fault: %s\n%s", type(error).__name__, place)
    return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _nothing_left(body: dict[str, Any]) -> None:
    """Never runs: the middleware in front of it has answered."""


def _authorize(token: str) -> Callable[..., AuthorizeResult]:
    """One workspace, one token, and no call to Slack on the way to an acknowledgement."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    return authorize
