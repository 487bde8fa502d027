"""Verifies a book beside the program, on a connection of its own, and tells a screen how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from textual.worker import Worker, get_current_worker

from boardtui.audit.checking import check_source
from boardtui.book.chain import Line
from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.register.layout import NAMES
from boardtui.tui.safe import Tone
from boardtui.tui.screen import BoardScreen

_EVERY = 2_000


def verify_in_thread(screen: BoardScreen, path: Path, book: str, total: int) -> Worker[None]:
    """Check chain and steps of a book; the screen says how far it is, and at the end what was found."""
    return screen.run_worker(
        lambda: _verify(screen, path, book, total), thread=True, group="verify", exclusive=True, exit_on_error=False
    )


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
            found = check_source(store, book, lines)
    except BookError as error:
        tell(f"The book could not be checked: {error}", "bad")
        return
    words = " · ".join(found.words.splitlines())
    tell(f"✓ {words}" if found.intact else words, "good" if found.intact else "bad")
