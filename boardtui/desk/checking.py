"""Whether a book is intact: its chain, what the database lists beside it, and every step that it records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from boardtui.book.chain import Line
from boardtui.book.store import Store
from boardtui.book.transfer import extends, read_jsonl, verify_lines, verify_store
from boardtui.charter.words import counted
from boardtui.desk.replay import replay
from boardtui.register.bodies import titles
from boardtui.register.schema import differences

Lines = Callable[[], Iterable[Line]]


class Checked(NamedTuple):
    """What a check found, in words."""

    intact: bool
    words: str


def name_of(store: Store | None, source: str) -> str:
    """A book of a database (``store`` given) by the name of its body, where the setup knows it; a file by its path."""
    return titles(store.connection).get(source, source) if store is not None else source


def check_source(store: Store | None, source: str, lines: Lines, earlier: Path | None = None) -> Checked:
    """Check a book of a database (``store`` given) or of an exported file.

    Raises:
        BookError: it cannot be read at all.
    """
    chain = verify_store(store, source) if store is not None else verify_lines(lines())
    name = name_of(store, source)
    if chain.problem is not None:
        return Checked(False, f"{name}: ALTERED at entry {chain.seq}. {chain.problem}")
    withheld = sum(line.entry is None for line in lines())
    if withheld:
        number = counted(withheld, "entry", "entries")
        text = f"{name}: intact, a public copy with {number} withheld, so results are not recounted."
    else:
        replayed = replay(lines(), keep=False)
        if replayed.problem is not None:
            return Checked(False, f"{name}: ALTERED at entry {replayed.wrong}. {replayed.problem}")
        text = f"{name}: intact."
    if earlier is not None:
        problem = extends(lines(), read_jsonl(earlier))
        if problem is not None:
            return Checked(False, f"{name}: ALTERED. {problem}")
        text += f" It continues {earlier}."
    altered = differences(store.connection) if store is not None else []
    if altered:
        text = f"{text} The register beside it was ALTERED. {altered[0]}"
    return Checked(not altered, f"{text}\nentries {chain.entries}\nhead {chain.head}")
