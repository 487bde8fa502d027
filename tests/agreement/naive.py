"""What entries say, read one after the other by somebody who knows no rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from boardtui.meeting import entries as e
from boardtui.meeting.entries import decode
from tests.agreement.readers import Facts, key
from tests.public_record.pairs import Line


def standing(lines: Sequence[Line]) -> list[tuple[e.AnyEntry, bool]]:
    """The entries, and whether each is public, as they read after all that took them back or put them right."""
    now: dict[int, e.AnyEntry] = {seq: line.entry for seq, line in enumerate(lines, 1)}
    for seq, line in enumerate(lines, 1):
        match line.entry:
            case e.EntryRetracted(seq=gone):
                now.pop(gone, None)
                now.pop(seq)
            case e.EntriesCorrected(entries=corrected):
                for one in corrected:
                    if one.entry is None:
                        now.pop(one.seq, None)
                    else:
                        now[one.seq] = decode(msgspec.json.encode(one.entry))
                now.pop(seq)
    return [(now[seq], lines[seq - 1].public) for seq in sorted(now)]


class Naive:
    """All meetings of a book, gone through once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.names: dict[str, str] = {}
        self.there: dict[str, e.MemberArrived] = {}
        self.motions: dict[str, dict[str, Any]] = {}
        self.puts: dict[str, e.MotionPut] = {}
        self.texts: dict[str, str] = {}
        self.amended: dict[str, str | None] = {}
        self.day = self.meeting = ""
        self.meetings: dict[str, str] = {}
        self.public: dict[str, bool] = {}
        for entry, public in standing(lines):
            self._see(entry)
            if isinstance(entry, e.MotionPut):
                self.public[entry.motion] = public
        self.meetings = {key(self.texts[motion]): meeting for motion, meeting in self.meetings.items()}

    def facts(self) -> Facts:
        """What there is to tell of each motion."""
        return {key(self.texts[motion]): facts for motion, facts in self.motions.items()}

    def decided(self) -> list[tuple[str, bool]]:
        """The motions that were decided, by their words, and whether the public may know of them."""
        came_to = ("carried", "not carried", "agreed", "no consensus")
        return [
            (key(self.texts[motion]), self.public[motion])
            for motion, facts in self.motions.items()
            if facts["outcome"] in came_to
        ]

    def _see(self, entry: e.AnyEntry) -> None:
        match entry:
            case e.MeetingConvened():
                self.names |= {one.key: one.name for one in entry.members}
                self.there, self.day, self.meeting = {}, entry.starts[:10], entry.meeting
            case e.SeatFilled():
                self.names[entry.member or entry.seat.key] = entry.name  # type: ignore[union-attr]
            case e.MemberArrived():
                self.there[entry.member] = entry
            case e.MemberLeft():
                self.there.pop(entry.member, None)
            case e.MotionPut():
                self._put(entry)
            case _:
                self._of_motion(entry)

    def _of_motion(self, entry: e.AnyEntry) -> None:
        match entry:
            case e.MotionWithdrawn():
                self.motions[entry.motion]["outcome"] = "withdrawn"
            case e.AmendmentAccepted():
                self.motions[entry.motion]["outcome"] = "accepted"
                self._amend(entry.motion)
            case e.ConsensusDeclared():
                self.motions[entry.motion]["outcome"] = "agreed" if entry.reached else "no consensus"
                if not entry.reached or entry.objections:
                    self.motions[entry.motion]["objections"] = len(entry.objections)
                if entry.reached:
                    self._amend(entry.motion)
            case e.ResultDeclared():
                self._declare(entry)

    def _put(self, entry: e.MotionPut) -> None:
        self.puts[entry.motion], self.texts[entry.motion] = entry, entry.text
        self.amended[entry.motion], self.meetings[entry.motion] = entry.as_amended, self.meeting
        facts: dict[str, Any] = {"outcome": "open", "day": self.day}
        if entry.mover:
            facts["mover"] = self._acting(entry.mover)
            facts["mover person"] = facts["mover"].partition(" (deputy")[0]
        if entry.mover and entry.seconder:
            facts["seconder"] = self._acting(entry.seconder)
        self.motions[entry.motion] = facts

    def _acting(self, seat: str) -> str:
        arrived = self.there.get(seat)
        name = self.names[seat]
        return f"{arrived.deputy} (deputy for {name})" if arrived and arrived.deputy else name

    def _declare(self, entry: e.ResultDeclared) -> None:
        facts = self.motions[entry.motion]
        facts["outcome"] = entry.outcome.replace("_", " ")
        figures = {
            "for": entry.for_, "against": entry.against, "abstain": entry.abstain, "not voted": entry.not_voted,
            "eligible": entry.eligible, "base": entry.base, "needed": entry.needed,
        }  # fmt: skip
        facts |= {name: number for name, number in figures.items() if number is not None}
        if entry.casting_vote:
            facts["casting"] = True
        if entry.outcome == "carried":
            self._amend(entry.motion)

    def _amend(self, amendment: str) -> None:
        """Its words are those of what it amends from now on; of an amendment, what that would make of the motion."""
        amends, text = self.puts[amendment].amends, self.amended[amendment]
        if amends in self.texts and text is not None:
            if self.puts[amends].amends:
                self.amended[amends] = text
            else:
                self.texts[amends] = text
