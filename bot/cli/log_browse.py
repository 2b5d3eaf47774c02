"""``neutral log browse``: looks around in a copy of the record, in a browser on this machine."""

import secrets
import socket

import click


@click.command()
@click.option("--with-words", is_flag=True, help="With drafts, reasons, remarks and people.")
@click.option("--port", default=0, help="A port of this machine. Default: one that is free.")
def browse(with_words: bool, port: int) -> None:  # noqa: FBT001  # click passes flags by name
    """Look around in the log: by concern, clause, account and month.

    Copies the log, read only, and serves the copy by Datasette on this machine alone until
    Ctrl-C, when the copy is removed. Without --with-words the copy holds no word of a draft, a
    reason or a remark, and people have made-up names.

    \b
      neutral log browse
      neutral log browse --with-words
    """
    from rich.console import Console

    from bot.cli.answerable import log_address
    from bot.cli.browse_said import metadata
    from bot.cli.browse_served import HOST, Guard, datasette, serve
    from bot.config import read_settings
    from bot.errors import BadQuestion
    from bot.log.looking import copied

    settings = read_settings()
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise BadQuestion(
                f"Port {port} of this machine cannot be used. Leave --port out."
            ) from error
        said = Console(stderr=True).status("Copying the log")
        said.start()
        address, folder = log_address(settings), settings.data_dir / "browse"
        with copied(address, folder, with_words=with_words) as copy:
            app = datasette(copy, metadata(with_words=with_words))
            said.stop()
            sock.listen()  # whoever opens the address at once is kept waiting, not refused
            key, free = secrets.token_urlsafe(24), sock.getsockname()[1]
            click.echo(
                f"Open http://{HOST}:{free}/?key={key}\nCtrl-C ends it and removes the copy."
            )
            serve(Guard(app, key, free), sock)
