"""Several PDFs as one: pages numbered over the whole, bookmarks, and nothing in it that runs or reaches out."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.stamping import stamp
from boardtui.papers.house import moment

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter

LARGEST = 200 << 20  # bytes of one paper
MOST = 3000  # pages of one paper
_SEEN = (
    "/Widget",
    "/FreeText",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Ink",
    "/Stamp",
    "/Square",
    "/Circle",
    "/Line",
)
# The front pages are PDF/UA; the whole is not, since papers come as they are. It must not claim to be.
_OF_THE_FRONT = ("/Metadata", "/Outlines", "/PageLabels", "/PageMode")
_PAGE = re.compile(r"#page=([1-9][0-9]{0,4})")
_OUTSIDE = re.compile(r"(https?|mailto):", re.IGNORECASE)

logging.getLogger("pypdf").addHandler(
    logging.NullHandler()
)  # what it says of a broken file is no sentence for the secretary


class Part(NamedTuple):
    """A paper of the pack: what its bookmark says, what stands beside its page numbers, and its file as PDF."""

    title: str
    label: str
    data: bytes
    name: str


def pages_of(data: bytes, name: str) -> int:
    """How many pages a PDF has. Raises PaperError, naming the file, where it cannot be used."""
    return len(_read(data, name).pages)


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises PaperError where it cannot be read or is too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise PaperError(f"{path.name} is larger than {LARGEST >> 20} MB; make a smaller PDF of it.")
        return path.read_bytes()
    except OSError as error:
        raise PaperError(f"{path.name} could not be read ({error.strerror}); check the file.") from error


def bundled(document: Document, front: bytes, parts: Sequence[Part]) -> bytes:
    """The pack: ``front`` (the PDF of ``document``, whose pages are numbered already), then every part.

    The same files give the same bytes. Of each part come its pages with what stands on them; scripts, actions, embedded
    files, comments and forms that can be filled in stay behind.

    Raises:
        PaperError: a part cannot be used; the sentence names its file.
    """
    from pypdf import PdfReader, PdfWriter

    first = PdfReader(io.BytesIO(front))
    for key in _OF_THE_FRONT:
        first.root_object.pop(key, None)
    writer = PdfWriter(clone_from=first)
    writer.add_outline_item(title="Agenda", page_number=0)
    begins = len(writer.pages)
    for part in parts:
        _append(writer, part)
    _lead_to_pages(writer, begins)
    labels = [part.label for part in parts for _ in range(pages_of(part.data, part.name))]
    stamp(writer, begins, labels)
    writer.metadata = None
    day = moment(document).strftime("D:%Y%m%d%H%M%S+00'00'")
    writer.add_metadata({
        "/Title": document.title, "/Author": document.body, "/Producer": "boardtui",
        "/CreationDate": day, "/ModDate": day,
    })  # fmt: skip
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _lead_to_pages(writer: PdfWriter, front: int) -> None:
    """Let links of the front pages to #page=7 lead to that page of the whole."""
    from pypdf.generic import ArrayObject, NameObject

    for page in writer.pages[:front]:
        for note in (each.get_object() for each in page.get("/Annots", ())):
            action = note.get("/A", {})
            number = _PAGE.fullmatch(str(action.get("/URI", "")))
            if number and int(number[1]) <= len(writer.pages):
                del note["/A"]
                target = writer.pages[int(number[1]) - 1].indirect_reference
                note[NameObject("/Dest")] = ArrayObject([target, NameObject("/Fit")])


def _read(data: bytes, name: str) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
        count = 0 if locked else len(reader.pages)
    except Exception as error:  # whatever a broken or hostile file raises ends in one sentence
        raise _broken(name) from error
    if locked:
        raise PaperError(f"{name} is protected with a password; save it without one.")
    if count > MOST:
        raise PaperError(f"{name} has {count} pages, more than the {MOST} that a paper may have.")
    if not count:
        raise PaperError(f"{name} has no pages; save it as PDF again.")
    return reader


def _broken(name: str) -> PaperError:
    return PaperError(
        f"{name} is not a PDF that can be read; open it, save it as PDF again, and put that in its place."
    )


def _append(writer: PdfWriter, part: Part) -> None:
    reader = _read(part.data, part.name)
    begins = len(writer.pages)
    try:
        for page in reader.pages:
            _make_harmless(page)  # before it is taken over, so that nothing of it comes along unseen
            writer.add_page(page)
        writer.add_outline_item(title=part.title, page_number=begins)
    except Exception as error:  # as in _read: the pages are looked at only now
        raise _broken(part.name) from error


def _make_harmless(page: PageObject) -> None:
    """Take from a page what runs, reaches out, or is said of it where nobody sees it."""
    from pypdf.generic import ArrayObject, NameObject

    for key in ("/AA", "/StructParents", "/Metadata", "/PieceInfo", "/Thumb", "/B"):
        page.pop(key, None)
    there = page.raw_get("/Annots").get_object() if "/Annots" in page else None
    kept = (
        ArrayObject(value for value in there if _is_kept(value.get_object()))
        if isinstance(there, ArrayObject)
        else None
    )
    page.pop("/Annots", None)
    if kept:
        page[NameObject("/Annots")] = kept


def _is_kept(note: Any) -> bool:
    """Whether something laid onto a page stays, made harmless: marks that are seen, and links into the web."""
    if not isinstance(note, dict):
        return False
    for key in ("/AA", "/Contents", "/Dest", "/FS", "/IRT", "/P", "/Parent", "/Popup", "/RC", "/StructParent", "/T"):
        note.pop(key, None)
    action = note["/A"] if "/A" in note else None  # noqa: SIM401 - get() does not follow references
    reaches = isinstance(action, dict) and "/URI" in action and _OUTSIDE.match(str(action["/URI"]))
    if isinstance(action, dict) and reaches:
        action.pop("/Next", None)
    else:
        note.pop("/A", None)
    kind = str(note["/Subtype"]) if "/Subtype" in note else ""
    return bool(reaches) if kind == "/Link" else kind in _SEEN
