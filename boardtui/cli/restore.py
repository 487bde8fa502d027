"""A lost database made again from its backup folder."""

from __future__ import annotations

from pathlib import Path

import click

from boardtui.charter.words import counted
from boardtui.cli.shared import faults_in_words, in_use, shown


@click.command()
@click.argument("mirrors", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="MIRROR...")
@click.option(
    "--db",
    "database",
    required=True,
    type=click.Path(path_type=Path),
    callback=in_use,
    help="The new database to make.",
)
@click.option(
    "--charter", default="mid-south-essex", show_default=True, help="The charter that the setup is filled from."
)
def restore(mirrors: tuple[Path, ...], database: Path, charter: str) -> None:
    """Make a new database from MIRRORs: files written by the setting mirror (or exported), or a folder of them.

    To go on on another laptop, do the same there and open the new database; or take a single book into a database
    that has a register already: boardtui import book FILE.
    """
    from boardtui.desk.restoring import restore as restored

    with faults_in_words():
        for one in restored(mirrors, database, charter):
            click.echo(
                f"{shown(one.book)}: {counted(one.entries, 'entry', 'entries')} restored from {shown(one.path)}; head {one.head}"
            )
            if one.cut_off:
                click.echo(
                    f"{shown(one.path)} ends in a line that was cut off, so entry {one.entries + 1} was left out. "
                    "If it was recorded, it stands only in the database that is lost."
                )
    click.echo(
        "The minute books are complete to here. The setup is not in them: names, seats and planned meetings stand "
        f"as the charter {shown(charter)} leaves them. Enter them again, or copy them from an older copy of the database."
    )
