"""What one book referred to the body of another: received there with its history, its answer told back, both checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from boardtui.book.errors import Altered
from boardtui.book.store import Store
from boardtui.charter.words import bare, title_of
from boardtui.desk.desk import Desk
from boardtui.desk.folding import fold_book
from boardtui.meeting.entries import DecisionReceived, IssueReceived, IssueReferred, OpenIssue, ReferralAnswered
from boardtui.meeting.fold.convening import as_told
from boardtui.meeting.fold.keys import next_issue
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.state.state import State
from boardtui.register.bodies import titles

MEETINGS_BACK = 12


class Referred(NamedTuple):
    """An issue as it stands in the book that referred it."""

    book: str
    issue: OpenIssue


def referred_to(desk: Desk, body: str, *, public: bool = False) -> list[Referred]:
    """The issues that other books referred to this body and that its book has not received.

    Books are gone through for their last twelve meetings, since a meeting does not carry over what it referred. One
    that cannot be read is told of in the desk's ``problems``. ``public``: only what the public may know of them.
    """
    received = _received(desk, body)
    waiting: dict[tuple[str, str], Referred] = {}
    for book in desk.store.books():
        for stretch in () if book == body else last_stretches(desk, book, public=public):
            for issue in stretch.state.issues.values():
                key, hidden = (book, issue.issue), public and issue.confidential
                if issue.status == f"referred to {body}" and key not in received and not hidden:
                    waiting.setdefault(key, Referred(book, issue))
    return list(waiting.values())


def not_received(desk: Desk, *, public: bool = False) -> dict[str, list[Referred]]:
    """The issues that each body is still to receive, by the body; no meeting is gone through where none was ever referred."""
    bodies = {
        msgspec.json.decode(entry, type=IssueReferred).body
        for book in desk.store.books()
        if desk.store.keys(book, "IssueRaised") or desk.store.keys(book, "IssueReceived")
        for (entry,) in desk.store.ask("SELECT entry FROM entries WHERE book = ? AND kind = 'IssueReferred'", book)
    }
    waiting = {body: referred_to(desk, body, public=public) for body in sorted(bodies)}
    return {body: issues for body, issues in waiting.items() if issues}


class FollowUp(NamedTuple):
    """What is to be done about issues referred: by which body each is to be received, and the outcomes to be recorded."""

    to_receive: dict[str, list[Referred]]
    outcomes: list[ReferralAnswered]


def follow_up(desk: Desk) -> FollowUp:
    """What is to be done about issues that one body referred to another, over all books."""
    return FollowUp(not_received(desk), [answer for book in desk.store.books() for answer in answers_for(desk, book)])


def received_elsewhere(desk: Desk, state: State, *, public: bool = False) -> frozenset[str]:
    """The issues that this book referred and that the bodies to which they went have received; ``public``: in public."""
    books, found = desk.store.books(), set()
    for issue in state.issues.values():
        before, _, body = issue.status.partition("referred to ")
        if not before and body in books and (state.book, issue.issue) in _received(desk, body, public=public):
            found.add(issue.issue)
    return frozenset(found)


def _received(desk: Desk, body: str, *, public: bool = False) -> set[tuple[str, str]]:
    """The issues that a book received, by the book that referred it and its key there."""
    return {
        (line.entry.from_book, line.entry.history.issue)
        for stretch in last_stretches(desk, body, public=public)
        for line in (stretch.public_standing() if public else stretch.standing())
        if isinstance(line.entry, IssueReceived)
    }


def receipt(desk: Desk, state: State, referred: Referred) -> IssueReceived:
    """The entry that takes it into the other body's book, under its own key where that is free."""
    key = referred.issue.issue
    before = [seq for kind in ("IssueRaised", "IssueReceived") for seq in desk.store.bringing_in(state.book, kind, key)]
    private = referred.issue.confidential
    return IssueReceived(
        issue=next_issue(state, private=private) if before or key in state.issues else key,
        from_book=referred.book,
        from_hash=desk.session(referred.book).head,
        history=referred.issue,
    )


def answers_for(desk: Desk, book: str, *, public: bool = False) -> list[ReferralAnswered]:
    """What became of the issues that this book referred and other bodies have resolved, as far as it was not told.

    Books are gone through as by ``referred_to``, and ``public`` means the same.
    """
    others = [other for other in desk.store.books() if other != book and _has_received(desk, other)]
    if not others:
        return []
    texts = {
        line.entry.issue
        for stretch in last_stretches(desk, book)
        for line in stretch.standing()
        if isinstance(line.entry, ReferralAnswered)
    }
    answers = [answer for other in others for answer in _answers(desk, other, book, public=public)]
    return [answer for answer in answers if answer.issue not in texts and not (public and answer.confidential)]


