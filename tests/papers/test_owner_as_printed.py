"""The owner of an action corrected as either layout of the minutes prints it: log, CSV, screens and search read it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.papers.corrections import Approval as Words
from boardtui.papers.formats.markdown import markdown
from tests.papers.on_desk import desk_with
from tests.papers.test_corrected import AT, CAPITAL, correction, january, owned, told_of_owners
from tests.search.asking import ask

OLD, NEW = "Sir D Dunn", "Dr C Clark"
PRINTED = (
    "Owner: {}",
    "(Owner: {}; Due: 10 January 2027)",
    "Owner: {}; Due: 10 January 2027",
    "Write to the councils (Owner: {}",
    "({}, by 10 January 2027)",
    "{}, by 10 January 2027",
    "Write to the councils ({}, by 10 January 2027).",
)


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("printed", PRINTED)
def test_an_owner_is_corrected_as_either_layout_prints_the_action(tmp_path: Path, printed: str, typed: bool) -> None:
    stood, stands = printed.format(OLD), printed.format(NEW)
    made = () if typed else (correction(CAPITAL, stood, stands),)
    first = owned(e.NoteTaken(CAPITAL, f"{OLD} told of two schemes."))
    later = january(first, *made, worded=(f"Item 2: for “{stood}” read “{stands}”",) if typed else ())
    text = markdown(first.minutes(approved=Words(AT, later.state.approved[0]), status="APPROVED"))
    assert f"({NEW}, by 10 January 2027)" in text and "The text above reads as corrected." in text
    desk = desk_with(tmp_path, first, later)
    session = desk.session("partnership-board")
    assert session.state.actions["a1"].owner == "bbchair", "what is carried is what the screens show"
    for name, told in told_of_owners(tmp_path, session).items():
        assert NEW in told and OLD not in told, name
    (found,) = ask(desk, NEW, kind="action").found
    assert found.thing.owner == NEW


@pytest.mark.parametrize(
    ("stood", "stands"),
    [
        (f"Owner: {OLD}", f"Owner of it: {NEW}"),
        (f"Owner: {OLD}; Due: 10 January 2027", f"Owner: {NEW}; Due: the next meeting"),
        (f"Write to the trusts (Owner: {OLD}", f"Write to the trusts (Owner: {NEW}"),
        (f"({OLD})", f"({NEW})"),  # which the note beside it has too
        (f"seconded by {OLD}", f"seconded by {NEW}"),
    ],
)
def test_what_is_no_row_of_the_action_corrects_no_owner(tmp_path: Path, stood: str, stands: str) -> None:
    first = owned(e.NoteTaken(CAPITAL, f"{OLD} told of two schemes."))
    later = january(first, correction(CAPITAL, stood, stands))
    text = markdown(first.minutes(approved=Words(AT, later.state.approved[0]), status="APPROVED"))
    assert f"({OLD}, by 10 January 2027)" in text and "The text is that of the draft." in text
    desk = desk_with(tmp_path, first, later)
    assert desk.session("partnership-board").state.actions["a1"].owner == "tchair"
    (found,) = ask(desk, "councils", kind="action").found
    assert found.thing.owner == OLD
