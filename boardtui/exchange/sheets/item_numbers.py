"""How agendas number their items: 4, 24.10, 4a, 3(i), 5., IV., a), CA-1, 24/101, PB/24/7."""

from __future__ import annotations

import re
from collections.abc import Mapping

# 4, 24.10, 4a, 3(i), 24.2(b); and those that hardly a sentence begins with: 4a, 3(i), 5., IV., a), (a), CA-1, 24/101
NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?(?:\([a-z0-9]{1,4}\))*"
NUMBER_OF_ITS_OWN = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*(?:[a-z][.)]?|(?:\([a-z0-9]{1,4}\))+[.:]?)|[0-9]{1,3}\.[0-9]{1,3}\.?|[0-9]{1,3}[.)]"
    r"|[IVXL]{1,6}[.)]|[A-Z]{1,3}-[0-9]{1,3}[.:]?|[A-Z]{1,6}/[0-9]{2,4}/[0-9]{1,4}|[0-9]{2,4}/[0-9]{3}(?![0-9/])|\(?[a-z]{1,4}\)|[A-Z]\))"
)
IN_A_CELL = re.compile(rf"(?:{NUMBER}|{NUMBER_OF_ITS_OWN})[.):]?")
_NUMBERED = re.compile(rf"({NUMBER}|{NUMBER_OF_ITS_OWN})[.)]? +(?=\S)", re.ASCII)


def is_number(text: str) -> bool:
    """Whether a cell holds the number of an item."""
    return IN_A_CELL.fullmatch(text) is not None


def number_and_title(cells: Mapping[str, str]) -> tuple[str, str]:
    """The number of a row, from its column or the beginning of its title, and the title without it."""
    title = " ".join(cells.get("title", "").split())
    if number := tidy_number(cells.get("number", "")):
        return number, title
    match = _NUMBERED.match(title)
    return (tidy_number(match[1]), title[match.end() :]) if match else ("", title)


def tidy_number(text: str) -> str:
    """A number as it is written; of "5." and "5)" only the 5, while 3(i) and IV. are whole."""
    text = " ".join(text.split())
    return text.rstrip(".)") if text.rstrip(".)").replace(".", "").isdecimal() else text
