"""What no sentence of a paper should have, whatever it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tests.agreement.readers import plain

_KEYS = re.compile(r"\b[a-z]k\d+\b")
# What is one of several things is told by its noun; these end in s and are one.
_ONE_OF = r"(?:is|was|has|waits|this|its|as|less|across|always|besides|business|address|process|status|basis|his|class|yes|us|s)"
_ALONE = r"(?<![\d./:–-])"
_NOUNS = "member|partner|vote|action|correction|item|meeting|seat|objection|decision|motion|entry|day|paper"
_NOT_READ = re.compile(
    r"\| -|^-+$|Yours faithfully|.*(Fingerprint: |boardtui verify|[Mm]inutes of the meeting held|____)"
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
    "one of several": re.compile(
        rf"{_ALONE}(?<!Annex )\b1 (?!{_ONE_OF}\b)(?:(?!{_ONE_OF}\b)[a-z]+ )?(?!{_ONE_OF}\b)[a-z]+(?<!s)s\b"
    ),
    "several of one": re.compile(rf"{_ALONE}\b(?:[02-9]|\d\d+) (?:{_NOUNS})\b(?! \d)"),
    "a verb that does not agree": re.compile(rf"{_ALONE}\b1 (?:[a-z]+ ){{0,2}}(?<!would )(?:were|are|have)\b"),
    "a number for a figure that is not known": re.compile(r"\b-\d+ (?:for|against|votes|members|partners)\b"),
}  # fmt: skip


_SHORT_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d+ (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b")
_IN_COLUMNS = ("two spaces", "no full stop")


def faults_of(name: str, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong in what a teller of that name has, and where; nothing is asked of data."""
    if re.search(r"json|csv|xlsx|ics$", name):
        return
    if name.endswith(" room"):
        text = "\n".join(value for line in text.splitlines() for value in _shown(line))
    listing = re.search(
        r"^timeline$|^search\.txt$| wall$|^review$|^year|^whatif$|home$|^plan$| room$| bar$|(?:actions|issues) screen$",
        name,
    )
    for fault, words in faults(text):
        if not listing or fault not in _IN_COLUMNS:
            yield fault, words
    if not listing:
        yield from (("a day in another form", said) for said in _SHORT_DAY.findall(text))
        yield from _lists(text)


def _shown(line: str) -> Iterator[str]:
    """The words in a picture of the room display, without what they are called in the program."""
    values = (part.partition("=")[2] for part in line.split("\t")[2:])
    yield from (value for value in values if value not in ("None", "True", "False", ""))


def faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong in a paper as Markdown, and where."""
    for line in text.splitlines():
        yield from _of_line(line)


@lru_cache(50_000)
def _of_line(line: str) -> tuple[tuple[str, str], ...]:
    """What is wrong in a line, looked at once, in however many papers it stands."""
    if re.fullmatch(r"#+\s*", line):
        return (("an empty heading", line),)
    return () if _NOT_READ.match(line) else tuple(_faults_in(line))


def _faults_in(line: str) -> Iterator[tuple[str, str]]:
    for cell in line.strip("|").split(" | ") if line.startswith("|") else [line]:
        words = plain(re.sub(r"^(?:[-*>#] ?|#+ |\d+\.\d+ | +- )+", "", cell.strip())).strip()
        for name, wrong in WRONG.items():
            if wrong.search(words.replace("<br>", "\n")):
                yield name, words
        if _unbalanced(words):
            yield "brackets that do not close", words
        if _nested(words):
            yield "a bracket in a bracket", words
    if _is_paragraph(line) and not re.search(r"(?:[.:?!”]|\.\)|:\))[*_]*$", line.rstrip()):
        yield "no full stop", line


def _lists(text: str) -> Iterator[tuple[str, str]]:
    """What ends in a colon that nothing follows, and a line of a list without the full stop that the others have."""
    blocks = [block for block in re.split(r"\n\n+", text) if block.strip()]
    for block, after in zip(blocks, [*blocks[1:], "#"], strict=True):
        if plain(block).rstrip().endswith(":") and after.startswith("#"):
            yield "a colon with nothing after it", block
        lines = [line for line in block.splitlines() if line.startswith("- ")]
        stopped = [plain(line).rstrip("*_ ").endswith((".", ".”", ".)")) for line in lines]
        if any(stopped) and not all(stopped):
            yield "a line of a list without its full stop", lines[stopped.index(False)]


def _unbalanced(words: str) -> bool:
    words = re.sub(r"^\w\) ", "", words)  # a), 1)
    return any(words.count(begin) != words.count(end) for begin, end in ("()", "[]", "“”"))


def _nested(words: str) -> bool:
    """Whether a bracket opens in another one; that of a clause such as 8.10(2) opens none, since no space is before it."""
    if words.startswith("('"):  # a list in a picture of the room display
        return False
    within: list[bool] = []
    for at, letter in enumerate(words):
        if letter == "(":
            own = at == 0 or words[at - 1] in " “"
            if own and any(within):
                return True
            within.append(own)
        elif letter == ")" and within:
            within.pop()
    return False


def _is_paragraph(line: str) -> bool:
    """A line of prose: no heading, list, table, quotation or date line."""
    return bool(re.match(r"(?:\d+\.\d+ )?[A-Z][a-z]", line)) and len(line.split()) > 6
