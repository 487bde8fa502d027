"""A window dragged by its corner sends signals faster than a busy program is woken for them; that is no fault."""

from __future__ import annotations

import asyncio
import signal
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("SIGWINCH is a thing of POSIX", allow_module_level=True)

from boardtui.tui.driver import let_signals_pile_up

MORE_THAN_FIT = 2_000


@pytest.mark.parametrize("mended", [False, True])
async def test_more_signals_than_wake_the_loop_are_no_fault(monkeypatch: pytest.MonkeyPatch, mended: bool) -> None:
    faults: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda args: faults.append(args.exc_value))
    before = signal.signal(signal.SIGWINCH, lambda *_: None)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, lambda: None)
    try:
        if mended:
            let_signals_pile_up()
        for _ in range(MORE_THAN_FIT):
            signal.raise_signal(signal.SIGWINCH)
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGWINCH, before)
    assert bool(faults) is not mended
