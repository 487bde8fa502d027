"""What stands behind the minutes: how each motion was decided, who came when, the actions, and the record itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from boardtui.charter.words import counted, started, stopped
from boardtui.meeting.followup.actions import NAMES
from boardtui.papers.document import (
    AnyBlock,
    Heading,
    Table,
    bullets,
    heading,
    own,
    para,
    said,
    table,
    text,
    without_empty,
)
from boardtui.papers.model import Action, Event, Figures, MinutedMotion, Minutes
from boardtui.papers.prose import points, quote, typed

_LETTERS = "ABCDEFGH"
_AS_RECORDED = (
    "The minutes were corrected on approval, as said at the item; the vote is set out here as it was recorded."
)


def annexes(minutes: Minutes) -> Iterator[AnyBlock]:
    """The annexes that have something to say, lettered in their order."""
    motions = [(item, part) for item in minutes.items for part in item.content if isinstance(part, MinutedMotion)]
    parts: list[tuple[str, list[AnyBlock]]] = [
        ("How each motion was decided", [block for _, motion in motions for block in _motion(motion, minutes.whole)]),
        ("Interests and votes", list(_interests(minutes))),
        ("Arrivals, departures and course of the meeting", list(_course(minutes))),
        ("Actions", list(actions(minutes.actions))),
        ("The record", list(_record(minutes))),
    ]
    wanted = [(title, blocks) for title, blocks in parts if blocks]
    for letter, (title, blocks) in zip(_LETTERS, wanted, strict=False):
        yield heading(2, own(f"Annex {letter}: {title}"))
        yield from blocks


def figures_table(figures: Figures, *, whole: bool = True) -> Table:
    """The numbers of a result; where not all is told, those who gave no vote are one figure, whatever the reason."""
    silent = figures.not_voted if whole else figures.eligible - figures.for_ - figures.against - figures.abstain
    named = "Did not vote" if whole else "No vote"
    others = dict(figures.others) if whole else {}
    heads = ("For", "Against", "Abstained", named, *map(started, others), "Eligible", "Out of", "Needed")
    votes = (figures.for_, figures.against, figures.abstain, silent, *others.values())
    counts = (*votes, figures.eligible, figures.base, figures.needed)
    row = tuple("cannot be reached" if count is None else str(count) for count in counts)
    return table("Figures of the vote", heads, [row], numeric=True)


def actions(actions: Sequence[Action]) -> Iterator[AnyBlock]:
    """The actions agreed, then those carried from earlier meetings, numbered through where they have no reference."""
    before = 0
    for title, carried in (("Actions agreed", False), ("Actions from earlier meetings", True)):
        chosen = [action for action in actions if action.carried is carried]
        if chosen:
            yield heading(3, own(title))
            rows = [
                (
                    action.reference or str(number),
                    f"{started(NAMES[action.register])}: {action.text}" if action.register else action.text,
                    action.owner,
                    action.due,
                    action.item,
                    action.status,
                )
                for number, action in enumerate(chosen, before + 1)
            ]
            yield without_empty(table(title, ("No.", "Action", "Owner", "Due", "Item", "Status"), rows))
            before += len(chosen)


def events(title: str, events: Iterable[Event]) -> Table:
    """What happened at which time, with the item that was under way."""
    rows = [(event.time, event.again or event.text, event.item) for event in events]
    return without_empty(table(title, ("Time", "What happened", "Item"), rows))


def set_out(motion: MinutedMotion) -> Iterator[AnyBlock]:
    """The words of a motion, those in which it was put where it was amended since, and who moved it."""
    yield quote(motion.text)
    for called, sentence in motion.readings:
        yield text(called)
        yield quote(sentence)
    if motion.moved:
        yield text(motion.moved)


def _motion(motion: MinutedMotion, whole: bool) -> Iterator[AnyBlock]:
    about = (own(" ("), said(motion.heading), own(")")) if motion.heading else ()
    named = (said(motion.reference), own(": motion ")) if motion.reference else (own("Motion "),)
    yield Heading(3, (*named, said(motion.number), *about))
    yield from set_out(motion)
    yield from points(motion.basis)
    if motion.recounted:
        yield para(own(_AS_RECORDED))
    if motion.figures is not None:
        yield figures_table(motion.figures, whole=whole)
    counted = [run for line in (motion.arithmetic,) if line for run in (own(" "), said(line))]
    yield para(said(stopped(motion.result), strong=True), *counted, tone="result")
    if beside := [*(detail for detail in motion.details if detail not in motion.beside), *motion.otherwise]:
        yield bullets(beside)
    if motion.ballots:
        title, *heads = (
            ("Recorded vote", "Voter", "Vote") if motion.figures else ("Recorded positions", "Member", "Position")
        )
        yield table(title, tuple(heads), [(ballot.voter, ballot.choice) for ballot in motion.ballots])
    for sentence in motion.after:
        yield from typed(sentence) if "\n" in sentence else [text(sentence)]


def _interests(minutes: Minutes) -> Iterator[AnyBlock]:
    rows = [
        (interest.member, interest.items, "; ".join(interest.votes)) for interest in minutes.interests if interest.votes
    ]
    if rows:
        yield table("Interests and votes", ("Member", "Items", "Effect on votes"), rows)


def _course(minutes: Minutes) -> Iterator[AnyBlock]:
    for title, found in (("Arrivals and departures", minutes.movements), ("Course of the meeting", minutes.course)):
        if found:
            yield heading(3, own(title))
            yield events(title, found)


def _record(minutes: Minutes) -> Iterator[AnyBlock]:
    if minutes.corrected:
        count = counted(minutes.corrected, "correction was", "corrections were")
        yield para(
            own(
                f"{count} made in the record of the meeting; what was first recorded is kept in the minute book, so marked."
            )
        )
    yield para(
        own(f"These minutes were produced from {minutes.entries} entries of the minute book. Fingerprint: "),
        said(minutes.fingerprint),
    )
    yield para(own("Whoever has a copy of the minute book can check that nothing in it was changed: boardtui verify."))
