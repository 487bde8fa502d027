"""A book as a timeline of plain text lines, for the replay command: when, by whom, what, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from boardtui.charter.words import counted
from boardtui.clock import local_time
from boardtui.meeting.counting.needed import TAKE_PART, eligible, needed_of
from boardtui.meeting.entries import ConsensusDeclared, ResultDeclared
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.check import for_some, outcome_words
from boardtui.meeting.state.labels import body_title
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.voting.ballot import counting_of
from boardtui.meeting.voting.proxy_votes import there_words
from boardtui.meeting.voting.silent import silent
from boardtui.meeting.words.entry_words import tell_in
from boardtui.meeting.words.safe_text import plain

LONGEST = 400


def timeline(stretches: Iterable[Stretch], timezone: str = "") -> Iterator[str]:
    """The lines of a timeline: a heading for each meeting, every entry, and the figures under every result.

    Args:
        stretches: what a replay found, in order.
        timezone: in which times are told; without it each meeting's own offset holds.
    """
    for number, stretch in enumerate(stretches):
        if number:
            yield ""
        yield from _heading(stretch, timezone)
        for line in stretch.lines:
            yield from _entry(stretch, line, timezone)


def meeting_heading(state: State, timezone: str) -> str:
    """The title of a meeting with its day and time; what stands before the first meeting of a book has none."""
    title = plain(state.title or state.meeting) or "Before the first meeting"
    starts = local_time(state.starts, timezone, state.starts) if state.starts else None
    return f"{title}, {starts:%a} {starts.day} {starts:%b %Y, %H:%M}" if starts else title


def _heading(stretch: Stretch, timezone: str) -> Iterator[str]:
    state = stretch.state
    yield meeting_heading(state, timezone)
    first, last = (stretch.lines[0].seq, stretch.lines[-1].seq) if stretch.lines else (0, 0)
    struck = f", {len(stretch.struck)} undone" if stretch.struck else ""
    yield f"{plain(body_title(state, state.book))}, entries {first} to {last}{struck}"
    yield ""


def _entry(stretch: Stretch, line: Stamped, timezone: str) -> Iterator[str]:
    state = stretch.state
    when = local_time(line.at, timezone, state.starts)
    text = tell_in(stretch, line)
    sentence = plain(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
    by = stretch.taken_back.get(line.seq)
    marks = ("" if by is None else f"undone by {by}: ") + (
        "confidential: " if line.confidential and not text.startswith("confidential") else ""
    )
    yield f"{line.seq:>6}  {another_day(state, when, timezone)}{when:%H:%M:%S}  {plain(line.by)}  {marks}{sentence}"
    for corrected_by, before in reversed(stretch.before.get(line.seq, ())):
        yield f"{'':18}{corrected_words(corrected_by, tell_in(stretch, replace(line, entry=before)))}"
    if by is None and isinstance(line.entry, ResultDeclared | ConsensusDeclared):
        motion = state.motions.get(line.entry.motion)
        if motion is not None:
            yield f"{'':18}= {figures(state, motion, whole=True)}"


def corrected_words(corrected_by: int, before: str) -> str:
    """How an entry read before another corrected it."""
    return f"corrected by {corrected_by}; it read: {plain(before[:LONGEST])}"


def another_day(state: State, when: datetime.datetime, timezone: str) -> str:
    """The day before a time that is not on the day of the meeting: it was entered, or was, on another."""
    starts = local_time(state.starts, timezone, state.starts) if state.starts else when
    if when.date() == starts.date():
        return ""
    return f"{when.day} {when:%b} " if when.year == starts.year else f"{when.day} {when:%b %Y} "


def figures(state: State, motion: Motion, *, whole: bool) -> str:
    """A decision in figures, as they were declared, with the clause; ``whole``: from all entries, private ones too."""
    result = motion.result
    rule = state.charter.rule(motion.rule)
    clause = f"; {plain(rule.clause)}" if rule and rule.clause else ""
    outcome = outcome_words(state, motion).upper()
    if result is None:
        return f"{outcome}{clause}"
    if result.for_ is None:
        return f"{outcome} on the voices{clause}"
    if rule and rule.method == "consensus":
        objected = f"{result.against} of {result.base} {TAKE_PART} objected"
        return f"{outcome}: {objected}, {result.abstain} stood aside{clause}"
    assert result.base is not None
    unit = motion.electorate.noun
    there = there_words(state, motion.key, in_person=whole and not motion.electorate.by_proxy)
    needed = needed_of(counting_of(state, motion), unit, result.base, result.needed, there)
    asked = f", {eligible(unit, result.eligible or 0)}" if result.base != result.eligible else ""
    if for_some(state, motion, result):
        needed = f"of {counted(result.eligible or 0, f'eligible {unit}')}"
    others = f", {others}" if (others := silent(state, motion, whole=whole).words) else ""
    casting = f"; casting vote {result.casting_vote}" if result.casting_vote else ""
    return (
        f"{outcome}: {result.for_} for, {result.against} against, {result.abstain} abstained, "
        f"{result.not_voted} did not vote{others}; {needed}{asked}{casting}{clause}"
    )
