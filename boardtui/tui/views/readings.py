"""The readings of a clause as rows: the one in use, those with another result, and the rest."""

from __future__ import annotations

from boardtui.charter.words import what_it_asks
from boardtui.meeting.counting.readings import PROXIES_ABSENT, Recount
from boardtui.meeting.counting.tally import Tally
from boardtui.meeting.state.check import count_words
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import counting_of, readings_of, tally_of
from boardtui.tui.safe import Line, Span, fit_at_word, line, span
from boardtui.tui.widgets.rows import Row, heading

OWN = "own"
_TAIL = 38


def reading_rows(state: State, motion: Motion, width: int) -> list[Row]:
    """The reading in use, those with another result, and the rest, in columns."""
    own = tally_of(state, motion)
    recounts = readings_of(state, motion)
    ruled = next((r for r in reversed(state.rulings) if r.motion == motion.key and r.setting == "reading"), None)
    titles = {recount.key: recount.title for recount in recounts}
    reading = f"reading in use: {what_it_asks(counting_of(state, motion), present_or_not=True)}"
    name = f"as ruled: {titles.get(ruled.value, ruled.value)}" if ruled else reading
    name += ", with members voting by proxy" if PROXIES_ABSENT.key in titles else ""
    head = "so far" if motion.status == "open" else "outcome"
    first = Row(OWN, _reading(state, motion, name, own, own, width))
    columns = _consensus_columns("", "objections", "of", head, width)
    if motion.electorate.counting.method == "vote":
        columns = _columns("", "for", "of", "needed", head, width)
    rows = [heading(columns), first]
    differ = [recount for recount in recounts if recount.tally and recount.tally.outcome != own.outcome]
    same = [recount for recount in recounts if recount.tally and recount.tally.outcome == own.outcome]
    failed = [recount for recount in recounts if recount.tally is None]
    for title, group in (
        ("would change the result", differ),
        ("would not change it", same),
        ("cannot be counted", failed),
    ):
        if group:
            rows += [Row("", (), choosable=False), heading(title)]
            rows += [Row(recount.key, _recount(state, motion, recount, own, width)) for recount in group]
    return rows


def _recount(state: State, motion: Motion, recount: Recount, own: Tally, width: int) -> Line:
    if recount.tally is None:
        return line(
            fit_at_word(recount.title, max(20, width // 3)),
            "  ",
            span(recount.problem.removeprefix("cannot be recounted: "), "dim"),
        )
    return _reading(state, motion, recount.title, recount.tally, own, width)


def _reading(state: State, motion: Motion, title: str, count: Tally, own: Tally, width: int) -> Line:
    counting = motion.electorate.counting
    outcome, needed = count_words(state, motion, count), "–" if count.needed is None else str(count.needed)
    text = _columns(title, str(count.for_), str(count.base), needed, "", width)
    if counting.method == "consensus":
        text = _consensus_columns(title, str(count.against), str(count.base), "", width)
    differs = "  ≠" if count.outcome != own.outcome else ""
    return line(text, Span(outcome, "good" if count.outcome == "carried" else "bad"), Span(differs, "warn"))


def _columns(title: str, for_: str, of: str, needed: str, outcome: str, width: int) -> str:
    return f"{_titled(title, width)} {for_:>4} {of:>4} {needed:>7}  {outcome}"


def _consensus_columns(title: str, objections: str, of: str, outcome: str, width: int) -> str:
    """A consensus needs no number, and nobody is for it: who objects is counted."""
    return f"{_titled(title, width)} {objections:>10} {of:>4}    {outcome}"


def _titled(title: str, width: int) -> str:
    return fit_at_word(title, max(20, min(70, width - _TAIL)))
