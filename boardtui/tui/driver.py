"""The terminal on POSIX: drawn on where there is one, and drawn anew where the program was stopped and goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import tty
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import _character_to_key
from textual.message import Message

_ESCAPE = "\x1b"
_GOES_ON = "[O\x1b"  # behind Escape: a sequence of the terminal, or Escape once more
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"


class TerminalDriver(LinuxDriver):
    """Textual's own driver, which draws on standard error, and sets the terminal up twice after a stop that it did not see."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if sys.__stderr__ is None or not sys.__stderr__.isatty():
            self._file = sys.__stdout__

    def start_application_mode(self) -> None:
        """Set the terminal up, and from then on leave it as it was where the program is ended from outside.

        A terminal that is closed ends it, though whoever started it ignores that: nobody could see or leave it, while it
        keeps every other boardtui from recording.
        """
        if sys.platform != "win32":
            signal.signal(signal.SIGHUP, self._closed)
        self._waking = asyncio.get_running_loop()
        self._waking.add_signal_handler(signal.SIGTERM, self._app.exit, None, 128 + signal.SIGTERM)
        let_signals_pile_up()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _closed(self, *_: object) -> None:
        """Keep what is typed, and end as whoever is not told of a closed terminal does, whatever comes of that."""
        if sys.platform != "win32":
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            try:
                with suppress(Exception):
                    self._app.keep_typed()  # type: ignore[attr-defined]  # the program, of which Textual knows no more
            finally:
                os.kill(os.getpid(), signal.SIGHUP)

    def _sigcont_application(self, *_: object) -> None:
        if self._must_signal_resume:
            super()._sigcont_application()
        else:  # stopped at once, by SIGSTOP: a shell may have written there and read whole lines since
            self._read_key_by_key()
            self._waking.call_soon_threadsafe(self._enable_bracketed_paste)  # which that shell has turned off
            self._app.post_message(self.SignalResume())

    def _read_key_by_key(self) -> None:
        """Have the terminal hand over each key, as it did before a shell had it; stopped again while that has it still."""
        if sys.platform != "win32":
            with suppress(termios.error):
                modes = termios.tcgetattr(self.fileno)
                modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
                modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
                modes[tty.CC][termios.VMIN] = 1
                termios.tcsetattr(self.fileno, termios.TCSANOW, modes)


def let_signals_pile_up() -> None:
    """Take it as no fault that more signals come than a busy loop has been woken for, as while a window is being resized.

    Each signal writes a byte that wakes the loop; where no byte more fits, it is awake already.
    """
    wakes = signal.set_wakeup_fd(-1)
    if wakes != -1:
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)


class KeyParser(XTermParser):
    """Textual's own parser, for which Escape is a key also where the next follows at once.

    A terminal sends Escape and a letter as it sends Alt and that letter, and Textual tells the two apart by time alone: on a
    busy machine, or over a network, Escape was lost and the letter went into the field that was to be left. Nothing here
    has a key with Alt, so that both are Escape and the letter.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._tail = ""  # what was fed last, as far as it may begin a sequence
        self._pasting = False

    def feed(self, data: str) -> Iterable[Message]:
        """What these characters are: a key each, or sequences that stand for one."""
        if not data:
            yield from super().feed(data)
        for character in data:
            begun = self._tail == _ESCAPE and self._awaiting.timeout is not None
            if begun and not self._pasting and character not in _GOES_ON:
                self._timeout_time = 0.0
                yield from self.tick()
            for token in super().feed(character):
                yield from _without_alt(token)
            self._tail = character if character == _ESCAPE else (self._tail + character)[-len(_PASTE_BEGINS) :]
            self._pasting = (self._pasting or self._tail == _PASTE_BEGINS) and self._tail != _PASTE_ENDS

    def tick(self) -> Iterable[Message]:
        """What a beginning that nothing followed is after all."""
        for token in super().tick():
            yield from _without_alt(token)


def _without_alt(token: Message) -> Iterable[Message]:
    """A letter with Alt as Escape and the letter."""
    if isinstance(token, events.Key) and token.key.startswith("alt+") and token.character and token.is_printable:
        return (events.Key("escape", _ESCAPE), events.Key(_character_to_key(token.character), token.character))
    return (token,)


linux_driver.XTermParser = KeyParser  # type: ignore[attr-defined]  # the driver makes its parser itself
