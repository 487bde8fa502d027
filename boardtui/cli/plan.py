"""The forward plan from the command line: in words, or as a paper."""

from __future__ import annotations

from pathlib import Path

import click

from boardtui.cli.papers import formats, meant
from boardtui.cli.shared import database, no_body_of, opened, shown


@click.command()
@click.argument("body", required=False)
@formats
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to write the paper into.")
@database
@click.pass_obj
def plan(config: Path | None, body: str | None, forms: tuple[str, ...], output: Path | None, db: Path | None) -> None:
    """Show the meetings and dates of the next twelve months, of every body or one BODY.

    With --format or -o the plan is written as a paper too.
    """
    from boardtui.desk.planning import plan as made
    from boardtui.papers.circulation.circulating import write_plan
    from boardtui.papers.plan import month_of

    with opened(db, config, read_only=True) as desk:
        bodies = dict(desk.bodies())
        if body is not None and body not in bodies:
            raise no_body_of(desk, body, bodies)
        if forms or output:
            for path in write_plan(desk, body, formats=meant(forms), folder=output):
                click.echo(shown(path))
            return
        month = ""
        lines, left_out = made(desk, body)
        for line in lines:
            if month_of(line) != month:
                month = month_of(line)
                click.echo(month)
            day = f"{line.day:%a} {line.day.day:>2} {line.day:%b %Y}" if line.day else " " * 15
            click.echo(shown(f"  {day}  {line.named}: {line.words}"))
        if not lines:
            click.echo("Nothing is planned, due or overdue in the next twelve months.")
        for text in left_out:
            click.echo(shown(text), err=True)
