"""Decision problems answered without a meeting."""

from __future__ import annotations

from typing import BinaryIO

import click

from boardtui.commands.json_out import write_json


@click.command()
@click.argument("problems", type=click.File("rb"))
def tally(problems: BinaryIO) -> None:
    """Answer decision PROBLEMS (JSON Lines; - for standard input): what would carry, and by how much."""
    from boardtui.charter.load import shipped
    from boardtui.meeting.problem import LONGEST, answers

    good = True
    for answer, understood in answers(iter(lambda: problems.readline(LONGEST + 1), b""), shipped):
        write_json(answer + b"\n")
        good = good and understood
    raise SystemExit(0 if good else 1)
