"""What entries say, read one after the other by somebody who knows no rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from boardtui.meeting import entries as e
from boardtui.meeting.entries import decode
from tests.agreement.body import COMMON
from tests.agreement.readers import Facts, key
from tests.public_record.pairs import Line

TODAY = "2027-06-01"


def standing(lines: Sequence[Line]) -> list[tuple[e.AnyEntry, bool]]:
    """The entries, and whether each is public, as they read after all that took them back or put them right."""
    return [(entry, public) for _, entry, public in numbered_standing(lines)]


def numbered_standing(lines: Sequence[Line]) -> list[tuple[int, e.AnyEntry, bool]]:
    back = {line.entry.seq for line in lines if isinstance(line.entry, e.EntryRetracted)}
    now: dict[int, e.AnyEntry] = {seq: line.entry for seq, line in enumerate(lines, 1) if seq not in back}
    for seq, line in enumerate(lines, 1):
        match line.entry:
            case e.EntryRetracted():
                now.pop(seq, None)
            case e.EntriesCorrected(entries=corrected) if now.pop(seq, None) is not None:
                for one in corrected:
                    if one.entry is None:
                        now.pop(one.seq, None)
                    else:
                        now[one.seq] = decode(msgspec.json.encode(one.entry))
    return [(seq, now[seq], lines[seq - 1].public) for seq in sorted(now)]


class When(NamedTuple):
    """A meeting, and between which entries it was recorded."""

    meeting: str
    starts: str
    first: int
    last: int


def meetings_of(lines: Sequence[Line]) -> list[When]:
    """The meetings in the order in which they were recorded."""
    begun = [(seq, line.entry) for seq, line in enumerate(lines, 1) if isinstance(line.entry, e.MeetingConvened)]
    ends = (e.MeetingClosed, e.MeetingCalledOff)
    closed = [seq for seq, entry, _ in numbered_standing(lines) if isinstance(entry, ends)]
    return [
        When(
            entry.meeting,
            datetime.datetime.fromisoformat(entry.starts).astimezone(datetime.UTC).isoformat(),
            first,
            next((seq for seq in closed if seq > first), len(lines)),
        )
        for first, entry in begun
    ]


def in_time(lines: Sequence[Line], of: When | None = None) -> list[tuple[e.AnyEntry, bool]]:
    """The same in the order in which it happened: a meeting that is entered late goes before the later one.

    ``of`` one meeting: up to its close, as far as it was known by then.
    """
    held = meetings_of(lines)
    found = []
    for seq, entry, public in numbered_standing(lines):
        own = next((one for one in held if one.first <= seq <= one.last), None)
        when = own.starts if own else lines[seq - 1].at
        if of is None or own == of or (seq < of.first and when < of.starts):
            found.append((when, entry, public))
    return [(entry, public) for _, entry, public in sorted(found, key=lambda one: one[0])]


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
        self.agreed: dict[str, str] = {}
        self.matter = Matters()
        for entry, public in standing(lines):
            self._see(entry)
            if isinstance(entry, e.MotionPut):
                self.public[entry.motion] = public
        self.matter = _matters(in_time(lines))
        self.at_meetings = [
            _matters(in_time(lines, of), self.matter.doubtful).attended_at(of.meeting) for of in meetings_of(lines)
        ]
        self.meetings = {key(self.texts[motion]): meeting for motion, meeting in self.meetings.items()}

    def facts(self) -> Facts:
        """What there is to tell of each motion."""
        return {key(self.texts[motion]): facts for motion, facts in self.motions.items()}

    def matters(self) -> Facts:
        """What there is to tell of meetings, of who attended, of actions, issues and interests."""
        found = dict(self.matter.facts())
        for action, day in self.agreed.items():
            found.setdefault(action, {})["agreed"] = day
        for at_meeting in self.at_meetings:
            for thing, facts in at_meeting.items():
                found.setdefault(thing, {}).update(facts)
        return found

    def decided(self) -> list[tuple[str, bool]]:
        """The motions that were decided, by their words, and whether the public may know of them."""
        came_to = ("carried", "not carried", "in part", "agreed", "no consensus")
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
            case e.ActionAgreed() if entry.item is not None:  # else it is of the day of its recording
                self.agreed[f"action {entry.text}"] = self.day
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
        put = self.puts[entry.motion]
        if entry.outcome == "not_carried" and entry.for_ and put.rule == COMMON.key and not put.amends:
            facts["outcome"] = "in part"
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


def _matters(entries: Sequence[tuple[e.AnyEntry, bool]], doubtful: Iterable[str] = ()) -> Matters:
    found = Matters()
    found.doubtful |= set(doubtful)
    for entry, public in entries:
        found.see(entry, public=public)
    return found


class Matters:
    """What is told beside motions."""

    def __init__(self) -> None:
        self.meeting = self.day = ""
        self.over = False
        self.names: dict[str, str] = {}
        self.vacant: set[str] = set()
        self.ways: dict[tuple[str, str], set[str]] = {}
        self.actions: dict[str, dict[str, Any]] = {}
        self.issues: dict[str, dict[str, Any]] = {}
        self.early: list[e.AnyEntry] = []
        self.doubtful: set[str] = (
            set()
        )  # owners whom corrected minutes may name otherwise: there only papers are compared

    def facts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What there is to tell in the end, by what it is of."""
        for given in self.actions.values():
            overdue = given["status"] == "open" and bool(given["due"]) and given["due"] < TODAY
            yield f"action {given['text']}", {**self._sure(given, ("text",)), "overdue": overdue}
        for given in self.issues.values():
            yield f"issue {given['title']}", {"status": given["status"]}

    def attended_at(self, meeting: str) -> Facts:
        """What the minutes of a meeting tell, the last one that is known here; of one that goes on, as it is so far."""
        found: Facts = {}
        for seat, name in self.names.items():
            ways = self.ways.get((meeting, seat), set())
            unheard = "absent" if self.over else "not yet arrived"
            way = next((one for one in ("present", "deputy only", "proxy only", "apologies") if one in ways), unheard)
            if seat not in self.vacant:
                found[f"attendance {meeting} {name}"] = {"attended": way}
        for given in self.actions.values():
            known = {f"{name} at {meeting}": given[name] for name in ("owner", "due", "status")}
            found[f"action {given['text']}"] = self._sure(known)
        for given in self.issues.values():
            found[f"issue {given['title']}"] = {f"status at {meeting}": given["status"]}
        return found

    def _sure(self, given: dict[str, Any], but: tuple[str, ...] = ()) -> dict[str, Any]:
        doubtful = [name for name in given if name.startswith("owner") and given[name] in self.doubtful]
        return {name: value for name, value in given.items() if name not in (*but, *doubtful)}

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
                self.over = True
            case e.MeetingCalledOff():  # nobody was there, and nobody was away
                self.vacant |= self.names.keys()
            case _:
                self._follow(entry)

    def _convene(self, entry: e.MeetingConvened) -> None:
        self.meeting, self.day = entry.meeting, entry.starts[:10]
        self.names |= {one.key: one.name for one in entry.members}
        self.vacant = {one.key for one in entry.members if one.vacant}
        self.ways, self.over = {}, False

    def _there(self, member: str, way: str) -> None:
        self.ways.setdefault((self.meeting, member), set()).add(way)

    def _follow(self, entry: e.AnyEntry) -> None:
        match entry:
            case e.ActionAgreed():
                self.actions[entry.action] = {
                    "text": entry.text, "owner": entry.owner, "due": entry.due or "", "status": "open", "last": "",
                }  # fmt: skip
                self._what_was_early()
            case e.ActionUpdated() if entry.action not in self.actions:
                self.early.append(entry)  # said at a late meeting of what a later one agreed
            case e.ActionUpdated():
                given = self.actions[entry.action]
                given |= {"status": entry.status, "last": entry.text}
                given |= {"owner": entry.owner} if entry.owner else {}
                given |= {"due": entry.due} if entry.due else {}
            case e.MinutesCorrected():
                self.doubtful |= {entry.stood, entry.stands}
            case e.IssueRaised():
                self.issues[entry.issue] = {"title": entry.title, "status": "open"}
                self._what_was_early()
            case e.IssueReceived():
                self.issues[entry.issue] = {"title": entry.history.title, "status": "open"}
                self._what_was_early()
            case e.IssueResolved() | e.IssueReferred() | e.IssueCorrected() if entry.issue not in self.issues:
                self.early.append(entry)
            case e.IssueCorrected():
                self.issues[entry.issue]["title"] = entry.title
            case e.FacilitationEnded(resolved=True) | e.PlaceAttempted(resolved=True):
                self.issues[entry.issue]["status"] = "resolved"
            case e.IssueResolved():
                self.issues[entry.issue]["status"] = "resolved"
            case e.IssueReferred():
                self.issues[entry.issue]["status"] = "referred"

    def _what_was_early(self) -> None:
        early, self.early = self.early, []
        for entry in early:
            self._follow(entry)
