"""Decisions after they are taken, on paper: who was asked, who has answered, and whether they are in effect."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from boardtui.charter.words import bare, listed, started, stopped
from boardtui.dates import by_day
from boardtui.meeting import entries as e
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.entries.parts import OpenDecision
from boardtui.meeting.followup.awaiting import (
    decision,
    decisions,
    due_of,
    effect,
    figures_of,
    response_of,
    taken_before,
    taken_day,
    waits,
)
from boardtui.meeting.state.labels import partner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import (
    CONSULTATION,
    DECLINED,
    DONE,
    NO_LONGER,
    NOT_DONE,
    answered_words,
    answering,
    asked_words,
    effect_words,
    subject_to,
    wait_words,
)
from boardtui.meeting.words.clauses import clause_words
from boardtui.papers.document import (
    AnyBlock,
    Document,
    Signature,
    bullets,
    facts,
    heading,
    own,
    section,
    table,
    text,
    without_empty,
)
from boardtui.papers.model import Event, Issue
from boardtui.papers.opening import between_paper, meeting_paper
from boardtui.papers.prose import quote
from boardtui.papers.source import Source

TAKEN = {
    "meeting": "Decision of an earlier meeting",
    "urgent": "Urgent decision",
    "written": "Decision in writing",
    "agreement": "Written agreement",
    "received": "Decision received",
}


def shown(src: Source, held: OpenDecision) -> bool:
    """Whether a decision belongs to this part of the record."""
    return src.part == "public" or held.confidential


def trackers(src: Source, *, today: datetime.date, signed: bool, later: Sequence[Source] = ()) -> dict[str, Document]:
    """A paper for each decision that waits or waited for others, what came after the meeting included.

    Args:
        src: the meeting whose decisions are told.
        today: the day of the paper.
        signed: the sign-off register of those that are signed; otherwise the ratification tracker of all others.
        later: the meetings behind it in the book, which say what became of a decision since.
    """
    as_at = src.clock.say(today.isoformat())
    documents_by_key: dict[str, Document] = {}
    for found in by_day(decisions(src.record.now), taken_day):
        state = last_that_knows(src, found.decision, later)
        held = decision(state, found.decision) or found
        if held.asked is not None and shown(src, held) and (held.asked.form == "signature") == signed:
            documents_by_key[held.decision] = _paper(src, state, held, as_at)
    return documents_by_key


def last_that_knows(src: Source, key: str | None, later: Sequence[Source]) -> State:
    """The state of the last meeting that knew of a decision: of the ``later`` ones, else of that which took it."""
    knows = [source.record.now for source in later if key in source.record.now.decisions]
    return knows[-1] if knows else src.record.now


def why_words(held: OpenDecision) -> str:
    """Why a decision was taken without a meeting, as the form asked it; empty where no reason was given."""
    return (
        f"{'Why in writing' if held.way == 'written' else 'Why between meetings'}: {held.reason}" if held.reason else ""
    )


def _paper(src: Source, state: State, held: OpenDecision, as_at: str) -> Document:
    assert held.asked is not None
    what = "Sign-off register" if held.asked.form == "signature" else "Ratification tracker"
    about = f"{called(src, held)} ({clause_words(held.clause)})" if held.clause else called(src, held)
    blocks, more = _blocks(src, state, held), [("As at", as_at)]
    elsewhere = (
        held.way == "meeting" and held.decision not in src.state.motions
    )  # its number is that of another meeting
    if elsewhere or held.way in ("urgent", "written", "agreement"):
        return between_paper(
            src, what, blocks, about=about, day=held.taken_on or src.clock.iso_day(held.taken), more=more
        )
    return meeting_paper(src, what, blocks, about=about, more=more)


def _blocks(src: Source, state: State, held: OpenDecision) -> Iterator[AnyBlock]:
    asked = held.asked
    assert asked is not None
    yield quote(held.text)
    rows = [
        ("Type", "" if held.way == "meeting" else TAKEN[held.way]),
        ("Taken at", _taken_at(src, held)),
        (
            "Begun on" if held.way == "agreement" else "Taken on",
            "" if held.way == "meeting" else _day(src, held),
        ),
        ("Figures", _figures(src, held)),
        ("What it needs", asked_words(state, held)),
        ("Clause", asked.clause),
        ("Takes effect", "only when all have agreed" if asked.holds == "all" else "for each that agrees"),
        ("Remark", asked.reason),
    ]
    yield facts("The decision", rows)
    yield text(effect_words(state, held, src.clock.say), "result")
    yield heading(2, own("Signatures" if asked.form == "signature" else "Answers"))
    yield without_empty(table(*_answers(src, state, held)))
    points = [
        f"{point.text}: {f'{src.clock.say(point.date)}, {point.reference}' if point.date else 'outstanding'}"
        for point in held.checklist
    ]
    yield from section("To be shown", [bullets(points)] if points else [])
    if asked.form == "signature" and any(response_of(held, key) is None for key in asked.partners):
        yield heading(2, own("Counterpart"))
        yield Signature(("Partner", "Name and office", "Signature", "Date"))


def _answers(src: Source, state: State, held: OpenDecision) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    asked = held.asked
    assert asked is not None
    rows: list[tuple[str, ...]] = []
    for number, partner in enumerate(asked.partners, 1):
        answer, due = response_of(held, partner), due_of(held, partner)
        if answer is None and held.lapsed:
            words = (NO_LONGER, "")
        elif answer is None:
            words = ("not yet", f"due {src.clock.say(due)}" if due else "")
        else:
            words = ((DONE if answer.accepts else NOT_DONE)[asked.form], src.clock.say(answer.date))
        rows.append(
            (
                str(number),
                partner_label(state, partner),
                asked.places.get(partner, ""),
                ", ".join(filter(None, words)),
                answer.signatory if answer else "",
                answer.reference if answer else "",
            )
        )
    heads = ("No.", "Partner", "Body", "Answer", "Signed by", "Reference")
    return "Signatures" if asked.form == "signature" else "Answers", heads, rows


def called(src: Source, held: OpenDecision) -> str:
    """A decision as a paper names it; a motion of another meeting, which may have the same number, with its day."""
    if not held.number or held.way == "received":
        return TAKEN[held.way]
    day = "" if held.meeting == src.state.meeting else _day(src, held)
    return f"Motion {held.number}{f' of {day}' if day else ''}"


def _taken_at(src: Source, held: OpenDecision, day: str = "") -> str:
    """The meeting that took a decision, by its title and day; by its key where nobody knows more of it."""
    if held.meeting == src.state.meeting and not held.from_book:
        title, starts = src.state.title or src.body, src.state.starts
    else:
        named = src.numbering.meetings.get((held.from_book or src.state.book, held.meeting))
        title, starts = named or (held.meeting, day)
    return ", ".join(word for word in (title or held.meeting, src.clock.say(starts)) if word)


def earlier(src: Source) -> tuple[Issue, ...]:
    """What the minutes tell of decisions that were carried over, taken between meetings or received."""
    issues = []
    for open_decision in by_day(src.held.state.decisions.values(), taken_day):
        key = open_decision.decision
        lines = [line for line in src.lines if getattr(line.entry, "motion", None) == key]
        before = taken_before(src.state, open_decision) and not src.came_later(open_decision)
        if shown(src, open_decision) and (lines or before):
            events = [
                Event(src.time_of(line), step_word) for line in lines for step_word in step_words(src, line.entry)
            ]
            issues.append(
                Issue(
                    title=f"{called(src, open_decision)}: {open_decision.text}",
                    about=tuple(_about(src, open_decision)),
                    steps=tuple(events),
                    standing=standing(src.held.state, open_decision),
                )
            )
    return tuple(issues)


def _day(src: Source, held: OpenDecision) -> str:
    """The day on which a decision was taken, in words, whenever it was entered."""
    return src.clock.say(held.taken_on) if held.taken_on else src.clock.day(held.taken) if held.taken else ""


def _figures(src: Source, held: OpenDecision) -> str:
    """The count of a decision, as this part may know it; none of a consensus of which it does not know who took part."""
    declared = (
        line
        for line in src.record.lines
        if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared) and line.entry.motion == held.decision
    )
    line = next(declared, None)
    if line is None or held.decision not in src.record.now.motions:
        return held.figures
    if src.record.sure_of(line):
        return figures_of(src.record.now, held)
    return "" if isinstance(line.entry, e.ConsensusDeclared) else held.figures


def _about(src: Source, held: OpenDecision) -> Iterator[str]:
    day = _day(src, held)
    if held.way == "meeting":
        yield f"Taken at the meeting {_taken_at(src, held, day)}."
    elif held.way == "received":
        yield f"Received from the {bare(src.other_body(held.from_book))} (fingerprint of its minute book then: {held.from_hash})."
    elif held.way == "agreement":
        yield f"Begun on {day}."
    else:
        by = f" by {listed(held.by, '')}" if held.by else ""
        yield f"Taken on {day}{by}."
    if held.reason:
        yield stopped(why_words(held))
    if _figures(src, held):
        yield _figures(src, held)
    if held.asked is not None:
        yield f"{asked_words(src.state, held)}."


def standing(state: State, held: OpenDecision) -> str:
    """Where a decision stands: in effect or not, and what it still waits for."""
    reported = {"noted": "Noted by the meeting.", "ratified": "Ratified by the meeting."}.get(held.report or "", "")
    rest = [wait_words(state, wait) for wait in waits(held) if wait.kind not in ("answer", "point")]
    awaiting = f"Awaiting: {', '.join(rest)}." if rest else ""
    text = " ".join(filter(None, (effect_words(state, held), reported, awaiting)))
    if not text and effect(held) == "none":
        text = started(stopped(answered_words(held))) if held.answered else "Nothing more is waited for."
    return text


def step_words(src: Source, entry: e.AnyEntry) -> Iterator[str]:  # noqa: C901 - one case for each kind, read as a list
    """What was done about a decision after it was taken, as a sentence."""
    match entry:
        case e.RatificationSought():
            open_decision = decision(src.state, entry.motion)
            if open_decision is not None and open_decision.asked is not None:
                yield f"It was agreed {subject_to(src.state, open_decision.asked)}{_by(src, entry.due)}."
                if entry.reason.strip():
                    yield _with("Remark", entry.reason)
        case e.DecisionNotified():
            means = f" by {entry.means}" if entry.means else ""
            asked = f"; an answer is asked by {src.clock.say(entry.due)}" if entry.due else ""
            yield f"The decision was sent to {src.partners(entry.partners)}{means} on {src.clock.say(entry.date)}{asked}."
        case e.PartnerResponded():
            yield _answer_words(src, entry)
        case e.PointMet():
            open_decision = decision(src.state, entry.motion)
            point = (
                open_decision.checklist[entry.point - 1].text
                if open_decision and open_decision.checklist
                else f"Point {entry.point}"
            )
            yield f"{point}: shown on {src.clock.say(entry.date)} ({entry.reference})."
        case e.DecisionReported():
            how = {"noted": "noted it", "ratified": "ratified it", "not_ratified": "did not ratify it"}[entry.how]
            yield _with(f"It was reported to the meeting, which {how}", entry.text)
        case e.DecisionSent():
            yield f"It was sent to the {bare(src.other_body(entry.body))} as a recommendation."
        case e.DecisionAnswered():
            answered = f"The {bare(src.other_body(entry.body))} answered on {src.clock.say(entry.date)}: {OUTCOME[entry.outcome]}"
            yield _with(answered, entry.text)
        case e.ConsultationStated():
            reference = f" ({entry.reference})" if entry.reference else ""
            yield f"Statutory consultation: {CONSULTATION[entry.status]}{reference}."
        case e.DecisionLapsed():
            yield _with("No ratification or approval is awaited any longer", entry.reason)


def _answer_words(src: Source, entry: e.PartnerResponded) -> str:
    """A partner's answer, in the words of what was asked."""
    open_decision = decision(src.state, entry.motion or "")
    asked = open_decision.asked if open_decision else None
    who = answering(src.state, asked, entry.partner, begins=True)
    if asked is None:
        what = "accepted" if entry.accepts else "did not accept"
    else:
        what = DONE[asked.form] if entry.accepts else DECLINED[asked.form]
    signed = f", signed by {entry.signatory}" if entry.signatory else ""
    reference = f" (reference {entry.reference})" if entry.reference else ""
    return f"{who} {what} the decision on {src.clock.say(entry.date)}{signed}{reference}."


def carried_lines(src: Source) -> list[str]:
    """For the agenda: the decisions that wait when it is convened, and first those that are to be reported to it."""
    carried = [line.seq for line in src.standing if isinstance(line.entry, e.MeetingConvened | e.ConfidentialCarried)]
    state = src.held.after[carried[-1]] if carried else src.held.state
    open_decisions = [
        decision
        for decision in state.decisions.values()
        if shown(src, decision) and taken_before(state, decision) and not src.came_later(decision)
    ]
    open_decisions = by_day(open_decisions, taken_day)
    open_decisions.sort(key=lambda open_decision: open_decision.report != "due")
    return [
        f"{called(src, open_decision)}: {stopped(open_decision.text)} {stopped(standing(state, open_decision))}"
        for open_decision in open_decisions
    ]


def _by(src: Source, due: str | None) -> str:
    return f", with answers by {src.clock.say(due)}" if due else ""


def _with(words: str, more: str) -> str:
    return stopped(f"{words}: {more.strip()}" if more.strip() else words)
