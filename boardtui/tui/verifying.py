"""Verifies a book beside the program, on a connection of its own, and tells a screen how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from textual.worker import Worker, get_current_worker

from boardtui.book.chain import Line
from boardtui.book.errors import Altered, BookError
from boardtui.book.store import Store
from boardtui.book.verify import first_fault
from boardtui.desk.checking import check_source
from boardtui.register.layout import NAMES
from boardtui.tui.safe import Tone
from boardtui.tui.screen import BoardScreen

_EVERY = 2_000
_PAUSE = 0.004  # seconds after every 250 entries, of which a check takes about two milliseconds


def verify_in_thread(screen: BoardScreen, path: Path, book: str, total: int) -> Worker[None]:
    """Check chain and steps of a book; the screen says how far it is, and at the end what was found."""
    return screen.run_worker(
        lambda: _verify(screen, path, book, total), thread=True, group="verify", exclusive=True, exit_on_error=False
    )


def check_in_thread(
    screen: BoardScreen, path: Path, books: Mapping[str, object], tell: Callable[[str, object, Altered | None], None]
) -> Worker[None]:
    """Check the chains of books in the background, leaving the processor to the screens.

    Args:
        screen: whose worker it is; it goes on while another screen lies on it.
        path: the database.
        books: by book, the mark of the file before it is checked.
        tell: called on the screen's thread for each book, with its mark and what is altered in it.
    """
    return screen.run_worker(
        lambda: _check(screen, path, books, tell), thread=True, group="check", exclusive=True, exit_on_error=False
    )


class _Left(Exception):
    """Nobody waits for it any more."""


def _check(
    screen: BoardScreen, path: Path, books: Mapping[str, object], tell: Callable[[str, object, Altered | None], None]
) -> None:
    worker = get_current_worker()

    def pause() -> None:
        if worker.is_cancelled:
            raise _Left
        time.sleep(_PAUSE)

    with suppress(_Left, BookError), Store.open(path, expected=NAMES, read_only=True) as store:
        for book, mark in books.items():
            fault = first_fault(store, book, pause)
            pause()
            screen.app.call_from_thread(tell, book, mark, fault)


def _verify(screen: BoardScreen, path: Path, book: str, total: int) -> None:
    worker = get_current_worker()

    def tell(words: str, tone: Tone = "") -> None:
        if not worker.is_cancelled:
            screen.app.call_from_thread(screen.say, words, tone)

    def lines() -> Iterator[Line]:
        for line in store.lines(book):
            if line.seq % _EVERY == 0:
                tell(f"Verifying the book: {line.seq} of {total} entries …")
            yield line

    try:
        with Store.open(path, expected=NAMES, read_only=True) as store:
            checked = check_source(store, book, lines)
    except BookError as error:
        tell(f"The book could not be checked: {error}", "bad")
        return
    text = " · ".join(checked.words.splitlines())
    tell(f"✓ {text}" if checked.intact else text, "good" if checked.intact else "bad")
