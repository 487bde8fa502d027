"""A paper made in one format by the module for that format, which is imported when it is the first time asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError

_MADE_BY = {"docx": ("word", "as_word"), "pdf": ("pdf", "as_pdf"), "html": ("html", "as_html")}


def made(document: Document, form: str, templates: Path | None, pages: int) -> bytes:
    """The paper as ``rendering.rendered`` gives it, made in this process. Raises as that does."""
    module, function = _maker(form)
    more = {"pages": pages} if form == "pdf" else {}
    try:
        data: bytes = getattr(module, function)(document, templates, **more)
    except ImportError as error:
        raise PaperError(
            f"No {form} could be made, because {error.name} is not installed; install boardtui anew."
        ) from error
    return data


def template_name(form: str) -> str:
    """The name of the file that is a board's own template for a format."""
    name: str = _maker(form)[0].NAME
    return name


def _maker(form: str) -> tuple[Any, str]:
    module, function = _MADE_BY[form]
    return import_module(f"boardtui.papers.formats.{module}"), function
