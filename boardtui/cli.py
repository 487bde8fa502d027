"""The command line: opens the program, and does without a screen what scripts and checkers ask for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from boardtui import __version__

if TYPE_CHECKING:
    from boardtui.book.chain import Line
    from boardtui.config import Config
    from boardtui.desk import Desk

ALTERED, UNREADABLE = 1, 2
_db = click.option("--db", type=click.Path(path_type=Path), help="The database, where not the one in config.toml.")


class Fault(click.ClickException):
    """A sentence for the user and an exit status; never a traceback."""

    def __init__(self, message: object, status: int = 1) -> None:
        super().__init__(_shown(message))
        self.exit_code = status

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


@click.group(invoke_without_command=True)
@click.version_option(__version__, message="boardtui %(version)s")
@click.option("--config", type=click.Path(path_type=Path), help="The config.toml to use.")
@_db
@click.pass_context
def main(context: click.Context, config: Path | None, db: Path | None) -> None:
    """Run a partnership board's meeting: roll call, votes, minutes, and a minute book that can be replayed.

    Without a command it opens the program on the database that config.toml names.
    """
    context.obj = config
    if context.invoked_subcommand is None:
        _run(db, config)


@main.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("demo"), help="Where the copy goes.")
@click.option("--fresh", is_flag=True, help="Throw an earlier copy away and begin again.")
def demo(folder: Path, fresh: bool) -> None:
    """Open the demonstration: a copy of the example database, so that nothing is spoilt."""
    from boardtui.example import demo_copy

    with _told():
        config = demo_copy(folder, fresh=fresh)
    _run(None, config)


@main.command()
@click.option("--charter", default="mid-south-essex", show_default=True, help="A charter's name, or a TOML file.")
@click.option("--example", is_flag=True, help="Fill it with the example meetings, as data.db.example is made.")
@click.option(
    "--papers", type=click.Path(path_type=Path), help="With --example: where the finished meeting's papers go."
)
@_db
@click.pass_obj
def init(config: Path | None, charter: str, example: bool, papers: Path | None, db: Path | None) -> None:
    """Make a new database from a charter."""
    from boardtui.example import new_database, write_example

    path = db or _config(config).database
    with _told():
        if example:
            write_example(path, papers)
        else:
            new_database(path, charter)
    click.echo(f"{_shown(path)} is ready. Open it with: boardtui --db {_shown(path)}")


@main.command()
@click.argument("book")
@click.argument("script", type=click.File("rb"))
@_db
@click.pass_obj
def record(config: Path | None, book: str, script: BinaryIO, db: Path | None) -> None:
    """Record entries of a SCRIPT (JSON Lines, - for standard input) into BOOK."""
    from boardtui.book.transfer import to_jsonl
    from boardtui.script import ScriptError, record_script

    with _desk(db, config) as desk:
        session = _session(desk, book)
        try:
            for stamp in record_script(session, script):
                for line in desk.store.lines(book, stamp.seq, stamp.seq):
                    sys.stdout.buffer.write(to_jsonl(line))
                    sys.stdout.buffer.flush()
        except ScriptError as error:
            raise Fault(error) from error


@main.command()
@click.argument("source")
@click.option("--json", "as_json_", is_flag=True, help="The state as JSON in place of a timeline.")
@_db
@click.pass_obj
def replay(config: Path | None, source: str, as_json_: bool, db: Path | None) -> None:
    """Go through a BOOK of the database, or an exported FILE.jsonl, from its first entry."""
    from boardtui.replay import as_json
    from boardtui.replay import replay as replayed
    from boardtui.timeline import timeline

    with _lines(source, db, config) as lines:
        found = replayed(lines)
    if as_json_:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(as_json(found)) + b"\n")
    else:
        for text in timeline(found.stretches, _config(config).settings.timezone):
            click.echo(text)
    if found.problem:
        raise Fault(found.problem, ALTERED)


@main.command()
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--extends", type=click.Path(path_type=Path), help="An earlier copy that must be a beginning of the book."
)
@_db
@click.pass_obj
def verify(config: Path | None, sources: tuple[str, ...], extends: Path | None, db: Path | None) -> None:
    """Check every digest, hash, link and recorded result of BOOKs or exported FILEs."""
    from boardtui.checking import check_source

    status = 0
    for source in sources:
        try:
            with _lines_twice(source, db, config) as (store, lines):
                found = check_source(store, source, lines, extends)
        except Fault as fault:
            fault.show()
            status = max(status, UNREADABLE)
            continue
        click.echo(_shown(found.words), err=not found.intact)
        status = max(status, 0 if found.intact else ALTERED)
    raise SystemExit(status)


@main.command()
@click.argument("book")
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "--public", is_flag=True, help="A public copy: confidential entries are withheld, the chain still verifies."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write; standard output where absent."
)
@_db
@click.pass_obj
def export(config: Path | None, book: str, form: str, public: bool, output: Path | None, db: Path | None) -> None:
    """Write a BOOK out, whole or as a public copy."""
    from boardtui.book.transfer import atomic_file, write_jsonl
    from boardtui.replay import confidential_entries
    from boardtui.replay import replay as replayed

    with _desk(db, config, read_only=True) as desk:
        _known_book(desk, book)
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


@main.group(name="import")
def import_() -> None:
    """Take in what another program or computer wrote."""


@import_.command(name="book")
@click.argument("file", type=click.Path(path_type=Path))
@_db
@click.pass_obj
def import_book(config: Path | None, file: Path, db: Path | None) -> None:
    """Take a whole exported book (JSON Lines) into a database that has no such book yet."""
    from boardtui.book.transfer import import_lines, read_jsonl
    from boardtui.replay import replay as replayed

    with _desk(db, config) as desk:
        found = replayed(read_jsonl(file), keep=False)
        if found.problem:
            raise Fault(f"Nothing was taken in: {found.problem}", ALTERED)
        count = import_lines(desk.store, read_jsonl(file))
        click.echo(f"{count} entries taken in from {_shown(file)}.")


@main.command()
@click.argument("problems", type=click.File("rb"))
def tally(problems: BinaryIO) -> None:
    """Answer decision PROBLEMS (JSON Lines; - for standard input): what would carry, and by how much."""
    from boardtui.charter.load import shipped
    from boardtui.meeting.problem import answers

    good = True
    for answer, understood in answers(problems, shipped):
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()
        good = good and understood
    raise SystemExit(0 if good else 1)


@main.command()
@click.argument("book")
@click.argument("meeting", required=False)
@click.option("--names", type=click.Choice(["dissent", "all"]), help="Whose names are printed with a vote.")
@_db
@click.pass_obj
def minutes(config: Path | None, book: str, meeting: str | None, names: str | None, db: Path | None) -> None:
    """Write the minutes of a MEETING (the last one where not named) into the folder of meetings."""
    from boardtui.closing import write_minutes_of

    with _desk(db, config, read_only=True) as desk:
        _known_book(desk, book)
        for path in write_minutes_of(desk, book, meeting, names):
            click.echo(_shown(path))


@main.group()
def charter() -> None:
    """The memoranda that come with the program, and a board's own."""


