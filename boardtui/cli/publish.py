"""The command that puts a meeting before the public."""

from __future__ import annotations

from pathlib import Path

import click

from boardtui.cli.shared import confirm_private, database, known_book, opened, private_too, shown


@click.command()
@click.argument("book")
@click.argument("meeting")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to write into; it must be empty.")
@private_too
@database
@click.pass_obj
def publish(
    config: Path | None, book: str, meeting: str, output: Path | None, although_private: bool, db: Path | None
) -> None:
    """Write what the public may have of a MEETING: minutes, decisions, the public copy of the book, how to verify it.

    A meeting that was not held in public, or that follows one in its book, is published only once that is confirmed.
    """
    from boardtui.papers.circulation.in_public import NotInPublic
    from boardtui.papers.circulation.publishing import publish as published, published_words

    with opened(db, config, read_only=True) as desk:
        known_book(desk, book)
        try:
            paths = published(desk, book, meeting, output, although_private=although_private)
        except NotInPublic as fault:
            confirm_private(fault)
            paths = published(desk, book, meeting, output, although_private=True)
        for path in paths:
            click.echo(shown(path))
        for line in published_words(desk, book, meeting, paths):
            click.echo(shown(line), err=True)
