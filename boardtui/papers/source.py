"""What one part of the minutes may draw on: the entries that belong to it, and the state as it was at each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boardtui.meeting import entries as e
from boardtui.meeting.confidential import withheld
from boardtui.meeting.fold import accept
from boardtui.meeting.refused import Refused
from boardtui.meeting.state import Stamped, State, voter_label
from boardtui.papers.clock import Clock
from boardtui.papers.model import Part
from boardtui.papers.references import Numbering

_OF_BOTH_PARTS = (e.PublicExcluded, e.PublicReadmitted)


class Source:
    """The entries of a meeting that stand, up to its end, and of those the ones that belong to one part.

    The public part is an allow-list: an entry is in it only if it was public when it was recorded and concerns no item,
    motion, issue or action that is or became confidential. All words in the public minutes come from such entries.
    """

    def __init__(
        self,
        state: State,
        lines: Sequence[Stamped],
        part: Part,
        clock: Clock,
        body: str = "",
        numbering: Numbering | None = None,
    ) -> None:
        self.part = part
        self.numbering = numbering or Numbering()
        self.clock = clock
        self.standing = _standing(lines)
        self.before: dict[int, State] = {}
        self.after: dict[int, State] = {}
        self.state = self._fold(state)
        self.body = body or title_of(self.state.body)
        self.lines = [line for line in self.standing if self.belongs(line)]
        self.corrected = sum(
            isinstance(line.entry, e.EntryRetracted) and line.confidential == (part == "confidential") for line in lines
        )
        self.closed = self.state.phase == "closed"
        self.was_private = any(isinstance(line.entry, e.PublicExcluded) for line in self.standing)

    def belongs(self, line: Stamped) -> bool:
        """Whether the entry belongs to this part of the minutes."""
        if isinstance(line.entry, _OF_BOTH_PARTS):
            return True
        return withheld(self.state, line) == (self.part == "confidential")

    def item_shown(self, key: str | None) -> bool:
        """Whether an agenda item may be named in this part."""
        item = self.state.items.get(key or "")
        return item is not None and (self.part == "confidential" or not item.agenda.confidential)

    def motion_shown(self, key: str | None) -> bool:
        """Whether a motion may be named in this part."""
        motion = self.state.motions.get(key or "")
        if motion is None:
            return False
        return self.part == "confidential" or not (motion.confidential or not self.item_shown(motion.item))

    def issue_shown(self, key: str | None) -> bool:
        """Whether an issue may be named in this part."""
        issue = self.state.issues.get(key or "")
        return issue is not None and (self.part == "confidential" or not issue.confidential)

    def notes(self, item: str | None) -> dict[int, str]:
        """The notes on an item as they stand in this part, by the number of the entry in whose place they stand."""
        shown = {line.seq for line in self.lines if isinstance(line.entry, e.NoteTaken | e.ParagraphDrafted)}
        return {note.place: note.text for note in self.state.notes if note.item == item and note.seq in shown}

    def about_motion(self, key: str) -> list[Stamped]:
        """A motion's entries: in the confidential part all of them, so that its story is whole."""
        lines = self.standing if self.part == "confidential" else self.lines
        return [line for line in lines if getattr(line.entry, "motion", None) == key]

    def item_words(self, key: str | None) -> str:
        """An item's number, else its title, where it may be named."""
        if not self.item_shown(key):
            return ""
        agenda = self.state.items[key or ""].agenda
        return agenda.number.rstrip(".") or agenda.title

    def name(self, key: str) -> str:
        """A member or partner by name."""
        return voter_label(self.state, key)

    def names(self, keys: Iterable[str]) -> str:
        """Members or partners by name, as a list in words."""
        return listed([self.name(key) for key in keys])

    def topic(self, key: str | None) -> str:
        """The title of an element of Annex 1."""
        return self.state.charter.topic_title(key)

    def seen_present(self, seq: int) -> dict[str, e.MemberArrived]:
        """Who was there just after an entry, and how they came, as far as this part says."""
        there: dict[str, e.MemberArrived] = {}
        known = self.standing if self.part == "confidential" else self.lines
        for line in known:
            if line.seq > seq:
                break
            if isinstance(line.entry, e.MemberArrived):
                there[line.entry.member] = line.entry
            elif isinstance(line.entry, e.MemberLeft):
                there.pop(line.entry.member, None)
        return there

    def seen_in_chair(self, seq: int) -> str | None:
        """Who was in the chair just before an entry, as far as this part says."""
        before = self.before.get(seq, self.state)
        told = self.standing if self.part == "confidential" else self.lines
        taken = [line.entry.member for line in told if line.seq < seq and isinstance(line.entry, e.ChairTaken)]
        return before.chair if taken and taken[-1] == before.chair else None

    def _fold(self, last: State) -> State:
        """The state at the end of the meeting, keeping the one before and after each entry; ``last`` if it cannot be."""
        state = State(book=last.book)
        try:
            for line in self.standing:
                self.before[line.seq] = state
                state = accept(state, line)
                self.after[line.seq] = state
        except Refused:
            return last
        return state if self.standing else last


def listed(words: Sequence[str]) -> str:
    """Words as a list: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _standing(lines: Sequence[Stamped]) -> list[Stamped]:
    """The entries that were not taken back, up to the close: what is done later belongs to the next meeting.

    Only what is drafted for these minutes after it belongs to them.
    """
    struck = {line.entry.seq for line in lines if isinstance(line.entry, e.EntryRetracted)}
    standing, over = [], False
    for line in lines:
        if line.seq not in struck and not isinstance(line.entry, e.EntryRetracted):
            if not over or isinstance(line.entry, e.ParagraphDrafted):
                standing.append(line)
            over = over or isinstance(line.entry, e.MeetingClosed)
    return standing


def title_of(key: str) -> str:
    """A body's name from its key, where nobody gave one: partnership-board is the Partnership Board, sle the SLE."""
    words = key.replace("_", "-").split("-")
    return " ".join(word.upper() if len(word) < 4 and word not in ("of", "the") else word.title() for word in words)
