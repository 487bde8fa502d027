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
from boardtui.meeting.record.actions_corrected import line_with_action, place_of_action
from boardtui.meeting.record.passages import Minuted, Of, passages, substantive
from boardtui.meeting.state.state import Approval, Stamped, State
from boardtui.meeting.state.wording import read_as, times_in

Words = tuple[str, str]  # what stood, and what shall stand
_WOULD = "would read"  # beside a motion's key: how it would read, where a correction quotes an amendment to it
_QUOTE = re.compile(r"[“”\"‘’]")
_END = re.compile(r"[.,;:]+$")
_STOOD = re.compile(r"[“\"]([^”\"]+)[”\"] reads?\b")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_COUNTED = re.compile(r"^action\s+([0-9]+)(?![0-9/.-])", re.IGNORECASE)
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


# Where the words stand


def place_of(state: State, correction: Correction) -> Of | None:
    """Which recorded words of its item a correction is about; None where it cannot be said, since none or several have them.

    Of words that a motion has as an amendment has them it is the motion.
    """
    places = _places_in(state, correction)
    return next((of for of in places if of[0] != _WOULD), None)


def action_place(state: State, lines: Sequence[Stamped], correction: Correction) -> str | None:
    """The action whose owner or due date a correction is about, by its key; None where that is not sure.

    ``lines``: the entries of the meeting, which led to ``state``.
    """
    if is_recorded(state, correction):
        return None
    return place_of_action(
        state, lines, correction, hidden=correction.confidential or _is_private(state, correction.item)
    )


def is_recorded(state: State, correction: Correction) -> bool:
    """Whether recorded words of its item have what a correction quotes, in one place or in several."""
    hidden = correction.confidential or _is_private(state, correction.item)
    every = (passage for passage in passages(state, correction.item) if passage.confidential is hidden)
    return bool(correction.stood.strip()) and any(_most(passage.texts, correction.stood) for passage in every)


def _places_in(state: State, correction: Correction) -> dict[Of, Words]:
    hidden = correction.confidential or _is_private(state, correction.item)
    return _places(list(passages(state, correction.item)), correction.stood, correction.stands, hidden=hidden)


def _places(every: Iterable[Minuted], stood: str, stands: str, *, hidden: bool) -> dict[Of, Words]:
    """Whose words a correction changes, and which of them: those that are quoted, in an amendment and its motion alike.

    Where only one of the two has them, what differs in them changes in the other, so that what an amendment puts and how
    the motion would read with it agree. Empty where that cannot be said.
    """
    mine = [passage for passage in every if passage.confidential is hidden]
    meant = [passage for passage in mine if _most(passage.texts, stood)] if stood.strip() else []
    meant.sort(key=lambda passage: bool(passage.amends))
    together = len(meant) == 2 and ("motion", meant[1].amends) == meant[0].of and _brought(meant[1], stood) > 0
    if not meant or (len(meant) > 1 and not together) or any(_most(passage.texts, stood) > 1 for passage in meant):
        return {}
    places = {passage.of: (stood, stands) for passage in meant}
    agreeing = {} if together else _agreeing(mine, meant[0], _differing(stood, stands))
    return {} if agreeing is None else {**places, **agreeing}


def _agreeing(every: Sequence[Minuted], changed: Minuted, words: Words) -> dict[Of, Words] | None:
    """Where the other of an amendment and its motion has words that the amendment brought in; None where it cannot be said."""
    stood, _ = words
    pairs = [(one, motion) for one in every for motion in every if ("motion", one.amends) == motion.of]
    places: dict[Of, Words] = {}
    for amendment, motion in pairs:
        if changed not in (amendment, motion) or _brought(amendment, stood) < 1:
            continue
        other = amendment.texts if changed is motion else motion.texts
        if _most(other, stood) > 1:
            return None
        if _most(other, stood):
            places[amendment.of if changed is motion else (_WOULD, amendment.amends)] = words
    return places


def _brought(amendment: Minuted, stood: str) -> int:
    """How often an amendment brings words into its motion."""
    return times_in(amendment.would, stood) - times_in(amendment.before, stood) if stood else 0


