"""Runs a command and says what it took: ``python -S launch.py OUT COMMAND...``.

A process of its own, and a small one: Linux counts the memory of whoever starts a process into the
peak of what is started.
"""

import os
import sys
import time


def main() -> None:
    """Print seconds, those of the processor, and kilobytes of memory at most; end as it did."""
    out, *command = sys.argv[1:]
    began = time.perf_counter()
    into = (os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[into])
    _, status, used = os.wait4(child, 0)
    print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
