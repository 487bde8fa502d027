"""Builds meetings for every test: the Partnership Board of 31 seats, the SLE of eight, and whatever happens in them."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.load import body_charter, shipped
from boardtui.charter.model import BodyCharter
from boardtui.charter.terms_of_reference import Terms
from boardtui.desk.session import Session
from boardtui.meeting.entries import (
    VOCABULARY,
    AgendaItem,
    AnyEntry,
    ChairTaken,
    ConfidentialCarried,
    IssueReceived,
    ItemOpened,
    MeetingClosed,
    MeetingConvened,
    MeetingOpened,
    Member,
    MemberArrived,
    MotionPut,
    OpenIssue,
    ResultDeclared,
    VotesRecorded,
)
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.sitting import hidden_part, open_matter, public_matter
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.register.demo import PLANNED, write_register

CHARTER = "mid-south-essex"
BOARD = "partnership-board"
SLE = "sle"
BEGINS = datetime.datetime(2026, 11, 23, 9, 58, tzinfo=datetime.UTC)
CLERK = "J Smith"

CCG_CHAIRS = ("bbccg-chair", "cprccg-chair", "meccg-chair", "sccg-chair", "tccg-chair")
TRUST_CHAIRS = ("eeast-chair", "eput-chair", "nelft-chair", "mseft-chair")
TRUST_CEOS = ("eeast-ceo", "eput-ceo", "nelft-ceo", "mseft-ceo")
CAPITAL = (*CCG_CHAIRS, *TRUST_CHAIRS, "executive-lead", *TRUST_CEOS)
"""The fourteen members of the Board to whose organisations the capital row of Annex 1 applies."""
CCGS = ("bbccg", "cprccg", "meccg", "sccg", "tccg")
TRUSTS = ("eeast", "eput", "nelft", "mseft")
COUNCILS = ("ecc", "sbc", "tc")

_FIRST = ("Ada", "Ben", "Cora", "Dev", "Edith", "Femi", "Grace", "Hugh", "Iris", "Jonah", "Kit")
_LAST = ("Abbott", "Barrow", "Coggin", "Deeks", "Everitt", "Frost", "Gladwin")

AGENDA = (
    AgendaItem(item="welcome", title="Welcome and apologies", number="1", planned="10:00", minutes=5),
    AgendaItem(item="minutes", title="Minutes of the last meeting", number="2", planned="10:05", minutes=5),
    AgendaItem(item="capital", title="Capital priorities", number="3", minutes=40, topic="fin_capital"),
    AgendaItem(item="objectives", title="Partnership objectives", number="4", minutes=30, topic="objectives"),
    AgendaItem(item="any-other", title="Any other business", number="5", minutes=10),
)


def members(body: str = BOARD) -> tuple[Member, ...]:
    """Every seat of the body, each held by somebody with a name."""
    names = (f"{first} {last}" for first, last in zip(cycle(_FIRST), cycle(_LAST), strict=False))
    seats = shipped(CHARTER).body(body).seats
    return tuple(
        Member(key=seat.key, name=name, seat=seat.title, partners=seat.partners)
        for seat, name in zip(seats, names, strict=False)
    )


def rules_of(body: str = BOARD, **terms: Any) -> BodyCharter:
    """The body's charter; terms of reference are added where any are named."""
    given = Terms(source="terms of reference 4", **terms) if terms else None
    return body_charter(shipped(CHARTER), body, terms=given)


def convened(body: str = BOARD, *, terms: dict[str, Any] | None = None, **changes: Any) -> MeetingConvened:
    """The meeting as it is convened; any field of the entry may be given another value."""
    public = shipped(CHARTER).body(body).public
    fields: dict[str, Any] = {
        "meeting": "2026-11",
        "body": body,
        "title": f"{shipped(CHARTER).body(body).title}, November 2026",
        "starts": "2026-11-23T10:00:00+00:00",
        "place": "Anglia Ruskin University, Chelmsford",
        "public": public,
        "charter": rules_of(body, **(terms or {})),
        "partners": shipped(CHARTER).partners,
        "members": members(body),
        "agenda": AGENDA,
        "vocabulary": VOCABULARY,
    }
    return MeetingConvened(**{**fields, **changes})


def convened_next(state: State, meeting: str = "2027-02", **changes: Any) -> MeetingConvened:
    """The meeting after this one, carrying what is open and public."""
    return convened(state.body, **{"meeting": meeting, "carried": public_matter(state), **changes})


def at(seq: int) -> str:
    """The time of an entry: one every seven seconds."""
    moment = BEGINS + datetime.timedelta(seconds=7 * seq)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record(stretch: Stretch, *entries: AnyEntry) -> Stretch:
    """Record entries one after the other; Refused where one is not allowed."""
    for entry in entries:
        seq = stretch.lines[-1].seq + 1 if stretch.lines else 1
        stretch.add(stretch.stamp(seq, at(seq), CLERK, entry))
    return stretch


def refused(stretch: Stretch, entry: AnyEntry) -> Refused:
    """The refusal that recording the entry meets; what was recorded before stays as it is."""
    before, lines = stretch.state, len(stretch.lines)
    with pytest.raises(Refused) as caught:
        record(stretch, entry)
    assert stretch.state is before
    assert len(stretch.lines) == lines
    return caught.value


def play(entries: Iterable[AnyEntry], *, book: str = BOARD, before: State | None = None) -> Stretch:
    """A stretch of a book with these entries."""
    return record(Stretch(book, before), *entries)


