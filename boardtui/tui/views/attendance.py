"""Draws the roll: every seat with who holds it and whether they are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from rich.cells import cell_len

from boardtui.meeting.state.labels import item_label, member_label, seat_numbers
from boardtui.meeting.state.state import Proxy, State
from boardtui.meeting.voting.ballot import present_count
from boardtui.meeting.voting.proxy_votes import held_by, holder_label, why_rests
from boardtui.meeting.voting.quorum import QuorumStatus
from boardtui.tui.safe import Line, Span, Tone, cut_apart, fit, line, wrap
from boardtui.tui.widgets.rows import Row

_A_NAME = 24  # letters of a name that are seen even in 80 columns
_A_DEPUTY = len("deputy ") + _A_NAME
There = Literal["present", "remote", "apologies", "left", "absent", "vacant"]
WORDS: dict[There, tuple[str, Tone]] = {
    "present": ("✓ present", "good"),
    "remote": ("✓ remote", "good"),
    "apologies": ("· apologies", ""),
    "left": ("‹ left", "warn"),
    "absent": ("· absent", "dim"),
    "vacant": ("  vacant", "dim"),
}
_DEPUTY: tuple[str, Tone] = ("✓ deputy", "good")  # the member is away, so nothing says that they are present


class Mark(NamedTuple):
    """How somebody is marked on a roll that is not yet recorded."""

    there: There
    deputy: str | None = None


def attendance_rows(state: State, width: int, marks: Mapping[str, Mark] | None = None) -> list[Row]:
    """A row for each seat, numbered as they are jumped to; ``marks`` stand in place of what is recorded."""
    numbers = seat_numbers(state)
    digits = len(str(len(numbers)))
    remarks = {key: _remarks(state, key, (marks or {}).get(key) or recorded(state, key)) for key in state.members}
    names = _Names(state)
    room, remark = _shared(width - digits - 2 - 13 - 2, names.widest, max(map(cell_len, remarks.values()), default=0))
    first = max(8, min(names.widest[0], max(_A_NAME, room * 2 // 5), room - 9))
    rows = []
    for key in state.members:
        mark = (marks or {}).get(key) or recorded(state, key)
        text, tone = _DEPUTY if mark.deputy and mark.there in ("present", "remote") else WORDS[mark.there]
        name: Tone = "" if mark.there in ("present", "remote") else "dim"
        lead = (Span(f"{numbers[key]} ", "key"), Span(fit(text, 13), tone))
        if remarks[key]:
            who = names.of(key, (first, room), name)
            rows.append(Row(key, line(*lead, *who, "  ", Span(fit(remarks[key], remark), "accent"))))
        else:
            rows.append(Row(key, line(*lead, *names.of(key, (first, room + 2 + remark), name))))
    return rows


def _shared(width: int, names: tuple[int, int], remarks: int) -> tuple[int, int]:
    """The room for names and for remarks: what they need where there is that much, else three parts to two."""
    needed = names[0] + (1 + names[1] if names[1] else 0)
    if needed + remarks <= width:
        return needed, remarks
    remark = min(remarks, max(min(_A_DEPUTY, width - _A_NAME), width * 2 // 5, width - needed))
    return max(8, width - remark), remark


def _remarks(state: State, key: str, mark: Mark) -> str:
    deputy = _who_left(state, key) if mark.there == "left" else mark.deputy
    notes = [f"deputy {deputy}{', remote' if mark.there == 'remote' else ''}"] if deputy else []
    if state.proxies:
        notes += _proxies(state, key)
    return " · ".join([*(["in the chair"] if key == state.chair else []), *notes])


def _who_left(state: State, key: str) -> str | None:
    """The deputy who was there for a member and left; None where it was the member."""
    came = (moved for moved in reversed(tuple(state.movements)) if moved.member == key and moved.what == "arrived")
    return next((moved.deputy for moved in came), None)


def _proxies(state: State, key: str) -> list[str]:
    """Who votes for a member who is away, and how many proxies a member holds."""
    notes = []
    for proxy in state.proxies:
        if proxy.member == key:
            where = f" on {item_label(state, proxy.item)}" if proxy.item is not None else ""
            notes.append(
                f"proxy{where}: {_holder(state, proxy)}"
                + (", suspended" if why_rests(state, proxy, proxy.item) else "")
            )
    number = len(held_by(state, key))
    return notes + ([f"holds {number} {'proxy' if number == 1 else 'proxies'}"] if number else [])


def _holder(state: State, proxy: Proxy) -> str:
    """Who holds a proxy, by the number of the seat too: a long name may be cut."""
    name = holder_label(state, proxy)
    if proxy.holder is None:
        return name
    return f"{list(state.members).index(proxy.holder) + 1:0{len(str(len(state.members)))}} {name}"


def recorded(state: State, key: str) -> Mark:
    """What the book says of a member."""
    if state.members[key].vacant:
        return Mark("vacant")
    presence = state.present.get(key)
    if presence is not None:
        return Mark("remote" if presence.mode == "remote" else "present", presence.deputy)
    if key in state.apologies:
        return Mark("apologies", state.apologies[key])
    # Whom the public saw come and does not find on its return has left, though it is not told when.
    was_here = any(moved.member == key and moved.what in ("arrived", "left") for moved in state.movements)
    return Mark("left" if was_here else "absent")


def seat_meant(typed: str, seats: int) -> str:
    """Why the digits typed name none of this many seats, a sentence; empty where they name one."""
    if len(typed) < len(str(seats)):
        return f"Seat number {typed}_ is incomplete; nothing recorded. Type the next digit, or press Esc."
    if 0 < int(typed) <= seats:
        return ""
    return f"There is no seat {typed}; the last one is {seats}. Nothing recorded. Type another number, or press Esc."


def attendance_sums(state: State) -> Line:
    """How many there are of each, each number behind its word and always in the same place."""
    deputies = present_count(state).deputies
    here = (recorded(state, key) for key in state.members)
    there = [mark for mark in here if not (deputies and mark.deputy and mark.there in ("present", "remote"))]
    count = {kind: sum(mark.there == kind for mark in there) for kind in WORDS}
    text = f"In person {count['present']:<2} · Remote {count['remote']:<2} · Apologies {count['apologies']:<2}"
    more = f" · Left {count['left']:<2} · Absent {count['absent']:<2}"
    vacant = f" · Vacant {count['vacant']}" if count["vacant"] else ""
    proxies = len({proxy.member for proxy in state.proxies})
    besides = [f"{how} {number}" for number, how in ((deputies, "Deputies"), (proxies, "Proxies")) if number]
    return line(Span(text + more + "".join(f" · {part}" for part in besides) + vacant, "strong"))


def attendance_head(state: State, there: QuorumStatus, lost_with: str) -> list[Line]:
    """Three lines: how many of each, the quorum, and what to do next."""
    guide = line(Span("Digits or / go to a member; then p l y r d v, or Enter to choose.", "dim"))
    if state.chair is None and state.present and state.phase != "closed":
        warning = Span("Nobody is in the chair. ", "warn")
        guide = line(Span("▶ ", "accent"), warning, Span("h", "key"), " names the chair.")
    return [attendance_sums(state), quorum_line(there, lost_with), guide]


def quorum_line(there: QuorumStatus, lost_with: str) -> Line:
    """The quorum in a sentence; ``lost_with``: the warning, just met. How many may leave comes first: the end may be cut."""
    if there.met is None:
        sent = f" {there.by_proxy} by proxy." if there.by_proxy else ""
        return line(Span(f"Quorum: not defined by the memorandum or by terms of reference.{sent}", "dim"))
    if there.met is False:
        return line(Span(f"● NOT QUORATE: {there.brief}.", "bad"))
    spare = there.spare or 0
    if spare == 0:
        return line(Span(f"Quorum {'just met' if there.just_met else 'met'}, {lost_with}: {there.brief}.", "warn"))
    text = "one more may" if spare == 1 else f"{spare} may"
    tone: Tone = "warn" if spare == 1 else "good"
    return line(Span(f"Quorum met, {text} leave before it is lost: {there.brief}.", tone))


def guest_lines(state: State, width: int) -> list[Line]:
    """Who attends without being a member."""
    if not state.guests:
        return []
    names = [
        ("confidential: " if guest.confidential else "") + guest.name + (f" ({guest.role})" if guest.role else "")
        for guest in state.guests
    ]
    return wrap(f"In attendance: {', '.join(names)}", width)


class _Names:
    """The names of all members and, where they say more, their seats, cut so that none reads like another."""

    def __init__(self, state: State) -> None:
        self._labels = {key: member_label(state, key) for key in state.members}
        beside = {key: member.seat for key, member in state.members.items()}
        self._seats = {key: seat for key, seat in beside.items() if seat and seat != self._labels[key]}
        self._cuts: dict[tuple[bool, int], dict[str, str]] = {}

    @property
    def widest(self) -> tuple[int, int]:
        """How wide the longest name is, and the longest seat beside one; 0 where names are all there is."""
        name, seat = (max(map(cell_len, texts.values()), default=0) for texts in (self._labels, self._seats))
        return name, seat

    def of(self, key: str, rooms: tuple[int, int], tone: Tone) -> Line:
        """The name and the seat beside it in two columns; ``rooms``: for the name then, and for both."""
        first, room = rooms
        if key not in self._seats:
            return line(Span(self._cut(key, room), tone))
        seat = self._cut(key, max(1, room - first - 1), seat=True)
        return line(Span(self._cut(key, first), tone), " ", Span(seat, "dim"))

    def _cut(self, key: str, width: int, *, seat: bool = False) -> str:
        texts = self._seats if seat else self._labels
        if (seat, width) not in self._cuts:
            self._cuts[seat, width] = cut_apart(tuple(texts.values()), width)
        return fit(self._cuts[seat, width][texts[key]], width)
