"""Decision problems answered without a meeting."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click


@click.command()
@click.argument("problems", type=click.File("rb"))
def tally(problems: BinaryIO) -> None:
    """Answer decision PROBLEMS (JSON Lines; - for standard input): what would carry, and by how much."""
    from boardtui.charter.load import shipped
    from boardtui.meeting.problem import LONGEST, answers

    good = True
    for answer, understood in answers(iter(lambda: problems.readline(LONGEST + 1), b""), shipped):
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()
        good = good and understood
    raise SystemExit(0 if good else 1)
