"""What is public of a book is a function of its public entries: books that agree in those have the same public output."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from tests import random_examples
from tests.public_record.candidates import MILESTONES, PLANNED
from tests.public_record.on_desk import desk_output, template
from tests.public_record.output import public_output
from tests.public_record.pairs import Book, meeting_convened, pair, pairs


@settings(max_examples=random_examples(4, 40), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_books_that_agree_in_public_entries_have_the_same_public_output(seed: int) -> None:
    made = pair(Random(seed))
    assume(made is not None and made.touched)
    assert made is not None
    first, second = public_output(made.first), public_output(made.second)
    assert first.keys() == second.keys()
    for name, text in first.items():
        assert text.splitlines() == second[name].splitlines(), name


def test_the_comparison_sees_what_is_told_of_a_private_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stretch, "public_standing", Stretch.standing)  # as if all were public
    for made in pairs(Random(3), random_examples(1, 5)):
        first, second = public_output(made.first), public_output(made.second)
        assert any(first.get(name) != second.get(name) for name in {*first, *second})


def test_what_commands_write_for_the_public_is_the_same(tmp_path: Path) -> None:
    empty = template(tmp_path)
    for made in pairs(Random(2), random_examples(1, 10)):
        first, second = (desk_output(empty, tmp_path / "desk", lines) for lines in made.lines)
        assert first.keys() == second.keys()
        for name, text in first.items():
            assert text.splitlines() == second[name].splitlines(), name


def meeting(entry: e.AnyEntry | None, *, public: bool) -> Book:
    """A meeting that has been held, with that entry before or after the public was excluded."""
    book = Book()
    assert book.convene(meeting_convened("first", "2026-11-26T10:00:00+00:00"))
    assert book.record(e.MeetingOpened(), public=True)
    assert not public or book.record(entry, public=True)
    assert book.record(e.PublicExcluded("a claim", ground="admission_act"), public=True)
    assert public or entry is None or book.record(entry, public=False)
    assert book.record(e.PublicReadmitted(()), public=True) and book.record(e.MeetingClosed(), public=True)
    return book


@pytest.mark.parametrize(
    "entry",
    [
        e.MilestoneReached(MILESTONES[0], "Annual review", "2026-11-26"),
        e.NoticeGiven(PLANNED, "2026-11-26", "by e-mail", "2027-02-12"),
    ],
    ids=["milestone", "notice"],
)
def test_the_calendar_does_not_tell_what_was_met_in_private(tmp_path: Path, entry: e.AnyEntry) -> None:
    empty = template(tmp_path)
    nothing, hidden, seen = (
        desk_output(empty, tmp_path / "desk", book.lines)["forward-plan.ics"]
        for book in (meeting(None, public=False), meeting(entry, public=False), meeting(entry, public=True))
    )
    assert nothing == hidden != seen


def test_what_if_for_the_public_does_not_know_who_left_in_private(tmp_path: Path) -> None:
    book = Book()
    assert book.convene(meeting_convened("first", "2026-11-26T10:00:00+00:00"))
    assert book.record(e.MemberArrived("cllr"), public=True) and book.record(e.MeetingOpened(), public=True)
    assert book.record(e.PublicExcluded("a claim", ground="admission_act"), public=True)
    empty, written = template(tmp_path), []
    for entry in (e.NoteTaken(None, "A claim."), e.MemberLeft("cllr")):
        assert book.record(entry, public=False)
        written.append(desk_output(empty, tmp_path / "desk", book.lines)["command whatif"])
    assert written[0] == written[1]
    assert "1 of 6 members expected" in written[0]
