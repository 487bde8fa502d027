"""Reads papers back as somebody's program would: the words of a Word file, a PDF or a page."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader


class Page(HTMLParser):
    """The elements, words and attributes of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._unseen = 0
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._unseen += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def words_of_docx(data: bytes) -> str:
    """Every word of the body, in order, tables included."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(one.text or "" for one in each.iter(qn("w:t"))) for each in body.iter(qn("w:p")))


def words_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def words_of_html(data: bytes) -> str:
    return "\n".join(Page(data).words)


def squeezed(text: str) -> str:
    """The text without white space, so that no line break tells two readings apart."""
    return re.sub(r"\s+", "", text)
