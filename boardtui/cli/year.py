"""A year of a body at a glance, in the terminal."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from boardtui.cli.shared import database, opened, session_of

USUAL = 80  # columns where the words do not go to a terminal


@click.command()
@click.argument("body")
@click.argument("year", required=False, default="")
@database
@click.pass_obj
def year(config: Path | None, body: str, year: str, db: Path | None) -> None:
    """Show a YEAR of a BODY as a picture: attendance, decisions, actions, interests declared.

    A YEAR is a calendar year (2026), or one across two (2026/27): from April to March, or from the day on which the body's
    terms of reference let its year begin. Where left out it is that of the last meeting, as the terms count years. It is
    told from what is public only. As a paper: boardtui paper year BODY YEAR.
    """
    from boardtui.papers.circulation.yearly import year_of
    from boardtui.tui.views.paper import paper_lines

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else USUAL
    with opened(db, config, read_only=True) as desk:
        session_of(desk, body)
        _, paper = year_of(desk, body, year)
        for row in paper_lines(paper, width):
            click.echo("".join(part.text for part in row).rstrip())
