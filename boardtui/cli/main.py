"""The command line: opens the program, and finds the command that scripts and checkers ask for."""

from __future__ import annotations

import contextlib
import io
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from boardtui import __version__
from boardtui.cli.shared import Fault, database, run

# Each command and the file in boardtui/cli that holds it.
COMMANDS = {
    "charter": "charter",
    "decisions": "decisions",
    "demo": "setup",
    "export": "book",
    "import": "book",
    "init": "setup",
    "key": "key",
    "minutes": "papers",
    "paper": "papers",
    "plan": "plan",
    "publish": "publish",
    "record": "book",
    "replay": "book",
    "restore": "restore",
    "room": "room",
    "sign": "key",
    "tally": "tally",
    "verify": "verify",
    "whatif": "whatif",
    "year": "year",
}


class Commands(click.Group):
    """Imports a command only when it is called, so that the program starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; what goes to a file or a pipe is UTF-8, on Windows too, where the locale has not all signs."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
                with contextlib.suppress(io.UnsupportedOperation):
                    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault of the program ends in a sentence too, since a traceback could show confidential text."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            from boardtui.desk.crash import report

            raise Fault(report(error, _beside(ctx))) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"boardtui.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, "import_" if cmd_name == "import" else cmd_name)
        return command


def _beside(ctx: click.Context) -> Path:
    """The database beside which a fault is noted: the one in use or named, else that of the settings, else none here."""
    from boardtui.cli.shared import IN_USE, settings_of

    used: Path | None = ctx.meta.get(IN_USE)
    try:
        return used or settings_of(ctx.obj).database
    except click.ClickException:
        return Path("boardtui.db")


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, message="boardtui %(version)s")
@database
@click.pass_context
def main(context: click.Context, db: Path | None) -> None:
    """Run a partnership board's meeting: roll call, votes, minutes, and a minute book that can be replayed.

    Without a command it opens the program on the database that config.toml names.
    """
    if context.invoked_subcommand is None:
        run(db, context.obj)


if __name__ == "__main__":
    main()
