"""Writes the memorandum that the setup holds as a charter file, to be edited and imported as a renewed one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from boardtui.charter.export import as_toml
from boardtui.papers import files
from boardtui.papers.errors import PaperError
from boardtui.register.bodies import read_charter

if TYPE_CHECKING:
    from boardtui.desk.desk import Desk


def write_charter(desk: Desk, file: Path | None = None) -> Path:
    """Write it to ``file``, or into the folder of meetings under its name and the day. No file is written over.

    Raises:
        RegisterError: the setup cannot be read.
        CharterError: what it holds could not be imported again.
        PaperError: the file is there already, or could not be written.
    """
    charter = read_charter(desk.store.connection)
    if file is None:
        name = files.safe_name(charter.name, "memorandum")
        file = desk.config.meetings / f"{name}-{desk.today().isoformat()}.toml"
    if file.exists():
        raise PaperError(f"{file} is there already and is not written over; rename or remove it first.")
    (path,) = files.write_papers(files.given_folder(file.parent), {file.name: as_toml(charter)})
    return path
