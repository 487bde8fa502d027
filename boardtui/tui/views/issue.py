"""An issue under resolution as lines: its head, its track, who has answered, and what happened in full."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterator
from itertools import zip_longest

from rich.cells import cell_len

from boardtui.charter.words import subject_name
from boardtui.dates import by_day
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.counting.tally import without_outcome
from boardtui.meeting.entries import IssueStep, Notice, OpenDecision, OpenIssue, Response
from boardtui.meeting.fold.evidence import evidence_words
from boardtui.meeting.followup.issue import raised_day
from boardtui.meeting.followup.stages import (
    answers,
    early_answers,
    is_to_be_accepted,
    letters,
    referral,
    stage_of,
    stage_title,
    unstaged,
    way,
)
from boardtui.meeting.state.labels import group_named, partner_label, voter_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import declared_words, gives_result, only_discussed
from boardtui.meeting.words.value_words import CHOICE
from boardtui.tui.safe import EMPTY, Line, Span, Tone, at_most, fit, fit_at_word, line, span, wrap
from boardtui.tui.views.days import day_words, due_words, is_over
from boardtui.tui.views.track import Local, letters_stage, reached, steps_at, track_lines
from boardtui.tui.views.waiting import cited, short_names, waiting
from boardtui.tui.widgets.rows import Row, going_on

CONFIDENTIAL = Span("confidential", "bad")
_MOST = 3  # lines of an issue in the list; all of it stands below
_MARKS = {"open": "▶", "resolved": "✓"}


def issue_rows(
    state: State,
    now: datetime.datetime,
    local: Local,
    width: int,
    *,
    settled: bool = False,
    received: Container[str] = (),
) -> list[Row]:
    """The open issues of a book, or those settled or referred since its meeting was convened, one a row.

    ``received`` are those that the bodies to which they were referred have in their own books.
    """
    chosen = [issue for issue in state.issues.values() if (issue.status == "open") != settled]
    open_issues = by_day(chosen, raised_day)
    return [
        row
        for issue in open_issues
        for row in _rows(state, issue, now, local, width, waiting(state, issue, received=issue.issue in received).short)
    ]


def _rows(
    state: State, issue: OpenIssue, now: datetime.datetime, local: Local, width: int, awaits: str
) -> Iterator[Row]:
    """An issue in one row and, where its title or what it waits for is long, what goes on below it."""
    stage, since, waits, title = columns(width)
    tone: Tone = "" if issue.status == "open" else "dim"
    where = stage_title(state, issue.stage) if issue.stage else "open" if unstaged(state) else "not begun"
    if issue.status != "open":
        where = referral(state, issue.status)
    hidden = "confidential " if issue.confidential else ""
    drawn = [_cell(text, room) for text, room in ((hidden + issue.title, title), (where, stage), (awaits, waits))]
    day = day_words(_since(issue, local), now.date())
    mark = Span(_MARKS.get(issue.status, "→") + " ", "strong" if issue.status == "open" else "dim")
    for at, (called, there, waited) in enumerate(zip_longest(*drawn, fillvalue="")):
        shown = fit_at_word(called, title)
        secret = shown[: len(hidden)] if at == 0 else ""
        parts = line(
            Span("  ") if at else mark,
            Span(secret, "bad"),
            shown[len(secret) :],
            "  ",
            Span(fit(there, stage), tone),
            Span(fit("" if at else day, since, right=True), "dim"),
            "  ",
            Span(fit(waited, waits), "accent" if issue.status == "open" else "dim"),
        )
        yield going_on(parts) if at else Row(f"{state.book} {issue.issue}", parts)


def _cell(text: str, room: int) -> list[str]:
    """A text in as many lines as it may have; the last is cut where there would be more."""
    rows = ["".join(part.text for part in row) for row in wrap(text, room)]
    return rows if len(rows) <= _MOST else [*rows[: _MOST - 1], fit_at_word(" ".join(rows[_MOST - 1 :]), room)]


def columns(width: int) -> tuple[int, int, int, int]:
    """How wide the columns of the list are: stage, since when, what it waits for, title."""
    stage, since = (17, 12) if width < 100 else (28, 12)
    waits = max(19, (width - stage - since) // 3)
    return stage, since, waits, max(12, width - stage - since - waits - 8)


def columns_head(width: int) -> Line:
    """The words above the columns."""
    stage, since, waits, title = columns(width)
    text = f"   {fit('issue', title)}  {fit('stage', stage)}{fit('since', since, right=True)}  {fit('awaits', waits)}"
    return line(Span(text, "dim"))


def _since(issue: OpenIssue, local: Local) -> datetime.datetime | str:
    """On which day the issue came to the stage where it is, or was settled."""
    steps = [step for step in issue.stages if step.stage == issue.stage]
    if issue.status != "open" and issue.stages:
        steps = [issue.stages[-1]]
    raised = issue.raised_on or (local(issue.raised) if issue.raised else "")  # of one received it may not be known
    return day_of_step(steps[0], local) if steps else raised


def day_of_step(step: IssueStep, local: Local) -> datetime.datetime | str:
    """The day of a step: as it was recorded or stated, or its meeting's where it was entered later."""
    return step.day or local(step.at)


