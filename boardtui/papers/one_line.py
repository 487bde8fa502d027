"""Somebody's words in the one line that a cell of a table or a heading has: breaks and lists that were typed, joined."""

from __future__ import annotations

import re

MARKED = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-*•–\uf0b7\uf0a7\uf0d8▪◦‣●]|\(?[0-9]{1,3}\)|[0-9]{1,3}\.|\(?[a-z]\)|\([ivx]{1,5}\))[ \t]+(?=\S)"
)
"""What makes a line the entry of a list; bullets of Symbol and Wingdings are those that Word copies."""
_ROWS = re.compile(r"\r\n|[\r\n\u0085\u2028\u2029]")
_ENDS = tuple(".;:,!?")
_GOES_ON = re.compile(r"\b(?:and|or)$")


def joined(words: str) -> str:
    """Words on one line: entries of a list apart by semicolons, behind a colon, and with the numbers that they have.

    A dash that stands alone is kept, since it may be no mark of a list.
    """
    rows = _ROWS.split(words)
    if len(rows) == 1:
        return words
    entries = [MARKED.match(row) is not None for row in rows]
    listed = sum(entries) > 1
    line, gap = "", False
    for place, row in enumerate(rows):
        piece = _entry(row) if listed and entries[place] else row.strip()
        if not piece:
            gap = True
            continue
        line += _between(line, gap, listed and entries[place], listed and any(entries[:place]), row) + piece
        gap = False
    return line


def _entry(row: str) -> str:
    mark = MARKED.match(row)
    bare = mark is None or not any(map(str.isalnum, mark["mark"]))
    return (row[mark.end() :] if mark and bare else row).strip()


def _between(line: str, gap: bool, entry: bool, behind: bool, row: str) -> str:
    """What stands between the line so far and a row: nothing new where the words end a sentence themselves."""
    if not line:
        return ""
    if line.endswith(_ENDS) or _GOES_ON.search(line):
        return " "
    if entry:
        return "; " if behind else ": "
    parts = gap or (behind and not row[:1].isspace())
    return "; " if parts else " "
