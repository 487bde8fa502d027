"""Hostile words in every field leave the document's structure as it is."""

from __future__ import annotations

import re
from functools import cache

import pytest
from markdown_it import MarkdownIt

from boardtui.papers.formats.escape import md
from tests import first
from tests.papers.build_minutes import same, small_meeting

HOSTILE = [
    "[/x] Smith",
    "[@click=app.quit]Smith",
    "| a | b |",
    "# Heading",
    "Smith #",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "1) item",
    "12345. item",
    "> quote",
    "=====",
    "-----",
    "---\n# x",
    "***",
    "```sh",
    "~~~",
    "    indented",
    "\tindented",
    "<script>alert(1)</script>",
    "<!-- comment",
    "&lt;b&gt; &copy; &#35;",
    "[link](https://evil.example)",
    "![picture](https://evil.example/x.png)",
    "[ref]: https://evil.example",
    "[^1]: note",
    "https://evil.example and www.evil.example",
    "<https://evil.example>",
    "a@evil.example",
    "\\",
    "x\\|y",
    "x\\",
    "`x",
    "**bold** _and_ __more__",
    "~~gone~~",
    "$x$",
    "one\ntwo",
    "one\r\n| --- |\r\n",
    "\x1b]52;c;aGk=\x07Smith",
    "\x1b[2J\x9b31m",
    "a\u2028# b\u2029- c\x85d",
    "Sm\u202eith\u2066x\u200b\ufeff",
    "\ud800 half",
    "\U000e0041\U000e0042",
    "\x00",
    "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306",
    ":---",
    "= x",
    "\u00a0",
    "a  ",
]
# What would be more than words behind others, and not only where a line begins.
ANYWHERE = [one for one in HOSTILE if "\n" in one.strip() or re.search(r"[^\w\s.>=+#-]|#$", one.strip())]
WITH_LINKS = MarkdownIt("gfm-like")


WORDS = ("text", "text_special", "hardbreak")


def _shape(text: str) -> list[tuple[str, str]]:
    """What a document is made of, but for the lists and line breaks that are kept in notes and motions."""
    shape = []
    for token in WITH_LINKS.parse(text):
        if "list" not in token.type:
            shape.append((token.type, token.tag))
        shape.extend((child.type, child.tag) for child in token.children or () if child.type not in WORDS)
    return shape


def _alike(hostile: str) -> str:
    """Harmless words that do to a motion what these do: a line break or a new sentence sets it apart from what is said of it."""
    return "x\nx" if "\n" in hostile.strip() else "X" if hostile[:1].isupper() else "x"


@cache
def _shape_with(words: str) -> list[tuple[str, str]]:
    """What the minutes of the little meeting are made of with these words for every text, which itself stands at the …"""
    return _shape(small_meeting(lambda text: words.replace("…", text)).text(names="all"))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_leave_the_shape_as_it_is(hostile: str) -> None:
    def name(text: str) -> str:
        return f"x{hostile}" if not hostile.strip() else hostile

    text = small_meeting(name).text(names="all")
    assert _shape(text) == _shape_with("Smith")


@pytest.mark.parametrize("hostile", first(len(ANYWHERE), [*ANYWHERE, *(one for one in HOSTILE if one not in ANYWHERE)]))
def test_hostile_words_after_harmless_ones_too(hostile: str) -> None:
    text = small_meeting(lambda text: f"{text} {hostile}").text(names="all")
    assert _shape(text) == _shape_with(f"… {_alike(hostile)}")


def test_there_is_no_html_no_link_and_no_picture_at_all() -> None:
    hostile = " ".join(HOSTILE)
    kinds = {kind for kind, _ in _shape(small_meeting(lambda text: f"{text} {hostile}").text(names="all"))}
    assert not {kind for kind in kinds if "html" in kind or "link" in kind or "image" in kind or "code" in kind}


def test_no_character_that_steers_is_left() -> None:
    text = small_meeting(lambda text: text + "".join(HOSTILE)).text(names="all").replace("\n", "")
    assert not [char for char in text if not char.isprintable() and char != "\xa0"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_shown_is_what_was_written(hostile: str) -> None:
    (paragraph,) = [token for token in MarkdownIt().parse(f"x {md(hostile)}") if token.type == "inline"]
    shown = "".join(child.content for child in paragraph.children or ())
    assert md(hostile) == "" or md(shown.removeprefix("x ")) == md(hostile)


def test_ordinary_names_stay_readable() -> None:
    for text in ("Mid-Essex CCG", "O'Brien, Zoë (chair)", "£1.5m + VAT", "Item 4.1", "2.1", "3/4 of 12 = 9"):
        assert md(text) == text
    assert md("NHSE & NHSI: 5 < 6 > 4, Paper #3! £1 @ 2") == "NHSE & NHSI: 5 < 6 > 4, Paper #3! £1 @ 2"


def test_the_helper_changes_nothing() -> None:
    assert small_meeting(same).text() == small_meeting().text()
