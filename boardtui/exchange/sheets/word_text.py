"""The words within a piece of a Word document as they are shown; what is hidden, or stands outside of the text, is kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boardtui.exchange.sheets.grid import SheetError, tidy
from boardtui.exchange.sheets.word_numbers import W, is_on

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{COMPATIBLE}Fallback"}
_SHOWN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_APART = {*_GONE, *_NOTES, f"{W}txbxContent", _WATERMARK}
_MOST = 1_000_000  # elements that are looked into
_PRIVATE_USE = 0xF000  # where Word puts the signs of a font that has its own
_SIGNS = {
    "wingdings": {
        0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xE0: "→", 0xA7: "•",
        0xD8: "•", 0x76: "•", 0x6C: "•", 0x6E: "•",
    },
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x30: "☐"},
    "symbol": {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xAE: "→", 0xB4: "×", 0xB1: "±", 0xB0: "°"},
}  # fmt: skip
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class Text:
    """Reads words. ``hidden``, ``boxes`` and ``struck`` are what was found hidden, in text boxes, and struck through."""

    def __init__(self, name: str, notes: dict[tuple[str, str], Any]) -> None:
        """``name``: of the file, for a sentence; ``notes`` has the elements of notes by their kind and number."""
        self.hidden: list[str] = []
        self.boxes: list[str] = []
        self.struck: list[str] = []
        self._name = name
        self._notes = notes
        self._found: list[str] = []
        self._seen = 0

    def of(self, element: Any) -> str:
        """The words within an element.

        Raises:
            SheetError: more of the document has been looked into than may be.
        """
        self._seen += 1
        if self._seen > _MOST:
            raise too_long(self._name)
        return "".join(self._of_child(child) for child in element.iterchildren())

    def _of_child(self, child: Any) -> str:
        tag = child.tag
        if tag == f"{W}t":
            return (child.text or "").translate(_BY_FONT["wingdings"])
        if tag in _SHOWN:
            return _SHOWN[tag]
        if tag == f"{W}br":
            return "\n" if child.get(f"{W}type") in (None, "textWrapping") else " "
        if tag == f"{W}sym":
            return _sign(child.get(f"{W}font", ""), child.get(f"{W}char", ""))
        if tag == f"{W}r":
            return self._run(child)
        if tag == f"{W}ffData":
            return _of_form(child)
        self._apart(child, tag)
        inside = isinstance(tag, str) and tag not in _APART and not is_to_be_filled(child)
        return self.of(child) if inside else ""

    def _apart(self, child: Any, tag: Any) -> None:
        """Keep what does not stand in the text."""
        if tag == f"{W}txbxContent":
            self.boxes += [text for paragraph in paragraphs(child) if (text := tidy(self.of(paragraph)))]
        elif tag == _WATERMARK:
            self.boxes += [text] if (text := tidy(child.get("string", ""))) else []
        elif tag in _NOTES:
            self._note(_NOTES[tag], child.get(f"{W}id", ""))

    def _run(self, run: Any) -> str:
        text = self.of(run)
        properties = run.find(f"{W}rPr")
        if properties is None or not text:
            return text
        if is_on(properties.find(f"{W}vanish")):
            self.hidden += [shown] if (shown := tidy(text)) else []
            return ""
        fonts = properties.find(f"{W}rFonts")
        if signs := _BY_FONT.get(fonts.get(f"{W}ascii", "").casefold()) if fonts is not None else None:
            text = text.translate(signs | {code - _PRIVATE_USE: sign for code, sign in signs.items()})
        if any(is_on(properties.find(f"{W}{name}")) for name in ("strike", "dstrike")):
            self.struck += [shown] if (shown := tidy(text)) else []
        return text

    def _note(self, kind: str, number: str) -> None:
        """The words of a note that is referred to, each once: a note that refers to itself ends there."""
        note = self._notes.pop((kind, number), None)
        if note is not None and (text := " ".join(self.of(note).split())):
            self._found.append(text)

    def notes(self) -> list[str]:
        """The notes that were referred to since this was asked for the last time."""
        found, self._found = self._found, []
        return found


def too_long(name: str) -> SheetError:
    return SheetError(f"{name} is too long. Copy what is to be imported into a new document.")


def paragraphs(element: Any) -> Iterator[Any]:
    """All paragraphs within an element, those of tables in it too, but none of a text box, and none to be filled in."""
    for child in element.iterchildren():
        if child.tag == f"{W}p":
            yield child
        elif child.tag != f"{W}txbxContent" and not is_to_be_filled(child):
            yield from paragraphs(child)


def is_to_be_filled(element: Any) -> bool:
    """Whether a content control shows only what is to be entered in it."""
    return element.tag == f"{W}sdt" and is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr"))


def _sign(font: str, code: str) -> str:
    """A sign by the font that has it and its number there; where that is not known, something that is seen."""
    try:
        number = int(code, 16)
    except ValueError:
        return _UNKNOWN
    known = _BY_FONT.get(font.casefold(), {})
    own = number if number >= _PRIVATE_USE else number + _PRIVATE_USE
    if own in known:
        return known[own]
    return chr(number) if 0x20 < number < 0xD800 and not known else _UNKNOWN


_BY_FONT = {font: {_PRIVATE_USE + code: sign for code, sign in signs.items()} for font, signs in _SIGNS.items()}


def _of_form(field: Any) -> str:
    """What a field of an old form shows: whether its box is ticked, or what was chosen of its list."""
    box, chosen = field.find(f"{W}checkBox"), field.find(f"{W}ddList")
    if box is not None:
        checked = box.find(f"{W}checked")
        return "☒" if is_on(checked if checked is not None else box.find(f"{W}default")) else "☐"
    if chosen is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in chosen.iterchildren(f"{W}listEntry")]
    at = next((one for name in ("result", "default") if (one := chosen.find(f"{W}{name}")) is not None), None)
    place = at.get(f"{W}val", "0") if at is not None else "0"
    return entries[int(place)] if place.isdecimal() and len(place) < 4 and int(place) < len(entries) else ""