def record_all(session: Session, entries: Iterable[AnyEntry]) -> list[Stamped]:
    """Record entries in a book of a database one after the other; what came before a refused one stays."""
    return [session.record(entry) for entry in entries]


def confidential_matter(state: State) -> ConfidentialCarried:
    """What of the open matter the next meeting carries in its ConfidentialCarried; none is needed where it is empty."""
    return hidden_part(open_matter(state))


def write_demo(db: sqlite3.Connection) -> None:
    """Fill a new database with the register of the demonstration of Mid and South Essex."""
    write_register(db, CHARTER, PLANNED)


def arrivals(keys: Sequence[str]) -> list[MemberArrived]:
    """Somebody walks in, one after the other."""
    return [MemberArrived(member=key) for key in keys]


def sitting(
    body: str = BOARD,
    *,
    present: Sequence[str] | None = None,
    item: str | None = "capital",
    terms: dict[str, Any] | None = None,
    before: State | None = None,
    **changes: Any,
) -> Stretch:
    """A meeting that is open with these members present (all, where none are named), and an item turned to."""
    first = convened(body, terms=terms, **changes)
    here = [member.key for member in first.members if not member.vacant] if present is None else list(present)
    entries: list[AnyEntry] = [first, *arrivals(here)]
    if here:
        entries.append(ChairTaken(member=here[0]))
    entries.append(MeetingOpened())
    if item is not None:
        entries.append(ItemOpened(item=item))
    return play(entries, book=body, before=before)


def motion(key: str = "m1", **changes: Any) -> MotionPut:
    """A motion under 8.4 on the capital item, unless said otherwise."""
    fields: dict[str, Any] = {
        "motion": key,
        "item": "capital",
        "text": "That the Board supports the capital priorities for 2027/28.",
        "rule": "capital",
        "topic": "fin_capital",
    }
    return MotionPut(**{**fields, **changes})


def at_board(key: str = "i-board", **changes: Any) -> IssueReceived:
    """An issue comes to the Board from the SLE's book, after a facilitator could not resolve it (8.10(3), 8.10(4))."""
    fields: dict[str, Any] = {"title": "Bed capacity", "topic": "objectives", "parties": ("mseft", "ecc"), **changes}
    return IssueReceived(key, SLE, "0" * 64, OpenIssue(issue=key, stage="board", **fields))


def votes(choice: str, voters: Sequence[str], key: str = "m1") -> VotesRecorded:
    """These voters vote so."""
    return VotesRecorded(motion=key, choice=choice, voters=tuple(voters))  # type: ignore[arg-type]


def result(stretch: Stretch, key: str = "m1", **changes: Any) -> ResultDeclared:
    """The result as the count has it now; any figure may be given another value."""
    return replace(result_now(stretch.state, stretch.state.motions[key]), **changes)


def declare(stretch: Stretch, key: str = "m1", **changes: Any) -> Stretch:
    """Declare the result that the count gives."""
    return record(stretch, result(stretch, key, **changes))


def the(stretch: Stretch, key: str = "m1") -> Motion:
    """The motion of that key."""
    return stretch.state.motions[key]


def closed(stretch: Stretch) -> Stretch:
    """Close the meeting."""
    return record(stretch, MeetingClosed())


def realistic(meeting: int = 1) -> list[AnyEntry]:
    """About two hundred entries of one meeting of the Board as a secretary would make them, seat by seat."""
    from boardtui.meeting import entries as e

    first = convened(meeting=f"meeting-{meeting}")
    keys = [member.key for member in first.members]
    script: list[AnyEntry] = [first, *(e.ApologiesGiven(member=key) for key in keys[-2:])]
    script += [*arrivals(keys[:-2]), ChairTaken(member=keys[0]), MeetingOpened()]
    script += [e.GuestAttended(name=f"Guest {n}", role="officer") for n in range(4)]
    script += [
        e.InterestDeclared(
            member="mseft-ceo",
            items=("capital",),
            interest="financial",
            nature="The trust bids.",
            handling="withdraws",
        )
    ]
    for line in AGENDA:
        script.append(ItemOpened(item=line.item))
        script += [e.NoteTaken(item=line.item, text=f"The Board considered point {n} of the paper.") for n in range(8)]
        script.append(e.ActionAgreed(action=f"a-{line.item}", item=line.item, text="Report back.", owner="J Smith"))
        if line.item == "capital":
            script.append(motion())
            asked = [key for key in CAPITAL if key != "mseft-ceo"]
            script += [votes("for", [key]) for key in asked[:11]] + [votes("against", [key]) for key in asked[11:]]
            script.append(ResultDeclared("m1", "carried", 11, 2, 0, 0, 14, 14, 11))
            script += [e.MemberLeft(member=key) for key in keys[20:25]]
        if line.item == "objectives":
            script.append(motion("m2", item="objectives", rule="agreement", topic="objectives"))
            script.append(e.ConsensusDeclared(motion="m2", reached=True))
            script.append(at_board())
            script.append(motion("m3", item="objectives", rule="issue-board", topic="objectives", issue="i-board"))
            script += [votes("for", [key], "m3") for key in keys[1:20]]
            script.append(e.RulingMade(motion="m3", setting="procedure", value="By hands.", text="", by=keys[0]))
            script.append(ResultDeclared("m3", "carried", 19, 0, 0, 4, 24, 23, 12))
        script.append(e.ItemClosed(item=line.item, outcome="noted"))
    script.append(MeetingClosed())
    return script
