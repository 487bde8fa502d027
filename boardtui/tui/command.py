"""One table of what can be done on a screen: keys, footer, command palette and help all come from it."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """Something that the user can do.

    ``keys`` are Textual's key names, comma-separated; ``label`` stands in the footer, ``help`` in the palette and the
    help. ``group`` heads it in the help. The footer shows every command where there is room for all; where there is
    not, those with ``footer`` or ``wide``, and where it is narrow those with ``footer``. Help has them all. ``also`` are
    other words by which the palette finds it.
    """

    action: str
    keys: str
    label: str
    help: str
    group: str = ""
    footer: bool = True
    wide: bool = False
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The first key, as it is written on the keyboard."""
        return KEY_NAMES.get(self.keys.split(",")[0], self.keys.split(",")[0])

    @property
    def argument(self) -> str:
        """What its action is called with: the move of ``move('advance')``; empty where with nothing."""
        return self.action.partition("'")[2].rstrip("')")

    def binding(self) -> Binding:
        """The key binding for Textual."""
        return Binding(self.keys, self.action, self.label, show=False)


KEY_NAMES = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "space": "space",
    "right": "→",
    "left": "←",
    "down": "↓",
    "up": "↑",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "esc",
    "enter": "enter",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "at": "@",
    "asterisk": "*",
    "exclamation_mark": "!",
    "number_sign": "#",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "0": "0–9",
}

EVERYWHERE = (
    Command(
        "show_all",
        "asterisk",
        "show all",
        "While the public is here: show on this screen what is confidential, or hide it",
        "Everywhere",
        footer=False,
    ),
    Command(
        "meeting_time",
        "equals_sign",
        "meeting time",
        "For a meeting entered afterwards: set the time that every entry gets from now on",
        "Entered afterwards",
        footer=False,
        also=("held on paper", "enter afterwards"),
    ),
    Command("step_time(1)", "full_stop", "+1 min", "Meeting time: a minute later", "Entered afterwards", footer=False),
    Command(
        "step_time(5)",
        "greater_than_sign",
        "+5",
        "Meeting time: five minutes later",
        "Entered afterwards",
        footer=False,
    ),
    Command("undo", "z", "undo", "Undo the last entry, after showing what it was", "Everywhere"),
    Command("palette", "colon,ctrl+p", "commands", "Find any command by name", "Everywhere", footer=False),
    Command("help", "question_mark", "help", "What this screen is for and what every key does", "Everywhere"),
    Command("back", "escape", "back", "Go back to the screen before", "Everywhere"),
)
