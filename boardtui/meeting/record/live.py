"""What the public in the room knows of a running meeting: its record, and what everybody there sees with their own eyes."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from msgspec.structs import replace

from boardtui.meeting.fold.confidential import heard_in_public
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.state import PUBLIC_APART, Motion, State
from boardtui.meeting.state.unpublished import without_unpublished
from boardtui.meeting.voting.quorum import QuorumStatus, quorum, quorum_in_public

HOLDER = "somebody not named in public"


def quorum_heard(state: State) -> QuorumStatus:
    """The quorum by the true count; in public without figures that give away how many proxies were given in private."""
    return quorum_in_public(state) if heard_in_public(state) else quorum(state)


def _motion_heard(state: State, motion: Motion) -> Motion:
    """A motion with its true votes, without the name of who holds a proxy that was given in private."""
    who = motion.electorate
    secret = {proxy.member for proxy in state.proxies if proxy.confidential}
    if secret.isdisjoint(who.question.proxies):
        return motion
    holders = {key: HOLDER if key in secret else name for key, name in who.question.proxies.items()}
    return replace(motion, electorate=replace(who, question=replace(who.question, proxies=holders)))


class Live:
    """The states that screens show while the public is in the room; worked out anew only after an entry."""

    def __init__(self) -> None:
        self._states: WeakKeyDictionary[Stretch, tuple[int, State]] = WeakKeyDictionary()

    def state(self, stretch: Stretch) -> State:
        """The public record as it may be published now, with who is there and the true votes on what is open to the public."""
        count = len(stretch.lines)
        known = self._states.get(stretch)
        if known is None or known[0] != count:
            known = self._states[stretch] = (count, without_unpublished(_heard(stretch)))
        return known[1]


def _heard(stretch: Stretch) -> State:
    state = stretch.state
    if state.vocabulary >= PUBLIC_APART and not any(line.confidential for line in stretch.lines):
        return state
    now = record_of(stretch, "public").told
    motions = {
        key: _motion_heard(state, state.motions[key])
        if motion.status == "open" and key in state.motions and state.motions[key].status == "open"
        else motion
        for key, motion in now.motions.items()
    }
    return replace(now, motions=motions, present=state.present, chair=state.chair)
