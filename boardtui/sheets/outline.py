"""An agenda written in Markdown, as secretaries write it: a table, a numbered list, or headings; to rows like a sheet's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from boardtui.sheets.columns import Heads, Record, Table, normal, read_table
from boardtui.sheets.grid import Grid, Row, SheetError, tidy
from boardtui.sheets.values import length, times

if TYPE_CHECKING:
    from markdown_it.token import Token

_DEEPEST = 100
_LONGEST = 50_000  # characters
_PURPOSE = re.compile(
    r"(?:items? )?(?:for|to) (?:decision|discussion|information|note|noting|approval|approve|assurance|ratification|"
    r"agree|agreement|endorse|endorsement|discuss|decide|receive|consider)(?: (?:and|or) \w+)?|decision|discussion|information",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:paper|papers|enclosure|enc\.?|appendix|annex|attachment|item paper)s? [\w.,&/ -]{1,30}|"
    r"verbal(?: (?:update|report|item))?|oral(?: (?:update|report))?|to follow|tabled|presentation",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:part (?:2|ii|two|b)|confidential|in private|private (?:session|part|meeting)|closed session)\b", re.I
)
_PUBLIC = re.compile(r"\b(?:part (?:1|i|one|a)|in public|public (?:session|part|meeting)|open session)\b", re.I)
_ROLES = frozenset(
    ("chair", "the chair", "vice chair", "deputy chair", "all", "secretary", "the secretary", "everyone")
)
_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})*)[.):]?\s+(?=\S)", re.ASCII)
_LABELLED = re.compile(r"([A-Za-z][A-Za-z0-9 ]{1,30})\s*:\s*(.+)")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_DASHED = re.compile(r"\s+[-–—|]\s+|\s*\|\s*|\t")


class _Entry(msgspec.Struct):
    """A line that may be an item: where it stands, its number, and what stands beneath it."""

    line: int
    text: str
    number: str = ""
    level: int = 0
    below: list[str] = msgspec.field(default_factory=list)


def read_outline(where: str, text: str, heads: Heads, people: frozenset[str]) -> Table:
    """The agenda as a table.

    Args:
        where: the file, for a sentence.
        text: its words.
        heads: the names of columns that are understood, in a table or before a colon.
        people: names and seats, as they are compared, that show who leads an item.

    Raises:
        SheetError: there is neither a table, nor a numbered list, nor a heading in it.
    """
    from markdown_it import MarkdownIt

    if len(text) > _LONGEST:
        raise SheetError(f"{where} is too long to be an agenda. Check that it is the right file.")
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    try:
        tokens = parser.parse(text)
    except (RecursionError, ValueError, IndexError) as error:
        raise SheetError(f"{where} cannot be read as Markdown. Save the agenda as plain text or CSV.") from error
    tables = [grid for grid in _tables(where, tokens) if heads.best(grid)[0] >= 2]
    if tables:
        return read_table(where, max(tables, key=lambda grid: len(grid.rows)), heads, {})
    entries, sections = _listed(tokens), _headings(tokens)
    if not entries:
        entries, sections = _as_items(sections)
    if not entries:
        raise SheetError(f"{where} has no numbered list, table or heading to take items from.")
    records = [_record(entry, sections, heads, people) for entry in entries]
    fields = {
        field: one.title for one in heads.columns for record in records for field in record.cells if one.field == field
    }
    return Table(Grid(where, (), unit="line"), fields, tuple(records))


def _tables(where: str, tokens: Sequence[Token]) -> Iterator[Grid]:
    rows: list[Row] = []
    cells: list[str] = []
    line, inside = 0, False
    for token in tokens:
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            cells, line = [], (token.map[0] + 1 if token.map else line + 1)
        elif token.type in ("th_open", "td_open"):
            inside = True
        elif token.type == "inline" and inside:
            cells.append(_words(token))
            inside = False
        elif token.type == "tr_close" and any(cells):
            rows.append(Row(line, tuple(cells)))
        elif token.type == "table_close":
            yield Grid(where, tuple(rows), unit="line")


def _headings(tokens: Sequence[Token]) -> list[_Entry]:
    """The headings, each with the lines beneath it up to the next."""
    found: list[_Entry] = []
    for before, token in pairwise(tokens):
        if token.type != "inline" or token.map is None:
            continue
        if before.type == "heading_open":
            found.append(_entry(token.map[0] + 1, _words(token), level=int(before.tag[1:])))
        elif found and before.type == "paragraph_open":
            found[-1].below += _words(token).split("\n")
    return found


def _listed(tokens: Sequence[Token]) -> list[_Entry]:
    """The items of the numbered lists that are not inside another list, with what is nested in each."""
    found: list[_Entry] = []
    depth, number, fresh = 0, 0, False
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            depth += 1
            if depth == 1:
                number = int(token.attrGet("start") or 1) - 1 if token.type == "ordered_list_open" else -1
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            depth -= 1
        elif token.type == "list_item_open" and depth == 1 and number >= 0:
            number, fresh = number + 1, True
        elif token.type == "inline" and depth and number >= 0 and token.map is not None:
            first, *rest = _words(token).split("\n")
            if fresh:
                found.append(_Entry(token.map[0] + 1, first, str(number), 9, rest))
                fresh = False
            elif found:
                found[-1].below += [first, *rest]
    return found


def _as_items(headings: list[_Entry]) -> tuple[list[_Entry], list[_Entry]]:
    """Where there is no list: the headings that are the items, and those that are sections above them."""
    numbered = {one.level for one in headings if one.number}
    level = min(numbered) if numbered else max((one.level for one in headings), default=0)
    items = [one for one in headings if one.level == level and not _section(one.text)]
    return items, [one for one in headings if one.level < level or (one.level == level and _section(one.text))]


def _section(text: str) -> bool:
    """Whether a heading names a part of the meeting and not a matter."""
    return bool(_PUBLIC.search(text) or _PRIVATE.search(text) or _PURPOSE.fullmatch(text) or normal(text) == "agenda")


def _record(entry: _Entry, sections: Sequence[_Entry], heads: Heads, people: frozenset[str]) -> Record:
    cells: dict[str, str] = {"number": entry.number} if entry.number else {}
    above = [one.text for one in sections if one.line < entry.line]
    for text in above:
        if _PRIVATE.search(text):
            cells["confidential"] = "yes"
        elif _PUBLIC.search(text):
            cells.pop("confidential", None)
    if above and _PURPOSE.fullmatch(above[-1]):
        cells["purpose"] = re.sub(r"^items? ", "", above[-1], flags=re.I).lower()
    cells["title"] = _title(entry.text, cells, people)
    for text in entry.below:
        for part in _DASHED.split(text):
            _labelled(part, cells, heads) or _recognised(part, cells, people)
    return Record(entry.line, {field: tidy(text) for field, text in cells.items() if text})


def _title(text: str, cells: dict[str, str], people: frozenset[str]) -> str:
    """The title without what stands beside it in brackets or behind a dash and is understood; the rest stays."""
    for match in [*_BRACKETED.finditer(text)]:
        parts = [part.strip() for part in re.split(r"[,;]", match[1])]
        if all(_recognised(part, cells, people) for part in parts if part):
            text = text.replace(match[0], " ")
    first, *others = _DASHED.split(text.strip())
    kept = [first] + [part for part in others if part and not _recognised(part, cells, people)]
    if len(kept) > 1 and _recognised(first, cells, people):
        kept = kept[1:]
    return " ".join(" – ".join(kept).split()).strip(" :") or text.strip()


def _labelled(text: str, cells: dict[str, str], heads: Heads) -> bool:
    """A word of the heads before a colon: "Lead: Chair"."""
    match = _LABELLED.fullmatch(text.strip())
    field = heads.field(match[1]) if match else None
    if match is None or field is None or field == "title":
        return False
    cells[field] = match[2].strip()
    return True


def _recognised(text: str, cells: dict[str, str], people: frozenset[str]) -> bool:
    """Whether the words are a time, a length, a purpose, a paper, a mark of privacy or somebody of the body."""
    words = " ".join(text.split()).strip("*_ .")
    if length(words):
        cells["minutes"] = words
    elif _is_time(words):
        cells["planned"] = words
    elif _PURPOSE.fullmatch(words):
        cells["purpose"] = words.lower()
    elif _PAPER.fullmatch(words):
        cells["paper"] = words
    elif _PRIVATE.fullmatch(words) or words.lower() == "private":
        cells["confidential"] = "yes"
    elif normal(words) in people or normal(words) in _ROLES:
        cells["lead"] = words
    elif match := re.fullmatch(r"(?:lead|led by|presented by|presenter)[: ]+(.+)", words, re.IGNORECASE):
        cells["lead"] = match[1]
    else:
        return False
    return True


def _is_time(words: str) -> bool:
    if ":" not in words and "." not in words and not re.search(r"[ap]\.?m", words, re.I):
        return False
    try:
        return bool(times(words)[0])
    except ValueError:
        return False


def _entry(line: int, text: str, level: int) -> _Entry:
    match = _NUMBER.match(text)
    return _Entry(line, text[match.end() :] if match else text, match[1] if match else "", level)


def _words(token: Token) -> str:
    """The words of a line without its Markdown: no stars, no addresses of links, no HTML."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)
