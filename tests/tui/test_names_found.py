"""One real name, found by a part of it: in every list as whoever types it writes it, and in as few keys as promised."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import Member
from boardtui.meeting.state.state import State
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.forms.people_forms import member_option
from boardtui.tui.safe import Span, going_on_at, line
from boardtui.tui.screens.meeting import MeetingScreen
from boardtui.tui.widgets.finder import found
from boardtui.tui.widgets.rows import Row
from tests import build
from tests.tui.app import frame, press, recorded, running, write
from tests.tui.test_counted_without_names import board

NAME = "Zoë O’Neill-Łuksza"
SEAT = "nelft-ceo"
MEMBERS = tuple(replace(member, name=NAME) if member.key == SEAT else member for member in build.members())
CONVENED = build.convened(members=MEMBERS)
ENTRIES: list[e.AnyEntry] = [
    *(e.MemberArrived(member.key) for member in MEMBERS),
    e.ChairTaken("independent-chair"),
    e.MeetingOpened(),
    e.ItemOpened("capital"),
]
QUESTIONS = [e.ItemAdded("asked", "Questions from the public", "3a"), e.ItemOpened("asked")]
LOGGED = [
    e.ActionAgreed("beds", "capital", "Count the beds", NAME),
    e.ActionAgreed("wards", "capital", "Ask", "A Cole"),
]
MOTION = e.MotionPut("m1", "capital", "To adopt paper D.", "capital", "fin_capital")
# Each list by the keys to it, and the name as it is typed there: without accents, with either apostrophe or none, with
# or without the hyphen, with one of the accents.
LISTS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("the chair", ("h",), "zoe"),
    ("speakers", ("S",), "o'neill"),
    ("attendance", ("t", "slash"), "O’NEILL"),
    ("interests", ("i", "n"), "neill-l"),
    ("owner of an action", ("a", "x", "enter"), "neill luksza"),
    ("who answers", ("Q", "x", "colon", "y", "enter"), "oneill"),
    ("mover", ("m", "tab"), "o´neill"),
    ("vote", ("v", "slash"), "Zoë oneill"),
    ("somebody on the log", ("A", "O"), "łuk"),
)


def chosen(app: BoardApp) -> str:
    """The line that Enter would choose."""
    lines = [text for text in frame(app).splitlines() if re.search("▸.*O’Neill", text)]
    return lines[-1] if lines else ""


async def back(app: BoardApp, pilot: Pilot[None]) -> None:
    """Leave whatever is open over the meeting."""
    for _ in range(6):
        if isinstance(app.screen, MeetingScreen):
            return
        await press(pilot, "escape")
    raise AssertionError("esc does not lead back to the meeting")


async def test_every_list_finds_a_name_as_it_is_typed(tmp_path: Path) -> None:
    entries = [*ENTRIES, *LOGGED, MOTION]
    async with running(tmp_path, size=(80, 24), convened=CONVENED, entries=entries) as (app, pilot):
        for where, keys, wanted in LISTS:
            await press(pilot, *keys)
            await write(pilot, wanted)
            assert chosen(app), f"{where}: {wanted}\n{frame(app)}"
            await back(app, pilot)
        await press(pilot, "A", "slash")
        await write(pilot, "O'neill lukSZA", "enter")
        assert "Count the beds" in frame(app) and "A Cole" not in frame(app)
        await back(app, pilot)
        await press(pilot, "N")
        await write(pilot, "Asked @luksz", "tab")
        assert f"Asked {NAME}" in frame(app)


async def test_every_list_of_members_finds_a_seat_by_its_number(tmp_path: Path) -> None:
    """Seat 17 is the same 17 as at attendance and on the vote, wherever a member is named."""
    entries = [*ENTRIES, *LOGGED, MOTION]
    async with running(tmp_path, size=(80, 24), convened=CONVENED, entries=entries) as (app, pilot):
        for where, keys, _ in LISTS:
            if where == "somebody on the log":
                continue  # the owners of actions, who need no seat
            await press(pilot, *keys)
            await write(pilot, "17")
            assert "17 " in chosen(app), f"{where}\n{frame(app)}"
            await back(app, pilot)
        await press(pilot, "N")
        await write(pilot, "Asked @17", "tab")
        assert f"Asked {NAME}" in frame(app)


async def test_letters_inside_of_a_name_make_nobody_the_one_who_answers(tmp_path: Path) -> None:
    """An officer called Lee is meant, and no member Kathleen."""
    members = tuple(
        replace(member, name="Kathleen Poe") if member.key == SEAT else member for member in build.members()
    )
    convened = build.convened(members=members)
    async with running(tmp_path, size=(80, 24), convened=convened, entries=[*ENTRIES, *QUESTIONS]) as (app, pilot):
        await press(pilot, "Q")
        await write(pilot, "Mrs Khan: When?", "enter")
        await write(pilot, "thlee: In May.", "enter")
        assert "↓ chooses: 17 Kathleen Poe · thlee as typed" in frame(app) and not recorded(app, e.QuestionAsked)
        await press(pilot, "up", "enter", "enter")
        assert recorded(app, e.QuestionAsked)[-1].answered_by == "thlee"


async def test_in_a_small_body_too_a_digit_is_the_number_of_a_seat_and_no_place_in_the_list(tmp_path: Path) -> None:
    convened, entries = board(4, "c")
    there = [entry for entry in entries if entry != e.MemberArrived("m1")]
    async with running(tmp_path, convened=convened, entries=there) as (app, pilot):
        await press(pilot, "h", "3", "enter", "enter")
        assert recorded(app, e.ChairTaken)[-1].member == "m3"


async def test_in_80_columns_a_name_of_21_letters_is_whole_as_a_deputy_and_on_the_action_log(tmp_path: Path) -> None:
    entries = [*ENTRIES, *LOGGED, e.MemberArrived("cprccg-chair", "in person", f"Dr {NAME}")]
    async with running(tmp_path, size=(80, 24), convened=CONVENED, entries=entries) as (app, pilot):
        await press(pilot, "t")
        assert f"deputy Dr {NAME}" in frame(app)
        await press(pilot, "escape", "A")
        assert re.search(f"no date +{NAME} +Count the beds", frame(app))


class Counted:
    """Presses keys and counts them; the letters of names and texts are not counted, as each is as long as it is."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.keys = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await press(self.pilot, *keys)

    async def text(self, words: str) -> None:
        await write(self.pilot, words)


