"""Which files in a meeting's folder of papers belong to which item of the agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from boardtui.book.errors import in_plain_words
from boardtui.meeting.entries.parts import AgendaItem
from boardtui.papers.errors import PaperError

_WORD = re.compile(r"[^\W_]+")


FOLDER = "papers"
"""In the folder of a meeting: where the papers of its items are."""


def files_in(folder: Path) -> list[Path]:
    """The files in a folder of papers, by name; none where there is no folder.

    Raises:
        PaperError: the folder cannot be read, or holds a link that leads out of it.
    """
    try:
        if not folder.is_dir():
            return []
        paths = sorted((file for file in folder.iterdir() if not file.name.startswith((".", "~$"))), key=_by_name)
        home = folder.resolve()
        for path in paths:
            if not path.resolve().is_relative_to(home):
                raise PaperError(f"{path.name} in {folder} is a link that leads out of it; put the file itself there.")
        return [file for file in paths if file.is_file()]
    except (OSError, RuntimeError) as error:
        raise PaperError(f"The papers in {folder} could not be read, because {in_plain_words(error)}.") from error


def matched(agenda: Sequence[AgendaItem], files: Sequence[Path]) -> tuple[dict[str, list[Path]], list[Path]]:
    """The files of each item by its key, and those that belong to none. A file goes to one item only.

    A file belongs to an item that names it as its paper; else whose paper it begins with ("Paper C Capital.pdf" or
    "C capital.pdf" for paper C); else whose number it begins with ("4 Capital.pdf" or "item 4.pdf" for item 4).
    """
    left = list(files)
    paths_by_key: dict[str, list[Path]] = {item.item: [] for item in agenda}
    for beginnings in (_named, _labelled, _numbered):
        for item in agenda:
            if paths_by_key[item.item] and beginnings is not _named:
                continue
            wanted = list(beginnings(item))
            here = [
                path for path in left if any(_begins(path, begins, whole=beginnings is _named) for begins in wanted)
            ]
            paths_by_key[item.item] += here
            left = [path for path in left if path not in here]
    return paths_by_key, left


def labels(agenda: Sequence[AgendaItem], paths_by_key: dict[str, list[Path]]) -> dict[str, str]:
    """What the paper of each item is called, where it has one: as the agenda says, else by the next free letter."""
    labels_by_item = {item.item: item.paper.strip() for item in agenda if item.paper.strip()}
    labels_by_item = {
        key: "" if any(_is_name(path, label) for path in paths_by_key[key]) else label
        for key, label in labels_by_item.items()
    }
    taken = {word for label in labels_by_item.values() for word in _words(label)}
    free = (letter for letter in _letters() if letter.casefold() not in taken)
    for item in agenda:
        if not labels_by_item.get(item.item) and (paths_by_key[item.item] or item.paper.strip()):
            labels_by_item[item.item] = f"Paper {next(free)}"
    return labels_by_item


def _letters() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    yield from letters
    yield from (first + second for first in letters for second in letters)


def _named(item: AgendaItem) -> Iterator[list[str]]:
    yield [item.paper.strip().casefold()]


def _labelled(item: AgendaItem) -> Iterator[list[str]]:
    texts = _words(item.paper)
    yield texts
    if texts[:1] in (["paper"], ["enclosure"], ["enc"], ["appendix"], ["item"]):
        yield texts[1:]
    elif texts:
        yield ["paper", *texts]


def _numbered(item: AgendaItem) -> Iterator[list[str]]:
    texts = _words(item.number)
    if texts:
        yield from (texts, ["item", *texts])


def _begins(file: Path, words: list[str], *, whole: bool) -> bool:
    if whole:
        return _is_name(file, words[0])
    return bool(words) and _words(file.stem)[: len(words)] == words


def _is_name(file: Path, paper: str) -> bool:
    return file.name.casefold() == paper.strip().casefold()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _by_name(path: Path) -> tuple[str, str]:
    return path.name.casefold(), path.name
