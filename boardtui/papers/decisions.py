"""The decisions of one meeting or of all of a book: what was moved, under which rule, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from boardtui.charter.words import listed, started, stopped
from boardtui.meeting import entries as e
from boardtui.meeting.followup.awaiting import decision, effect
from boardtui.meeting.words.awaiting_words import CONSULTATION, effect_words, subject_to
from boardtui.meeting.words.clauses import clause_words
from boardtui.meeting.words.reasons import until_words
from boardtui.papers.choices import row as choice_row
from boardtui.papers.corrections import Approval, all_corrections, approval_among, at_motion
from boardtui.papers.document import AnyBlock, Document, heading, own, para, said, table
from boardtui.papers.follow_up import TAKEN, last_that_knows, standing, why_words
from boardtui.papers.motions import motion
from boardtui.papers.opening import book_paper, meeting_heading, meeting_paper, standing_words, with_later
from boardtui.papers.prose import as_points
from boardtui.papers.source import Source

SHOWN = ("Motion", "Item", "Wording", "Rule", "Result")
HEADS = ("Motion", "Item", "Wording", "Rule", "Result", "How counted")


def decisions_of_meeting(src: Source, approved: Approval | None = None, later: Sequence[Source] = ()) -> Document:
    """The list of decisions of one meeting, with the corrections to its minutes once those are ``approved``.

    What the ``later`` meetings made of each is told with its result, as in the register of all meetings.
    """
    texts = _decided(src, later, approved)
    listed_ones = [_table("Decisions", texts), *_corrections(src, approved)]
    blocks = [heading(2, own("Decisions")), *listed_ones] if texts else [_none()]
    return meeting_paper(src, "Decisions", [standing_words(src), *blocks])


def decisions_of_book(srcs: Sequence[Source]) -> Document:
    """The register of decisions, meeting by meeting."""
    return book_paper(srcs, "Register of decisions", _blocks(srcs))


def rows(src: Source, later: Sequence[Source] = (), approved: Approval | None = None) -> list[tuple[str, ...]]:
    """A row for each motion that was decided and each choice that was made, in the order in which they were.

    What the ``later`` meetings made of each is told with its result: whether it took effect, and what they corrected.
    """
    return [
        (*row[:4], _sentences(row[4], *corrected) if corrected else row[4], row[5])
        for row, corrected in _decided(src, later, approved)
    ]


def _decided(
    src: Source, later: Sequence[Source] = (), approved: Approval | None = None
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The rows, each with the corrections to the minutes that bear on it."""
    ends = e.ResultDeclared | e.ConsensusDeclared | e.ChoiceDeclared
    decided = [line.entry for line in src.lines if isinstance(line.entry, ends)]
    approved = approved or approval_among(later, src.state.meeting)
    made: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for entry in decided:
        if isinstance(entry, e.ChoiceDeclared):
            if not entry.next_round and entry.choice in src.state.choices:
                made.append((choice_row(src, entry.choice), ()))
        elif entry.motion in src.state.motions:
            made.append((_row(src, entry.motion, later), at_motion(src, approved, entry.motion)))
    return made


def between(src: Source, later: Sequence[Source] = ()) -> list[tuple[str, ...]]:
    """A row for each decision taken without a meeting since this one: its day, words, rule, how it was taken, figures."""
    made: list[tuple[str, ...]] = []
    for line in src.entries_so_far():
        entry = line.entry
        state = last_that_knows(src, getattr(entry, "motion", None), later)
        if isinstance(entry, e.DecisionTaken) and entry.motion in state.decisions:
            held = state.decisions[entry.motion]
            rule = state.charter.rule(entry.rule)
            named = f"{rule.title} ({clause_words(rule.clause)})" if rule else ""
            by = f" by {listed(held.by, '')}" if held.by else ""
            how = (f"{TAKEN[held.way]}{by}", why_words(held), standing(state, held))
            result = " ".join(stopped(words) for words in how if words.strip())
            made.append((entry.date, held.text, named, result, held.figures))
    return made


