"""Completes what is typed in notes: a phrase by its short word, a member by the beginning of a name or by initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from boardtui.folding import begins, folded
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.widgets.finder import found

_NAMED = re.compile(r"(?:^|(?<=\W))@([^@\n]{0,60})$")
_WORD = re.compile(r"[^\W_][\w'’-]*$")
_WORD_BEFORE = re.compile(r"[^\W_][\w.'’-]* +$")
_INITIALS = range(2, 6)  # letters
_BEGINNING = 3  # letters of a phrase's word from which it is offered


class Offer(NamedTuple):
    """What may take the place of the last ``typed`` characters before the cursor."""

    typed: int
    text: str


class Completer(NamedTuple):
    """What is completed: whoever may be named, with ``label`` and ``remark``, the likeliest first, and phrases by their word."""

    people: Sequence[Option] = ()
    phrases: Mapping[str, str] = {}

    def offers(self, before: str) -> list[Offer]:
        """What the end of a line may be completed to, the likeliest first.

        Args:
            before: the line up to the cursor. Behind @ its words are parts of a name, where one has them; else its last
                word is the word of a phrase, two or more capitals are initials, or it begins a name, with the title or
                other parts of that name typed before it.
        """
        if (named := _NAMED.search(before)) is not None and (fitting := found(self.people, named[1])):
            typed = len(named[1]) + 1
            return [Offer(typed, option.label) for option in fitting if not before.endswith(f"@{option.label}")]
        word = _WORD.search(before)
        if word is None:
            return []
        phrases = dict.fromkeys(self._phrases(word[0]))
        names = dict.fromkeys(self._names(word[0], before))
        return [
            *(Offer(len(word[0]), phrase) for phrase in phrases),
            *(Offer(_length_typed(before, word.start(), name), name) for name in names if name not in phrases),
        ]

    def _phrases(self, word: str) -> Iterator[str]:
        key = word.casefold()
        if key in self.phrases:
            yield self.phrases[key]
        if len(key) >= _BEGINNING:
            yield from (text for name, text in self.phrases.items() if name.startswith(key) and name != key)

    def _names(self, word: str, before: str) -> Iterator[str]:
        if len(word) < 2 or any(before.endswith(option.label) for option in self.people):
            return
        people = [option.label for option in self.people]
        if word.isupper() and len(word) in _INITIALS:
            yield from sorted((name for name in people if _initials(name, word) < 3), key=lambda n: _initials(n, word))
        yield from (name for name in people if begins(name, word))
        yield from (option.label for option in self.people if begins(f"{option.label} {option.remark}", word))


def _length_typed(before: str, start: int, name: str) -> int:
    """How many characters at the end of a line are of a name: its last word, which begins at start, and parts before it."""
    parts = folded(name).split()
    while (part := _WORD_BEFORE.search(before[:start])) is not None and folded(part[0]) in parts:
        start = part.start()
    return len(before) - start


def _initials(name: str, wanted: str) -> int:
    """How well letters are the initials of a name: 0 all of them, 1 the last ones (Dr Ann Brown as AB), 2 first and last."""
    letters, given = "".join(part[0] for part in folded(name).split()), folded(wanted)
    ends = letters[:1] + letters[-1:]
    return 0 if letters == given else 1 if letters.endswith(given) else 2 if ends == given else 3
