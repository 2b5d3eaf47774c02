"""Reads files that may be hostile in a process of its own, with an end to time and memory."""

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict

from bot.errors import BadSource
from bot.sources.gathered import Gathered
from bot.sources.kinds import Kind

SECONDS = 20.0
"""A PDF of 1,000 pages took 5 where it was measured, a Word document of 2.4 million words 10."""
_MEMORY = 1_000_000_000
"""Bytes of address space; the largest files measured took 140 million."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from bot.sources.apart import answer; answer(sys.argv[2])"
)
_REFUSED = 3
"""The exit code with which the other process says that it gives a reason."""


def read_apart(kind: Kind, content: bytes, name: str, seconds: float = SECONDS) -> Gathered:
    """Gather the words of ``content``, or raise BadSource, whatever it does to its reader.

    A page of 1 MB that opens 200,000 elements holds the parser up for eight minutes; here it
    is stopped. ``where`` is left empty.
    """
    command = [sys.executable, "-I", "-c", _START, json.dumps(sys.path), kind]
    try:
        done = subprocess.run(  # noqa: S603  # our own program, and nothing of the file in it
            command, input=content, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise BadSource(
            f"{name} cannot be read within {seconds:g} seconds. "
            "Copy the words that matter into a text file."
        ) from None
    except OSError:
        raise BadSource(f"{name} cannot be read: no process can be started for it.") from None
    if done.returncode == _REFUSED:
        raise BadSource(f"{name}: {done.stdout.decode()}")
    if done.returncode != 0:
        raise BadSource(
            f"{name} is damaged, or too large to be read. "
            "Open it, save it again, or copy its words into a text file."
        )
    return Gathered(**json.loads(done.stdout))


def answer(kind: str) -> None:
    """Be the other process: read standard input, write what was gathered as JSON.

    A fault of a library ends it with its traceback, which nobody reads.
    """
    hold_back(int(SECONDS) + 5)
    content = sys.stdin.buffer.read()
    try:
        gathered = _read(kind, content)
    except BadSource as refused:
        sys.stdout.buffer.write(str(refused).encode())
        sys.exit(_REFUSED)
    sys.stdout.buffer.write(json.dumps(asdict(gathered)).encode())


def _read(kind: str, content: bytes) -> Gathered:
    if kind == "pdf":
        from bot.sources.pdf import read_pdf  # noqa: PLC0415  # one kind alone is needed

        return read_pdf(content)
    if kind == "word":
        from bot.sources.word import read_word  # noqa: PLC0415  # see above

        return read_word(content)
    from bot.sources.markup import read_html  # noqa: PLC0415  # see above

    return read_html(content.decode("utf-8", errors="replace"))


def hold_back(processor_seconds: int | None) -> None:
    """Set ends to memory and, if asked, to time, where the system knows them; Windows does not."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # see above

        limits = [(resource.RLIMIT_AS, _MEMORY)]
        if processor_seconds is not None:
            limits.append((resource.RLIMIT_CPU, processor_seconds))
        for limit, value in limits:
            _, hard = resource.getrlimit(limit)
            ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
            with suppress(ValueError, OSError):  # macOS knows the limit of memory and refuses it
                resource.setrlimit(limit, (ceiling, hard))
