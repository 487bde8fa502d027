"""What the register and the entries are in each version, written down one line a column or field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from boardtui.meeting.entries import AnyEntry
from boardtui.register.layout import TABLES

HERE = Path(__file__).parent
OPEN = "open: no release has this version yet"
CLOSED = "closed: a release has this version"


def register_lines() -> list[str]:
    """The tables as they stand in layout.py, one line a column: its type, whether it may be NULL, what it refers to."""
    return sorted(
        " ".join(
            [
                f"{name}.{column}",
                kind.__name__,
                *(["key"] if column in table.key else []),
                *(["or nothing"] if column in table.optional else []),
                *([f"of {table.refers[column]}"] if column in table.refers else []),
            ]
        )
        for name, table in TABLES.items()
        for column, kind in table.columns.items()
    )


def entry_lines() -> list[str]:
    """The vocabulary as it stands, one line a field of an entry or of a part: required or not, and its type."""
    schema = msgspec.json.schema(AnyEntry)
    lines = []
    for name, made in schema["$defs"].items():
        lines.append(name)
        for field, kind in made.get("properties", {}).items():
            required = "required" if field in made.get("required", []) else "optional"
            lines.append(f"{name}.{field} {required} {json.dumps(_bare(kind), sort_keys=True)}")
    return sorted(lines)


def held(part: str, version: int) -> tuple[str, list[str]]:
    """What was written down for a version: whether it is closed, and its lines."""
    path = HERE / f"{part}-{version}.txt"
    state, *lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else [OPEN]
    return state, lines


def write(part: str, version: int, lines: list[str]) -> None:
    """Write a version down anew; a closed one is never written again."""
    state, _ = held(part, version)
    assert state == OPEN, f"{part} {version} is in a release: raise the version (docs/code.md says how)."
    (HERE / f"{part}-{version}.txt").write_text("\n".join([OPEN, *lines, ""]), encoding="utf-8")


def _bare(kind: Any) -> Any:
    """A JSON schema without what only describes."""
    if isinstance(kind, dict):
        return {name: _bare(value) for name, value in kind.items() if name not in ("description", "title")}
    return [_bare(one) for one in kind] if isinstance(kind, list) else kind
