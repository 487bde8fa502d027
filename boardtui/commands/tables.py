"""A book's registers as CSV or XLSX, and a body's planned meetings as iCalendar."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.commands.shared import Fault, session_of, shown

if TYPE_CHECKING:
    from boardtui.desk import Desk

FORMS = ("csv", "xlsx", "ics")


def write_tables(desk: Desk, book: str, form: str, output: Path | None) -> None:
    """Write what is public of a book; CSV goes into a folder, a file for each table."""
    from boardtui.circulating import forward_plan, workbook
    from boardtui.papers.files import given_folder, write_papers

    session_of(desk, book)
    if form == "csv":
        from boardtui.papers.spreadsheet import as_csv

        if output is None:
            raise Fault("CSV is a file for each table: name the folder for them with -o FOLDER.")
        files = {f"{sheet.name.lower()}.csv": as_csv(sheet) for sheet in workbook(desk, book)[0]}
        for path in write_papers(given_folder(output), files):
            click.echo(shown(path))
        return
    if form == "xlsx":
        from boardtui.papers.spreadsheet import as_xlsx

        if output is None and sys.stdout.isatty():
            raise Fault("XLSX is no text to look at: name the file for it with -o FILE.xlsx.")
        data = as_xlsx(*workbook(desk, book))
    else:
        data = forward_plan(desk, book)
    if output is None:
        sys.stdout.buffer.write(data)
        return
    write_papers(given_folder(output.parent), {output.name: data})
