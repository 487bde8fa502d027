"""Word files and the like as PDF, by LibreOffice where it is installed; nothing is fetched and no macro runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from boardtui.papers.errors import PaperError

OFFICE = (".docx", ".doc", ".odt", ".rtf", ".pptx", ".ppt", ".odp")
LONGEST = 180  # seconds that it may take for one file


# Where it is installed on Windows and macOS, which do not put it on the path.
_PLACES = (r"C:\Program Files\LibreOffice\program", "/Applications/LibreOffice.app/Contents/MacOS")


def _program() -> str | None:
    on_the_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_the_path or shutil.which("soffice", path=os.pathsep.join(_PLACES))


def as_pdf_by_office(path: Path) -> bytes | None:
    """The file as PDF, or None where LibreOffice is not installed.

    Raises:
        PaperError: LibreOffice makes nothing of the file, or takes too long; the sentence names it.
    """
    program = _program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="boardtui-") as home:
        # A profile of its own: one that is open on the desktop would take the file and say nothing.
        texts = [program, f"-env:UserInstallation={(Path(home) / 'profile').as_uri()}", "--headless", "--norestore"]
        copy = Path(home) / f"paper{path.suffix.lower()}"
        try:
            shutil.copyfile(path, copy)
            subprocess.run(  # noqa: S603 - a fixed program on a copy whose name is ours
                [*texts, "--convert-to", "pdf", "--outdir", home, str(copy)],
                check=False, capture_output=True, timeout=LONGEST, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            return copy.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PaperError(
                f"LibreOffice made no PDF of {path.name}; open it, save it as PDF, and put that in its place."
            ) from error
