"""Keys, words and fractions as a charter spells them, and the place of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from fractions import Fraction

from boardtui.charter.explain import DataError, shown

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
TABLE_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_OF_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
FRACTION = re.compile(r"1|[1-9][0-9]{0,17}/[1-9][0-9]{0,17}")


@contextmanager
def at(*place: str) -> Iterator[None]:
    """Say where a fault found inside was found."""
    try:
        yield
    except DataError as wrong:
        raise DataError(wrong.reason, *place, *wrong.place) from None


def check_key(key: str, pattern: re.Pattern[str] = SLUG) -> None:
    """Keys are short words that can stand in a file name."""
    if not pattern.fullmatch(key):
        also = ", hyphens and underscores" if pattern is TABLE_KEY else " and hyphens"
        with at("key"):
            raise DataError(
                f"{shown(key)} cannot be a key; use at most 64 small letters, digits{also}, no hyphen first"
            )


def file_stem(key: str) -> str:
    """A key as the name of a file or folder; those that Windows keeps for its devices, in every folder, begin with _ there.

    No key begins so, and on every system it is the same name, since folders and second places are carried between them.
    """
    return f"_{key}" if _OF_DEVICES.fullmatch(key) else key


def check_unique(keys: Iterable[str], what: str) -> None:
    """No two of them may be the same."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DataError(f"{shown(key)} is there twice; keep one {what} of that name")
        seen.add(key)


def check_known(keys: Iterable[str], known: Iterable[str], what: str) -> None:
    """Each key must be one of those defined elsewhere."""
    allowed = tuple(dict.fromkeys(known))
    quickly = frozenset(allowed)
    for key in keys:
        if key not in quickly:
            near = get_close_matches(key[:64], allowed, 1)
            hint = f"did you mean {near[0]}?" if near else "the known ones are " + ", ".join(allowed[:12])
            more = " and others" if len(allowed) > 12 and not near else ""
            raise DataError(f"there is no {what} {shown(key)}; {hint if allowed else 'none is defined'}{more}")


def check_words(text: str, place: str) -> None:
    """Words that people read may not be missing."""
    if not text.strip():
        with at(place):
            raise DataError("it is empty; write what the board calls it, or the number of the clause")


def fraction(text: str) -> Fraction:
    """An exact fraction above nought and not above one; decimals and percentages are refused."""
    if FRACTION.fullmatch(text) and Fraction(text) <= 1:
        return Fraction(text)
    raise DataError(f"{shown(text)} is not an exact fraction above 0 and not above 1; write it like 3/4")
