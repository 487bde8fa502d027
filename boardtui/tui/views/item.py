"""Draws an agenda item with all that belongs to it: paper and lead, time, interests, motions, notes, actions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from boardtui.charter.words import counted, started, subject_name
from boardtui.dates import date_words, day_as_written
from boardtui.meeting.counting.needed import needed_of
from boardtui.meeting.counting.outcome import OUTCOME, CameTo
from boardtui.meeting.fold.minuting import to_approve
from boardtui.meeting.fold.withholding import to_withhold, withheld_from
from boardtui.meeting.followup.actions import NAMES, agreed_before, register_words
from boardtui.meeting.followup.questions import told
from boardtui.meeting.state.check import came_to, holds_for_some
from boardtui.meeting.state.labels import acting_label, declared_label, member_label, mover_label, owner_label
from boardtui.meeting.state.state import Item, Motion, State, attendance_recorded, filled_seats
from boardtui.meeting.voting.ballot import (
    counting_of,
    need_of,
    present_count,
    rule_of,
    tally_of,
)
from boardtui.meeting.voting.proxy_votes import there_words
from boardtui.meeting.voting.totals import on_voices
from boardtui.meeting.words.awaiting_words import motion_follow_up
from boardtui.meeting.words.reasons import reasons_words
from boardtui.meeting.words.value_words import HANDLING, INTEREST, action_status
from boardtui.tui.safe import EMPTY, Line, Span, Tone, line, width_of, wrap
from boardtui.tui.status import dated, day
from boardtui.tui.views.timing import Local, clock_time, minutes_used

MOST = 100  # notes, and actions, of an item that are shown
_SIGN: dict[CameTo, tuple[str, Tone]] = {
    "open": ("", "accent"),
    "carried": ("✓ ", "good"),
    "agreed": ("✓ ", "good"),
    "discussed": ("✓ ", "good"),
    "for_some": ("✓ ", "warn"),
    "not_carried": ("× ", "bad"),
    "no_consensus": ("× ", "bad"),
}
_IN_WORDS: dict[CameTo, tuple[str, Tone]] = {"withdrawn": ("", "dim"), "accepted": ("✓ ", "good")}


def item_lines(
    state: State,
    item: str | None,
    width: int,
    local: Local,
    now: datetime.datetime,
    by_proxy: int = 0,
    *,
    keys: bool = True,
) -> list[Line]:
    """The item of that key; without one, the meeting as a whole, with how many take part ``by_proxy``.

    ``keys``: with the keys that do what is outstanding; a replay has none.
    """
    found = state.items.get(item or "")
    if found is None or item is None:
        return _meeting_lines(state, width, by_proxy, keys)
    return [
        *_head(state, found, width, local, now),
        *_section("Interests", _interests(state, item, width)),
        *_section("Paper withheld", _withheld(state, item, width, keys)),
        *_motions(state, item, width),
        *_section("Elections and choices", _choices(state, item, width)),
        *_section("Notes", _notes(state, item, width, local)),
        *_section("Actions", _actions(state, item, width)),
        *_section("Why it was deferred" if found.status == "deferred" else "Outcome", _outcome(found, width)),
    ]


def _withheld(state: State, item: str, width: int, keys: bool) -> list[Line]:
    """Who does not get the paper, and for whom it is still to be recorded."""
    without = ", ".join(member_label(state, key) for key in withheld_from(state, item))
    lines = wrap(f"From {without}.", width) if without else []
    proposed = ", ".join(member_label(state, key) for key in to_withhold(state, item))
    if proposed and state.phase == "convened":
        how = " i, then b, records it." if keys else ""
        lines += wrap(f"Not recorded yet, proposed from interests: {proposed}.{how}", width, "warn")
    return lines


def motion_head(state: State, motion: Motion) -> Line:
    """A motion in a line: its number, how it stands against what is needed, and the clause."""
    text, tone = _status(state, motion)
    secret = Span("confidential · ", "warn") if motion.confidential else Span("")
    head = line(Span(f"Motion {motion.number}", "heading"), "  ", secret, Span(text, tone))
    clause = rule_of(state, motion).clause
    return line(
        *head,
        f" · {_count(state, motion)}" if motion.status not in ("withdrawn", "accepted") else "",
        Span(f" · {clause}", "dim"),
    )


def _status(state: State, motion: Motion) -> tuple[str, Tone]:
    """What became of a motion, in the word of its rule."""
    came = came_to(state, motion)
    sign, tone = _SIGN.get(came) or _IN_WORDS[came]
    return f"{sign}{OUTCOME[came].upper() if came in _SIGN else OUTCOME[came]}", tone


def motion_heads(state: State, motion: Motion, width: int) -> list[Line]:
    """The same in a line, or in as many as it takes: what is needed, and out of how many, is whole in any window."""
    head = motion_head(state, motion)
    if width_of(head) <= width:
        return [head]
    at = next((index for index, part in enumerate(head) if part.text.startswith(" · ")), len(head))
    rest = (Span(head[at].text.replace(" · ", "  ", 1), head[at].tone), *head[at + 1 :]) if at < len(head) else ()
    if width_of(rest) <= width:
        return [head[:at], rest]
    return [head[:at], *wrap("".join(part.text for part in rest), width, "", "  ")]


def _count(state: State, motion: Motion) -> str:
    if on_voices(motion) is not None:
        return "on the voices"
    tally = motion.tally or tally_of(state, motion)
    if counting_of(state, motion).method == "consensus":
        if not tally.against and motion.status == "open":
            return "consensus"  # what was objected to so far is said below
        objections = counted(tally.against, "objection") if tally.against else "no objections"
        objections += f", {tally.abstain} stood aside" if tally.abstain else ""
        return objections if motion.status in ("carried", "not_carried") else f"consensus: {objections}"
    if tally.needed is None:  # on votes cast nothing is needed before there are any
        if not tally.for_ + tally.against:
            return "no votes yet" if motion.status == "open" else "no votes for or against"
        return f"{tally.for_} for, {tally.against} against"
    if holds_for_some(state, motion):
        return f"{tally.for_} of {tally.eligible} concur"
    unit, there = motion.electorate.noun, there_words(state, motion.key)
    needed = needed_of(counting_of(state, motion), unit, tally.base, tally.needed, there)
    casting = ", the Chair's casting vote" if motion.result is not None and motion.result.casting_vote else ""
    return f"{tally.for_} for, {tally.against} against{casting}, {needed}"


def _head(state: State, item: Item, width: int, local: Local, now: datetime.datetime) -> Iterable[Line]:
    agenda = item.agenda
    for row in wrap(f"{agenda.number}  {agenda.title}", width):
        yield line(Span(row[0].text, "heading"))
    if agenda.confidential:
        yield line(
            Span("CONFIDENTIAL", "bad"), Span(" item: what is recorded on it is withheld from the public", "dim")
        )
    about = " · ".join(part for part in (agenda.purpose, agenda.paper, agenda.lead) if part)
    if about:
        yield from wrap(about, width)
    topic = state.charter.topic_title(agenda.topic)
    if topic:
        yield from wrap(f"{started(subject_name(state.charter.topics))}: {topic}", width, "dim")
    put = {
        text for motion in state.motions.values() if motion.item == agenda.item for text in (motion.text, motion.put_as)
    }
    if agenda.recommendation and agenda.recommendation not in put:
        yield from wrap(f"Recommended: {agenda.recommendation}", width)
    if item.urgent:
        yield from wrap(f"Urgent, because {item.urgent}", width, "warn")
    yield from _time(state, item, local, now, width)


def _time(state: State, item: Item, local: Local, now: datetime.datetime, width: int) -> list[Line]:
    used, planned = minutes_used(item, now, local, state.adjournments), item.agenda.minutes
    times = [f"planned {item.agenda.planned}"] if item.agenda.planned else []
    times += [f"opened {clock_time(item.opened_at, local)}"] if item.opened_at else []
    times += [f"closed {clock_time(item.closed_at, local)}"] if item.closed_at and item.opened_at else []
    if item.status == "deferred":
        return [line(Span("deferred", "warn"), Span(f"  {' · '.join(times)}", "dim"))]
    if used is None:
        return [line(" · ".join([*times, *([f"{planned} min"] if planned else [])]) or Span("no time planned", "dim"))]
    over = used - planned if planned else 0
    spent = line(
        f"{used} of {planned} min" if planned else f"{used} min", Span(f"  {over} over" if over > 0 else "", "warn")
    )
    when = Span(f"  {' · '.join(times)}", "dim")
    return [(*spent, when)] if width_of((*spent, when)) <= width else [spent, line(when)]


def _section(title: str, lines: list[Line]) -> list[Line]:
    return [EMPTY, line(Span(title, "heading")), *lines] if lines else []


def _interests(state: State, item: str, width: int) -> list[Line]:
    last = {one.member: one for one in state.interests if item in one.items}
    lines: list[Line] = []
    for interest in last.values():
        handled: Tone = "" if interest.handling == "noted" else "warn"
        secret = Span("confidential ", "warn") if interest.confidential else Span("")
        how, who = Span(HANDLING[interest.handling], handled), declared_label(state, interest)
        head = line("  ", secret, who, ": ", how)
        if width_of(head) <= width:
            lines.append(head)
        else:  # whether somebody may vote is not cut away behind a long name
            lines += [*wrap(f"{secret.text}{who}:", width, "", "  "), *wrap(how.text, width, how.tone, "  ")]
        lines += wrap(f"{INTEREST[interest.interest]}: {interest.nature}", width, "dim", "    ")
    return lines


def _motions(state: State, item: str, width: int) -> list[Line]:
    lines: list[Line] = []
    for motion in state.motions.values():
        if item in motion.covers:
            on = state.items[motion.item].agenda
            lines += [
                EMPTY,
                *motion_heads(state, motion, width),
                *wrap(f"en bloc, put on item {on.number}", width, "dim", "  "),
            ]
        if motion.item != item:
            continue
        lines += [EMPTY, *motion_heads(state, motion, width), *wrap(motion.text, width, "", "  ")]
        lines += wrap(_amending(state, motion), width, "dim", "  ") if motion.amends or motion.put_as else []
        movers = [
            f"{word} {mover_label(state, motion, key)}"
            for word, key in (("moved", motion.mover), ("seconded", motion.seconder))
            if key
        ]
        if movers:
            lines += wrap(" · ".join(movers), width, "dim", "  ")
        for text in reasons_words(motion):
            lines += wrap(text, width, "dim", "  ")
        if motion.status == "open":
            lines += wrap(need_of(state, motion).words, width, "strong", "  ")
        elif motion.withdrawn_reason:
            lines += wrap(f"withdrawn: {motion.withdrawn_reason}", width, "dim", "  ")
        for text in motion_follow_up(state, motion):
            lines += wrap(text, width, "accent", "  ")
    return lines


def _choices(state: State, item: str, width: int) -> list[Line]:
    lines: list[Line] = []
    for choice in state.choices.values():
        if choice.item == item:
            came_out = {"declared": f"chosen: {choice.names(choice.chosen)}", "withdrawn": "withdrawn"}
            stands = came_out.get(choice.status, f"round {choice.round}" if choice.round else "no vote is needed")
            secret = "confidential: " if choice.confidential else ""
            lines += wrap(f"{secret}{choice.title}: {stands}", width, "", "  ")
    return lines


def _amending(state: State, motion: Motion) -> str:
    """Which motion it amends, or by which amendments it reads as it does."""
    amended = state.motions.get(motion.amends or "")
    if amended is not None:
        return f"amendment to motion {amended.number}"
    numbers = [state.motions[key].number for key in motion.amended_by if key in state.motions]
    return f"as amended by {', '.join(numbers)}" if numbers else "as amended"


def _notes(state: State, item: str, width: int, local: Local) -> list[Line]:
    notes = [note for note in state.notes if note.item == item]
    lines = _earlier(len(notes), "notes")
    for note in notes[-MOST:]:
        secret = "confidential: " if note.confidential else ""
        first, *rest = wrap(f"{secret}{told(state, note, date_words)}", width - 8)
        lines.append(line("  ", Span(clock_time(note.at, local), "dim"), " ", *first))
        lines += [line(" " * 8, *more) for more in rest]
    return lines


def _earlier(count: int, what: str) -> list[Line]:
    """That only the last are shown; all of them would keep the screen from answering."""
    return [line(Span(f"  {count - MOST} earlier {what} are in the minutes", "dim"))] if count > MOST else []


def _actions(state: State, item: str, width: int) -> list[Line]:
    actions = [action for action in state.actions.values() if action.item == item and action.meeting == state.meeting]
    lines = _earlier(len(actions), "actions")
    for action in actions[-MOST:]:
        secret = "confidential: " if action.confidential else ""
        by = "review by" if action.register == "support" else "by"
        due = f", {by} {day_as_written(action.due)}" if action.due else ""
        done = "" if action.status == "open" else f" ({action_status(action.status, action.register)})"
        name = f"{NAMES[action.register]}: " if action.register else ""
        owner = owner_label(state, action.owner)
        lines += wrap(f"{secret}{name}{register_words(state, action)} · {owner}{due}{done}", width, "", "  ")
    return lines


def _outcome(item: Item, width: int) -> list[Line]:
    secret = "confidential: " if item.outcome_confidential else ""
    return wrap(secret + item.outcome, width, "", "  ") if item.outcome else []


def _meeting_lines(state: State, width: int, by_proxy: int, keys: bool) -> list[Line]:
    """The meeting before its first item and between items."""
    if not state.meeting:
        return wrap("No meeting is open in this book.", width, "dim")
    lines = [line(Span(row[0].text, "heading")) for row in wrap(state.title, width)]
    lines += wrap(" · ".join(part for part in (day(state.starts), state.starts[11:16], state.place) if part), width)
    there, seats = present_count(state), filled_seats(state)
    chair = acting_label(state, state.chair) if state.chair else "nobody yet"
    sent = f", {by_proxy} by proxy" if by_proxy else ""
    known = attendance_recorded(state) or not state.is_running
    here = f"{there.members} of {seats} present{there.besides}{sent}" if known else "Attendance is not yet recorded"
    away = f" · away with apologies {len(state.apologies)}" if known or state.apologies else ""
    lines += [EMPTY, *wrap(f"{here}{away}", width)]
    lines += wrap(f"In the chair: {chair}", width)
    dealt = sum(item.status == "done" for item in state.items.values())
    lines.append(line(f"{dealt} of {len(state.items)} items closed"))
    waiting = [action for action in agreed_before(state, state.actions.values()) if action.status == "open"]
    if waiting:
        lines.append(line(f"{len(waiting)} {'action' if len(waiting) == 1 else 'actions'} open"))
    how = ": r approves them" if keys and state.phase != "closed" else ""
    for due in to_approve(state.minutes_due, state.starts):
        lines += wrap(f"Minutes of {dated(due.title, due.starts)} await approval{how}", width)
    for due in to_approve(state.approved_later, state.starts):
        lines += wrap(
            f"Minutes of {dated(due.title, due.starts)} awaited approval; a later meeting approved them", width
        )
    general = [note for note in state.notes if note.item is None]
    spans = [
        part for note in general[-MOST:] for part in _general(told(state, note, date_words), note.confidential, width)
    ]
    return lines + _section("Notes", [*_earlier(len(general), "notes"), *spans])


def _general(text: str, confidential: bool, width: int) -> list[Line]:
    return wrap(("confidential: " if confidential else "") + text, width, "", "  ")
