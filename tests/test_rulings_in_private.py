"""A ruling made in private for the whole meeting: no public result rests on it, since the public record could not say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boardtui.charter.terms_of_reference import Terms
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import Candidate
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.ballot import counting_of, question_of, tally_of
from boardtui.meeting.voting.choosing import choice_voters, tie_by, who_may_choose
from boardtui.meeting.voting.quorum import quorum
from boardtui.meeting.voting.rulings import OF_THE_MEETING, ruled, that_hold
from boardtui.papers.formats.markdown import markdown
from boardtui.papers.minutes import minutes
from tests.papers.build_minutes import Meeting
from tests.papers.on_desk import command, desk_with

VALUES: dict[str, Any] = {
    "unit": "partner", "base": "cast", "threshold": "1/10", "compare": "more_than", "withdrawn": "out_of_base",
    "no_category": "eligible", "consensus": "unanimous", "entitled": "all", "vacant": "counted", "quorum": 4,
    "deputies": "may_vote", "remote": "may_not_vote", "casting_vote": "chair", "choice_tie": "lot",
    "choice_voters": "members", "proxies_present": "count", "proxies_conflicted": "may_vote",
    "eligible": {"partner": "council", "topic": "capital", "eligible": True},
}  # fmt: skip
CHOICE = (Candidate("a", "Ann Ash"), Candidate("b", "Ben Birch"))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The public is excluded; a motion is put before that and one in private."""
    m = Meeting(terms=Terms()).arrive("chair", "lead", "tchair", "bbchair")
    m.do(e.MemberArrived("tceo", "remote"), e.MemberArrived("cllr", deputy="Gil Grant"), e.ChairTaken("chair"))
    m.do(e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    m.do(e.InterestDeclared("tchair", ("capital",), "financial", "Shares", "speaks_does_not_vote"))
    m.do(e.PublicExcluded("Staff"), e.MotionPut("p1", "capital", "That a post be filled.", "capital", "capital"))
    desk = desk_with(tmp_path, m)
    yield desk.session("partnership-board")
    desk.close()


def told(state: State) -> list[object]:
    """All that a ruling could change of what is public: how each motion is counted, the quorum, who chooses, ties."""
    public = [motion for motion in state.motions.values() if not motion.confidential]
    counted: list[object] = [
        (counting_of(state, motion), question_of(state, motion), tally_of(state, motion), that_hold(state, motion.key))
        for motion in public
    ]
    choices = [
        (who_may_choose(state, choice), choice_voters(state), tie_by(state)) for choice in state.choices.values()
    ]
    return [*counted, *choices, quorum(state), ruled(state, "casting_vote"), state.overrides]


def public_part(session: Session, ruling: e.RulingMade | None) -> tuple[list[list[object]], str]:
    """What the public is told after a ruling in private, or after none: step by step, and in the minutes."""
    steps = []
    if ruling is not None:
        session.record(ruling)
        assert session.state.rulings[-1].in_private and session.lines[-1].confidential
        assert [made.setting for made in that_hold(session.state, "p1")] == [ruling.setting], "it holds in private"
        assert ruled(session.state, ruling.setting) == ruling.value or ruling.setting == "eligible"
    session.record(e.MotionWithdrawn("p1", "Put off"))
    for entry in (
        e.PublicReadmitted(),
        e.MotionPut("m2", "capital", "That beds be shared.", "majority", "all"),
        e.MotionPut("m3", "capital", "That the plan be welcomed.", "agreement", "all"),
        e.VotesRecorded("m1", "for", ("lead", "bbchair")),
        e.ChoiceOpened("c1", "capital", "the Vice-Chair", 1, CHOICE, "majority", True, None, "para 4"),
        e.ChoiceCounted("c1", 1, {"a": 1, "b": 2}),
    ):
        session.record(entry)
        steps.append(told(session.state))
    return steps, markdown(minutes(session.stretch, entries=0, fingerprint=""))


@pytest.mark.parametrize("setting", OF_THE_MEETING)
def test_no_public_result_rests_on_what_was_ruled_in_private(session: Session, tmp_path: Path, setting: str) -> None:
    """For every setting: counts, quorum, choices and minutes are those of a meeting without the ruling."""
    made, text = public_part(session, e.RulingMade(None, setting, VALUES[setting], "So be it.", "chair"))
    (tmp_path / "without").mkdir()
    lines = [line.entry for line in session.lines if not isinstance(line.entry, e.RulingMade)]
    desk = desk_with(tmp_path / "without")
    without = desk.session("partnership-board")
    for entry in lines[: [type(entry) for entry in lines].index(e.MotionWithdrawn)]:
        without.record(entry)
    other, other_text = public_part(without, None)
    desk.close()
    assert made == other
    assert _no_times(text) == _no_times(other_text)
    session.record(e.RulingMade(None, setting, VALUES[setting], "So be it.", "chair"))
    assert not session.state.rulings[-1].in_private and told(session.state) != made[-1], "said in public, it holds"
    assert command(tmp_path, "verify", "partnership-board").exit_code == 0


def test_what_holds_in_private_is_said_so_in_the_confidential_minutes(session: Session) -> None:
    public_part(session, e.RulingMade(None, "base", "cast", "", "chair"))
    hidden = markdown(minutes(session.stretch, part="confidential", entries=0, fingerprint=""))
    assert "The Chair ruled, for what is dealt with in private, that" in hidden


def test_a_ruling_of_an_older_book_holds_as_it_did() -> None:
    """Books in which it was not said that it holds in private alone."""
    m = Meeting(terms=Terms()).arrive("chair", "lead").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.PublicExcluded("Staff"), e.RulingMade(None, "quorum", 2, "", "chair"), e.PublicReadmitted())
    assert quorum(m.state).needed == 2


def _no_times(text: str) -> str:
    return "".join(letter for letter in text if not letter.isdecimal())
