"""The fold for those who see public entries only: nothing is judged or counted again, each entry is taken at its word.

What an entry says was judged when it was recorded, by all that was known then. Of that the public entries tell only a
part: somebody leaves whose arrival they do not have, or is voted for by more than they name. So the state is first
brought to what the entry takes for granted; then the entry means what it means in any other fold.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.counting.tally import voices_words
from boardtui.meeting.fold.fold import KINDS, accept
from boardtui.meeting.fold.motions import as_result, consented, decide, with_votes
from boardtui.meeting.state.check import motion_open
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Presence, Proxy, Stamped, State
from boardtui.meeting.voting.ballot import FIGURES, counting_of, declared_words, has_figures, recount, refresh


def believe(state: State, stamped: Stamped) -> State:
    """The state after a public entry, as far as public entries say; what makes no sense by them changes nothing."""
    kind = KINDS.get(type(stamped.entry))
    handler = (kind.believe if kind else None) or _AT_ITS_WORD.get(type(stamped.entry), accept)
    try:
        return handler(state, stamped)
    except Refused:
        return state


def _arrived(state: State, stamped: Stamped) -> State:
    """An arrival; one that is known already means that the member had left."""
    entry = stamped.entry
    assert isinstance(entry, e.MemberArrived)
    there = state.present.get(entry.member)
    if there is not None and (there.mode, there.deputy) == (entry.mode, entry.deputy):
        state = _without(state, entry.member)
    return accept(state, stamped)


def _left(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, e.MemberLeft)
    return accept(_with(state, entry.member, stamped.at), stamped)


def _apologised(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, e.ApologiesGiven)
    apologies = {key: deputy for key, deputy in state.apologies.items() if key != entry.member}
    return accept(replace(_without(state, entry.member), apologies=apologies), stamped)


def _in_chair(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, e.ChairTaken)
    return accept(replace(_with(state, entry.member, stamped.at), chair=None), stamped)


def _declared(state: State, stamped: Stamped) -> State:
    """A declaration; of the register it tells what is known of it."""
    entry = stamped.entry
    assert isinstance(entry, e.InterestDeclared)
    if entry.standing is not None and entry.standing not in state.standing:
        stamped = replace(stamped, entry=replace(entry, standing=None))
    return accept(state, stamped)


def _proxy(state: State, stamped: Stamped) -> State:
    """A proxy: its giver is away, its holder there, and an earlier one for the same matter is at an end."""
    entry = stamped.entry
    assert isinstance(entry, e.ProxyGiven)
    given = Proxy(stamped.seq, stamped.at, entry.member, entry.holder, entry.person, entry.item, entry.instruction)
    others = tuple(proxy for proxy in state.proxies if (proxy.member, proxy.item) != (entry.member, entry.item))
    state = _with(_without(state, entry.member), entry.holder, stamped.at)
    return refresh(replace(state, proxies=(*others, given)))


def _item_added(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, e.ItemAdded)
    if entry.after not in state.items:
        stamped = replace(stamped, entry=replace(entry, after=None))
    return accept(state, stamped)


def _item_closed(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, e.ItemClosed)
    item = state.items.get(entry.item)
    if item is not None and item.status != "open":
        state = replace(state, items={**state.items, entry.item: replace(item, status="open")}, current=entry.item)
    return _with_nothing_open(state, stamped)


def _readmitted(state: State, stamped: Stamped) -> State:
    """The public is back and sees who is there, and whether the item that it left at is still open, where the entry says it."""
    entry = stamped.entry
    assert isinstance(entry, e.PublicReadmitted)
    if entry.present is not None:
        for key in [*state.present, *entry.present]:
            state = _with(state, key, stamped.at) if key in entry.present else _without(state, key)
        state = _attending_so(state, entry)
        chair = state.chair if entry.chair is None else entry.chair
        state = replace(state, chair=chair if chair in entry.present else None)
    item = state.items.get(state.current or "")
    if item is not None and entry.open_item not in (None, state.current):
        # It was left in private. Another that is open is told once it is opened in public.
        left = replace(item, status="done", closed_at=stamped.at)
        state = replace(state, items={**state.items, item.agenda.item: left}, current=None)
    return accept(state, replace(stamped, entry=replace(entry, open_item=None, chair=None)))


def _attending_so(state: State, entry: e.PublicReadmitted) -> State:
    """Those present as the public sees them: in person or not, themselves or by a deputy."""
    if entry.deputies is None or entry.remote is None:
        return state
    present = {
        key: replace(there, mode="remote" if key in entry.remote else "in person", deputy=entry.deputies.get(key))
        for key, there in state.present.items()
    }
    return state if present == state.present else refresh(replace(state, present=present))


def _resumed(state: State, stamped: Stamped) -> State:
    return accept(replace(state, phase="adjourned"), stamped)


def _with_nothing_open(state: State, stamped: Stamped) -> State:
    """The end of an item or of the meeting; a motion of which no result is known stays as it is."""
    decided = {key: motion for key, motion in state.motions.items() if motion.status != "open"}
    return replace(accept(replace(state, motions=decided), stamped), motions=state.motions)


def _put(state: State, stamped: Stamped) -> State:
    """A motion; without what it rests on where that is not known to stand so."""
    entry = stamped.entry
    assert isinstance(entry, e.MotionPut)
    try:
        return accept(state, stamped)
    except Refused:
        alone = replace(entry, issue=None, amends=None, follows=None, answers=None, as_amended=None, covers=())
        after = accept(state, replace(stamped, entry=alone))
        covers = tuple(key for key in entry.covers if key in state.items)
        return after.with_motion(replace(after.motions[entry.motion], covers=covers))


def _voted(state: State, stamped: Stamped) -> State:
    """Votes; a member who votes is there."""
    entry = stamped.entry
    assert isinstance(entry, e.VotesRecorded)
    for key in entry.voters:
        motion = motion_open(state, entry.motion)
        if key not in motion.electorate.may_vote and motion.electorate.unit == "member":
            state = _with(state, key, stamped.at)
    motion = motion_open(state, entry.motion)
    return state.with_motion(with_votes(state, motion, entry))


def _consensus(state: State, stamped: Stamped) -> State:
    """Consensus reached or not; it has no figures of its own, so those are counted on who is known to be there."""
    entry = stamped.entry
    assert isinstance(entry, e.ConsensusDeclared)
    motion = motion_open(state, entry.motion)
    motion = consented(motion, entry, counting_of(state, motion))
    count = recount(state, motion)
    outcome: e.Outcome = "carried" if entry.reached else "not_carried"
    if count.outcome != outcome:
        count = replace(count, outcome=outcome, words="")
    return decide(state, stamped, motion, as_result(motion, count), count)


def _result(state: State, stamped: Stamped) -> State:
    """The result with its figures as they stand; nobody is named where the votes that are known are others."""
    entry = stamped.entry
    assert isinstance(entry, e.ResultDeclared)
    motion = motion_open(state, entry.motion)
    if motion.totals is not None and motion.totals.lapsed:  # by what the public knows of those who may vote
        totals = replace(motion.totals, lapsed=False)
        motion = replace(motion, totals=totals, lapsed_counts=motion.lapsed_counts[:-1])
    count = recount(state, motion)
    if entry.for_ is None:
        count = replace(count, outcome=entry.outcome, settled=True, words=voices_words(entry.outcome))
    elif not has_figures(count, entry):
        named = (count.for_, count.against, count.abstain) == (entry.for_, entry.against, entry.abstain)
        motion = replace(motion, votes_confidential=not named and motion.totals is None)
        figures = {name: getattr(entry, name) for name in FIGURES}
        text = declared_words(state, replace(motion, result=entry), whole=False)
        count = replace(count, outcome=entry.outcome, settled=True, words=text, **figures)
    return decide(state, stamped, motion, entry, count)


def _with(state: State, key: str | None, at: str) -> State:
    """The state in which that member is there."""
    if key is None or key not in state.members or key in state.present:
        return state
    return refresh(replace(state, present={**state.present, key: Presence("in person", None, at)}))


def _without(state: State, key: str) -> State:
    """The state in which nobody is there for that member."""
    if key not in state.present:
        return state
    present = {other: presence for other, presence in state.present.items() if other != key}
    return refresh(replace(state, present=present))


_AT_ITS_WORD: dict[type, Callable[[State, Stamped], State]] = {
    e.MemberArrived: _arrived,
    e.MemberLeft: _left,
    e.ApologiesGiven: _apologised,
    e.ChairTaken: _in_chair,
    e.InterestDeclared: _declared,
    e.ProxyGiven: _proxy,
    e.ItemAdded: _item_added,
    e.ItemClosed: _item_closed,
    e.ItemDeferred: _with_nothing_open,
    e.MeetingClosed: _with_nothing_open,
    e.MotionPut: _put,
    e.PublicReadmitted: _readmitted,
    e.MeetingResumed: _resumed,
    e.VotesRecorded: _voted,
    e.ConsensusDeclared: _consensus,
    e.ResultDeclared: _result,
}
