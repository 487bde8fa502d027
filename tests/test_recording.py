"""The door: an entry is judged once, and what it leads to is taken only when it is on the disk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from boardtui.book import schema
from boardtui.book.errors import BookError, LinesMissing, ReadIn, WriteFailed, WriteUncertain
from boardtui.book.missing import write_out
from boardtui.book.transfer import read_jsonl, verify_lines
from boardtui.book.verify import verify_store
from boardtui.desk.desk import Desk
from boardtui.desk.folding import fold_lines
from boardtui.desk.replay import replay
from boardtui.desk.script import ScriptError, record_script
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold import stretch as stretches
from boardtui.meeting.fold.fold import accept
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Stamped, State
from boardtui.register.people import members
from tests import build
from tests.book.test_faults import make_faulty
from tests.tui.app import make_desk

SITTING = [build.convened(), *build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]


@pytest.fixture
def session(desk: Desk) -> Session:
    session = desk.session(build.BOARD)
    build.record_all(session, SITTING)
    return session


@pytest.fixture
def folded(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the entries that are folded from now on."""
    numbers: list[int] = []

    def counting(state: State, stamped: Stamped) -> State:
        numbers.append(stamped.seq)
        return accept(state, stamped)

    monkeypatch.setattr(stretches, "accept", counting)
    return numbers


def note(text: str) -> e.NoteTaken:
    return e.NoteTaken(item=None, text=text)


def test_an_entry_is_folded_once(session: Session, folded: list[int]) -> None:
    stamp = session.record(note("The slides are online."))
    assert folded == [stamp.seq]


def test_entries_recorded_together_are_folded_once_each(session: Session, folded: list[int]) -> None:
    stamps = session.record_together([note("One."), note("Two.")])
    assert folded == [stamp.seq for stamp in stamps]


def test_an_undo_and_a_stated_time_fold_the_stretch_once(session: Session, folded: list[int]) -> None:
    arrival = session.lines[3]
    session.record(e.TimeStated(arrival.seq, arrival.at))
    assert sorted(folded) == sorted(set(folded))
    folded.clear()
    session.undo()
    assert sorted(folded) == sorted(set(folded))


def test_what_is_folded_once_is_what_the_book_says_when_it_is_read_again(session: Session) -> None:
    for count in range(70):  # more than one state is kept
        session.record(note(f"Note {count}."))
        if count % 7 == 0:
            session.record(e.EntryRetracted(session.recorded - (count and 3), "in error"))
        if count % 9 == 0:
            session.record(e.TimeStated(session.lines[5].seq, session.lines[5].at))
    again = fold_lines(session.book, session.store.segment(session.book))
    assert again.state == session.state
    assert again.lines == session.lines
    for line in session.lines:
        assert session.stretch.state_after(line.seq) == again.state_after(line.seq)


@pytest.mark.parametrize("entry", [note("Lost."), e.EntryRetracted(len(SITTING), "in error")])
def test_what_could_not_be_written_leaves_the_state_as_it_was(
    session: Session, monkeypatch: pytest.MonkeyPatch, entry: e.AnyEntry
) -> None:
    before, lines = session.state, list(session.lines)

    def full(*_: object, **__: object) -> None:
        raise WriteFailed("Nothing is recorded, because the disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(session.store, "append_many", full)
        with pytest.raises(WriteFailed):
            session.record(entry)
        with pytest.raises(WriteFailed):
            session.record_together([note("One."), note("Two.")])
    assert session.state is before
    assert session.lines == lines
    assert not session.stretch.struck
    session.record(entry)
    assert fold_lines(session.book, session.store.segment(session.book)).state == session.state


def test_a_script_keeps_a_decision_between_meetings_to_those_who_took_it(desk: Desk) -> None:
    urgent = {"urgent": "allowed", "urgent_by": ("chair", "chief executive")}
    session = desk.session(build.BOARD)
    build.record_all(session, [build.convened(terms=urgent), *SITTING[1:]])
    session.record(e.MeetingClosed())
    line = {
        **{"kind": "DecisionTaken", "motion": "d1", "way": "urgent", "text": "To open the ward."},
        **{"reason": "Norovirus.", "date": "2026-11-26", "by": ["independent-chair", "mseft-ceo"]},
    }
    [stamp] = record_script(session, [json.dumps(line).encode()])
    assert isinstance(stamp.entry, e.DecisionTaken)
    assert stamp.entry.by == ("independent-chair", "mseft-ceo")
    assert stamp.by == session.by
    with pytest.raises(ScriptError, match=r"line 1: this is not an entry.*by"):
        list(record_script(session, [json.dumps({**line, "motion": "d2", "by": "A Clerk"}).encode()]))


@pytest.mark.parametrize("kind", [["NoteTaken"], {"is": "NoteTaken"}, 7, True, None])
def test_a_line_of_a_script_whose_kind_is_no_name_is_refused_in_one_sentence(session: Session, kind: object) -> None:
    before = session.recorded
    with pytest.raises(ScriptError, match=r'line 1: this is not an entry \(it must say "kind"'):
        list(record_script(session, [json.dumps({"kind": kind, "text": "The report was noted."}).encode()]))
    assert session.recorded == before


def test_an_entry_in_doubt_is_looked_for_and_never_recorded_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = session.recorded
    make_faulty(session.store, "COMMIT", after=True)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "connect", gone)
        with pytest.raises(WriteUncertain, match="may or may not be recorded"):
            session.record(note("Once."))
    assert session.recorded == before
    with pytest.raises(ReadIn, match=f"Entry {before + 1} is in .* and shown now"):
        session.record(note("Once."))
    assert [line.entry for line in session.lines[-1:]] == [note("Once.")]
    session.record(note("Twice."))
    assert session.recorded == before + 2


