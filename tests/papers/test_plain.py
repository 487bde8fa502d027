"""What a reader could not see is made visible, and what a reader can see is left alone."""

from __future__ import annotations

import unicodedata

import pytest

from boardtui.meeting.words.safe_text import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Prof A Adams", "Prof A Adams"),
        ("Zoë Ó Brádaigh, Nguyễn, 李雷, علي, हिन्दी, 👩", "Zoë Ó Brádaigh, Nguyễn, 李雷, علي, हिन्दी, 👩"),
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\nb\tc\x00\x7f", "a␊b␉c␀␡"),
        ("a\x9b\x85b", "a\ufffd\ufffdb"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\u2066\u2069\u200e\u200f\u061c", "⟨U+2066⟩⟨U+2069⟩⟨U+200E⟩⟨U+200F⟩⟨U+061C⟩"),
        ("\u200b\u200c\u200d\u2060\ufeff\u00ad", "⟨U+200B⟩⟨U+200C⟩⟨U+200D⟩⟨U+2060⟩⟨U+FEFF⟩⟨U+00AD⟩"),
        ("\u2028\u2029\ud800\udfff", "⟨U+2028⟩⟨U+2029⟩⟨U+D800⟩⟨U+DFFF⟩"),
        ("\U000e0001\U000e007f", "⟨U+E0001⟩⟨U+E007F⟩"),
        ("\u3164\ufffe", "⟨U+3164⟩⟨U+FFFE⟩"),
        ("a" + "\u0301" * 4, "a" + "\u0301" * 4),
        ("a" + "\u0301" * 9 + "b", "a" + "\u0301" * 4 + "⟨+5 marks⟩b"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_line_feeds_may_be_kept() -> None:
    assert plain("a\r\nb\n\x1bc\rd", keep_newlines=True) == "a\nb\n␛c\nd"


def test_no_character_of_unicode_slips_through() -> None:
    # What no character has been given to, or only private use, is told by its kind alone.
    given = {code for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Co")}
    for code in sorted(given | set(range(0, 0x110000, 97))):
        shown = plain(chr(code))
        assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
        if unicodedata.category(chr(code)) == "Cf" and shown == chr(code):
            assert unicodedata.name(chr(code)).split()[0] in ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "SHORTHAND"), (
                hex(code)
            )
    assert plain(plain("\u202e\x1b")) == plain("\u202e\x1b")