@charter.command(name="list")
def charter_list() -> None:
    """Name the charters that come with the program."""
    from boardtui.charter.load import names, shipped

    for name in names():
        held = shipped(name)
        click.echo(f"{name}: {held.title}, {held.date}; {len(held.partners)} partners, {len(held.bodies)} bodies")


@charter.command(name="check")
@click.argument("file", type=click.Path(path_type=Path))
def charter_check(file: Path) -> None:
    """Say whether a charter FILE can be used, and if not, what is wrong where."""
    from boardtui.charter.load import load

    with _told():
        held = load(file)
    click.echo(
        f"{_shown(file)} can be used: {_shown(held.title)}, {len(held.partners)} partners, {len(held.bodies)} bodies."
    )


def _run(db: Path | None, config: Path | None) -> None:
    with _desk(db, config) as desk:
        from boardtui.app import run

        raise SystemExit(run(desk))


def _config(path: Path | None) -> Config:
    from boardtui.config import find, load

    with _told():
        return load(path or find())


@contextmanager
def _desk(db: Path | None, config: Path | None, *, read_only: bool = False) -> Iterator[Desk]:
    from boardtui.desk import Desk

    with _told():
        desk = Desk.open(_config(config), path=db, read_only=read_only)
        try:
            yield desk
        finally:
            desk.close()


@contextmanager
def _told() -> Iterator[None]:
    """Turn whatever is wrong with a file or an entry into one sentence and exit status 1."""
    from boardtui.book.errors import BookError

    try:
        yield
    except BookError as error:
        raise Fault(error) from error
    except (click.ClickException, SystemExit):
        raise
    except Exception as error:
        if type(error).__name__ in ("ConfigError", "CharterError", "RegisterError", "Refused", "PaperError"):
            raise Fault(error) from error
        if isinstance(error, OSError):
            raise Fault(f"{error.filename or 'A file'} could not be used ({error.strerror}).") from error
        raise


@contextmanager
def _lines(source: str, db: Path | None, config: Path | None) -> Iterator[Iterator[Line]]:
    """The lines of an exported file, or of a book of the database."""
    with _lines_twice(source, db, config) as (_, lines):
        yield lines()


@contextmanager
def _lines_twice(source: str, db: Path | None, config: Path | None) -> Iterator[tuple[Any, Any]]:
    """The store where it is a book, and a way to read its lines as often as needed."""
    from boardtui.book.transfer import read_jsonl

    if source.endswith(".jsonl") or (not db and Path(source).is_file()):
        with _told():
            yield None, lambda: read_jsonl(source)
        return
    with _desk(db, config, read_only=True) as desk:
        _known_book(desk, source)
        yield desk.store, lambda: desk.store.lines(source)


def _known_book(desk: Desk, book: str) -> None:
    books = desk.store.books()
    if book not in books:
        raise Fault(f"There is no book {_shown(book)!r}; there are: {', '.join(map(_shown, books)) or 'none yet'}.")


def _session(desk: Desk, book: str) -> Any:
    bodies = {key for key, _ in desk.bodies()}
    if book not in bodies and book not in desk.store.books():
        raise Fault(f"There is no body {_shown(book)!r}; there are: {', '.join(sorted(bodies))}.")
    return desk.session(book)


def _shown(text: object) -> str:
    from boardtui.meeting.plain import plain

    return plain(str(text), keep_newlines=True)


if __name__ == "__main__":
    main()
