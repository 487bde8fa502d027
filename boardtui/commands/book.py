"""The minute book from the command line: recorded, replayed, verified, copied out and in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from boardtui.commands.shared import (
    ALTERED,
    UNREADABLE,
    Fault,
    book_lines,
    database,
    known_book,
    opened,
    readable_lines,
    session_of,
    settings_of,
    shown,
)


@click.command()
@click.argument("book")
@click.argument("script", type=click.File("rb"))
@database
@click.pass_obj
def record(config: Path | None, book: str, script: BinaryIO, db: Path | None) -> None:
    """Record entries of a SCRIPT (JSON Lines, - for standard input) into BOOK."""
    from boardtui.book.transfer import to_jsonl
    from boardtui.script import ScriptError, record_script

    with opened(db, config) as desk:
        session = session_of(desk, book)
        try:
            for stamp in record_script(session, script):
                for line in desk.store.lines(book, stamp.seq, stamp.seq):
                    sys.stdout.buffer.write(to_jsonl(line))
                    sys.stdout.buffer.flush()
        except ScriptError as error:
            raise Fault(error) from error


@click.command()
@click.argument("source")
@click.option("--json", "as_json_", is_flag=True, help="The state as JSON in place of a timeline.")
@database
@click.pass_obj
def replay(config: Path | None, source: str, as_json_: bool, db: Path | None) -> None:
    """Go through a BOOK of the database, or an exported FILE.jsonl, from its first entry."""
    from boardtui.replay import as_json
    from boardtui.replay import replay as replayed
    from boardtui.timeline import timeline

    with book_lines(source, db, config) as lines:
        found = replayed(lines)
    if as_json_:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(as_json(found)) + b"\n")
    else:
        for text in timeline(found.stretches, settings_of(config).settings.timezone):
            click.echo(text)
    if found.problem:
        raise Fault(found.problem, ALTERED)


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--extends", type=click.Path(path_type=Path), help="An earlier copy that must be a beginning of the book."
)
@database
@click.pass_obj
def verify(config: Path | None, sources: tuple[str, ...], extends: Path | None, db: Path | None) -> None:
    """Check every digest, hash, link and recorded result of BOOKs or exported FILEs."""
    from boardtui.checking import check_source

    status = 0
    for source in sources:
        try:
            with readable_lines(source, db, config) as (store, lines):
                found = check_source(store, source, lines, extends)
        except Fault as fault:
            fault.show()
            status = max(status, UNREADABLE)
            continue
        click.echo(shown(found.words), err=not found.intact)
        status = max(status, 0 if found.intact else ALTERED)
    raise SystemExit(status)


@click.command()
@click.argument("book")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "--public", is_flag=True, help="A public copy: confidential entries are withheld, the chain still verifies."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write; standard output where absent."
)
@database
@click.pass_obj
def export(config: Path | None, book: str, form: str, public: bool, output: Path | None, db: Path | None) -> None:
    """Write a BOOK out, whole or as a public copy."""
    from boardtui.book.transfer import atomic_file, write_jsonl
    from boardtui.replay import confidential_entries
    from boardtui.replay import replay as replayed

    with opened(db, config, read_only=True) as desk:
        known_book(desk, book)
        withheld: set[int] = set()
        if public:
            found = replayed(desk.store.lines(book))
            if found.problem:
                raise Fault(f"No public copy was made, since the book does not verify. {found.problem}", ALTERED)
            withheld = confidential_entries(found)
        if output is None:
            write_jsonl(desk.store.lines(book), sys.stdout.buffer, withheld)
            return
        with atomic_file(output) as file:
            write_jsonl(desk.store.lines(book), file, withheld)


@click.group(name="import")
def import_() -> None:
    """Take in what another program or computer wrote."""


@import_.command(name="book")
@click.argument("file", type=click.Path(path_type=Path))
@database
@click.pass_obj
def import_book(config: Path | None, file: Path, db: Path | None) -> None:
    """Take a whole exported book (JSON Lines) into a database that has no such book yet."""
    from boardtui.book.transfer import import_lines, read_jsonl
    from boardtui.replay import replay as replayed

    with opened(db, config) as desk:
        found = replayed(read_jsonl(file), keep=False)
        if found.problem:
            raise Fault(f"Nothing was taken in: {found.problem}", ALTERED)
        count = import_lines(desk.store, read_jsonl(file))
        click.echo(f"{count} entries taken in from {shown(file)}.")