async def test_a_public_question_takes_3_keys_beside_its_text(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), convened=CONVENED, entries=[*ENTRIES, *QUESTIONS]) as (app, pilot):
        assert "Q public question" in frame(app)
        counted = Counted(pilot)
        await counted.press("Q")
        await counted.text("Mrs Khan: When do the beds open?")
        await counted.press("enter")
        await counted.text("luksza: In May.")
        await counted.press("enter")
        asked: Any = recorded(app)[-1]
        assert (asked.asker, asked.text, asked.answered_by, asked.answer) == (
            "Mrs Khan", "When do the beds open?", NAME, "In May.",
        )  # fmt: skip
        assert counted.keys == 3
        assert "Mrs Khan asked: When do the beds open?" in frame(app)
        assert f"{NAME} answered: In May." in frame(app)


async def test_a_speaker_is_added_and_called_by_4_keys_with_a_letter_of_the_name(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), convened=CONVENED, entries=ENTRIES) as (app, pilot):
        counted = Counted(pilot)
        await counted.press("S", "z", "enter", "enter")
        assert f"Speaking: {NAME}, 0:00" in frame(app)
        assert counted.keys == 4
        await counted.text("oneil")
        await counted.press("enter", "enter")
        assert f"Speaking: {NAME}, 0:00" in frame(app) and f"Spoken: {NAME}" not in frame(app)
        assert counted.keys == 6


async def test_an_action_of_the_log_is_closed_by_2_keys(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), convened=CONVENED, entries=[*ENTRIES, *LOGGED]) as (app, pilot):
        counted = Counted(pilot)
        await press(pilot, "A")
        for action in ("wards", "beds"):
            before = counted.keys
            await counted.press("d", "enter")
            assert recorded(app)[-1] == e.ActionUpdated(action, "done")
            assert counted.keys == before + 2


def test_a_name_or_seat_that_is_typed_whole_is_likelier_than_one_that_only_begins_so() -> None:
    abbott, adams = Option("1", "Grace Abbott", "Executive Lead, Estates"), Option("2", "Ann Adams", "Executive Lead")
    ann = Option("3", "Ann Adamson", "Executive Lead")
    assert found([abbott, adams], "executive lead") == [adams, abbott]
    assert found([ann, adams], "Ann Adams") == [adams, ann]


def test_whose_label_says_the_seat_has_it_once() -> None:
    members = (
        Member("a", "J Patel", "Chair, Southend"),
        Member("b", "J Patel", "Chair, Thurrock"),
        Member("c", "", "Lead"),
    )
    state = State("b", members={member.key: member for member in members})
    options = [member_option(state, member.key) for member in members]
    assert [(option.label, option.remark) for option in options[:2]] == [
        ("J Patel (Chair, Southend)", ""),
        ("J Patel (Chair, Thurrock)", ""),
    ]


def test_a_short_remark_is_whole_where_the_words_before_it_have_no_room() -> None:
    row = Row("k", line("Whether members attending remotely may vote", Span("  may vote")), ends_whole=True)
    assert "".join(part.text for part in row.within(45)) == "Whether members attending remotely…  may vote"
    assert row.within(38) == row._replace(ends_whole=False).within(38), "the words would be too few to be told apart"
    assert "".join(part.text for part in row._replace(ends_whole=False).within(45)).endswith("…")


def test_a_line_that_goes_on_elsewhere_has_one_ellipsis_and_says_where() -> None:
    words = line(Span("The Board supports the capital priorities"))
    told = {width: "".join(part.text for part in going_on_at(words, width, "m reads it all")) for width in (80, 40)}
    assert told[80] == "The Board supports the capital priorities … m reads it all"
    assert told[40].count("…") == 1 and told[40].endswith("… m reads it all") and len(told[40]) <= 40
