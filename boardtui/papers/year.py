"""A year of a body at a glance: who attended, what was decided, what became of the actions, and interests declared."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from boardtui.charter.words import counted, listed
from boardtui.meeting.counting.outcome import CameTo
from boardtui.meeting.state.check import came_to
from boardtui.meeting.state.holders import labels_over
from boardtui.meeting.words.value_words import ACTION
from boardtui.papers.action_log import Logged, logged
from boardtui.papers.attendance_record import DEPUTY, NOTHING, PRESENT, PROXY, TO_COME, attended, ways_in
from boardtui.papers.document import AnyBlock, Chart, Document, clean, facts, heading, own, para, table
from boardtui.papers.interests import Declaration, declarations
from boardtui.papers.opening import book_paper, in_order_held
from boardtui.papers.source import Source

OUTCOMES: tuple[tuple[CameTo, str], ...] = (
    ("carried", "Carried"),
    ("agreed", "Agreed by consensus"),
    ("for_some", "Carried for those that concur"),
    ("not_carried", "Not carried"),
    ("no_consensus", "No consensus"),
    ("discussed", "Discussed"),
    ("accepted", "Accepted by the mover"),
    ("withdrawn", "Withdrawn"),
    ("open", "Not decided"),
)
# not every body has rules under which a motion comes to that
_ONLY_WHERE_ANY = ("for_some", "agreed", "no_consensus", "discussed", "accepted")
ACTIONS = ("Open", "Overdue", *(ACTION[status].capitalize() for status in ("done", "dropped")))
MOST_BARS = 40  # of one chart, so that it fits on a page

Bar = tuple[str, tuple[int, ...]]
Ways = dict[str, tuple[str, ...]]


def year_paper(title: str, days: tuple[str, str], year: Sequence[Source], srcs: Sequence[Source]) -> Document:
    """The paper.

    Args:
        title: how the year is called: 2026 or 2026/27.
        days: its first and its last.
        year: the meetings held in it, in the order of the book; at least one.
        srcs: all meetings up to the last of the year, in the order of the book.
    """
    return book_paper(list(year), f"The year {title}", _blocks(days, year, srcs))


def _blocks(days: tuple[str, str], year: Sequence[Source], srcs: Sequence[Source]) -> Iterator[AnyBlock]:
    held = in_order_held(year)
    last = held[-1]
    labels = labels_over([src.state for src in held])
    declared = [
        (here.get(made.entry.member) or src.name(made.entry.member), _deputy(src, made))
        for src, here in zip(held, labels, strict=True)
        for made in declarations(src)
        if made.standing is not None
    ]
    by = _by_whom(set(declared))  # a seat that got another holder is two, as in their attendance
    decisions, actions = _decided(year), _actions(year, srcs)
    yield facts(
        "The year in figures",
        [
            ("Year", " to ".join(map(last.clock.say, days))),
            ("Motions", str(sum(decisions))),
            ("Actions", str(sum(actions))),
            ("Interests declared", f"{len(declared)}, by {by}" if declared else "none"),
        ],
    )
    if any(src.was_private for src in year):
        yield para(
            own("What was considered while the public was excluded, and who came or went then, is not counted here.")
        )
    yield heading(2, own("Attendance by meeting"))
    ways = _drawn_apart(year)
    texts = tuple(ways)
    meetings = [(src.clock.say(src.state.starts), _ways(_in_office(src), ways)) for src in held]
    yield from _pictured("Attendance by meeting", "Date", meetings, texts, "meeting", "In office")
    yield heading(2, own("Attendance of each member"))
    yield from _pictured(
        "Attendance of each member", "Member", _members(held, labels, ways), texts, "member", "Meetings"
    )
    yield heading(2, own("Decisions"))
    known = ((status, name, count) for (status, name), count in zip(OUTCOMES, decisions, strict=True))
    bars = [(name, (count,)) for status, name, count in known if count or status not in _ONLY_WHERE_ANY]
    yield from _pictured("Motions by what became of them", "Outcome", bars, ("motions",), "outcome")
    yield heading(2, own("Actions"))
    if any(actions):
        day = last.clock.say(last.state.starts)
        yield para(
            own("Actions agreed in the year, and those open from before. Overdue: not completed by the last meeting, "),
            own(day),
            own("."),
        )
    bars = [(name, (count,)) for name, count in zip(ACTIONS, actions, strict=True)]
    yield from _pictured("Actions by what became of them", "Status", bars, ("actions",), "status")


def _deputy(src: Source, made: Declaration) -> str:
    """The deputy who declared an interest in a member's place, by name; empty where the member did."""
    state, key = src.before.get(made.seq, src.state), made.entry.member
    there = (state if key in state.present else src.after.get(made.seq, src.state)).present.get(key)
    return (there.deputy or "") if there else ""


