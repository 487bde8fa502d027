"""The decisions of one meeting or of all of a book: what was proposed, under which rule, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.meeting import entries as e
from boardtui.meeting.awaiting_words import CONSULTATION, subject_to
from boardtui.meeting.clauses import clause_words
from boardtui.papers.document import AnyBlock, Document, heading, own, para, table
from boardtui.papers.motions import motion
from boardtui.papers.opening import book_paper, meeting_heading, meeting_paper, standing_words
from boardtui.papers.source import Source

HEADS = ("Motion", "Item", "Proposal", "Rule", "Result", "Arithmetic")


def decisions_of_meeting(src: Source) -> Document:
    """The list of decisions of one meeting."""
    found = rows(src)
    blocks = [heading(2, own("Decisions")), table("Decisions", HEADS, found)] if found else [_none()]
    return meeting_paper(src, "Decisions", [standing_words(src), *blocks])


def decisions_of_book(srcs: list[Source]) -> Document:
    """The register of decisions, meeting by meeting."""
    return book_paper(srcs, "Register of decisions", _blocks(srcs))


def rows(src: Source) -> list[tuple[str, ...]]:
    """A row for each motion that was decided, in the order in which they were put."""
    decided = [line.entry for line in src.lines if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared)]
    return [_row(src, entry.motion) for entry in decided if entry.motion in src.state.motions]


def rule_words(src: Source, key: str) -> str:
    """The rule that a motion was put under, with its clause."""
    rule = src.state.charter.rule(src.state.motions[key].rule)
    return f"{rule.title} ({clause_words(rule.clause)})" if rule else src.state.motions[key].rule


def _blocks(srcs: list[Source]) -> Iterator[AnyBlock]:
    yield standing_words(srcs[-1])
    told = False
    for src in srcs:
        found = rows(src)
        if found:
            told = True
            yield meeting_heading(src)
            yield table(f"Decisions of {src.clock.date}", HEADS, found)
    if not told:
        yield _none()


def _none() -> AnyBlock:
    return para(own("No decision is recorded."))


def _row(src: Source, key: str) -> tuple[str, ...]:
    told = motion(src, key, "dissent")
    item = src.state.items[src.state.motions[key].item].agenda
    title = f"{item.number.rstrip('.')}. {item.title}" if item.number else item.title
    number = f"{told.reference} (motion {told.number})" if told.reference else told.number
    return (number, title, told.text, rule_words(src, key), _result(src, key, told.result), told.arithmetic)


def _result(src: Source, key: str, result: str) -> str:
    """The result, with whose word it is subject to and whether consultation is needed by law."""
    motion = src.state.motions[key]
    more = [subject_to(src.state, motion.asked)] if motion.asked and motion.status == "carried" else []
    more += [f"statutory consultation {CONSULTATION[motion.consultation.status]}"] if motion.consultation else []
    return ", ".join([result, *more])
