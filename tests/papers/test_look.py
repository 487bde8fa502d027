"""The logo and the family of letters of a board: in Word, PDF and HTML, told to those who cannot see, or refused."""

from __future__ import annotations

import base64
import io
import warnings
from pathlib import Path

import docx
import pytest
import typst
from docx.oxml.ns import qn
from msgspec.structs import replace
from pypdf import PdfReader

from boardtui.config.config import Config, Settings
from boardtui.config.house_style import House
from boardtui.meeting import entries as e
from boardtui.papers.document import Document, Heading, Run, Signature
from boardtui.papers.errors import LettersLacking
from boardtui.papers.formats.rendering import in_formats
from boardtui.papers.formats.template_files import write_templates
from boardtui.papers.layout import minutes_document
from boardtui.papers.look import look_of
from tests.papers.build_minutes import Meeting
from tests.papers.on_desk import BOARD, command, desk_with

PAPER = Document("Agenda", "Board", "Riverside", "2026-11-26", (Heading(1, (Run("Agenda"),)),))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="#036"/></svg>'
PNG = typst.compile(b"#set page(width: 60pt, height: 20pt, fill: blue)", format="png")


def config(tmp_path: Path, **house: str) -> Config:
    return Config(Settings(house=House(**house)), tmp_path)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "data"), [("logo.svg", SVG), ("logo.png", PNG)])
def test_the_logo_stands_above_the_title_and_is_told_to_those_who_cannot_see_it(
    tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    made = in_formats(PAPER, "agenda", ("md", "docx", "pdf", "html"), config(tmp_path, logo=name))
    assert made == in_formats(PAPER, "agenda", ("md", "docx", "pdf", "html"), config(tmp_path, logo=name))
    file = docx.Document(io.BytesIO(made["agenda.docx"]))
    (picture,) = file.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == "Logo of Riverside" and file.paragraphs[1].text == "Agenda"
    page = made["agenda.html"].decode()
    assert base64.b64encode(data).decode() in page and 'alt="Logo of Riverside"' in page and "img-src data:" in page
    pdf = made["agenda.pdf"]
    assert b"Logo of Riverside" in pdf and PdfReader(io.BytesIO(pdf)).metadata.title == "Agenda"  # type: ignore[union-attr]
    assert "Logo" not in made["agenda.md"].decode()


def test_the_words_of_a_logo_are_drawn_with_the_shipped_letters_so_that_all_machines_make_the_same(
    tmp_path: Path,
) -> None:
    words = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text y="15" font-family="{}">Riverside</text></svg>'
    made = []
    for family in ("Liberation Sans", "DejaVu Sans", "sans-serif"):
        (tmp_path / "logo.svg").write_text(words.format(family), encoding="utf-8")
        logo = look_of(config(tmp_path, logo="logo.svg")).logo
        assert logo is not None
        made.append(logo.png)
    blank = typst.compile(b"#set page(width: 60pt, height: 20pt)", format="png")
    assert made[1] == made[2] and all(len(png) > len(blank) for png in made), [len(png) for png in made]


@pytest.mark.usefixtures("here")
def test_a_template_of_the_boards_own_shows_the_logo_too(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    write_templates(tmp_path / "own")
    settings = Settings(templates="own", house=House(logo="logo.svg"))
    made = in_formats(PAPER, "agenda", ("docx", "pdf", "html"), Config(settings, tmp_path))
    assert all(b"Logo of Riverside" in made[f"agenda.{form}"] for form in ("pdf", "html"))
    assert list(docx.Document(io.BytesIO(made["agenda.docx"])).element.body.iter(qn("wp:docPr")))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "could not be read, because"),
        (b"GIF89a", "is no PNG, JPEG or SVG picture"),
        (PNG[:60], "is no PNG, JPEG or"),
    ],
)
def test_a_logo_that_is_missing_or_broken_is_one_sentence(tmp_path: Path, data: bytes | None, why: str) -> None:
    desk_with(tmp_path, Meeting().do(e.MeetingOpened())).close()
    if data is not None:
        (tmp_path / "logo.png").write_bytes(data)
    text = 'database = "data.db"\nmeetings = "meetings"\n[house]\nlogo = "logo.png"\n'
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    ran = command(tmp_path, "paper", "agenda", BOARD, "--format", "html")
    assert ran.exit_code and why in ran.output and "logo.png" in ran.output and "Traceback" not in ran.output


def test_another_family_of_letters_and_one_that_is_not_there(tmp_path: Path) -> None:
    made = in_formats(PAPER, "agenda", ("docx", "html"), config(tmp_path, letters="Libertinus Serif"))
    style = docx.Document(io.BytesIO(made["agenda.docx"])).styles["Heading 1"]
    assert style.font.name == "Libertinus Serif" and b'"Libertinus Serif", Arial' in made["agenda.html"]
    with warnings.catch_warnings():
        warnings.simplefilter("error", LettersLacking)
        in_formats(PAPER, "agenda", ("pdf",), config(tmp_path, letters="Libertinus Serif"))
    with pytest.warns(LettersLacking, match="no font “Gill Sans” is there"):
        in_formats(PAPER, "agenda", ("pdf",), config(tmp_path, letters="Gill Sans"))


def test_who_signs_the_minutes_and_letters_is_what_the_house_says() -> None:
    for signs in ("Independent Chair", ""):
        minutes = Meeting().do(e.MeetingOpened(), e.MeetingClosed()).minutes()
        paper = minutes_document(replace(minutes, header=replace(minutes.header, signs=signs)))
        signatures = [block.heads for block in paper.blocks if isinstance(block, Signature)]
        assert signatures == ([(signs, "Name", "Date")] if signs else [])
