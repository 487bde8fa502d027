"""The agenda pack: agenda first, papers in its order, numbered through, and nothing in it that was to stay out."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import AgendaItem
from boardtui.papers.circulation.packing import write_pack
from boardtui.papers.document import Document, heading, own, text
from boardtui.papers.errors import PaperError
from boardtui.papers.finding import labels, matched
from boardtui.papers.formats import office
from boardtui.papers.formats.pdf import as_pdf
from boardtui.papers.reading import document_of
from tests.files import for_owner_only
from tests.papers.build_minutes import Meeting
from tests.papers.on_desk import BOARD, command, desk_with
from tests.papers.read_back import squeezed
from tests.papers.test_formats import words


def a_pdf(said: str, pages: int = 1) -> bytes:
    """A PDF of that many pages, each of which says it."""
    document = Document(said, "x", "y", "2026-11-01", (heading(1, own(said)), text(said)))
    one, writer = as_pdf(document), PdfWriter()
    for _ in range(pages):
        writer.append(io.BytesIO(one))
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def meeting() -> Meeting:
    """A meeting with four items that have papers, one of them confidential."""
    m = Meeting(meeting="board-nov")
    m.do(
        e.ConfidentialCarried(
            agenda=(AgendaItem("secret", "canary sale", "3", paper="canary paper", confidential=True),)
        )
    )
    m.do(
        e.ItemAdded("late", "Late report", "5", paper="report.pdf"),
        e.ItemAdded("last", "Annual report", "6", paper="Paper E"),
    )
    return m


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    desk_with(tmp_path, meeting()).close()
    folder = tmp_path / "meetings" / "board-nov" / "papers"
    folder.mkdir(parents=True)
    return folder


def packed(papers: Path, *more: str) -> tuple[PdfReader, str]:
    home = papers.parents[2]
    ran = command(home, "paper", "pack", BOARD, "board-nov", *more)
    assert ran.exit_code == 0, ran.output
    name = next(line for line in ran.output.splitlines() if line.endswith(".pdf"))
    reader = PdfReader(name)
    reader.comes_from = Path(name)  # type: ignore[attr-defined]
    return reader, ran.output


def where(reader: PdfReader) -> Path:
    """The file that a pack was read from."""
    path: Path = reader.comes_from  # type: ignore[attr-defined]
    return path


def pages(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_agenda_comes_first_then_the_papers_in_its_order_numbered_through(papers: Path) -> None:
    (papers / "Paper E annual.pdf").write_bytes(a_pdf("Annual words", 2))
    (papers / "B capital.pdf").write_bytes(a_pdf("Capital words", 3))
    (papers / "REPORT.PDF").write_bytes(a_pdf("Late words"))
    reader, told = packed(papers)
    told_pages = pages(reader)
    assert len(told_pages) == 7 and told_pages[0].startswith(
        "Small Health and Care Partnership Agenda: Partnership Board"
    )
    assert "Paper B 2 Capital programme 2" in told_pages[0] and "Paper E 6 Annual report 6" in told_pages[0]
    assert "Paper A 5 Late report 5" in told_pages[0]
    assert ["Capital words" in one for one in told_pages] == [False, True, True, True, False, False, False]
    assert ["Late words" in one for one in told_pages].index(True) == 4
    assert all(f"Page {number} of 7" in one for number, one in enumerate(told_pages, 1))
    assert "Paper B Page 3 of 7" in told_pages[2] and "missing" not in told


def test_bookmarks_lead_to_each_paper(papers: Path) -> None:
    (papers / "B.pdf").write_bytes(a_pdf("Capital words", 2))
    (papers / "e.pdf").write_bytes(a_pdf("Annual words"))
    reader, _ = packed(papers)
    found = [(one.title, reader.get_destination_page_number(one)) for one in reader.outline]  # type: ignore[union-attr]
    assert found == [("Agenda", 0), ("Paper B: 2 Capital programme", 1), ("Paper E: 6 Annual report", 3)]
    assert reader.metadata is not None and reader.metadata.title == (
        "Agenda and papers: Partnership Board, Thursday 26 November 2026"
    )
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert "/Metadata" not in reader.trailer["/Root"]  # the whole is not PDF/UA, so it does not claim to be


def test_the_same_papers_give_the_same_bytes(papers: Path, tmp_path: Path) -> None:
    (papers / "B.pdf").write_bytes(a_pdf("Capital words", 2))
    (papers / "e.md").write_text("# Annual\n\nWords", encoding="utf-8")
    first = where(packed(papers)[0]).read_bytes()
    again = where(packed(papers)[0]).read_bytes()
    assert first == again


def test_what_is_missing_or_fits_no_item_is_said(papers: Path) -> None:
    (papers / "Z strange.pdf").write_bytes(a_pdf("Strange words"))
    reader, told = packed(papers)
    assert "Paper B 2 Capital programme missing" in pages(reader)[0]
    assert "Paper B (item 2): missing.\n" in told
    assert "Not in the pack, since they fit no item of the agenda: Z strange.pdf.\n" in told
    assert "Strange words" not in " ".join(pages(reader))


def test_the_public_pack_has_no_confidential_paper_nor_its_name(papers: Path) -> None:
    (papers / "canary paper.pdf").write_bytes(a_pdf("canary words"))
    (papers / "B.pdf").write_bytes(a_pdf("Capital words"))
    reader, told = packed(papers)
    data = where(reader).read_bytes()
    assert "canary" not in " ".join(pages(reader)) + repr(reader.outline) + repr(reader.metadata) + told
    assert b"canary" not in data
    private, _ = packed(papers, "--confidential")
    assert "canary words" in pages(private)[1] and "Capital words" not in " ".join(pages(private))
    path = where(private)
    assert path.name == "pack-confidential.pdf" and for_owner_only(path)


def test_a_members_pack_leaves_out_what_is_withheld_from_that_member(tmp_path: Path) -> None:
    m = meeting().do(e.PaperWithheld("board-nov", "capital", ("tceo",), "Owns shares"))
    desk = desk_with(tmp_path, m)
    folder = tmp_path / "meetings" / "board-nov" / "papers"
    folder.mkdir(parents=True)
    (folder / "B.pdf").write_bytes(a_pdf("Capital words"))
    theirs = write_pack(desk, BOARD, "board-nov", member="tceo")
    others = write_pack(desk, BOARD, "board-nov", member="lead")
    assert theirs.path.name == "pack-for-tceo.pdf"
    assert "Paper B 2 Capital programme withheld from this member" in pages(PdfReader(theirs.path))[0]
    assert "Capital words" not in " ".join(pages(PdfReader(theirs.path)))
    assert "Capital words" in pages(PdfReader(others.path))[1]
    with pytest.raises(PaperError, match="No member of Partnership Board has the key 'nobody'"):
        write_pack(desk, BOARD, "board-nov", member="nobody")
    desk.close()


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Locked words"))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "B.pdf is not a PDF that can be read"),
        (b"MZ\x90 a program", "B.pdf is not a PDF that can be read"),
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF", "B.pdf is not a PDF that can be read"),
        (a_pdf("Half")[:900], "B.pdf is not a PDF that can be read"),
        (encrypted("secret"), "B.pdf is protected with a password; save it without one."),
    ],
    ids=["empty", "program", "no pages", "cut off", "locked"],
)
def test_a_pdf_that_cannot_be_used_is_named_in_one_sentence(papers: Path, data: bytes, said: str) -> None:
    (papers / "B.pdf").write_bytes(data)
    ran = command(papers.parents[2], "paper", "pack", BOARD, "board-nov")
    assert ran.exit_code == 1 and ran.output.startswith(said) and ran.output.count("\n") == 1
    assert not (papers.parent / "pack.pdf").exists()


def test_nothing_but_that_sentence_is_printed(papers: Path) -> None:
    (papers / "B.pdf").write_bytes(b"\x89PNG\r\n, under another name")
    command_line = [sys.executable, "-m", "boardtui", "paper", "pack", BOARD, "board-nov"]
    ran = subprocess.run(
        command_line, cwd=papers.parents[2], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 1 and (ran.stdout + ran.stderr).count("\n") == 1, ran.stderr


def test_the_numbers_of_pages_are_set_in_the_letters_of_the_papers(papers: Path) -> None:
    (papers / "B.pdf").write_bytes(a_pdf("Words"))
    page = packed(papers)[0].pages[1]
    fonts = page["/Resources"]["/XObject"]["/PackPage"]["/Resources"]["/Font"]  # type: ignore[index]
    assert all("LiberationSans" in font.get_object()["/BaseFont"] for font in fonts.values())


def test_a_pdf_that_only_restricts_printing_is_taken(papers: Path) -> None:
    (papers / "B.pdf").write_bytes(encrypted(""))
    assert "Locked words" in pages(packed(papers)[0])[1]


def test_nothing_that_runs_or_reaches_out_comes_with_a_paper(papers: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Wild words"))))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('run')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(script)})
    writer.add_attachment("payload.exe", b"payload")
    notes = ArrayObject()
    for kind, action in (
        ("/Link", {"/S": "/Launch", "/F": "cmd.exe"}),
        ("/Link", {"/S": "/URI", "/URI": "javascript:run()"}),
        ("/Link", {"/S": "/URI", "/URI": "https://www.example.org/"}),
        ("/Screen", {"/S": "/Rendition"}),
    ):
        acted = DictionaryObject({
            NameObject(name): NameObject(value) if value.startswith("/") else TextStringObject(value)
            for name, value in action.items()
        })  # fmt: skip
        rect = ArrayObject([NumberObject(one) for one in (0, 0, 9, 9)])
        note = {NameObject("/Subtype"): NameObject(kind), NameObject("/A"): acted, NameObject("/Rect"): rect}
        notes.append(writer._add_object(DictionaryObject(note)))
    writer.pages[0][NameObject("/Annots")] = notes
    with (papers / "B.pdf").open("wb") as file:
        writer.write(file)
    reader, _ = packed(papers)
    left = [one.get_object()["/A"]["/URI"] for one in reader.pages[1]["/Annots"]]
    assert left == ["https://www.example.org/"]
    data = where(reader).read_bytes()
    assert not any(
        word in data for word in (b"JavaScript", b"app.alert", b"payload", b"Launch", b"javascript:", b"Screen")
    )


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_stands_upright_at_the_foot_of_a_page_however_it_is_turned(papers: Path, turned: int) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Turned"))))
    writer.pages[0].rotate(turned)
    with (papers / "B.pdf").open("wb") as file:
        writer.write(file)
    reader, _ = packed(papers)
    page = reader.pages[1]
    drawn = page["/Contents"][-1].get_object().get_data().decode().split()
    a, b, c, d, shift_x, shift_y = map(float, drawn[drawn.index("q") + 1 : drawn.index("cm")])
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    seen_width = width if turned % 180 == 0 else height
    u, v = seen_width - 30, 15.0  # where the number stands on the page as it is shown
    x, y = a * u + c * v + shift_x, b * u + d * v + shift_y
    corner = {0: (width, 0.0), 90: (width, height), 180: (0.0, height), 270: (0.0, 0.0)}[turned]
    assert abs(x - corner[0]) < 31 and abs(y - corner[1]) < 31
    assert a * d - b * c == 1  # turned, never mirrored


@pytest.mark.posix
def test_markdown_and_text_are_set_and_a_link_out_of_the_folder_is_refused(papers: Path) -> None:
    (papers / "B.md").write_text(
        "# Capital\n\nThe **five** schemes.\n\n| a | b |\n|---|---|\n| c | d |\n\n- one\n", "utf-8"
    )
    (papers / "e.txt").write_text("#panic(1) {{ 7*7 }} <b>", "utf-8")
    reader, _ = packed(papers)
    assert "The five schemes." in pages(reader)[1] and "#panic(1) {{ 7*7 }} <b>" in pages(reader)[2]
    assert "Page 1 of 1" not in " ".join(pages(reader))
    (papers / "z.pdf").symlink_to("/etc/hostname")
    ran = command(papers.parents[2], "paper", "pack", BOARD, "board-nov")
    assert ran.exit_code == 1 and "z.pdf in " in ran.output and "leads out of it" in ran.output


def test_a_word_file_stays_a_file_of_its_own_where_nothing_can_convert_it(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docx.Document().save(str(papers / "B capital.docx"))
    monkeypatch.setattr(office.shutil, "which", lambda *_, **__: None)
    reader, told = packed(papers)
    assert "Paper B 2 Capital programme separate file: B capital.docx" in pages(reader)[0]
    assert "Paper B (item 2): separate file: B capital.docx." in told


def test_office_is_found_where_windows_and_macos_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "here" / ("soffice.exe" if os.name == "nt" else "soffice")
    program.parent.mkdir()
    program.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PLACES", (str(tmp_path / "no such folder"), str(program.parent)))
    found = office._program()
    assert found is not None and Path(found).samefile(program)


def test_a_file_that_office_makes_nothing_of_is_named(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (papers / "B.docx").write_text("no Word file", encoding="utf-8")
    monkeypatch.setattr(office.shutil, "which", lambda _: "/bin/true")
    ran = command(papers.parents[2], "paper", "pack", BOARD, "board-nov")
    assert ran.exit_code == 1 and ran.output.startswith("LibreOffice made no PDF of B.docx; open it, save it as PDF")


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("Paper C.pdf", "three"),
        ("paper-c-capital.pdf", "three"),
        ("C capital.pdf", "three"),
        ("capital.pdf", "one"),
        ("1 minutes.pdf", "one"),
        ("Item 3 x.pdf", "three"),
        ("12 other.pdf", None),
        ("4.1 sub.pdf", "sub"),
        ("cover.pdf", None),
    ],
)
def test_a_file_belongs_to_the_item_that_its_name_says(name: str, item: str | None) -> None:
    agenda = [
        AgendaItem("one", "Minutes", "1.", paper="capital.pdf"),
        AgendaItem("three", "Capital", "3", paper="Paper C"),
        AgendaItem("sub", "Part", "4.1"),
    ]
    found, left = matched(agenda, [Path(name)])
    assert [key for key, files in found.items() if files] == ([item] if item else [])
    assert bool(left) is (item is None)


def test_papers_without_a_name_get_the_next_free_letter() -> None:
    agenda = [AgendaItem("x", "X", "1"), AgendaItem("y", "Y", "2", paper="Paper A"), AgendaItem("z", "Z", "3")]
    assert labels(agenda, {"x": [Path("1.pdf")], "y": [], "z": []}) == {"y": "Paper A", "x": "Paper B"}


def test_markdown_is_read_into_the_model(tmp_path: Path) -> None:
    path = tmp_path / "p.md"
    path.write_text(
        "### Deep\n\nA [link](https://e.org) ![pic](x.png)\n\n1. one\n2. two\n\n> said\n\n###### Deeper\n", "utf-8"
    )
    document = document_of(path, "Title", "Body", "P", "2026-11-26")
    said = [piece for block in document.blocks for piece in words(block) if piece]
    assert said == ["Title", "Deep", "A link (https://e.org) [picture: pic]", "one", "two", "said", "Deeper"]
    assert [block.level for block in document.blocks if hasattr(block, "level")] == [1, 2, 3]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"> " * 5000 + b"x"], ids=["not text", "too deep"])
def test_a_text_that_cannot_be_read_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "p.md"
    path.write_bytes(data)
    try:
        assert squeezed("x") in squeezed(repr(document_of(path, "T", "B", "P", "2026-11-26")))
    except PaperError as error:
        assert str(error).startswith("p.md ") and str(error).endswith(".")


def test_what_a_pack_needs_is_said(papers: Path) -> None:
    home = papers.parents[2]
    for more, said in (
        (("pack", BOARD), "Name the meeting"),
        (
            ("pack", BOARD, "never"),
            "Neither the minute book of the Partnership Board nor the setup has a meeting 'never'",
        ),
        (("pack", BOARD, "board-nov", "--format", "md"), "A pack is a PDF"),
        (("agenda", BOARD, "board-nov", "--for", "lead"), "--for belongs to a pack"),
    ):
        ran = command(home, "paper", *more)
        assert ran.exit_code == 1 and said in ran.output and ran.output.count("\n") == 1