def _by_whom(declared: Collection[tuple[str, str]]) -> str:
    """How many declared: members, and apart from them deputies, whose interests are not those of the members."""
    members, deputies = (len({one for one in declared if bool(one[1]) is apart}) for apart in (False, True))
    said = [(members, counted(members, "member")), (deputies, counted(deputies, "deputy", "deputies"))]
    return listed([words for number, words in said if number], "")


def _pictured(
    title: str, head: str, bars: Sequence[Bar], series: tuple[str, ...], what: str, total: str = ""
) -> Iterator[AnyBlock]:
    """Bars as charts no longer than a page, then all of them as a table; ``total`` heads their sums.

    Where all are nothing there is nothing to draw, and one word says so.
    """
    if not any(sum(counts) for _, counts in bars):
        yield para(own("None."))
        return
    parts = -(-len(bars) // MOST_BARS)
    charts = [bars[len(bars) * part // parts : len(bars) * (part + 1) // parts] for part in range(parts)]
    for number, some in enumerate(charts, 1):
        named = title if len(charts) == 1 else f"{title}, part {number} of {len(charts)}"
        text = f"A bar for each {what}, of {', '.join(series)}. The table below has the same figures."
        yield Chart(named, text, series, tuple((clean(label), counts) for label, counts in some))
    heads = (head, *(name.capitalize() for name in series), *([total] if total else []))
    rows = [(label, *map(str, counts), *([str(sum(counts))] if total else [])) for label, counts in bars]
    yield table(title, heads, rows)


def _drawn_apart(year: Sequence[Source]) -> Ways:
    """The ways of attending by what they are called; a bar has four fills to tell its parts by without colour."""
    ways, together = ways_in(year), {}
    if TO_COME in ways:  # of a meeting that goes on
        ways[NOTHING] = f"{ways[NOTHING].removesuffix(' in public')} or {ways.pop(TO_COME)}"
        together[NOTHING] = (NOTHING, TO_COME)
    apart: Ways = {
        words: together.get(way, (way,))
        for way, words in ways.items()
        if PROXY not in ways or way not in (DEPUTY, PROXY)
    }
    if PROXY not in ways:
        return apart
    return {ways[PRESENT]: (PRESENT,), "deputy or proxy only": (DEPUTY, PROXY), **apart}


def _members(held: Sequence[Source], labels: Sequence[Mapping[str, str]], ways: Ways) -> list[Bar]:
    """Each member, under the name held then, with how often they attended in which way."""
    ways_by_name: dict[str, list[str]] = {}
    for src, here in zip(held, labels, strict=True):
        attendances = attended(src)
        for key, label in here.items():
            ways_by_name.setdefault(label, []).append(attendances[key])
    return [(name, _ways(all_, ways)) for name, all_ in ways_by_name.items()]


def _ways(all_: Sequence[str], ways: Ways) -> tuple[int, ...]:
    return tuple(sum(all_.count(way) for way in alike) for alike in ways.values())


def _in_office(src: Source) -> list[str]:
    """How those who hold a seat attended."""
    return [way for key, way in attended(src).items() if not src.state.members[key].vacant]


def _decided(year: Sequence[Source]) -> list[int]:
    """How many motions came to each of OUTCOMES, as far as they may be named."""
    counts = Counter(came_to(src.state, motion) for src in year for motion in src.state.motions.values())
    return [counts[status] for status, _ in OUTCOMES]


def _actions(year: Sequence[Source], srcs: Sequence[Source]) -> list[int]:
    """How many actions of the year came to each of ACTIONS; those completed or withdrawn before it are not of it."""
    before = [src for src in srcs if src not in year]
    over = {key for key, action in logged(before).items() if action.status != "open"}
    last_day = in_order_held(year)[-1].state.starts[:10]
    counts = Counter(_standing(action, last_day) for key, action in logged(srcs).items() if key not in over)
    return [counts[status] for status in ACTIONS]


def _standing(action: Logged, day: str) -> str:
    if action.status == "open":
        return "Overdue" if action.is_overdue(datetime.date.fromisoformat(day)) else "Open"
    return ACTION[action.status].capitalize()
