"""Papers written from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from boardtui.commands.shared import database, known_book, opened, shown

Names = Literal["dissent", "all"]


@click.command()
@click.argument("book")
@click.argument("meeting", required=False)
@click.option("--names", type=click.Choice(["dissent", "all"]), help="Whose names are printed with a vote.")
@database
@click.pass_obj
def minutes(config: Path | None, book: str, meeting: str | None, names: Names | None, db: Path | None) -> None:
    """Write the minutes of a MEETING (the last one where not named) into the folder of meetings."""
    from boardtui.closing import write_minutes_of

    with opened(db, config, read_only=True) as desk:
        known_book(desk, book)
        for path in write_minutes_of(desk, book, meeting, names):
            click.echo(shown(path))
