"""Asks about a point of order for the minutes: who raised what, recorded as a note, and what the Chair ruled, as a ruling."""

from __future__ import annotations

from boardtui.meeting.entries import NoteTaken, RulingMade
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.item_forms import owner_options
from boardtui.tui.forms.motion_ruling import ruler
from boardtui.tui.screen import BoardScreen


async def record_point_of_order(screen: BoardScreen, raised_by: str) -> str:
    """Ask and record, on the open item; who raised it, empty where nothing was recorded.

    ``raised_by`` is the name proposed, or empty.
    """
    text, ruling = "", ""
    people = owner_options(screen.shown)
    while True:  # who rules, left with Escape, leads back to the form
        fields = [
            Field("text", "Point of order", text, required=True, hint="e.g. that the paper came too late"),
            Field("ruling", "The Chair ruled", ruling, hint="the Chair's words; blank: no ruling"),
            Field("by", "Raised by", raised_by, required=True, options=people, find=True, free=True),
        ]

        def check(given: dict[str, str]) -> Wrong | None:
            refused = screen.refusal(_note(screen, given["by"], given["text"]))
            return Wrong(refused) if refused else None

        given = await screen.ask(Form("Point of order, for the minutes", fields, check=check))
        if not given:
            return ""
        raised_by, text, ruling = given["by"], given["text"], given["ruling"]
        by = await ruler(screen) if ruling else ""
        if by is not None:
            break
    entries = [RulingMade(None, "procedure", ruling, ruling, by)] if ruling else []
    what = "The point of order and the ruling are recorded." if ruling else "The point of order is recorded."
    return raised_by if screen.record(_note(screen, raised_by, text), *entries, say=what) else ""


def _note(screen: BoardScreen, raised_by: str, text: str) -> NoteTaken:
    end = "" if text.endswith((".", "!", "?")) else "."
    return NoteTaken(screen.state.current, f"{raised_by} raised a point of order: {text}{end}")
