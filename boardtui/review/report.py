"""A review in words: as a table for the terminal, as Markdown for the board's papers, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import Any

import msgspec

from boardtui.charter.rule import Counting
from boardtui.charter.words import counted, listed, started
from boardtui.dates import date_words
from boardtui.meeting.counting.needed import NO_OBJECTION
from boardtui.meeting.counting.outcome import OUTCOME, count_outcome
from boardtui.meeting.counting.tally import short, without_outcome
from boardtui.meeting.entries import Outcome
from boardtui.meeting.words.safe_text import plain
from boardtui.papers.formats.escape import md
from boardtui.review.approval_words import as_data, remarks as word_remarks, totals as word_sums
from boardtui.review.model import Decision, Review

HEADS = ("Meeting", "Motion", "Clause", "Topic", "Declared", "Recounted", "Difference")
_TOPIC = 32  # letters of a topic in the terminal
WAY = {"urgent": "urgent", "written": "in writing"}


def as_text(review: Review) -> Iterator[str]:
    """Lines for the terminal: what it was counted by, the table, the totals, and each difference in a sentence."""
    yield f"{plain(review.body)}: every decision counted again by {plain(review.under)}"
    yield f"{review.entries} entries, head {review.head}"
    yield ""
    if review.decisions:
        yield from _columns([HEADS, *(tuple(map(plain, _narrowed(row))) for row in map(_row, review.decisions))])
        yield ""
    yield totals(review)
    if text := _word_totals(review):
        yield plain(text)
    for decision in review.decisions:
        for sentence in (*remarks(decision), *_word_of_others(decision)):
            yield plain(f"  {called(decision)}: {sentence}")


def as_markdown(review: Review) -> str:
    """A paper for the board, which may be published where the review is of what is public."""
    blocks = [f"# Review of decisions: {md(review.body)}"]
    blocks.append(f"Every decision in the book counted again by {md(review.under)}.")
    if review.decisions:
        rows = [
            HEADS,
            tuple("---" for _ in HEADS),
            *(tuple(map(md, row)) for row in map(_row, review.decisions)),
        ]
        blocks.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    blocks.append(f"**{md(totals(review))}**")
    if text := _word_totals(review):
        blocks.append(f"**{md(text)}**")
    for title, chosen in (
        ("Would have gone the other way", review.other_way),
        ("The same outcome", [decision for decision in review.recounted if not decision.other_way]),
        ("Cannot be recounted", review.not_recounted),
    ):
        if chosen:
            blocks.append(f"## {title}")
            blocks += [_entry(decision) for decision in chosen]
    if review.other_word:
        blocks.append("## Who would have been asked to ratify, approve or sign")
        blocks += [_told(decision, _word_of_others(decision)) for decision in review.other_word]
    blocks.append(
        f"This review was made from {review.entries} entries of the minute book. Fingerprint: {md(review.head)}"
    )
    return "\n\n".join(blocks) + "\n"


def as_json(review: Review) -> dict[str, Any]:
    """The same as data; confidential decisions are in it, and marked."""
    return {
        "book": review.book,
        "entries": review.entries,
        "head": review.head,
        "under": review.under,
        "decisions": [_data(decision) for decision in review.decisions],
        "decided": len(review.decisions),
        "recounted": len(review.recounted),
        "other_way": len(review.other_way),
        "not_recounted": len(review.not_recounted),
        "other_word": len(review.other_word),
    }


def totals(review: Review) -> str:
    """How many decisions, how many would have gone the other way, how many cannot be counted again."""
    several = len(review.decisions)
    if not several:
        return "The book holds no decision."
    other, none = len(review.other_way), len(review.not_recounted)
    text = f"{counted(several, 'decision')}: {other} would have gone the other way"
    text += f", {len(review.recounted) - other} the same way"
    return f"{text}, {none} cannot be recounted." if none else f"{text}."


def _word_totals(review: Review) -> str:
    """How many decisions would have needed the word of others than were asked; empty where none would."""
    approvals = [decision.approvals for decision in review.decisions if decision.approvals is not None]
    return word_sums(approvals)


def _word_of_others(decision: Decision) -> Iterator[str]:
    """Whose word a decision would have needed, where that is another than was asked, and what would have come of it."""
    if decision.approvals is not None:
        yield from word_remarks(decision.approvals)


def remarks(decision: Decision) -> Iterator[str]:
    """What there is to say of a decision beyond its figures."""
    if decision.barred:
        yield f"would not have been taken: {decision.barred}."
        return
    if decision.recount is None:
        yield f"cannot be recounted: {decision.problem}."
        return
    if decision.other_way:
        yield f"{_would(decision)}, {margin(decision)}. {_counted_there(decision)}"
    if decision.left_out:
        yield f"left out: {counted(len(decision.left_out), 'vote')} of {_names(decision, decision.left_out)}."
    if decision.not_asked:
        whether = "could" if not decision.settled else "could not"
        those = _names(decision, decision.not_asked)
        yield f"not asked then: {those}; {'their votes' if len(decision.not_asked) > 1 else 'that vote'} {whether} change it."


def _counted_there(decision: Decision) -> str:
    """The recount in words; where the casting vote decides, the votes alone come to something else."""
    text = decision.recount.words if decision.recount is not None else ""
    return without_outcome(text) if decision.by_casting_vote or decision.some_there else text


def _names(decision: Decision, keys: Iterable[str]) -> str:
    return listed([decision.names.get(key, key) for key in keys])


def margin(decision: Decision) -> str:
    """By how many votes, in words."""
    if decision.by_casting_vote:
        return "by the Chair's casting vote"
    if decision.margin is None:
        return (
            "with nothing to count on"
            if decision.recount is not None and not decision.recount.base
            else "no number would do"
        )
    if decision.recount is not None and decision.recount.needed is None:
        return counted(-decision.margin, "objection") if decision.margin else "without objection"
    if decision.margin < 0:
        return short(-decision.margin)
    return f"{counted(decision.margin, 'vote')} to spare" if decision.margin else "with none to spare"


def called(decision: Decision) -> str:
    """A decision by the day of its meeting and its number, or by how and on which day it was taken."""
    if decision.way != "meeting":
        return f"{WAY[decision.way]}, {date_words(decision.date)}"
    return f"{_met(decision)}, motion {decision.number}"


def _met(decision: Decision) -> str:
    return date_words(decision.starts) or decision.title or decision.meeting


def _row(decision: Decision) -> tuple[str, ...]:
    private = " (private)" if decision.confidential else ""
    where = (_met(decision), decision.number + private)
    if decision.way != "meeting":
        where = (f"({WAY[decision.way]})", date_words(decision.date) + private)
    again, differs = "–", "other way, not taken there" if decision.barred else "cannot be recounted"
    if decision.recount is not None:
        count = decision.recount
        again = f"{_figures(count.for_, count.against, count.abstain, decision.needs_there)}, {_outcome(decision)}"
        differs = f"other way, {margin(decision)}" if decision.other_way else f"same, {margin(decision)}"
    return (
        *where,
        decision.clause or "–",
        decision.topic_title or decision.topic or "–",
        _declared(decision),
        again,
        differs,
    )


def _narrowed(row: Sequence[str]) -> tuple[str, ...]:
    """A row for the terminal: a long topic is cut at a word."""
    return tuple(
        shorten(cell, _TOPIC, placeholder=" …") if head == "Topic" else cell
        for head, cell in zip(HEADS, row, strict=True)
    )


def _declared(decision: Decision) -> str:
    entry = decision.declared
    if entry is None:
        return f"taken by {counted(len(decision.by), 'member')}"
    casting = " (casting vote)" if entry.casting_vote else ""
    if entry.for_ is None or entry.against is None or entry.abstain is None or entry.base is None:
        return f"on the voices, {OUTCOME[entry.outcome]}"
    figures = _figures(entry.for_, entry.against, entry.abstain, decision.needs)
    return f"{figures}, {_came_out(decision.counting, entry.outcome, some=decision.some)}{casting}"


def _figures(for_: int, against: int, abstain: int, needs: str) -> str:
    """The votes and what it took; a consensus has objections only."""
    if needs.startswith(NO_OBJECTION):
        return f"{counted(against, 'objection')} among {needs.removeprefix(NO_OBJECTION)}"
    return f"{for_}–{against}–{abstain}, {needs}"


def _outcome(decision: Decision) -> str:
    return _came_out(decision.counting_there, decision.outcome or "carried", some=decision.some_there)


def _came_out(counting: Counting | None, outcome: Outcome, *, some: bool) -> str:
    """How it came out, in a word or two."""
    if some:
        return OUTCOME["for_some"]
    return count_outcome(counting, outcome) if counting is not None else OUTCOME[outcome]


def _would(decision: Decision) -> str:
    """How it would have come out, as the beginning of a sentence."""
    came = _outcome(decision)
    if came == OUTCOME["no_consensus"]:
        return "there would have been no consensus"
    if decision.outcome == "carried" or decision.some_there:
        return f"would have been {came}"
    return f"would not have been {OUTCOME['carried']}"


def _entry(decision: Decision) -> str:
    texts = list(remarks(decision))
    if decision.recount is not None and not decision.other_way:
        texts.insert(0, f"{_outcome(decision)} as before, {margin(decision)}. {_counted_there(decision)}")
    return _told(decision, texts)


def _told(decision: Decision, texts: Iterable[str]) -> str:
    """A decision of the paper with what there is to say of it."""
    name = started(called(decision))
    clause = f" ({md(decision.clause)})" if decision.clause else ""
    lines = (f"  - {md(started(line))}" for line in texts)
    return "\n".join([f"- **{md(name)}**{clause}: {md(decision.text)}", *lines])


def _data(decision: Decision) -> dict[str, Any]:
    given = msgspec.to_builtins(decision.declared) if decision.declared is not None else {}
    declared = {name: value for name, value in given.items() if name not in ("kind", "motion")}
    return {
        "meeting": decision.meeting,
        "title": decision.title,
        "starts": decision.starts,
        "entry": decision.seq,
        "motion": decision.motion,
        "number": decision.number,
        "text": decision.text,
        "rule": decision.rule,
        "clause": decision.clause,
        "topic": decision.topic,
        "confidential": decision.confidential,
        "way": decision.way,
        "date": decision.date or None,
        "by": list(decision.by),
        "declared": declared or None,
        "not_taken": decision.barred or None,
        "recount": None
        if decision.recount is None
        else {
            **msgspec.to_builtins(decision.recount),
            "outcome": decision.outcome,
            "settled": decision.settled,
            "words": _counted_there(decision),
        },
        "by_casting_vote": decision.by_casting_vote,
        "other_way": decision.other_way,
        "margin": decision.margin,
        "not_asked": list(decision.not_asked),
        "left_out": list(decision.left_out),
        "problem": decision.problem or None,
        "approvals": as_data(decision.approvals),
    }


def _columns(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    sizes = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    for row in rows:
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=True)).rstrip()
