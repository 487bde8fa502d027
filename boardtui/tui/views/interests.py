"""Draws the interests declared, and what they do to the votes on the items they concern."""

from __future__ import annotations

from collections.abc import Sequence

from boardtui.charter.words import started
from boardtui.dates import day_as_written
from boardtui.meeting.entries import StandingInterest
from boardtui.meeting.fold.interest_register import (
    Unhandled,
    former_holder,
    is_declared,
    ran_out,
    registered_label,
    touched,
    unhandled,
)
from boardtui.meeting.state.labels import declared_label, item_label, member_label
from boardtui.meeting.state.state import Interest, State, open_motions
from boardtui.meeting.state.unpublished import UNPUBLISHED, carried_in_public, is_withheld
from boardtui.meeting.words.value_words import HANDLING, INTEREST
from boardtui.papers.interest_register import concerns
from boardtui.tui.safe import EMPTY, Line, Span, Tone, fit, fit_at_word, line, wrap
from boardtui.tui.views.effects import interest_effects, is_dealt_with, not_asked
from boardtui.tui.views.item import motion_heads
from boardtui.tui.widgets.rows import Row, heading

HIDDEN = "What is confidential is hidden while the public is here; * shows it."
_PUBLIC = (
    "It is in the public part of the minute book, and so in its public copy, although its holder does not agree to "
    "publication. x ends it, and no later meeting takes it over; r adds it anew, in confidence."
)
STANDING = "register "
"""What the key of a row begins with that shows an interest in the register."""


def public_without_consent(state: State) -> str:
    """That interests are public although their holders do not agree to it, in a sentence; empty where none is."""
    count = len(carried_in_public(state))
    if not count:
        return ""
    what = "1 interest is" if count == 1 else f"{count} interests are"
    return f"{what} public without consent to publication; the row says what to do."


def interest_rows(state: State, width: int, today: str, *, hides: bool = False) -> list[Row]:
    """What of the register is to be handled first, then a row for each declaration, then the rest of the register.

    The key of a declaration is the number of its entry. Where the list ``hides`` what is confidential it says so, whether
    there is any or not.
    """
    rows = _rows(state, width, today)
    return [Row("", line(Span(HIDDEN, "dim")), choosable=False), *rows] if hides and rows else rows


def _rows(state: State, width: int, today: str) -> list[Row]:
    todo = unhandled(state)
    first = [
        _standing_row(state, unhandled.interest, width, _waits_for(state, unhandled), "warn") for unhandled in todo
    ]
    waiting = {unhandled.interest.standing for unhandled in todo}
    rest = [
        _standing_row(state, standing_interest, width, *_how_it_stands(state, standing_interest, today))
        for standing_interest in state.standing.values()
        if standing_interest.standing not in waiting
    ]
    declared = _declared_rows(state, width)
    if not first and not rest:
        return declared
    rows = [heading("From the register, to be handled at this meeting"), *first] if first else []
    if declared:
        rows += [heading("Declared at this meeting"), *declared]
    return [*rows, heading("Register of interests"), *rest] if rest else rows


def standing_lines(state: State, standing_interest: StandingInterest, width: int, today: str) -> list[Line]:
    """An interest in the register in full; ``today`` is YYYY-MM-DD."""
    lines = [
        line(Span(row[0].text, "heading"))
        for row in wrap(f"{registered_label(state, standing_interest)}: {INTEREST[standing_interest.interest]}", width)
    ]
    lines += _who_may_know(state, standing_interest, width)
    if is_withheld(standing_interest):
        return [*lines, *wrap(f"{started(UNPUBLISHED)}.", width), *wrap("* shows it.", width, "dim")]
    lines += wrap(standing_interest.nature, width)
    named = standing_interest.topics or standing_interest.partners or standing_interest.words
    lines += wrap(f"It concerns {concerns(state, standing_interest)}." if named else "It is of a general kind.", width)
    ends = (("from", standing_interest.since), ("until", standing_interest.until))
    if days := " ".join(f"{word} {day_as_written(day)}" for word, day in ends if day):
        lines += wrap(f"It applies {days}.", width)
    if standing_interest.mitigation:
        lines += wrap(f"What is done about it: {standing_interest.mitigation}", width)
    if standing_interest.declared:
        lines += wrap(f"Declared on {day_as_written(standing_interest.declared)}.", width)
    if standing_interest.consent is not None:
        lines += wrap(f"Consent to publication {'given' if standing_interest.consent else 'not given'}.", width)
    text, tone = _how_it_stands(state, standing_interest, today)
    waits = next(
        (waiting for waiting in unhandled(state) if waiting.interest.standing == standing_interest.standing), None
    )
    if waits is not None and waits.former:
        holder = member_label(state, standing_interest.member or "")
        text = f"The seat is held by {holder} now. x ends it; where it holds for {holder}, r registers it anew."
        tone = "warn"
    elif waits is not None:
        text, tone = f"To be handled at this meeting: {_waits_for(state, waits)}. Enter does it.", "warn"
    lines += wrap(f"{text[:1].upper()}{text[1:]}", width, tone)
    for key in touched(state, standing_interest) if standing_interest.member in state.members else ():
        lines += _item_effects(state, standing_interest.member or "", key, width)
    return lines


