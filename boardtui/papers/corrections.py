"""Corrections to minutes and their approval, as papers tell of them: at the place, as a list, and who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from boardtui.charter.words import stopped
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import correction_words, sentence_among
from boardtui.meeting.record.corrected import (
    action_place,
    as_approved,
    change_of,
    corrections_in,
    corrections_of,
    is_recorded,
    of_action,
    place_of,
)
from boardtui.meeting.record.passages import minuted, passages
from boardtui.meeting.state import state as s
from boardtui.meeting.state.wording import read_as, times_in
from boardtui.papers.minuted import is_of
from boardtui.papers.model import MinutedMotion, Minutes, Note, Paper
from boardtui.papers.source import Source

_AS_DRAFTED = "The text is that of the draft."
_CORRECTED_BEFORE = "An earlier correction holds."


class Approval(NamedTuple):
    """How minutes were approved: at which meeting, in words, and as its part of the book has it."""

    meeting: str
    given: s.Approval


def approval_among(srcs: Sequence[Source], meeting: str) -> Approval | None:
    """How one of these later meetings approved the minutes of that one; None where none of them did."""
    for src in srcs:
        for given in src.record.now.approved:
            if given.meeting == meeting:
                title, day = src.state.title, src.clock.say(src.state.starts[:10])
                return Approval(f"“{title}”, {day}" if title else day, given)
    return None


def read_as_corrected(minutes: Minutes, src: Source, approval: Approval | None) -> Minutes:
    """Approved minutes as they read with their corrections, each noted at its item with the meeting that approved it.

    What was recorded in words reads so already (`Source`). Here what the program words itself (a count, a name, a time) reads
    so where the words stand in one place of the item, or of the minutes, alone; what is added stands at the end of its item.
    Corrections that cannot be placed are named, and the text is left as it was.
    """
    placed, made = set(), _made(src, approval)
    for correction, sentence in _of_this_part(src, approval):
        there, again = correction in made, correction not in made and _is_of_corrected(src, correction)
        recorded = there or again or is_recorded(src.draft.now, correction)
        read = minutes if recorded else _reading(minutes, correction)
        done = there or read != minutes
        placed |= {sentence} if done else set()
        change = change_of(approval.given.corrections if approval else (), correction)
        told = change if done else sentence.rstrip(".")  # without words that read so, only its place says what it is of
        rest = "" if done else f" {_CORRECTED_BEFORE if again else _AS_DRAFTED}"
        minutes = _noted(read, correction, _sentence(approval, told) + rest)
    return replace(minutes, unplaced=tuple(sentence for sentence in minutes.corrections if sentence not in placed))


def _of_this_part(src: Source, approval: Approval | None) -> list[tuple[e.Correction, str]]:
    """The corrections of this part that say which words read otherwise, each with its sentence in the approval."""
    if approval is None:
        return []
    hidden = src.part == "confidential"
    every = corrections_in(src.draft.now, approval.given)
    return [(correction, sentence) for correction, sentence in every if _hidden(src, correction) is hidden]


def _noted(minutes: Minutes, correction: e.Correction, sentence: str) -> Minutes:
    """The minutes with a correction named at its item."""
    items = tuple(
        replace(item, corrections=(*item.corrections, sentence)) if item.key == correction.item else item
        for item in minutes.items
    )
    return replace(minutes, items=items)


def _sentence(approval: Approval | None, change: str, begins: str = "Corrected") -> str:
    return stopped(f"{begins} on approval at {approval.meeting if approval else ''}: {change}")


def at_motion(src: Source, approval: Approval | None, key: str) -> tuple[str, ...]:
    """The corrections to what the draft said of a motion or of its item, as far as this part may tell.

    They are told as corrections of the minutes: one of the item need not be of this motion.
    """
    if approval is None:
        return ()
    entered = _entered(src, approval)
    texts = corrections_of(minuted(src.draft.now, key), entered, all_corrections(src, approval))
    return tuple(_sentence(approval, text, "Minutes corrected") for text in texts)


def at_action(src: Source, approval: Approval | None, key: str) -> tuple[str, ...]:
    """The corrections to what the draft said of an action, its owner or its date that neither of these reads as.

    Such are those of an owner that two actions have.
    One that counts its action is of that one alone.
    """
    state = src.draft.now
    if approval is None or key not in state.actions:
        return ()
    every = list(passages(state, state.actions[key].item))
    words = next((one for one in every if one.of == ("action", key)), None)
    if words is None:
        return ()
    made = _made(src, approval)
    placed = {sentence for correction, sentence in _of_this_part(src, approval) if correction in made}
    entered = [correction for correction in _entered(src, approval) if correction not in made]
    told = [sentence for sentence in all_corrections(src, approval) if sentence not in placed]
    agreed = [line.entry.action for line in src.lines if isinstance(line.entry, e.ActionAgreed)]
    number = agreed.index(key) + 1 if key in agreed else 0  # as the annex numbers them
    texts = corrections_of(words._replace(others=tuple(one for one in every if one is not words)), entered, told)
    return tuple(_sentence(approval, text, "Minutes corrected") for text in of_action(texts, number))


def _made(src: Source, approval: Approval | None) -> tuple[e.Correction, ...]:
    """The corrections that recorded words, or the row of an action, read as."""
    if approval is None:
        return ()
    return as_approved(src.draft.now, [*src.draft.lines, *src.draft.since], approval.given).made


def _is_of_corrected(src: Source, correction: e.Correction) -> bool:
    """Whether a correction is of words, or of the row of an action, that another one corrected, or put there."""
    return any(
        place_of(record.now, correction) is not None
        or action_place(record.now, [*record.lines, *record.since], correction) is not None
        for record in (src.draft, src.record)
    )


def all_corrections(src: Source, approval: Approval | None) -> tuple[str, ...]:
    """Every correction with which the minutes were approved; those that are confidential in their own part."""
    if approval is None:
        return ()
    given = approval.given
    mine = tuple(correction_words(correction) for correction in _entered(src, approval))
    if given.confidential:
        return (*mine, *given.corrections) if src.part == "confidential" else ()
    return mine if src.part == "confidential" else given.corrections


def approval_words(src: Source, approval: Approval | None) -> str:
    """Where, when and by whom the minutes were approved and signed."""
    if approval is None:
        return ""
    given = approval.given
    what = "with the corrections named here" if all_corrections(src, approval) else "as a correct record"
    known = given.signed_by and (src.part == "confidential" or not given.confidential)
    signed = f", to be signed by {given.signs}" if known else ""
    return f"Approved {what} at {approval.meeting}{signed}."


def entered_words(src: Source) -> Iterator[str]:
    """The corrections entered at this meeting to minutes that it did not approve, or in confidence to those that it did.

    The latter may have been entered before it. With which others it approved them stands with the approval, which is public.
    """
    convened = next((line.entry for line in src.standing if isinstance(line.entry, e.MeetingConvened)), None)
    waiting = {due.meeting: due for due in (convened.carried.minutes if convened else ())}
    approved = {given.meeting for given in src.state.approved}
    for line in src.lines:
        entry = line.entry
        if isinstance(entry, e.MinutesCorrected) and entry.meeting in waiting and entry.meeting not in approved:
            made = e.Correction(entry.meeting, entry.item, entry.place, entry.stood, entry.stands)
            of = _minutes_named(src, waiting[entry.meeting])
            yield stopped(f"To the draft minutes of {of} a correction was entered: {correction_words(made)}")
    if src.part == "confidential":
        for given in src.state.approved:
            of = _minutes_named(src, waiting[given.meeting]) if given.meeting in waiting else given.title
            for made in given.entered:
                if made.confidential and sentence_among(given.corrections, made) is None:
                    yield stopped(
                        f"The minutes of {of} were approved with this correction too: {correction_words(made)}"
                    )


def _minutes_named(src: Source, due: e.MinutesDue) -> str:
    """Earlier minutes by the title of their meeting and its day."""
    return f"“{due.title or due.meeting}” ({src.clock.say(due.starts)})" if due.starts else due.title or due.meeting


def _entered(src: Source, approval: Approval | None) -> tuple[e.Correction, ...]:
    """Those entered one by one that belong to this part; one to an item that is confidential is, too."""
    if approval is None:
        return ()
    hidden = src.part == "confidential"
    return tuple(correction for correction in approval.given.entered if _hidden(src, correction) is hidden)


def _hidden(src: Source, correction: e.Correction) -> bool:
    """Whether a correction is confidential: as it is marked, or as the item is that it corrects."""
    item = src.state.items.get(correction.item or "")
    unknown = correction.item is not None and item is None and src.part == "public"
    return correction.confidential or unknown or (item is not None and item.agenda.confidential)


# What the program words itself

_KEPT = frozenset(
    {"status", "part", "dates", "moment", "kind", "key", "number", "item", "corrections", "signs", "carried"}
)
_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("in attendance", ("attending",)),
    ("seat|co-opt", ("seats", "course")),
    ("attend|present|member", ("present", "attending", "apologies", "represented", "absent", "proxies")),
    ("apolog", ("apologies",)),
    ("interest|declar", ("interests", "register")),
    ("arriv|depart|course", ("movements", "course")),
    ("head|title|time|date|place|quorum|notice", ("header",)),
    ("ruling", ("rulings",)),
    ("issue", ("issues", "answers")),
    ("action", ("actions",)),
)
_EVERY = (
    "header", "present", "attending", "apologies", "represented", "absent", "proxies", "movements", "course", "interests",
    "rulings", "seats", "opening", "notes", "issues", "decisions", "register", "answers", "milestones",
)  # fmt: skip
Thing = Paper | str


def _reading(minutes: Minutes, correction: e.Correction) -> Minutes:
    """The minutes with words of the program's own corrected, or something added to an item; as they are where that fails."""
    if correction.item is None:
        return _general(minutes, correction)
    item = next((item for item in minutes.items if item.key == correction.item), None)
    if item is None:
        return minutes
    if not correction.stood.strip():
        added = replace(item, content=(*item.content, Note(correction.stands)))
        return replace(minutes, items=tuple(added if each is item else each for each in minutes.items))
    mine = [action for action in minutes.actions if is_of(item, action)]
    alone = replace(item, content=())
    meant = _only([*item.content, alone, *mine], correction.stood)
    if meant is None:
        return minutes
    read = _mapped(meant, correction)
    if isinstance(read, MinutedMotion) and _is_of_count(meant, correction):
        read = replace(read, recounted=True)
    content = tuple(read if part is meant else part for part in item.content)
    now = replace(read if meant is alone else item, content=content)
    return replace(
        minutes,
        items=tuple(now if each is item else each for each in minutes.items),
        actions=tuple(read if action is meant else action for action in minutes.actions),
    )


