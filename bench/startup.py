"""How long the doors take to open and how much memory the running bot holds.

Prints medians of whole processes, beside a bare interpreter in the same run.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from sandbox.slack import Sandbox

RUNS = 7
WALES = "Today's Budget has delivered for Wales for the first time in a generation."


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Run a command to its end; wall seconds."""
    start = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False)  # noqa: S603  # our own program
    return time.perf_counter() - start


def median(command: list[str], env: dict[str, str]) -> float:
    """Median wall seconds of several runs, after one that warms the disk."""
    seconds(command, env)
    return statistics.median(seconds(command, env) for _ in range(RUNS))


def resident(pid: int) -> float:
    """Resident megabytes of one process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    row = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(row.split()[1]) / 1024


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def bot_memory(env: dict[str, str]) -> dict[str, float]:
    """Resident megabytes of each process of the bot after one review by HTTP."""
    with Sandbox() as slack:
        port = 18_473
        settings = {
            "NEUTRAL_SLACK_DOOR": "http", "NEUTRAL_SLACK_BOT_TOKEN": slack.bot_token,
            "NEUTRAL_SLACK_SIGNING_SECRET": slack.signing_secret,
            "NEUTRAL_SLACK_API_URL": slack.api_url, "NEUTRAL_PORT": str(port),
        }  # fmt: skip
        start = time.perf_counter()
        bot = subprocess.Popen([sys.executable, "-m", "bot", "serve"], env={**env, **settings})
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.02)
            up = time.perf_counter() - start
            slack.connect(f"http://127.0.0.1:{port}/slack/events")
            slack.command(WALES)
            slack.wait_for(lambda: any(m.blocks for m in slack.ephemerals()), 30)
            worker = max(resident(pid) for pid in children(bot.pid))
            return {
                "start to ready, s": up,
                "gunicorn master, MB": resident(bot.pid),
                "bot worker, MB": worker,
            }
        finally:
            bot.send_signal(signal.SIGTERM)
            bot.wait(30)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "NEUTRAL_DATA_DIR": folder}
        neutral = str(Path(sys.executable).parent / "neutral")
        rows = {
            "bare interpreter, s": median([sys.executable, "-c", "pass"], env),
            "neutral --help, s (bar: 0.3)": median([neutral, "--help"], env),
            "neutral review, checks, s (bar: 1)": median([neutral, "review", WALES], env),
        }
        memory = bot_memory(env)
    print("Start-up and memory")
    for name, value in {**rows, **memory}.items():
        print(f"  {name:40} {value:8.2f}")
    print(f"  {'(bar for the bot: 120 MB resident)':40}")


if __name__ == "__main__":
    main()
