"""What no sentence of a paper should have, whatever it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.agreement.readers import plain

_KEYS = re.compile(r"\b[a-z]k\d+\b")
# What is one of several things is told by its noun; these end in s and are one.
_ONE_OF = (
    r"(?:is|was|has|this|its|as|less|across|always|besides|business|address|process|status|basis|his|class|yes|us|s)"
)
_NOUNS = "member|partner|vote|action|correction|item|meeting|seat|objection|decision|motion|entry|day|paper"
_NOT_READ = re.compile(
    r"\| -|^-+$|.*(Fingerprint: |boardtui verify|[Mm]inutes of the meeting held|Yours faithfully|____)"
)
WRONG = {
    "a key in place of a name": _KEYS,
    "a Python value": re.compile(
        r"\bNone\b(?!\.| of the (?![01] ))|\bTrue\b|\bFalse\b|\[\]|\{\}|frozenset|object at 0x|Fraction\("
    ),
    "empty brackets": re.compile(r"\(\s*\)|“\s*”"),
    "two spaces": re.compile(r"(?<=\S)  +(?=\S)"),
    "punctuation twice": re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|::|,\.|\.,|;\.|:\.|\?\.|[,;] ?:"),
    "a space before punctuation": re.compile(r"(?<=[\w)”]) [,.;:)!?](?!\w)"),
    "a space after a bracket": re.compile(r"\( "),
    "a word twice": re.compile(r"\b([A-Za-z]+) \1\b", re.IGNORECASE),
    "one of several": re.compile(rf"(?<![\d./:–-])\b1 (?!{_ONE_OF}\b)(?:(?!{_ONE_OF}\b)[a-z]+ )?(?!{_ONE_OF}\b)[a-z]+(?<!s)s\b"),
    "several of one": re.compile(rf"(?<![\d./:–-])\b(?:[02-9]|\d\d+) (?:{_NOUNS})\b(?! \d)"),
    "a verb that does not agree": re.compile(r"(?<![\d./:–-])\b1 (?:[a-z]+ ){0,2}(?<!would )(?:were|are|have)\b"),
    "a number for a figure that is not known": re.compile(r"\b-\d+ (?:for|against|votes|members|partners)\b"),
}  # fmt: skip


def faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong in a paper as Markdown, and where."""
    for line in text.splitlines():
        if (
            re.match(
                r"\| -|^-+$|.*Fingerprint: |.*boardtui verify|.*[Mm]inutes of the meeting held|Yours faithfully", line
            )
            or "____" in line
        ):
            continue
        for cell in line.strip("|").split(" | ") if line.startswith("|") else [line]:
            words = plain(re.sub(r"^(?:[-*>#] ?|#+ |\d+\.\d+ | +- )+", "", cell.strip())).strip()
            for name, wrong in WRONG.items():
                if wrong.search(words.replace("<br>", "\n")):
                    yield name, words
            if _unbalanced(words):
                yield "brackets that do not close", words
        if _is_paragraph(line) and not re.search(r"(?:[.:?!”]|\.\)|:\))[*_]*$", line.rstrip()):
            yield "no full stop", line


def _unbalanced(words: str) -> bool:
    words = re.sub(r"^\w\) ", "", words)  # a), 1)
    return any(words.count(begin) != words.count(end) for begin, end in ("()", "[]", "“”"))


def _is_paragraph(line: str) -> bool:
    """A line of prose: no heading, list, table, quotation or date line."""
    return bool(re.match(r"(?:\d+\.\d+ )?[A-Z][a-z]", line)) and len(line.split()) > 6
