"""What the approval of minutes corrected: where in a meeting each correction belongs, and how what it touches reads then.

Whatever tells of a meeting whose minutes were approved reads the recorded words as they were corrected (`as_approved`),
so that minutes, registers, search and open data have the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.entries import Correction
from boardtui.meeting.fold.minuting import correction_words, sentence_among
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import Approval, Motion, Stamped, State, item_label
from boardtui.meeting.state.wording import read_as, times_in

Of = tuple[str, str | int]  # a motion or action by its key, a note, an interest or an outcome by its entry or item
_STOOD = re.compile(r"[“\"]([^”\"]+)[”\"] reads?\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_PLACE = re.compile(r"\b(item|motion|minute|paragraph)s?\s+([0-9A-Za-z][0-9A-Za-z.()/-]*)", re.IGNORECASE)
_WORDED = re.compile(
    r"(?P<place>(?P<kind>item|motion)\s+(?P<number>[0-9A-Za-z.()/-]*[0-9A-Za-z)])[^“”\"]*?)[:,]?\s*(?:for\s+)?"
    r"[“\"](?P<stood>[^“”\"]+)[”\"]\s*,?\s*(?:reads?|is to read|should read)\s+[“\"](?P<stands>[^“”\"]+)[”\"]\s*\.?",
    re.IGNORECASE | re.DOTALL,
)
_OWN: Mapping[type[e.AnyEntry], tuple[str, ...]] = {
    e.MotionPut: ("text", "as_amended", "reasons", "delegated_to", "by_when"),
    e.MotionWithdrawn: ("reason",),
    e.NoteTaken: ("text",),
    e.ParagraphDrafted: ("text",),
    e.ActionAgreed: ("text",),
    e.InterestDeclared: ("nature", "reason"),
    e.ItemClosed: ("outcome",),
    e.ItemDeferred: ("reason",),
}
"""The fields of an entry that hold words of its own."""


class Passage(NamedTuple):
    """Words that belong together: a motion with how it was put and reads, a note, an action, an interest, an outcome."""

    of: Of
    texts: tuple[str, ...]
    confidential: bool = False


class Minuted(NamedTuple):
    """A motion, a note or an action as the draft minutes had it, with its item by key and number.

    ``beside`` are further words of its own, such as how a motion was put, ``others`` the other words of the item.
    """

    item: str
    item_number: str
    number: str
    text: str
    beside: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def passages(state: State, item: str | None) -> Iterator[Passage]:
    """The recorded words of an item, or of none; of the item for interests every interest declared."""
    for note in state.notes:
        if note.item == item:
            yield Passage(("note", note.seq), (note.text,), note.confidential)
    agenda_item = state.items.get(item or "")
    if agenda_item is None:
        return
    amended = _as_amended(state)
    for motion in state.motions.values():
        if motion.item == item:
            texts = (motion.text, *_beside(motion, amended))
            yield Passage(("motion", motion.key), texts, motion.confidential)
    for action in state.actions.values():
        if action.item == item and action.meeting == state.meeting:
            yield Passage(("action", action.action), (action.text,), action.confidential)
    interests = state.interests if standing_item(agenda_item.agenda) == "interests" else ()
    for interest in interests:
        yield Passage(("interest", interest.seq), (interest.nature, interest.reason), interest.confidential)
    if agenda_item.outcome:
        hidden = agenda_item.agenda.confidential or agenda_item.outcome_confidential
        yield Passage(("outcome", agenda_item.agenda.item), (agenda_item.outcome,), hidden)


def _as_amended(state: State) -> dict[str, list[str]]:
    """How motions would read with each of their amendments, by the motion that these change in the end."""
    amended: dict[str, list[str]] = {}
    for other in state.motions.values():
        if other.as_amended:
            amended.setdefault(_substantive(state, other.amends) or "", []).append(other.as_amended)
    return amended


def _beside(motion: Motion, amended: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """How a motion was put and would read with each amendment, why it was put, and what was said of it."""
    own = (motion.put_as, motion.reasons, motion.delegated_to, motion.by_when, motion.withdrawn_reason)
    return tuple(text for text in (*own, *amended.get(motion.key, ())) if text)


def _substantive(state: State, amends: str | None) -> str | None:
    """The motion that an amendment, or an amendment to one, changes in the end."""
    seen: set[str] = set()
    while amends in state.motions and amends not in seen and state.motions[amends or ""].amends:
        seen.add(amends or "")
        amends = state.motions[amends or ""].amends
    return amends


def minuted(state: State, key: str, *, alone: bool = False) -> Minuted:
    """A motion of a meeting as its draft minutes had it; ``alone``: without the other words of its item."""
    motion = state.motions[key]
    others = () if alone else _others(state, motion.item, ("motion", key))
    beside = _beside(motion, _as_amended(state))
    return Minuted(motion.item, _number(state, motion.item), motion.number, motion.text, beside, others)


def noted(state: State, item: str | None, text: str) -> Minuted:
    """A note or an action of a meeting as its draft minutes had it, without the other words of its item."""
    return Minuted(item or "", _number(state, item), "", text)


def _others(state: State, item: str, of: Of) -> tuple[str, ...]:
    all_passages = list(passages(state, item))
    hidden = next((passage.confidential for passage in all_passages if passage.of == of), False)
    return tuple(
        text
        for passage in all_passages
        if passage.of != of and passage.confidential is hidden
        for text in passage.texts
        if text
    )


def _number(state: State, item: str | None) -> str:
    return item_label(state, item).rstrip(".")


# Where the words stand


def place_of(state: State, correction: Correction) -> Of | None:
    """Which recorded words of its item a correction is about; None where it cannot be said, since none or several have them."""
    if not correction.stood.strip():
        return None
    hidden = correction.confidential or _is_private(state, correction.item)
    meant = [
        passage
        for passage in passages(state, correction.item)
        if passage.confidential is hidden and any(times_in(text, correction.stood) for text in passage.texts)
    ]
    once = len(meant) == 1 and all(times_in(text, correction.stood) < 2 for text in meant[0].texts)
    return meant[0].of if once else None


def _is_private(state: State, item: str | None) -> bool:
    return item in state.items and state.items[item or ""].agenda.confidential


def placed(state: State, entry: e.MinutesCorrected, *, confidential: bool) -> e.MinutesCorrected:
    """A correction with the action or motion whose words alone it is about, where that is as public as it is.

    ``state``: the meeting whose minutes it corrects.
    """
    made = Correction(entry.meeting, entry.item, entry.place, entry.stood, entry.stands, confidential)
    return replace(entry, **_action_or_motion(state, made))


def _action_or_motion(state: State, correction: Correction) -> dict[str, str]:
    may_be_read = correction.confidential or not _is_private(state, correction.item)
    kind, key = (place_of(state, correction) if may_be_read else None) or ("", "")
    return {f"of_{name}": str(key) if kind == name else "" for name in ("action", "motion")}


def worded_places(
    state: State, approval: e.MinutesApproved, entered: Iterable[Correction], *, confidential: bool
) -> e.MinutesApproved:
    """An approval with those of its corrections in words that correct an action or a motion of the meeting alone."""
    alone = worded_alone(approval.corrections, entered)
    read = (_worded(state, sentence, confidential=confidential) for sentence in alone)
    made = [
        replace(correction, meeting=approval.meeting, **_action_or_motion(state, correction))
        for correction in read
        if correction is not None
    ]
    return replace(approval, worded=tuple(kept for kept in made if kept.of_action or kept.of_motion))


def corrections_in(state: State, given: Approval) -> tuple[tuple[Correction, str], ...]:
    """Every correction of an approval that says which words read otherwise, with its sentence there: entered, or worded so."""
    made = [(correction, sentence_of(given.corrections, correction)) for correction in given.entered]
    for sentence in worded_alone(given.corrections, given.entered):
        correction = _worded(state, sentence, confidential=given.confidential)
        if correction is not None:
            made.append((correction, sentence))
    return tuple(made)


def _worded(state: State, sentence: str, *, confidential: bool) -> Correction | None:
    """A correction in words, of the item or of that of the motion that they name."""
    items = {("item", item.agenda.number.rstrip(".")): key for key, item in state.items.items()}
    items |= {("motion", motion.number): motion.item for motion in state.motions.values()}
    return _from_words(sentence, items, confidential=confidential)


def _from_words(sentence: str, items: Mapping[tuple[str, str], str], *, confidential: bool) -> Correction | None:
    """What a sentence such as “Item 4: for “x” read “y”” says; None where it does not, or names no known place."""
    match = _WORDED.fullmatch(sentence.strip())
    item = items.get((match["kind"].lower(), match["number"].rstrip("."))) if match else None
    if match is None or item is None:
        return None
    return Correction("", item, match["place"].strip(), match["stood"], match["stands"], confidential)


def as_approved(state: State, lines: Sequence[Stamped], given: Approval) -> list[Stamped]:
    """The entries of a meeting with their own words as the approval of its minutes corrected them.

    Args:
        state: what the entries lead to as they were recorded.
        lines: the entries.
        given: the approval, as far as whoever reads the entries may know it.
    """
    read = list(lines)
    for correction, _ in corrections_in(state, given):
        of = place_of(state, correction)
        if of is not None:
            read = [_line_read_as(state, line, of, correction) for line in read]
    return read


def _line_read_as(state: State, line: Stamped, of: Of, correction: Correction) -> Stamped:
    entry = line.entry
    names: tuple[str, ...] = _OWN[type(entry)] if _passage_of(line) == of else ()
    if isinstance(entry, e.MotionPut) and entry.amends:  # what it leads to is another motion's text
        names = tuple(name for name in names if name != "as_amended")
        names += ("as_amended",) if of == ("motion", _substantive(state, entry.amends)) else ()
    texts = {name: getattr(entry, name) for name in names}
    changed = {name: read_as(text, correction.stood, correction.stands) for name, text in texts.items() if text}
    return replace(line, entry=replace(entry, **changed)) if changed else line


def _passage_of(line: Stamped) -> Of | None:
    match line.entry:
        case e.MotionPut(motion=motion) | e.MotionWithdrawn(motion=motion):
            return "motion", motion
        case e.NoteTaken() | e.ParagraphDrafted():
            return "note", line.seq
        case e.ActionAgreed(action=action):
            return "action", action
        case e.InterestDeclared():
            return "interest", line.seq
        case e.ItemClosed(item=item) | e.ItemDeferred(item=item):
            return "outcome", item
    return None


# Told beside what was corrected


def sentence_of(corrections: Sequence[str], correction: Correction) -> str:
    """A correction that was entered as the approval names it; as it is worded now where it does not name it."""
    return sentence_among(corrections, correction) or correction_words(correction)


def change_of(corrections: Sequence[str], correction: Correction) -> str:
    """The same without its place."""
    return sentence_of(corrections, correction)[len(correction.place) + 2 :]


def corrections_of(words: Minuted, entered: Sequence[Correction], corrections: Sequence[str]) -> Iterator[str]:
    """What was corrected of a motion, a note or an action, in words.

    One that names neither its item nor its motion is told of the meeting and beside none of its decisions.

    Args:
        words: what the draft minutes had.
        entered: the corrections that were entered one by one, each to an item or to none.
        corrections: all with which the minutes were approved, those in words alone among them.
    """
    for correction in entered:
        if _is_about(words, correction) and _is_of(words, correction.stood):
            yield change_of(corrections, correction)
    for sentence in worded_alone(corrections, entered):
        stood = _STOOD.search(sentence)
        if _is_named(words, sentence) and _is_of(words, stood[1] if stood else ""):
            yield sentence.rstrip(".")


def _is_about(words: Minuted, correction: Correction) -> bool:
    """Whether a correction is to the item of these words, or to none but names it."""
    if correction.item is None and words.item:
        return _is_named(words, correction.place)
    return correction.item == (words.item or None)


def _is_named(words: Minuted, sentence: str) -> bool:
    """Whether a sentence names their motion or, where it names no motion, their item; what it quotes names nothing."""
    places = [(kind.lower(), number.rstrip(".")) for kind, number in _PLACE.findall(_QUOTED.sub("", sentence))]
    motions = [number for kind, number in places if kind == "motion"]
    if motions:
        return bool(words.number) and words.number in motions
    return any(_is_at(words, number) for _, number in places)


def _is_of(words: Minuted, stood: str) -> bool:
    """Whether these words, or of a motion no others of its item, are those that are corrected."""
    own = any(times_in(text, stood) for text in (words.text, *words.beside)) if stood.strip() else False
    if own or not words.number:
        return own
    return not stood.strip() or not any(times_in(text, stood) for text in words.others)


def text_as_corrected(words: Minuted, given: Approval) -> str:
    """The text of a motion or of a note as the approved minutes have it."""
    items = {("item", words.item_number): words.item, ("motion", words.number): words.item}
    alone = worded_alone(given.corrections, given.entered)
    worded = (_from_words(sentence, items, confidential=given.confidential) for sentence in alone)
    text = words.text
    for correction in (*given.entered, *filter(None, worded)):
        stood = correction.stood
        own = [times_in(each, stood) for each in (words.text, *words.beside)]
        mine = correction.item == (words.item or None) and bool(stood.strip()) and max(own) == 1
        if mine and not any(times_in(other, stood) for other in words.others):
            text = read_as(text, stood, correction.stands)
    return text


def worded_alone(corrections: Sequence[str], entered: Iterable[Correction]) -> tuple[str, ...]:
    """The corrections of an approval that were not entered one by one."""
    known = {sentence_among(corrections, correction) for correction in entered}
    return tuple(correction for correction in corrections if correction not in known)


def _is_at(words: Minuted, number: str) -> bool:
    """Whether a number is that of their item, or of a paragraph of it."""
    return bool(words.item_number) and (number == words.item_number or number.startswith(f"{words.item_number}."))
