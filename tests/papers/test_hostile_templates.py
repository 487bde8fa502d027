"""Templates from somebody else: bounded in depth, turns and length, and with no way out of their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.papers import html
from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.html import as_html
from boardtui.papers.pdf import as_pdf

PAPER = Document(title="Minutes", body="Board", partnership="MSE", moment="2026-11-26T10:00:00Z", blocks=())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "counts through more than"),
        ("{{ range(10**12) }}", "counts through more than"),
        ("{{ '" + "x" * 100 + "' * 900000 }}", "makes more than"),
        ("{{ " + "not " * 5000 + "1 }}", "nested too deeply"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "cannot be used"),
    ],
)
def test_a_page_that_never_ends_or_reaches_out_is_one_sentence(tmp_path: Path, source: str, words: str) -> None:
    (tmp_path / html.NAME).write_text(source, encoding="utf-8")
    with pytest.raises(PaperError, match=words):
        as_html(PAPER, tmp_path)


@pytest.mark.parametrize(
    "source", ['#read("../secret.txt")', '#read("/etc/passwd")', "#while true { }", "#let f(x) = f(x)\n#f(1)"]
)
def test_a_pdf_template_reads_nothing_outside_its_folder_and_ends(tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.txt").write_text("CANARY", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "paper.typ").write_text(source, encoding="utf-8")
    with pytest.raises(PaperError, match="cannot be used"):
        as_pdf(PAPER, tmp_path / "templates")
