"""The stages of an issue side by side, or one under the other where it is narrow: what happened at each, in short."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

from boardtui.charter.model import StageKey
from boardtui.charter.words import counted
from boardtui.meeting.counting.needed import of_what
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.entries import AGREES, IssueStep, Notice, OpenIssue
from boardtui.meeting.followup.stages import (
    ORDER,
    answers,
    clause_of,
    is_to_be_accepted,
    last_decision,
    referral,
    refusals,
    stage_title,
    unstaged,
    voted,
    way,
)
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.ballot import counting_of
from boardtui.meeting.voting.proxy_votes import there_words
from boardtui.tui.safe import Line, Span, Tone, fit_at_word, line, span, wrap
from boardtui.tui.views.days import day_words
from boardtui.tui.views.waiting import unanswered

Local = Callable[[str], datetime.datetime]
WIDE = 100


class Reached(NamedTuple):
    """How far a stage is: its sign, its tone, and what to say where nothing happened there."""

    mark: str
    tone: Tone
    empty: str


def reached(issue: OpenIssue, stage: StageKey) -> Reached:
    """Whether a stage is behind, under way or still to come."""
    here = ORDER.index(issue.stage) if issue.stage else -1
    place = ORDER.index(stage)
    visited = any(step.stage == stage for step in issue.stages)
    if place == here and issue.status == "open":
        return Reached("▶", "strong", "under way")
    if place < here or (place == here and issue.status != "open"):
        elsewhere = "not recorded here" if issue.evidence else "passed over"  # what was put forward may say of it
        return Reached("✓" if visited else "–", "", "" if visited else elsewhere)
    return Reached("·", "dim", "" if visited else "not yet" if issue.status == "open" else "not needed")


def steps_at(issue: OpenIssue, stage: StageKey) -> list[IssueStep]:
    """What was done at a stage, in order."""
    return [step for step in issue.stages if step.stage == stage]


def track_lines(state: State, issue: OpenIssue, width: int, local: Local, today: datetime.date) -> list[Line]:
    """The stages with what happened at each; nothing where the charter names none."""
    if unstaged(state):
        return []
    if width >= WIDE:
        return _beside(state, issue, width, local, today)
    return list(_below(state, issue, width, local, today))


def facts(state: State, issue: OpenIssue, stage: StageKey, local: Local, today: datetime.date) -> list[str]:
    """What happened at a stage, each in a few words."""
    texts: list[str] = []
    entered = ""
    for step in steps_at(issue, stage):
        day = day_words(step.day or local(step.at), today)
        if step.motion is not None:
            texts += [_vote(state, step), *(["by another rule"] if step.rule else []), f"{_done(step)} {day}"]
        elif step.group:
            texts.append(f"advice: {step.group}")
        elif stage == "facilitator" and step.outcome == "selected":
            texts.append(step.text)
        elif step.outcome:
            texts.append(f"{day}, {step.outcome}")
        elif step.text.startswith("referred to "):
            texts.append(f"{referral(state, step.text)}, {day}")
        else:
            entered = day
    texts += _letters(state, issue, stage, today)
    if not entered:
        return texts
    return [f"since {entered}" if stage == issue.stage and issue.status == "open" else entered, *texts]


def _done(step: IssueStep) -> str:
    """What the body did about a motion; on a consensus nobody votes."""
    return "voted" if step.outcome in ("carried", "not_carried") else "declared"


def _vote(state: State, step: IssueStep) -> str:
    """A result with its figures, where it was voted on since the meeting was convened."""
    text = OUTCOME.get(step.outcome or "", step.outcome or "")
    motion = state.motions.get(step.motion or "")
    rule = state.charter.rule(motion.rule) if motion else None
    if motion is None or motion.tally is None or rule is None:
        return text
    if rule.method == "consensus":
        return text if step.outcome in AGREES else f"{text}, {counted(motion.tally.against, 'objection')}"
    of = of_what(counting_of(state, motion), motion.electorate.noun, motion.tally.base, there_words(state, motion.key))
    return f"{text}, {motion.tally.for_} for out of {of}"


def letters_stage(issue: OpenIssue, notice: Notice) -> StageKey | None:
    """The stage whose decision a letter is about."""
    about = (step.stage for step in issue.stages if notice.motion and step.motion == notice.motion)
    first = (step.stage for step in issue.stages if voted(step))
    return next(about, None) or next(first, issue.stage)


def _letters(state: State, issue: OpenIssue, stage: StageKey, today: datetime.date) -> Iterator[str]:
    for notice in issue.notified:
        if letters_stage(issue, notice) == stage:
            yield f"notice sent {day_words(notice.date, today)}"
    decided = last_decision(issue)
    if decided is None or decided.stage != stage or not issue.parties:
        return
    asked = any(
        is_to_be_accepted(state, issue, due=bool(notice.due))
        for notice in issue.notified
        if notice.motion == decided.motion
    )
    if answers(state, issue) or asked:
        against = len(refusals(state, issue))
        given = len(issue.parties) - len(unanswered(state, issue))
        yield f"{given} of {len(issue.parties)} answered" + (f", {against} against" if against else "")


def _beside(state: State, issue: OpenIssue, width: int, local: Local, today: datetime.date) -> list[Line]:
    stages = way(state, issue)
    room = width // len(stages)
    columns = [_column(state, issue, stage, room - 3, local, today) for stage in stages]
    height = max(len(column) for column in columns)
    rows: list[Line] = []
    for index in range(height):
        parts: list[Span] = []
        for column in columns:
            text, tone = column[index] if index < len(column) else ("", "")
            parts.append(Span(fit_at_word(text, room), tone))
        rows.append(tuple(parts))
    return rows


def _column(
    state: State, issue: OpenIssue, stage: StageKey, room: int, local: Local, today: datetime.date
) -> list[tuple[str, Tone]]:
    far = reached(issue, stage)
    titles = [row[0].text for row in wrap(stage_title(state, stage), room)]
    head: list[tuple[str, Tone]] = [(f"{far.mark} {titles[0]}", far.tone)]
    head += [(f"  {title}", far.tone) for title in titles[1:2]] or [("", "")]
    texts = facts(state, issue, stage, local, today) or [far.empty]
    body = [(f"  {row[0].text}", "dim" if far.mark != "▶" else "") for words in texts for row in wrap(words, room)]
    clause = clause_of(state, stage)
    return [*head, (f"  {clause}", "dim"), *body]  # type: ignore[list-item]


def _below(state: State, issue: OpenIssue, width: int, local: Local, today: datetime.date) -> Iterator[Line]:
    room = min(32, width * 2 // 5)
    for stage in way(state, issue):
        far = reached(issue, stage)
        text = " · ".join(facts(state, issue, stage, local, today)) or far.empty
        rows = wrap(text, width - room - 3)
        title = Span(fit_at_word(f"{far.mark} {stage_title(state, stage)}", room), far.tone)
        yield line(title, "  ", span(rows[0][0].text, "" if far.mark == "▶" else "dim"))
        for row in rows[1:]:
            yield line(" " * (room + 2), span(row[0].text, "" if far.mark == "▶" else "dim"))
