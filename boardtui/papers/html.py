"""A paper as one accessible web page: no script, nothing fetched, every word escaped."""

from __future__ import annotations

from pathlib import Path

from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.house import as_data, template

NAME = "paper.html"


def as_html(document: Document, templates: Path | None = None) -> bytes:
    """The page in UTF-8, through the template paper.html.

    Raises:
        PaperError: the board's own template cannot be used; the sentence names the file and, where known, the line.
    """
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    path, source = template(NAME, templates)
    house = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    try:
        return house.from_string(source).render(paper=as_data(document)).encode()
    except TemplateSyntaxError as error:
        raise PaperError(f"The template {path} cannot be used: line {error.lineno}: {error.message}") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise PaperError(f"The template {path} cannot be used: {error}") from error
