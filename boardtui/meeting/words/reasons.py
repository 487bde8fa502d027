"""What stands in words beside a decision: its reasons, and who carries it out until when; and beside a departure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boardtui.charter.words import stopped
from boardtui.dates import day_as_written
from boardtui.meeting.state.state import Motion

NOT_RETURNED = "did not return after the adjournment"
"""The reason of a departure that was noticed when the meeting resumed; it is told in place of "left"."""
_OWN_WORD = re.compile(r"(?:by|before|after|at|in|on|within|until|when|once|as|no later)\b", re.IGNORECASE)
"""With what "before the next meeting" begins, so that no "by" is put before it."""


def until_words(motion: Motion) -> str:
    """By when it is carried out: by 31 March 2027, or before the next meeting; empty where that is not said."""
    when = day_as_written(motion.by_when.strip())
    return when[:1].lower() + when[1:] if not when or _OWN_WORD.match(when) else f"by {when}"


def reasons_words(motion: Motion) -> Iterator[str]:
    """A sentence each, none where nothing of that was said; what is not carried has only been proposed with the motion."""
    decided = motion.status == "carried"
    if motion.reasons:
        several = "\n" in motion.reasons.strip()
        begins = "\n" if several else " "  # a list that was typed begins a line
        reasons = motion.reasons if several else stopped(motion.reasons)
        yield f"{'Reasons for the decision' if decided else 'Reasons given with the motion'}:{begins}{reasons}"
    by = f" {until_words(motion)}" if motion.by_when else ""
    if motion.delegated_to:
        done = "Carrying it out is delegated" if decided else "The motion proposed that carrying it out be delegated"
        yield f"{done} to {motion.delegated_to}{f', to be done{by}' if by else ''}."
    elif by:
        yield f"To be done{by}." if decided else f"The motion proposed that it be done{by}."
