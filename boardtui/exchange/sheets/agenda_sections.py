"""What parts an agenda: the headings, bold lines and rows that are no items, and which of them are for the public."""

from __future__ import annotations

import re

from boardtui.exchange.sheets.columns import normal
from boardtui.exchange.sheets.item_numbers import is_number, number_and_title
from boardtui.exchange.sheets.item_words import PURPOSE
from boardtui.exchange.sheets.planning import Reader
from boardtui.exchange.sheets.privacy import (
    Privacy,
    begins_a_private_part,
    excludes_the_public,
    privacy_of_section,
    sounds_private,
)
from boardtui.exchange.sheets.table import Beside, Record, Table
from boardtui.exchange.sheets.values import yes_or_no

HIDDEN = "Part 2: confidential item"  # what earlier versions printed in a public agenda for one
_PART = re.compile(r"(?:part|section|session) \w{1,4}\b", re.IGNORECASE)
_YES_NO = (("yes", "yes, it is confidential"), ("no", "no, it is public"))


class Sections:
    """The rows of an agenda with what the headings, bold lines and rows above them say: whether they are private, for what.

    ``records`` are those that are items. ``doubts`` has for the number of a record the words that make it doubtful whether
    it is public, and whether it is the only one of which it is asked.
    """

    def __init__(self, table: Table) -> None:
        self.records: list[Record] = []
        self.doubts: dict[int, str] = {}
        self.hidden = 0  # rows that an earlier version printed in the place of confidential items
        self._beside = list(table.beside)
        self._table = table
        self._numbered = sum(bool(record.cells.get("number")) for record in table.records) * 2 > len(table.records)
        self._privacy: Privacy | None = privacy_of_section(table.grid.name) if table.grid.unit == "row" else None
        self._because, self._purpose = table.grid.name, ""
        parts: list[Record | Beside] = [*table.records, *table.beside]
        for part in sorted(parts, key=lambda part: part.number):
            if isinstance(part, Beside):
                self._read_beside(part)
            elif _stands_for_hidden(part):
                self.hidden += 1
            elif text := self._section_row(part):
                self._beside.append(Beside(part.number, text, section=True))
                self._enter(text)
            else:
                self._read_item(part)

    @property
    def private(self) -> bool:
        """Whether an item is confidential, or may be."""
        return bool(self.doubts) or any(_is_yes(record.cells.get("confidential", "")) for record in self.records)

    def remarks(self, unit: str) -> list[str]:
        """What of the file is no item, and where it stands, so that nothing of it is gone unseen."""
        parts = sorted(self._beside, key=lambda part: part.number)
        headings = [f"{part.number} “{part.text[:60]}”" for part in parts if part.section]
        others = [
            f"{part.number} “{part.text[:60]}”" + (f" ({part.where})" if part.where else "")
            for part in parts
            if not part.section
        ]
        texts = [f"Headings, not items: {unit} {'; '.join(headings)}."] if headings else []
        return texts + ([f"Left out, since it is not an agenda item: {unit} {'; '.join(others)}."] if others else [])

    def _section_row(self, record: Record) -> str:
        """The words of a row that only parts the table: a single cell that names a part, or is no number where numbers are."""
        cells = {field: " ".join(text.split()) for field, text in record.cells.items() if text}
        texts = set(cells.values())
        if len(texts) != 1 or not ({"title", "number"} & set(cells)):
            return ""
        (text,) = texts
        bare = text.strip("*_# ")
        names_a_part = PURPOSE.fullmatch(bare) or (
            privacy_of_section(bare) and not number_and_title({"title": bare})[0]
        )
        apart = self._numbered and (bare.isupper() or text != bare or _PART.match(bare)) and "title" in cells
        return bare if names_a_part or apart or ("title" not in cells and not is_number(text)) else ""

    def _read_beside(self, part: Beside) -> None:
        if part.section:
            self._enter(part.text)
        elif self.records and privacy_of_section(part.text) in ("private", "doubtful"):
            self.doubts.setdefault(self.records[-1].number, part.text)

    def _enter(self, text: str) -> None:
        """A heading: what it says of privacy holds until another says otherwise, its purpose until the next heading."""
        self._purpose = re.sub(r"^items? ", "", text, flags=re.IGNORECASE).lower() if PURPOSE.fullmatch(text) else ""
        if (privacy := privacy_of_section(text)) is not None:
            self._privacy, self._because = privacy, text

    def _read_item(self, record: Record) -> None:
        cells = dict(record.cells)
        if self._purpose and not cells.get("purpose"):
            cells["purpose"] = self._purpose
        if not cells.get("confidential"):
            if self._privacy == "private":
                cells["confidential"] = "yes"
            elif self._privacy == "doubtful":
                self.doubts[record.number] = self._because
            elif sounds_private(title := cells.get("title", "")) and not excludes_the_public(title):
                self.doubts[record.number] = title
            if self._privacy is None and begins_a_private_part(cells.get("title", "")):
                self._privacy, self._because = "doubtful", cells["title"]
        self.records.append(Record(record.number, cells))


def ask_privacy(reader: Reader, sections: Sections) -> None:
    """Ask whether an item is confidential, once for all below the same words; what is in the cell counts where it is clear."""
    cell = " ".join(reader.record.cells.get("confidential", "").split())
    because = sections.doubts.get(reader.record.number, "")
    if cell and not because:
        try:
            yes_or_no(cell)
        except ValueError:
            because = cell
    if not because:
        return
    if because in (cell, reader.record.cells.get("title")):
        text = f"“{because[:80]}” sounds private. Is the item confidential?"
    else:
        text = f"“{because[:80]}”: are the items that follow it confidential?"
    answer = reader.one_of(f"private {normal(because)[:60]}", text, _YES_NO)
    reader.record.cells["confidential"] = "no" if answer == "no" else "yes"


def _is_yes(cell: str) -> bool:
    """Whether a cell says yes, or what cannot be read and is asked about."""
    try:
        return bool(cell.strip()) and yes_or_no(cell)
    except ValueError:
        return True


def _stands_for_hidden(record: Record) -> bool:
    """Whether the row is the one that a public agenda has in the place of a confidential item."""
    return {field: text for field, text in record.cells.items() if text} == {"title": HIDDEN}
