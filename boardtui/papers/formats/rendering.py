"""The formats in which a paper can leave: each library is imported when it is the first time asked for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

import msgspec

from boardtui.config.config import Config
from boardtui.papers.document import Document
from boardtui.papers.formats.bounded import made_apart
from boardtui.papers.formats.making import made, template_name
from boardtui.papers.house import chosen
from boardtui.papers.look import Look, look_of

Format = Literal["md", "docx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)


def rendered(
    document: Document, form: Format, templates: Path | None = None, pages: int = 0, look: Look | None = None
) -> bytes:
    """The paper in one format; the same paper gives the same bytes.

    Args:
        document: the paper.
        form: md, docx, pdf or html; also the ending of its file.
        templates: a board's own folder with paper.html, paper.typ or paper.docx; what is made through one of them is
            made in a process of its own, within limits.
        pages: of a PDF, how many the whole has that it begins; below 0 its pages bear no numbers.
        look: the board's logo and letters; left out, the paper has neither.

    Raises:
        PaperError: a template cannot be used, or the library for the format is not installed.
    """
    if form == "md":
        from boardtui.papers.formats.markdown import as_markdown

        return as_markdown(document).encode()
    if look is not None:
        document = msgspec.structs.replace(document, look=look)
    own = chosen(template_name(form), templates)
    if own is None:
        return made(document, form, templates, pages)
    return made_apart(document, form, own, pages)


def in_formats(document: Document, stem: str, forms: Iterable[Format], config: Config) -> dict[str, bytes]:
    """The files of a paper by name, in the order of the formats, in the look that the settings give. Raises as rendered."""
    wanted = list(dict.fromkeys(forms))
    look = look_of(config) if wanted != ["md"] else None
    return {f"{stem}.{form}": rendered(document, form, config.templates, look=look) for form in wanted}
