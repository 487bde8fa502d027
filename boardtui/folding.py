"""How words are compared when something is looked for by letters: one folding for names, lists and the search of all years."""

from __future__ import annotations

import re
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘ʼʹ`´＇]")
_PARTED = re.compile(r"(?:(?!(?<=[0-9])\.(?=[0-9]))[\W_])+")
_JOINED = re.compile(r"\w+(?:['’‘ʼʹ`´＇]\w+)+")


def latin_folded(text: str) -> str:
    """Small letters, and every Latin letter as one of a to z: é as e, ł as l, ø as o, ß as ss. Other scripts stay."""
    text = text.casefold()
    return text if text.isascii() else "".join(map(_letter, text))


@lru_cache(4096)  # a list is gone through at every letter that is typed
def folded(text: str) -> str:
    """Words as they are compared: Latin letters folded, no apostrophes, and one space for hyphens and other signs.

    A point between digits stays, so that a clause is found by its number, and not by its digits anywhere.
    """
    return _PARTED.sub(" ", _APOSTROPHES.sub("", latin_folded(text))).strip()


def fits(text: str, wanted: str) -> bool:
    """Whether every word that was typed is a part of a word of the text."""
    sentence = folded(text)
    return all(part in sentence for part in folded(wanted).split())


def begins(text: str, wanted: str) -> bool:
    """Whether every word that was typed begins a word of the text, which makes it the likelier one."""
    sentence = f" {folded(text)}"
    return all(f" {part}" in sentence for part in folded(wanted).split())


def joined_words(text: str) -> list[str]:
    """The words with an apostrophe in them, without it: of D'Arcy also darcy is looked for."""
    return [folded(word) for word in _JOINED.findall(text)]


@lru_cache(4096)
def _letter(char: str) -> str:
    if char.isascii():
        return char
    import unicodedata

    from anyascii import anyascii

    if unicodedata.combining(char):
        return ""
    return anyascii(char).lower() if unicodedata.name(char, "").startswith("LATIN") else char
