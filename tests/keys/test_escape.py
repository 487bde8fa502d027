"""Escape is a key also where the next follows at once, as behind a slow line; sequences of the terminal stay what they are."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a thing of POSIX", allow_module_level=True)

from textual import events

from boardtui.tui.driver import KeyParser, linux_driver


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1bn", ["escape", "n"]),
        ("\x1bf\x1bb", ["escape", "f", "escape", "b"]),  # elsewhere a word to the right and to the left
        ("\x1bv0816g\x1bz\r", ["escape", "v", *"0816g", "escape", "z", "enter"]),
        ("\x1b\x1b\x1bt" + "x" * 40, ["escape", "escape", "escape", "t", *"x" * 40]),
        ("\x1b\r\x1b\t", ["escape", "enter", "escape", "tab"]),
        ("\x1bO", ["escape", "O"]),
        ("\x1b[A\x1bOP\x1b[Z\x1b[6~", ["up", "f1", "shift+tab", "pagedown"]),
        ("\x1b\x1b[B", ["escape", "down"]),
        ("a\x1b[200~x b\x1b[201~\x1bc", ["a", "paste", "escape", "c"]),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_escape_and_what_follows_it_are_keys_of_their_own_at_any_speed(
    sent: str, keys: list[str], at_once: bool
) -> None:
    parser, read = KeyParser(), []
    for part in [sent] if at_once else sent:
        read += list(parser.feed(part))
    parser._timeout_time = 0.0 if parser._timeout_time is not None else None
    read += list(parser.tick())
    typed = [event for event in read if isinstance(event, events.InputEvent | events.Paste)]
    told = [event.key if isinstance(event, events.Key) else "paste" for event in typed]
    assert [{"upper_o": "O"}.get(key, key) for key in told] == keys


def test_the_terminal_is_read_so() -> None:
    assert linux_driver.XTermParser is KeyParser  # type: ignore[attr-defined]
