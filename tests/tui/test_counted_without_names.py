"""Show of hands, secret ballot, voices and dissent on the vote screen: the keys, the totals, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boardtui.charter.model import BodyCharter
from boardtui.charter.rule import Rule
from boardtui.meeting.entries import (
    AgendaItem,
    DissentNoted,
    ItemOpened,
    MeetingConvened,
    MeetingOpened,
    Member,
    MemberArrived,
    MemberLeft,
    MotionPut,
    ResultDeclared,
    VotesCounted,
    VotesRecorded,
)
from boardtui.register.demo import EXECUTIVE
from boardtui.tui.safe import width_of
from boardtui.tui.views.vote import others_line
from tests.build import motion, record, sitting
from tests.tui.app import frame, message, press, recorded, running, session_of, until, write
from tests.tui.test_vote import at_sle, opened, put

CAST = Rule("vote", "member", "cast", "1/2", "more_than", no_category="eligible", key="r", title="Majority", clause="1")
CONSENSUS = Rule("consensus", no_category="eligible", key="c", title="Consensus", clause="2")


def board(count: int = 31, rule: str = "r") -> tuple[MeetingConvened, list[Any]]:
    """A body of that many members, all present, where more than half of the votes cast carry a motion."""
    members = tuple(Member(f"m{number}", f"Member {number}") for number in range(1, count + 1))
    convened = MeetingConvened(
        "small",
        "small",
        "Small",
        "2026-11-26T10:00+00:00",
        charter=BodyCharter(rules=(CAST, CONSENSUS)),
        members=members,
        agenda=(AgendaItem("i1", "The only item", "1"),),
        vocabulary=3,
    )
    start = [*(MemberArrived(member.key) for member in members), MeetingOpened(), ItemOpened("i1")]
    return convened, [*start, MotionPut("m1", "i1", "Words", rule)]


async def test_a_show_of_hands_of_31_seats_is_recorded_and_declared_in_eight_keys(tmp_path: Path) -> None:
    convened, entries = board()
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        assert "l hands" in frame(app) and "L secret ballot" in frame(app) and "V voices" in frame(app)
        keys = ("l", "1", "7", "space", "3", "enter", "d", "enter")
        await press(pilot, *keys)
        (entry,) = recorded(app, VotesCounted)
        assert entry == VotesCounted("m1", "show_of_hands", 17, 3, 0)
        assert session_of(app).state.motions["m1"].status == "carried" and len(keys) == 8


@pytest.mark.parametrize("width", [80, 120])
def test_that_another_reading_may_give_another_result_is_told_with_its_key_at_every_width(width: int) -> None:
    counted = record(sitting(), motion(), VotesCounted("m1", "show_of_hands", 10, 3, 1)).state
    told = others_line(counted, counted.motions["m1"], width)
    text = "".join(span if isinstance(span, str) else span.text for span in told)
    assert text.endswith(": the result may differ  s readings" if width == 80 else ", nobody is named  s readings")
    assert width_of(told) <= width


async def test_what_cannot_be_counted_is_said_and_typed_again(tmp_path: Path) -> None:
    convened, entries = board()
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "l")
        await write(pilot, "seventeen", "enter")
        assert "enter two or three numbers" in frame(app) and not recorded(app, VotesCounted)
        await press(pilot, *["backspace"] * 9)
        await write(pilot, "30 3 1", "enter")
        assert "30 + 3 + 1 = 34, but only 31 may vote." in " ".join(frame(app).split())
        await press(pilot, *["backspace"] * 6)
        await write(pilot, "20 3 1", "enter")
        assert recorded(app, VotesCounted) == [VotesCounted("m1", "show_of_hands", 20, 3, 1)]
        assert "20 for, 3 against, 1 abstained" in message(app)


async def test_a_secret_ballot_reconciles_the_papers_issued_and_spoilt(tmp_path: Path) -> None:
    convened, entries = board()
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "L", "enter")
        await write(pilot, "30", "enter", "enter")
        await write(pilot, "18 9 2", "enter", "backspace", "1", "enter")
        assert not recorded(app, VotesCounted)
        assert "missing: count again" in frame(app)
        await press(pilot, "shift+tab", "shift+tab", "backspace", "1", "enter", "enter", "enter")
        assert recorded(app, VotesCounted) == [VotesCounted("m1", "secret_ballot", 18, 9, 2, issued=31, spoilt=1)]
        assert (
            "by secret ballot: 18 for, 14 needed out of 27 votes cast, without names, 1 spoilt of 31 given out"
            in frame(app)
        )


async def test_ballot_papers_are_written_from_the_vote_one_for_each_who_may_vote(tmp_path: Path) -> None:
    convened, entries = board(5)
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "P")
        await until(pilot, "Written to")
        assert "ballots-m1.pdf" in message(app)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert any("ballot papers" in title.lower() for title in titles)


async def test_voices_record_what_the_chair_declares_and_no_figures(tmp_path: Path) -> None:
    convened, entries = board()
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "V", "enter")
        assert "Enter alone decides nothing" in frame(app) and not recorded(app, VotesCounted)
        await press(pilot, "1", "enter", "d", "enter")
        (result,) = recorded(app, ResultDeclared)
        assert (result.outcome, result.for_) == ("carried", None)


async def test_where_partners_vote_a_show_of_hands_is_refused_with_the_clause(tmp_path: Path) -> None:
    async with opened(tmp_path, at_sle(), meeting=EXECUTIVE) as (app, pilot):
        assert "l hands" not in frame(app)
        await press(pilot, "l")
        assert "each by name" in message(app) and "8.10(2)" in message(app)
        await press(pilot, "P")
        assert "Partners vote by this rule, each by name" in message(app), "and no ballot papers are written for it"


async def test_by_consensus_and_on_three_quarters_what_needs_names_is_refused(tmp_path: Path) -> None:
    convened, entries = board(rule="c")
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "L")
        assert "This rule asks for consensus" in message(app)
    folder = tmp_path / "other"
    folder.mkdir()
    async with opened(folder, put()) as (app, pilot):
        await press(pilot, "V")
        assert "only where more than half of the votes cast" in message(app) and "8.4" in message(app)


async def test_another_reading_is_told_and_ruled_on_where_hands_were_counted(tmp_path: Path) -> None:
    async with opened(tmp_path, put(absent=("hwe-rep", "tccg-chair"))) as (app, pilot):
        await press(pilot, "l")
        await write(pilot, "10 2", "enter")
        assert "read as: eligible members present: 10 for, 10 needed out of 13, carried" in frame(app)
        await press(pilot, "d")
        assert "can be read in more than one way" in frame(app) and not recorded(app, ResultDeclared)


async def test_names_after_a_count_ask_for_the_key_again(tmp_path: Path) -> None:
    convened, entries = board(4)
    entries = [*entries, VotesCounted("m1", "show_of_hands", 3, 1, 0)]
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "r")
        assert "a vote by name replaces that count" in message(app) and not recorded(app, VotesRecorded)
        await press(pilot, "r")
        assert session_of(app).state.motions["m1"].totals is None and len(recorded(app, VotesRecorded)) == 1


async def test_a_count_falls_away_when_somebody_leaves_and_the_screen_says_so(tmp_path: Path) -> None:
    convened, entries = board(4)
    entries = [*entries, VotesCounted("m1", "show_of_hands", 3, 1, 0), MemberLeft("m2")]
    async with opened(tmp_path, entries, convened=convened) as (app, _):
        assert "The count by show of hands no longer holds: who may vote has changed." in frame(app)


async def test_dissent_is_noted_on_request_from_the_vote_and_from_the_meeting(tmp_path: Path) -> None:
    convened, entries = board(4)
    entries = [*entries, VotesCounted("m1", "show_of_hands", 2, 1, 1)]
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "d", "enter")
        assert "D dissent" in frame(app)
        await press(pilot, "D", "2", "enter", "1", "enter")
        assert recorded(app, DissentNoted) == [DissentNoted("m1", "m2", "against")]
        assert "the vote against of Member 2" in message(app)
    folder = tmp_path / "meeting"
    folder.mkdir()
    result = ResultDeclared("m1", "carried", 2, 1, 1, 0, 4, 3, 2)
    async with running(folder, entries=[*entries, result], convened=convened) as (app, pilot):
        await press(pilot, "D", "4", "enter", "2", "enter")
        assert recorded(app, DissentNoted) == [DissentNoted("m1", "m4", "abstain")]
        await press(pilot, "D", "1", "enter", "1", "enter", "D")
        assert "no decided motion has a vote against or an abstention without a name" in message(app)


async def test_the_palette_finds_a_show_of_hands_and_a_ballot(tmp_path: Path) -> None:
    convened, entries = board(4)
    async with opened(tmp_path, entries, convened=convened) as (app, _):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        for word in ("show of hands", "ballot", "voices", "spoilt"):
            assert any(word in title for title in titles), word
