"""The number of each page over a whole pack, drawn at its foot, however the page is turned."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from boardtui.papers.house import SHIPPED
from boardtui.papers.look import FONTS

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter
    from pypdf.generic import DictionaryObject

# What is put onto each page: its number over the whole, at the foot to the right, on white so that it can be read.
_STAMPS = """
#let pages = json(bytes(sys.inputs.pages))
#set document(title: "Page numbers")
#set text(lang: "en", region: "GB", font: "Liberation Sans", size: 8.5pt, fill: luma(20%))
#for (index, one) in pages.enumerate() {
  set page(width: one.width * 1pt, height: one.height * 1pt, margin: 0pt)
  place(bottom + right, dx: -18pt, dy: -10pt, box(fill: white, inset: 3pt, radius: 2pt, one.words))
}
"""


def stamp(writer: PdfWriter, begins: int, labels: Sequence[str]) -> None:
    """Write the number of each page over the whole, and whose paper it is, at its foot."""
    import typst
    from pypdf import PdfReader

    if not labels:
        return
    pages, total = writer.pages[begins:], len(writer.pages)
    wanted = []
    for number, (page, label) in enumerate(zip(pages, labels, strict=True), begins + 1):
        width, height = _seen(page)
        wanted.append({"width": width, "height": height, "words": f"{label}    Page {number} of {total}"})
    given = {"pages": msgspec.json.encode(wanted).decode()}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    made = typst.Compiler(_STAMPS.encode(), root=str(SHIPPED), font_paths=fonts).compile(
        format="pdf", sys_inputs=given, timestamp=0
    )
    assert isinstance(made, bytes)
    over = PdfReader(io.BytesIO(made)).pages
    for number, page in enumerate(pages):
        _lay_over(writer, page, over[number])


def _seen(page: PageObject) -> tuple[float, float]:
    """Width and height of a page as it is shown, in points."""
    box = page.cropbox
    width, height = max(72.0, float(box.width)), max(72.0, float(box.height))
    return (width, height) if page.rotation % 180 == 0 else (height, width)


def _lay_over(writer: PdfWriter, page: PageObject, over: PageObject) -> None:
    """Draw a page over another one, upright however that one is turned, without looking into what stands there."""
    from pypdf.generic import ArrayObject, NameObject, StreamObject

    drawn = StreamObject()
    content = over.get_contents()
    drawn.set_data(content.get_data() if content is not None else b"")
    drawn.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(over.mediabox),
        NameObject("/Resources"): _dictionary(over, "/Resources").clone(writer),
    })  # fmt: skip
    resources = _dictionary(page, "/Resources")
    objects = _dictionary(resources, "/XObject")
    objects[NameObject("/PackPage")] = writer._add_object(drawn.flate_encode())
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = ArrayObject([
        _stream(writer, b"q\n"), *_contents(page),
        _stream(writer, f"\nQ\nq {_upright(page)} cm /PackPage Do Q\n".encode()),
    ])  # fmt: skip


def _dictionary(holder: DictionaryObject, key: str) -> DictionaryObject:
    """What an object holds under a key, as a copy that may be changed."""
    from pypdf.generic import DictionaryObject

    value = holder.raw_get(key).get_object() if key in holder else None
    return DictionaryObject(value) if isinstance(value, dict) else DictionaryObject()


def _contents(page: PageObject) -> list[Any]:
    from pypdf.generic import ArrayObject

    content = page.get("/Contents")
    if content is None:
        return []
    value = content.get_object()
    return list(value) if isinstance(value, ArrayObject) else [page.raw_get("/Contents")]


def _stream(writer: PdfWriter, data: bytes) -> Any:
    from pypdf.generic import StreamObject

    made = StreamObject()
    made.set_data(data)
    return writer._add_object(made)


def _upright(page: PageObject) -> str:
    """The matrix that takes the page as it is shown to the page as it is stored."""
    box = page.cropbox
    x0, y0, x1, y1 = (float(value) for value in (box.left, box.bottom, box.right, box.top))
    return {
        0: f"1 0 0 1 {x0:g} {y0:g}",
        90: f"0 1 -1 0 {x1:g} {y0:g}",
        180: f"-1 0 0 -1 {x1:g} {y1:g}",
        270: f"0 -1 1 0 {x0:g} {y1:g}",
    }.get(page.rotation % 360, f"1 0 0 1 {x0:g} {y0:g}")
