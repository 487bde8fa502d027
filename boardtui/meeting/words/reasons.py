"""What stands beside a decision in words: the reasons for it, and who carries it out until when."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.meeting.state.state import Motion


def reasons_words(motion: Motion) -> Iterator[str]:
    """A sentence each, none where nothing of that was said; what is not carried has only been proposed with the motion."""
    decided = motion.status == "carried"
    if motion.reasons:
        begins = "\n" if "\n" in motion.reasons.strip() else " "  # a list that was typed begins a line
        yield f"{'Reasons for the decision' if decided else 'Reasons given with the motion'}:{begins}{motion.reasons}"
    by = f" by {motion.by_when}" if motion.by_when else ""
    if motion.delegated_to:
        done = "Carrying it out is delegated" if decided else "The motion proposed that carrying it out be delegated"
        yield f"{done} to {motion.delegated_to}{by}."
    elif by:
        yield f"To be done{by}." if decided else f"The motion proposed that it be done{by}."
