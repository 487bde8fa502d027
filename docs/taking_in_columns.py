"""Writes the table of the columns that are understood into taking-in.md; run from the project's folder."""

from __future__ import annotations

import re
from pathlib import Path

from boardtui.exchange.sheets.taking import COLUMNS

PAGE = Path(__file__).parent / "taking-in.md"
_TABLE = re.compile(r"(<!-- columns -->\n).*(<!-- end of columns -->)", re.DOTALL)


def table() -> str:
    """The columns of every kind of sheet, as Markdown."""
    parts = []
    for kind, columns in COLUMNS.items():
        rows = [
            f"| {one.title}{' (needed)' if one.required else ''} | {', '.join(one.names)} | {one.holds} |"
            for one in columns
        ]
        parts.append(
            "\n".join(
                [f"**{kind.capitalize()}**", "", "| column | also called | what it holds |", "|---|---|---|", *rows]
            )
        )
    return "\n\n".join(parts) + "\n"


def page() -> str:
    """The page with the table as it should stand."""
    return _TABLE.sub(lambda found: found[1] + table() + found[2], PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
