"""The room display, step by step: private while the public is out, and as many members there as came in public and stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from boardtui.meeting import entries as e
from tests.agreement.naive import numbered_standing
from tests.public_record.pairs import Line

_CHANGED = re.compile(
    r"\| The meeting (became quorate|ceased to be quorate|was quorate by then|was no longer quorate by then)"
)


def wrong_room(lines: Sequence[Line], texts: dict[str, str]) -> Iterator[str]:
    """Each picture that is not that of its moment."""
    shown = [line.split("\t") for name, text in texts.items() if name.endswith(" room") for line in text.splitlines()]
    pictures = {int(number): (kind, " ".join(rest)) for number, kind, *rest in shown}
    outside, opened, there = False, False, set[str]()
    deputies: set[str] = set()
    for seq, entry, public in numbered_standing(lines):
        match entry:
            case e.MeetingConvened():
                outside, opened, there, deputies = False, False, set(), set()
            case e.MeetingOpened():
                opened = True
            case e.MemberArrived() if public:
                there.add(entry.member)
                (deputies.add if entry.deputy else deputies.discard)(entry.member)
            case e.MemberLeft() if public:
                there.discard(entry.member)
                deputies.discard(entry.member)
            case e.PublicExcluded():
                outside = True
            case e.PublicReadmitted():
                outside = False
                there, deputies = set(entry.present or ()), set(entry.deputies or {})
        if seq in pictures and opened:
            kind, rest = pictures[seq]
            if outside is not (kind == "Private") and kind != "Closed":
                yield f"entry {seq}: the room sees {kind} while the public is {'out' if outside else 'in'}"
            if said := re.search(r"attendance\.present=(\d+)", rest):
                number = int(said[1])
                if not len(there - deputies) <= number <= len(there):
                    yield f"entry {seq}: {number} in the room, {len(there)} by the entries, {len(deputies)} deputies of them"


def wrong_quorum(texts: dict[str, str]) -> Iterator[str]:
    """A meeting becomes quorate only when it was not, and ceases to be only when it was."""
    for name, text in texts.items():
        if " public minutes business" not in name:
            continue
        first = re.search(r"at the opening: (quorate|not quorate)", text)
        quorate = first[1] == "quorate" if first else None
        for said in _CHANGED.findall(text):
            now = "became" in said or "was quorate" in said
            if now is quorate:
                yield f"{name}: the meeting {said}, and it was so before"
            quorate = now
