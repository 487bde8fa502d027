"""House style: the templates that a board may replace, each by a file of the same name in a folder of its own."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from boardtui.book.errors import in_plain_words
from boardtui.dates import at_zone, date_words
from boardtui.papers.chart import drawn
from boardtui.papers.columns import unbroken
from boardtui.papers.document import Chart, Document, Facts, Grid, Listed, Table, stays, weights
from boardtui.papers.errors import PaperError
from boardtui.papers.prose import marked_lines

SHIPPED = Path(__file__).parent / "templates"
_ZIPPED = (1980, 1, 1, 0, 0, 0)
LARGEST = 1 << 20  # bytes of a template


def template(name: str, folder: Path | None) -> tuple[Path, str]:
    """A template's file and text: the board's own where its folder has one, else the one that is shipped.

    Raises:
        PaperError: it cannot be read; the sentence names the file.
    """
    path = chosen(name, folder) or SHIPPED / name
    try:
        if path.stat().st_size > LARGEST:
            raise PaperError(f"The template {path} is larger than a template can be; put the right file there.")
        return path, path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PaperError(f"The template {path} could not be read, because {in_plain_words(error)}.") from error
    except UnicodeDecodeError:
        raise PaperError(f"The template {path} is not text in UTF-8; save it again as UTF-8.") from None


def chosen(name: str, folder: Path | None) -> Path | None:
    """The board's own file of that name, or None. PaperError where the folder that the settings name is not there."""
    if folder is None:
        return None
    if not folder.is_dir():
        raise PaperError(
            f"The folder of templates {folder} does not exist; make it, or change templates in config.toml."
        )
    path = folder / name
    return path if path.exists() else None


def as_data(document: Document) -> dict[str, Any]:
    """The paper as plain lists and words, for templates: each block says in ``block`` what it is."""
    data: dict[str, Any] = msgspec.to_builtins(document)
    for place, (block, made) in enumerate(zip(document.blocks, data["blocks"], strict=True), 1):
        made["stays"] = stays(block, document.blocks[place : place + 3])
        if isinstance(block, Table | Facts | Grid):
            made["weights"] = list(weights(block))
            if isinstance(block, Grid):
                made["cells"], made["rows"] = made["rows"], _without_lists(block)
                made["long"] = [block.long(row) for row in range(len(block.rows))]
                made["sizes"] = [block.size(row) if block.cards else 0 for row in range(len(block.rows))]
            if isinstance(block, Table):
                made["whole"] = block.whole
                made["rows"] = [list(map(unbroken, row)) for row in block.rows]
        elif isinstance(block, Chart):
            made["drawn"] = drawn(block)
    when = moment(document)
    data["marks"] = document.marks
    data["day"] = day_of(document)
    data["date"] = [when.year, when.month, when.day]
    data["lang"] = "en-GB"
    logo = document.look.logo
    data["logo"] = None if logo is None else {"kind": logo.kind, "media": logo.media, "alt": logo_words(document)}
    data["letters"] = document.look.letters
    del data["look"]
    return data


def _without_lists(grid: Grid) -> list[list[list[Any]]]:
    """The cells with the entries of their lists as lines, for templates that were copied before cells held lists."""
    return [
        [
            [
                msgspec.to_builtins(line)
                for part in cell
                for line in (marked_lines(part) if isinstance(part, Listed) else (part,))
            ]
            for cell in row
        ]
        for row in grid.rows
    ]


def logo_words(document: Document) -> str:
    """What the logo is, for those who cannot see it."""
    return f"Logo of {document.partnership or document.body}"


def moment(document: Document) -> datetime.datetime:
    """The time that the paper speaks of, in UTC: the only one in its file, so that the same paper is the same bytes."""
    try:
        moment = datetime.datetime.fromisoformat(document.moment)
    except ValueError:
        return datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    instant = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return at_zone(instant, datetime.UTC).replace(microsecond=0)


def day_of(document: Document) -> str:
    """The day that the paper speaks of, as its foot has it."""
    return date_words(moment(document).date().isoformat(), document.dates)


def stilled(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """A Word or Excel file with one fixed time on each of its parts, some of which may be changed on the way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _ZIPPED)
            part.compress_type, part.external_attr, part.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            change = (changes or {}).get(name, bytes)
            new.writestr(part, change(old.read(name)))
    return buffer.getvalue()
