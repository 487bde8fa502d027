"""Makes new databases: empty from a charter, or an example with its register and finished meetings."""

from __future__ import annotations

import datetime
import hashlib
import itertools
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from boardtui.book.errors import BookError
from boardtui.book.lock import take
from boardtui.book.store import Store
from boardtui.book.transfer import atomic_file
from boardtui.charter.load import names
from boardtui.cli.examples.story import Example, Moment
from boardtui.desk.desk import DRAFTS
from boardtui.desk.new_database import make
from boardtui.desk.session import Session
from boardtui.register.agenda import add_item, add_meeting
from boardtui.register.demo import write_register
from boardtui.register.layout import NAMES

# The demonstration's settings; those of a real board are explained in the config.toml that comes with the program.
FIRST = "mid-south-essex"  # whose example is shipped ready made
MARK = ".boardtui-demo"  # the file that says that this made the folder
_DATABASE = ("data.db", "data.db-journal", "data.db.lock", f"data{DRAFTS}")
CONFIG = {"database": "data.db", "meetings": "meetings", "secretary": "Secretary (demonstration)"}


def example(charter: str) -> Example:
    """The example of a charter that comes with the program. BookError where there is none."""
    if charter not in names():
        raise BookError(f"There is no example of {charter!r}; there are: {', '.join(names())}.")
    example: Example = import_module(f"boardtui.cli.examples.{charter.replace('-', '_')}").EXAMPLE
    return example


def write_example(path: Path, papers: Path | None = None, charter: str = FIRST) -> None:
    """An example database, the same bytes in every entry each time; ``papers`` also gets the finished meeting's."""
    told = example(charter)
    make(path, lambda store: _fill(store, told))
    if papers is not None:
        from boardtui.config.config import Config, Settings
        from boardtui.desk.desk import Desk
        from boardtui.papers.circulation.closing import write_minutes_of

        config = Config(
            Settings(database=str(path.resolve()), meetings=str(papers.resolve()), formats=("md",)), papers.resolve()
        )
        desk = Desk.open(config, read_only=True)
        try:
            write_minutes_of(desk, *told.papers)
        finally:
            desk.close()


_NOT_OURS = (
    "{} holds a database or settings that boardtui demo did not make, so they were left as they are. "
    "Choose another folder with --dir, or move the files away first."
)


def demo_copy(folder: Path, *, fresh: bool = False, charter: str = FIRST) -> Path:
    """A folder with a copy of the example database of a charter and its settings; returns the config.toml in it.

    An earlier copy is gone on with, unless ``fresh`` throws it away. Raises BookError where the folder holds something that
    this did not make, or what would be replaced is open elsewhere.
    """
    import tomli_w

    example(charter)
    database = folder / "data.db"
    if database.exists() and not fresh:
        if not (folder / MARK).exists():
            raise BookError(_NOT_OURS.format(folder))
        return folder / "config.toml"
    if any((folder / name).exists() for name in ("config.toml", *_DATABASE)):
        _remove_copy(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _copy_example(database, charter)
    with Store.open(database, expected=NAMES, read_only=True) as store:
        heads = {book: [head.seq, head.hash] for book in store.books() if (head := store.head(book))}
    for name, content in (("config.toml", CONFIG), (MARK, {"made_by": "boardtui demo", "heads": heads})):
        with atomic_file(folder / name) as file:
            file.write(tomli_w.dumps(content).encode())
    return folder / "config.toml"


def _remove_copy(folder: Path) -> None:
    """Throw away a copy made earlier. Refused where it is open elsewhere, or not the copy that the mark tells of."""
    database = folder / "data.db"
    if not _is_copy(folder):
        raise BookError(_NOT_OURS.format(folder))
    if database.exists():
        hold, _ = take(database)
        if hold is None:
            raise BookError(f"{database} is open in another boardtui, so it was left as it is. Close that one first.")
        hold.release()  # Windows deletes no file that is open
    for name in _DATABASE:
        (folder / name).unlink(missing_ok=True)


def _is_copy(folder: Path) -> bool:
    """Whether this made the folder, and the books of the database in it, if one is there, begin as it made them."""
    try:
        heads = tomllib.loads((folder / MARK).read_text(encoding="utf-8"))["heads"]
        if not (folder / "data.db").exists():
            return True
        with Store.open(folder / "data.db", expected=NAMES, read_only=True) as store:
            return all(
                [line.hash for line in store.lines(book, number, number)] == [head]
                for book, (number, head) in heads.items()
            )
    except (OSError, ValueError, KeyError, AttributeError, TypeError, BookError):
        return False


def _copy_example(database: Path, charter: str) -> None:
    """The shipped example where it is at hand, else one made anew."""
    shipped_with = Path(__file__).resolve().parents[3] / "data.db.example"
    if charter != FIRST or not shipped_with.is_file():
        write_example(database, charter=charter)
        return
    with atomic_file(database) as file, shipped_with.open("rb") as example:
        shutil.copyfileobj(example, file)


def _fill(store: Store, told_of: Example) -> None:
    write_register(store.connection, told_of.charter, told_of.planned, told_of.seats)
    for meeting, agenda, told in told_of.held:
        add_meeting(store.connection, meeting)
        for item in agenda:
            add_item(store.connection, meeting.key, item)
        _hold(store, meeting.body, meeting.key, told)


def _hold(store: Store, book: str, meeting: str, told: Iterable[Moment]) -> None:
    """Record a meeting as it was told, at the minutes given, with random parts that are the same every time."""
    moments: Iterator[datetime.datetime] = iter(())
    numbers = itertools.count(1)
    session = Session(
        store,
        book,
        by="Secretary (demonstration)",
        clock=lambda: next(moments),
        nonces=lambda: hashlib.sha256(f"{meeting} {next(numbers)}".encode()).hexdigest()[:32],
    )
    for start, what in told:
        moments = _from(start)
        if isinstance(what, str):
            session.convene(what)
            continue
        for entry in what:
            session.record(entry)


def _from(start: str) -> Iterator[datetime.datetime]:
    """A moment for every entry told at a minute, a second apart."""
    first = datetime.datetime.fromisoformat(start)
    return (first + datetime.timedelta(seconds=number) for number in itertools.count())
