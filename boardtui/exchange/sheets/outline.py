"""An agenda written in Markdown, as secretaries write it: a table, a numbered list, or headings; to rows like a sheet's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from boardtui.exchange.sheets.columns import Beside, Heads, Record, Table, normal, read_table
from boardtui.exchange.sheets.grid import Grid, Row, SheetError, tidy
from boardtui.exchange.sheets.privacy import privacy_of_section, sounds_private
from boardtui.exchange.sheets.values import length, times

if TYPE_CHECKING:
    from markdown_it.token import Token

Takes = Literal["tables", "headings", "numbers", "bullets"]
_DEEPEST = 100
_LONGEST = 50_000  # characters
_ENOUGH = 2  # fields that the heads of a table must name, so that it is an agenda
_SHORT = 100  # characters of a line that may part an agenda
# 4, 24.10, 4a, 3(i), 24.2(b); and those that hardly a sentence begins with: 4a, 3(i), 5., IV., a), (a), CA-1
NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?(?:\([a-z0-9]{1,4}\))*"
NUMBER_OF_ITS_OWN = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*(?:[a-z][.)]?|(?:\([a-z0-9]{1,4}\))+[.:]?)|[0-9]{1,3}\.[0-9]{1,3}\.?|[0-9]{1,3}[.)]"
    r"|[IVXL]{1,6}[.)]|[A-Z]{1,3}-[0-9]{1,3}[.:]?|\(?[a-z]{1,4}\)|[A-Z]\))"
)
PURPOSE = re.compile(
    r"(?:items? )?(?:for|to) (?:decision|discussion|information|note|noting|approval|approve|assurance|ratification|"
    r"agree|agreement|endorse|endorsement|discuss|decide|receive|consider)(?: (?:and|or) \w+)?|decision|discussion|information",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:paper|papers|enclosure|enc\.?|appendix|annex|attachment|item paper)s? [\w.,&/ -]{1,30}|"
    r"verbal(?: (?:update|report|item))?|oral(?: (?:update|report))?|to follow|tabled|presentation",
    re.IGNORECASE,
)
_ROLES = frozenset(
    ("chair", "the chair", "vice chair", "deputy chair", "all", "secretary", "the secretary", "everyone")
)
_NUMBER = re.compile(rf"({NUMBER})[.):]?\s+(?=\S)")
_MARKED = re.compile(rf"({NUMBER_OF_ITS_OWN})\s+(?=\S)")
_LETTERED = re.compile(r"([A-Z]\.)\s+(?=\S)")  # in a list it would be somebody's initial
_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I
)
_ELSEWHERE = re.compile(  # a heading whose lists are no agenda
    r"(?:in )?attendance|attendees|(?:members )?present|members(?:hip)?|invited|invitees|apologies(?: received)?|distribution"
    r"(?: list)?|circulation(?: list)?|contacts?|notes?|key|glossary|abbreviations|papers|enclosures|appendices|next steps"
    r"|recommendations|minutes awaiting approval|decisions to be reported, and decisions awaiting others"
    r"|actions carried from earlier meetings",  # as the agenda paper has them below its items
    re.IGNORECASE,
)
_LABELLED = re.compile(r"([A-Za-z][A-Za-z0-9 ]{1,30})\s*:\s*(.+)")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_DASHED = re.compile(r"\s+[-–—|]\s+|\s*\|\s*|\t")


class _Piece(msgspec.Struct):
    """A line of the file: a heading of a level, an item of a list at a depth, or text; with its number, if it has one.

    ``table``: it stands for the table that follows at that place.
    """

    line: int
    text: str
    kind: Literal["heading", "item", "text", "table"]
    level: int = 0
    number: str = ""
    bold: bool = False
    ordered: bool = False
    table: Grid | None = None


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
    return _Outline(where, _Lines(where, text, tokens).pieces, heads, people).table()


class _Outline:
    """Goes through the lines of an agenda in their order: each becomes an item, a detail of one, or stands beside them."""

    def __init__(self, where: str, pieces: Sequence[_Piece], heads: Heads, people: frozenset[str]) -> None:
        self._where = where
        self._pieces = pieces
        self._heads = heads
        self._people = people
        self._takes = _items_are(pieces, heads)
        self._records: list[tuple[int, dict[str, str]]] = []
        self._beside: list[Beside] = []
        self._ignored: dict[str, None] = {}
        self._elsewhere: tuple[int, str] | None = (
            None  # the heading, by level and words, under which nothing is an item
        )
        self._numbers: dict[int, str] = {}  # of the last item of each depth

    def table(self) -> Table:
        """All of it. SheetError where nothing in it is an item."""
        for piece in self._pieces:
            self._piece(piece)
        if not self._records:
            raise SheetError(f"{self._where} has no numbered list, table or heading to take items from.")
        records = tuple(
            Record(line, {field: tidy(text) for field, text in cells.items() if text}) for line, cells in self._records
        )
        titles = {column.field: column.title for column in self._heads.columns}
        fields = {field: titles[field] for record in records for field in record.cells if field in titles}
        grid = Grid(self._where, (), unit="line")
        return Table(grid, fields, records, tuple(self._ignored), beside=tuple(self._beside))

    def _piece(self, piece: _Piece) -> None:
        if piece.kind == "heading":
            self._heading(piece)
        elif self._elsewhere is not None:
            self._aside(piece, f"under “{self._elsewhere[1]}”")
        elif piece.kind == "table":
            self._rows(piece)
        elif piece.kind == "item" and piece.level == 1 and self._takes in ("numbers", "bullets"):
            if self._takes == "numbers" and not piece.number:
                self._detail(piece)
            else:
                self._item(piece, piece.number)
        elif piece.kind == "item":
            self._nested(piece)
        else:
            self._detail(piece)

    def _heading(self, piece: _Piece) -> None:
        if self._elsewhere is not None and piece.level <= self._elsewhere[0]:
            self._elsewhere = None
        if self._elsewhere is None and _ELSEWHERE.fullmatch(piece.text.strip(" :")):
            self._elsewhere = (piece.level, piece.text)
        if (
            self._takes == "headings"
            and not _parts(piece.text)
            and self._elsewhere is None
            and _is_item(piece, self._pieces)
        ):
            self._item(piece, piece.number)
        else:
            whole = f"{piece.number} {piece.text}".strip()
            self._beside.append(Beside(piece.line, whole, section=True))

    def _item(self, piece: _Piece, number: str) -> None:
        self._numbers = {level: above for level, above in self._numbers.items() if level < piece.level}
        self._numbers[piece.level] = number
        cells: dict[str, str] = {"number": number} if number else {}
        cells["title"] = _title(piece.text, cells, self._people)
        self._records.append((piece.line, cells))

    def _nested(self, piece: _Piece) -> None:
        """A line of a list within an item: a detail that is understood, an item below it, or something that is left out."""
        if not self._records:
            self._aside(piece)
        elif not self._understood(piece.text):
            if piece.number:
                self._item(piece, self._below(piece))
            else:
                self._aside(piece, self._last())

    def _below(self, piece: _Piece) -> str:
        """The number of an item within another: as it is written, or, where it only counts, behind that of the other."""
        parent = next((self._numbers[level] for level in range(piece.level - 1, -1, -1) if level in self._numbers), "")
        if piece.ordered and parent:
            return f"{parent}.{piece.number}"
        letters = piece.number.strip("()")
        return f"{parent}({letters})" if piece.number.endswith(")") and letters.isalpha() else piece.number

    def _detail(self, piece: _Piece) -> None:
        """A line that is no item: it says something of the item above it, parts the agenda, or is left out."""
        if piece.bold and (_parts(piece.text) or not self._records):
            self._beside.append(Beside(piece.line, piece.text, section=True))
        elif not self._records:
            self._beside.append(Beside(piece.line, piece.text, section=len(piece.text) < _SHORT))
        elif not self._understood(piece.text):
            self._aside(piece, self._last())

    def _understood(self, text: str) -> bool:
        """Whether all parts of a line say something of the last item, which then has it."""
        cells = self._records[-1][1]
        texts_by_key = dict(cells)
        if all(
            _labelled(part, texts_by_key, self._heads) or _recognised(part, texts_by_key, self._people)
            for part in _DASHED.split(text)
            if part.strip()
        ):
            cells.update(texts_by_key)
            return True
        return False

    def _last(self) -> str:
        cells = self._records[-1][1]
        return f"below “{cells.get('title', '')}”"

    def _aside(self, piece: _Piece, where: str = "") -> None:
        if piece.table is None:
            self._beside.append(Beside(piece.line, f"{piece.number} {piece.text}".strip(), where))
            return
        for row in piece.table.rows:
            self._beside.append(Beside(row.number, " · ".join(cell for cell in row.cells if cell), where))

    def _rows(self, piece: _Piece) -> None:
        """A table: its rows are items, within the item that it stands in; one of other heads is left out."""
        assert piece.table is not None
        if self._heads.best(piece.table)[0] < _ENOUGH or (
            piece.level == 0 and self._takes not in ("tables", "numbers")
        ):
            self._aside(piece, "in a table that is no agenda")
            return
        table = read_table(self._where, piece.table, self._heads, {})
        parent = self._records[-1][1].get("number", "") if piece.level and self._records else ""
        for place, record in enumerate(table.records, 1):
            own = {"number": f"{parent}.{place}"} if parent and not record.cells.get("number") else {}
            self._records.append((record.number, {**own, **record.cells}))
        self._beside += table.beside
        self._ignored.update(dict.fromkeys(table.ignored))


def _items_are(pieces: Sequence[_Piece], heads: Heads) -> Takes:
    """What of a file are the items: the rows of tables, numbered headings, numbered lists, bullets, or any headings."""
    if any(piece.table and not piece.level and heads.best(piece.table)[0] >= _ENOUGH for piece in pieces):
        return "tables"
    if any(piece.kind == "heading" and piece.number and not _parts(piece.text) for piece in pieces):
        return "headings"
    lists = [
        piece for piece, above in _under_headings(pieces) if piece.kind == "item" and piece.level == 1 and not above
    ]
    if any(piece.number for piece in lists):
        return "numbers"
    return "bullets" if lists else "headings"


def _under_headings(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, bool]]:
    """Each piece, and whether it stands under a heading such as Attendance."""
    above: int | None = None
    for piece in pieces:
        if piece.kind == "heading":
            if above is not None and piece.level <= above:
                above = None
            if above is None and _ELSEWHERE.fullmatch(piece.text.strip(" :")):
                above = piece.level
        yield piece, above is not None


def _is_item(piece: _Piece, pieces: Sequence[_Piece]) -> bool:
    """Of headings the numbered ones are the items, and where none is, those of the lowest level."""
    headings = [piece for piece in pieces if piece.kind == "heading"]
    if any(heading.number and not _parts(heading.text) for heading in headings):
        return bool(piece.number)
    return piece.level == max(heading.level for heading in headings if not _parts(heading.text))


class _Lines:
    """Reads the tokens of Markdown into the lines of the file in their order."""

    def __init__(self, where: str, text: str, tokens: Sequence[Token]) -> None:
        self.pieces: list[_Piece] = []
        self._where = where
        self._raw = text.split("\n")
        self._numbers = _written_numbers(tokens)
        self._lists: list[bool] = []  # of those that are open, whether each is numbered
        self._fresh: str | None = None  # the number of an item whose first line is to come
        self._rows: list[Row] | None = None
        self._cells: list[str] = []
        self._line = 1
        before: Token | None = None
        for token in tokens:
            self._line = token.map[0] + 1 if token.map else self._line
            self._structure(token)
            if token.type == "inline":
                self._inline(token, before)
            before = token

    def _structure(self, token: Token) -> None:
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                self._lists.append(token.type == "ordered_list_open")
            case "ordered_list_close" | "bullet_list_close":
                self._lists.pop()
            case "list_item_open":
                self._fresh = self._numbers.get(id(token), "")
            case "list_item_close":
                self._fresh = None
            case "table_open":
                self._rows = []
            case "tr_open":
                self._cells = []
            case "tr_close" if self._rows is not None and any(self._cells):
                self._rows.append(Row(self._line, tuple(self._cells)))
            case "table_close" if self._rows:
                table = Grid(self._where, tuple(self._rows), unit="line")
                self.pieces.append(_Piece(self._rows[0].number, "", "table", len(self._lists), table=table))
                self._rows = None
            case "fence" | "code_block" | "html_block":
                lines = enumerate(token.content.split("\n"))
                self.pieces += [_Piece(self._line + place, text, "text") for place, text in lines if text.strip()]
            case _:
                pass

    def _inline(self, token: Token, before: Token | None) -> None:
        if self._rows is not None:
            self._cells.append(_words(token))
            return
        if before is not None and before.type == "heading_open":
            self.pieces.append(_numbered(self._line, _words(token), "heading", int(before.tag[1:])))
            return
        first, *more = _words(token).split("\n")
        if self._fresh is None:
            self.pieces.append(_text(self._line, first, len(self._lists), bold=_is_bold(token)))
        else:
            ordered = self._lists[-1]
            # Below item 10 three spaces are too few for Markdown, and meant all the same.
            meant_below = not ordered and len(self._lists) == 1 and bool(self.pieces) and self._is_indented()
            depth = len(self._lists) + meant_below
            if self._fresh:
                self.pieces.append(_Piece(self._line, first, "item", depth, self._fresh, ordered=ordered))
            else:  # a number of its own may stand at the beginning: "- 24.1 Safety"
                self.pieces.append(_numbered(self._line, first, "item", depth))
            self._fresh = None
        self.pieces += [_text(self._line + place, text, len(self._lists)) for place, text in enumerate(more, 1)]

    def _is_indented(self) -> bool:
        return self._raw[self._line - 1][:1].isspace()


def _written_numbers(tokens: Sequence[Token]) -> dict[int, str]:
    """The number of each item of a numbered list as it is written; counted where a list says 1. before each."""
    texts_by_key: dict[int, str] = {}
    opened: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            opened.append((token, []))
        elif token.type == "list_item_open":
            opened[-1][1].append(token)
        elif token.type == "ordered_list_close":
            _, items = opened.pop()
            same = len(items) > 1 and len({item.info for item in items}) == 1
            texts_by_key |= {
                id(item): str(int(item.info) + place) if same else item.info for place, item in enumerate(items)
            }
        elif token.type == "bullet_list_close":
            opened.pop()
    return texts_by_key


def _text(line: int, text: str, depth: int, *, bold: bool = False) -> _Piece:
    """A line of text; one that begins with a number as agendas have it (4a., 3(i), IV.) is an item."""
    match = _MARKED.match(text) or (None if depth else _LETTERED.match(text))
    if match is None or _is_time(" ".join(text.split()[:2])):
        return _Piece(line, text, "text", depth, bold=bold)
    below = match[1].endswith(")") and match[1].strip("()").isalpha() and match[1].islower()
    return _Piece(line, text[match.end() :], "item", max(1, depth) + below, match[1].rstrip(".:"))


def _numbered(line: int, text: str, kind: Literal["heading", "item"], level: int) -> _Piece:
    match = _NUMBER.match(text)
    if match is None or _MONTH.match(text, match.end()) or _recognised(text, {}, frozenset()):
        return _Piece(line, text, kind, level)
    return _Piece(line, text[match.end() :], kind, level, match[1])


def _is_bold(token: Token) -> bool:
    """Whether a line is wholly in bold, as headings are that nobody marked as such."""
    children = [child for child in token.children or () if child.type != "text" or child.content.strip()]
    return len(children) > 2 and children[0].type == "strong_open" and children[-1].type == "strong_close"


def _parts(text: str) -> bool:
    """Whether a heading names a part of the meeting and not a matter."""
    return bool(privacy_of_section(text) or PURPOSE.fullmatch(text) or normal(text) == "agenda")


def _title(text: str, cells: dict[str, str], people: frozenset[str]) -> str:
    """The title without what stands beside it in brackets or behind a dash and is understood; the rest stays."""
    for match in [*_BRACKETED.finditer(text)]:
        parts = [part.strip() for part in re.split(r"[,;]", match[1])]
        if all(_recognised(part, cells, people) for part in parts if part):
            text = text.replace(match[0], " ")
    begins, _, rest = text.strip().partition(" ")
    if rest and _is_time(begins) and _recognised(begins, cells, people):
        text = rest
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
    sentence = " ".join(text.split()).strip("*_ .")
    if length(sentence):
        cells["minutes"] = sentence
    elif _is_time(sentence):
        cells["planned"] = sentence
    elif PURPOSE.fullmatch(sentence):
        cells["purpose"] = sentence.lower()
    elif _PAPER.fullmatch(sentence):
        cells["paper"] = sentence
    elif sentence.lower() == "private" or (
        len(sentence) < _SHORT and sounds_private(sentence) and len(sentence.split()) < 4
    ):
        cells["confidential"] = "yes"
    elif normal(sentence) in people or normal(sentence) in _ROLES:
        cells["lead"] = sentence
    elif match := re.fullmatch(r"(?:lead|led by|presented by|presenter)[: ]+(.+)", sentence, re.IGNORECASE):
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