def test_an_entry_in_doubt_that_is_not_there_is_recorded(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before = session.recorded
    make_faulty(session.store, "COMMIT", after=False)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "connect", gone)
        with pytest.raises(WriteUncertain):
            session.record(note("Once."))
    session.record(note("Once."))
    assert session.recorded == before + 1


@pytest.mark.parametrize("count", [1, 3, len(SITTING)])
def test_what_a_copy_lacks_is_taken_from_memory_and_from_the_second_place(tmp_path: Path, count: int) -> None:
    """However old the copy is: before the meeting that runs, only the second place has what it lacks."""
    (tmp_path / "stick").mkdir()
    desk = make_desk(tmp_path, mirror=str(tmp_path / "stick"))
    session = desk.session(build.BOARD)
    build.record_all(session, SITTING[:count])
    shutil.copy(tmp_path / "data.db", tmp_path / "older.db")
    build.record_all(session, [*SITTING[count:], e.MeetingClosed()])
    session.record(build.convened(meeting="2026-12", carried=public_matter(session.state)))
    session.record(note("One."))
    desk.close()
    desk = Desk.open(desk.config)
    session = desk.session(build.BOARD)
    last = session.recorded
    (tmp_path / "data.db").write_bytes((tmp_path / "older.db").read_bytes())
    with pytest.raises(LinesMissing, match=rf"ends at entry {count}: .* Entries {count + 1} to {last}") as lost:
        session.record(note("Two."))
    missing = lost.value.missing
    assert (missing.continues, missing.shared, len(missing.lines)) == (True, count, last - count)
    write_out(desk.store, missing, tmp_path / "whole.jsonl")
    assert verify_lines(read_jsonl(tmp_path / "whole.jsonl")).entries == last
    session.put_back(missing)
    session.record(note("Two."))
    assert verify_store(desk.store, build.BOARD).entries == last + 1
    desk.close()


def test_a_copy_older_than_anything_still_known_is_not_written_to(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    session = desk.session(build.BOARD)
    build.record_all(session, SITTING[:3])
    shutil.copy(tmp_path / "data.db", tmp_path / "older.db")
    build.record_all(session, [*SITTING[3:], e.MeetingClosed()])
    session.record(build.convened(meeting="2026-12", carried=public_matter(session.state)))
    desk.close()
    desk = Desk.open(desk.config)
    session = desk.session(build.BOARD)
    (tmp_path / "data.db").write_bytes((tmp_path / "older.db").read_bytes())
    with pytest.raises(LinesMissing, match=r"ends at entry 3: .* lacks what was recorded after that") as lost:
        session.record(note("Two."))
    assert not lost.value.missing.continues
    assert len(desk.store.segment(build.BOARD)) == 3
    desk.close()


def gone(*_: object, **__: object) -> None:
    raise BookError("gone")


@pytest.mark.parametrize("in_place", [True, False])
def test_what_only_the_program_knows_is_written_out_when_it_is_left(tmp_path: Path, in_place: bool) -> None:
    desk = make_desk(tmp_path)
    session = desk.session(build.BOARD)
    build.record_all(session, SITTING[:3])
    shutil.copy(tmp_path / "data.db", tmp_path / "older.db")
    build.record_all(session, SITTING[3:])
    last = session.recorded
    if in_place:
        (tmp_path / "data.db").write_bytes((tmp_path / "older.db").read_bytes())
    else:
        (tmp_path / "older.db").replace(tmp_path / "data.db")
    desk.close()
    (written,) = desk.left
    assert verify_lines(read_jsonl(written)).entries == last > 3


def test_nothing_is_written_out_where_the_database_has_everything(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    build.record_all(desk.session(build.BOARD), SITTING)
    desk.close()
    assert desk.left == [] and not list(tmp_path.glob("*.jsonl"))


def test_the_register_follows_a_seat_that_is_filled_in_the_meeting(desk: Desk, session: Session) -> None:
    coopted = e.SeatFilled("Karl Kemp", "2026-11-23", seat=e.NewSeat("digital", "Digital lead", ("mseft",)))
    session.record(coopted)
    held = {member.key: member for member in members(desk.store.connection, build.BOARD)}
    assert (held["digital"].name, held["digital"].seat, held["digital"].partners) == (
        "Karl Kemp",
        "Digital lead",
        ("mseft",),
    )
    assert session.last_warning is None
    session.undo()
    assert next(member for member in members(desk.store.connection, build.BOARD) if member.key == "digital").vacant


def test_a_meeting_called_off_is_convened_again_under_its_key(desk: Desk) -> None:
    session = desk.session(build.BOARD)
    first = session.record(build.convened())
    session.record(e.MeetingCalledOff("Snow."))
    assert (build.BOARD, first.seq) not in desk.running()
    again = session.record(build.convened_next(session.state, meeting=first.entry.meeting))  # type: ignore[union-attr]
    assert desk.held(build.BOARD, "2026-11") == again.seq
    found = replay(desk.store.lines(build.BOARD))
    assert (found.problem, [stretch.state.phase for stretch in found.stretches]) == (None, ["closed", "convened"])
    build.record_all(session, [e.MeetingOpened(), e.MeetingClosed()])
    with pytest.raises(Refused):
        session.record(build.convened_next(session.state, meeting="2026-11"))