def rule_words(src: Source, key: str) -> str:
    """The rule that a motion was put under, with its clause."""
    rule = src.state.charter.rule(src.state.motions[key].rule)
    return f"{rule.title} ({clause_words(rule.clause)})" if rule else src.state.motions[key].rule


def _blocks(srcs: Sequence[Source]) -> Iterator[AnyBlock]:
    yield standing_words(srcs[-1])
    holds = False
    for src, later in with_later(srcs):
        if texts := _decided(src, later):
            holds = True
            yield meeting_heading(src)
            yield _table(f"Decisions of {src.clock.date}", texts)
            yield from _corrections(src, approval_among(later, src.state.meeting))
        if taken := between(src, later):
            holds = True
            yield heading(2, own("Decided between meetings, recorded after "), said(src.clock.date))
            shown = [(src.clock.say(day), *rest, _sentences(result, figures)) for day, *rest, result, figures in taken]
            yield table(f"Decisions recorded after {src.clock.date}", ("Day", "Decision", "Rule", "Result"), shown)
    if not holds:
        yield _none()


def _corrections(src: Source, approved: Approval | None) -> Iterator[AnyBlock]:
    """All corrections to the minutes of a meeting: of those that name no item or motion, told here alone."""
    if corrected := all_corrections(src, approved):
        yield para(own("The minutes were approved with these corrections:"))
        yield as_points(corrected)


def _table(title: str, decided: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> AnyBlock:
    """The rows on a page: the figures stand with the result, so that the wording has room; what was corrected follows both."""
    shown = [
        (number, item, wording, rule, _sentences(result, figures, *corrected))
        for (number, item, wording, rule, result, figures), corrected in decided
    ]
    return table(title, SHOWN, shown)


def _sentences(*texts: str) -> str:
    """The result of a decision and what is told with it, as they stand in one cell."""
    return " ".join(stopped(text) for text in texts if text)


def _none() -> AnyBlock:
    return para(own("No decision is recorded."))


def _row(src: Source, key: str, later: Sequence[Source]) -> tuple[str, ...]:
    put_motion = motion(src, key, "dissent")
    item = src.state.items[src.state.motions[key].item].agenda
    covered = [src.state.items[cover].agenda for cover in src.state.motions[key].covers if cover in src.state.items]
    title = "; ".join(
        f"{agenda_item.number.rstrip('.')}. {agenda_item.title}" if agenda_item.number else agenda_item.title
        for agenda_item in (item, *covered)
    )
    number = f"{put_motion.reference} (motion {put_motion.number})" if put_motion.reference else put_motion.number
    result = " ".join((_result(src, key, put_motion.result), *_since(src, key, later)))
    recommended = [
        f"Item {agenda_item.number.rstrip('.') or agenda_item.title}: {stopped(agenda_item.recommendation)}"
        for agenda_item in (item, *covered)
        if covered and agenda_item.recommendation
    ]
    what = f"{started(put_motion.heading)}: " if src.state.motions[key].amends else ""
    text = " ".join((f"{what}{put_motion.text}", *recommended))
    return (number, title, text, rule_words(src, key), result, put_motion.arithmetic)


def _since(src: Source, key: str, later: Sequence[Source]) -> Iterator[str]:
    """What came of a decision by the word of others, as the last meeting that knew of it has it."""
    state = last_that_knows(src, key, later)
    open_decision = decision(state, key)
    if open_decision is not None and effect(open_decision) not in ("none", "waits"):
        yield f"– {effect_words(state, open_decision, src.clock.say)}"


def _result(src: Source, key: str, result: str) -> str:
    """The result, with whose word it is subject to and whether consultation is needed by law."""
    motion = src.state.motions[key]
    more = [subject_to(src.state, motion.asked)] if motion.asked and motion.status == "carried" else []
    more += [f"statutory consultation {CONSULTATION[motion.consultation.status]}"] if motion.consultation else []
    more += ["as amended"] if motion.put_as else []
    carried = motion.status == "carried"
    more += [f"delegated to {motion.delegated_to}"] if motion.delegated_to and carried else []
    more += [until_words(motion)] if motion.by_when and carried else []
    reasons = f". Reasons: {motion.reasons}" if motion.reasons and carried else ""
    return ", ".join([result, *more]) + reasons
