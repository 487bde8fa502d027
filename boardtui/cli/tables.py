"""A book's registers as CSV or XLSX, and a body's planned meetings as iCalendar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.cli.shared import Fault, session_of, shown

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk
    from boardtui.papers.circulation.catalogue import Table


def write_tables(desk: Desk, book: str, form: Table, output: Path | None) -> None:
    """Write what is public of a book; CSV goes into a folder, a file for each table."""
    from boardtui.exchange.outgoing import exported
    from boardtui.papers.files import given_folder, write_papers

    session_of(desk, book)
    if form == "csv" and output is None:
        raise Fault("CSV is a file for each table: name the folder for them with -o FOLDER.")
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise Fault("XLSX is no text to look at: name the file for it with -o FILE.xlsx.")
    made = exported(desk, book, form)
    if form == "csv" and output is not None:
        for path in write_papers(given_folder(output), made):
            click.echo(shown(path))
        return
    data, *others = made.values()
    if output is None:
        if others:
            click.echo("A meeting was called off: name a file with -o, and called-off.ics stands beside it.", err=True)
        sys.stdout.buffer.write(data)
        return
    beside = {f"{output.stem}-called-off.ics": other for other in others}
    paths = write_papers(given_folder(output.parent), {output.name: data, **beside})
    for path in paths[1:]:
        click.echo(shown(path))
