"""The same words in every format of a paper: what Word, PDF and the page have, letter for letter, is what the Markdown has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html.parser import HTMLParser

from boardtui.papers.document import Document
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.formats.rendering import rendered
from tests.agreement.readers import plain
from tests.papers.read_back import words_of_docx, words_of_pdf

_TITLE = re.compile(r"^\| [^|\n]+ \|  \|\n(?=\| --- \| --- \|\n)", re.M)
"""What only Markdown has above facts, since there every table has a head."""
_BESIDE = ("style", "title", "caption", "header", "footer")
"""What a page has beside the paper itself."""


class _Page(HTMLParser):
    """The words of a page, without those that no other format has: the way to the paper, captions, what stands at its edges."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self._beside = 0
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._beside += tag in _BESIDE or (tag == "a" and dict(attrs).get("href") == "#paper")

    def handle_endtag(self, tag: str) -> None:
        self._beside -= tag in _BESIDE or (tag == "a" and self._beside > 0)

    def handle_data(self, data: str) -> None:
        if not self._beside:
            self.words.append(data)


def apart(name: str, paper: Document, forms: Sequence[str]) -> Iterator[str]:
    """Where a format of the paper says something else than its Markdown."""
    markdown = _TITLE.sub("", as_markdown(paper))
    text = plain(markdown.replace("<br>", "\n"))
    for form in forms:
        data = rendered(paper, form)  # type: ignore[arg-type]
        if form == "pdf":  # which has the heads of a table and of a page again on the next
            missing = sorted((Counter(words(text)) - Counter(words(words_of_pdf(data)))).elements())
            yield from [f"{name}.pdf: without {missing[:9]}"] if missing else []
            continue
        given = letters("".join(_Page(data).words) if form == "html" else words_of_docx(data))
        if given != letters(text):
            yield f"{name}.{form}: {difference(letters(text), given)}"


def letters(text: str) -> str:
    """The letters and digits, without what shapes a text."""
    return re.sub(r"[\W_]+", "", text)


def words(text: str) -> list[str]:
    """The words, each whole where a line breaks it at a hyphen."""
    return re.findall(r"[^\W_]+", re.sub(r"(?<=\w)[-\u2010\xad]\s*(?=\w)", "", text))


def difference(wanted: str, given: str) -> str:
    """The first places at which they differ."""
    found = SequenceMatcher(None, wanted, given, autojunk=False).get_opcodes()
    places = [f"{wanted[a:b]!r} is {given[c:d]!r}" for what, a, b, c, d in found if what != "equal"]
    return "; ".join(places[:3])
