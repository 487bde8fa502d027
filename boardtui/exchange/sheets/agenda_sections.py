"""What parts an agenda: the headings, bold lines and rows that are no items, and which of them are for the public."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from boardtui.exchange.sheets.columns import normal
from boardtui.exchange.sheets.grid import quoted
from boardtui.exchange.sheets.item_numbers import is_number, number_and_title
from boardtui.exchange.sheets.item_words import PURPOSE
from boardtui.exchange.sheets.planning import Reader
from boardtui.exchange.sheets.privacy import (
    Privacy,
    begins_a_private_part,
    excludes_the_public,
    names_a_part,
    privacy_of_section,
    sounds_private,
)
from boardtui.exchange.sheets.table import Beside, Record, Table
from boardtui.exchange.sheets.values import NOT_YET, times, yes_or_no

HIDDEN = "Part 2: confidential item"  # what earlier versions printed in a public agenda for one
_PART = re.compile(r"(?:part|section|session) \w{1,4}\b", re.IGNORECASE)
_LONG = 5  # words of a heading; more may be said of the item above it
_MARK = re.compile(r"[*†‡§#^]+")
_YES_NO = (("yes", "yes, it is confidential"), ("no", "no, it is public"))


class Doubtful(NamedTuple):
    """Words that make it doubtful whether an item is public, and where they stand."""

    words: str
    stand: Literal["in it", "below it", "above it"]


class Sections:
    """The rows of an agenda with what the headings, bold lines and rows above them say: whether they are private, for what.

    ``records`` are those that are items. ``doubts`` has for the number of a record the words that make it doubtful whether
    it is public.
    """

    def __init__(self, table: Table) -> None:
        self.records: list[Record] = []
        self.doubts: dict[int, list[Doubtful]] = {}
        self.hidden = 0  # rows that an earlier version printed in the place of confidential items
        self._beside = list(table.beside)
        self._table = table
        full = [one for one in table.records if len(set(filter(None, one.cells.values()))) > 1] or table.records
        self._numbered = sum(bool(number_and_title(one.cells)[0]) for one in full) * 2 > len(full)
        self._privacy: Privacy | None = privacy_of_section(table.grid.name) if table.grid.unit == "row" else None
        self._because, self._purpose = table.grid.name, ""
        parts: list[Record | Beside] = [*table.records, *table.beside]
        for part in sorted(parts, key=lambda part: part.number):
            if isinstance(part, Beside):
                self._read_beside(part)
            elif _stands_for_hidden(part):
                self.hidden += 1
            elif text := self._section_row(part):
                sentence = len(text.split()) > _LONG and not names_a_part(text)
                row = Beside(part.number, text, section=True, about="both" if sentence else "")
                self._beside.append(row)
                self._read_beside(row)
            else:
                self._read_item(part)

    @property
    def private(self) -> bool:
        """Whether an item is confidential, or may be."""
        return bool(self.doubts) or any(_is_yes(record.cells.get("confidential", "")) for record in self.records)

    def remarks(self, unit: str) -> list[str]:
        """What of the file is no item, and where it stands, so that nothing of it is gone unseen."""
        parts = sorted(self._beside, key=lambda part: part.number)
        headings = "; ".join(_told(part) for part in parts if part.section)
        others = "; ".join(_told(part) for part in parts if not part.section)
        texts = [f"Headings, not items: {unit} {headings}."] if headings else []
        return texts + ([f"Left out, since it is not an agenda item: {unit} {others}."] if others else [])

    def _section_row(self, record: Record) -> str:
        """The words of a row that only parts the table: a single cell that names a part, or is no number where numbers are."""
        cells = {field: " ".join(text.split()) for field, text in record.cells.items() if text}
        texts = set(cells.values())
        if len(texts) != 1:
            return ""
        (text,) = texts
        bare = text.strip("*_# ")
        if not {"title", "number"} & set(cells):  # a heading merged over a table whose first column holds times
            heads = (
                privacy_of_section(bare) or PURPOSE.fullmatch(bare) or ("planned" in cells and not _may_be_time(bare))
            )
            return bare if heads and not {"confidential", "purpose"} & set(cells) else ""
        names_a_part = PURPOSE.fullmatch(bare) or (
            privacy_of_section(bare) and not number_and_title({"title": bare})[0]
        )
        apart = self._numbered and (bare.isupper() or text != bare or _PART.match(bare)) and "title" in cells
        return bare if names_a_part or apart or ("title" not in cells and not is_number(text)) else ""

    def _read_beside(self, part: Beside) -> None:
        private = privacy_of_section(part.text) in ("private", "doubtful")
        if private and part.about:
            for record in self._spoken_of(part.text):
                self._doubt(record.number, Doubtful(part.text, "below it"))
        if part.section:
            self._enter(part.text, surely=not part.about)
        elif private and self._privacy != "private" and part.about == "both":
            self._privacy, self._because = "doubtful", part.text

    def _spoken_of(self, line: str) -> list[Record]:
        """The items of which a line below them speaks: those that bear the mark with which it begins, else the last one.

        The resolution to exclude the public is passed in public itself.
        """
        mark = _MARK.match(line)
        marked = [one for one in self.records if mark and any(mark[0] in text for text in one.cells.values())]
        last = [one for one in self.records[-1:] if not excludes_the_public(one.cells.get("title", ""))]
        return marked or last

    def _doubt(self, number: int, doubt: Doubtful) -> None:
        self.doubts.setdefault(number, []).append(doubt)

    def _enter(self, text: str, *, surely: bool = True) -> None:
        """A heading: what it says of privacy holds until another says otherwise, its purpose until the next heading.

        ``surely``: it can be no line that belongs to the item above it.
        """
        self._purpose = re.sub(r"^items? ", "", text, flags=re.IGNORECASE).lower() if PURPOSE.fullmatch(text) else ""
        if (privacy := privacy_of_section(text)) is not None:
            goes_on = privacy == "public" and self._privacy in (None, "public")
            self._privacy, self._because = privacy if surely or goes_on else "doubtful", text

    def _read_item(self, record: Record) -> None:
        cells = dict(record.cells)
        if self._purpose and not cells.get("purpose"):
            cells["purpose"] = self._purpose
        if not cells.get("confidential"):
            if self._privacy == "private":
                cells["confidential"] = "yes"
            elif self._privacy == "doubtful":
                self._doubt(record.number, Doubtful(self._because, "above it"))
            elif sounds_private(title := cells.get("title", "")) and not excludes_the_public(title):
                self._doubt(record.number, Doubtful(title, "in it"))
            if self._privacy is None and begins_a_private_part(cells.get("title", "")):
                self._privacy, self._because = "doubtful", cells["title"]
        self.records.append(Record(record.number, cells))


def ask_privacy(reader: Reader, sections: Sections) -> None:
    """Ask whether an item is confidential, once for all below the same words; what is in the cell counts where it is clear."""
    cell = " ".join(reader.record.cells.get("confidential", "").split())
    doubts = sections.doubts.get(reader.record.number, [])
    if cell:
        try:
            doubts = [] if yes_or_no(cell) else doubts
        except ValueError:
            doubts = [*doubts, Doubtful(cell, "in it")]
    if not doubts:
        return
    title = " ".join(reader.record.cells.get("title", "").split())
    answers = [_ask(reader, doubt, title) for doubt in doubts]
    reader.record.cells["confidential"] = "no" if set(answers) == {"no"} else "yes"


def _ask(reader: Reader, doubt: Doubtful, title: str) -> str | None:
    words, key = quoted(doubt.words, 80), normal(doubt.words)[:60]
    match doubt.stand:
        case "in it":
            text, key = f"{words} sounds private. Is the item confidential?", f"in {key}"
        case "above it":
            text = f"{words}: are the items that follow it confidential?"
        case "below it":
            text, key = (
                f"{words} stands below {quoted(title)}. Is that item confidential?",
                f"{reader.record.number} {key}",
            )
    return reader.one_of(f"private {key}", text, _YES_NO)


def _may_be_time(text: str) -> bool:
    try:
        times(text)
    except ValueError:
        return text.casefold().strip(".") in NOT_YET
    return True


def _is_yes(cell: str) -> bool:
    """Whether a cell says yes, or what cannot be read and is asked about."""
    try:
        return bool(cell.strip()) and yes_or_no(cell)
    except ValueError:
        return True


def _told(part: Beside) -> str:
    where = f" ({part.where})" if part.where else ""
    return f"{max(1, part.number)} {quoted(part.text)}{where}"


def _stands_for_hidden(record: Record) -> bool:
    """Whether the row is the one that a public agenda has in the place of a confidential item."""
    return {field: text for field, text in record.cells.items() if text} == {"title": HIDDEN}
