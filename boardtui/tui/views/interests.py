"""Draws the interests declared, and what they do to the votes on the items they concern."""

from __future__ import annotations

from boardtui.meeting.state import Interest, State, item_label, member_label, open_motions
from boardtui.meeting.telling import HANDLING, INTEREST
from boardtui.tui.safe import EMPTY, Line, Span, Tone, fit, line, wrap
from boardtui.tui.views.effects import interest_effects, not_asked
from boardtui.tui.views.item import motion_heads
from boardtui.tui.widgets.rows import Row


def interest_rows(state: State, width: int) -> list[Row]:
    """A row for each declaration, the newest last; its key is the number of its entry."""
    handling = max(len(words) for words in HANDLING.values())
    items = 12
    room = max(8, width - handling - items - 4)
    rows = []
    for one in state.interests:
        old = replaced(state, one)
        tone: Tone = "dim" if old else "" if one.handling == "noted" else "warn"
        words = "replaced" if old else HANDLING[one.handling]
        about = ", ".join(item_label(state, key) for key in one.items) or "in general"
        secret = Span("confidential ", "bad") if one.confidential else Span("")
        name = fit(member_label(state, one.member), room - len(secret.text))
        parts = line(secret, Span(name), "  ", fit(f"item {about}", items), "  ", Span(fit(words, handling), tone))
        rows.append(Row(str(one.seq), parts))
    return rows


def interest_lines(state: State, interest: Interest, width: int) -> list[Line]:
    """One declaration in full, and what the interests on its items do to the votes."""
    head = f"{member_label(state, interest.member)}: {HANDLING[interest.handling]}"
    lines = [line(Span(row[0].text, "heading")) for row in wrap(head, width)]
    if interest.confidential:
        lines.append(line(Span("CONFIDENTIAL", "bad")))
    if replaced(state, interest):
        lines += wrap("A later declaration on the same items replaces how this one is handled.", width, "warn")
    lines += wrap(f"{INTEREST[interest.interest]} interest: {interest.nature}", width)
    if interest.reason:
        lines += wrap(f"Reason: {interest.reason}", width)
    for key in interest.items:
        lines += item_effects(state, interest.member, key, width)
    return lines


def item_effects(state: State, member: str, key: str, width: int) -> list[Line]:
    """What the interests declared on one item do to the votes on it, motions that are open first."""
    agenda = state.items[key].agenda
    lines = [EMPTY, line(Span(wrap(f"{agenda.number} {agenda.title}", width)[0][0].text, "strong"))]
    for motion in open_motions(state):
        lines += motion_heads(state, motion, width) if motion.item == key else []
    if agenda.topic is not None and not_asked(state, member, key):
        lines += wrap(f"Annex 1 does not ask {member_label(state, member)} on {agenda.topic} in any case.", width)
    words = interest_effects(state, key)
    for text in words:
        lines += wrap(text, width)
    return lines if words else [*lines, *wrap("No rule counts votes on this item.", width, "dim")]


def replaced(state: State, interest: Interest) -> bool:
    """Whether later declarations of the same member cover every item of this one."""
    later = {
        key for one in state.interests if one.member == interest.member and one.seq > interest.seq for key in one.items
    }
    return bool(interest.items) and later.issuperset(interest.items)
