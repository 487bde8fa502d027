"""A review in words: as a table for the terminal, as Markdown for the board's papers, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from boardtui.dates import date_words
from boardtui.meeting.words.safe_text import plain
from boardtui.papers.formats.escape import md
from boardtui.review.approval_words import as_data, remarks as word_remarks, totals as word_sums
from boardtui.review.model import Decision, Review

HEADS = ("Meeting", "Motion", "Clause", "Topic", "Declared", "Recounted", "Difference")
WAY = {"urgent": "urgent", "written": "in writing"}
OUTCOME = {"carried": "carried", "not_carried": "not carried"}


def as_text(review: Review) -> Iterator[str]:
    """Lines for the terminal: what it was counted by, the table, the totals, and each difference in a sentence."""
    yield f"{plain(review.book)}: every decision counted again by {plain(review.under)}"
    yield f"{review.entries} entries, head {review.head}"
    yield ""
    if review.decisions:
        yield from _columns([HEADS, *(tuple(map(plain, row)) for row in map(_row, review.decisions))])
        yield ""
    yield totals(review)
    if words := word_totals(review):
        yield plain(words)
    for one in review.decisions:
        for sentence in (*remarks(one), *word_of_others(one)):
            yield plain(f"  {called(one)}: {sentence}")


def as_markdown(review: Review) -> str:
    """A paper for the board, which may be published where the review is of what is public."""
    blocks = [f"# Review of decisions: {md(review.book)}"]
    blocks.append(f"Every decision in the book counted again by {md(review.under)}.")
    if review.decisions:
        rows = [HEADS, tuple("---" for _ in HEADS), *(tuple(map(md, row)) for row in map(_row, review.decisions))]
        blocks.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    blocks.append(f"**{md(totals(review))}**")
    if words := word_totals(review):
        blocks.append(f"**{md(words)}**")
    for title, chosen in (
        ("Would have gone the other way", review.other_way),
        ("The same outcome", [one for one in review.recounted if not one.other_way]),
        ("Cannot be recounted", review.not_recounted),
    ):
        if chosen:
            blocks.append(f"## {title}")
            blocks += [_entry(one) for one in chosen]
    if review.other_word:
        blocks.append("## Whose word would have been asked")
        blocks += [_entry_of_others(one) for one in review.other_word]
    blocks.append(f"This review rests on {review.entries} entries of the minute book. Head: {md(review.head)}")
    return "\n\n".join(blocks) + "\n"


def as_json(review: Review) -> dict[str, Any]:
    """The same as data; confidential decisions are in it, and marked."""
    return {
        "book": review.book,
        "entries": review.entries,
        "head": review.head,
        "under": review.under,
        "decisions": [_data(one) for one in review.decisions],
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
    words = f"{_count(several, 'decision')}: {other} would have gone the other way"
    words += f", {len(review.recounted) - other} the same way"
    return f"{words}, {none} cannot be recounted." if none else f"{words}."


def word_totals(review: Review) -> str:
    """How many decisions would have needed the word of others than were asked; empty where none would."""
    found = [one.approvals for one in review.decisions if one.approvals is not None]
    return word_sums(found)


def word_of_others(one: Decision) -> Iterator[str]:
    """Whose word a decision would have needed, where that is another than was asked, and what would have come of it."""
    if one.approvals is not None:
        yield from word_remarks(one.approvals)


def remarks(one: Decision) -> Iterator[str]:
    """What there is to say of a decision beyond its figures."""
    if one.barred:
        yield f"would not have been taken: {one.barred}."
        return
    if one.recount is None:
        yield f"cannot be recounted: {one.problem}."
        return
    if one.other_way:
        would = "would have been" if one.outcome == "carried" else "would not have been"
        yield f"{would} carried, {margin(one)}. {one.recount.words}"
    if one.left_out:
        yield f"left out: {_count(len(one.left_out), 'vote')} of {', '.join(one.left_out)}."
    if one.not_asked:
        whether = "could" if not one.settled else "could not"
        those = ", ".join(one.not_asked)
        yield f"not asked then: {those}; {'their votes' if len(one.not_asked) > 1 else 'that vote'} {whether} change it."


def margin(one: Decision) -> str:
    """By how many votes, in words."""
    if one.by_casting_vote:
        return "by the chair's casting vote"
    if one.margin is None:
        return "with nothing to count on" if one.recount is not None and not one.recount.base else "no number would do"
    if one.recount is not None and one.recount.needed is None:
        return _count(-one.margin, "objection") if one.margin else "without objection"
    if one.margin < 0:
        return f"{-one.margin} short"
    return f"{one.margin} to spare" if one.margin else "with none to spare"


def called(one: Decision) -> str:
    """A decision by its meeting and number, or by how and on which day it was taken."""
    return f"{one.meeting} {one.number}" if one.way == "meeting" else f"{WAY[one.way]} {one.date}"


def _row(one: Decision) -> tuple[str, ...]:
    private = " (private)" if one.confidential else ""
    where = (one.meeting, one.number + private)
    if one.way != "meeting":
        where = (f"({WAY[one.way]})", one.date + private)
    again, differs = "–", "other way, not taken there" if one.barred else "cannot be recounted"
    if one.recount is not None:
        count = one.recount
        again = f"{_figures(count.for_, count.against, count.abstain, count.base, count.needed)}, {_outcome(one)}"
        differs = f"other way, {margin(one)}" if one.other_way else f"same, {margin(one)}"
    return *where, one.clause or "–", one.topic or "–", _declared(one), again, differs


def _declared(one: Decision) -> str:
    found = one.declared
    if found is None:
        return f"taken by {_count(len(one.by), 'member')}"
    casting = " (casting vote)" if found.casting_vote else ""
    if found.for_ is None or found.against is None or found.abstain is None or found.base is None:
        return f"on the voices, {OUTCOME[found.outcome]}"
    figures = _figures(found.for_, found.against, found.abstain, found.base, found.needed)
    return f"{figures}, {OUTCOME[found.outcome]}{casting}"


def _figures(for_: int, against: int, abstain: int, base: int, needed: int | None) -> str:
    bar = f"{needed} of {base}" if needed is not None else f"– of {base}"
    return f"{for_}–{against}–{abstain}, needs {bar}"


def _outcome(one: Decision) -> str:
    return OUTCOME[one.outcome or "carried"]


def _entry(one: Decision) -> str:
    told = list(remarks(one))
    if one.recount is not None and not one.other_way:
        told.insert(0, f"{_outcome(one)} as before, {margin(one)}. {one.recount.words}")
    return _told(one, told)


def _entry_of_others(one: Decision) -> str:
    return _told(one, word_of_others(one))


def _told(one: Decision, told: Iterable[str]) -> str:
    """A decision of the paper with what there is to say of it."""
    name = f"{one.meeting}, motion {one.number}"
    if one.way != "meeting":
        name = f"{WAY[one.way].capitalize()}, {date_words(one.date)}"
    clause = f" ({md(one.clause)})" if one.clause else ""
    lines = (f"  - {md(line[:1].upper() + line[1:])}" for line in told)
    return "\n".join([f"- **{md(name)}**{clause}: {md(one.text)}", *lines])


def _data(one: Decision) -> dict[str, Any]:
    given = msgspec.to_builtins(one.declared) if one.declared is not None else {}
    declared = {name: value for name, value in given.items() if name not in ("kind", "motion")}
    return {
        "meeting": one.meeting,
        "title": one.title,
        "starts": one.starts,
        "entry": one.seq,
        "motion": one.motion,
        "number": one.number,
        "text": one.text,
        "rule": one.rule,
        "clause": one.clause,
        "topic": one.topic,
        "confidential": one.confidential,
        "way": one.way,
        "date": one.date or None,
        "by": list(one.by),
        "declared": declared or None,
        "not_taken": one.barred or None,
        "recount": None
        if one.recount is None
        else {**msgspec.to_builtins(one.recount), "outcome": one.outcome, "settled": one.settled},
        "by_casting_vote": one.by_casting_vote,
        "other_way": one.other_way,
        "margin": one.margin,
        "not_asked": list(one.not_asked),
        "left_out": list(one.left_out),
        "problem": one.problem or None,
        "approvals": as_data(one.approvals),
    }


def _columns(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    sizes = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    for row in rows:
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=True)).rstrip()


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
