"""The Partnership Board of November, from roll call to close with the keyboard alone; then what is left of it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from boardtui.book.chain import Line
from boardtui.book.store import Store
from boardtui.cli.main import main
from boardtui.desk.folding import entry_of
from boardtui.desk.replay import Replayed, replay
from boardtui.meeting import entries as e
from boardtui.meeting.state.state import State
from boardtui.register.layout import NAMES
from boardtui.tui.screens.home import HomeScreen
from boardtui.tui.screens.readings import ReadingsScreen
from boardtui.tui.screens.vote import VoteScreen
from tests.build import CAPITAL
from tests.journey.secretary import BOARD, Secretary, at_the_desk, demo_folder

MEETING = "pb-2026-11-26"
SECRET = "CANARY-LEASE"
ABSENT, APOLOGIES, REMOTE = "lmc-rep", ("ecc-hwb-chair", "mid-essex-place-lead"), "hws-rep"
WITHDRAWS = "mseft-ceo"


class Held(NamedTuple):
    """What the meeting left: the folder's settings, its lines of the book, the state, what the screen once said."""

    config: Path
    lines: list[Line]
    state: State
    told: dict[str, str]

    def entries(self, *kinds: type) -> list[Any]:
        return [one for one in map(entry_of, self.lines) if not kinds or isinstance(one, kinds)]

    @property
    def folder(self) -> Path:
        return self.config.parent

    @property
    def paper(self) -> str:
        return (self.folder / "meetings" / MEETING / "minutes.md").read_text(encoding="utf-8")


async def gather(s: Secretary, told: dict[str, str]) -> None:
    """Convene; the roll with two apologies, one absent, one remote; the chair; a guest; open."""
    await s.on_home("Partnership Board, November 2026")
    await s.keys("enter", "enter")
    assert "NOT YET OPEN" in s.screen and "t takes attendance" in s.screen
    await s.keys("t", *"11", "y", *"24", "y", *"27", "r", *"31", "a")
    told["roll"] = s.screen
    await s.keys("enter", "h", "enter", "I")
    await s.types("Analyst, finance", "enter", "enter", "escape")
    s.clock.forward(1)
    await s.keys("o", "right")
    assert "IN PUBLIC · Partnership Board" in s.screen and "28 of 31 present" in s.screen


async def interests_and_minutes(s: Secretary, told: dict[str, str]) -> None:
    """Item 2: one member withdraws from the capital item. Item 3: the minutes of September are approved."""
    s.clock.forward(5)
    await s.keys("right", "i", "n")
    await s.types("chief mseft", "enter")
    await s.types("capital ", "enter")
    await s.keys("1", "enter")
    await s.types("Director of a bidder", "enter", "3", "enter", "enter")
    told["withdraws"] = s.says
    s.clock.forward(5)
    await s.keys("escape", "right", "r", "enter", "enter")
    assert "approved" in s.says


async def consensus_with_a_correction(s: Secretary, told: dict[str, str]) -> None:
    """Item 4: agreement in one key; an action; a note taken by mistake and taken back; somebody comes late."""
    s.clock.forward(5)
    await s.keys("right", "m")
    await s.types("To support the update.", "enter")
    await s.types("executive lead", "enter", "enter", "enter")
    await s.types("SLE, 14 Sep", "enter")
    assert isinstance(s.app.screen, VoteScreen), s.screen
    await s.keys("c")
    told["consensus"] = s.says
    await s.keys("escape", "a")
    await s.types("Publish the update", "enter")
    await s.types("Executive Lead", "down", "enter")
    await s.types("2026-12-10", "enter")
    await s.keys("n")
    await s.types("Wrong item", "enter", "z")
    told["undo"] = s.asks
    await s.keys("enter")
    told["undone"] = s.says
    s.clock.forward(5)
    await s.keys("t", *"31", "p", "escape")


async def capital(s: Secretary, told: dict[str, str]) -> None:
    """Item 5: who withdrew goes out; 8.4 with its precondition, one against, one abstaining; the readings; the result."""
    s.clock.forward(10)
    await s.keys("right", "t", *"18", "l")
    await s.types("declared interest", "enter", "escape")
    await s.keys("asterisk", "2", "m", "ctrl+u")  # what the SLE recorded, which meets without the public
    await s.types("To adopt the priorities in paper D.", "enter")
    await s.types("executive lead", "enter")
    await s.types("chair mseft", "enter", "enter")
    told["precondition"] = s.asks
    await s.keys("1", "enter", *"03", "g", *"07", "h", "r")
    told["count"] = s.screen
    assert not any(isinstance(entry, e.ResultDeclared) for entry in _entries(s))
    await s.keys("d")
    assert isinstance(s.app.screen, ReadingsScreen), s.screen
    told["readings"] = s.screen
    await s.keys("enter")
    await s.types("As the charter has it", "enter")
    told["arithmetic"] = s.asks
    await s.keys("enter")
    told["declared"] = s.says
    s.clock.forward(10)
    await s.keys("escape", "t", *"18", "p", "escape")


