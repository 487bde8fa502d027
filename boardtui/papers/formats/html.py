"""A paper as one accessible web page: no script, nothing fetched, every word escaped."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.house import as_data, template

if TYPE_CHECKING:
    from jinja2 import Environment

NAME = "paper.html"
MOST_TURNS = 100_000
LONGEST_PAGE = 50_000_000  # characters


def as_html(document: Document, templates: Path | None = None) -> bytes:
    """The page in UTF-8, through the template paper.html.

    Raises:
        PaperError: the board's own template cannot be used; the sentence names the file and, where known, the line.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    path, source = template(NAME, templates)
    try:
        house = _environment()
        page = house.template_class.from_code(house, _compiled(source), {**house.globals, "range": _numbers()})
        return "".join(_bounded(page.generate(paper=_data(document)))).encode()
    except TemplateSyntaxError as error:
        raise PaperError(f"The template {path} cannot be used: line {error.lineno}: {error.message}") from error
    except RecursionError as error:
        raise PaperError(f"The template {path} cannot be used: it is nested too deeply") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise PaperError(f"The template {path} cannot be used: {error}") from error


def _environment() -> Environment:
    """What a template may use: nothing that reaches beyond the paper."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )


@lru_cache(4)
def _compiled(source: str) -> CodeType:
    """The template as code: a pack has many papers of one template. Raises TemplateSyntaxError."""
    return _environment().compile(source)


def _data(document: Document) -> dict[str, Any]:
    """The paper for the template, the logo as text that stands in the page, which fetches nothing."""
    data = as_data(document)
    if document.look.logo is not None:
        data["logo"]["text"] = base64.b64encode(document.look.logo.data).decode()
    return data


def _numbers() -> Callable[..., range]:
    """A range for templates that has an end: what one paper counts through in all is bounded."""
    left = MOST_TURNS

    def numbers(*limits: int) -> range:
        nonlocal left
        found = range(*limits)
        left -= len(found)
        if left < 0:
            raise OverflowError(f"it counts through more than {MOST_TURNS} numbers")
        return found

    return numbers


def _bounded(parts: Iterable[str]) -> Iterator[str]:
    """The parts of a page, refused where they come to more than a page can be."""
    size = 0
    for part in parts:
        size += len(part)
        if size > LONGEST_PAGE:
            raise OverflowError(f"it makes more than {LONGEST_PAGE} characters")
        yield part
