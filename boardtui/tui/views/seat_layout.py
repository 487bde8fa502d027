"""How a grid of voters fills the room there is: its columns, and where those who do not vote are told."""

from __future__ import annotations

from typing import NamedTuple

WIDE = 110
_LEAST = 36  # cells of a seat that still reads well, and that may be had where else not everybody is seen
_TIGHT = 27
BELOW = 3  # lines at the most for those aside under the grid
_VOTE = 12  # what stands beside a name: the mark and the number's blank, what was voted
_BESIDE = (34, 54)


class Room(NamedTuple):
    """What is to be laid out: the room, how many cells, digits of a number, the widest name, and of those aside the widest
    words and how many lines they take below.
    """

    width: int
    height: int
    cells: int
    digits: int
    longest: int
    aside: int
    below: int


class Layout(NamedTuple):
    """A grid ``room`` cells wide of ``columns`` and ``rows``, ``shown`` of these in sight; ``brief``: with short names.

    Those aside stand in a column ``beside`` cells wide, or in ``under`` lines below, or nowhere.
    """

    room: int
    columns: int
    rows: int
    shown: int
    brief: bool
    beside: int
    under: int


def lay_out(room: Room) -> Layout:
    """Those aside stand beside the grid where there is room for that and everybody who votes is seen; else below it."""
    if room.aside and room.width >= WIDE:
        width = _beside(room)
        layout = _grid(room, room.width - width - 1, room.height)._replace(beside=width)
        if layout.rows <= layout.shown:
            return layout
    under = min(room.below, max(0, room.height - 3))
    return _grid(room, room.width - 1, max(1, room.height - under))._replace(under=under)


def _beside(room: Room) -> int:
    """A third, no more than they need; and what the grid leaves over, where it needs one column only."""
    least, most = _BESIDE
    width = min(most, max(least, room.width // 3), max(least, room.aside + 2))
    if room.cells <= room.height:
        width = max(width, min(room.aside + 2, room.width - room.longest - room.digits - _VOTE - 3))
    return width


def _grid(room: Room, width: int, shown: int) -> Layout:
    columns = _columns(room, width, shown)
    rows = max(1, -(-room.cells // columns))
    brief = room.longest > width // columns - room.digits - _VOTE
    return Layout(width, columns, rows, shown, brief, 0, 0)


def _columns(room: Room, width: int, shown: int) -> int:
    """As few as show everybody; as many as stay readable where that is impossible.

    One only where names would be cut in two.
    """
    single = width < 2 * _LEAST or room.longest > width // 2 - room.digits - _VOTE
    for columns in range(1 if single else 2, max(2, width // _TIGHT + 1)):
        if -(-room.cells // columns) <= shown:
            return columns
    return max(1, width // _LEAST)
