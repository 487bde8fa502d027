"""The templates as the program has them, written to a folder for a board to change."""

from __future__ import annotations

from pathlib import Path

from boardtui.papers.errors import PaperError
from boardtui.papers.files import given_folder, write_papers
from boardtui.papers.formats.word import NAME, word_template
from boardtui.papers.house import SHIPPED


def write_templates(folder: Path) -> list[Path]:
    """Write paper.docx, paper.html and paper.typ as the program has them, to be changed; the folder is made if need be.

    Raises:
        PaperError: one of them is there already, so nothing is written, or the disk refuses.
    """
    home = given_folder(folder)
    texts = {path.name: path.read_bytes() for path in sorted(SHIPPED.glob("paper.*"))}
    made = {NAME: word_template(), **texts}
    if there := [name for name in made if (home / name).exists()]:
        raise PaperError(f"{home / there[0]} is there already and was left as it is; name an empty folder with -o.")
    return write_papers(home, made)
