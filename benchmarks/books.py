"""The books that are measured on: the example, a body of any size in the middle of a vote, and very many meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from boardtui.book.chain import GENESIS, Line, canonical, seal
from boardtui.book.store import Store
from boardtui.charter.load import body_charter, shipped
from boardtui.cli.examples.build import write_example
from boardtui.clock import stamp_of
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.register import schema

BOOK = "partnership-board"
START = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.UTC)
EACH = datetime.timedelta(minutes=20)  # from one meeting to the next
STEP = datetime.timedelta(seconds=7)  # from one entry to the next, so that a meeting is over in time
ITEMS = range(1, 10)
CHARTER = shipped("mid-south-essex")


def example(folder: Path) -> Path:
    """The example database."""
    path = folder / "example.db"
    if not path.exists():
        write_example(path)
    return path


def voting(folder: Path, seats: int) -> tuple[Path, str, tuple[str, ...]]:
    """A meeting of that many members with a motion under 8.4 put: the database, the motion, who may vote."""
    path = folder / f"voting-{seats}.db"
    path.unlink(missing_ok=True)
    with Store.create(path, expected=schema.NAMES) as store:
        schema.create(store.connection)
        store.connection.commit()
        session = Session(store, BOOK)
        for entry in _until_the_vote(seats):
            session.record(entry)
        motion = session.state.motions["m1"]
        return path, "m1", tuple(key for key in motion.electorate.voters if key in motion.electorate.may_vote)


def many_meetings(folder: Path, meetings: int) -> Path:
    """A book of so many meetings of about two hundred entries each, every one of them legal."""
    path = folder / f"meetings-{meetings}.db"
    if path.exists():
        return path
    with Store.create(path, expected=schema.NAMES) as store:
        schema.create(store.connection)
        store.connection.commit()
        store.append_many(_sealed(_meeting_after_meeting(meetings)))
    return path


def long_meeting(folder: Path, entries: int) -> Path:
    """One meeting of so many entries that goes on: notes, actions and votes, with a motion open at the end."""
    path = folder / f"long-{entries}.db"
    if path.exists():
        return path
    with Store.create(path, expected=schema.NAMES) as store:
        schema.create(store.connection)
        store.connection.commit()
        store.append_many(_sealed(_long(entries)))
    return path


def _long(entries: int) -> Iterator[e.AnyEntry]:
    members = _members(31)
    *before, motion = _until_the_vote(31)
    yield from before
    made = len(before)
    for number in count():
        if made >= entries - 1:
            break
        yield e.NoteTaken(item="i1", text=f"The Board heard about point {number} and discussed it.")
        yield e.ActionAgreed(action=f"a{number}", item="i1", text="Report back.", owner="Executive Lead")
        vote = [each for each in _vote(members, f"n{number}", item="i1") if number % 20 == 0]
        yield from vote
        made += 2 + len(vote)
    yield motion


def _convened(
    key: str, members: tuple[e.Member, ...], due: tuple[e.MinutesDue, ...] = (), starts: datetime.datetime = START
) -> e.MeetingConvened:
    return e.MeetingConvened(
        meeting=key,
        body=BOOK,
        title=f"Partnership Board {key}",
        starts=starts.isoformat(timespec="minutes"),
        charter=body_charter(CHARTER, BOOK),
        partners=CHARTER.partners,
        members=members,
        agenda=tuple(e.AgendaItem(item=f"i{number}", title=f"Item {number}", number=str(number)) for number in ITEMS),
        carried=e.Carried(minutes=due),
        vocabulary=e.VOCABULARY,
    )


def _members(count: int) -> tuple[e.Member, ...]:
    seats = CHARTER.body(BOOK).seats
    return tuple(
        e.Member(
            key=f"{seats[number % len(seats)].key}-{number}",
            seat=seats[number % len(seats)].title,
            partners=seats[number % len(seats)].partners,
        )
        for number in range(count)
    )


def _until_the_vote(seats: int) -> Iterator[e.AnyEntry]:
    members = _members(seats)
    yield _convened("m", members)
    for member in members:
        yield e.MemberArrived(member=member.key)
    yield e.MeetingOpened()
    yield e.ItemOpened(item="i1")
    yield e.MotionPut(motion="m1", item="i1", text="To adopt the priorities.", rule="capital", topic="fin_capital")


def _meeting_after_meeting(meetings: int) -> Iterator[e.AnyEntry]:
    members = _members(31)
    due: tuple[e.MinutesDue, ...] = ()
    for number in range(meetings):
        key = f"meeting-{number}"
        convened = _convened(key, members, due, START + number * EACH)
        yield convened
        yield from _one_meeting(members, due, number)
        due = (e.MinutesDue(meeting=key, title=convened.title, starts=convened.starts),)


def _one_meeting(members: tuple[e.Member, ...], due: tuple[e.MinutesDue, ...], number: int) -> Iterator[e.AnyEntry]:
    for member in members[:27]:
        yield e.MemberArrived(member=member.key)
    for member in members[27:]:
        yield e.ApologiesGiven(member=member.key)
    yield e.ChairTaken(member=members[0].key)
    yield e.MeetingOpened()
    for minutes in due:
        yield e.MinutesApproved(meeting=minutes.meeting, signed_by=members[0].key)
    for item in ITEMS:
        yield e.ItemOpened(item=f"i{item}")
        for note in range(6):
            yield e.NoteTaken(
                item=f"i{item}", text=f"The Board heard about point {note} of paper {item} and discussed it."
            )
        yield e.ActionAgreed(action=f"a{number}-{item}", item=f"i{item}", text="Report back.", owner="Executive Lead")
        yield e.ActionUpdated(action=f"a{number}-{item}", status="done")
    for motion in range(3):
        yield from _vote(members, f"m{number}-{motion}")
    yield e.MeetingClosed()


def _vote(members: tuple[e.Member, ...], motion: str, item: str = "i9") -> Iterator[e.AnyEntry]:
    """A motion under 8.4, one entry for each vote."""
    yield e.MotionPut(motion=motion, item=item, text="To adopt it.", rule="capital", topic="fin_capital")
    voters = [member for member in members[:27] if set(member.partners) & _NHS]
    for member in voters:
        yield e.VotesRecorded(motion=motion, choice="for", voters=(member.key,))
    yield e.ResultDeclared(
        motion=motion,
        outcome="carried" if len(voters) >= 11 else "not_carried",
        for_=len(voters),
        against=0,
        abstain=0,
        not_voted=0,
        eligible=14,
        base=14,
        needed=11,
    )


_NHS = {partner.key for partner in CHARTER.partners if partner.category in ("ccg", "nhs_provider", "nhse_nhsi")}


def _sealed(entries: Iterator[e.AnyEntry]) -> Iterator[tuple[Line, str, bool]]:
    """Lines, each meeting of which is recorded when it is held."""
    prev, moment = GENESIS, START
    for seq, entry in enumerate(entries, 1):
        if isinstance(entry, e.MeetingConvened):
            moment = datetime.datetime.fromisoformat(entry.starts)
        moment += STEP
        line = seal(BOOK, seq, stamp_of(moment), "Secretary", prev, canonical(entry))
        yield line, e.kind(entry), isinstance(entry, e.MeetingConvened)
        prev = line.hash


__all__ = ["example", "long_meeting", "many_meetings", "voting"]
