"""What the approval of minutes corrected of a motion, so that wherever the motion is told its correction is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from boardtui.meeting.entries import Correction
from boardtui.meeting.fold.minuting import correction_words
from boardtui.meeting.state.state import State, item_label

_STOOD = re.compile(r"[“\"]([^”\"]+)[”\"] reads?\b")
_PLACE = re.compile(r"\b(item|motion|minute|paragraph)s?\s+([0-9A-Za-z][0-9A-Za-z.()/-]*)", re.IGNORECASE)


class Minuted(NamedTuple):
    """A motion as the draft minutes had it: its item by key and number, and the other motions of that item."""

    item: str
    item_number: str
    number: str
    text: str
    others: tuple[str, ...] = ()


def minuted(state: State, key: str) -> Minuted:
    """A motion of a meeting as its draft minutes had it."""
    motion = state.motions[key]
    others = (
        put_motion.text
        for put_motion in state.motions.values()
        if put_motion.item == motion.item and put_motion.key != key
    )
    return Minuted(motion.item, item_label(state, motion.item).rstrip("."), motion.number, motion.text, tuple(others))


def corrections_of_motion(motion: Minuted, entered: Iterable[Correction], worded: Iterable[str]) -> Iterator[str]:
    """What was corrected of a motion, in words.

    Args:
        motion: the motion.
        entered: the corrections that were entered one by one, each to an item or to none.
        worded: those that the approval gives in words alone; where they name no place they may be about any motion.
    """
    for correction in entered:
        if correction.item == motion.item and _is_of(motion, correction.stood):
            yield correction_words(correction)[len(correction.place) + 2 :]
    for sentence in worded:
        places = [(kind.lower(), number.rstrip(".")) for kind, number in _PLACE.findall(sentence)]
        stood = _STOOD.search(sentence)
        if (not places or any(_is_at(motion, kind, number) for kind, number in places)) and (
            stood is None or _is_of(motion, stood[1])
        ):
            yield sentence.rstrip(".")


def _is_of(motion: Minuted, stood: str) -> bool:
    """Whether a motion, or no motion of its item, has the words that are corrected."""
    return stood in motion.text or not any(stood in text for text in motion.others)


def text_as_corrected(motion: Minuted, entered: Iterable[Correction]) -> str:
    """The text of a motion as the approved minutes have it."""
    text = motion.text
    for correction in entered:
        if correction.item == motion.item and correction.stood.strip() and text.count(correction.stood) == 1:
            text = text.replace(correction.stood, correction.stands)
    return text


def worded_alone(corrections: Iterable[str], entered: Iterable[Correction]) -> tuple[str, ...]:
    """The corrections of an approval that were not entered one by one."""
    known = {correction_words(correction) for correction in entered}
    return tuple(correction for correction in corrections if correction not in known)


def _is_at(motion: Minuted, kind: str, number: str) -> bool:
    if kind == "motion":
        return number == motion.number
    return number == motion.item_number or number.startswith(f"{motion.item_number}.")
