"""Finds what one body decided and sent to another, so that it is received there, and the answer here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from boardtui.desk.desk import Desk
from boardtui.desk.referrals import last_stretches
from boardtui.meeting.entries import DecisionAnswered, DecisionReceived, OpenDecision
from boardtui.meeting.fold.keys import next_decision
from boardtui.meeting.followup.awaiting import decision_of, decisions
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.ballot import outcome_of


class Sent(NamedTuple):
    """A decision as it stands in the book that sent it."""

    book: str
    decision: OpenDecision


def sent_to(desk: Desk, body: str, *, public: bool = False) -> list[Sent]:
    """The decisions that other books sent to this body, that wait there and that its book has not received.

    A book that cannot be read is told of in the desk's ``problems``. ``public``: only what the public may know of them.
    """
    received = {(entry.from_book, entry.history.decision) for entry in _received(desk, body)}
    waiting = []
    for book in desk.store.books():
        state = _state(desk, book) if book != body else None
        if state is None or (public and not state.in_public):
            continue
        for open_decision in decisions(state):
            if public and open_decision.confidential:
                continue
            waits = any(sending.body == body and not sending.outcome for sending in open_decision.sent)
            if waits and not open_decision.lapsed and (book, open_decision.decision) not in received:
                waiting.append(Sent(book, open_decision))
    return waiting


def receipt_of(desk: Desk, state: State, sent: Sent) -> DecisionReceived:
    """The entry that takes it into the other body's book, with its words, its figures and the fingerprint of its book."""
    return DecisionReceived(
        motion=next_decision(state, private=sent.decision.confidential),
        from_book=sent.book,
        from_hash=desk.session(sent.book).head,
        history=sent.decision,
    )


def answer_of(
    desk: Desk, state: State, held: OpenDecision, body: str, *, public: bool = False
) -> DecisionAnswered | None:
    """What that body's book says that it made of a decision sent to it; None while it has not decided, ``public``: in public."""
    keys = {entry.motion for entry in _received(desk, body) if _same(entry, state.book, held.decision)}
    for stretch in last_stretches(desk, body, public=public) if keys else ():
        for motion in stretch.state.motions.values():
            if public and motion.confidential:
                continue
            if motion.answers in keys and motion.status in ("carried", "not_carried"):
                text = f"Motion {motion.number} of {stretch.state.title or stretch.state.meeting}: {motion.text}"
                figures = f" {decision_of(stretch.state, motion).figures}".rstrip()
                return DecisionAnswered(
                    motion=held.decision,
                    body=body,
                    outcome=outcome_of(stretch.state, motion),
                    text=text + figures,
                    date=day_of(stretch.state, motion.declared_at),
                    from_hash=desk.session(body).head,
                )
    return None


def _same(entry: DecisionReceived, book: str, key: str) -> bool:
    return entry.from_book == book and entry.history.decision == key


def _received(desk: Desk, body: str) -> Iterator[DecisionReceived]:
    if body not in desk.store.books():
        return
    for stretch in last_stretches(desk, body):
        for line in stretch.standing():
            if isinstance(line.entry, DecisionReceived):
                yield line.entry


def _state(desk: Desk, book: str) -> State | None:
    try:
        return desk.session(book).state
    except Exception as error:  # whatever a damaged book raises must not keep the others closed
        desk.cannot_read(book, error)
        return None
