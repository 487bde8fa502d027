"""An agenda item as its minutes tell it: what was noted, put and ruled on it in its order, its outcome and its times."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import partial

from boardtui.charter.words import started
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import minutes_of
from boardtui.meeting.followup.questions import told
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Item as ItemState, Stamped
from boardtui.papers.item_events import item_event
from boardtui.papers.model import (
    IN_PUBLIC,
    NOT_REACHED,
    NOT_YET,
    Event,
    Item,
    MinutedMotion,
    Names,
    Note,
)
from boardtui.papers.motions import amendments_first, en_bloc_words, motion
from boardtui.papers.references import action_reference, item_reference
from boardtui.papers.source import Source

_DECIDES = e.ResultDeclared | e.ConsensusDeclared | e.AmendmentAccepted | e.MotionWithdrawn
_BREAK = (e.MeetingAdjourned, e.MeetingResumed)


def items_of(src: Source, names: Names) -> Iterator[Item]:
    """The items of the agenda of which this part of the minutes tells."""
    for key, item in src.state.items.items():
        lines = [line for line in src.lines if _about_item(src, line, key)]
        if src.part == "public" or item.agenda.confidential or lines:
            yield _item(src, key, item, lines, names)


def _item(src: Source, key: str, item: ItemState, lines: list[Stamped], names: Names) -> Item:
    agenda = item.agenda
    reference = item_reference(src, key)
    facts = [word for word in (reference, agenda.paper, agenda.lead, agenda.purpose) if word]
    if without := [
        withheld.member
        for withheld in src.state.withheld
        if (withheld.meeting, withheld.item) == (src.state.meeting, key)
    ]:
        facts.append(f"Paper withheld from: {src.names(without)}")
    if item.added:
        facts.append("Added to the agenda at the meeting")
    content = tuple(_content(src, key, lines, names))
    return Item(
        number=agenda.number.rstrip("."),
        title=agenda.title,
        facts=tuple(map(started, facts[:1])) + tuple(facts[1:]),
        content=content,
        outcome=_outcome(src, key, lines, content),
        times=_times(src, key, lines),
        kind=standing_item(agenda),
        elsewhere=tuple(dict.fromkeys(_elsewhere(src, key))),
        above=tuple(dict.fromkeys(_above(src, key))),
        key=key,
    )


def _content(src: Source, key: str, lines: list[Stamped], names: Names) -> Iterator[Note | Event | MinutedMotion]:
    """Notes, rulings and motions in the order in which they came; a motion where it was decided, behind what was said on it."""
    texts: set[str] = set()
    decided = {line.entry.motion: line.seq for line in lines if isinstance(line.entry, _DECIDES)}
    notes = notes_on(src, key)
    for line in lines:
        entry = line.entry
        if line.seq in notes:
            yield Note(notes[line.seq])
        elif event := item_event(src, line):
            yield Event(src.time(line.at), event)
        else:
            about = getattr(entry, "motion", None)
            if line.seq < decided.get(about or "", 0):
                continue
            if about is not None and about not in texts and src.state.motions[about].item == key:
                for put in (*amendments_first(src, about), about):
                    if put not in texts:
                        texts.add(put)
                        yield motion(src, put, names)
            elif about in src.state.motions and about not in texts and _with_others(src, about, key):
                texts.add(about)
                yield Event(src.time(line.at), en_bloc_words(src, about, key))


def _with_others(src: Source, about: str, key: str) -> bool:
    """Whether an item was put together with others by a motion on one of those, and by no other motion after it."""
    motions = list(src.state.motions.values())
    put = src.state.motions[about]
    later = motions[motions.index(put) + 1 :]
    anew = put.status == "withdrawn" and any(key in (motion.item, *motion.covers) for motion in later)
    return key in put.covers and not anew


def _about_item(src: Source, line: Stamped, key: str) -> bool:
    entry = line.entry
    about = getattr(entry, "motion", None)
    if about is not None:
        motion = src.state.motions.get(about)
        return motion is not None and key in (motion.item, *motion.covers)
    if isinstance(entry, (e.RulingMade, e.SeatFilled, *_BREAK)):
        return item_then(src, line) == key
    if isinstance(entry, e.PublicExcluded):
        return key in entry.items
    if isinstance(entry, e.ChoiceEntry):
        return entry.choice in src.state.choices and src.state.choices[entry.choice].item == key
    of_item = (
        e.ItemOpened | e.ItemClosed | e.ItemDeferred | e.ItemAdded | e.NoteTaken | e.ParagraphDrafted | e.QuestionAsked
    )
    return isinstance(entry, of_item) and entry.item == key


def notes_on(src: Source, item: str | None) -> dict[int, str]:
    """The notes on an item as they stand in this part, by the number of the entry in whose place they stand."""
    mine = {line.seq for line in src.lines}
    return {
        note.place: told(src.state, note, src.clock.say, partial(action_reference, src))
        for note in src.state.notes
        if note.item == item and note.seq in mine
    }


def _elsewhere(src: Source, key: str) -> Iterator[str]:
    """What was dealt with while an item was open and is minuted in a part of its own: issues, decisions that wait."""
    for line in src.lines:
        entry = line.entry
        if ((isinstance(entry, e.DecisionReported) and entry.item) or item_then(src, line)) != key:
            continue
        issue, decision = getattr(entry, "issue", None), getattr(entry, "motion", None)
        if issue in src.held.state.issues:
            yield f"the issue “{src.held.state.issues[issue].title}”"
        elif decision in src.held.state.decisions:
            yield f"the decision “{src.held.state.decisions[decision].text.rstrip('.')}”"


def _above(src: Source, key: str) -> Iterator[str]:
    """The same of what is minuted before the items, where no item is of its kind."""
    kinds = {standing_item(item.agenda) for item in src.state.items.values()}
    for line in src.lines:
        entry = line.entry
        if item_then(src, line) == key and isinstance(entry, e.MinutesApproved) and "minutes" not in kinds:
            yield f"the minutes of “{minutes_of(src.state, entry.meeting)}”"
        elif item_then(src, line) == key and isinstance(entry, e.InterestDeclared) and "interests" not in kinds:
            yield "declarations of interest"


def _outcome(src: Source, key: str, lines: list[Stamped], content: tuple[Note | Event | MinutedMotion, ...]) -> str:
    for line in reversed(lines):
        if isinstance(line.entry, e.ItemDeferred):
            reason = f" Reason: {line.entry.reason}" if line.entry.reason.strip() else ""
            return f"The item was deferred.{reason}"
        if isinstance(line.entry, e.ItemClosed):
            return line.entry.outcome
    if content or src.part == "confidential":
        return ""
    if any(isinstance(line.entry, e.ItemOpened) for line in lines):
        return IN_PUBLIC if _went_private(src, key) else ""
    if src.was_private:
        return IN_PUBLIC
    return NOT_REACHED if src.closed else NOT_YET


def _went_private(src: Source, key: str) -> bool:
    """Whether the public was excluded while an item was open, so that it does not know what came of it."""
    return any(isinstance(line.entry, e.PublicExcluded) and item_then(src, line) == key for line in src.lines)


def _times(src: Source, key: str, lines: list[Stamped]) -> str:
    """From when until when, as far as this part of the minutes says."""
    opened = [line.at for line in lines if isinstance(line.entry, e.ItemOpened)]
    if not opened:
        return ""
    start = src.time(opened[0])
    if not start:
        return ""
    excluded = [line for line in src.lines if isinstance(line.entry, e.PublicExcluded) and item_then(src, line) == key]
    if excluded and src.part == "public" and lines[-1].seq < excluded[-1].seq:  # what came of it then is not known
        return _from(start, src.time(excluded[-1].at), ", in public")
    left = [line.at for line in src.standing if src.before[line.seq].current == key != src.after[line.seq].current]
    again = ", in parts" if len(opened) > 1 else ""
    return _from(start, src.time(left[-1]) if left else "", again)


def _from(start: str, end: str, more: str) -> str:
    return f"{start} to {end}{more}" if end else f"from {start}"


def breaks_of(src: Source, minuted: Container[str]) -> dict[str, dict[int, str]]:
    """What came while no item was open, each by the number of its entry, under the minuted item that was open last.

    Adjournments, and in the public part that the public was away before a later item. Those before the first item are
    under the empty key.
    """
    mine, away = {line.seq for line in src.lines}, _private_between(src, minuted)
    breaks: dict[str, dict[int, str]] = {}
    last = ""
    for line in src.standing:
        if isinstance(line.entry, e.ItemOpened) and line.entry.item in minuted:
            last = line.entry.item
        elif isinstance(line.entry, _BREAK) and line.seq in mine and item_then(src, line) is None:
            breaks.setdefault(last, {})[line.seq] = item_event(src, line)
        elif line.seq in away:
            breaks.setdefault(last, {})[line.seq] = f"The public was {away[line.seq]} (see Part 2)."
    return breaks


def _private_between(src: Source, minuted: Container[str]) -> dict[int, str]:
    """Each time that the public was away between two items, by its first entry: from when until when it was.

    Where the agenda has an item for it, that item tells of it.
    """
    kinds = {standing_item(item.agenda) for item in src.state.items.values()}
    if src.part != "public" or "private" in kinds:
        return {}
    found: dict[int, str] = {}
    waiting: dict[int, str] = {}  # no item was taken since
    excluded: Stamped | None = None
    for line in src.standing:
        match line.entry:
            case e.PublicExcluded():
                excluded = line if item_then(src, line) is None else None
            case e.PublicReadmitted() if excluded is not None:
                waiting[excluded.seq] = f"{_timed('excluded', src, excluded)} and {_timed('readmitted', src, line)}"
                excluded = None
            case e.ItemOpened() as opened if opened.item in minuted:
                found, waiting = found | waiting, {}
    return found


def _timed(what: str, src: Source, line: Stamped) -> str:
    time = src.time(line.at)
    return f"{what} at {time}" if time else what


def item_then(src: Source, line: Stamped) -> str | None:
    """The item that was open at an entry."""
    return src.before[line.seq].current
