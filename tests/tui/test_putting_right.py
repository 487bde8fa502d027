"""An older vote, or any entry, put right from the record in one step with all that rests on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boardtui.meeting.entries import (
    ActionAgreed,
    EntriesCorrected,
    MemberLeft,
    MotionPut,
    NoteTaken,
    ResultDeclared,
    VotesCounted,
    VotesRecorded,
)
from tests.tui.app import frame, message, press, recorded, running, session_of, write
from tests.tui.test_counted_without_names import board
from tests.tui.test_register import clear

FOR = tuple(f"m{number}" for number in range(1, 17))
AGAINST = tuple(f"m{number}" for number in range(17, 32))


def decided() -> tuple[Any, list[Any]]:
    """Of 31 members 16 were for and 15 against; another motion was put since, and a voter has left."""
    convened, entries = board()
    result = ResultDeclared("m1", "carried", 16, 15, 0, 0, 31, 31, 16)
    votes = [VotesRecorded("m1", "for", FOR), VotesRecorded("m1", "against", AGAINST)]
    return convened, [*entries, *votes, result, MemberLeft("m3"), MotionPut("m2", "i1", "Others", "r")]


async def test_a_vote_on_an_older_motion_is_put_right_in_six_keys_where_the_voter_has_left(tmp_path: Path) -> None:
    convened, entries = decided()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        assert "Z correct" in frame(app)
        keys = ("Z", "1", "0", "3", "g", "enter")
        await press(pilot, *keys[:-1])
        shown = " ".join(frame(app).replace("│", " ").split())
        assert "Depends on it and is corrected too: " in shown and "too: entry" not in shown
        assert "Motion 1.1: carried (16 for, 15 against, 0 abstained) before, now not" in shown
        assert "carried (15 for, 16 against, 0" in shown
        assert not recorded(app, EntriesCorrected)
        await press(pilot, keys[-1])
        motion = session_of(app).state.motions["m1"]
        assert motion.votes["m3"] == "against" and motion.status == "not_carried" and len(keys) == 6
        (entry,) = recorded(app, EntriesCorrected)
        assert [corrected.entry["kind"] for corrected in entry.entries if corrected.entry] == [
            "VotesRecorded",
            "VotesRecorded",
            "ResultDeclared",
        ]
        assert "now not carried" in message(app)
        await press(pilot, "r")
        assert "z undoes the last entry" in message(app), "which is the correction and no more the result"


async def test_where_no_entry_could_hold_the_vote_that_is_said(tmp_path: Path) -> None:
    convened, entries = decided()
    async with running(tmp_path, entries=entries, convened=convened, screen="vote", args=("m1",)) as (app, pilot):
        assert "Z correct" in frame(app)
        await press(pilot, "Z", "0", "3", "h")
        assert "there is no entry that could hold it" in message(app) and not recorded(app, EntriesCorrected)


async def test_any_entry_is_chosen_by_letters_and_reads_otherwise(tmp_path: Path) -> None:
    convened, entries = board(3)
    async with running(tmp_path, entries=[*entries, NoteTaken("i1", "The cost is 5m.")], convened=convened) as (
        app,
        pilot,
    ):
        await press(pilot, "Z")
        await write(pilot, "cost", "enter", "1", "backspace", "backspace", "backspace")
        await write(pilot, "6m.", "enter")
        assert "Nothing else depends on it." in frame(app) and "Nothing comes out differently." in frame(app)
        await press(pilot, "enter")
        assert [note.text for note in session_of(app).state.notes] == ["The cost is 6m."]


async def test_the_date_of_an_action_is_shown_and_put_right_as_people_write_it(tmp_path: Path) -> None:
    convened, entries = board(3)
    action = ActionAgreed("a1", "i1", "Write to the partners", "Ada Abbott", "2026-12-10")
    async with running(tmp_path, entries=[*entries, action], convened=convened) as (app, pilot):
        await press(pilot, "Z")
        await write(pilot, "Write", "enter", "1", "enter", "enter")
        assert "10 December 2026" in frame(app) and "2026-12-10" not in frame(app)
        await clear(pilot)
        await write(pilot, "next year", "enter")
        assert "“next year” is not a date." in frame(app) and not recorded(app, EntriesCorrected)
        await clear(pilot)
        await write(pilot, "3 Dec 2026", "enter", "enter")
        assert session_of(app).state.actions["a1"].due == "2026-12-03"


async def test_an_entry_is_taken_out_with_what_rests_on_it(tmp_path: Path) -> None:
    convened, entries = decided()
    async with running(tmp_path, entries=entries[:-2], convened=convened) as (app, pilot):
        await press(pilot, "Z", "2")
        await write(pilot, "1.1 put", "enter", "2")
        shown = " ".join(frame(app).replace("│", " ").split())
        assert "Depends on it and is removed too" in shown
        await press(pilot, "enter")
        assert not session_of(app).state.motions and len(recorded(app, EntriesCorrected)) == 1


async def test_a_show_of_hands_counted_wrongly_is_put_right_with_its_result(tmp_path: Path) -> None:
    convened, entries = board(5)
    counted = [VotesCounted("m1", "show_of_hands", 3, 2, 0), ResultDeclared("m1", "carried", 3, 2, 0, 0, 5, 5, 3)]
    async with running(tmp_path, entries=[*entries, *counted], convened=convened) as (app, pilot):
        await press(pilot, "Z")
        await write(pilot, "hands", "enter", "1")
        await write(pilot, "2 3", "enter", "enter")
        motion = session_of(app).state.motions["m1"]
        assert motion.status == "not_carried" and motion.result is not None and motion.result.against == 3


@pytest.mark.parametrize("confidential", [False, True])
async def test_the_form_says_that_the_public_copy_keeps_the_old_words_of_a_public_entry(
    tmp_path: Path, *, confidential: bool
) -> None:
    convened, entries = board()
    note = NoteTaken("i1", "Mr X is ill.", confidential=confidential)
    async with running(tmp_path, entries=[*entries, note], convened=convened, size=(80, 24)) as (app, pilot):
        await press(pilot, *(["asterisk", "2"] if confidential else []), "Z", "enter", "1")
        await press(pilot, "ctrl+a", "ctrl+k")
        await write(pilot, "He is away.", "enter")
        shown = " ".join(frame(app).replace("│", " ").split())
        assert "Correct in one step" in shown
        assert ("The minute book and its public copy keep what is corrected" in shown) is not confidential
