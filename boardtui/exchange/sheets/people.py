"""Whose name a cell holds: titles, letters behind it and "SURNAME, First" hide nobody; who is only like a member is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from boardtui.exchange.sheets.naming import Named, Register
from boardtui.folding import folded
from boardtui.meeting.state.labels import holder_name
from boardtui.meeting.state.state import State

HONORIFICS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "prof",
        "professor",
        "cllr",
        "councillor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "revd",
        "reverend",
        "the",
        "rt",
        "hon",
        "honourable",
        "baroness",
        "baron",
        "canon",
        "colonel",
        "col",
        "major",
        "maj",
        "captain",
        "capt",
        "ald",
        "alderman",
        "rabbi",
        "imam",
    ]
)
_LETTERS = frozenset(
    [
        "mbe",
        "obe",
        "cbe",
        "kbe",
        "dbe",
        "bem",
        "phd",
        "md",
        "mph",
        "frcp",
        "frcgp",
        "mrcgp",
        "frcs",
        "mrcp",
        "rgn",
        "rmn",
        "rn",
        "jp",
        "dl",
        "qc",
        "kc",
        "mp",
        "ba",
        "bsc",
        "ma",
        "msc",
        "mba",
        "llb",
        "fca",
        "acca",
        "cipfa",
        "cpfa",
        "mbbs",
        "mbchb",
        "ffph",
        "dph",
        "hon",
        "esq",
        "jnr",
        "snr",
    ]
)
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SURNAME_FIRST = re.compile(r"\s*([^,()]+?)\s*,\s*([^,()]+?)\s*(?:\(([^()]*)\)\s*)?")
_NEAR = 0.84


def is_surname_first(text: str) -> bool:
    """Whether a name is written "SURNAME, First" or "Surname, First (Dr)", and is not a name with letters or a post behind it."""
    match = _SURNAME_FIRST.fullmatch(text)
    if match is None:
        return False
    surname, first = match[1], match[2].split()
    plain = all(folded(word) not in _LETTERS and word.replace(".", "").replace("-", "").isalpha() for word in first)
    upper = surname.isupper() and len(surname) > 1
    return plain and len(first) <= 3 and (upper or len(surname.split()) == 1) and (upper or not match[2].isupper())


def in_order(text: str) -> str:
    """ "SMITH-JONES, Jane (Dr)" as Dr Jane Smith-Jones; what is not a title stays in its brackets. Other names as they are."""
    match = _SURNAME_FIRST.fullmatch(text)
    if match is None or not is_surname_first(text):
        return text
    surname = _cased(match[1]) if match[1].isupper() else match[1]
    first, bracketed = match[2].split(), (match[3] or "").strip()
    titles = [word for word in first if folded(word) in HONORIFICS]
    given = [word for word in first if word not in titles]
    if bracketed and all(folded(word) in HONORIFICS for word in bracketed.split()):
        titles, bracketed = bracketed.split(), ""
    return " ".join([*titles, *given, surname, *([f"({bracketed})"] if bracketed else [])])


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: no titles, no letters behind it, nothing in brackets, the surname last."""
    bare = _BRACKETED.sub(" ", text).split("<")[0]
    if is_surname_first(bare):
        bare = in_order(bare)
    parts = [part for part in bare.split(",") if set(folded(part).split()) - _LETTERS]
    texts = folded(parts[0] if parts else bare).split()
    kept = [word for word in texts if word not in HONORIFICS and word not in _LETTERS]
    return tuple(kept or texts)


def bracketed(text: str) -> str:
    """What stands in brackets behind a name, such as an organisation."""
    return "; ".join(value or other for value, other in _BRACKETED.findall(text))


class People(Register):
    """The members of a body by name and seat. Who is asked for is shown with the seat, so that two of one name are told apart."""

    def __init__(self, state: State) -> None:
        filled = [member for member in state.members.values() if not member.vacant]
        labels = {member.key: holder_name(state, member.key) for member in filled}
        super().__init__("member", (Named(member.key, labels[member.key], (member.seat,)) for member in filled))
        self._by_words = {
            member.key: name_words(labels[member.key]) for member in filled if labels[member.key] != member.seat
        }
        self._seats = {member.key: member.seat for member in filled}

    def option(self, key: str) -> str:
        """The name with the seat."""
        seat, title = self._seats.get(key, ""), self.title(key)
        return f"{title}, {seat}" if seat and seat != title else title

    def exactly(self, text: str) -> list[str]:
        """Who bears that seat or name, titles aside."""
        texts = name_words(text)
        named = super().exactly(text)
        return named or [key for key, own in self._by_words.items() if own == texts or set(own) == set(texts)]

    def nearly(self, text: str) -> list[str]:
        """Members whose name is like it: an initial for a first name, a further name, a letter more or less."""
        texts = name_words(text)
        if not texts or len(text) > 100:
            return []
        ranked = sorted(((_likeness(texts, own), key) for key, own in self._by_words.items()), reverse=True)
        return [key for score, key in ranked if score >= _NEAR][:5]


def _likeness(words: Sequence[str], own: Sequence[str]) -> float:
    """From 0 to 1: how likely it is that two names are one person's."""
    if not words or not own:
        return 0
    spelling = SequenceMatcher(None, " ".join(words), " ".join(own)).ratio()
    if len(words) == 1 or len(own) == 1:
        return 0.85 if len(words[-1]) > 2 and words[-1] == own[-1] else spelling
    if words[-1] == own[-1] or words[0] == own[-1]:
        first, other = (words[0] if words[-1] == own[-1] else words[-1]), own[0]
        if first == other:
            return 0.97
        if first[0] == other[0] and (
            min(len(first), len(other)) == 1 or first.startswith(other) or other.startswith(first)
        ):
            return 0.9
    return spelling


def _cased(surname: str) -> str:
    """SMITH-JONES as Smith-Jones, O'NEILL as O'Neill, MCDONALD as McDonald."""
    text = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), surname)
    return re.sub(r"\bMc([a-z])", lambda word: f"Mc{word[1].upper()}", text)
