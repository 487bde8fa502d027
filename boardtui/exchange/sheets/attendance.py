"""The roll proposed from an attendance report of Teams or Zoom, or from who accepted and declined in Outlook."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from boardtui.clock import stamp_of
from boardtui.exchange.sheets.attendees import Attendee, Running, attendees_of, stayed
from boardtui.exchange.sheets.columns import Column
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.people import People, bracketed, name_words
from boardtui.exchange.sheets.planning import Outcome, Plan, Planning, Reader
from boardtui.exchange.sheets.reports import NOT_PEOPLE
from boardtui.exchange.sheets.table import Table
from boardtui.folding import folded
from boardtui.meeting.entries import (
    AnyEntry,
    ApologiesGiven,
    ConsensusDeclared,
    GuestAttended,
    MemberArrived,
    MemberLeft,
    Mode,
    ResultDeclared,
    TimeStated,
    VotesCounted,
    VotesRecorded,
)
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.state import Presence
from boardtui.register.tables import NAME

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk
    from boardtui.desk.session import Session

COLUMNS = (
    Column(
        "name",
        "Name",
        ("Full name", "Participant", "Participant name", "Attendee", "Attendee name", "Display name", "User name", "Attendees",
         "Vollständiger Name", "Teilnehmer", "Teilnehmername", "Teilnehmende", "Anzeigename"),
        "who took part or was invited; a member by name or seat, anybody else is asked about",
        required=True,
        instead="last",
    ),
    Column("first", "First name", ("Forename", "Given name", "Vorname"), "where names are in two columns"),
    Column("last", "Last name", ("Surname", "Family name", "Nachname", "Familienname"), "where names are in two columns"),
    Column("joined", "Join time", ("First join", "First join time", "Joined", "Joined at", "Join", "Timestamp", "Time joined",
            "Erste Teilnahme", "Erster Beitritt", "Zuerst beigetreten", "Beitritt", "Beitrittszeit", "Beitrittszeitpunkt",
            "Beitrittsuhrzeit", "Zeitpunkt des Beitritts", "Uhrzeit des Beitritts", "Beigetreten um", "Zeitstempel"),
           "when they came; the first time counts"),
    Column("left", "Leave time", ("Last leave", "Last leave time", "Left at", "Leave", "Time exited",
            "Letztes Verlassen", "Letzter Austritt", "Letzte Teilnahme", "Zuletzt verlassen", "Austritt", "Austrittszeit",
            "Verlassen um", "Zeitpunkt des Verlassens", "Uhrzeit des Verlassens", "Verlassenszeit", "Ende der Teilnahme"),
           "when they went; the last time counts"),
    Column("action", "User action", ("Event", "Benutzeraktion", "Aktion"), "joined or left, where each has a row of its own"),
    Column("email", "Email", ("User email", "E-mail", "Email address", "E-mail address", "E-Mail-Adresse",
            "Benutzer-E-Mail"), "tells two of one name apart"),
    Column("response", "Response", ("Reply", "Response status", "Status", "Antwort"), "accepted, declined, tentative or none"),
    Column("invited", "Attendance", ("Attendance type", "Attendee type", "Anwesenheit", "Teilnahme"),
           "whether they were required or the organiser"),
    Column("waiting", "In waiting room", ("Waiting room", "Im Warteraum", "Warteraum"), "yes where they were not let in"),
)  # fmt: skip
_EARLY = datetime.timedelta(minutes=10)  # before the end of the report: then it is asked whether they left
_ACCEPTED = frozenset(
    ("accepted", "accept", "yes", "attending", "organiser", "organizer", "meeting organizer", "zugesagt", "angenommen")
)
_DECLINED = frozenset(("declined", "decline", "no", "not attending", "apologies", "abgelehnt", "abgesagt"))
_OPEN = frozenset(
    ("tentative", "tentatively accepted", "none", "no response", "not responded", "no reply", "unknown", "maybe", "-",
     "mit vorbehalt", "keine", "keine antwort", "no response required")
)  # fmt: skip
_COUNTED = (VotesRecorded, VotesCounted, ConsensusDeclared, ResultDeclared)
_OTHER_DAY = "other day"


class Timed(NamedTuple):
    """What is to be recorded, and when it was, where that is not now."""

    entry: AnyEntry
    time: str = ""


def running(desk: Desk, session: Session) -> Running:
    """The meeting of a book that is running now. SheetError where none is."""
    state = session.state
    if not state.is_running:
        raise SheetError(
            "No meeting of this body is running. Convene it from Home first; then its attendance is imported."
        )
    counted = max((line.at for line in session.stretch.standing() if isinstance(line.entry, _COUNTED)), default="")
    return Running(state, stamp_of(desk.clock()), counted, lambda at: desk.local(at, state.starts))


def plan(table: Table, running: Running, answers: Mapping[str, str]) -> Plan:
    """What the report would have recorded; the steps are Timed. Arguments as in members.plan."""
    planning = Planning(table)
    attendees, other_day = attendees_of(table, running, _OTHER_DAY)
    ends = running.now if stayed(attendees) else max((attendee.left for attendee in attendees), default="")
    roll = _Roll(table, running, answers, ends)
    roll.timed = other_day is None and bool(running.state.opened_at)
    if other_day is not None and answers.get(_OTHER_DAY) != "yes":
        planning.doubts[_OTHER_DAY] = other_day
    for attendee in attendees:
        roll.take(attendee, planning)
    away = [
        member_label(running.state, key)
        for key, member in running.state.members.items()
        if key not in roll.rows and not member.vacant and key not in running.state.present
    ]
    planning.left(away, "member")
    return planning.plan()


def entries(steps: Sequence[Timed], recorded: int) -> list[AnyEntry]:
    """The entries in order, each with the time stated behind it; ``recorded`` is how many the book has."""
    stated: list[AnyEntry] = []
    for step in steps:
        stated.append(step.entry)
        if step.time:
            stated.append(TimeStated(recorded + len(stated), step.time))
    return stated


class _Roll:
    """Goes through the report, person by person: who is a member, a deputy, in attendance, or left out."""

    def __init__(self, table: Table, running: Running, answers: Mapping[str, str], ends: str) -> None:
        self.timed = False
        self.rows: dict[str, int] = {}  # members with the row that they were first named in
        self._table, self._running, self._answers, self._ends = table, running, answers, ends
        self._state = running.state
        self._people = People(running.state)

    def take(self, attendee: Attendee, planning: Planning) -> None:
        """Put what becomes of somebody into the plan."""
        reader = Reader(self._table, attendee.record, self._answers)
        number, name = attendee.record.number, attendee.name
        if any(f"leave {row}" in self._answers for row in attendee.rows):
            planning.put(reader, Outcome(number, "left", name, ("Left out, as you asked",)))
            return
        if why := self._why_left(attendee, reader):
            planning.put(reader, Outcome(number, "left", name, (why,)))
            return
        reader.problems += attendee.unread
        if attendee.response and attendee.response not in _ACCEPTED | _DECLINED:
            shown = attendee.record.cells.get("response", "")
            reader.fault("response", "is neither accepted nor declined, tentative or none", shown=shown)
        if len(name) > NAME:
            reader.fault("name", f"has {len(name)} characters; use at most {NAME}", shown=name[:30] + "…")
        who = self._who(attendee, reader)
        if who == "guest":
            self._guest(attendee, planning, reader)
            return
        if who in ("leave", None):
            planning.put(reader, Outcome(number, "left", name, ("Left out, as you asked: not of this meeting",)))
            return
        deputy, key = (name, who[7:]) if who.startswith("deputy ") else (None, who)
        if key in self.rows:
            text = f"{member_label(self._state, key)} is in row {self.rows[key]} already"
            planning.put(reader, Outcome(number, "left", name, (text,)))
            return
        if not reader.doubts:
            self.rows[key] = number
        self._member(attendee, key, deputy, planning, reader)

    def _why_left(self, attendee: Attendee, reader: Reader) -> str:
        """Why somebody is not of the roll, without a question."""
        if NOT_PEOPLE.search(folded(attendee.name)):
            return "A program or device that takes notes or records, not a person"
        if attendee.waiting:
            return "Was in the waiting room and not let in"
        if attendee.response in _OPEN:
            return f"Has not said whether they come ({attendee.record.cells.get('response', attendee.response)})"
        if attendee.response in _ACCEPTED:
            chosen = reader.one_of(
                "accepted",
                "The file says who accepted an invitation, not who came. How are those who accepted recorded?",
                (
                    ("in person", "as present in the room"),
                    ("remote", "as taking part remotely"),
                    ("leave", "not at all: only apologies are recorded"),
                ),
            )
            reader.doubts = [doubt._replace(row=0) for doubt in reader.doubts]
            return "Accepted the invitation; attendance says who came" if chosen == "leave" else ""
        return ""

    def _who(self, attendee: Attendee, reader: Reader) -> str | None:
        """A member's key, "deputy KEY", "guest" or "leave"; None where it is not answered yet."""
        name = attendee.name
        other_name = bracketed(attendee.record.cells["name"])  # as in Zoom: the display name, then the account's own
        exact = self._people.exactly(name) or (self._people.exactly(other_name) if other_name else [])
        if len(exact) == 1:
            return exact[0]
        address = attendee.record.cells.get("email", "") if exact else ""
        asked = f"{' '.join(name_words(name)) or folded(name)} {address}".strip()
        deputies = [
            (f"deputy {key}", f"the deputy for {self._people.option(key)}, as the apologies say")
            for key, deputy in self._state.apologies.items()
            if deputy and name_words(deputy) == name_words(name)
        ]
        near = [(key, self._people.option(key)) for key in exact or self._people.nearly(name)]
        others = (
            ("member", "another member"),
            ("deputy", "the deputy of a member"),
            ("guest", "in attendance, not a member"),
            ("leave", "nobody of this meeting: leave out"),
        )
        why = "could be more than one member" if exact else "is not the name of a member"
        who = reader.one_of(f"attendee {asked}", f"“{name[:80]}” {why}. Who is it?", [*deputies, *near, *others])
        if who not in ("member", "deputy"):
            return who
        options = [
            (key, self._people.option(key))
            for key, member in self._state.members.items()
            if not member.vacant and key not in self.rows
        ]
        question = f"Which member is “{name[:80]}”?" if who == "member" else f"Whose deputy is “{name[:80]}”?"
        key = reader.one_of(f"{who} {asked}", question, options)
        return key if key is None or who == "member" else f"deputy {key}"

    def _guest(self, attendee: Attendee, planning: Planning, reader: Reader) -> None:
        number, name = attendee.record.number, attendee.name
        if any(folded(guest.name) == folded(name) for guest in self._state.guests):
            planning.put(reader, Outcome(number, "same", name, ("In attendance, as recorded",)))
        elif attendee.response in _DECLINED:
            planning.put(reader, Outcome(number, "left", name, ("Declined, and is not a member",)))
        else:
            planning.put(reader, Outcome(number, "new", name, ("In attendance",)), Timed(GuestAttended(name=name)))

    def _member(self, attendee: Attendee, key: str, deputy: str | None, planning: Planning, reader: Reader) -> None:
        state, number, title = self._state, attendee.record.number, self._people.option(key)
        if attendee.response in _DECLINED:
            known = key in state.apologies or key in state.present
            why = (
                "Declined; recorded as present already"
                if key in state.present
                else "Apologies: declined the invitation"
            )
            apologies = [] if known else [Timed(ApologiesGiven(member=key))]
            planning.put(reader, Outcome(number, "same" if known else "new", title, (why,)), *apologies)
            return
        mode: Mode = "in person" if self._answers.get("accepted") == "in person" and attendee.response else "remote"
        there: Presence | None = state.present.get(key)
        gone = any(moved.member == key and moved.what == "left" for moved in state.movements) and there is None
        steps: list[Timed] = []
        texts = [f"Present, {'in the room' if mode == 'in person' else 'remote'}"]
        if deputy:
            texts.append(f"by the deputy {deputy}")
        if gone:
            texts = ["Left, as recorded; record a return by hand"]
        elif there is None or (deputy is not None and there.deputy != deputy):
            time, text = self._time(attendee.joined)
            steps.append(Timed(MemberArrived(member=key, mode=mode, deputy=deputy), time))
            texts += [text] if text else []
        else:
            texts = ["Present, as recorded"]
        if not gone and self._left_early(attendee, title, reader):
            time, text = self._time(attendee.left)
            steps.append(Timed(MemberLeft(member=key), time))
            texts.append(f"left: {text or 'now'}")
        planning.put(reader, Outcome(number, "new" if steps else "same", title, ("; ".join(texts),)), *steps)

    def _time(self, moment: str) -> tuple[str, str]:
        """When it was, as far as the book can still have it so, and in words; empty where it is recorded as of now."""
        if not moment or not self.timed or moment > self._running.now:
            return "", ""
        moment = max(moment, self._state.opened_at)
        if moment <= self._running.counted:
            return "", "recorded as of now, since a vote was counted after the time that the report has"
        return moment, f"at {self._running.local(moment):%H:%M}"

    def _left_early(self, attendee: Attendee, title: str, reader: Reader) -> bool:
        """Whether somebody went before the others; only while the meeting runs, and only when that is answered."""
        if not self.timed or not attendee.left or attendee.left > self._running.now or self._state.phase != "open":
            return False
        left, ends = (datetime.datetime.fromisoformat(at) for at in (attendee.left, self._ends))
        if ends - left < _EARLY or attendee.left <= self._state.opened_at:
            return False
        at = f"{self._running.local(attendee.left):%H:%M}"
        options = (("yes", f"yes, record that they left at {at}"), ("no", "no, they are still there"))
        question = f"By the report {title} left at {at}, before the others. Is that recorded?"
        return reader.one_of(f"left {attendee.record.number}", question, options) == "yes"
