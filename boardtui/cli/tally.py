"""Decision problems answered without a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import click

from boardtui.cli.json_out import write_json


@click.command()
@click.argument("problems", type=click.File("rb"))
def tally(problems: BinaryIO) -> None:
    """Answer decision PROBLEMS (JSON Lines; - for standard input): what would carry, and by how much.

    A line with a choice between candidates is answered too: who is chosen, who goes out, where lot or chair decides.
    """
    from boardtui.charter.load import shipped
    from boardtui.meeting.counting.problem import answers

    good = True
    for answer, understood in answers(_lines(problems), shipped):
        write_json(answer + b"\n")
        good = good and understood
    raise SystemExit(0 if good else 1)


def _lines(problems: BinaryIO) -> Iterator[bytes]:
    """Line after line; of one that is too long only as much as shows it, so that each line has one answer."""
    from boardtui.meeting.counting.problem import LONGEST

    while line := problems.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = problems.readline(LONGEST + 1)
