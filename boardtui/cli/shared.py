"""What the commands share: the database that is meant, and every fault told in one sentence."""

from __future__ import annotations

import os
import shlex
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from boardtui.papers.errors import LettersLacking

if TYPE_CHECKING:
    from boardtui.config.config import Config
    from boardtui.desk.desk import Desk
    from boardtui.papers.circulation.in_public import NotInPublic

Command = TypeVar("Command", bound=Callable[..., Any])
ALTERED, UNREADABLE = 1, 2
LOOK = 0.5  # seconds between two looks whether a database can be used
IN_USE = "boardtui.database"
"""Under which the context of a command holds the database that it uses, so that a fault is noted beside it."""


def _or_named_before(ctx: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
    """The database named before the command, as in `boardtui --db FILE verify BOOK`, where none is named after it."""
    while value is None and ctx.parent is not None:
        ctx = ctx.parent
        value = ctx.params.get("db")
    return in_use(ctx, _, value)


def in_use(ctx: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
    """Keep in mind which database an option names."""
    if value is not None:
        ctx.meta[IN_USE] = value
    return value


def _use_settings(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    """Let the command go by that config.toml; named before the command or after it alike."""
    if value is not None:
        ctx.obj = value


def _use_folder(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    """Let the command go by the config.toml in a folder."""
    if value is None:
        return
    if (value / "config.toml").is_dir():
        raise Fault(
            f"{(value / 'config.toml').absolute()} is a folder, and the settings are a file of that name. Rename the folder."
        )
    if not (value / "config.toml").is_file():
        raise Fault(
            f"There is no config.toml in {value.absolute()}. boardtui demo --dir makes a folder with one; a database alone "
            f"is named with --db. A new one: boardtui init --db {value / 'data.db'}."
        )
    ctx.obj = value / "config.toml"


_db = click.option(
    "--db",
    type=click.Path(path_type=Path),
    callback=_or_named_before,
    help="Database file (default: the one in config.toml).",
)
_config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    callback=_use_settings,
    expose_value=False,
    help="The config.toml to use.",
)
_dir = click.option(
    "--dir",
    type=click.Path(path_type=Path),
    callback=_use_folder,
    expose_value=False,
    help="Folder with a config.toml and its database, such as demo makes.",
)


def settings_named(command: Command) -> Command:
    """The options of a command that goes by the settings: which config.toml, or the folder that it is in."""
    return _config(_dir(command))


def database(command: Command) -> Command:
    """The options of a command that uses a database: the database, and which settings."""
    return _db(settings_named(command))


class Fault(click.ClickException):
    """A sentence for the user and an exit status; never a traceback."""

    def __init__(self, message: object, status: int = 1) -> None:
        super().__init__(shown(message))
        self.exit_code = status  # type: ignore[misc]

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def settings_of(path: Path | None) -> Config:
    from boardtui.config.config import find, load

    with faults_in_words():
        return load(path or find())


@contextmanager
def opened(db: Path | None, config: Path | None, *, read_only: bool = False, waits: bool = False) -> Iterator[Desk]:
    """The database, closed afterwards. Where it is only read, it is said what the second place has more than it.

    With ``waits`` one that another program is using is waited for, at a terminal.
    """
    from boardtui.desk.desk import Desk
    from boardtui.desk.folding import called_by_body

    with faults_in_words():
        settings = settings_of(config)
        click.get_current_context().meta[IN_USE] = db or settings.database
        open_it = partial(Desk.open, settings, path=db, read_only=read_only)
        desk = _when_free(open_it) if waits else open_it()
        if desk.news and not read_only:
            click.echo(shown(desk.news), err=True)
        try:
            for text in desk.older_than_second_place() if read_only else ():
                click.echo(shown(text), err=True)
            with warnings.catch_warnings(record=True) as remarks:
                warnings.simplefilter("always", LettersLacking)
                with called_by_body(desk.store):
                    yield desk
            for text in dict.fromkeys(str(remark.message) for remark in remarks if remark.category is LettersLacking):
                click.echo(shown(text), err=True)
        finally:
            desk.close()
            for path in desk.left:
                kept = "has entries recorded here that the database lacks, since an older copy took its place. Keep it."
                click.echo(shown(f"{path} {kept} To put them back: boardtui import book {path}"), err=True)


def _when_free(open_it: Callable[[], Desk]) -> Desk:
    """Open a database as soon as it can be used; what keeps it from that is said once."""
    from boardtui.book.errors import Unavailable

    before = ""
    while True:
        try:
            return open_it()
        except Unavailable as error:
            if not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            if str(error) != before:
                before = str(error)
                click.echo(shown(f"{error} boardtui starts as soon as that is possible; ctrl+c gives up."), err=True)
            time.sleep(LOOK)


@contextmanager
def faults_in_words() -> Iterator[None]:
    """Turn whatever is wrong with a file or an entry into one sentence and exit status 1."""
    from boardtui.book.lock import without_home
    from boardtui.errors import UserError

    try:
        yield
    except UserError as error:
        raise Fault(without_home(str(error))) from error
    except BrokenPipeError:  # whoever read what is printed has seen enough
        raise
    except OSError as error:
        raise Fault(f"{error.filename or 'A file'} could not be used ({error.strerror}).") from error


@contextmanager
def readable_lines(source: str, db: Path | None, config: Path | None) -> Iterator[tuple[Any, Any]]:
    """The store where it is a book, and a way to read its lines as often as needed."""
    from boardtui.book.transfer import read_jsonl

    if source.endswith(".jsonl") or (not db and Path(source).is_file()):
        with faults_in_words():
            yield None, lambda: read_jsonl(source)
        return
    with opened(db, config, read_only=True) as desk:
        known_book(desk, source)
        yield desk.store, lambda: desk.store.lines(source)


def known_book(desk: Desk, book: str) -> None:
    books = desk.store.books()
    if book not in books:
        raise no_body_of(desk, book, books, "minute book")


def no_body_of(desk: Desk, said: str, known: Iterable[str], what: str = "body") -> Fault:
    """That there is no such body; where a meeting of one was named, with the command as it is meant."""
    from boardtui.desk.misnamed import body_of, no_body

    body = body_of(desk, said)
    return Fault(f"{no_body(desk, said, known, what)}{f' Type: {typed(body, said)}' if body else ''}")


def typed(body: str, meeting: str) -> str:
    """This command as it is typed with that body and, where it takes one, that meeting."""
    ctx = click.get_current_context()
    given = ctx.params | {"book": body, "body": body, "source": body, "sources": body, "meeting": meeting}
    named = [given.get(one.name or "") for one in ctx.command.params if isinstance(one, click.Argument)]
    words: list[str] = [str(getattr(word, "name", word)) for word in named if word]
    return shlex.join(["boardtui", ctx.info_name or "", *words])


def session_of(desk: Desk, book: str) -> Any:
    bodies = {key for key, _ in desk.bodies()}
    if book not in bodies and book not in desk.store.books():
        raise no_body_of(desk, book, sorted(bodies))
    return desk.session(book)


def recordable(desk: Desk, book: str, *, go_on: bool = False) -> Any:
    """The session of a book that may be recorded in, all of it checked; what Home would warn of is said.

    Args:
        desk: the open database.
        book: its key.
        go_on: record although an earlier meeting in it was altered.
    """
    from boardtui.book.errors import Altered
    from boardtui.book.lock import without_home

    if go_on:
        desk.go_on(book)
    try:
        session = session_of(desk, book)
        fault = desk.altered(book)
    except Altered as altered:
        session, fault = None, altered
    if session is None or (fault is not None and not go_on):
        more = " To record all the same: boardtui record --go-on" if desk.may_go_on(book) else ""
        raise Fault(f"Nothing was recorded. {fault}{more}")
    if (reason := desk.store.read_only_reason) is not None:
        raise Fault(f"Nothing was recorded. {without_home(reason)}")
    for place, text in desk.to_put_right().items():
        click.echo(shown(f"{desk.place_words(place)}: {text}"), err=True)
    return session


private_too = click.option(
    "--although-private", is_flag=True, help="Also where a meeting in it was not held in public."
)


def confirm_private(fault: NotInPublic) -> None:
    """Ask at a terminal whether what was not held in public is to go out all the same; refuse elsewhere."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Fault(f"{fault} To write it for the public all the same: --although-private") from fault
    if not click.confirm(shown(f"{fault} Write it for the public all the same?"), default=False, err=True):
        raise Fault("Nothing was written.") from fault


def shown(text: object) -> str:
    from boardtui.meeting.words.safe_text import plain

    return plain(str(text), keep_newlines=True)


def ask_for_terminal(words: str) -> None:
    """Refuse, with these words, where there is no terminal; and where there is one that can only print line after line."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Fault(words)
    if (name := os.environ.get("TERM", "").lower()) in ("dumb", "unknown"):
        raise Fault(
            f"This terminal cannot show screens (TERM is {name}): start boardtui in another. "
            "What works here: boardtui --help."
        )


def run(db: Path | None, config: Path | None) -> None:
    """Open the screens; they need a terminal to be shown in and typed to."""
    with opened(db, config, waits=True) as desk:
        ask_for_terminal(
            "boardtui shows its screens in a terminal window: start it there. What works without: boardtui --help."
        )
        from boardtui.app import run

        raise SystemExit(run(desk))
