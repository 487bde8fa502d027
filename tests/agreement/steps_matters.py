"""What is recorded of matters in a random book: actions, issues, notes, minutes of earlier meetings, and what is put right."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import corrections_of, public_words
from boardtui.meeting.fold.putting_right import votes_put_right, with_what_rests
from boardtui.meeting.state.refusal import Refused
from tests.agreement.body import CANDIDATES, PEOPLE, TOPICS
from tests.agreement.recording import Recording


def agree_action(book: Recording) -> None:
    owner = book.c.one([name for _, name, *_ in PEOPLE if name])
    due = book.c.one((None, "2026-12-24", "2027-03-01", "2026-10-05"))
    text = f"Write about {book.abouts.pop()}"
    book.do(e.ActionAgreed(book.c.key(), book.state.current or book.c.item(book.state), text, owner, due))


def update_action(book: Recording) -> None:
    if book.state.actions:
        book.do(
            e.ActionUpdated(
                book.c.one(book.state.actions),
                book.c.one(("open", "done", "dropped")),
                book.c.one((None, "2027-04-01")),
                book.c.words(),
                owner=book.c.one((None, None, "Ms Bea Rowan")),
            )
        )


def note(book: Recording) -> None:
    book.do(e.NoteTaken(book.state.current, f"The body heard about {book.c.words()}."))


def issue(book: Recording) -> None:
    if not book.state.issues or book.c.may(0.3):
        book.do(
            e.IssueRaised(
                book.c.key(), f"Dispute on {book.abouts.pop()}", "tk2", book.c.some(book.state.partners, 3), "8.6"
            )
        )
        return
    issue, words = book.c.one(book.state.issues), f"Talks on {book.c.words()}"
    steps = (
        e.AdviceTaken(issue, "Finance group", words),
        e.PlaceAttempted(issue, words),
        e.IssueAdvanced(issue, book.c.one(("place", "discussion", "facilitator")), words),
        e.IssueResolved(issue, f"{words} were enough"),
    )
    book.do(book.c.one(steps))


def put_right(book: Recording) -> None:
    """A result or other entry is put right or taken back, or its time is stated."""
    lines = [line for line in book.stretch.standing() if line.confidential == book.state.excluded][1:]
    if not lines:
        return
    line = book.c.one(lines[-8:])
    before = lines[lines.index(line) - 1].at if line in lines[1:] else line.at
    stated = e.TimeStated(line.seq, before[:17] + "30.000Z")
    book.do(book.c.one((e.EntryRetracted(line.seq, "recorded in error"), stated)))


def read_otherwise(book: Recording) -> None:
    """A vote was for something else, or somebody left before it: what rests on it is put right with it."""
    decided = [one for one in book.state.motions.values() if one.result and one.votes and not one.totals]
    left = [line for line in book.stretch.standing() if isinstance(line.entry, e.MemberLeft | e.MemberArrived)]
    try:
        if decided and book.c.may(0.7):
            motion = book.c.one(decided)
            choice = book.c.one(("for", "against", "abstain"))
            changes = votes_put_right(book.stretch, motion, (book.c.one(sorted(motion.votes)),), choice)
        else:
            changes = {book.c.one(left).seq: None}
        right = with_what_rests(book.stretch, changes)
    except (IndexError, Refused, ValueError):
        return
    book.do(right.entry("misheard"))


def minutes(book: Recording) -> None:
    """Minutes of an earlier meeting are corrected and approved."""
    earlier = [one for one in book.state.minutes_due if one.starts < book.state.starts]
    if not earlier:
        return
    due = book.c.one(earlier)
    held = next(one for one in book.stretches if one.state.meeting == due.meeting)
    agreed = [line.entry for line in held.standing() if isinstance(line.entry, e.ActionAgreed) and line.entry.item]
    if agreed and book.c.may():
        action = book.c.one(agreed)
        others = [name for _, name, *_ in PEOPLE if name and name != action.owner]
        book.do(e.MinutesCorrected(due.meeting, action.item, "Action", action.owner, book.c.one(others)))
    notes = [line.entry for line in held.standing() if isinstance(line.entry, e.NoteTaken) and line.entry.item]
    if notes and book.c.may():
        noted = book.c.one(notes)
        book.do(e.MinutesCorrected(due.meeting, noted.item, "Note", "heard about", "was told of"))
    if book.c.may(0.8):
        words = public_words(corrections_of(book.state, due.meeting))
        book.do(e.MinutesApproved(due.meeting, words, book.state.chair or ""))


def anything(book: Recording) -> None:
    entry = book.c.entry(book.state, book.state.excluded)
    if isinstance(entry, e.ItemAdded) and entry.topic:
        entry = replace(entry, topic=TOPICS[0].key)
    if isinstance(entry, e.ChoiceOpened) and entry.topic:
        entry = replace(entry, topic=book.c.one(TOPICS).key)
    if isinstance(entry, e.ChoiceOpened):
        named = [replace(one, name=name) for one, name in zip(entry.candidates, CANDIDATES, strict=False)]
        entry = replace(entry, title=f"Delegate for {book.abouts.pop()}", candidates=tuple(named))
    if isinstance(entry, e.SeatFilled) and entry.seat:
        entry = replace(entry, seat=replace(entry.seat, title="Co-opted member"))
    if isinstance(entry, e.ActionAgreed):
        entry = replace(entry, text=f"Look into {book.abouts.pop()}", owner="Ms Bea Rowan")
    if isinstance(entry, e.IssueRaised):
        entry = replace(entry, title=f"Question of {book.abouts.pop()}")
    if isinstance(entry, e.IssueReceived):
        entry = replace(entry, history=replace(entry.history, title=f"Matter of {book.abouts.pop()}"))
    if isinstance(entry, e.ReferralAnswered):
        entry = replace(entry, title=f"Matter of {book.abouts.pop()}")
    if isinstance(entry, e.NoteTaken | e.ParagraphDrafted):
        entry = replace(entry, text=f"{entry.text}.")
    if not isinstance(entry, e.MotionPut | e.MinutesCorrected | e.IssueCorrected):
        book.do(entry)
