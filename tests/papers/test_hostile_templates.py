"""Templates from somebody else: bounded in depth, turns, length, time and memory, with no way out of their folder."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import docx
import msgspec
import pytest

from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.formats import bounded, html
from boardtui.papers.formats.html import as_html
from boardtui.papers.formats.pdf import as_pdf
from boardtui.papers.formats.rendering import Format, rendered
from boardtui.papers.layout import minutes_document
from tests.papers.build_minutes import small_meeting

PAPER = Document(title="Minutes", body="Board", partnership="MSE", moment="2026-11-26T10:00:00Z", blocks=())
LIMITED = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no limit to memory there, only to time")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "counts through more than"),
        ("{{ range(10**12) }}", "counts through more than"),
        ("{{ '" + "x" * 100 + "' * 900 }}", "makes more than"),
        ("{{ " + "not " * 5000 + "1 }}", "nested too deeply"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "cannot be used"),
    ],
)
def test_a_page_that_never_ends_or_reaches_out_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, words: str
) -> None:
    monkeypatch.setattr(html, "LONGEST_PAGE", 50_000)  # a thousandth of what it is, which takes seconds to make
    (tmp_path / "paper.html").write_text(source, encoding="utf-8")
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


NEVER = "it takes longer than 1 seconds"
MUCH = "it needs more than 2048 MB of memory"


@pytest.mark.parametrize(
    ("form", "source", "words"),
    [
        ("html", "{{ 9**(9**9) }}", NEVER),
        # Each in a process of its own that is ended, or ends, in the same way.
        pytest.param(
            "pdf", "#for a in range(100000) { for b in range(100000) { let c = a + b } }", NEVER, marks=pytest.mark.slow
        ),
        pytest.param("html", "{{ 'x'*10**10 }}", MUCH, marks=LIMITED),
        pytest.param("html", "{{ '%10000000000d'|format(1) }}", MUCH, marks=[LIMITED, pytest.mark.slow]),
        pytest.param("pdf", '#("x" * 100000000000).len()', MUCH, marks=LIMITED),
    ],
)
def test_a_template_without_end_or_measure_is_one_sentence_in_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format, source: str, words: str
) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 1 if words is NEVER else 60)  # whatever else the computer does
    template = tmp_path / {"html": "paper.html", "pdf": "paper.typ"}[form]
    template.write_text(source, encoding="utf-8")
    with pytest.raises(PaperError) as refused:
        rendered(PAPER, form, tmp_path)
    assert str(refused.value).startswith(f"The template {template} cannot be used: {words}")


@LIMITED
def test_a_word_template_that_unpacks_to_more_than_the_memory_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "MEMORY", 400 << 20)
    monkeypatch.setattr(bounded, "SECONDS", 60)
    plain, bomb = tmp_path / "plain.docx", tmp_path / "paper.docx"
    docx.Document().save(str(plain))
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            with new.open(name, "w") as part:
                part.write(old.read(name))
                for _ in range(300 if name == "word/styles.xml" else 0):
                    part.write(b" " * (1 << 20))
    with pytest.raises(PaperError, match="it needs more than 400 MB of memory"):
        rendered(PAPER, "docx", tmp_path)


def test_a_paper_is_the_same_in_the_process_of_its_own() -> None:
    document = minutes_document(small_meeting().minutes(names="all"), "table")
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_shipped_template_gives_the_same_bytes_as_a_boards_own(tmp_path: Path, form: Format) -> None:
    from boardtui.papers.house import SHIPPED

    name = {"html": "paper.html", "pdf": "paper.typ"}[form]
    (tmp_path / name).write_bytes((SHIPPED / name).read_bytes())
    document = minutes_document(small_meeting().minutes(names="all"))
    assert rendered(document, form, tmp_path) == rendered(document, form)