def _is_of_count(motion: Thing, correction: e.Correction) -> bool:
    """Whether a correction is of figures in the sentence that says how a motion was decided, and not of the motion's words."""
    if not isinstance(motion, MinutedMotion) or motion.figures is None or times_in(motion.text, correction.stood):
        return False
    other = re.findall(r"\d+", correction.stood) != re.findall(r"\d+", correction.stands)
    return other and any(times_in(text, correction.stood) for text in (motion.resolution, motion.decision))


def _general(minutes: Minutes, correction: e.Correction) -> Minutes:
    """The minutes with words corrected that stand in no item: those of the part that the correction names, if it does."""
    if not correction.stood.strip():
        return minutes
    named = next((names for pattern, names in _SECTIONS if re.search(pattern, correction.place, re.IGNORECASE)), _EVERY)
    things = [(name, thing) for name in named for thing in _things(minutes, name)]
    meant = _only([thing for _, thing in things], correction.stood)
    if meant is None:
        return minutes
    name = next(name for name, thing in things if thing is meant)
    read = _mapped(meant, correction)
    part = getattr(minutes, name)
    return replace(
        minutes, **{name: tuple(read if each is meant else each for each in part) if isinstance(part, tuple) else read}
    )


def _things(minutes: Minutes, name: str) -> tuple[Thing, ...]:
    part = getattr(minutes, name)
    return part if isinstance(part, tuple) else (part,)


def _only(things: Sequence[Thing], stood: str) -> Thing | None:
    """The one among things that has the words, once in each of its sentences; None where none has, or several."""
    having = [thing for thing in things if any(times_in(text, stood) for text in _texts(thing))]
    once = len(having) == 1 and all(times_in(text, stood) < 2 for text in _texts(having[0]))
    return having[0] if once else None


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _texts(part)
    elif isinstance(thing, Paper):
        for name in thing.__struct_fields__:
            if name not in _KEPT:
                yield from _texts(getattr(thing, name))


def _mapped(thing: Any, correction: e.Correction) -> Any:
    if isinstance(thing, str):
        return read_as(thing, correction.stood, correction.stands)
    if isinstance(thing, tuple):
        return tuple(_mapped(part, correction) for part in thing)
    if isinstance(thing, Paper):
        names = [name for name in thing.__struct_fields__ if name not in _KEPT]
        return replace(thing, **{name: _mapped(getattr(thing, name), correction) for name in names})
    return thing
