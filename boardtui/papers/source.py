"""What one part of the minutes may draw on: the record of the meeting, and which of its entries belong to the part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from boardtui.charter.words import listed
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.found import Matters, carried_by, decisions_of
from boardtui.meeting.record.record import record_as_approved, record_as_found, record_of
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.labels import acting_label, body_title, member_label, partner_label
from boardtui.meeting.state.state import Approval, Stamped
from boardtui.papers.clock import Clock
from boardtui.papers.counts import Numbering
from boardtui.papers.model import Part

_OF_BOTH_PARTS = (e.PublicExcluded, e.PublicReadmitted)


class Source:
    """One part of a meeting's record with what it takes to put it into words.

    The public part is told from the record for the public, which knows nothing else. The confidential part is told from
    the whole record: ``lines`` are the entries that the public does not know, ``standing`` all that it may draw on.
    Once the minutes are ``approved`` it is told with the words that were corrected; ``draft`` has them as they were recorded.
    ``held`` has what earlier meetings left open as this one found and left it, where a later one was in the book before it.
    ``live`` is the whole state, for the wall's counts of an open motion and whether there is a quorum; nothing else.
    """

    def __init__(
        self,
        stretch: Stretch,
        part: Part,
        clock: Clock,
        body: str = "",
        numbering: Numbering | None = None,
        approved: Approval | None = None,
    ) -> None:
        self.part = part
        self.numbering = numbering or Numbering()
        self.clock = clock
        self.draft = record_of(stretch, "public" if part == "public" else "all")
        self.record = self.draft if approved is None else record_as_approved(stretch, self.draft, approved)
        self.held = record_as_found(stretch, self.record)
        self.standing = self.record.lines
        self.before, self.after, self.state = self.record.before, self.record.after, self.record.state
        self.closed, self.was_private = self.record.closed, self.record.was_private
        self.live = stretch.state
        self.body = body or body_title(self.state, self.state.body)
        self._public = frozenset[int]() if part == "public" else {line.seq for line in stretch.public_standing()}
        self.lines = [line for line in self.standing if self._is_mine(line)]
        self.corrected = sum(
            isinstance(line.entry, e.EntryRetracted | e.EntriesCorrected)
            and line.confidential == (part == "confidential")
            and not stretch.undoes_its_time(line)
            for line in stretch.lines
        )

    def entries_so_far(self) -> Iterator[Stamped]:
        """The entries of this part, with those recorded since the meeting."""
        yield from self.lines
        yield from (line for line in self.record.since if self._is_mine(line))

    def carried(self, name: Matters) -> list[Any]:
        """What was carried over to this part of the meeting, as the meeting found it."""
        kind = e.MeetingConvened if self.part == "public" else e.ConfidentialCarried
        entries = [line.entry for line in self.held.lines if isinstance(line.entry, kind)]
        return [matter for entry in entries for matter in carried_by(entry, name, self.state.starts[:10])]

    def came_later(self, decision: e.OpenDecision) -> bool:
        """Whether a decision is only carried to this meeting since a later one, in the book before it, has it."""
        return decision.decision in self._later_decisions

    @cached_property
    def _later_decisions(self) -> frozenset[str]:
        entries = [
            line.entry for line in self.held.lines if isinstance(line.entry, e.MeetingConvened | e.ConfidentialCarried)
        ]
        carried = {one.decision for entry in entries for one in decisions_of(entry)}
        told = {one.decision for entry in entries for one in carried_by(entry, "decisions", self.state.starts[:10])}
        return frozenset(carried - told)

    def hides(self, line: Stamped) -> bool:
        """Whether the public does not know an entry of this part."""
        return self.part == "confidential" and line.seq not in self._public

    def _is_mine(self, line: Stamped) -> bool:
        return line.seq not in self._public or isinstance(line.entry, _OF_BOTH_PARTS)

    def about_motion(self, key: str) -> list[Stamped]:
        """A motion's entries: in the confidential part all of them, so that its story is whole."""
        return [line for line in self.standing if getattr(line.entry, "motion", None) == key]

    def time(self, at: str) -> str:
        """The time of an entry at the meeting; empty where it was recorded on a later day and nobody stated its time."""
        return self.clock.time(at) if self.clock.is_on(at, day_of(self.state, at)) else ""

    def time_of(self, line: Stamped) -> str:
        """The same of an entry; one recorded before the meeting opened or after it closed has its own day behind it.

        Empty too where the entry says that it was on another day than that of its recording: a letter dated ahead, an answer.
        """
        on = getattr(line.entry, "date", "")
        if on and not self.clock.is_on(line.at, on):
            return ""
        before = self.before.get(line.seq)
        sitting = before is not None and bool(before.opened_at) and not before.closed_at
        return self.time(line.at) if sitting else self.clock.time(line.at)

    def item_words(self, key: str | None) -> str:
        """An item's number, else its title; empty where it is not known."""
        if key not in self.state.items:
            return ""
        agenda = self.state.items[key].agenda
        return agenda.number.rstrip(".") or agenda.title

    def name(self, key: str) -> str:
        """A member by name, with the seat where two have that name."""
        return member_label(self.state, key)

    def names(self, keys: Iterable[str]) -> str:
        """Members by name, as a list in words."""
        return listed([self.name(key) for key in keys], "")

    def acting(self, key: str, seq: int) -> str:
        """Who acted for a member at an entry: the member, or the deputy and for whom."""
        state = self.before.get(seq, self.state)
        return acting_label(state if key in state.present else self.after.get(seq, state), key)

    def other_body(self, key: str) -> str:
        """Another body of the partnership by name."""
        return body_title(self.state, key)

    def partner(self, key: str) -> str:
        """A partner by name."""
        return partner_label(self.state, key)

    def partners(self, keys: Iterable[str]) -> str:
        """Partners by name, as a list in words."""
        return listed([self.partner(key) for key in keys], "")

    def topic(self, key: str | None) -> str:
        """The title of an element of Annex 1."""
        return self.state.charter.topic_title(key)
