"""Finds what one book referred to the body of another, so that it can be received there with its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from boardtui.desk import Desk
from boardtui.meeting.entries import IssueReceived, OpenIssue
from boardtui.meeting.naming import next_issue
from boardtui.meeting.state import State
from boardtui.meeting.stretch import Stretch

MEETINGS_BACK = 12


class Referred(NamedTuple):
    """An issue as it stands in the book that referred it."""

    book: str
    issue: OpenIssue


def referred_to(desk: Desk, body: str) -> list[Referred]:
    """The issues that other books referred to this body and that its book has not received.

    Books are gone through for their last twelve meetings, since a meeting does not carry over what it referred. One
    that cannot be read is told of in the desk's ``problems``.
    """
    received = {
        (line.entry.from_book, line.entry.history.issue)
        for stretch in last_stretches(desk, body)
        for line in stretch.standing()
        if isinstance(line.entry, IssueReceived)
    }
    found: dict[tuple[str, str], Referred] = {}
    for book in desk.store.books():
        for stretch in () if book == body else last_stretches(desk, book):
            for issue in stretch.state.issues.values():
                key = (book, issue.issue)
                if issue.status == f"referred to {body}" and key not in received:
                    found.setdefault(key, Referred(book, issue))
    return list(found.values())


def receipt(desk: Desk, state: State, referred: Referred) -> IssueReceived:
    """The entry that takes it into the other body's book, under its own key where that is free."""
    key = referred.issue.issue
    before = [seq for kind in ("IssueRaised", "IssueReceived") for seq in desk.store.bringing_in(state.book, kind, key)]
    return IssueReceived(
        issue=next_issue(state) if before or key in state.issues else key,
        from_book=referred.book,
        from_hash=desk.session(referred.book).head,
        history=referred.issue,
    )


def last_stretches(desk: Desk, book: str) -> Iterator[Stretch]:
    """The last stretches of a book, the latest first."""
    try:
        session = desk.session(book)
        yield session.stretch
        for meeting in desk.past(MEETINGS_BACK, book):
            if meeting.meeting != session.state.meeting:
                yield session.past(meeting.seq)
    except Exception as error:  # whatever a damaged book raises must not keep the others closed
        desk.problems[book] = str(error)
