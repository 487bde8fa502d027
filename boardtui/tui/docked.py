"""Notes typed while the meeting goes on: what is written and not yet recorded, by the item that it was typed under."""

from __future__ import annotations

import re
from typing import NamedTuple

from boardtui.clock import stamp_of
from boardtui.meeting.fold.confidential import hidden_now, public_in_room
from boardtui.meeting.state.state import State
from boardtui.tui.drafts import Draft, Drafts
from boardtui.tui.views.next_step import named

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Place(NamedTuple):
    """Under what notes are typed: the item of a meeting, and whether the public is not to hear them."""

    body: str
    meeting: str
    item: str | None
    private: bool

    @property
    def key(self) -> tuple[str, ...]:
        """The key of its draft."""
        return ("docked notes", self.body, self.meeting, self.item or "", "private" if self.private else "public")


def place_of(state: State) -> Place:
    """Where the meeting is now."""
    return Place(state.body, state.meeting, state.current, hidden_now(state))


def place_words(state: State, place: Place) -> str:
    """It in words, such as: item 4 Capital priorities, confidential."""
    item = state.items.get(place.item or "")
    title = f"item {named(item)}" if item is not None else "the meeting"
    return f"{title}, confidential" if place.private else title


class Docking:
    """What the screens of a meeting share of its notes: each shows the same text, and shows it or not as the others do."""

    def __init__(self) -> None:
        self.is_open = False
        self.place: Place | None = None  # what the notes were about when a screen last looked
        self.tried = ("", 0)  # a note that could not be recorded, and how many entries there were then

    def turn_to(self, place: Place, *, kept: bool) -> None:
        """The meeting is on this now; what was ``kept`` of it opens the notes."""
        if place != self.place:
            self.is_open = self.is_open or kept
            self.place = place


class Left(NamedTuple):
    """A text in which the cursor moved: ``gone`` is to be recorded, ``here`` is being written, ``cursor`` its place in it."""

    gone: str
    here: str
    cursor: int


def left(text: str, cursor: int) -> Left:
    """The paragraphs that the cursor is not in, and the one that it is in; they have an empty line between them."""
    breaks = list(_BREAK.finditer(text))
    starts = [0, *(gap.end() for gap in breaks)]
    ends = [*(gap.start() for gap in breaks), len(text)]
    here = max(index for index, start in enumerate(starts) if start <= cursor or index == 0)
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    gone = [part.strip() for index, part in enumerate(parts) if index != here and part.strip()]
    return Left("\n\n".join(gone), parts[here], min(cursor - starts[here], len(parts[here])))


class Unrecorded:
    """What is typed at one place, kept beside the database as a draft until it is recorded."""

    def __init__(self, drafts: Drafts, place: Place, state: State) -> None:
        self.place = place
        self._drafts = drafts
        self._title = f"Notes on {place_words(state, place)}"
        self._private = place.private or not public_in_room(state)
        self._draft = next((draft for draft in drafts.all() if draft.key == place.key), None)

    @property
    def text(self) -> str:
        """What is kept."""
        return self._draft.text if self._draft else ""

    def is_as_kept(self, text: str) -> bool:
        """Whether this is what is kept now, which another screen may have changed."""
        draft = next((draft for draft in self._drafts.all() if draft.key == self.place.key), None)
        kept = draft.text if draft else ""
        return text == kept or not (text.strip() or kept)

    def keep(self, text: str) -> str | None:
        """Keep this in place of what was kept; why it is not on the disk, or None."""
        if text == self.text or not (text.strip() or self._draft):
            return self._drafts.problem
        stamp = stamp_of(self._drafts.desk.clock())
        new = Draft(self.place.key, self._title, stamp, {"text": text}, self._private) if text.strip() else None
        self._drafts.replace(self._draft, new)
        self._draft = new
        return self._drafts.problem
