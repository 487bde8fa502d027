"""The due date of an action corrected on approval, as either layout prints it: log, CSV, screens and search read it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.papers.corrections import Approval as Words
from boardtui.papers.formats.markdown import markdown
from tests.papers.on_desk import desk_with
from tests.papers.test_corrected import AT, CAPITAL, correction, january, owned, told_of_owners
from tests.search.asking import ask

OLD, NEW = "10 January 2027", "3 March 2027"
ALONE = (
    "Due: {}",
    "by {}",
    "{}",
    "(Owner: Sir D Dunn; Due: {})",
    "Owner: Sir D Dunn; Due: {}",
    "Write to the councils (Owner: Sir D Dunn; Due: {})",
    "Sir D Dunn, by {}",
    "Action 1: Write to the councils (Sir D Dunn, by {}).",
)
BOTH = (
    ("Owner: Sir D Dunn; Due: 10/01/2027", "Owner: Dr C Clark; Due: 3/3/2027"),
    (f"Write to the councils (Sir D Dunn, by {OLD}).", f"Write to the councils (Dr C Clark, by {NEW})."),
)


def row_told(tmp_path: Path, stood: str, stands: str, *more: e.AnyEntry, typed: bool = False) -> tuple[str, str, str]:
    """Owner and due date of the action as every paper and screen has them, which agree; and the approved minutes."""
    made = () if typed else (correction(CAPITAL, stood, stands),)
    first = owned(*more)
    later = january(first, *made, worded=(f"Item 2: for “{stood}” read “{stands}”",) if typed else ())
    text = markdown(first.minutes(approved=Words(AT, later.state.approved[0]), status="APPROVED"))
    desk = desk_with(tmp_path, first, later)
    session = desk.session("partnership-board")
    carried = session.state.actions["a1"]
    owner = session.state.members[carried.owner].name
    (found,) = ask(desk, "councils", kind="action").found
    assert found.thing.due == carried.due and owner in found.thing.owner
    day = NEW if carried.due == "2027-03-03" else OLD
    for name, told in told_of_owners(tmp_path, session).items():
        assert (carried.due or "") in told if name == "sheet" else day in told, name
        assert owner in told, name
    assert f"{owner}, by {day})" in text
    return carried.owner, carried.due or "", text


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("printed", ALONE)
def test_a_due_date_is_corrected_as_either_layout_prints_it(tmp_path: Path, printed: str, typed: bool) -> None:
    noted = e.NoteTaken(CAPITAL, "The councils were not asked.")
    owner, due, text = row_told(tmp_path, printed.format(OLD), printed.format(NEW), noted, typed=typed)
    assert (owner, due) == ("tchair", "2027-03-03")
    assert "The text above reads as corrected." in text and f"by {OLD}" not in text.split("Corrected on approval")[0]


@pytest.mark.parametrize(("stood", "stands"), BOTH)
def test_owner_and_due_date_are_corrected_at_once(tmp_path: Path, stood: str, stands: str) -> None:
    owner, due, text = row_told(tmp_path, stood, stands)
    assert (owner, due) == ("bbchair", "2027-03-03") and "The text above reads as corrected." in text


@pytest.mark.parametrize(
    ("stood", "stands", "more"),
    [
        (f"by {OLD}", "by the next meeting", ()),
        (f"Owner: Ms B Brown; Due: {OLD}", f"Owner: Ms B Brown; Due: {NEW}", ()),
        (f"Write to the trusts (Sir D Dunn, by {OLD}", f"Write to the trusts (Sir D Dunn, by {NEW}", ()),
        (f"by {OLD}", f"by {NEW}", (e.ActionAgreed("a2", CAPITAL, "Ask the trusts.", "tchair", "2027-01-10"),)),
    ],
)
def test_what_cannot_be_read_is_told_in_the_same_words(
    tmp_path: Path, stood: str, stands: str, more: tuple[e.AnyEntry, ...]
) -> None:
    owner, due, text = row_told(tmp_path, stood, stands, *more)
    assert (owner, due) == ("tchair", "2027-01-10") and "The text is that of the draft." in text
    told = (
        f"inutes corrected on approval at “Partnership Board”, 26 January 2027: Item 2: for “{stood}” read “{stands}”."
    )
    (log,) = (path.read_text(encoding="utf-8") for path in (tmp_path / "actions").glob("*.md"))
    assert (told in log) is (stood in f"Write to the councils (Sir D Dunn, by {OLD})")


def test_a_date_that_the_item_has_elsewhere_or_that_was_moved_since_is_not_the_one_quoted(tmp_path: Path) -> None:
    first = owned()
    moved = january(
        first, e.ActionUpdated("a1", "open", due="2027-02-01"), correction(CAPITAL, f"by {OLD}", f"by {NEW}")
    )
    desk = desk_with(tmp_path, first, moved)
    assert desk.session("partnership-board").state.actions["a1"].due == "2027-02-01"
    (found,) = ask(desk, "councils", kind="action").found
    assert found.thing.due == "2027-02-01"


def test_the_due_date_of_a_completed_action_is_corrected_in_search_too(tmp_path: Path) -> None:
    first = owned()
    first.do(e.ActionUpdated("a1", "done"))
    desk = desk_with(tmp_path, first, january(first, correction(CAPITAL, f"Due: {OLD}", f"Due: {NEW}")))
    (found,) = ask(desk, kind="action").found
    assert (found.thing.due, found.thing.outcome) == ("2027-03-03", "done")
