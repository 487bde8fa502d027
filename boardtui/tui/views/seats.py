"""Who votes and who does not: numbered seats in the order of the electorate, and everybody else with the reason."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from boardtui.charter.words import table_name
from boardtui.meeting.counting.electorate import Electorate, kept_from
from boardtui.meeting.counting.needed import idle
from boardtui.meeting.entries import Choice
from boardtui.meeting.state.check import in_common
from boardtui.meeting.state.labels import acting_label, seat_numbers, voter_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import voting_present, why_absent
from boardtui.meeting.voting.proxy_votes import resting
from boardtui.meeting.words.awaiting_words import organisation
from boardtui.meeting.words.safe_text import plain
from boardtui.tui.safe import (
    EMPTY,
    Line,
    Span,
    Tone,
    cut,
    cut_apart,
    cut_at_word,
    fit,
    going_on_at,
    line,
    span,
    width_of,
    wrap,
)

_WORDS: dict[Choice | None, tuple[str, Tone]] = {
    "for": ("for", "good"),
    "against": ("against", "bad"),
    "abstain": ("abstain", "accent"),
    "not_voting": ("no vote", "dim"),
    None: ("·", "dim"),
}
_IN_CONSENSUS: dict[Choice | None, tuple[str, Tone]] = {
    "for": ("agrees", "good"),
    "against": ("objects", "bad"),
    "abstain": ("aside", "accent"),
    "not_voting": ("no part", "dim"),
    None: ("·", "dim"),
}


def choice_words(*, consensus: bool) -> dict[Choice | None, tuple[str, Tone]]:
    """What each choice is called in a seat: of a vote, or of a ``consensus``, in which nobody votes."""
    return _IN_CONSENSUS if consensus else _WORDS


_BY_PROXY = "p: by proxy"
_NAMED = 34  # cells of a name among those aside under the grid, so that one leaves room for the others


class Seat(NamedTuple):
    """A voter's place in the grid. ``why`` says why it may not vote; ``by`` who carries a partner's vote.

    ``keyed`` is the choice that was keyed for it and is not recorded yet; ``proxy`` is who votes for an absent voter;
    ``consensus``: nobody votes, they agree, object or stand aside; ``cut`` is its name as it goes into the grid.
    """

    number: str
    key: str
    name: str
    choice: Choice | None = None
    why: str = ""
    by: tuple[str, ...] = ()
    short: str = ""
    keyed: Choice | None = None
    proxy: str = ""
    consensus: bool = False
    cut: str = ""

    def called(self, brief: bool) -> str:
        """Its name, the short one where the grid is ``brief``, and whether a proxy votes."""
        name = self.short or self.name if brief else self.name
        return f"p {name}" if self.proxy else name


class Head(NamedTuple):
    """What stands over the seats of one group: a name, which gives way where it is narrow, and what follows it."""

    name: str
    words: str


Cell = Seat | Head


class Group(NamedTuple):
    """Those aside who have the same reason; ``table`` is what that of the memorandum is called, which its reasons begin with."""

    title: str
    names: tuple[str, ...]
    why: str = ""
    table: str = ""


def seats_of(state: State, motion: Motion) -> list[Seat]:
    """Every voter with the number of its seat, which is that of the attendance; partners by who casts their votes, from 1 on."""
    who = motion.electorate
    keys = list(who.voters)
    if who.unit == "partner":
        first: dict[tuple[str, ...], int] = {}
        for index, key in enumerate(keys):
            first.setdefault(who.represents[key], index)
        keys.sort(key=lambda key: first[who.represents[key]])
    numbers = _numbers(state, who, keys)
    why, common = _reasons(state, motion), in_common(state, motion) is not None
    return [
        Seat(
            numbers[key],
            key,
            organisation(state, motion, key) if common else voter_label(state, motion, key),
            motion.votes.get(key),
            "" if key in who.may_vote else why.get(key) or who.why_not(key),
            _carriers(who, key),
            state.partners[key].short if who.unit == "partner" else "",
            None,
            who.by_proxy.get(key, ""),
            who.counting.method == "consensus",
        )
        for key in keys
    ]


def _numbers(state: State, who: Electorate, keys: list[str]) -> dict[str, str]:
    """What is typed for each voter: of a member the number of the seat, of partners their place in the grid."""
    own = seat_numbers(state)
    if who.unit == "member" and all(key in own for key in keys):
        return own
    return {key: f"{number:0{len(str(len(keys)))}d}" for number, key in enumerate(keys, 1)}


def carried_words(state: State, by: tuple[str, ...], count: int) -> tuple[str, str]:
    """Who carries several partners' votes, and that: Joint AO, carries 5 votes."""
    names = plain(", ".join(acting_label(state, key) for key in by))
    return names, f"{'casts' if len(by) == 1 else 'cast'} {count} votes"


