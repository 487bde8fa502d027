"""What a replay is for, and its keys."""

from __future__ import annotations

from boardtui.tui.command import Command

HELP = (
    "The meeting as it was recorded, entry by entry: who was there, who might vote and how the count stood at that "
    "moment. Nothing can be recorded here. The time line under it shows where you are: ┊ is where a motion was put, "
    "▒ what is confidential. Space plays. Enter shows the vote on the motion that the entry is about, t who was "
    "there. What was undone later is shown as it was then, and marked; what was corrected later reads as corrected, "
    "and is marked too. v checks the whole book: its chain, and that every step and result follows from what came before."
)

TABLE = (
    Command("step(-1)", "left,h", "previous", "Go to the previous entry", "Time line"),
    Command("step(1)", "right,l", "next", "The next entry", "Time line"),
    Command("motion(-1)", "left_square_bracket", "previous motion", "Go to the previous motion", "Time line"),
    Command("motion(1)", "right_square_bracket", "next motion", "Go to the next motion", "Time line"),
    Command("play", "space", "play", "Play on from here, or stop", "Time line"),
    Command("pace(1)", "plus,equals_sign", "faster", "Play faster", "Time line", footer=False),
    Command("pace(-1)", "minus", "slower", "Play slower", "Time line", footer=False),
    Command("find", "g,slash", "go to", "Go to a time (10:34) or to an entry by its number", "Time line"),
    Command("edge(0)", "home", "first", "The first entry of the meeting", "Time line", footer=False),
    Command("edge(1)", "end", "last", "The last entry of the meeting", "Time line", footer=False),
    Command("step(-10)", "pageup", "back 10", "Ten entries before", "Time line", footer=False),
    Command("step(10)", "pagedown", "forward 10", "Ten entries forward", "Time line", footer=False),
    Command("vote", "enter", "vote", "The vote on the motion as it stood; again: back to the meeting", "Look"),
    Command("eligible", "e", "eligibility", "Who might vote on the motion shown at that moment, and why", "Look"),
    Command("attendance", "t", "attendance", "Who was there at that moment", "Look"),
    Command("scroll(1)", "down,j", "scroll", "Scroll down", "Look", footer=False),
    Command("scroll(-1)", "up,k", "scroll", "Scroll up", "Look", footer=False),
    Command("minutes", "w", "minutes", "The minutes of this meeting", "Look"),
    Command("other", "o", "other", "Another meeting of this book", "Look"),
    Command("verify", "v", "verify", "Check the whole book now, and say whether it is intact", "Look"),
)
