"""The small checks that every entry goes through; each refuses with one sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container

from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, State

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def require(allowed: bool, reason: str, clause: str = "") -> None:
    """Refuse with this reason unless it is allowed."""
    if not allowed:
        raise Refused(reason, clause)


def fresh(key: str, taken: Container[str], what: str) -> None:
    """Refuse a key that is not a slug or is already in use."""
    if not _SLUG.fullmatch(key):
        raise Refused(f"The key {key[:70]!r} of the {what} must be small letters, digits and hyphens, at most 64.")
    if key in taken:
        raise Refused(f"There is already {'an' if what[0] in 'ai' else 'a'} {what} {key}; choose another key.")


def known(key: str | None, keys: Container[str], what: str) -> None:
    """Refuse a key that this meeting does not know."""
    if key not in keys:
        raise Refused(f"There is no {what} {str(key)[:70]!r} in this meeting.")


def all_known(wanted: Collection[str], keys: Container[str], what: str) -> None:
    """Refuse the first key that this meeting does not know, or else the first that is named twice."""
    for key in wanted:
        known(key, keys, what)
    if len(wanted) > 1 and len(set(wanted)) < len(wanted):
        twice = next(key for key, times in Counter(wanted).items() if times > 1)
        raise Refused(f"The {what} {twice} is named twice.")


def sitting(state: State) -> None:
    """Refuse unless the meeting is open and not adjourned."""
    if state.phase == "open":
        return
    reasons = {
        "none": "No meeting has been convened.",
        "convened": "The meeting has not been opened.",
        "adjourned": "The meeting is adjourned; resume it first.",
        "closed": "The meeting is closed.",
    }
    raise Refused(reasons[state.phase])


def under_way(state: State) -> None:
    """Refuse unless a meeting is convened, open or adjourned."""
    if state.phase == "none":
        raise Refused("No meeting has been convened.")
    if state.phase == "closed":
        raise Refused("The meeting is closed.")


def motion_open(state: State, key: str) -> Motion:
    """The motion of that key, which must still be undecided."""
    known(key, state.motions, "motion")
    motion = state.motions[key]
    if motion.status != "open":
        raise Refused(f"Motion {motion.number} {became(motion)} and is no longer open.")
    return motion


def found_no_consensus(motion: Motion) -> bool:
    """Whether consensus was sought on a motion and not reached, which is told as that and not as a vote not carried."""
    return motion.status == "not_carried" and motion.electorate.counting.method == "consensus"


def became(motion: Motion) -> str:
    """What became of a motion, behind its number."""
    if found_no_consensus(motion):
        return "found no consensus"
    return {
        "open": "has no result yet",
        "carried": "was carried",
        "not_carried": "was not carried",
        "withdrawn": "was withdrawn",
        "accepted": "was accepted",
    }[motion.status]
