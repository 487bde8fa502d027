"""The terminal on POSIX: drawn on where there is one, and drawn anew where the program was stopped and goes on."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Any

from textual.drivers.linux_driver import LinuxDriver


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
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._app.exit, None, 128 + signal.SIGTERM)
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _sigcont_application(self, *_: object) -> None:
        if self._must_signal_resume:
            super()._sigcont_application()
        else:  # stopped at once, by SIGSTOP: the terminal is as the program had it, but another may have written there
            self._app.post_message(self.SignalResume())