def _has_received(desk: Desk, book: str) -> bool:
    """Whether a book ever received an issue; read by index, so that most books need not be gone through."""
    question = (
        "SELECT 1 FROM entries INDEXED BY entries_keys WHERE book = ? AND kind = 'IssueReceived'"
        " AND key IS NOT NULL LIMIT 1"
    )
    return bool(desk.store.ask(question, book))


def _answers(desk: Desk, other: str, book: str, *, public: bool) -> Iterator[ReferralAnswered]:
    """The answers of one book to another, whether told or not."""
    stretches = list(last_stretches(desk, other, public=public))
    ended = {key: words for stretch in stretches for key, words in _ended(stretch).items()}
    for stretch in stretches:
        for line in stretch.standing():
            entry = line.entry
            if isinstance(entry, IssueReceived) and entry.from_book == book and entry.issue in ended:
                how, hidden = ended[entry.issue]
                history = entry.history
                yield ReferralAnswered(
                    issue=history.issue,
                    title=history.title,
                    body=other,
                    hash=desk.session(other).head,
                    how=how,
                    confidential=hidden or history.confidential,
                )


def _ended(stretch: Stretch) -> dict[str, tuple[str, bool]]:
    """The issues that a stretch resolved, or was told are resolved elsewhere: how, and whether that is confidential."""
    found = {}
    for key, issue in stretch.state.issues.items():
        if issue.status == "resolved":
            found[key] = (issue.stages[-1].text or "resolved" if issue.stages else "resolved", issue.confidential)
    for answer in stretch.state.answers:
        found[answer.issue] = (answer.how, answer.confidential)
    return found


class Received(NamedTuple):
    """An issue or decision that a book received: whether hash and history stand in the book it came from, in words."""

    issue: str
    sound: bool | None
    words: str


def check_received(store: Store, book: str) -> list[Received]:
    """Check every issue and decision that a book received, and has not taken back, against the book that it came from.

    The book itself is taken as verified. ``sound`` is None where the other is not in this database.

    Raises:
        BookError: a book cannot be read.
    """
    return [
        _checked(store, line.entry)
        for segment in store.segments(book)
        for line in fold_book(store, book, store.segment(book, segment.seq, checked=False)).standing()
        if isinstance(line.entry, IssueReceived | DecisionReceived)
    ]


def _checked(store: Store, entry: IssueReceived | DecisionReceived) -> Received:
    source, of_issue = entry.from_book, isinstance(entry, IssueReceived)
    key = entry.issue if isinstance(entry, IssueReceived) else entry.motion
    there = entry.history.issue if isinstance(entry, IssueReceived) else entry.history.decision
    called = entry.history.title if isinstance(entry, IssueReceived) else entry.history.text
    what = f"{'issue' if of_issue else 'decision'} “{called}”"
    book = f"minute book of the {bare(titles(store.connection).get(source) or title_of(source))}"
    if source not in store.books():
        return Received(key, None, f"{what}: the {book} is not in this database")
    values = store.ask("SELECT seq FROM entries WHERE book = ? AND hash = ?", source, entry.from_hash)
    if not values:
        return Received(key, False, f"{what}: no entry of the {book} has the hash {entry.from_hash}")
    at = int(values[0][0])
    starts = [segment.seq for segment in store.segments(source) if segment.seq <= at]
    for start in reversed(starts):
        try:
            stretch = fold_book(store, source, store.segment(source, start))
        except Altered as fault:
            return Received(key, False, f"{what}: the {book}, from which it came, was altered. {fault.problem}")
        state = stretch.state_after(min(at, stretch.lines[-1].seq))
        carried = state.issues.get(there) if of_issue else decision(state, there)
        if carried is not None:
            same = as_told(carried, entry.history) == entry.history
            text = f"as it stood at entry {at} of the {book}" if same else f"NOT as it stood in the {book}"
            return Received(key, same, f"{what}: {text}")
    return Received(key, False, f"{what}: the {book} had none such at that hash")


def last_stretches(desk: Desk, book: str, *, public: bool = False) -> Iterator[Stretch]:
    """The last stretches of a book, the latest first; ``public``: of its meetings in public alone."""
    try:
        session = desk.session(book)
        if session.state.in_public or not public:
            yield session.stretch
        recorded = sorted(desk.past(None, book), key=lambda past: past.seq, reverse=True)
        for meeting in recorded[:MEETINGS_BACK]:
            if meeting.meeting != session.state.meeting and (meeting.public or not public):
                yield session.past(meeting.seq)
    except Exception as error:  # whatever a damaged book raises must not keep the others closed
        desk.cannot_read(book, error)
