"""Decisions that wait as lines: one a row in the list, and the tracker of one with a line for each partner asked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator

from boardtui.charter.words import bare, counted, started, stopped
from boardtui.dates import by_day
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.entries.parts import OpenDecision
from boardtui.meeting.followup.awaiting import (
    Wait,
    decisions,
    due_of,
    effect,
    figures_of,
    number_of,
    overdue,
    response_of,
    taken_day,
    unanswered,
    unanswered_notice,
    waits,
)
from boardtui.meeting.state.labels import body_title, partner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import (
    CONSULTATION,
    NO_LONGER,
    answer_of,
    answered_words,
    asked_words,
    effect_words,
    named,
    wait_words,
)
from boardtui.tui.safe import EMPTY, Line, Span, at_most, fit, fit_at_word, line, span, width_of, wrap
from boardtui.tui.views.days import day_words, due_words, is_over
from boardtui.tui.widgets.rows import Row

Local = Callable[[str], datetime.datetime]
EFFECT: dict[str, tuple[str, str]] = {
    "none": ("", ""),
    "waits": ("not in effect", "warn"),
    "in_effect": ("in effect", "good"),
    "not_in_effect": ("not in effect", "bad"),
    "in_part": ("for those that concur", "warn"),
    "lapsed": ("not pursued", "dim"),
}


_DAY = 16  # cells of a day, or of how long it is overdue


def in_order(states: Iterable[State], today: str) -> list[tuple[State, OpenDecision]]:
    """The decisions of these books that wait: the overdue first, then by the day that is due next, then as taken."""
    waiting = [(state, decision) for state in states for decision in decisions(state) if waits(decision)]
    return sorted(
        waiting, key=lambda pair: (not overdue(pair[1], today), _next_due(pair[1]) or "9999", taken_day(pair[1]))
    )


def settled(states: Iterable[State]) -> list[tuple[State, OpenDecision]]:
    """The decisions carried or carried over in this stretch of each book that wait for nothing."""
    settled = [(state, decision) for state in states for decision in decisions(state) if not waits(decision)]
    return by_day(settled, lambda pair: taken_day(pair[1]))


def _next_due(held: OpenDecision) -> str | None:
    """The next day by which something is due."""
    return min((wait.due for wait in waits(held) if wait.due), default=None)


def counts(states: Iterable[State], today: str) -> tuple[str, str]:
    """How many decisions wait for how many answers, and how many are overdue, in words; empty where none is."""
    open_decisions = [open_decision for _, open_decision in in_order(states, today)]
    if not open_decisions:
        return "", ""
    answers = sum(
        wait.kind in ("answer", "notice") for open_decision in open_decisions for wait in waits(open_decision)
    )
    late = sum(bool(overdue(open_decision, today)) for open_decision in open_decisions)
    text = f"{counted(len(open_decisions), 'decision')} wait{'s' if len(open_decisions) == 1 else ''}"
    text += f" for {counted(answers, 'answer')}" if answers else ""
    due = sum(open_decision.report == "due" for open_decision in open_decisions)
    text += f", {due} to be reported to a meeting" if due else ""
    return text, f", {late} overdue" if late else ""


def columns_head(width: int) -> Line:
    """The words above the columns."""
    what, answers, due, rest = columns(width)
    head = f"  {fit('decision', what)}  {fit('answers', answers)} {fit('due', due)} {fit('awaiting', rest)}"
    return line(Span(head, "dim"))


def columns(width: int) -> tuple[int, int, int, int]:
    """How wide the columns are: the decision, answers, due, what it waits for."""
    answers, due = 8, 16
    rest = max(16, (width - answers - due) // (4 if width >= 100 else 5))
    return max(16, width - answers - due - rest - 7), answers, due, rest


def decision_row(state: State, held: OpenDecision, today: datetime.date, width: int) -> Row:
    """A decision in one row."""
    what, answers, due, rest = columns(width)
    waiting = waits(held)
    mark = Span("▶ " if waiting else "✓ ", "strong" if waiting else "dim")
    hidden = Span("confidential ", "bad") if held.confidential else Span("")
    asked = len(held.asked.partners) if held.asked else 0
    texts = {partner for notice in held.notices if notice.due for partner in notice.partners}
    given = f"{asked - len(unanswered(held))} of {asked}" if asked else ""
    given = given or (f"{len(texts) - len(unanswered_notice(held))} of {len(texts)}" if texts else "")
    day = _next_due(held)
    late = is_over(day, today)
    when = due_words(day, today) if day else ""
    sentence = ", ".join(_short(state, wait) for wait in waiting) if waiting else EFFECT[effect(held)][0]
    middle: Line = (
        Span("  "),
        Span(fit(given, answers)),
        Span(" "),
        Span(fit(f"! {when}" if late else when, due), "bad" if late else ""),
    )
    if not (given or when):  # the words take the room of what does not apply
        what, middle = what + width_of(middle), ()
    short = held.way == "meeting"
    name = number_of(state, held, lambda day: day_words(day, today)) if short else named(state, held)
    text = fit_at_word(f"{name}  {held.text}", what - len(hidden.text))
    last = Span(fit_at_word(sentence, rest), "accent" if waiting else "dim")
    return Row(f"{state.book} {held.decision}", line(mark, hidden, text, *middle, " ", last))


def _short(state: State, wait: Wait) -> str:
    """A wait in as few words as a list has room for."""
    partner = state.partners.get(wait.who)
    return partner.short if partner and partner.short else wait_words(state, wait)


def standing_line(state: State, held: OpenDecision) -> str:
    """What it waits for and what came of it so far, in a sentence or two."""
    text = effect_words(state, held)
    more = [wait for wait in waits(held) if wait.kind not in ("answer", "point")]
    if more:
        text = f"{text} Waits for: {', '.join(wait_words(state, wait) for wait in more)}.".strip()
    if held.asked is not None and held.asked.form == "signature" and effect(held) == "in_effect":
        text = f"{text} Where it changes the memorandum: setup, page 8, i."
    return text or "Nothing outstanding."


def head_lines(
    state: State, held: OpenDecision, width: int, local: Local, today: datetime.date, counted_then: str = ""
) -> list[Line]:
    """What was decided, when, by what rule, with what figures; ``counted_then``: those that are not carried over with it."""
    hidden = (Span("  confidential", "bad"),) if held.confidential else ()
    name = named(state, held)
    title = line(Span(f"Motion {name}" if held.way == "meeting" else started(name), "heading"), *hidden)
    begun = "begun" if held.way == "agreement" else "taken there" if held.way == "received" else "taken"
    day = held.taken_on or (local(held.taken) if held.taken else "")
    in_title = held.way == "meeting" and held.meeting != state.meeting
    facts = [f"{begun} {day_words(day, today)}" if day and not in_title else ""]
    rule = state.charter.rule(held.rule)
    facts += [f"{held.clause} {rule.title}" if rule else held.clause]
    facts += [f"by {', '.join(held.by)}" if held.by else ""]
    issue = state.issues.get(held.issue or "")
    facts += [f"on the issue “{issue.title}”" if issue else ""]
    lines = [title, *at_most(wrap(held.text, width), 4)]
    lines += at_most(wrap(" · ".join(fact for fact in facts if fact), width, "dim"), 2)
    if held.reason:
        lines += at_most(wrap(f"Urgent because: {held.reason}" if held.way == "urgent" else held.reason, width), 2)
    figures = figures_of(state, held) or counted_then
    return [*lines, *(at_most(wrap(figures, width, "dim"), 2) if figures else [])]


def tracker_lines(state: State, held: OpenDecision, width: int, today: datetime.date) -> list[Line]:
    """A line for each partner asked, then the checklist, the bodies it was sent to, the consultation, and the report."""
    lines: list[Line] = []
    if held.asked is not None:
        lines += wrap(f"{asked_words(state, held)}{_clause(held.asked.clause)}.", width)
        lines += wrap(held.asked.reason, width, "dim") if held.asked.reason else []
        lines += [EMPTY, *_answers(state, held, width, today)]
    elif held.notices or held.responses:
        lines += [line(Span("Answers", "heading")), *_answers(state, held, width, today)]
    if held.checklist:
        lines += [EMPTY, line(Span("To be shown", "heading")), *_points(held, width, today)]
    if held.sent:
        lines += [EMPTY, line(Span("Sent to other bodies", "heading")), *_sent(state, held, width, today)]
    if held.from_book:
        sentence = f"Received from the {bare(body_title(state, held.from_book))}."
        sentence += f" Fingerprint of its minute book then: {held.from_hash}."
        lines += [EMPTY, *wrap(sentence, width)]
        answered = started(stopped(answered_words(held))) if held.answered else ""
        lines += [line(span(answered or "Not answered yet: a motion that answers it is put with v.", "strong"))]
    if held.consultation is not None:
        sentence = f"Statutory consultation: {CONSULTATION[held.consultation.status]}"
        lines += [EMPTY, *wrap(f"{sentence}{_brackets(held.consultation.reference)}.", width)]
    if held.report is not None:
        text = {"due": "to be reported to the next meeting", "not_ratified": "not ratified"}.get(
            held.report, held.report
        )
        lines += [EMPTY, *wrap(f"Reported: {text}{_brackets(held.reported)}.", width)]
    return lines or [line(Span("No partner has been asked to ratify or approve it.", "dim"))]


def _answers(state: State, held: OpenDecision, width: int, today: datetime.date) -> Iterator[Line]:
    notices_by_key = {partner: notice for notice in held.notices for partner in notice.partners}
    keys = dict.fromkeys(
        [
            *(held.asked.partners if held.asked else ()),
            *notices_by_key,
            *(response.partner for response in held.responses),
        ]
    )
    name = max(20, min(56, width - 72 if width >= 100 else width - 54))
    place = 16 if width >= 100 and held.asked and held.asked.places else 0
    where_head = f"{fit('where', place)} " if place else ""
    head = f"  {fit('partner', name)} {where_head}{fit('answer', 16)} {fit('day', _DAY)} reference"
    yield line(Span(head, "dim"))
    for partner in keys:
        where = held.asked.places.get(partner, "") if held.asked else ""
        label = partner_label(state, partner) if place or not where else f"{where}, {partner_label(state, partner)}"
        answer, due = response_of(held, partner), due_of(held, partner)
        if answer is None and held.lapsed:
            said, day, rest = Span(NO_LONGER, "dim"), "", ""
        elif answer is None:
            late = is_over(due, today)
            said = Span("· not yet" if not late else "! not yet", "bad" if late else "warn")
            day = due_words(due, today) if due else ""
            rest = f"notified {day_words(notices_by_key[partner].date, today)}" if partner in notices_by_key else ""
        else:
            good = answer.accepts
            said = Span(f"{'✓' if good else '✗'} {answer_of(held, good)}", "good" if good else "bad")
            day, rest = day_words(answer.date, today), ", ".join(w for w in (answer.signatory, answer.reference) if w)
        told_place = f"{fit(where, place)} " if place else ""
        yield line(
            "  ",
            fit_at_word(label, name),
            " ",
            told_place,
            Span(fit(said.text, 16), said.tone),
            " ",
            fit(day, _DAY),
            " ",
            span(rest, "dim"),
        )


def _points(held: OpenDecision, width: int, today: datetime.date) -> Iterator[Line]:
    for number, point in enumerate(held.checklist, 1):
        done = f"  {day_words(point.date, today)}, {point.reference}" if point.date else "  not yet"
        mark = Span("✓ ", "good") if point.date else Span("· ", "warn")
        yield line("  ", mark, f"{number} {point.text}", span(done, "dim" if point.date else "warn"))


def _sent(state: State, held: OpenDecision, width: int, today: datetime.date) -> Iterator[Line]:
    for sending in held.sent:
        if sending.outcome:
            yield line(
                "  ",
                f"{body_title(state, sending.body)}: ",
                Span(OUTCOME[sending.outcome], "bad" if sending.outcome in ("not_carried", "no_consensus") else "good"),
            )
            yield from wrap(sending.text, width, "dim", "    ")
        else:
            yield line("  ", f"{body_title(state, sending.body)}: ", Span("no answer yet", "warn"))


def _clause(clause: str) -> str:
    return f" ({clause})" if clause else ""


def _brackets(text: str) -> str:
    return f" ({text})" if text else ""
