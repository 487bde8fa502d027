"""What can be done at the wall: nothing that records."""

from __future__ import annotations

from boardtui.tui.command import Command

KEYS = (
    Command("larger", "plus,equals_sign", "larger", "Larger letters, where there is room for them"),
    Command("smaller", "minus", "smaller", "Smaller letters"),
    Command("look", "t", "theme", "Dark on white for a projector, or light on dark"),
    Command("hold", "f", "hold", "Keep what is shown, whatever is recorded; f again follows on"),
    Command("blank", "b", "blank", "Show nothing; b again shows the display"),
    Command("footer", "h", "hide this line", "Hide or show the line with the keys"),
    Command("leave", "q", "quit", "Leave"),
)
