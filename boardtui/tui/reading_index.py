"""Brings the search index up to date beside the program, on a connection of its own, and tells a screen how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.worker import Worker, get_current_worker

from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.desk.naming import by_body
from boardtui.register.layout import NAMES
from boardtui.search.index import Index
from boardtui.search.reading import catch_up
from boardtui.tui.screen import BoardScreen


class _Left(Exception):
    """Nobody waits for it any more; what was read by then is kept."""


def read_in_thread(
    screen: BoardScreen,
    index: Index,
    path: Path,
    tell: Callable[[int, int], None],
    done: Callable[[dict[str, str]], None],
) -> Worker[None]:
    """Read what the index lacks.

    Args:
        screen: whose worker it is: where the screen is left it ends.
        index: the index; it can be asked meanwhile.
        path: the database.
        tell: called on the screen's thread with how many entries are read, and of how many.
        done: called there at the end with why which book could not be read to its end.
    """
    return screen.run_worker(
        lambda: _read(screen, index, path, tell, done), thread=True, group="index", exclusive=True, exit_on_error=False
    )


def _read(
    screen: BoardScreen,
    index: Index,
    path: Path,
    tell: Callable[[int, int], None],
    done: Callable[[dict[str, str]], None],
) -> None:
    worker = get_current_worker()

    def told(read: int, total: int) -> None:
        if worker.is_cancelled:
            raise _Left
        screen.app.call_from_thread(lambda: tell(read, total) if screen.has_widgets else None)

    try:
        with Store.open(path, expected=NAMES, read_only=True) as store:
            store.named = by_body(store)
            problems = catch_up(index, store, told)
    except _Left:
        problems = {}
    except BookError as error:
        problems = {"": str(error)}

    def end() -> None:
        if screen.has_widgets:
            done(problems)
        else:
            index.close()

    if worker.is_cancelled:
        index.close()
    else:
        screen.app.call_from_thread(end)
