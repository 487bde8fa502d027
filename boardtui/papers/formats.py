"""The formats in which a paper can leave: each library is imported when it is the first time asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args

from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError

Format = Literal["md", "docx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
_MADE_BY = {"docx": ("word", "as_word"), "pdf": ("pdf", "as_pdf"), "html": ("html", "as_html")}


def rendered(document: Document, form: Format, templates: Path | None = None) -> bytes:
    """The paper in one format; the same paper gives the same bytes.

    Args:
        document: the paper.
        form: md, docx, pdf or html; also the ending of its file.
        templates: a board's own folder with paper.html, paper.typ or paper.docx.

    Raises:
        PaperError: a template cannot be used, or the library for the format is not installed.
    """
    if form == "md":
        from boardtui.papers.markdown import as_markdown

        return as_markdown(document).encode()
    module, function = _MADE_BY[form]
    try:
        made: bytes = getattr(import_module(f"boardtui.papers.{module}"), function)(document, templates)
    except ImportError as error:
        raise PaperError(
            f"No {form} could be made, because {error.name} is not installed; install boardtui anew."
        ) from error
    return made


def in_formats(document: Document, stem: str, forms: Iterable[Format], templates: Path | None) -> dict[str, bytes]:
    """The files of a paper by name, in the order of the formats."""
    return {f"{stem}.{form}": rendered(document, form, templates) for form in dict.fromkeys(forms)}