def _who_may_know(state: State, standing_interest: StandingInterest, width: int) -> list[Line]:
    """That it is confidential, or public although it should not be."""
    if standing_interest.confidential:
        return [line(Span("CONFIDENTIAL", "bad"))]
    return wrap(_PUBLIC, width, "warn") if standing_interest in carried_in_public(state) else []


def _waits_for(state: State, unhandled: Unhandled) -> str:
    items = unhandled.items
    if unhandled.former:
        return "name not in the seat now"
    if not items:
        return "new since the last meeting"
    return f"touches {_items_words(state, items)}"


def _items_words(state: State, keys: Sequence[str]) -> str:
    """Items by their numbers: items 5, 7; empty where there is none."""
    numbers = ", ".join(item_label(state, key) for key in keys)
    return numbers and f"item{'s' if len(keys) > 1 else ''} {numbers}"


def _how_it_stands(state: State, standing_interest: StandingInterest, today: str) -> tuple[str, Tone]:
    """How it stands on the day of the meeting, or between meetings today: what was open then may have run out since."""
    met = state.starts[:10]
    if standing_interest.ended:
        return f"ended on {day_as_written(standing_interest.ended)}", "dim"
    if former_holder(state, standing_interest):
        return "name not in the seat now: end it", "warn"
    if standing_interest in carried_in_public(state):
        return "public without consent", "warn"
    if ran_out(standing_interest, met if state.is_running else max(met, today)):
        return f"ran out on {day_as_written(standing_interest.until or '')}: end it", "warn"
    told = standing_interest.reported or is_declared(state, standing_interest)
    return ("in the register", "") if told else ("for the next meeting", "warn")


def _standing_row(state: State, standing_interest: StandingInterest, width: int, words: str, tone: Tone) -> Row:
    size = min(34, max(24, width // 3))
    room = max(8, (width - size - 4) // 2)
    secret = Span("confidential ", "bad") if standing_interest.confidential else Span("")
    name = fit(registered_label(state, standing_interest), room - len(secret.text))
    nature = fit_at_word(standing_interest.nature, max(4, width - size - room - 4))
    return Row(
        f"{STANDING}{standing_interest.standing}",
        line(secret, Span(name), "  ", nature, "  ", Span(fit(words, size), tone)),
    )


def _declared_rows(state: State, width: int) -> list[Row]:
    handling = max(len(sentence) for sentence in HANDLING.values())
    items = 12
    room = max(8, width - handling - items - 4)
    rows = []
    for interest in state.interests:
        old = replaced(state, interest)
        tone: Tone = "dim" if old else "" if interest.handling == "noted" else "warn"
        text = "replaced" if old else HANDLING[interest.handling]
        about = _items_words(state, interest.items) or "in general"
        secret = Span("confidential ", "bad") if interest.confidential else Span("")
        name = fit(declared_label(state, interest), room - len(secret.text))
        parts = line(secret, Span(name), "  ", fit(about, items), "  ", Span(fit(text, handling), tone))
        rows.append(Row(str(interest.seq), parts))
    return rows


def interest_lines(state: State, interest: Interest, width: int) -> list[Line]:
    """One declaration in full, and what the interests on its items do to the votes."""
    head = f"{declared_label(state, interest)}: {HANDLING[interest.handling]}"
    lines = [line(Span(row[0].text, "heading")) for row in wrap(head, width)]
    if interest.confidential:
        lines.append(line(Span("CONFIDENTIAL", "bad")))
    if replaced(state, interest):
        lines += wrap("A later declaration on the same items replaces how this one is handled.", width, "warn")
    lines += wrap(f"{INTEREST[interest.interest]} interest: {interest.nature}", width)
    if interest.reason:
        lines += wrap(f"Reason: {interest.reason}", width)
    for key in interest.items:
        lines += _item_effects(state, interest.member, key, width)
    return lines


def _item_effects(state: State, member: str, key: str, width: int) -> list[Line]:
    """What the interests declared on one item do to the votes on it, motions that are open first; else what was decided."""
    agenda = state.items[key].agenda
    lines = [EMPTY, line(Span(wrap(f"{agenda.number} {agenda.title}", width)[0][0].text, "strong"))]
    dealt_with = is_dealt_with(state, key)
    for motion in state.motions.values() if dealt_with else open_motions(state):
        lines += motion_heads(state, motion, width) if motion.item == key else []
    if dealt_with:
        return lines
    if agenda.topic is not None and not_asked(state, member, key):
        lines += wrap(
            f"{member_label(state, member)} has no vote on this item in any case.",
            width,
        )
    texts = interest_effects(state, key)
    for text in texts:
        lines += wrap(text, width)
    return lines if texts else [*lines, *wrap("No rule counts votes on this item.", width, "dim")]


def replaced(state: State, interest: Interest) -> bool:
    """Whether later declarations of the same member cover every item of this one."""
    later = {
        key for one in state.interests if one.member == interest.member and one.seq > interest.seq for key in one.items
    }
    return bool(interest.items) and later.issuperset(interest.items)
