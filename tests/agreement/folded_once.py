"""Lets all papers of a book that nobody records in be made from one folding of it, which saves half the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock

from boardtui.desk.replay import Replayed, replay
from boardtui.desk.session import Session
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import Record, record_of
from boardtui.papers import source
from boardtui.papers.circulation import circulating

_past = Session.past


@contextmanager
def folded_once() -> Iterator[None]:
    """Within this a meeting is folded once, and so is its record for each audience."""
    whole: list[Replayed] = []
    meetings: dict[int, Stretch] = {}
    kept: list[Stretch] = []  # so that no other takes the place of one in the memory

    def replayed(lines: Any, **more: Any) -> Replayed:
        if more:
            return replay(lines, **more)
        if not whole:
            whole.append(replay(lines))
        return whole[0]

    def past(session: Session, seq: int) -> Stretch:
        if seq not in meetings:
            meetings[seq] = _past(session, seq)
        return meetings[seq]

    @cache
    def record(of: int, number: int, audience: Any) -> Record:
        return record_of(next(one for one in kept if id(one) == of), audience)

    def recorded(stretch: Stretch, audience: Any) -> Record:
        kept.extend(() if any(one is stretch for one in kept) else (stretch,))
        return record(id(stretch), len(stretch.lines), audience)

    with (
        mock.patch.object(circulating, "replay", replayed),
        mock.patch.object(Session, "past", past),
        mock.patch.object(source, "record_of", recorded),
    ):
        yield
