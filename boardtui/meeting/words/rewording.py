"""How one text becomes another, in words: what is read for what, deleted and inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_PIECES = re.compile(r"[£$€]?\w+(?:[.,'’/-]\w+)*%?|[^\w\s]|\s+")  # £2.5m, 2027/28 and 3.5% are each one piece
_LIKENESS = 0.3  # below that most words are others, and a list of changes tells less than the new text
_MOST = 4_000  # pieces of a text that are compared; longer ones would hold up a key


def changes(old: str, new: str) -> list[tuple[str, str, str]]:
    """The changes that make the new text of the old one.

    Args:
        old: the text as it stands.
        new: the text as it is to read.

    Returns:
        For each change the words before it, the words that go, and those that come in their place (one of them may be empty).
    """
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    changed: list[tuple[str, str, str]] = []
    for lead, gone, come in _differences(before, after):
        lead_words = "".join(before[:lead]).split()
        changed.append((" ".join(lead_words[-3:]), "".join(gone).strip(), "".join(come).strip()))
    return [change for change in changed if change[1] != change[2]]


def changes_in_words(old: str, new: str) -> str:
    """The changes as one sentence, such as: For “5 million” read “4 million”; after “beds” insert “by May”."""
    if " ".join(old.split()) == " ".join(new.split()):
        return ""
    if _are_others(old, new):
        return _ended(f"Delete all and insert “{new.strip()}”")
    parts = []
    for lead, gone, come in changes(old, new):
        place = f"after “{lead}” " if lead and gone and old.count(gone) > 1 else ""
        if gone and come:
            parts.append(f"{place}for “{gone}” read “{come}”")
        elif gone:
            parts.append(f"{place}delete “{gone}”")
        else:
            parts.append(f"after “{lead}” insert “{come}”" if lead else f"begin with “{come}”")
    sentence = "; ".join(parts)
    return _ended(f"{sentence[:1].upper()}{sentence[1:]}" if sentence else f"Delete all and insert “{new.strip()}”")


def _ended(sentence: str) -> str:
    """The sentence with its full stop, unless the words that it quotes last have one."""
    return sentence if sentence.endswith((".”", "?”", "!”")) else f"{sentence}."


def marked(old: str, new: str) -> str:
    """The new text with what goes and what comes marked by words: … [delete: 5] [insert: 4] million."""
    if _are_others(old, new):
        return f"[delete: {old.strip()}] [insert: {new.strip()}]"
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    text, done = "", 0
    for lead, gone, come in _differences(before, after):
        text += "".join(before[done:lead])
        done = lead + len(gone)
        marks = [
            f"[{name}: {words}]"
            for name, words in (("delete", "".join(gone).strip()), ("insert", "".join(come).strip()))
            if words
        ]
        room = " " if text and not text[-1].isspace() else ""
        text += room + " ".join(marks)
        text += " " if done < len(before) and before[done][0].isalnum() else ""
    return text + "".join(before[done:])


def _are_others(old: str, new: str) -> bool:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if len(before) + len(after) > _MOST:
        return True
    old_words, new_words = ([piece for piece in pieces if not piece.isspace()] for pieces in (before, after))
    return SequenceMatcher(None, old_words, new_words, autojunk=False).ratio() < _LIKENESS


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Where pieces differ: the place in the old ones, those that go, those that come; blanks alone part no change."""
    pending: tuple[int, int, int, int] | None = None
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            if pending is not None and "".join(before[i1:i2]).strip():
                a1, a2, b1, b2 = pending
                yield a1, before[a1:a2], after[b1:b2]
                pending = None
            continue
        pending = (i1, i2, j1, j2) if pending is None else (pending[0], i2, pending[2], j2)
    if pending is not None:
        a1, a2, b1, b2 = pending
        yield a1, before[a1:a2], after[b1:b2]
