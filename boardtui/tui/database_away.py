"""What is done where the database cannot be used, or lacks what was recorded: the program waits, or asks, and goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType

from boardtui.book.errors import TROUBLES, BookError, LinesMissing, Unavailable, WriteUncertain
from boardtui.book.missing import beside, write_out
from boardtui.errors import UserError
from boardtui.tui.forms.dialog import Dialog
from boardtui.tui.forms.dialogs import Choose, Option
from boardtui.tui.safe import wrap
from boardtui.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from boardtui.book.store import Store
    from boardtui.tui.board import Asking

T = TypeVar("T")
LOOK = 0.5  # seconds between two looks whether the file can be used again

_KEPT = "What you entered is kept here and recorded as soon as that is possible."
_DOUBT = "boardtui looks as soon as the file can be read, and records it only if it is not there."
_READING = "boardtui continues as soon as that is possible. Everything recorded is safe."


class Waiting(Dialog):
    """Stays until the file can be used, and then goes by itself. Answers True, or None where it was given up."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "look", "try now", show=False)]

    def __init__(self, store: Store, error: UserError, *, to_record: bool, given_up: str) -> None:
        hint = f"enter try now   esc {given_up}"
        super().__init__(f"Waiting for {store.path.name}", "", hint)
        self._store = store
        self._after = _READING if not to_record else _DOUBT if isinstance(error, WriteUncertain) else _KEPT
        self._words = f"{error} {self._after}"

    def on_mount(self) -> None:
        self.set_interval(LOOK, self.action_look)

    def action_look(self) -> None:
        """Look whether the file can be used; where another thing keeps it from that by now, say so."""
        try:
            self._store.probe()
        except Unavailable as error:
            if self._after != _DOUBT:
                spans = wrap(f"{error} {self._after}", self._width())
                self.query_one("#words", Painted).show(spans)
        else:
            self.dismiss(True)


async def overcome(
    screen: Asking, error: UserError, *, to_record: bool = True, given_up: str = "do not record it"
) -> bool:
    """Wait until the file can be used, or ask what is to be done about what it lacks; whether to go on.

    ``given_up`` says what Escape does in place of waiting.
    """
    if isinstance(error, LinesMissing):
        return await _bring_back(screen, error)
    dialog = Waiting(screen.board.desk.store, error, to_record=to_record, given_up=given_up)
    return bool(await screen.board.interrupt(dialog))


async def persist(screen: Asking, deed: Callable[[], T]) -> T:
    """Do what records something; where the file cannot be used at this moment, as soon as it can.

    Raises what ``deed`` raises, its troubles only where they were not overcome.
    """
    waited = False
    while True:
        try:
            result = deed()
        except TROUBLES as error:
            if not await overcome(screen, error):
                raise
            waited = True
        else:
            if waited:
                screen.board.drafts.conversation().settle(recorded=True)
            return result


async def _bring_back(screen: Asking, error: LinesMissing) -> bool:
    """Ask whether what is missing is put back or written to a file; whether the book is whole again."""
    desk, missing = screen.board.desk, error.missing
    path = beside(desk.store, missing)
    options = [Option("write", "write out what was recorded here", path.name)]
    if missing.continues:
        options.insert(0, Option("back", f"put {missing.numbers} back into {desk.store.path.name}"))
    text = str(error)
    while (chosen := await screen.board.interrupt(Choose("The database was replaced", options, text))) is not None:
        try:
            if chosen == "back":
                desk.session(missing.book).put_back(missing)
                screen.say(f"{missing.numbers.capitalize()} recorded in {desk.store.path} again, as before.", "good")
                return True
            write_out(desk.store, missing, path)
            text = f"Written to {path}. Nothing more is recorded until the right database is in its place."
        except BookError as problem:
            text = str(problem)
    return False
