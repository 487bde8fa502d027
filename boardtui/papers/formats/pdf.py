"""A paper as a tagged PDF (PDF/UA-1) with its fonts inside, set by typst without any network or system font."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from boardtui.papers.document import Document
from boardtui.papers.errors import LettersLacking, PaperError
from boardtui.papers.house import as_data, moment, template
from boardtui.papers.look import FONTS, tell_family

if TYPE_CHECKING:
    from typst import TypstError

NAME = "paper.typ"
_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
_LACKING = re.compile(r'the text `"(.*?)"` could not be displayed')
_LATIN = re.compile(r"[^\x20-\u024f\u2010-\u2027\u27e8\u27e9]")
# Said where it is the default, and viewers built on poppler complain of it; blanks keep every offset in the file.
_MARKED, _NO_SUSPECTS = b"/MarkInfo<</Marked true", b"/Suspects false"


def as_pdf(document: Document, templates: Path | None = None, pages: int = 0) -> bytes:
    """The PDF, through the template paper.typ. Words reach it as data, so nothing in them is ever markup.

    PDF/UA asks that every character can be shown: one that no font has stands by its number, ⟨U+6F22⟩. A board whose
    names need another font puts that font's file into its folder of templates, and what the shipped fonts lack is taken
    from it. Which letters still have none is said as a warning, LettersLacking. ``pages`` is how many the whole has of
    which this is the beginning, where it is part of a whole; below 0 its pages bear no numbers.

    Raises:
        PaperError: the board's own template cannot be used; the sentence names the file.
    """
    import msgspec
    import typst

    path, source = template(NAME, templates)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS, *([templates] if templates else [])])
    text = msgspec.json.encode(_data(document, pages)).decode()
    tell_family(document.look.letters, fonts.families())
    home = str(path.resolve().parent)  # beside itself a template may read what lies in its folder, and nothing else
    lacking: list[str] = []
    for _ in range(4):
        try:
            with _nothing_fetched():
                made = typst.Compiler(source.encode(), root=home, font_paths=fonts).compile(
                    format="pdf",
                    sys_inputs={"paper": text},
                    pdf_standards=["ua-1"],
                    timestamp=int(moment(document).timestamp()),
                )
        except typst.TypstError as error:
            text = _shown_by_number(text, error, path, lacking)
            continue
        assert isinstance(made, bytes)
        if lacking:
            warnings.warn(LettersLacking(_lacking_words(document, lacking)), stacklevel=2)
        return made.replace(_MARKED + _NO_SUSPECTS, _MARKED + b" " * len(_NO_SUSPECTS), 1)
    raise PaperError(f"The PDF of “{document.title}” could not be made, because it has letters that no font shows.")


def _data(document: Document, pages: int) -> dict[str, Any]:
    """The paper for the template, the logo as the numbers of its bytes, which is how typst takes a file that lies nowhere."""
    data = as_data(document) | {"pages": pages}
    if document.look.logo is not None:
        data["logo"]["bytes"] = list(document.look.logo.data)
    return data


@contextmanager
def _nothing_fetched() -> Iterator[None]:
    """Keep typst, which fetches the packages that a template names, from the network: all goes where nobody listens."""
    before = {name: os.environ.pop(name, None) for name in (*_PROXIES, "NO_PROXY", "no_proxy")}
    os.environ.update(dict.fromkeys(_PROXIES, "http://127.0.0.1:9"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _lacking_words(document: Document, lacking: list[str]) -> str:
    signs = ", ".join(f"{char} (U+{ord(char):04X})" for char in dict.fromkeys(lacking))
    title = shorten(document.title, 120, placeholder=" …")
    return (
        f"The PDF of “{title}” shows {signs} by number, because no font has it; put the file of a font that does "
        "into the folder that templates in config.toml names."
    )


def _shown_by_number(words: str, error: TypstError, path: Path, lacking: list[str]) -> str:
    """The words with those characters as numbers that no font has, which are added to ``lacking``; the error itself
    where it is about something else."""
    named = {char for text in _LACKING.findall(error.diagnostic or "") for char in text if ord(char) > 0x7F}
    values = {char for char in named if char in words}
    if not values and _LACKING.search(str(error)):
        values = set(_LATIN.findall(words))
    if "package" in error.message:
        wanted = "it asks for a package, and nothing is fetched; put the package's files beside it and import those"
        raise PaperError(f"The template {path} cannot be used: {wanted}.") from error
    if not values:
        raise PaperError(f"The template {path} cannot be used: {error.message}") from error
    lacking += sorted(values)
    return words.translate({ord(char): f"⟨U+{ord(char):04X}⟩" for char in values})
