"""The styles of a Word document: which paragraphs are headings or stand out as those do, and which list a style is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from boardtui.exchange.sheets.word_numbers import W, is_on

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_MOST = 20  # that one style can be based on, one after the other


class Style(NamedTuple):
    """A style of paragraphs: its properties and those of its letters, None where it has none."""

    key: str
    name: str
    based_on: str
    properties: Any
    letters: Any


class Styles:
    """The styles that paragraphs have, with those that they are based on."""

    def __init__(self, root: Any) -> None:
        """``root`` is that of the part that describes them, None where there is none."""
        self._styles = dict(_read(root)) if root is not None else {}
        self._default = next((key for key, style in self._styles.items() if style.name == "normal"), "")

    def list_of(self, block: Any) -> tuple[str, str, str]:
        """The list that a paragraph is in, by its number, the level, and the style by which it is in it; empty where none."""
        own = block.find(f"{W}pPr/{W}numPr")
        use, level = _of(own, "numId"), _of(own, "ilvl")
        if use:
            return use, level, ""
        for found in self._chain(block):
            by_style = found.properties.find(f"{W}numPr") if found.properties is not None else None
            if use := _of(by_style, "numId"):
                return use, level or _of(by_style, "ilvl"), found.key
        return "", level, ""

    def heading(self, block: Any) -> int | None:
        """The level of a heading, 0 for the title of the document, None where a paragraph is none."""
        outline = block.find(f"{W}pPr/{W}outlineLvl")
        for style in self._chain(block):
            if outline is None and style.properties is not None:
                outline = style.properties.find(f"{W}outlineLvl")
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
            if style.name == "title":
                return 0
        level = outline.get(f"{W}val", "") if outline is not None else ""
        return int(level) + 1 if level in tuple("01234567") else None

    def stands_out(self, block: Any) -> bool:
        """Whether a paragraph is wholly bold or underlined, or centred, as headings are that nobody made one."""
        chain = list(self._chain(block))
        own = block.find(f"{W}pPr")
        aligned = (_of(properties, "jc") for properties in (own, *(style.properties for style in chain)))
        runs = [run for run in block.iter(f"{W}r") if any((text.text or "").strip() for text in run.iter(f"{W}t"))]
        return bool(runs) and (
            next((align for align in aligned if align), "") == "center"
            or any(
                all(_has(name, (run.find(f"{W}rPr"), *(style.letters for style in chain))) for run in runs)
                for name in ("b", "u")
            )
        )

    def has_leader(self, block: Any) -> bool:
        """Whether a tab of a paragraph is filled with dots or a line."""
        properties = (block.find(f"{W}pPr"), *(style.properties for style in self._chain(block)))
        tabs = (tab for held in properties if held is not None for tab in held.iterfind(f"{W}tabs/{W}tab"))
        return any(tab.get(f"{W}leader", "none") != "none" for tab in tabs)

    def _chain(self, block: Any) -> Iterator[Style]:
        """The style of a paragraph and those that it is based on."""
        style = block.find(f"{W}pPr/{W}pStyle")
        key = style.get(f"{W}val", "") if style is not None else self._default
        for _ in range(_MOST):
            found = self._styles.get(key)
            if found is None:
                return
            yield found
            key = found.based_on


def _read(root: Any) -> Iterator[tuple[str, Style]]:
    for style in root.iterchildren(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        name, based = _of(style, "name").casefold(), _of(style, "basedOn")
        yield key, Style(key, name, based, style.find(f"{W}pPr"), style.find(f"{W}rPr"))


def _of(properties: Any, name: str) -> str:
    """The value of a property; empty where it is not there."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return element.get(f"{W}val", "") if element is not None else ""


def _has(name: str, levels: tuple[Any, ...]) -> bool:
    """Whether words are bold (b) or underlined (u) by the nearest of their properties that says so or not."""
    for properties in levels:
        element = properties.find(f"{W}{name}") if properties is not None else None
        if element is not None:
            return is_on(element) and element.get(f"{W}val") != "none"
    return False
