"""Rows of the register as dictionaries, each value checked, since somebody may have edited it with another program."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from boardtui.charter.explain import shown
from boardtui.register.layout import TABLES
from boardtui.register.tables import RegisterError, asked
from boardtui.register.values import fault_in, wrong

# schema.py has a check of its own for the version, which comes before every other.
_FROM = re.compile(r'\bFROM "?(?!schema_version)([a-z_]+)')


def rows(db: sqlite3.Connection, sql: str, *values: object, leave_out: bool = False) -> list[dict[str, Any]]:
    """Every row as a dictionary, whatever the connection's own row factory is, each value checked.

    Raises RegisterError for a value that cannot be used; ``leave_out`` leaves such rows out, where a list is shown.
    """
    columns, found = asked(db, sql, values)
    table = match[1] if (match := _FROM.search(sql)) and match[1] in TABLES else ""
    checked = [column for column in columns if table and column in TABLES[table].columns]
    good = []
    for row in found:
        fields = dict(zip(columns, row, strict=True))
        column = next((column for column in checked if wrong(table, column, fields[column])), None)
        if column is None:
            good.append(fields)
        elif not leave_out:
            fault = fault_in(db, table, column, fields[column])
            raise RegisterError(
                f"A value of the setup cannot be used: {fault.place} is {shown(fault.value)}, and {fault.reason}. "
                "Home lists it; Enter there corrects it."
            )
    return good
