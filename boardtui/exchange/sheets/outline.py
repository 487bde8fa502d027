"""An agenda in Markdown or Word as secretaries write it, a table, a numbered list or headings, to rows like a sheet's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from boardtui.exchange.sheets import actions, members
from boardtui.exchange.sheets.columns import NO_ANSWERS, Doubt, Heads, normal
from boardtui.exchange.sheets.grid import Grid, SheetError, tidy
from boardtui.exchange.sheets.item_words import DASHED, PURPOSE, SHORT, labelled, recognised, title_alone
from boardtui.exchange.sheets.lines import ENOUGH, Lines, Piece
from boardtui.exchange.sheets.privacy import names_a_part, privacy_of_section, speaks_of_what_follows
from boardtui.exchange.sheets.table import Beside, Record, Table, read_table

Takes = Literal["tables", "headings", "numbers", "bullets"]
_ELSEWHERE = re.compile(  # a heading whose lists are no agenda
    r"(?:in )?attendance|attendees|(?:members )?present|members(?:hip)?|invited|invitees|apologies(?: received)?|distribution"
    r"(?: list)?|circulation(?: list)?|contacts?|notes?|key|glossary|abbreviations|papers|enclosures|appendices|next steps"
    r"|recommendations|minutes awaiting approval|decisions to be reported, and decisions awaiting others"
    r"|actions carried from earlier meetings",  # as the agenda paper has them below its items
    re.IGNORECASE,
)


_MATTERS = re.compile(r"apologies(?: received)?|next steps", re.IGNORECASE)  # which may be items all the same
_ITEMS = frozenset(("item", "items", "agenda item", "agenda items", "item title", "business", "topic"))
_OTHERS = (Heads(members.COLUMNS), Heads(actions.COLUMNS))


def read_outline(
    where: str, lines: Lines, heads: Heads, people: frozenset[str], answers: Mapping[str, str] = NO_ANSWERS
) -> Table:
    """The agenda as a table.

    Args:
        where: the file, for a sentence.
        lines: what it is made of.
        heads: the names of columns that are understood, in a table or before a colon.
        people: names and seats, as they are compared, that show who leads an item.
        answers: what the secretary said to earlier doubts.

    Raises:
        SheetError: there is neither a table, nor a numbered list, nor a heading in it.
    """
    return _Outline(where, lines, heads, people, answers).table()


class _Outline:
    """Goes through the lines of an agenda in their order: each becomes an item, a detail of one, or stands beside them."""

    def __init__(
        self, where: str, lines: Lines, heads: Heads, people: frozenset[str], answers: Mapping[str, str]
    ) -> None:
        self._where = where
        self._pieces, self._remarks = lines
        self._heads = heads
        self._people = people
        self._answers = answers
        self._doubts: dict[str, Doubt] = {}
        self._lacking: Grid | None = None  # a table that would be an agenda if it had titles
        self._takes = _items_are(self._pieces, heads)
        self._records: list[tuple[int, dict[str, str]]] = []
        self._beside: list[Beside] = []
        self._ignored: dict[str, None] = {}
        # The heading, by level and words, under which nothing is an item.
        self._elsewhere: tuple[int, str] | None = None
        self._numbers: dict[int, str] = {}  # of the last item of each depth

    def table(self) -> Table:
        """All of it. SheetError where nothing in it is an item."""
        for piece in self._pieces:
            self._piece(piece)
        if not self._records and not self._doubts:
            if self._lacking is not None:
                read_table(self._where, self._lacking, self._heads, self._answers)
            raise SheetError(f"{self._where} has no numbered list, table or heading to take items from.")
        records = tuple(
            Record(line, {field: tidy(text) for field, text in cells.items() if text}) for line, cells in self._records
        )
        given = {field for record in records for field in record.cells}
        fields = {column.field: column.title for column in self._heads.columns if column.field in given}
        grid = Grid(self._where, (), unit="line", remarks=self._remarks)
        return Table(
            grid, fields, records, tuple(self._ignored), tuple(self._doubts.values()), beside=tuple(self._beside)
        )

    def _piece(self, piece: Piece) -> None:
        if piece.kind == "heading":
            self._heading(piece)
        elif piece.kind == "note":
            self._beside.append(Beside(piece.line, piece.text, piece.where, about="above"))
        elif piece.kind == "header":
            self._beside.append(Beside(piece.line, piece.text, piece.where, section=True))
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

    def _heading(self, piece: Piece) -> None:
        if self._elsewhere is not None and piece.level <= self._elsewhere[0]:
            self._elsewhere = None
        is_item = self._takes == "headings" and not _parts(piece.text) and _is_item(piece, self._pieces)
        if self._elsewhere is None and _is_elsewhere(piece) and not (is_item and _MATTERS.fullmatch(piece.text)):
            self._elsewhere = (piece.level, piece.text)
        if is_item and self._elsewhere is None:
            self._item(piece, piece.number)
        else:
            whole = f"{piece.number} {piece.text}".strip()
            self._beside.append(Beside(piece.line, whole, section=True))

    def _item(self, piece: Piece, number: str) -> None:
        self._numbers = {level: above for level, above in self._numbers.items() if level < piece.level}
        self._numbers[piece.level] = number
        cells: dict[str, str] = {"number": number} if number else {}
        cells["title"] = title_alone(piece.text, cells, self._people)
        self._records.append((piece.line, cells))

    def _nested(self, piece: Piece) -> None:
        """A line of a list within an item: a detail that is understood, an item below it, or something that is left out."""
        if not self._records:
            self._aside(piece)
        elif not self._understood(piece.text):
            if piece.number:
                self._item(piece, self._below(piece))
            else:
                self._aside(piece, self._last())

    def _below(self, piece: Piece) -> str:
        """The number of an item within another: as it is written, or, where it only counts, behind that of the other."""
        parent = next((self._numbers[level] for level in range(piece.level - 1, -1, -1) if level in self._numbers), "")
        if piece.ordered and parent and not parent.endswith("."):
            return f"{parent}.{piece.number}"
        letters = piece.number.strip("()")
        return f"{parent}({letters})" if piece.number.endswith(")") and letters.isalpha() else piece.number

    def _detail(self, piece: Piece) -> None:
        """A line that is no item: it says something of the item above it, parts the agenda, or is left out."""
        if not self._records:
            short = piece.bold or len(piece.text) < SHORT
            self._beside.append(Beside(piece.line, piece.text, section=short, about="" if short else "both"))
        elif piece.bold and _parts(piece.text):
            alone = names_a_part(piece.text) and self._takes != "headings"
            self._beside.append(Beside(piece.line, piece.text, section=True, about="" if alone else "both"))
        elif piece.level == 0 and len(piece.text) < SHORT and _parts(piece.text) and self._divides(piece.text):
            self._beside.append(Beside(piece.line, piece.text, section=True, about="both"))
        elif not self._understood(piece.text):
            self._aside(piece, self._last())

    def _divides(self, text: str) -> bool:
        """Whether a line that nothing sets apart parts the agenda by its words, and does not only speak of the item above it."""
        return names_a_part(text) or (text.isupper() and self._takes != "headings")

    def _understood(self, text: str) -> bool:
        """Whether all parts of a line say something of the last item, which then has it."""
        cells = self._records[-1][1]
        understood = dict(cells)
        if all(
            labelled(part, understood, self._heads) or recognised(part, understood, self._people)
            for part in DASHED.split(text)
            if part.strip()
        ):
            cells.update(understood)
            return True
        return False

    def _labels(self, label: str, text: str) -> bool:
        """Whether a row of two cells says something of the last item, as a line with a colon would."""
        return labelled(f"{label.rstrip(' :')}: {text}", self._records[-1][1], self._heads)

    def _last(self) -> str:
        cells = self._records[-1][1]
        return f"below “{cells.get('title', '')}”"

    def _aside(self, piece: Piece, where: str = "") -> None:
        if piece.table is None:
            text = " ".join((piece.number, *piece.text.split())).strip()
            about: Literal["above", "both"] = "both" if piece.level == 0 and speaks_of_what_follows(text) else "above"
            self._beside.append(Beside(piece.line, text, where, about=about))
            return
        for row in piece.table.rows:
            texts = [" ".join(cell.split()) for cell in row.cells if cell]
            if len(texts) == 2 and self._records and self._elsewhere is None and self._labels(*texts):
                continue
            text = " · ".join(texts)
            self._beside.append(Beside(row.number, text, where, about="both"))

    def _rows(self, piece: Piece) -> None:
        """A table: its rows are items, within the item that it stands in; one of other heads is left out."""
        assert piece.table is not None
        if not _is_agenda(piece.table, self._heads) or (piece.level == 0 and self._takes not in ("tables", "numbers")):
            self._lacking = piece.table if self._heads.best(piece.table)[0] >= ENOUGH else self._lacking
            self._aside(piece, "in a table that is no agenda")
            return
        table = read_table(self._where, piece.table, self._heads, self._answers)
        self._doubts.update({doubt.key: doubt for doubt in table.doubts})
        parent = self._records[-1][1].get("number", "") if piece.level and self._records else ""
        for place, record in enumerate(table.records, 1):
            own = {"number": f"{parent}.{place}"} if parent and not record.cells.get("number") else {}
            self._records.append((record.number, {**own, **record.cells}))
        self._beside += table.beside
        self._ignored.update(dict.fromkeys(table.ignored))


def _items_are(pieces: Sequence[Piece], heads: Heads) -> Takes:
    """What of a file are the items: the rows of tables, numbered headings, numbered lists, bullets, or any headings."""
    if any(piece.table and not piece.level and _is_agenda(piece.table, heads) for piece in pieces):
        return "tables"
    if any(piece.kind == "heading" and piece.number and not _parts(piece.text) for piece in pieces):
        return "headings"
    lists = [
        piece for piece, above in _under_headings(pieces) if piece.kind == "item" and piece.level == 1 and not above
    ]
    if any(piece.number for piece in lists):
        return "numbers"
    return "bullets" if lists else "headings"


def _is_agenda(grid: Grid, heads: Heads) -> bool:
    """Whether a table has the column headings of an agenda, titles among them, and not rather those of members or actions."""
    count, head = heads.best(grid)
    if count < ENOUGH or head is None or not any(heads.field(cell) == "title" for cell in head.cells):
        return False
    surely = any(normal(cell) in _ITEMS for cell in head.cells)
    return surely or all(other.known(head.cells) <= count for other in _OTHERS)


def _is_elsewhere(piece: Piece) -> bool:
    """Whether a heading names something beside the agenda: one with a number is an item, whatever it says."""
    return not piece.number and _ELSEWHERE.fullmatch(piece.text.strip(" :")) is not None


def _under_headings(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, bool]]:
    """Each piece, and whether it stands under a heading such as Attendance."""
    above: int | None = None
    for piece in pieces:
        if piece.kind == "heading":
            if above is not None and piece.level <= above:
                above = None
            if above is None and _is_elsewhere(piece):
                above = piece.level
        yield piece, above is not None


def _is_item(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Of headings the numbered ones are the items, and where none is, those of the lowest level."""
    headings = [piece for piece in pieces if piece.kind == "heading"]
    if any(heading.number and not _parts(heading.text) for heading in headings):
        return bool(piece.number)
    return piece.level == max(heading.level for heading in headings if not _parts(heading.text))


def _parts(text: str) -> bool:
    """Whether a heading names a part of the meeting and not a matter."""
    return bool(privacy_of_section(text) or PURPOSE.fullmatch(text) or normal(text) == "agenda")
