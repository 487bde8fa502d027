"""The small checks that every entry goes through; each refuses with one sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container

from boardtui.charter.rule import Ratification
from boardtui.meeting.counting.outcome import OUTCOME, CameTo, count_outcome, decided_as
from boardtui.meeting.counting.tally import Tally
from boardtui.meeting.entries import ResultDeclared
from boardtui.meeting.state.labels import member_label
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
        raise Refused(f"There is already {'an' if what[0] in 'aei' else 'a'} {what} {key}; choose another key.")


def known(key: str | None, keys: Container[str], what: str) -> None:
    """Refuse a key that this meeting does not know."""
    if key not in keys:
        raise unknown(key, what)


def unknown(key: str | None, what: str) -> Refused:
    """The refusal of a key that this meeting does not know."""
    return Refused(f"There is no {what} {str(key)[:70]!r} in this meeting.")


def all_known(wanted: Collection[str], keys: Container[str], what: str, label: Callable[[str], str] = str) -> None:
    """Refuse the first key that is not among ``keys``, or else the first that is named twice; ``label`` names what has a key."""
    for key in wanted:
        if key not in keys:
            name = label(key)
            raise unknown(key, what) if name == key else Refused(f"{name} is no {what}.")
    once(wanted, what, label)


def once(wanted: Collection[str], what: str, label: Callable[[str], str] = str) -> None:
    """Refuse the first key that is named twice; ``label`` names what has a key."""
    if len(wanted) > 1 and len(set(wanted)) < len(wanted):
        twice = next(key for key, times in Counter(wanted).items() if times > 1)
        raise Refused(f"The {what} {label(twice)} is named twice.")


def whose(state: State, member: str | None, person: str, unnamed: str) -> None:
    """Refuse unless it is of a member whose seat is held, or else of another person; ``unnamed`` is said where of nobody."""
    if member is None:
        require(bool(person.strip()), unnamed)
        return
    known(member, state.members, "member")
    require(not state.members[member].vacant, f"The seat {member_label(state, member)} is vacant.")
    require(not person, "Name the member or another person, not both.")


def begun(state: State, what: str = "minute book") -> None:
    """Refuse what stands in the book, or in its register, before the body's first meeting begins it."""
    require(state.phase != "none", f"The {what} begins with the body's first meeting; convene it first.")


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
    motion = state.motions.get(key)
    if motion is None:
        raise unknown(key, "motion")
    if motion.status != "open":
        raise Refused(f"Motion {motion.number} {became(state, motion)} and is no longer open.")
    return motion


def came_to(state: State, motion: Motion) -> CameTo:
    """What came of a motion, as all that tells of it has it: a consensus is no vote, and what is only discussed neither."""
    if motion.status not in ("carried", "not_carried"):
        return motion.status
    rule = state.charter.rule(motion.rule)
    if rule is not None and rule.discusses:
        return "discussed"
    if motion.result is not None and for_some(state, motion, motion.result):
        return "for_some"
    return decided_as(motion.electorate.counting, motion.status)


def in_common(state: State, motion: Motion) -> Ratification | None:
    """What the rule says of committees that each decide for their own organisation; None for any other rule.

    Nor of an amendment: the words that are put to all of them are changed for all, or for none.
    """
    if motion.amends is not None:
        return None
    rule = state.charter.rule(motion.rule)
    ratification = rule.ratification if rule else None
    return ratification if ratification is not None and ratification.form == "in_common" else None


def holds_for_some(state: State, motion: Motion) -> bool:
    """Whether a motion that not every committee carries still holds, for the organisation of each that concurs."""
    ratification = in_common(state, motion)
    return ratification is not None and ratification.holds == "each"


def for_some(state: State, motion: Motion, result: ResultDeclared) -> bool:
    """Whether a result is that some committees in common concur and others do not, and it holds for those that do."""
    return result.outcome == "not_carried" and bool(result.for_) and holds_for_some(state, motion)


def count_words(state: State, motion: Motion, count: Tally) -> str:
    """What a count of the motion's votes gives, by its rule or another reading, in a word or two."""
    if count.outcome == "not_carried" and count.for_ and holds_for_some(state, motion):
        return OUTCOME["for_some"]
    return count_outcome(motion.electorate.counting, count.outcome)


def outcome_words(state: State, motion: Motion) -> str:
    """What came of a motion, in a word or two."""
    return OUTCOME[came_to(state, motion)]


def became(state: State, motion: Motion) -> str:
    """What became of a motion, behind its number."""
    other: dict[CameTo, str] = {"open": "has no result yet", "no_consensus": "found no consensus"}
    came = came_to(state, motion)
    return other.get(came) or f"was {OUTCOME[came]}"
