"""A row of the results: what was measured, against what, and whether the bound is met."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """``value`` and ``floor`` in ``unit``; ``bound`` is the most that value / floor may be (or the least, ``least``)."""

    what: str
    value: float
    floor: float | None
    unit: str
    bound: float | None = None
    least: bool = False

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        if self.bound is None:
            return True
        held = self.ratio if self.ratio is not None else self.value
        return held >= self.bound if self.least else held <= self.bound


def shown(row: Row) -> str:
    """The row as a line of a table."""
    ratio = f"{row.ratio:7.2f} x" if row.ratio is not None else " " * 9
    sign = "at least" if row.least else "at most"
    times = "x" if row.ratio is not None else row.unit
    bound = f"{sign} {row.bound:,g} {times}: {'yes' if row.met else 'NO'}" if row.bound is not None else ""
    floor = f"{row.floor:12,.2f}" if row.floor is not None else " " * 12
    return f"  {row.what:<58}{row.value:14,.2f} {floor} {row.unit:<4}{ratio}  {bound}"
