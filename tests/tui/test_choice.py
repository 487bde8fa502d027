"""Elections on the screen: candidates, rounds, several places, equal votes decided by lot or the Chair, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.model import Partner
from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting.entries import (
    CandidateWithdrew,
    ChairTaken,
    ChoiceCounted,
    ChoiceDeclared,
    ChoiceOpened,
    ChoiceWithdrawn,
    MeetingConvened,
    RulingMade,
)
from boardtui.meeting.entries.parts import Candidate
from boardtui.tui.forms.choice_forms import office_in
from boardtui.tui.forms.motion_ruling import offered
from tests.tui.app import SMALL_FIRST, frame, press, recorded, running, session_of, until, write
from tests.tui.test_counted_without_names import board

THREE = (Candidate("c1", "Ann"), Candidate("c2", "Bob"), Candidate("c3", "Cy"))


def nine() -> tuple[MeetingConvened, list[Any]]:
    """Nine members, each of whom represents a partner and so may choose."""
    convened, entries = board(9)
    partners = tuple(Partner(f"p{number}", f"Partner {number}", "trust") for number in range(1, 10))
    members = tuple(
        replace(member, partners=(partner.key,), seat=f"Seat of {member.name.lower()}")
        for member, partner in zip(convened.members, partners, strict=True)
    )
    return replace(convened, members=members, partners=partners), entries[:-1]


def opened(method: str = "majority", places: int = 1, *, secret: bool = True, **terms: Any) -> tuple[Any, list[Any]]:
    """Nine members with three candidates before them."""
    convened, entries = nine()
    charter = replace(convened.charter, terms=Terms(source="Terms 4", **terms))
    choice = ChoiceOpened("e1", "i1", "Vice Chair", places, THREE, method, secret)  # type: ignore[arg-type]
    return replace(convened, charter=charter), [*entries, choice]


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_an_election_of_two_rounds_from_the_meeting_to_who_is_chosen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    convened, entries = nine()
    async with running(tmp_path, entries=entries, convened=convened, size=size) as (app, pilot):
        await press(pilot, "E")
        await write(pilot, "Vice Chair", "enter")
        await write(pilot, "Ann Ash; Bob Bay; Cy Cole", "enter", "enter", "2", "enter", "2", "enter", "enter")
        (entry,) = recorded(app, ChoiceOpened)
        assert [candidate.name for candidate in entry.candidates] == ["Ann Ash", "Bob Bay", "Cy Cole"]
        assert (entry.method, entry.secret, entry.places) == ("majority", True, 1)
        assert "Round 1 is to be counted: l records the votes." in frame(app)
        await press(pilot, "l", "enter")
        await write(pilot, "9", "enter", "enter")
        await write(pilot, "4 3 2", "enter", "enter", "d", "enter")
        assert "Round 2 is to be counted" in frame(app) and "out" in frame(app)
        await press(pilot, "l", "enter")
        await write(pilot, "9", "enter", "enter")
        await write(pilot, "4 5", "enter", "enter", "d", "enter")
        assert "CHOSEN: Bob Bay" in frame(app) and "✓ chosen" in frame(app)
        (choice,) = session_of(app).state.choices.values()
        assert choice.chosen == ("c2",)
        await press(pilot, "escape")
        assert "Vice Chair: chosen: Bob Bay" in frame(app)


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Election of the Vice Chair", "Vice Chair"),
        ("Appointment of a lay member", "Lay member"),
        ("Site for the hub", "Site for the hub"),
        ("Any other business", ""),
    ],
)
async def test_what_is_chosen_is_proposed_from_the_items_title_and_one_enter_takes_it(
    tmp_path: Path, title: str, office: str
) -> None:
    convened, entries = nine()
    convened = replace(convened, agenda=tuple(replace(item, title=title) for item in convened.agenda))
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        assert office_in(session_of(app).state, "i1") == office
        await press(pilot, "E", "enter")
        await write(pilot, "Ann; Bob", *["enter"] * 5)
        assert [choice.title for choice in recorded(app, ChoiceOpened)] == ([office] if office else [])
        if office:
            assert office_in(session_of(app).state, "i1") == "", "a second one on the item is of something else"


async def test_who_is_there_and_may_not_choose_is_named_with_the_reason(tmp_path: Path) -> None:
    convened, entries = opened("most_votes")
    members = tuple(replace(member, partners=()) if member.key == "m2" else member for member in convened.members)
    convened, entries = replace(convened, members=members), [*entries[:-1], ChairTaken("m1"), entries[-1]]
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "E")
        assert "8 may choose" in frame(app)
        reason = "represents no partner; whether such members may choose is not defined; the Chair may rule on it"
        assert f"May not choose ({reason}): Member 2." in " ".join(frame(app).split())
        await press(pilot, "escape", "u")
        await write(pilot, "representing no", "enter")
        await press(pilot, "1", "enter")
        await write(pilot, "A member is a member.", "enter", "enter")
        assert recorded(app, RulingMade)[0].value == "members"
        await press(pilot, "E")
        assert "9 may choose" in frame(app) and "May not choose" not in frame(app)


async def test_a_ruling_on_members_without_a_partner_is_offered_only_where_there_is_one(tmp_path: Path) -> None:
    convened, entries = opened("most_votes")
    async with running(tmp_path, entries=entries, convened=convened) as (app, _):
        state = session_of(app).state
        assert "choice_voters" not in {setting.name for setting in offered(state, "meeting")}
        vice = replace(state.members["m2"], partners=())
        among = replace(state, members={**state.members, "m2": vice})
        assert "choice_voters" in {setting.name for setting in offered(among, "meeting")}


async def test_nobody_is_left_out_of_an_election_that_is_over(tmp_path: Path) -> None:
    convened, entries = opened("most_votes", choice_voters="representatives")
    members = tuple(replace(member, partners=()) if member.key == "m2" else member for member in convened.members)
    convened = replace(convened, members=members)
    async with running(tmp_path, entries=entries, convened=convened, screen="choice", args=("e1",)) as (app, pilot):
        shown = frame(app)
        assert "May not choose" in shown
        assert shown.index("Candidate") < shown.index("May not choose"), (
            "candidates stay in sight where many have no vote"
        )
        await press(pilot, "x")
        await write(pilot, "not pursued", "enter")
        assert "May not choose" not in frame(app)


@pytest.mark.parametrize(
    ("voters", "may_choose", "left_out"),
    [("members", 9, False), ("representatives", 8, True)],
)
async def test_the_terms_say_whether_who_represents_no_partner_may_choose(
    tmp_path: Path, voters: str, may_choose: int, left_out: bool
) -> None:
    convened, entries = opened("most_votes", choice_voters=voters)
    members = tuple(replace(member, partners=()) if member.key == "m2" else member for member in convened.members)
    convened = replace(convened, members=members)
    async with running(tmp_path, entries=entries, convened=convened, screen="choice", args=("e1",)) as (app, _):
        assert f"{may_choose} may choose" in frame(app)
        assert ("May not choose (represents no partner; Terms 4): Member 2." in frame(app)) is left_out


async def test_a_long_name_of_a_candidate_has_the_room_that_the_votes_leave(tmp_path: Path) -> None:
    convened, entries = opened()
    name = "The Rt Hon. Sir Bartholomew Featherstonehaugh-Cholmondeley KBE"
    longer = tuple(replace(one, name=name) if one.candidate == "c1" else one for one in THREE)
    entries = [*entries[:-1], replace(entries[-1], candidates=longer)]
    decided = [*entries, ChoiceCounted("e1", 1, {"c1": 6, "c2": 2, "c3": 1}), ChoiceDeclared("e1", 1, ("c1",))]
    for told, shown in ((entries, name), (decided, f"{name[:-8]}…         6   ✓ chosen")):
        begun = running(tmp_path, size=(80, 24), entries=told, convened=convened, screen="choice", args=("e1",))
        async with begun as (app, _):
            assert shown in frame(app)


async def test_equal_votes_are_decided_by_lot_where_the_terms_say_so(tmp_path: Path) -> None:
    convened, entries = opened("most_votes", choice_tie="lot")
    async with running(tmp_path, entries=entries, convened=convened, screen="choice", args=("e1",)) as (app, pilot):
        await press(pilot, "l", "enter")
        await write(pilot, "9", "enter", "enter")
        await write(pilot, "4 4 1", "enter", "enter")
        assert "EQUAL VOTES for Ann and Bob. Equal votes are decided by lot (Terms 4). d asks for it." in " ".join(
            frame(app).split()
        )
        await press(pilot, "d")
        await until(pilot, "Draw the")
        await press(pilot, "enter")
        assert "Enter alone decides nothing" in frame(app) and not recorded(app, ChoiceDeclared)
        await press(pilot, "2", "enter")
        (entry,) = recorded(app, ChoiceDeclared)
        assert entry.tie is not None and (entry.chosen, entry.tie.by, entry.tie.chosen) == (("c2",), "lot", ("c2",))


async def test_in_a_tie_of_a_majority_the_chair_says_who_stays(tmp_path: Path) -> None:
    convened, entries = opened()
    async with running(tmp_path, entries=entries, convened=convened, screen="choice", args=("e1",)) as (app, pilot):
        await press(pilot, "l", "enter")
        await write(pilot, "9", "enter", "enter")
        await write(pilot, "3 3 3", "enter", "enter", "d")
        assert "The terms do not say who decides between equal votes" in " ".join(frame(app).split())
        await press(pilot, "enter", "asterisk", "enter")
        assert "the others go out. One alone is chosen." in " ".join(frame(app).split())
        assert "by more than half of the valid ballots, by secret ballot · 9 may choose" in " ".join(frame(app).split())
        assert "one goes out" in " ".join(frame(app).split()) and not recorded(app, ChoiceDeclared)
        await press(pilot, "down", "down", "space", "enter")
        (entry,) = recorded(app, ChoiceDeclared)
        assert entry.tie is not None and entry.tie.by == "chair" and entry.next_round == ("c1", "c2")


async def test_an_open_choice_of_two_places_is_counted_by_name(tmp_path: Path) -> None:
    convened, entries = opened("most_votes", 2, secret=False)
    async with running(tmp_path, entries=entries, convened=convened, screen="choice", args=("e1",)) as (app, pilot):
        await press(pilot, "P")
        assert "This ballot is open, so there are no ballot papers" in " ".join(frame(app).split())
        await press(pilot, "o")
        assert "Seat of member 1" in frame(app)
        await press(pilot, "space", "down", "space", "enter")
        await press(pilot, "space", "enter")
        await press(pilot, "enter")
        (entry,) = recorded(app, ChoiceCounted)
        assert entry.ballots == {"m1": ("c1", "c2"), "m2": ("c1",)}
        await press(pilot, "d", "enter")
        assert session_of(app).state.choices["e1"].chosen == ("c1", "c2")


async def test_numbers_that_do_not_agree_are_said_before_they_are_recorded(tmp_path: Path) -> None:
    convened, entries = opened()
    async with running(tmp_path, entries=entries, convened=convened, screen="choice", args=("e1",)) as (app, pilot):
        await press(pilot, "l", "enter")
        await write(pilot, "8", "enter", "enter")
        await write(pilot, "4 3", "enter", "enter")
        assert "Type a number for each candidate, with spaces between them" in " ".join(frame(app).split())
        await write(pilot, "4 3 2", "enter")
        assert "There are 8 papers in the box" in frame(app) and not recorded(app, ChoiceCounted)
        await press(pilot, "backspace", "1", "shift+tab", "1", "enter", "enter")
        assert recorded(app, ChoiceCounted) == [
            ChoiceCounted("e1", 1, {"c1": 4, "c2": 3, "c3": 1}, issued=9, returned=8)
        ]
        assert "8 of 9 papers in the box" in frame(app)


async def test_a_candidate_withdraws_between_rounds_and_the_other_is_chosen_without_a_vote(tmp_path: Path) -> None:
    convened, entries = opened()
    rounds = [ChoiceCounted("e1", 1, {"c1": 4, "c2": 3, "c3": 2}), ChoiceDeclared("e1", 1, (), None, ("c1", "c2"))]
    async with running(tmp_path, entries=[*entries, *rounds], convened=convened, screen="choice", args=("e1",)) as (
        app,
        pilot,
    ):
        await press(pilot, "n", "1")
        await write(pilot, "family reasons", "enter")
        assert recorded(app, CandidateWithdrew) == [CandidateWithdrew("e1", "c1", "family reasons")]
        assert "withdrew" in frame(app) and "d declares who is chosen, without a vote" in " ".join(frame(app).split())
        for key in ("l", "o", "P"):  # nothing is counted any more, and the footer does not show them
            await press(pilot, key)
            assert "Nobody votes, there being no more candidates than places" in " ".join(frame(app).split()), key
        await press(pilot, "d", "enter")
        assert session_of(app).state.choices["e1"].chosen == ("c2",)


async def test_an_open_election_is_in_the_top_line_and_is_withdrawn_with_a_reason(tmp_path: Path) -> None:
    convened, entries = opened()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        assert "Election of Vice Chair is before the meeting. E continues it." in frame(app)
        await press(pilot, "E", "x")
        await write(pilot, "No candidate stands", "enter")
        assert recorded(app, ChoiceWithdrawn) == [ChoiceWithdrawn("e1", "No candidate stands")]
        titles = [command.title for command in app.get_system_commands(app.screen_stack[-2])]
        assert any("election" in title for title in titles) and any("ballot" in title for title in titles)


async def test_an_election_that_is_refused_stays_on_the_form_as_it_was_typed(tmp_path: Path) -> None:
    convened, entries = nine()
    async with running(tmp_path, entries=entries, convened=convened) as (app, pilot):
        await press(pilot, "E")
        await write(pilot, "Vice Chair", "enter")
        await write(pilot, "Ann Ash; Ann Ash", "enter", "backspace", "2", "enter", "2", "enter", "enter", "enter")
        assert "majority" in " ".join(frame(app).split()) and not recorded(app, ChoiceOpened)
        assert "Ann Ash; Ann Ash" in frame(app) and "Vice Chair" in frame(app)


async def test_escape_in_a_count_by_name_goes_back_to_the_candidate_before(tmp_path: Path) -> None:
    convened, entries = opened("most_votes", secret=False)
    async with running(tmp_path, entries=entries, convened=convened, screen="choice", args=("e1",)) as (app, pilot):
        await press(pilot, "o", "space", "enter")
        assert "Who votes for Bob?" in frame(app) and "esc goes back to Ann" in frame(app)
        await press(pilot, "escape")
        assert "Who votes for Ann?" in frame(app) and "1 marked: Member 1" in frame(app)
        await press(pilot, "enter", "space", "enter", "enter")
        assert recorded(app, ChoiceCounted)[0].ballots == {"m1": ("c1",), "m2": ("c2",)}
