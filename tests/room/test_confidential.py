"""Nothing confidential reaches the wall, after any entry of a meeting full of it."""

from __future__ import annotations

from boardtui.meeting.entries import ResultDeclared
from boardtui.meeting.fold.stretch import Stretch
from boardtui.tui.views.wall import Size, wall
from tests.papers.test_confidential import private_meeting
from tests.room.seeing import seen, texts


def test_no_canary_sings_on_the_wall_after_any_entry() -> None:
    m, hidden = private_meeting()
    stretch = Stretch(m.stretch.state.book)
    kinds = set()
    for line in m.stretch.lines:
        stretch.add(line)
        for counts in ("after", "live"):
            found = seen(stretch, counts=counts, names="all", minutes="www.example.org")
            kinds.add(type(found).__name__)
            assert [one for one in hidden if any(one in text for text in texts(found))] == []
            painted = "\n".join("".join(part.text for part in row) for row in wall(found, Size(120, 40, 0)).lines)
            assert "canary" not in painted
    assert kinds >= {"Before", "Now", "Put", "Private", "Closed"}


def test_who_came_in_private_is_not_told_to_have_been_there() -> None:
    m, _ = private_meeting()
    for line in reversed(m.stretch.lines):
        if isinstance(line.entry, ResultDeclared):
            found = seen(_until(m.stretch, line.seq), names="all")
            assert dict(found.names)["Mr E Evans"] == "Did not vote, or was away"
            return
    raise AssertionError("no result was declared")


def _until(whole: Stretch, seq: int) -> Stretch:
    stretch = Stretch(whole.state.book)
    stretch.extend(line for line in whole.lines if line.seq <= seq)
    return stretch