def head_lines(state: State, issue: OpenIssue, width: int, local: Local, today: datetime.date) -> list[Line]:
    """Title, and whence it comes."""
    hidden = (Span("  "), CONFIDENTIAL) if issue.confidential else ()
    titles = at_most(wrap(issue.title, max(20, width - 16), "heading"), 2)
    about = [f"raised {day_words(issue.raised_on or local(issue.raised), today)}" if issue.raised else "raised"]
    if issue.parties:
        about.append(f"between {short_names(state, issue.parties)}")
    if issue.topic:
        about.append(f"{subject_name(state.charter.topics)}: {state.charter.topic_title(issue.topic)}")
    if issue.clause:
        about.append(f"under {issue.clause}")
    return [line(*titles[0], *hidden), *titles[1:], *at_most(wrap(" · ".join(about), width, "dim"), 3)]


def next_lines(state: State, issue: OpenIssue, width: int, *, received: bool = False) -> list[Line]:
    """What the issue waits for, in full: the line that must be seen first."""
    rows = wrap(waiting(state, issue, received=received).words, max(10, width - 6))
    lead = [Span("Next: ", "heading"), *(Span("      ") for _ in rows[1:])]
    return [line(mark, span(row[0].text, "strong")) for mark, row in zip(lead, rows, strict=True)]


def issue_lines(state: State, issue: OpenIssue, width: int, local: Local, now: datetime.datetime) -> list[Line]:
    """The track, the answers and the whole history."""
    today = now.date()
    lines = track_lines(state, issue, width, local, today)
    if issue.notified or issue.responses:
        lines += [EMPTY, line(Span("Answers", "heading")), *_answers(state, issue, width, today)]
    history = list(_history(state, issue, width, local, today))
    if history:
        title = "What happened" if unstaged(state) else "Stage by stage"  # with the stages that are still to come
        lines += [*([EMPTY] if lines else []), line(Span(title, "heading")), *history]
    if issue.evidence:
        lines += [*([EMPTY] if lines else []), line(Span("Evidence given", "heading"))]
    for given in issue.evidence:
        text = evidence_words(state, given, given.by).removeprefix("evidence given: ")
        day = f"{day_words(local(given.at), today)}  " if given.at else ""  # which older books did not carry
        lines += _dated(day, text, width)
    return lines


def _answers(state: State, issue: OpenIssue, width: int, today: datetime.date) -> Iterator[Line]:
    given = {response.partner: response for response in answers(state, issue)}
    early = {response.partner: response for response in early_answers(state, issue)}
    notices_by_key = {partner: notice for notice in letters(issue) for partner in notice.partners}
    asked = list(dict.fromkeys((*issue.parties, *notices_by_key, *given, *early)))
    labels = [short_names(state, [key]) if width < 100 else partner_label(state, key) for key in asked]
    name = 14 if width < 100 else min(max(map(cell_len, labels), default=0), width - 62)
    for partner, label in zip(asked, labels, strict=True):
        notice, answer = notices_by_key.get(partner), given.get(partner)
        sent = f"sent {day_words(notice.date, today)}" if notice else "not sent"
        due = notice is not None and bool(notice.due)
        awaited = partner in issue.parties and is_to_be_accepted(state, issue, due=due)
        span = Span("no answer yet", "warn") if awaited else Span("need not answer", "dim")
        rest = _asked_by(notice, today) if awaited else Span("")
        if partner in early:
            rest = Span(_before(early[partner], today), "dim")
        if answer is not None:
            span = Span("✓ accepts", "good") if answer.accepts else Span("✗ does not accept", "bad")
            rest = Span(" · ".join(filter(None, (day_words(answer.date, today), answer.reference))), "dim")
        yield line("  ", fit(label, name), " ", fit(sent, 16), " ", Span(fit(span.text, 17), span.tone), " ", rest)


def _asked_by(notice: Notice | None, today: datetime.date) -> Span:
    """By when an answer was asked, where it was."""
    if notice is None or notice.due is None:
        return Span("")
    late = is_over(notice.due, today)
    return Span(
        f"{'! ' if late else ''}due {day_words(notice.due, today)}, {due_words(notice.due, today)}",
        "bad" if late else "dim",
    )


def _before(answer: Response, today: datetime.date) -> str:
    """What a partner said before there was the decision to which it could answer."""
    text = "accepted" if answer.accepts else "did not accept"
    return f"before the decision it {text}, {day_words(answer.date, today)}"


