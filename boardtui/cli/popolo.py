"""Popolo data taken in from the command line, and a book written out as Popolo."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from boardtui.charter.words import counted
from boardtui.cli.json_out import write_json
from boardtui.cli.shared import ALTERED, Fault, database, opened, shown

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk
    from boardtui.exchange.popolo.sittings import Sitting


@click.command(name="popolo")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--book", required=True, help="The name of the new book: small letters, digits and hyphens.")
@database
@click.pass_obj
def import_popolo(config: Path | None, files: tuple[Path, ...], book: str, db: Path | None) -> None:
    """Take motions with their vote events (Popolo JSON) into a book of their own, and recount them."""
    from boardtui.exchange.popolo.taking import take

    with opened(db, config) as desk:
        taken = {*desk.store.books(), *(key for key, _ in desk.bodies())}
        secretary = desk.config.settings.secretary
        result = take(desk.store, list(files), book, secretary, taken=taken, progress=_progress)
        for text in result.words():
            click.echo(" ".join(shown(text).split("\n")))
        click.echo(json.dumps(result.figures(), separators=(",", ":")))


def write_popolo(desk: Desk, book: str, *, public: bool, output: Path | None) -> None:
    """Write a book as Popolo JSON, and say on standard error whether it is the whole book."""
    import msgspec

    from boardtui.book.files import atomic_file
    from boardtui.desk.replay import replay
    from boardtui.exchange.popolo.shown import Shown
    from boardtui.exchange.popolo.writing import document

    replayed = replay(desk.store.lines(book))
    if replayed.problem:
        raise Fault(f"Nothing was written, since the book does not verify. {replayed.problem}", ALTERED)
    data = (
        msgspec.json.format(msgspec.json.encode(document(replayed, dict(desk.bodies()), public=public)), indent=1)
        + b"\n"
    )
    if output is None:
        write_json(data)
    else:
        with atomic_file(output) as file:
            file.write(data)
    choices = sum(len(Shown(stretch, public=public).state.choices) for stretch in replayed.stretches)
    if choices:
        left_out = counted(choices, "choice between candidates is", "choices between candidates are")
        click.echo(f"{left_out} left out, since Popolo has no form for them.", err=True)
    if not public:
        click.echo("This is the whole book, what is confidential included; --public leaves that out.", err=True)


def _progress(held: Iterable[Sitting], count: int) -> Iterator[Sitting]:
    """The meetings, with a bar on a terminal."""
    if not sys.stderr.isatty():
        yield from held
        return
    with click.progressbar(held, length=count, label="Recounting meetings", file=sys.stderr) as bar:
        yield from bar