async def agenda_changes(s: Secretary, told: dict[str, str]) -> None:
    """Item 6 is put off, an item is added at the end; 7 and 8 are dealt with."""
    await s.keys("6", "d")
    await s.types("paper late", "enter", "8", "plus")
    await s.types("Date of next meeting", "enter", "2", "enter", "m", "enter", "enter", "5", "enter", "enter", "enter")
    told["added"] = s.says
    for _ in range(2):
        s.clock.forward(10)
        await s.keys("right")
    assert "8 Any other business" in s.screen


async def part_two(s: Secretary, told: dict[str, str]) -> None:
    """The added item; then without the public: a note and an action; the public is readmitted."""
    await s.keys("right", "x")
    await s.types("terms of a lease", "enter", "enter", "enter", "enter", "1", "enter", "right")
    assert "PUBLIC EXCLUDED" in s.screen and "confidential" in s.screen
    await s.keys("n")
    await s.types(f"{SECRET} one", "enter", "a")
    await s.types(f"{SECRET} two", "enter")
    await s.types(f"{SECRET} three", "enter", "enter")
    s.clock.forward(10)
    await s.keys("x")
    told["readmitted"] = s.says


async def hold(config: Path) -> dict[str, str]:
    """The whole meeting, in the order in which it is held."""
    told: dict[str, str] = {}
    async with at_the_desk(config) as s:
        for part in (
            gather,
            interests_and_minutes,
            consensus_with_a_correction,
            capital,
            agenda_changes,
            part_two,
        ):
            await part(s, told)
        await s.keys("c")
        told["closing"] = s.asks
        await s.keys("enter")
        told["closed"] = s.says
        await s.keys("escape")
        assert isinstance(s.app.screen, HomeScreen)
        told["home"] = s.screen
    return told


def _entries(s: Secretary) -> list[Any]:
    assert s.app.session is not None
    return [line.entry for line in s.app.session.lines]


def book_of(database: Path) -> list[Line]:
    with Store.open(database, expected=NAMES, read_only=True) as store:
        return list(store.lines(BOARD))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    config = demo_folder(tmp_path_factory.mktemp("board"))
    told = asyncio.run(hold(config))
    lines = book_of(config.parent / "data.db")
    start = max(line.seq for line in lines if isinstance(entry_of(line), e.MeetingConvened))
    yield Held(config, lines[start - 1 :], folded(lines).stretches[-1].state, told)


def folded(lines: list[Line]) -> Replayed:
    found = replay(lines)
    assert found.problem is None
    return found


def run(config: Path, *args: str) -> str:
    """A command as a user types it; answers what it prints."""
    done = CliRunner().invoke(main, ["--config", str(config), *args])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_roll_is_recorded_as_it_stood_on_the_screen(held: Held) -> None:
    assert "Present 28 · Apologies 2 · Absent 1" in held.told["roll"]
    arrived = {entry.member: entry.mode for entry in held.entries(e.MemberArrived)[:28]}
    assert len(arrived) == 28 and arrived[REMOTE] == "remote"
    assert [entry.member for entry in held.entries(e.ApologiesGiven)] == list(APOLOGIES)
    assert ABSENT not in arrived
    assert held.entries(e.ChairTaken) == [e.ChairTaken("independent-chair")]
    assert held.entries(e.GuestAttended) == [e.GuestAttended("Analyst, finance")]


def test_the_interest_takes_one_member_out_of_the_vote_and_lowers_no_bar(held: Held) -> None:
    (declared,) = held.entries(e.InterestDeclared)
    assert (declared.member, declared.items, declared.handling) == (WITHDRAWS, ("pb-nov-capital",), "withdraws")
    assert "1 kept from voting, 11 needed out of 14 eligible members" in held.told["withdraws"]


def test_the_minutes_of_september_are_approved(held: Held) -> None:
    (approved,) = held.entries(e.MinutesApproved)
    assert approved.meeting == "pb-2026-09-24"
    assert "pb-2026-09-24" not in [due.meeting for due in held.state.minutes_due]


def test_agreement_is_one_entry_by_the_general_rule(held: Held) -> None:
    put, declared = held.entries(e.MotionPut)[0], held.entries(e.ConsensusDeclared)[0]
    assert (put.rule, put.item, put.topic, put.mover) == ("agreement", "pb-nov-update", "objectives", "executive-lead")
    assert declared == e.ConsensusDeclared(put.motion, True) and "consensus" in held.told["consensus"]


