"""Corrections to minutes and their approval, as papers tell of them: at the place, as a list, and who signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import correction_words
from boardtui.meeting.record.corrected import corrections_of_motion, minuted, text_as_corrected, worded_alone
from boardtui.meeting.state import state as s
from boardtui.papers.source import Source


class Approval(NamedTuple):
    """How minutes were approved: at which meeting, in words, and as its part of the book has it."""

    meeting: str
    given: s.Approval


def approval_among(srcs: Sequence[Source], meeting: str) -> Approval | None:
    """How one of these later meetings approved the minutes of that one; None where none of them did."""
    for src in srcs:
        for given in src.record.now.approved:
            if given.meeting == meeting:
                title = src.state.title
                return Approval(f"“{title}”, {src.clock.date}" if title else src.clock.date, given)
    return None


def at_item(src: Source, approval: Approval | None, item: str) -> tuple[str, ...]:
    """The corrections to what the draft said of an item, as far as this part may tell."""
    return tuple(
        f"Corrected on approval: {_change(correction)}."
        for correction in _entered(src, approval)
        if correction.item == item
    )


def at_motion(src: Source, approval: Approval | None, key: str) -> tuple[str, ...]:
    """The corrections to what the draft said of a motion, as far as this part may tell."""
    if approval is None:
        return ()
    entered = _entered(src, approval)
    lines = all_corrections(src, approval)
    texts = corrections_of_motion(minuted(src.state, key), entered, worded_alone(lines, entered))
    return tuple(f"Corrected on approval: {text}." for text in texts)


def motion_as_corrected(src: Source, approval: Approval | None, key: str) -> str:
    """The words of a motion as the approved minutes have them."""
    return text_as_corrected(minuted(src.state, key), _entered(src, approval))


def all_corrections(src: Source, approval: Approval | None) -> tuple[str, ...]:
    """Every correction with which the minutes were approved; those that are confidential in their own part."""
    if approval is None:
        return ()
    given = approval.given
    mine = tuple(correction_words(correction) for correction in _entered(src, approval))
    if given.confidential:
        return (*mine, *given.corrections) if src.part == "confidential" else ()
    return mine if src.part == "confidential" else given.corrections


def approval_words(src: Source, approval: Approval | None) -> str:
    """Where, when and by whom the minutes were approved and signed."""
    if approval is None:
        return ""
    given = approval.given
    what = "with the corrections named here" if all_corrections(src, approval) else "as a correct record"
    known = given.signed_by and (src.part == "confidential" or not given.confidential)
    signed = f", to be signed by {src.name(given.signed_by)}" if known else ""
    return f"Approved {what} at {approval.meeting}{signed}."


def entered_words(src: Source) -> Iterator[str]:
    """The corrections that were entered at this meeting to minutes that it did not approve."""
    waiting = {due.meeting: due for due in src.state.minutes_due}
    for line in src.lines:
        entry = line.entry
        if isinstance(entry, e.MinutesCorrected) and entry.meeting in waiting:
            due = waiting[entry.meeting]
            made = e.Correction(entry.meeting, entry.item, entry.place, entry.stood, entry.stands)
            of = (
                f"“{due.title or due.meeting}” ({src.clock.say(due.starts)})"
                if due.starts
                else due.title or due.meeting
            )
            yield f"To the draft minutes of {of} a correction was entered: {correction_words(made)}."


def _entered(src: Source, approval: Approval | None) -> tuple[e.Correction, ...]:
    """Those entered one by one that belong to this part; one to an item that is confidential is, too."""
    if approval is None:
        return ()
    hidden = src.part == "confidential"
    return tuple(correction for correction in approval.given.entered if _hidden(src, correction) is hidden)


def _hidden(src: Source, correction: e.Correction) -> bool:
    """Whether a correction is confidential: as it is marked, or as the item is that it corrects."""
    item = src.state.items.get(correction.item or "")
    unknown = correction.item is not None and item is None and src.part == "public"
    return correction.confidential or unknown or (item is not None and item.agenda.confidential)


def _change(correction: e.Correction) -> str:
    return correction_words(correction)[len(correction.place) + 2 :]
