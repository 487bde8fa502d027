"""What happened on an item beside notes and motions, as the minutes say it there."""

from __future__ import annotations

from msgspec.structs import replace

from boardtui.charter.words import stopped
from boardtui.meeting import entries as e
from boardtui.meeting.fold.seats import seat_words
from boardtui.meeting.state.state import Stamped
from boardtui.papers.choices import choice_words
from boardtui.papers.rulings import ruling_words
from boardtui.papers.source import Source


def item_event(src: Source, line: Stamped) -> str:
    """The sentence of an entry; empty for one that has none of its own on an item."""
    match line.entry:
        case e.ItemAdded() as added if added.urgent.strip():
            return _urgent_words(added)
        case e.RulingMade(motion=None):
            return ruling_words(src, line)
        case e.MeetingAdjourned() as adjourned:
            reason = f": {adjourned.reason}" if adjourned.reason else ""
            return stopped(f"The meeting was adjourned{_at(src, line)}{reason}")
        case e.MeetingResumed():
            return f"The meeting resumed{_at(src, line)}."
        case e.SeatFilled():
            return stopped(seat_filled(src, line))
        case e.PublicExcluded():
            return "The public was excluded for this item."
        case entry if isinstance(entry, e.ChoiceEntry):
            return choice_words(src, line)
    return ""


def seat_filled(src: Source, line: Stamped) -> str:
    """Who came to hold which seat, or was co-opted, as the beginning of a sentence."""
    entry = line.entry
    assert isinstance(entry, e.SeatFilled)
    member = src.after[line.seq].members[entry.seat.key if entry.seat else entry.member or ""]
    return seat_words(replace(entry, from_=src.clock.say(entry.from_)), member.seat or member.key)


def _at(src: Source, line: Stamped) -> str:
    time = src.time(line.at)
    return f" at {time}" if time else ""


def _urgent_words(entry: e.ItemAdded) -> str:
    """Why an item is taken that was not on the agenda: what section 100B(4)(b) of the Local Government Act 1972 asks minutes for.

    Opinion, urgency and special circumstances are the words of the Act, their order in the sentence is the program's.
    """
    return (
        "The Chair was of the opinion that the item should be considered at the meeting as a matter of urgency, by reason of "
        f"these special circumstances: {entry.urgent}"
    )