def _history(state: State, issue: OpenIssue, width: int, local: Local, today: datetime.date) -> Iterator[Line]:
    days = [day_of_step(step, local) for step in issue.stages], [notice.date for notice in issue.notified]
    room = max([6, *(len(day_words(day, today)) for some in days for day in some)])

    def when(day: datetime.datetime | str) -> str:
        return f"{fit(day_words(day, today), room)}  "

    if unstaged(state):
        for step in issue.stages:
            yield from _step(state, step, width, when(day_of_step(step, local)))
        for notice in issue.notified:
            text = f"Decision sent to {short_names(state, notice.partners)}{_by(notice.means)}."
            yield from _dated(when(notice.date), text, width)
        return
    for stage in way(state, issue):
        far = reached(issue, stage)
        yield line("  ", Span(f"{far.mark} ", far.tone), Span(cited(state, stage), far.tone))
        described = stage_of(state, stage)
        if described is not None and described.needs and far.mark == "·":
            yield from wrap(f"needs: {described.needs}", width, "dim", "      ")
        for step in steps_at(issue, stage):
            yield from _step(state, step, width, when(day_of_step(step, local)))
        for notice in issue.notified:
            if letters_stage(issue, notice) == stage:
                text = f"Decision sent to {short_names(state, notice.partners)}{_by(notice.means)}."
                yield from _dated(when(notice.date), text, width)


def _step(state: State, step: IssueStep, width: int, day: str) -> Iterator[Line]:
    if step.motion is not None:
        yield from _voted(state, step, width, day)
        return
    if step.group:
        about = f"{'Discussed in' if step.stage is None else 'Advice of'} {group_named(state, step.group)}"
        text = f"{about}: {step.text}" if step.text else f"{about}."
    elif step.outcome == "selected":
        text = f"{step.text} was selected as facilitator."
    elif step.outcome:
        text = f"{step.outcome[:1].upper()}{step.outcome[1:]}{': ' + step.text if step.text else '.'}"
    else:
        text = referral(state, step.text) or "It came to this stage."
    yield from _dated(day, text, width)


def _voted(state: State, step: IssueStep, width: int, day: str) -> Iterator[Line]:
    tone: Tone = "bad" if step.outcome in ("not_carried", "no_consensus") else "good"
    motion, open_decision = state.motions.get(step.motion or ""), _carried_over(state, step)
    number = motion.number if motion else open_decision.number if open_decision else ""
    indent = " " * (6 + len(day))
    result = Span(OUTCOME[step.outcome or ""], tone)
    yield line("      ", Span(day, "dim"), f"Motion {number} " if number else "A motion ", result)
    yield from wrap(step.text, width, "", indent)
    if step.rule:
        rule = state.charter.rule(step.rule)
        text = f"Put under {rule.clause if rule else step.rule}, not the rule of this stage: it decides nothing here."
        yield from wrap(text, width, "warn", indent)
    if motion is None:
        figures = open_decision.figures if open_decision else ""
        there = "Its figures are in the minutes of the meeting that voted on it."
        yield from wrap(figures or there, width, "" if figures else "dim", indent)
        return
    if motion.result is not None:
        declared = declared_words(state, motion, whole=gives_result(state, motion))
        yield from wrap(without_outcome(declared) if only_discussed(state, motion) else declared, width, "", indent)
    elif motion.tally is not None and motion.tally.words:
        yield from wrap(motion.tally.words, width, "", indent)
    yield from _named(state, motion, width, indent)


def _carried_over(state: State, step: IssueStep) -> OpenDecision | None:
    """The decision of a step where an earlier meeting took it and it is followed; another book may use the same key."""
    open_decision = state.decisions.get(step.motion or "")
    return (
        open_decision
        if open_decision is not None and open_decision.issue is not None and open_decision.text == step.text
        else None
    )


def _named(state: State, motion: Motion, width: int, indent: str) -> Iterator[Line]:
    """Who voted how."""
    hidden = "confidential, " if motion.votes_confidential else ""
    for choice in ("for", "against", "abstain", "not_voting"):
        names = [_voter(state, motion, key) for key, vote in motion.votes.items() if vote == choice]
        if names:
            yield from wrap(f"{hidden}{CHOICE[choice]} {len(names)}: {', '.join(names)}", width, "dim", indent)
    for objection in motion.objections:
        reason = f": {objection.reason}" if objection.reason else ""
        yield from wrap(f"objection of {voter_label(state, motion, objection.member)}{reason}", width, "dim", indent)


def _voter(state: State, motion: Motion, key: str) -> str:
    return short_names(state, [key]) if motion.electorate.unit == "partner" else voter_label(state, motion, key)


def _dated(day: str, words: str, width: int) -> Iterator[Line]:
    before = 6 + len(day)
    rows = wrap(words, width, "", " " * before)
    yield line("      ", Span(day, "dim"), rows[0][0].text[before:])
    yield from rows[1:]


def _by(means: str) -> str:
    return f", {means}" if means else ""
