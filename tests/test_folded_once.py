"""An entry is folded once when it is recorded, and once for each audience that a paper of its meeting is written for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold import fold, stretch
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record import record, trusting
from boardtui.meeting.state.state import Stamped, State
from boardtui.papers.minutes import minutes
from tests import build
from tests.tui.app import make_desk

Step = Callable[[State, Stamped], State]


@pytest.fixture
def folded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of every entry that is folded from here on, in order."""
    seen: list[int] = []

    def counted(step: Step) -> Step:
        def step_counted(state: State, stamped: Stamped) -> State:
            seen.append(stamped.seq)
            return step(state, stamped)

        return step_counted

    for module in (stretch, record):
        monkeypatch.setattr(module, "accept", counted(fold.accept))
    monkeypatch.setattr(record, "believe", counted(trusting.believe))
    return seen


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    desk = make_desk(tmp_path)
    session = Session(desk.store, build.BOARD)
    build.record_all(session, build.realistic()[:-1])
    yield session
    desk.close()


def test_recording_folds_the_new_entry_alone(session: Session, folded: list[int]) -> None:
    line = session.record(e.NoteTaken(None, "Noted."))
    assert folded == [line.seq]


def test_an_undo_folds_what_stands_after_a_kept_state_once(session: Session, folded: list[int]) -> None:
    line = session.record(e.NoteTaken(None, "Noted."))
    folded.clear()
    assert session.undo().entry == e.EntryRetracted(line.seq, "recorded in error")
    assert len(folded) == len(set(folded)) <= stretch._EVERY


@pytest.mark.parametrize(("part", "audience"), [("public", "public_standing"), ("confidential", "standing")])
def test_minutes_fold_the_entries_of_their_audience_once(folded: list[int], part: Any, audience: str) -> None:
    meeting: Stretch = build.play(build.realistic())
    folded.clear()
    minutes(meeting, part=part, entries=len(meeting.lines), fingerprint="0" * 64)
    assert folded == [line.seq for line in getattr(meeting, audience)()]
