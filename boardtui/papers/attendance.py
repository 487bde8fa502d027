"""Who was there, from when until when, who sent apologies, who was in the chair, and what makes a quorum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Quorum
from boardtui.charter.words import counted, listed, quorum_words as quorum_asked
from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import acting_label, holder_name
from boardtui.meeting.state.state import Presence, Stamped, State, attendance_recorded
from boardtui.meeting.voting.ballot import deputies_vote, present_count
from boardtui.meeting.voting.proxy_votes import counts_as_present, proxies_allowed
from boardtui.meeting.voting.quorum import quorum
from boardtui.meeting.voting.rulings import ruled
from boardtui.meeting.words.reasons import NOT_RETURNED
from boardtui.papers.model import Attendee, Person
from boardtui.papers.source import Source


def present(src: Source) -> tuple[Attendee, ...]:
    """The members who were there at any time, and deputies who may vote, in the order of the seats."""
    chairs = _chairs(src)
    return tuple(_attendee(src, key, came, chairs) for key, came in arrivals(src).items() if _takes_part(src, came))


def attending(src: Source) -> tuple[Person, ...]:
    """Guests, and deputies who attend without a vote."""
    deputies = [
        Person(
            came[-1].deputy or "",
            f"deputy for {_with_seat(src, key)}, attending without a vote",
        )
        for key, came in arrivals(src).items()
        if not _takes_part(src, came)
    ]
    guests = [Person(line.entry.name, line.entry.role) for line in src.lines if isinstance(line.entry, e.GuestAttended)]
    return (*deputies, *guests)


def apologies(src: Source) -> tuple[Person, ...]:
    """Members who sent apologies and did not come themselves, with the deputy who came for them, else the one named."""
    came, sent = arrivals(src), _apologies_sent(src)
    return tuple(
        Person(holder_name(src.state, key), _away_with_deputy(src, key, came.get(key, ()), sent[key]))
        for key in src.state.members
        if key in sent and all(entry.deputy for entry in came.get(key, ()))
    )


def late(src: Source) -> tuple[str, ...]:
    """Members who sent apologies and came themselves all the same, by name."""
    came, sent = arrivals(src), _apologies_sent(src)
    return tuple(src.name(key) for key in came if key in sent and any(entry.deputy is None for entry in came[key]))


def represented(src: Source) -> tuple[Person, ...]:
    """Members without apologies for whom a deputy without a vote came; one who votes is listed among those present."""
    sent = _apologies_sent(src)
    return tuple(
        Person(holder_name(src.state, key), _away_with_deputy(src, key, came))
        for key, came in arrivals(src).items()
        if key not in sent and not _takes_part(src, came)
    )


def _apologies_sent(src: Source) -> dict[str, str | None]:
    """The members who sent apologies, each with the deputy named then, if any."""
    return {line.entry.member: line.entry.deputy for line in src.lines if isinstance(line.entry, e.ApologiesGiven)}


def absent(src: Source) -> tuple[Person, ...]:
    """Members of whom nothing was heard; known once the meeting is over."""
    if not src.closed or src.part == "confidential":
        return ()
    of_member = e.ApologiesGiven | e.ProxyGiven
    heard = {line.entry.member for line in src.lines if isinstance(line.entry, of_member)} | arrivals(src).keys()
    return tuple(
        Person(holder_name(src.state, key), _seat(src, key))
        for key, member in src.state.members.items()
        if key not in heard and not member.vacant
    )


def vacant(src: Source) -> tuple[str, ...]:
    """The seats that nobody holds."""
    return tuple(member.seat or key for key, member in src.state.members.items() if member.vacant)


def chair(src: Source) -> str:
    """Who was in the chair, in order."""
    return ", then ".join(dict.fromkeys(span.name for span in _chairs(src)))


class _Chaired(NamedTuple):
    """Who was in the chair (seat, the deputy if it was one, and the name), from and until when; empty: as long as the meeting."""

    seat: str
    deputy: str | None
    name: str
    start: str
    end: str = ""


def _chairs(src: Source) -> list[_Chaired]:
    """Everybody who was in the chair of the open meeting, in order, as far as this part tells."""
    spans: list[_Chaired] = []
    now: tuple[str, str | None] | None = None
    for line in src.lines:
        state = src.after.get(line.seq)
        if state is None or isinstance(line.entry, e.MeetingClosed):
            continue
        if src.part == "confidential" and not _is_in_private(state):
            continue
        there = state.present.get(state.chair or "")
        after = None if state.chair is None else (state.chair, there.deputy if there else None)
        if after == now:
            continue
        time = src.time(line.at) if src.before[line.seq].held else ""
        if time and isinstance(line.entry, e.PublicReadmitted):
            time += " at the latest"  # changed in private
        spans = [] if not src.before[line.seq].held else spans
        if spans and not spans[-1].end:
            spans[-1] = spans[-1]._replace(end=time)
        if after is not None:
            start = time if spans else ""
            spans.append(_Chaired(*after, acting_label(state, after[0]), start))
        now = after
    return spans


def _in_chair(spans: Sequence[_Chaired], seat: str, deputy: str | None) -> str:
    """That somebody was in the chair, with the times where others were in it too; empty for everybody else."""
    own = [span for span in spans if (span.seat, span.deputy) == (seat, deputy)]
    when = [
        f"{span.start} to {span.end}"
        if span.start and span.end
        else f"from {span.start}"
        if span.start
        else f"until {span.end}"
        for span in own
        if span.start or span.end
    ]
    return f"in the chair {listed(when, '')}".strip() if own else ""


def quorum_words(src: Source, *, opening: bool = True) -> str:
    """What makes a quorum and, with ``opening``, whether it was there when the meeting was opened."""
    opened = next((line for line in src.standing if isinstance(line.entry, e.MeetingOpened)), None)
    state = src.after[opened.seq] if opened else src.state
    there = quorum(state)
    if there.needed is None:
        return "not defined by the memorandum or by terms of reference"
    text, asked = counted(there.needed, "member"), state.charter.terms.quorum
    source = state.charter.terms.source_of("quorum") or "terms of reference"
    if ruled(state, "quorum") is not None:
        source = "by ruling of the Chair"
        asked = replace(asked, number=None, fraction=None, compare="at_least", of="filled") if asked else None
    if asked is not None and asked not in (Quorum(), Quorum(there.needed)):
        titles = {category.key: category.title for category in state.charter.categories}
        wanted = quorum_asked(asked, {**titles, **{key: src.name(key) for key in asked.seats}})
        text = wanted if asked.number == there.needed and asked.fraction is None else f"{text}: {wanted}"
    if opened is None or not opening:
        return f"{text} ({source})"
    since = _needed_since(src, opened)
    if not attendance_recorded(state):
        later = "; attendance was recorded after the opening" if attendance_recorded(src.state) else ""
        return f"{text} ({source}){later}{since}"
    if not there.met and proxies_unknown(src):  # a proxy given in private may have made it up
        return f"{text} ({source}){since}"
    met = "quorate" if there.met else "not quorate"
    sent, way = there.by_proxy, "and counted" if counts_as_present(state) else "and not counted"
    by = f", and {sent} by proxy {way}" if sent else ""
    in_person = there.present - (sent if counts_as_present(state) else 0)
    here = "present" if in_person == present_count(state).members else "counted"  # somebody remote may not count
    return f"{text} ({source}); {in_person} {here} at the opening{by}: {met}{since}"


def _needed_since(src: Source, opened: Stamped) -> str:
    """How many are needed from when on, where a seat that was filled or a ruling changed that after the opening."""
    text = ""
    for line in src.lines:
        if line.seq > opened.seq and isinstance(line.entry, e.SeatFilled | e.RulingMade):
            was, now = (quorum(state[line.seq]).needed for state in (src.before, src.after))
            if now is not None and now != was:
                time = src.time(line.at)
                text += f"; {counted(now, 'member')} needed {f'from {time}' if time else 'later'}"
    return text


def _partners_of(src: Source, key: str) -> str:
    """The partners that a member represents, by name."""
    member = src.state.members.get(key)
    return src.partners(member.partners) if member else ""


def arrivals(src: Source) -> dict[str, list[e.MemberArrived]]:
    """The arrivals of each member that this part knows; somebody seen there, or seen to leave, counts as arrived."""
    entries_by_key: dict[str, list[e.MemberArrived]] = {}
    if src.part == "confidential":
        for state in _in_private(src):
            for key, there in state.present.items():
                entries_by_key.setdefault(key, []).append(e.MemberArrived(key, there.mode, there.deputy))
        return {key: entries_by_key[key] for key in src.state.members if key in entries_by_key}
    for line in src.lines:
        if isinstance(line.entry, e.MemberArrived):
            entries_by_key.setdefault(line.entry.member, []).append(line.entry)
        elif isinstance(line.entry, e.MemberLeft):
            entries_by_key.setdefault(line.entry.member, [e.MemberArrived(line.entry.member)])
        deputies_told = isinstance(line.entry, e.PublicReadmitted) and line.entry.deputies is not None
        for key, there in src.after[line.seq].present.items():
            came, as_seen = entries_by_key.setdefault(key, []), e.MemberArrived(key, there.mode, there.deputy)
            # On its return the public finds others in the seat, too.
            if not came or (deputies_told and came[-1] != as_seen):
                came.append(as_seen)
    return {key: entries_by_key[key] for key in src.state.members if key in entries_by_key}


def ever_there(src: Source) -> frozenset[str]:
    """The members who were there at any time, in public or not, themselves or by a deputy, as far as this part may draw on."""
    came = {line.entry.member for line in src.standing if isinstance(line.entry, e.MemberArrived)}
    return frozenset(came.union(*(src.after[line.seq].present for line in src.standing)))


def was_in_private(src: Source) -> bool:
    """Whether the confidential part knows of anything while the public was excluded."""
    return bool(_in_private(src))


def proxies_in_private(src: Source) -> frozenset[int]:
    """The entries that gave the proxies for the whole meeting that stood while the public was excluded."""
    stood = (proxy for state in _in_private(src) for proxy in state.proxies)
    return frozenset(proxy.seq for proxy in stood if proxy.item is None)


def _in_private(src: Source) -> list[State]:
    """The states of the open meeting while the public was excluded; a confidential note taken before it is none."""
    states = (src.after.get(line.seq) for line in src.lines)
    return [state for state in states if state is not None and _is_in_private(state)]


def _is_in_private(state: State) -> bool:
    return state.held and state.excluded


def _takes_part(src: Source, came: list[e.MemberArrived]) -> bool:
    return deputies_vote(src.state) or any(entry.deputy is None for entry in came)


def _attendee(src: Source, key: str, came: list[e.MemberArrived], chairs: Sequence[_Chaired]) -> Attendee:
    own = [entry for entry in came if entry.deputy is None]
    last = (own or came)[-1]
    holder = holder_name(src.state, key)  # the seat stands beside it
    name = holder if last.deputy is None else f"{last.deputy} (deputy for {holder})"
    moves = _moves(src, key)
    several = len({move.deputy for move in moves if move.there}) > 1
    how = "; ".join(_in_turn(src, key, moves)) if several else ", ".join((*_remotely(last.mode), *_times(moves)))
    return Attendee(name, _seat(src, key), _partners_of(src, key), how, _in_chair(chairs, key, last.deputy))


def _remotely(mode: str) -> tuple[str, ...]:
    """How somebody was there, where it was not in person."""
    return ("remotely",) if mode == "remote" else ()


def _times(moves: Sequence[_Move]) -> Iterator[str]:
    """From when and until when, where that was not the whole meeting."""
    came = next((move for move in moves if move.there), None)
    if came is not None and came.at:
        yield f"from {came.at}{_latest(came)}"
    yield from _away(moves)
    if moves and not moves[-1].there and (moves[-1].at or moves[-1].not_returned):
        yield _until(moves[-1])


class _Move(Struct, frozen=True):
    """That a member, or a deputy in the seat, came or went; ``at`` is empty before the opening and where no time is told.

    ``seen``: on its return the public found them there, or gone, so that it was then at the latest.
    """

    there: bool
    at: str
    deputy: str | None = None
    mode: str = ""
    seen: bool = False
    not_returned: bool = False


def _moves(src: Source, key: str) -> list[_Move]:
    """Comings and goings of a seat as far as this part tells, in order."""
    moves: list[_Move] = []
    private = False
    for line in src.lines:
        entry, at = line.entry, src.time(line.at) if src.before[line.seq].held else ""
        if isinstance(entry, e.MemberArrived) and entry.member == key:
            moves.append(_Move(True, at, entry.deputy, entry.mode))
        elif isinstance(entry, e.MemberLeft) and entry.member == key:
            late = entry.reason == NOT_RETURNED or src.before[line.seq].phase == "adjourned"
            moves.append(_Move(False, at, not_returned=late))
        elif src.part == "confidential" and isinstance(entry, e.PublicExcluded):
            moves += _between(moves, src.before[line.seq].present.get(key), at if private else "")
            private = True
        elif src.part == "public" and isinstance(entry, e.PublicReadmitted) and entry.present is not None:
            was, there = src.before[line.seq].present.get(key), key in entry.present
            who = src.after[line.seq].present.get(key)
            same = was is not None and who is not None and (was.deputy, was.mode) == (who.deputy, who.mode)
            if at and not same and (there or was is not None):
                moves.append(_Move(there, at, who.deputy if who else None, who.mode if who else "", seen=True))
    return moves


def _between(moves: Sequence[_Move], there: Presence | None, at: str) -> Iterator[_Move]:
    """That somebody is there, or no longer, when the public goes: who came or left in public is told nowhere else here."""
    last = moves[-1] if moves else _Move(False, at)
    if there is not None:
        if (last.there, last.deputy) != (True, there.deputy):
            yield _Move(True, at, there.deputy, there.mode)
    elif last.there:
        yield _Move(False, at)


def _latest(move: _Move) -> str:
    return " at the latest" if move.seen else ""


def _until(move: _Move) -> str:
    return NOT_RETURNED if move.not_returned else f"until {move.at}{_latest(move)}"


def _in_turn(src: Source, key: str, moves: Sequence[_Move]) -> Iterator[str]:
    """Who took the seat one after another, each with the times."""
    for move, after in pairwise((*moves, None)):
        if move is None or not move.there:
            continue
        who = f"{move.deputy} (deputy)" if move.deputy else holder_name(src.state, key)
        began = f"from {move.at}{_latest(move)}" if move.at else ""
        ended = _until(after) if after is not None and after.at else ""
        yield ", ".join((who, *_remotely(move.mode), *filter(None, (began, ended))))


def _away(moves: Sequence[_Move]) -> Iterator[str]:
    """The times between a departure and the return."""
    for left, back in pairwise(moves):
        if left.there or not back.there or not left.at or not back.at:
            continue
        if left.seen and left.at == back.at:
            yield f"left in private, back at {back.at}"
        else:
            yield f"away {left.at}{_latest(left)} to {back.at}{_latest(back)}"


def _away_with_deputy(src: Source, key: str, came: Sequence[e.MemberArrived], named: str | None = None) -> str:
    """The seat of a member who is away, with who came as deputy, else who was ``named`` as one."""
    deputies = list(dict.fromkeys(entry.deputy for entry in came if entry.deputy))
    by = f"represented by {listed(deputies)} (deputy)" if deputies else f"deputy named: {named}" if named else ""
    return "; ".join(word for word in (_seat(src, key), by) if word)


def _with_seat(src: Source, key: str) -> str:
    seat = _seat(src, key)
    return f"{holder_name(src.state, key)} ({seat})" if seat else src.name(key)


def _seat(src: Source, key: str) -> str:
    """The seat, where it says more than the name does."""
    seat = src.state.members[key].seat
    return "" if seat == holder_name(src.state, key) else seat


def proxies_unknown(src: Source) -> bool:
    """Whether a proxy of which the public is not told may count towards the quorum."""
    return src.part == "public" and proxies_allowed(src.state) and bool(counts_as_present(src.state))