def _differing(stood: str, stands: str) -> Words:
    """What differs of two wordings, in whole words and without the quotes around them; nothing where one only adds."""
    before, after = (_QUOTE.sub("", words).split() for words in (stood, stands))
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    end = _END.search(" ".join(before))
    tail = end[0] if end and " ".join(after).endswith(end[0]) else ""
    words = (" ".join(before).removesuffix(tail), " ".join(after).removesuffix(tail))
    return words if all(words) else ("", "")


def _most(texts: Iterable[str], stood: str) -> int:
    """How often one of the texts has words at the most."""
    return max((times_in(text, stood) for text in texts if text), default=0)


def _is_private(state: State, item: str | None) -> bool:
    return item in state.items and state.items[item or ""].agenda.confidential


def placed(
    state: State, lines: Sequence[Stamped], entry: e.MinutesCorrected, *, confidential: bool
) -> e.MinutesCorrected:
    """A correction with the action or motion whose words, owner or date alone it is about, where that is as public as it is.

    ``state`` and ``lines``: the meeting whose minutes it corrects, with its entries.
    """
    made = Correction(entry.meeting, entry.item, entry.place, entry.stood, entry.stands, confidential)
    return replace(entry, **_action_or_motion(state, lines, made))


def _action_or_motion(state: State, lines: Sequence[Stamped], correction: Correction) -> dict[str, str]:
    may_be_read = correction.confidential or not _is_private(state, correction.item)
    kind, key = (place_of(state, correction) if may_be_read else None) or ("", "")
    if not kind and may_be_read and (action := action_place(state, lines, correction)):
        kind, key = "action", action
    return {f"of_{name}": str(key) if kind == name else "" for name in ("action", "motion")}


def worded_places(
    state: State,
    lines: Sequence[Stamped],
    approval: e.MinutesApproved,
    entered: Sequence[Correction],
    *,
    confidential: bool,
) -> e.MinutesApproved:
    """An approval with those of its corrections in words that correct an action or a motion of the meeting alone.

    With them is what a motion reads otherwise because the words of an amendment to it were corrected.
    """
    alone = _worded_alone(approval.corrections, entered)
    read = [one for text in alone if (one := _worded(state, text, confidential=confidential)) is not None]
    made = [replace(one, meeting=approval.meeting, **_action_or_motion(state, lines, one)) for one in read]
    amended = [
        replace(one, meeting=approval.meeting, stood=stood, stands=stands, of_action="", of_motion=str(key))
        for one in (*entered, *read)
        if one.confidential is confidential and (confidential or not _is_private(state, one.item))
        for (kind, key), (stood, stands) in _places_in(state, one).items()
        if kind == _WOULD
    ]
    return replace(approval, worded=tuple(kept for kept in (*made, *amended) if kept.of_action or kept.of_motion))


def corrections_in(state: State, given: Approval) -> tuple[tuple[Correction, str], ...]:
    """Every correction of an approval that says which words read otherwise, with its sentence there: entered, or worded so."""
    made = [(correction, _sentence_of(given.corrections, correction)) for correction in given.entered]
    for sentence in _worded_alone(given.corrections, given.entered):
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


class AsApproved(NamedTuple):
    """The entries of a meeting as its approved minutes have them, and the corrections that they read as."""

    lines: list[Stamped]
    made: tuple[Correction, ...]


def as_approved(state: State, lines: Sequence[Stamped], given: Approval) -> AsApproved:
    """The entries of a meeting with their own words as the approval of its minutes corrected them.

    Each correction is of the draft, as what is carried over has it: of two of the same words or owner the first holds.

    Args:
        state: what the entries lead to as they were recorded.
        lines: the entries.
        given: the approval, as far as whoever reads the entries may know it.
    """
    read, made = list(lines), []
    for correction, _ in corrections_in(state, given):
        before = read
        if places := _places_in(state, correction):
            read = [_line_read_as(state, line, places) for line in read]
        elif action := action_place(state, lines, correction) or correction.of_action:  # as recorded, so carried over
            read = [line_with_action(state, line, action, correction) for line in read]
        if read != before:
            made.append(correction)
    return AsApproved(read, tuple(made))


