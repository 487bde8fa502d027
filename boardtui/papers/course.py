"""How the meeting ran: who came and went after the opening, who took the chair, in public or not, quorate or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from boardtui.charter.exclusion import ground_words
from boardtui.charter.words import inside_brackets, listed
from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import acting_label, for_whom
from boardtui.meeting.state.state import Stamped, State
from boardtui.meeting.voting.quorum import quorum
from boardtui.meeting.words.reasons import NOT_RETURNED
from boardtui.papers.attendance import proxies_unknown
from boardtui.papers.item_events import seat_filled
from boardtui.papers.model import Event
from boardtui.papers.source import Source

_DOORS = (e.PublicExcluded, e.PublicReadmitted)
_COUNTS = (e.MemberLeft, e.MemberArrived, e.ProxyGiven, e.ProxyRevoked)
_COUNTS_OTHERWISE = (e.ItemOpened, e.ItemClosed, e.ItemDeferred, e.InterestDeclared, e.RulingMade, e.SeatFilled)


def course(src: Source) -> tuple[Event, ...]:
    """The meeting itself: opened, chaired, adjourned, in public or not, quorate or not, closed."""
    breaks = _breaks(src)
    events = [
        Event(src.time(line.at), text, _on(src, line), _again(src, line))
        for line in _by_time(src)
        for text in _happened(src, line, breaks)
    ]
    last = next((line.entry for line in reversed(src.lines) if isinstance(line.entry, _DOORS)), None)
    if src.closed and src.part == "public" and isinstance(last, e.PublicExcluded):
        events.append(Event("", "The public was not readmitted; the rest of the meeting was held in private"))
    return tuple(events)


def movements(src: Source) -> tuple[Event, ...]:
    """Arrivals and departures after the opening, with the item under way."""
    return tuple(
        Event(src.time(line.at), _moved(src, line), _under_way(src, line))
        for line in _by_time(src)
        if isinstance(line.entry, e.MemberArrived | e.MemberLeft) and src.before[line.seq].held
    )


def _moved(src: Source, line: Stamped) -> str:
    entry = line.entry
    if isinstance(entry, e.MemberLeft):
        if entry.reason == NOT_RETURNED:
            return f"{src.acting(entry.member, line.seq)} {NOT_RETURNED}"
        return f"{src.acting(entry.member, line.seq)} left{f': {entry.reason}' if entry.reason else ''}"
    assert isinstance(entry, e.MemberArrived)
    who = for_whom(src.state, entry.member, entry.deputy)
    there = src.before[line.seq].present.get(entry.member)
    remotely = " remotely" if entry.mode == "remote" else ""
    if there is not None and there.deputy != entry.deputy:
        before = f"{there.deputy} (deputy)" if there.deputy else src.name(entry.member)
        return f"{who} took over{remotely} from {before}"
    if there is not None and there.mode != entry.mode:
        return f"{who} continued{remotely or ' in person'}"
    return f"{who} joined{remotely}"


_COURSE: dict[type, str] = {
    e.MeetingOpened: "The meeting opened",
    e.MeetingResumed: "The meeting resumed",
    e.MeetingClosed: "The meeting closed",
    e.PublicReadmitted: "The public was readmitted",
}


def _happened(src: Source, line: Stamped, breaks: Sequence[Stamped]) -> Iterator[str]:
    entry = line.entry
    if isinstance(entry, e.MeetingResumed):
        yield from _quorum_after_adjournment(src, line, breaks)
    if type(entry) in _COURSE:
        yield _COURSE[type(entry)]
        if isinstance(entry, e.PublicReadmitted):
            yield from _chair_found(src, line)
            yield from _quorum_found(src, line)
    elif isinstance(entry, e.ChairTaken):
        yield f"{src.acting(entry.member, line.seq)} took the chair{f': {entry.reason}' if entry.reason else ''}"
    elif isinstance(entry, e.MeetingAdjourned):
        yield f"The meeting was adjourned: {entry.reason}" if entry.reason else "The meeting was adjourned"
    elif isinstance(entry, e.PublicExcluded):
        yield _excluded(src, line.seq, entry)
    elif isinstance(entry, e.MeetingCalledOff):
        yield f"The meeting was called off: {entry.reason}"
    elif isinstance(entry, e.SeatFilled):
        yield seat_filled(src, line)
    if _tells_of_quorum(src, line):
        gone = _not_returned(breaks, line)
        yield from _quorum_changed(_without(src.before[line.seq], gone), _without(src.after[line.seq], gone))


def _tells_of_quorum(src: Source, line: Stamped) -> bool:
    """Whether an entry may change the quorum as far as this part knows who is there, and no proxy given in private counts."""
    if src.before[line.seq].phase != "open" or not src.record.sure(line.seq):
        return False
    if proxies_unknown(src):
        return isinstance(line.entry, _COUNTS) and not _was_private(src, line.seq)
    return isinstance(line.entry, (*_COUNTS, *_COUNTS_OTHERWISE))


def _was_private(src: Source, seq: int) -> bool:
    """Whether the public was excluded before that entry, so that a proxy may have been given meanwhile."""
    return any(line.seq < seq and isinstance(line.entry, e.PublicExcluded) for line in src.lines)


def _again(src: Source, line: Stamped) -> str:
    """That the public was excluded, without the words of the ground: the public part gives them with the private session."""
    entry = line.entry
    if src.part == "public" and isinstance(entry, e.PublicExcluded) and entry.ground is not None:
        return f"{_resolved(src, line.seq, entry)}: {entry.reason}"
    return ""


def _excluded(src: Source, seq: int, entry: e.PublicExcluded) -> str:
    """That the public was excluded, by whose resolution, for what, on which ground, and the reason given."""
    sentence = _resolved(src, seq, entry)
    ground = ground_words(src.state.charter.terms, entry.ground, entry.paragraphs)
    return f"{sentence}, {ground}. Reason given: {entry.reason}" if ground else f"{sentence}: {entry.reason}"


def _resolved(src: Source, seq: int, entry: e.PublicExcluded) -> str:
    """That the public was excluded, by whose resolution and for what."""
    resolved = entry.mover is not None or entry.ground is not None
    movers = [
        f"{deed} by {inside_brackets(src.acting(member, seq))}"
        for deed, member in (("moved", entry.mover), ("seconded", entry.seconder))
        if member is not None
    ]
    items = [src.item_words(key) for key in entry.items if key in src.state.items]
    sentence = "The public was excluded by resolution" if resolved else "The public was excluded"
    if items:
        sentence += f" for item{'s' if len(items) > 1 else ''} {listed(items)}"
    if movers:
        sentence += f" ({', '.join(movers)})"
    return sentence


def _chair_found(src: Source, line: Stamped) -> Iterator[str]:
    """Whom the public finds in the chair on its return, where it is somebody else than it left there."""
    was, state = src.before[line.seq].chair, src.after[line.seq]
    if src.part == "public" and state.chair is not None and state.chair != was:
        yield f"{acting_label(state, state.chair)} was in the chair by then"


def _quorum_found(src: Source, line: Stamped) -> Iterator[str]:
    """What the public finds on its return, where that is not as it left the meeting."""
    was, now = quorum(src.before[line.seq]), quorum(src.after[line.seq])
    if proxies_unknown(src) or was.met is now.met or now.met is None:
        return
    yield f"The meeting was {'quorate' if now.met else 'no longer quorate'} by then ({now.words})"


def _quorum_after_adjournment(src: Source, resumed: Stamped, breaks: Sequence[Stamped]) -> Iterator[str]:
    """Whether who came and went during an adjournment changed the quorum, which is told before the meeting resumes."""
    earlier = [line for line in breaks if line.seq < resumed.seq and isinstance(line.entry, e.MeetingAdjourned)]
    unknown = proxies_unknown(src) and _was_private(src, resumed.seq)
    if earlier and src.record.sure(resumed.seq) and not unknown:
        now = _without(src.after[resumed.seq], _not_returned(breaks, resumed))
        yield from _quorum_changed(src.before[earlier[-1].seq], now)


def _breaks(src: Source) -> list[Stamped]:
    """The adjournments, and the departures that were noticed only when the meeting resumed."""
    return [
        line
        for line in src.lines
        if isinstance(line.entry, e.MeetingAdjourned)
        or (isinstance(line.entry, e.MemberLeft) and line.entry.reason == NOT_RETURNED)
    ]


def _not_returned(breaks: Sequence[Stamped], since: Stamped) -> frozenset[str]:
    """The members there by an entry, of whom it was noticed only with it or later that they had not returned."""
    gone = set()
    for line in breaks:
        if line.seq >= since.seq:
            if not isinstance(line.entry, e.MemberLeft):
                break
            gone.add(line.entry.member)
    return frozenset(gone)


def _without(state: State, gone: frozenset[str]) -> State:
    """A meeting as it was without these members."""
    return replace(state, present={key: there for key, there in state.present.items() if key not in gone})


def _quorum_changed(before: State, after: State) -> Iterator[str]:
    was, now = quorum(before), quorum(after)
    if was.met and now.met is False:
        yield f"The meeting ceased to be quorate ({now.words})"
    elif was.met is False and now.met:
        yield f"The meeting became quorate ({now.words})"


def _by_time(src: Source) -> list[Stamped]:
    """In the order in which things were, which is not that of recording where a time was stated afterwards.

    What has no time at the meeting stays behind what was recorded before it.
    """
    keyed, moment = [], ""
    for line in src.lines:
        moment = line.at if src.time(line.at) else moment
        keyed.append((moment, line))
    return [line for _, line in sorted(keyed, key=lambda pair: pair[0])]


def _on(src: Source, line: Stamped) -> str:
    """The item on which something happened: the one that was open, or the one whose opening it was."""
    return src.item_words(line.entry.item) if isinstance(line.entry, e.ItemOpened) else _under_way(src, line)


def _under_way(src: Source, line: Stamped) -> str:
    """The item that was open then, as far as this part can tell: in private there may have been another."""
    earlier = [stamped for stamped in src.standing if stamped.seq < line.seq and stamped.at <= line.at]
    turns = [stamped.entry for stamped in earlier if isinstance(stamped.entry, e.PublicExcluded | e.ItemOpened)]
    if not turns or (src.part == "public" and isinstance(turns[-1], e.PublicExcluded)):
        return ""
    return src.item_words(src.after[earlier[-1].seq].current)
