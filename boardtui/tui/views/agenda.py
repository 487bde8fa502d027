"""Draws the agenda: what is done, what is open, what waits, with the time used and how late it runs."""

from __future__ import annotations

import datetime

from boardtui.meeting.fold.amending import decided_en_bloc
from boardtui.meeting.state.state import Item, State
from boardtui.tui.safe import Line, Span, Tone, cut, fit, fit_at_word, line, width_of, wrap
from boardtui.tui.views.timing import Expected, Local, expected, minutes_used
from boardtui.tui.widgets.rows import Row, going_on

SIGNS: dict[str, tuple[str, Tone]] = {
    "done": ("✓", "good"),
    "open": ("▶", "accent"),
    "deferred": ("–", "dim"),
    "waiting": (" ", ""),
}
STATUS = {"open": "open", "waiting": "to come", "done": "closed", "deferred": "deferred"}
_TIME = 14


def agenda_rows(state: State, now: datetime.datetime, local: Local, width: int, height: int = 0) -> list[Row]:
    """A row for each item; its key is the item's. Long titles go on in rows of their own where ``height`` has room."""
    plan = expected(state, now, local)
    numbers = max((len(item.agenda.number[:5]) for item in state.items.values()), default=1)
    room = max(8, width - 2 - numbers - 2 - _TIME)
    titles = _titles(state, room, height)
    rows = []
    decided = decided_en_bloc(state)
    for key, item in state.items.items():
        en_bloc = item.status == "waiting" and key in decided
        sign, tone = SIGNS["done"] if en_bloc else _sign_of(item)
        title, *more = titles[key]
        number = fit(item.agenda.number, numbers, right=True)
        over = en_bloc or item.status in ("done", "deferred")
        shown: Tone = "strong" if item.status == "open" else "dim" if over else ""
        text, late = ("en bloc", _late(0)) if en_bloc else _time(state, key, plan, now, local)
        time = (Span(fit(text, 9, right=True), "warn" if late.text.strip() and item.status != "waiting" else "dim"),)
        rows.append(
            Row(key, line(Span(sign, tone), " ", Span(number, shown), " ", Span(title, shown), " ", *time, late))
        )
        lead = " " * (numbers + 3)
        rows += [going_on(line(lead, Span(sentence.strip(), shown))) for sentence in more]
    return rows


def _titles(state: State, room: int, height: int) -> dict[str, list[str]]:
    """The titles in lines of that width; cut to one line each where all of them do not fit into the height."""
    titles = {
        key: ("confidential: " if item.agenda.confidential else "") + item.agenda.title
        for key, item in state.items.items()
    }
    wrapped = {key: ["".join(part.text for part in row) for row in wrap(title, room)] for key, title in titles.items()}
    fits = sum(len(rows) for rows in wrapped.values()) <= height
    return {key: [fit_at_word(row, room) for row in (wrapped[key] if fits else [titles[key]])] for key in titles}


def agenda_line(state: State, now: datetime.datetime, local: Local, width: int, item: str | None = None) -> Line:
    """The agenda in one line: the item that is open, or the one named; which of how many; time used; how late."""
    keys = list(state.items)
    plan = expected(state, now, local)
    total = Span(f"  {plan.end} min late", "warn") if plan.end > 0 else Span("")
    key = item or state.current
    if key is None or key not in state.items:
        decided = decided_en_bloc(state)
        left = sum(item.status == "waiting" and key not in decided for key, item in state.items.items())
        return cut(line(f"No item is open, {left} of {len(keys)} to come", total), width)
    found = state.items[key]
    en_bloc = found.status == "waiting" and key in decided_en_bloc(state)
    sign, tone = SIGNS["done"] if en_bloc else _sign_of(found)
    text, late = ("en bloc", _late(0)) if en_bloc else _time(state, key, plan, now, local)
    right = line(
        Span(f"  {text.strip()}", "dim"), late if found.status == "open" else Span(late.text.rstrip(), late.tone)
    )
    right = line(*right, total, Span(f"  {keys.index(key) + 1} of {len(keys)}", "dim"))
    secret = "confidential: " if found.agenda.confidential else ""
    title = fit_at_word(f"{found.agenda.number}  {secret}{found.agenda.title}", max(8, width - 2 - width_of(right)))
    return cut(line(Span(sign, tone), " ", Span(title, "strong" if key == state.current else ""), *right), width)


def _sign_of(item: Item) -> tuple[str, Tone]:
    """The sign of an item's status; a confidential item that waits has its own."""
    if item.agenda.confidential and item.status == "waiting":
        return "▒", "warn"
    return SIGNS[item.status]


def _time(state: State, key: str, plan: Expected, now: datetime.datetime, local: Local) -> tuple[str, Span]:
    """The time column: what was used of what was planned, or when it is to begin; and how late that is."""
    item = state.items[key]
    planned = item.agenda.minutes
    if item.status == "deferred":
        return "deferred", Span(" " * 5)
    if item.status == "waiting":
        late = plan.late.get(key, 0)
        return item.agenda.planned or (f"{planned}m" if planned else ""), _late(late)
    used = minutes_used(item, now, local, state.adjournments) or 0
    over = used - planned if planned else 0
    return (f"{used} of {planned}m" if planned else f"{used}m"), _late(over)


def _late(minutes: int) -> Span:
    return Span(fit(f" +{minutes}", 5), "warn") if minutes > 0 else Span(" " * 5)