def _line_read_as(state: State, line: Stamped, places: Mapping[Of, Words]) -> Stamped:
    entry, of = line.entry, _passage_of(line)
    own = _OWN[type(entry)] if of in places else ()
    words = {name: places[of] for name in own if of is not None and name != "as_amended"}
    if isinstance(entry, e.MotionPut) and entry.amends:  # what it leads to is another motion's text
        key = substantive(state, entry.amends) or ""
        if would := places.get(("motion", key)) or places.get((_WOULD, key)):
            words["as_amended"] = would
    changed = {name: read_as(text, *words[name]) for name in words if (text := getattr(entry, name))}
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


def _sentence_of(corrections: Sequence[str], correction: Correction) -> str:
    """A correction that was entered as the approval names it; as it is worded now where it does not name it."""
    return sentence_among(corrections, correction) or correction_words(correction)


def change_of(corrections: Sequence[str], correction: Correction) -> str:
    """The same without its place."""
    return _sentence_of(corrections, correction)[len(correction.place) + 2 :]


def corrections_of(words: Minuted, entered: Sequence[Correction], corrections: Sequence[str]) -> Iterator[str]:
    """What was corrected of a motion, a note or an action, in words.

    One that names neither its item nor its motion is told of the meeting and beside none of its decisions.

    Args:
        words: what the draft minutes had.
        entered: the corrections that were entered one by one, each to an item or to none.
        corrections: all with which the minutes were approved, those in words alone among them.
    """
    for correction in entered:
        if _change(words, correction):
            yield change_of(corrections, correction)
        elif _is_about(words, correction) and _is_of(words, correction.stood):
            yield _sentence_of(
                corrections, correction
            )  # with its place: it is of the item, and need not be of these words
    for sentence in _worded_alone(corrections, entered):
        stood, worded = _STOOD.search(sentence), _from_words(sentence, _items(words), confidential=words.confidential)
        named = _is_named(words, sentence) and _is_of(words, stood[1] if stood else "")
        if named or (worded is not None and _change(words, worded)):
            yield sentence.rstrip(".")


def of_action(texts: Iterable[str], number: int) -> tuple[str, ...]:
    """Those of an action, by its number in the minutes: one that counts its action is of that one alone."""
    return tuple(text for text in texts if str(number) in (_COUNTED.findall(text) or [str(number)]))


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
    own = bool(stood.strip()) and _most((*words.texts, *words.names), stood) > 0
    if own or not words.number:
        return own
    return not stood.strip() or not any(_most((*other.texts, *other.names), stood) for other in words.others)


def text_as_corrected(words: Minuted, given: Approval) -> str:
    """The text of a motion, a note or an action as the approved minutes have it."""
    alone = _worded_alone(given.corrections, given.entered)
    worded = (_from_words(sentence, _items(words), confidential=given.confidential) for sentence in alone)
    text = words.text
    for correction in (*given.entered, *filter(None, worded)):
        changed = _change(words, correction)
        text = read_as(text, *changed) if changed else text
    return text


def _items(words: Minuted) -> dict[tuple[str, str], str]:
    """Their item by what a correction in words may name: the item itself, or a motion of it."""
    motions = {("motion", one.number): one.item for one in (words, *words.others) if one.number}
    return {("item", words.item_number): words.item, **motions}


def _change(words: Minuted, correction: Correction) -> Words | None:
    """What a correction changes of these words; None where it does not."""
    if correction.item != (words.item or None):
        return None
    every = (words, *words.others)
    hidden = correction.confidential or all(one.confidential for one in every)
    places = _places(every, correction.stood, correction.stands, hidden=hidden)
    return places.get(words.of) or places.get((_WOULD, words.of[1]))


def _worded_alone(corrections: Sequence[str], entered: Iterable[Correction]) -> tuple[str, ...]:
    """The corrections of an approval that were not entered one by one."""
    known = {sentence_among(corrections, correction) for correction in entered}
    return tuple(correction for correction in corrections if correction not in known)


def _is_at(words: Minuted, number: str) -> bool:
    """Whether a number is that of their item, or of a paragraph of it."""
    return bool(words.item_number) and (number == words.item_number or number.startswith(f"{words.item_number}."))