def aside(state: State, motion: Motion) -> list[Group]:
    """Those voted for by proxy, then who does not vote: kept from it, absent, and not eligible, by the reason."""
    who = motion.electorate
    standing = who.standing if who.unit == "member" else who.partners
    special, kept = _reasons(state, motion), kept_from(who.counting)
    there, there_only = _there_at_the_result(state, motion), f"present, {idle(who.counting)}"
    numbers = (
        seat_numbers(state) if who.unit == "member" else {seat.key: seat.number for seat in seats_of(state, motion)}
    )
    labels_by_place: dict[tuple[str, str], list[str]] = {}
    for key, held in standing.items():
        if held.right == "may_vote":
            continue
        if key in special:
            place = ("takes no part", special[key])
        elif held.right == "not_eligible":
            place = ("not eligible", held.why.split(" for “")[0])
        elif held.right == "absent" and who.unit == "partner":
            place = ("absent", held.why)
        elif held.right == "absent" and key in there:
            place = (there_only, there[key])
        else:
            place = (kept, "interest declared") if held.right == "withdrawn" else (held.right, "")
        number = f"{numbers[key]} " if key in numbers else ""
        labels_by_place.setdefault(place, []).append(number + voter_label(state, motion, key))
    sent = tuple(f"{numbers[key]} {voter_label(state, motion, key)}: {who.by_proxy[key]}" for key in who.by_proxy)
    order = (kept, "takes no part", there_only, "absent", "not eligible")
    places = sorted(labels_by_place, key=lambda place: order.index(place[0]))
    by_proxy = [Group(_BY_PROXY, sent)] if sent else []
    table = table_name(state.charter.topics)
    return by_proxy + [Group(title, tuple(labels_by_place[title, why]), why, table) for title, why in places]


def widest(groups: list[Group]) -> int:
    """How many cells the longest name or heading of those aside takes in a column of their own; 0 where there are none."""
    heads = [cell_len(plain(f"{group.title} ({len(group.names)}): {group.why}")) for group in groups]
    return max([*heads, *(1 + cell_len(plain(name)) for group in groups for name in group.names)], default=0)


def aside_column(groups: list[Group], width: int, height: int) -> list[Line]:
    """Those aside in a column of their own, one a line; what does not fit is counted."""
    lines: list[Line] = []
    for group in groups:
        head = f"{group.title} ({len(group.names)})"
        lines += wrap(f"{head}: {group.why}" if group.why else head, width, "strong")
        lines += [line(span(" " + name, "dim")) for name in group.names]
    if len(lines) > height > 0:
        lines = [*lines[: height - 1], line(Span("… e lists everybody, with the reason", "dim"))]
    return [cut(line, width) for line in lines]


def aside_lines(groups: list[Group], width: int, most: int) -> list[Line]:
    """Those aside in a few lines under the grid: how many for each reason, and their names where there is room."""
    if not groups:
        return []
    texts: list[str] = []
    for title in dict.fromkeys(group.title for group in groups):
        alike = [group for group in groups if group.title == title]
        room = 2 * _NAMED if title == _BY_PROXY else _NAMED  # there two names stand beside one another
        names = [cut_at_word(name, room) for group in alike for name in group.names]
        # A reason that is the only one is that of them all.
        counts = [f" ({len(group.names)})" if len(alike) > 1 else "" for group in alike]
        whys = [
            f"{group.why.removeprefix(f'{group.table}: ')}{count}"
            for count, group in zip(counts, alike, strict=True)
            if group.why
        ]
        if title == "not eligible":
            texts.append(f"{title} {len(names)}: {', '.join(whys)}")
        else:
            texts.append(f"{title} {len(names)}{': ' + ', '.join(names) if len(names) <= 3 else ''}")
    lines = wrap(" · ".join(texts), width - 1, "dim", indent=" ", most=width)
    if len(lines) > most:
        lines = [*lines[: most - 1], going_on_at(lines[most - 1], width - 2, "e says why")]
    return lines[:most]


