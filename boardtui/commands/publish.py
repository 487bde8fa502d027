"""The command that puts a meeting before the public."""

from __future__ import annotations

from pathlib import Path

import click

from boardtui.commands.shared import database, known_book, opened, shown


@click.command()
@click.argument("book")
@click.argument("meeting")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to write into; it must be empty.")
@database
@click.pass_obj
def publish(config: Path | None, book: str, meeting: str, output: Path | None, db: Path | None) -> None:
    """Write what the public may have of a MEETING: minutes, decisions, the public copy of the book, how to verify it."""
    from boardtui.outgoing.publishing import publish as published

    with opened(db, config, read_only=True) as desk:
        known_book(desk, book)
        for path in published(desk, book, meeting, output):
            click.echo(shown(path))
