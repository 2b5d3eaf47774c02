"""What the HTTP door of production answers to malformed bytes on real sockets.

    python bench/wire.py [CONNECTIONS [SEED]]

Fails where one was answered with a 5xx, where a word of a draft or a traceback stands in the
door's words, where its worker was replaced, or where a good request is not taken afterwards.
"""

import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sandbox.slack import Sandbox
from tests.at_the_wire import Wire, a_wire
from tests.malformed import GOOD, SECRET_WORD, sealed, written
from tests.raw_malformed import as_bytes, raw

CONNECTIONS, SEED = 10_000, 20261128


def main() -> int:
    """Print the figures; fail when a promise is broken."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else CONNECTIONS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED  # noqa: PLR2004  # the second word
    with Sandbox() as slack, TemporaryDirectory() as folder, a_wire(slack, Path(folder)) as wire:
        before, began = wire.workers(), perf_counter()
        answered = wire.send_all(islice(raw(seed, slack.signing_secret), many))
        took = perf_counter() - began
        codes = [found for _, found in answered]
        counted = Counter(code for found in codes for code in found)
        broken = _broken(slack, wire, before, counted)
    print(f"Malformed bytes at the HTTP door, {many} connections, seed {seed}, {took:.1f} s")
    print("  " + ", ".join(f"{code}: {number}" for code, number in sorted(counted.items())))
    print(f"  closed without an answer: {sum(not found for found in codes)}")
    print(f"  {'; '.join(broken) or 'no 5xx, no trace, the same worker, a good request is taken'}")
    return int(bool(broken))


def _broken(slack: Sandbox, wire: Wire, before: str, counted: Counter[int]) -> list[str]:
    """What is not as it must be."""
    last = sealed(written("command", GOOD["command"] | {"trigger_id": "1.9"}), slack.signing_secret)
    taken, said = wire.send(as_bytes(last)), wire.words.read_text(encoding="utf-8")
    found = {
        "5xx": max(counted) >= 500,  # noqa: PLR2004  # the first of them
        "a word of a draft in the log": SECRET_WORD in said,
        "a fault in the log": "Traceback" in said or "met a fault" in said,
        "another worker": wire.workers() != before,
        f"a good request is answered {taken}": taken != [200],
    }
    return [what for what, is_so in found.items() if is_so]


if __name__ == "__main__":
    sys.exit(main())
