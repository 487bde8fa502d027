"""An election on the wall: who stands, each round once it is declared, and who was chosen; never a private one."""

from __future__ import annotations

from boardtui.meeting.entries import ChoiceWithdrawn, EntryRetracted, PublicExcluded, Tie
from boardtui.tui.views.wall import Size, wall
from boardtui.tui.wall import scenes as s
from tests.build import motion, record
from tests.meeting.test_elections import NAMES, choosing, counted, declared, opened
from tests.room.seeing import seen, texts


def words(found: s.Scene, width: int = 100) -> str:
    lines = wall(found, Size(width, 40, 0)).lines
    return "\n".join("".join(part.text for part in line).strip() for line in lines)


def test_an_open_choice_stands_with_its_candidates_and_how_they_are_chosen() -> None:
    found = seen(choosing(opened("ada", "ben")))
    assert isinstance(found, s.Choosing)
    assert (found.title, found.round, found.candidates) == ("Election of Vice Chair", 1, ("Ada Abbott", "Ben Barrow"))
    shown = words(found)
    assert "Election of Vice Chair" in shown and "Round 1: the vote is being taken" in shown
    assert "One place, by more than half of the valid ballots, by secret ballot" in shown


def test_a_round_is_told_once_it_is_declared_and_before_only_where_counts_are_live() -> None:
    held = record(choosing(opened(*NAMES)), counted(ada=5, ben=4, cora=2, dev=2))
    assert seen(held).figures == ()
    assert seen(held, counts="live").figures == (
        ("Ada Abbott", 5), ("Ben Barrow", 4), ("Cora Coggin", 2), ("Dev Deeks", 2),
    )  # fmt: skip
    found = seen(record(held, declared(stay=("ada", "ben"))))
    assert (found.round, found.candidates) == (2, ("Ada Abbott", "Ben Barrow"))
    assert "Round 2: the vote is being taken" in words(found)
    assert "Round 1, 7 needed out of 13 valid" in words(found) and "Cora Coggin: 2" in words(found)


def test_who_is_chosen_stays_on_the_wall_until_something_else_is_turned_to() -> None:
    held = record(choosing(opened("ada", "ben")), counted(ada=5, ben=8), declared("ben"))
    shown = words(seen(held))
    assert "CHOSEN" in shown and "Ben Barrow" in shown and "Ben Barrow: 8" in shown and "is being taken" not in shown
    assert isinstance(seen(record(held, motion("m9"))), s.Put)


def test_equal_votes_say_by_whom_they_were_decided() -> None:
    tie = Tie(("ada", "ben"), "lot", ("ben",))
    start = choosing(opened("ada", "ben", method="most_votes"), {"choice_tie": "lot"})
    held = record(start, counted(ada=6, ben=6), declared("ben", tie=tie))
    assert "Ada Abbott and Ben Barrow had equal votes; it was decided by lot for Ben Barrow." in words(seen(held))


def test_a_choice_that_is_withdrawn_says_why() -> None:
    found = seen(record(choosing(opened("ada", "ben")), ChoiceWithdrawn("vice", "Both stood down.")))
    assert "WITHDRAWN" in words(found) and "Both stood down." in words(found)


def test_of_a_choice_in_private_the_wall_says_nothing() -> None:
    held = record(choosing(opened("ada", "ben")), PublicExcluded(reason="staff"))
    assert isinstance(seen(held), s.Private)
    hidden = record(choosing(opened("ada", "ben")), EntryRetracted(len(held.lines) - 1, "in error"))
    assert isinstance(seen(hidden), s.Now) and "Ada Abbott" not in " ".join(texts(seen(hidden)))


def test_long_names_of_candidates_fit_a_small_wall() -> None:
    held = choosing(opened("ada", "ben", title="Vice Chair of the Partnership Board and of its committees in common"))
    for line in wall(seen(held), Size(40, 16, 2)).lines:
        assert sum(len(part.text) for part in line) <= 40
