"""Somebody's words as Markdown that can only ever be words."""

from __future__ import annotations

import re

from boardtui.meeting.words.safe_text import plain

_BREAKS = re.compile(r"[\r\n\t\u0085\u2028\u2029 ]+")
_ANYWHERE = re.compile(
    r"[\\`*\[\]|~$^]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\.|(?<=[\w.+-])@(?=\w)|&(?=#?\w+;)|<(?=[\w/!?])|#(?=#*(?:$| ))",
    re.IGNORECASE,
)
_AT_START = re.compile(r"(?P<mark>[-+=:>#])|(?P<number>[0-9]+)(?P<after>[.)])(?= |$)")


def md(text: str) -> str:
    """One line of Markdown that reads as the text does: no heading, list, table cell, link, picture or HTML comes of it."""
    line = inline(plain(_BREAKS.sub(" ", text).strip()))
    return _AT_START.sub(_start, line, count=1) if _AT_START.match(line) else line


def inline(text: str) -> str:
    """Words in the middle of a line, with whatever would be Markdown there made harmless."""
    return _ANYWHERE.sub(lambda match: "\\" + match[0], text)


def _start(match: re.Match[str]) -> str:
    if match["mark"]:
        return "\\" + match["mark"]
    return f"{match['number']}\\{match['after']}"