def test_what_was_taken_back_was_shown_before_and_stays_in_the_book(held: Held) -> None:
    assert "Wrong item" in held.told["undo"] and "entry" not in held.told["undo"]
    (back,) = held.entries(e.EntryRetracted)
    struck = next(line for line in held.lines if line.seq == back.seq)
    assert entry_of(struck) == e.NoteTaken("pb-nov-update", "Wrong item")
    assert "Undone: note on item 4: Wrong item." in held.told["undone"]
    assert "Wrong item" not in held.paper and "1 correction was" in held.paper


def test_the_capital_motion_stands_under_8_4_with_its_precondition(held: Held) -> None:
    put = held.entries(e.MotionPut)[1]
    assert (put.rule, put.topic, put.item) == ("capital", "fin_capital", "pb-nov-capital")
    assert "Clause 8.4 applies only if:" in held.told["precondition"]
    evidence = next(entry for entry in held.entries(e.EvidenceGiven) if entry.motion == put.motion)
    assert evidence.from_book == "sle" and "System Leadership Executive, September 2026" in evidence.text


def test_the_vote_is_recorded_by_name(held: Held) -> None:
    motion = held.entries(e.MotionPut)[1].motion
    votes = {voter: entry.choice for entry in held.entries(e.VotesRecorded) for voter in entry.voters}
    assert set(votes) == set(CAPITAL) - {WITHDRAWS}
    by = {choice: [voter for voter in CAPITAL if votes.get(voter) == choice] for choice in ("against", "abstain")}
    assert by == {"against": [CAPITAL[1]], "abstain": ["eeast-chair"]}
    (result,) = held.entries(e.ResultDeclared)
    assert result == e.ResultDeclared(
        motion, "carried", for_=11, against=1, abstain=1, not_voted=0, eligible=14, base=14, needed=11
    )
    assert "11 for, 11 needed out of 14 eligible members" in held.told["count"] and "carried" in held.told["declared"]


def test_readings_that_differ_were_seen_and_ruled_on_before_the_result(held: Held) -> None:
    assert "would change the result" in held.told["readings"] and "not carried" in held.told["readings"]
    assert "at least 3/4 of 14 eligible members, 1 of them kept from voting): carried. (8.4)" in held.told["arithmetic"]
    kinds = [(type(entry), getattr(entry, "setting", "")) for entry in held.entries(e.RulingMade, e.ResultDeclared)]
    assert kinds[-2:] == [(e.RulingMade, "procedure"), (e.ResultDeclared, "")]


def test_who_came_and_went_is_in_the_book_with_the_time(held: Held) -> None:
    moved = [(line.at[11:16], entry_of(line)) for line in held.lines]
    assert ("10:21", e.MemberArrived(ABSENT)) in moved
    assert ("10:31", e.MemberLeft(WITHDRAWS, "declared interest")) in moved
    assert ("10:41", e.MemberArrived(WITHDRAWS)) in moved


def test_one_item_was_put_off_and_one_added(held: Held) -> None:
    assert held.entries(e.ItemDeferred) == [e.ItemDeferred("pb-nov-winter", "paper late")]
    (added,) = held.entries(e.ItemAdded)
    assert (added.title, added.number, added.after, added.minutes) == (
        "Date of next meeting",
        "8a",
        "pb-nov-aob",
        5,
    )
    assert held.state.items[added.item].status == "done"


def test_closing_says_first_what_is_undone_and_then_where_the_minutes_are(held: Held) -> None:
    assert "Close the meeting" in held.told["closing"], "of the confidential item no word while the public is there"
    assert "Some confidential business is not finished" in held.told["closing"] and "lease" not in held.told["closing"]
    assert "minutes.md" in held.told["closed"] and "minutes-confidential.md" in held.told["closed"]
    assert held.state.phase == "closed" and held.entries()[-1] == e.MeetingClosed()


def test_the_minutes_say_who_was_there(held: Held) -> None:
    assert "| Present (29) |" in held.paper and "| Apologies (2) |" in held.paper
    apologies = held.paper.split("| Apologies (2) |")[1].split("\n\n")[0]
    assert "Chair, Essex Health and Wellbeing Board" in apologies and "Place Lead, Mid Essex" in apologies
    assert "| Representative, Healthwatch Southend | Healthwatch Southend | remotely |" in held.paper
    assert "| Representative, Local Medical Committee |  | from 10:21 |" in held.paper
    assert "| Analyst, finance" in held.paper
    assert "| 10:31 | Chief Executive, MSEFT left: declared interest | 5 |" in held.paper


