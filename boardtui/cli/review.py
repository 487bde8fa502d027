"""A board's annual review from the command line: its past decisions under another rule, and decisions to come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.cli.json_out import write_json
from boardtui.cli.shared import faults_in_words, shown

if TYPE_CHECKING:
    from boardtui.desk.replay import Replayed


def show_review(
    replayed: Replayed, under: str, register: dict[str, str], *, as_json: bool, markdown: Path | None
) -> None:
    """Print a replayed book's decisions counted again, or write them to a Markdown file.

    ``register`` says to which body each body reports; it is empty for a book in a file.
    """
    from boardtui.review.recount import review
    from boardtui.review.report import as_json as data, as_markdown, as_text, totals
    from boardtui.review.under import under_of

    with faults_in_words():
        found_again = review(replayed, under_of(under), register, public=markdown is not None)
        if markdown is not None:
            from boardtui.book.files import atomic_file

            with atomic_file(markdown) as file:
                file.write(as_markdown(found_again).encode())
            click.echo(f"{shown(markdown)} is written. {totals(found_again)}")
        elif as_json:
            import msgspec

            write_json(msgspec.json.encode(data(found_again)) + b"\n")
        else:
            for line in as_text(found_again):
                click.echo(line)