def cells_of(state: State, seats: list[Seat]) -> list[Cell]:
    """The seats that may vote, those of one who carries several under a heading."""
    cells: list[Cell] = []
    before: tuple[str, ...] = ()
    voting = [seat for seat in seats if not seat.why]
    for seat in voting:
        if seat.by and seat.by != before:
            count = sum(other.by == seat.by for other in voting)
            if count > 1:
                cells.append(Head(*carried_words(state, seat.by, count)))
            elif cells and isinstance(cells[-1], Seat) and sum(other.by == before for other in voting) > 1:
                cells.append(Head("", "each for one partner"))
        before = seat.by
        cells.append(seat)
    return cells


class Drawing(NamedTuple):
    """How the cells of a grid are drawn: the width of a row and of a cell, digits of a number, short names or not,
    and the digits typed so far.
    """

    room: int
    cell: int
    digits: int
    brief: bool
    pending: str

    @property
    def name(self) -> int:
        """The cells of a name: what the number, the mark and what was voted leave."""
        return max(1, self.cell - self.digits - 12)


def cut_for(cells: list[Cell], how: Drawing) -> list[Cell]:
    """The cells with the names of their seats as they fit into the grid, so that none reads like another."""
    names = {cell.key: cell.called(how.brief) for cell in cells if isinstance(cell, Seat)}
    cuts = cut_apart(tuple(names.values()), how.name)
    return [cell._replace(cut=cuts[names[cell.key]]) if isinstance(cell, Seat) else cell for cell in cells]


@lru_cache(maxsize=2048)
def row_of(cells: tuple[Cell, ...], here: tuple[bool, ...], how: Drawing, more: str) -> Line:
    """A row of the grid; ``here`` says which cells are highlighted, ``more`` marks that the grid goes on."""
    parts: list[Span] = []
    for cell, highlighted in zip(cells, here, strict=True):
        parts += _head(cell, how) if isinstance(cell, Head) else _seat(cell, highlighted, how)
    return (*parts, Span(" " * max(0, how.room - width_of(tuple(parts))) + more, "dim"))


def _head(head: Head, how: Drawing) -> list[Span]:
    name = cut_at_word(head.name, max(0, how.cell - len(head.words) - 3))
    return [Span(fit(f" {name} {head.words}", how.cell - 1) + " ", "heading")]


def _seat(seat: Seat, here: bool, how: Drawing) -> list[Span]:
    words = choice_words(consensus=seat.consensus)
    word, tone = words[seat.choice]
    if seat.keyed is not None:  # how it stands there before it is recorded: for…, in dim letters
        word, tone = f"{words[seat.keyed][0][:7]}…", "dim"
    number = seat.number
    lead = "▸" if here else " "
    name = fit(seat.cut, how.name)
    if here:
        return [Span(f"{lead}{number} {word:<8} {name}", "cursor"), Span(" ")]
    fits = bool(how.pending) and number.startswith(how.pending)
    return [Span(f"{lead}{number} ", "key" if fits else "dim"), Span(f"{word:<8} ", tone), Span(f"{name} ")]


def beside(left: list[Line], right: list[Line], room: int, height: int) -> list[Line]:
    """Two columns of lines side by side, the left one ``room`` cells wide."""
    return [
        _joined(left[y] if y < len(left) else EMPTY, right[y] if y < len(right) else EMPTY, room)
        for y in range(min(height, max(len(left), len(right))))
    ]


@lru_cache(maxsize=2048)
def _joined(left: Line, right: Line, room: int) -> Line:
    return line(*left, Span(" " * max(0, room - width_of(left)) + "│ ", "dim"), *right)


def _carriers(who: Electorate, key: str) -> tuple[str, ...]:
    return who.represents[key] if who.unit == "partner" else ()


def _there_at_the_result(state: State, motion: Motion) -> dict[str, str]:
    """The members in whose seat somebody was when the result was declared, and how; none while it is not."""
    there: dict[str, str] = {}
    for moved in state.movements if motion.status != "open" else ():
        if moved.at > motion.declared_at or moved.what == "chair":
            continue
        there.pop(moved.member, None)
        if moved.what == "arrived":
            there[moved.member] = "a deputy" if moved.deputy else "remotely" if moved.mode == "remote" else "in person"
    return there


def _reasons(state: State, motion: Motion) -> dict[str, str]:
    """Why members take no part in votes although they are in the room, or have given a proxy that rests."""
    if motion.electorate.unit != "member" or motion.status != "open":
        return {}
    voting = voting_present(state, motion.key)
    asked = set(motion.electorate.voters)
    why = {
        key: why_absent(state, motion.key, presence)
        for key, presence in state.present.items()
        if key not in voting and key in asked
    }
    if state.proxies:
        away = asked - motion.electorate.withdrawn
        why.update((key, text) for key, text in resting(state, motion.item, motion.key).items() if key in away)
    return why
