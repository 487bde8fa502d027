"""What entries say, read one after the other by somebody who knows no rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from boardtui.meeting import entries as e
from boardtui.meeting.entries import decode
from tests.agreement.readers import Facts, key
from tests.public_record.pairs import Line

TODAY = "2027-06-01"


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
        self.matter = Matters()
        for entry, public in standing(lines):
            self._see(entry)
            self.matter.see(entry, public=public)
            if isinstance(entry, e.MotionPut):
                self.public[entry.motion] = public
        self.meetings = {key(self.texts[motion]): meeting for motion, meeting in self.meetings.items()}

    def facts(self) -> Facts:
        """What there is to tell of each motion."""
        return {key(self.texts[motion]): facts for motion, facts in self.motions.items()}

    def matters(self) -> Facts:
        """What there is to tell of meetings, of who attended, of actions, issues and interests."""
        return dict(self.matter.facts())

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


class Matters:
    """What is told beside motions."""

    def __init__(self) -> None:
        self.meeting = self.day = ""
        self.closed = False
        self.names: dict[str, str] = {}
        self.vacant: set[str] = set()
        self.ways: dict[tuple[str, str], set[str]] = {}
        self.actions: dict[str, dict[str, Any]] = {}
        self.issues: dict[str, dict[str, Any]] = {}
        self.attended: Facts = {}
        self.doubtful: set[str] = (
            set()
        )  # owners whom corrected minutes may name otherwise: there only papers are compared

    def facts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What there is to tell, by what it is of."""
        for given in self.actions.values():
            doubtful = [name for name in given if name.startswith("owner") and given[name] in self.doubtful]
            known = {name: value for name, value in given.items() if name not in ("text", *doubtful)}
            overdue = given["status"] == "open" and bool(given["due"]) and given["due"] < TODAY
            yield f"action {given['text']}", {**known, "overdue": overdue}
        for given in self.issues.values():
            yield f"issue {given['title']}", {name: value for name, value in given.items() if name != "title"}
        if not self.closed:  # not yet over, and its minutes are drafts
            self._close()
        yield from self.attended.items()

    def see(self, entry: e.AnyEntry, *, public: bool) -> None:
        """One entry after the other."""
        match entry:
            case e.MeetingConvened():
                self._convene(entry)
            case e.SeatFilled():
                seat = entry.member or entry.seat.key  # type: ignore[union-attr]
                self.names[seat] = entry.name
                self.vacant.discard(seat)
            case e.MemberArrived() if public:
                self._there(entry.member, "deputy only" if entry.deputy else "present")
            case e.PublicReadmitted() if entry.present is not None:
                for member in entry.present:
                    self._there(member, "deputy only" if member in (entry.deputies or {}) else "present")
            case e.ApologiesGiven() if public:
                self._there(entry.member, "apologies")
            case e.ProxyGiven() if public:
                self._there(entry.member, "proxy only")
            case e.MeetingClosed():
                self._close()
                self.closed = True
            case _:
                self._follow(entry)

    def _convene(self, entry: e.MeetingConvened) -> None:
        self.meeting, self.day, self.closed = entry.meeting, entry.starts[:10], False
        self.names |= {one.key: one.name for one in entry.members}
        self.vacant = {one.key for one in entry.members if one.vacant}
        self.ways = {}

    def _there(self, member: str, way: str) -> None:
        self.ways.setdefault((self.meeting, member), set()).add(way)

    def _close(self) -> None:
        """As the minutes tell it: what happens afterwards is of the next meeting."""
        for seat, name in self.names.items():
            ways = self.ways.get((self.meeting, seat), set())
            way = next((one for one in ("present", "deputy only", "proxy only", "apologies") if one in ways), "absent")
            if seat not in self.vacant:
                self.attended[f"attendance {self.meeting} {name}"] = {"attended": way}
        for given in self.actions.values():
            given |= {f"{name} at {self.meeting}": given[name] for name in ("owner", "due", "status")}
        for given in self.issues.values():
            given[f"status at {self.meeting}"] = given["status"]

    def _follow(self, entry: e.AnyEntry) -> None:
        match entry:
            case e.ActionAgreed():
                self.actions[entry.action] = {
                    "text": entry.text, "owner": entry.owner, "due": entry.due or "", "status": "open", "last": "",
                    "agreed": self.day,
                }  # fmt: skip
            case e.ActionUpdated():
                given = self.actions[entry.action]
                given |= {"status": entry.status, "last": entry.text}
                given |= {"owner": entry.owner} if entry.owner else {}
                given |= {"due": entry.due} if entry.due else {}
            case e.MinutesCorrected():
                self.doubtful |= {entry.stood, entry.stands}
            case e.IssueRaised():
                self.issues[entry.issue] = {"title": entry.title, "status": "open"}
            case e.IssueReceived():
                self.issues[entry.issue] = {"title": entry.history.title, "status": "open"}
            case e.IssueResolved():
                self.issues[entry.issue]["status"] = "resolved"
            case e.IssueReferred():
                self.issues[entry.issue]["status"] = "referred"
