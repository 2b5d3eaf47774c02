"""Asks any OpenAI-compatible endpoint, and gives every failure in the program's own words."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.errors import ModelMisconfigured, ModelNonsense, ModelUnreachable
from bot.llm.failures import translate
from bot.llm.parameters import parameters, refused_parameter, without
from bot.llm.patience import Clock, patience
from bot.llm.prices import Tokens, cost_usd
from bot.llm.profiles import profile_of
from bot.llm.wire import BrokenBody, Completion, ErrorInside, read_completion
from bot.prompt.exchange import Reply, Request
from bot.words.speaking import worded

if TYPE_CHECKING:
    import httpx2
    import openai

MAX_BODY = 4_000_000
"""Bytes of an answer. The longest that is asked for has a tenth of it."""
_CONNECT = 5.0
"""Seconds to connect, as the client's own default."""


@dataclass(slots=True)
class _Round:
    """One question under way: until when, and what it took so far."""

    until: float
    attempts: int = 0
    tokens: Tokens = field(default_factory=Tokens)


def load_client() -> None:
    """Load what the first question would else load: a second, and 900 types."""
    import openai.resources.chat.completions  # noqa: F401, PLC0415  # to be loaded


class OpenAIModel:
    """A model behind ``base_url``. Safe for threads; the client is made when first asked.

    ``deadline_seconds`` is for one answer, all tries together.
    """

    def __init__(
        self,
        base_url: str,
        key: SecretStr,
        model: str,
        deadline_seconds: float,
        *,
        clock: Clock | None = None,
        http_client: "httpx2.Client | None" = None,
    ) -> None:
        secret = key.get_secret_value().strip()
        if not (secret.isascii() and (secret.isprintable())):
            raise ModelMisconfigured(worded("The model's key holds characters that no key has."))
        self._base_url, self._model, self._deadline = base_url, model, deadline_seconds
        self._key = SecretStr(secret or "none")
        self._profile = profile_of(model)
        self._clock = clock or Clock()
        self._http_client = http_client
        self._client: openai.OpenAI | None = None
        self._lock = Lock()
        self._left_out: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Name the model and the host, never the key."""
        return f"OpenAIModel({self._model!r} at {urlsplit(self._base_url).hostname})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. Asking again opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def ask(self, request: Request) -> Reply:
        """Ask; once more with a larger cap where the answer was cut. Raises ModelError."""
        started = self._clock.now()
        under_way = _Round(until=started + self._deadline)
        completion = self._complete(request, self._profile.cap, under_way)
        if completion.is_cut:
            completion = self._complete(request, self._profile.larger_cap, under_way)
        if completion.is_cut:
            raise ModelNonsense(
                worded("The model's answer was cut twice: it does not come to an end.")
            )
        tokens, answered = under_way.tokens, completion.model or ""
        return Reply(
            text=completion.text(),
            model_asked=self._model,
            model_answered=answered,
            response_id=completion.id or "",
            input_tokens=tokens.input,
            cached_tokens=tokens.cached,
            output_tokens=tokens.output,
            cost_usd=cost_usd(answered or self._model, self._base_url, tokens),
            attempts=under_way.attempts,
            milliseconds=round((self._clock.now() - started) * 1000),
        )

    def _complete(self, request: Request, cap: int, under_way: _Round) -> Completion:
        sent = parameters(request, self._profile, cap, self._key.get_secret_value())
        with _translated():
            completion = self._send_known(sent, under_way)
        under_way.tokens += completion.tokens
        return completion

    def _send_known(self, sent: dict[str, Any], under_way: _Round) -> Completion:
        """Send; where the endpoint does not know a parameter, leave it out from now on."""
        import openai  # noqa: PLC0415  # it takes a second: only who asks a model waits

        while True:
            left_out = self._left_out
            try:
                return self._send_patiently(without(sent, left_out), under_way)
            except openai.APIStatusError as error:
                unknown = refused_parameter(error)
                if unknown is None or unknown in left_out:
                    raise
                self._left_out = left_out | {unknown}

    def _send_patiently(self, sent: dict[str, Any], under_way: _Round) -> Completion:
        return patience(self._clock, under_way.until)(self._send, sent, under_way)

    def _send(self, sent: dict[str, Any], under_way: _Round) -> Completion:
        import httpx2  # noqa: PLC0415  # comes with openai, see above

        remaining = under_way.until - self._clock.now()
        if remaining <= 0:
            raise ModelUnreachable(worded("The model did not answer in time."))
        under_way.attempts += 1
        asking = self._opened().chat.completions.with_streaming_response.create(
            model=self._model,
            timeout=httpx2.Timeout(remaining, connect=min(_CONNECT, remaining)),
            **sent,
        )
        with asking as response:
            body = self._body(response.iter_bytes(), under_way.until)
            return read_completion(body, response.headers.get("content-type", ""))

    def _body(self, chunks: Iterable[bytes], until: float) -> bytes:
        """Read to the end, unless it comes too slowly or is too much."""
        body = bytearray()
        for chunk in chunks:
            body += chunk
            if self._clock.now() >= until:
                raise ModelUnreachable(worded("The model did not finish its answer in time."))
            if len(body) > MAX_BODY:
                raise ModelNonsense(worded("The model's answer is far too long."))
        return bytes(body)

    def _opened(self) -> "openai.OpenAI":
        import openai  # noqa: PLC0415  # see above

        with self._lock:
            if self._client is None:
                self._client = openai.OpenAI(
                    api_key=self._key.get_secret_value(),
                    base_url=self._base_url,
                    max_retries=0,  # patience.py is the one retry layer
                    # A redirect would carry the draft to a host that no setting names.
                    http_client=self._http_client
                    or openai.DefaultHttpx2Client(follow_redirects=False),
                )
            return self._client


@contextmanager
def _translated() -> Iterator[None]:
    """Give the vendor's errors as ours; theirs are not chained, since they may hold the draft."""
    import httpx2  # noqa: PLC0415  # see above
    import openai  # noqa: PLC0415  # see above

    try:
        yield
    except (openai.OpenAIError, httpx2.HTTPError, BrokenBody, ErrorInside) as error:
        raise translate(error) from None
    except httpx2.InvalidURL:
        raise ModelMisconfigured(worded("The model's address is not an address.")) from None
