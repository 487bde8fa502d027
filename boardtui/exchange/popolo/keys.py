"""Keys for a book from ids that may be anything: URLs, numbers, names in any script, or text meant to do harm."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 48
NAMELESS = "\0"  # begins what stands for an id where the file gives none
_OTHER = re.compile(r"[^a-z0-9_]+")


class Keys:
    """Gives each id a key of its own; the same id gets the same key again."""

    def __init__(self, fallback: str) -> None:
        """``fallback`` is the key's beginning where an id holds no letter or digit that a key may hold."""
        self._fallback = fallback
        self._given: dict[tuple[str, str], str] = {}
        self._next: dict[str, int] = {}
        self._used: set[str] = set()

    def of(self, ident: str, what: str = "") -> str:
        """The key of that id; ids of things of different kinds (``what``) do not get in each other's way."""
        if (what, ident) not in self._given:
            self._given[what, ident] = self.new(ident)
        return self._given[what, ident]

    def new(self, ident: str) -> str:
        """A key like that id which nothing has had yet."""
        base = (not ident.startswith(NAMELESS) and slug(ident)) or self._fallback
        key, number = base, self._next.get(base, 1)
        while key in self._used:
            number += 1
            key = f"{base}-{number}"
        self._next[base] = number
        self._used.add(key)
        return key


def slug(text: str) -> str:
    """The text in small letters, digits and hyphens, at most 48 of them; empty where it has none of these."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-_")[:_LONGEST].rstrip("-_")
