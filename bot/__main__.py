"""The front door: ``neutral`` and ``python -m bot`` come in here."""

import sys
from collections.abc import Sequence

import click

from bot.cli.commands import neutral
from bot.errors import BadQuestion, NeutralError

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit code. 0, 1 and 2 are verdicts, above that errors.

    ``arguments`` are those of the process where none are given.
    """
    try:
        code = neutral.main(args=arguments, standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return BadQuestion.exit_code
    except click.ClickException as error:
        error.show()
        return BadQuestion.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except NeutralError as error:
        click.echo(f"{error}\n{error.advice}", err=True)
        return error.exit_code
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stderr.close()
        return 0
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