def test_the_minutes_give_the_figures_the_clause_and_the_dissent(held: Held) -> None:
    motion = held.paper.split("### Motion 5.1")[1].split("\n## ")[0]
    assert "| 11 | 1 | 1 | 1 | 14 | 14 | 11 |" in motion  # one was withdrawn, and part of the meeting private
    assert "(clause 8.4)" in motion and "System Leadership Executive, September 2026, motion 2.1" in motion
    assert "\nAgainst: Chair, NHS Castle Point & Rochford CCG." in held.paper
    assert "Another reading of clause 8.4" not in motion and "As the charter has it" in motion
    assert held.paper.startswith("# Partnership Board\n\n**DRAFT** minutes of the meeting held in public")


def test_the_fingerprint_is_the_hash_of_the_closing_entry(held: Held) -> None:
    closing = held.lines[-1]
    assert f"produced from {closing.seq} entries of the minute book. Fingerprint: {closing.hash}" in held.paper


def test_nothing_of_part_2_is_in_anything_public(held: Held) -> None:
    folder = held.folder / "meetings" / MEETING
    hidden = [path.name for path in folder.iterdir() if SECRET.encode() in path.read_bytes()]
    assert sorted(hidden) == ["book.jsonl", "minutes-confidential.md"]
    public = (folder / "book-public.jsonl").read_text(encoding="utf-8") + held.paper
    assert "estate" not in public.split('"kind":"MeetingConvened"')[-1].lower()
    secret = (folder / "minutes-confidential.md").read_text(encoding="utf-8")
    assert all(f"{SECRET} {which}" in secret for which in ("one", "two", "three"))


def test_the_book_verifies_whole_and_public(held: Held) -> None:
    folder = held.folder / "meetings" / MEETING
    assert f"head {held.lines[-1].hash}" in run(held.config, "verify", BOARD)
    assert f"head {held.lines[-1].hash}" in run(held.config, "verify", str(folder / "book.jsonl"))
    assert "entries withheld" in run(held.config, "verify", str(folder / "book-public.jsonl"))
    earlier = folder / "earlier.jsonl"
    earlier.write_bytes(b"".join((folder / "book.jsonl").read_bytes().splitlines(keepends=True)[:50]))
    assert "It continues" in run(held.config, "verify", BOARD, "--extends", str(earlier))


def test_one_altered_word_is_found(held: Held, tmp_path: Path) -> None:
    book = (held.folder / "meetings" / MEETING / "book.jsonl").read_bytes()
    (tmp_path / "altered.jsonl").write_bytes(
        book.replace(b'"against","kind":"VotesRecorded"', b'"for","kind":"VotesRecorded"')
    )
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "altered.jsonl")])
    assert done.exit_code == 1 and "ALTERED at entry" in done.output


def test_taken_into_a_new_database_it_is_the_same_meeting_and_the_same_minutes(held: Held, tmp_path: Path) -> None:
    other = tmp_path / "config.toml"
    other.write_text(held.config.read_text(encoding="utf-8"), encoding="utf-8")
    run(other, "init", "--charter", "mid-south-essex")
    book = tmp_path / "book.jsonl"
    run(held.config, "export", BOARD, "-o", str(book))
    run(other, "import", "book", str(book))
    assert folded(book_of(tmp_path / "data.db")).stretches[-1].state == held.state
    again = [run(config, "replay", BOARD, "--json") for config in (held.config, other)]
    assert again[0] == again[1] and json.loads(again[0])["meetings"][-1]["state"] == "closed"
    run(other, "minutes", BOARD, MEETING)
    for name in ("minutes.md", "minutes-confidential.md", "book.jsonl", "book-public.jsonl"):
        first, second = (folder / "meetings" / MEETING / name for folder in (held.folder, tmp_path))
        assert first.read_bytes() == second.read_bytes(), name


def test_replaying_step_by_step_ends_where_the_meeting_ended(held: Held) -> None:
    stretch = folded(book_of(held.folder / "data.db")).stretches[-1]
    assert stretch.state == held.state
    assert [line.entry for line in stretch.lines] == held.entries()


def test_the_timeline_tells_it_in_words_and_never_in_code(held: Held) -> None:
    told = run(held.config, "replay", BOARD)
    assert (
        "= CARRIED: 11 for, 1 against, 1 abstained, 0 did not vote, 1 kept from voting; "
        "11 needed out of 14 eligible members; 8.4" in told
    )
    assert "undone by 111: note on item 4: Wrong item" in told
    assert not re.search(r"[A-Z][a-z]+\(|for_|None", told)
