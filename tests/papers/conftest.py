"""What makes the papers of the tests sooner."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from docx.oxml import xmlchemy
from docx.oxml.ns import nsmap
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from boardtui.papers.formats import rendering
from boardtui.papers.formats.making import made

_name = cache(xmlchemy.qn)
_path = cache(lambda path: etree.XPath(path, namespaces=nsmap))


def _first_child_found_in(element: BaseOxmlElement, *names: str) -> Any:
    """The first child by the order of the names; python-docx looks through the children anew for each of about 30 names."""
    tags = {child.tag for child in element}
    return next((element.find(_name(name)) for name in names if _name(name) in tags), None) if tags else None


# The names of Word's elements are spelled out, and its paths compiled, once and not at each call: a fifth of a paper.
xmlchemy.qn = _name
BaseOxmlElement.xpath = lambda element, path: _path(path)(element)  # type: ignore[assignment, method-assign]
BaseOxmlElement.first_child_found_in = _first_child_found_in  # type: ignore[method-assign]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers through a template of the board's own are made in this process: for what hangs on the template alone."""
    monkeypatch.setattr(
        rendering, "made_apart", lambda document, form, own, pages: made(document, form, own.parent, pages)
    )
