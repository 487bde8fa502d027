"""The minute book from the command line: recorded, replayed, verified, copied out and in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from boardtui.charter.words import counted
from boardtui.cli.json_out import write_json
from boardtui.cli.popolo import import_popolo, write_popolo
from boardtui.cli.shared import (
    ALTERED,
    Fault,
    confirm_private,
    database,
    known_book,
    opened,
    private_too,
    readable_lines,
    recordable,
    settings_of,
    shown,
)
from boardtui.cli.sheets import add_to

if TYPE_CHECKING:
    from boardtui.book.chain import Line
    from boardtui.desk.desk import Desk
    from boardtui.meeting.fold.stretch import Stretch


@click.command()
@click.argument("book")
@click.argument("script", type=click.File("rb"))
@click.option("--go-on", is_flag=True, help="Record although an earlier meeting in the book was altered.")
@database
@click.pass_obj
def record(config: Path | None, book: str, script: BinaryIO, go_on: bool, db: Path | None) -> None:
    """Record entries of a SCRIPT (JSON Lines, - for standard input) into BOOK.

    All of the book is checked first. What Home would warn of is said on standard error.
    """
    from boardtui.book.transfer import to_jsonl
    from boardtui.desk.script import LONGEST, ScriptError, record_script

    with opened(db, config) as desk:
        session = recordable(desk, book, go_on=go_on)
        try:
            for stamp in record_script(session, iter(lambda: script.readline(LONGEST + 2), b"")):
                if session.last_warning:
                    click.echo(shown(session.last_warning), err=True)
                for line in desk.store.lines(book, stamp.seq, stamp.seq):
                    write_json(to_jsonl(line))
        except ScriptError as error:
            raise Fault(error) from error


@click.command()
@click.argument("source")
@click.option("--json", "as_json_", is_flag=True, help="The state as JSON in place of a timeline.")
@click.option(
    "--under",
    metavar="CHARTER_OR_RULE",
    help="Count every decision again under a charter, a reading's key, or settings like base=present,threshold=2/3 or "
    "ratification.who=all.",
)
@click.option("--markdown", type=click.Path(path_type=Path), help="With --under: write the review to this file.")
@database
@click.pass_obj
def replay(
    config: Path | None, source: str, as_json_: bool, under: str | None, markdown: Path | None, db: Path | None
) -> None:
    """Go through a BOOK of the database, or an exported FILE.jsonl, from its first entry.

    A public copy is told as far as it goes: what is withheld is shown as withheld.
    """
    from boardtui.desk.public_copy import is_public_copy
    from boardtui.desk.replay import as_json, replay as replayed

    if markdown is not None and (under is None or as_json_):
        raise Fault("--markdown writes a review: give --under as well, and leave --json out.")
    timezone = settings_of(config).settings.timezone
    with readable_lines(source, db, config) as (store, lines):
        if store is None and is_public_copy(lines()):
            _replay_public(lines(), as_json_, under, timezone)
            return
        register: dict[str, str] = {}
        if under is not None:
            outcome = replayed(lines())
            if store is not None:
                from boardtui.register.bodies import reports_to

                register = reports_to(store.connection)
        elif as_json_:
            import msgspec

            outcome, state = as_json(lines())
            write_json(msgspec.json.encode(state) + b"\n")
        else:
            outcome = replayed(lines(), keep=False, each=_show_timeline(timezone))
    if under is not None and not outcome.problem:
        from boardtui.cli.review import show_review

        show_review(outcome, under, register, as_json=as_json_, markdown=markdown)
    if outcome.problem:
        raise Fault(outcome.problem, ALTERED)


def _replay_public(lines: Iterator[Line], as_json_: bool, under: str | None, timezone: str) -> None:
    """What a public copy says of itself; its decisions cannot be counted again."""
    import msgspec

    from boardtui.desk.public_copy import public_json, public_timeline, read_public

    if under is not None:
        raise Fault("--under counts every vote again, and this public copy does not hold them all. Ask for the book.")
    copy = read_public(lines)
    if as_json_:
        write_json(msgspec.json.encode(public_json(copy)) + b"\n")
    else:
        for text in public_timeline(copy, timezone):
            click.echo(text)
    if copy.problem:
        raise Fault(copy.problem, ALTERED)


def _show_timeline(timezone: str) -> Callable[[Stretch], None]:
    """Prints a stretch when it has been gone through, so that a book of any length needs no more memory."""
    from boardtui.desk.timeline import timeline

    shown_before = False

    def show(stretch: Stretch) -> None:
        nonlocal shown_before
        for text in [*([""] if shown_before else []), *timeline([stretch], timezone)]:
            click.echo(text)
        shown_before = True

    return show


@click.command()
@click.argument("book")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "popolo", "csv", "xlsx", "ics"]), default="jsonl", show_default=True
)
@click.option(
    "--public", is_flag=True, help="A public copy: confidential entries are withheld, the chain still verifies."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write; standard output where absent."
)
@private_too
@database
@click.pass_obj
def export(
    config: Path | None,
    book: str,
    form: str,
    public: bool,
    output: Path | None,
    although_private: bool,
    db: Path | None,
) -> None:
    """Write a BOOK out, whole or as a public copy.

    Registers (csv, xlsx) and calendar (ics) have nothing confidential in them, with --public or without it.

    With --public, one with meetings that were not held in public is written only once that is confirmed.
    """
    from boardtui.book.transfer import atomic_file, to_jsonl, write_jsonl
    from boardtui.cli.tables import write_tables
    from boardtui.desk.replay import confidential_entries

    with opened(db, config, read_only=True) as desk:
        if public and form != "ics" and not although_private:  # a calendar has meetings to come, and none of the book
            _confirm_public(desk, book)
        if form in ("csv", "xlsx", "ics"):
            write_tables(desk, book, form, output)  # type: ignore[arg-type]  # one of these three
            return
        known_book(desk, book)
        if form == "popolo":
            write_popolo(desk, book, public=public, output=output)
            return
        withheld: set[int] = set()
        if public:
            replayed, withheld = confidential_entries(desk.store.lines(book))
            if replayed.problem:
                raise Fault(f"No public copy was made, since the book does not verify. {replayed.problem}", ALTERED)
        if output is None and sys.stdout.isatty():
            for line in desk.store.lines(book):
                write_json(to_jsonl(line, withhold=line.seq in withheld))
        elif output is None:
            write_jsonl(desk.store.lines(book), sys.stdout.buffer, withheld)
        else:
            with atomic_file(output) as file:
                write_jsonl(desk.store.lines(book), file, withheld)
        if not public and (fault := desk.altered(book)) is not None:
            raise Fault(f"The copy is made of the book as it is now. {fault}", ALTERED)


def _confirm_public(desk: Desk, book: str) -> None:
    from boardtui.papers.circulation.in_public import NotInPublic, require_in_public

    try:
        require_in_public(desk, book)
    except NotInPublic as fault:
        confirm_private(fault)


@click.group(name="import")
def import_() -> None:
    """Take in what another program or computer wrote."""


@import_.command(name="book")
@click.argument("file", type=click.Path(path_type=Path))
@database
@click.pass_obj
def import_book(config: Path | None, file: Path, db: Path | None) -> None:
    """Take an exported book (JSON Lines) into a database that has no such book yet, or an older copy of it.

    Of a book that is a beginning of the one in the file, what it lacks is imported.
    """
    from boardtui.book.transfer import import_lines, read_jsonl
    from boardtui.desk.replay import replay as replayed
    from boardtui.desk.restoring import take_over

    with opened(db, config) as desk:
        first = next(read_jsonl(file), None)
        if first is not None and first.book in desk.store.books():
            book, count = take_over(desk.store, file)
            lacked = f"{counted(count, 'entry', 'entries')} that the {shown(desk.book_words(book))} lacked"
            click.echo(f"{lacked} {'is' if count == 1 else 'are'} imported from {shown(file)}.")
            return
        outcome = replayed(read_jsonl(file), keep=False)
        if outcome.problem:
            raise Fault(f"Nothing was imported: {outcome.problem}", ALTERED)
        count = import_lines(desk.store, read_jsonl(file))
        click.echo(f"{counted(count, 'entry', 'entries')} imported from {shown(file)}.")


import_.add_command(import_popolo)
add_to(import_)
