"""What stands beside a decision in words: the reasons for it, and who carries it out until when."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.meeting.state.state import Motion


def reasons_words(motion: Motion) -> Iterator[str]:
    """A sentence each; none where nothing of that was said."""
    if motion.reasons:
        yield f"Reasons for the decision: {motion.reasons}"
    by = f" by {motion.by_when}" if motion.by_when else ""
    if motion.delegated_to:
        yield f"Carrying it out is delegated to {motion.delegated_to}{by}."
    elif by:
        yield f"To be done{by}."
