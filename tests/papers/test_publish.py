"""What is published is made from what is public: no confidential word is in any file, name or metadata."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from boardtui.meeting import entries as e
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.publishing import publish
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.rendering import rendered
from tests import first
from tests.papers.build_minutes import Meeting, small_meeting
from tests.papers.on_desk import BOARD, command, desk_with, files_in
from tests.papers.read_back import squeezed
from tests.papers.test_confidential import private_meeting
from tests.papers.test_other_papers import january, november

PUBLISHED = [
    *(f"{stem}.{form}" for stem in ("minutes", "agenda", "decisions") for form in ("md", "docx", "pdf", "html")),
    "index.html",
    "book-public.jsonl",
    "VERIFY.txt",
]


def inside(path: Path) -> str:
    """Everything that a file holds, opened as far as it can be, in small letters: its name, parts, words, metadata."""
    data = path.read_bytes()
    found = [path.name, data.decode("utf-8", "replace")]
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            found += [part.filename + part.comment.decode() for part in parts.infolist()]
            found += [re.sub(r"<[^>]*>", "", parts.read(name).decode("utf-8", "replace")) for name in parts.namelist()]
            found += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    if path.suffix == ".pdf":
        reader = PdfReader(io.BytesIO(data))
        found += [page.extract_text() for page in reader.pages]
        root = reader.trailer["/Root"]
        found += [repr(reader.metadata), root["/Metadata"].get_data().decode() if "/Metadata" in root else ""]
        found.append(repr(reader.outline))
    return squeezed("\n".join(found)).casefold()


@pytest.mark.parametrize("names", first(1, ["all", "dissent"]))
def test_no_canary_of_any_confidential_field_is_published(tmp_path: Path, names: str) -> None:
    meeting, hidden = private_meeting()
    desk_with(tmp_path, meeting, names=names).close()
    (tmp_path / "config.toml").write_text(
        f'database = "data.db"\nmeetings = "meetings"\nnames = "{names}"\n', encoding="utf-8"
    )
    ran = command(tmp_path, "publish", BOARD, "board-nov", "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    found = files_in(tmp_path / "out")
    assert {path.name for path in found} == set(PUBLISHED)
    assert len(hidden) > 40
    for path in found:
        text = inside(path)
        assert "canary" not in text, path.name
        assert [one for one in hidden if squeezed(one) in text] == []
    assert "canary " not in ran.output


@pytest.mark.usefixtures("unset")
def test_publish_ends_with_what_is_there_and_what_the_terms_still_ask_for(tmp_path: Path) -> None:
    first = november()
    desk_with(tmp_path, first, january(first)).close()
    config = tmp_path / "config.toml"
    config.write_text('database = "data.db"\nmeetings = "meetings"\n', encoding="utf-8")
    ran = command(tmp_path, "publish", BOARD, "board-nov")
    assert "Published: minutes, agenda, decisions, index, book-public.jsonl, VERIFY.txt." in ran.output
    assert (
        "Terms of reference say nothing on: agenda and papers out before a meeting, notice of meetings, draft minutes"
        in ran.output
    )
    terms = f'[terms.{BOARD}]\nsource = "ToR 7"\nagenda_days = 5\nminutes_days = 10\nregisters = "published"\n'
    config.write_text(config.read_text(encoding="utf-8") + terms, encoding="utf-8")
    ran = command(tmp_path, "publish", BOARD, "board-nov")
    assert "register-of-interests, register-of-decisions" in ran.output
    assert "- by 7 February 2027: Draft minutes of " in ran.output and "(ToR 7)" in ran.output
    ran = command(tmp_path, "publish", BOARD, "board-jan")
    assert "Nothing else is asked for." in ran.output
    public = tmp_path / "meetings" / "board-nov" / "public"
    assert (public / "register-of-interests.docx").is_file()
    (public / "minutes.docx").rename(public / "old")  # as if they had only been written into another folder
    for form in ("md", "pdf", "html"):
        (public / f"minutes.{form}").unlink()
    ran = command(tmp_path, "publish", BOARD, "board-nov", "-o", str(tmp_path / "web"))
    assert (
        "- by 6 December 2026: Draft minutes of Partnership Board, written, and asked for until they lie in"
        in ran.output
    )
    assert "Draft minutes of Partnership Board" in command(tmp_path, "plan", BOARD).output  # which says the same


@pytest.mark.usefixtures("unset")
@pytest.mark.parametrize("approved", [False, True])
def test_late_draft_minutes_are_told_of_every_meeting_whose_minutes_await_approval(
    tmp_path: Path, *, approved: bool
) -> None:
    first = november()
    desk_with(tmp_path, first, january(first, approves=approved)).close()
    config = f'database = "data.db"\nmeetings = "meetings"\n[terms.{BOARD}]\nminutes_days = 10\n'
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    ran = command(tmp_path, "publish", BOARD, "board-jan")
    assert ran.exit_code == 0, ran.output
    late = (
        "- by 6 December 2026: Draft minutes of Partnership Board, within 10 days of the meeting of 26 November 2026; "
        "not published yet"
    )  # of which meeting, where all of a body have one title
    assert (late in ran.output) is (not approved), ran.output


@pytest.mark.parametrize(
    "kind", first(2, ["vote", "notices", "agenda", "attendance", "decisions", "actions", "interests"])
)
def test_no_canary_is_in_any_other_public_paper(tmp_path: Path, kind: str) -> None:
    meeting, hidden = private_meeting()
    meeting.do(e.DecisionNotified(("bb",), "letter", "2026-11-27", motion="seen"))
    desk_with(tmp_path, meeting).close()
    for scope in ((), ("board-nov",)):
        ran = command(tmp_path, "paper", kind, BOARD, *scope, "--format", "all", "-o", str(tmp_path / "out"))
        assert ran.exit_code == 0, ran.output
    for path in files_in(tmp_path / "out"):
        text = inside(path)
        assert [one for one in ("canary", *hidden) if squeezed(one) in text] == [], path.name


def test_the_canaries_would_be_found_in_every_format(tmp_path: Path) -> None:
    """The same search over the confidential minutes finds them, so that the search itself is good."""
    meeting, _ = private_meeting()
    desk_with(tmp_path, meeting).close()
    assert command(tmp_path, "minutes", BOARD, "--format", "all").exit_code == 0
    for form in ("md", "docx", "pdf", "html"):
        assert "canary" in inside(tmp_path / "meetings" / "board-nov" / f"minutes-confidential.{form}")


@pytest.mark.usefixtures("unset")
def test_anyone_can_verify_the_copy_with_the_command_that_is_printed(tmp_path: Path) -> None:
    meeting, _ = private_meeting()
    desk_with(tmp_path, meeting).close()
    command(tmp_path, "publish", BOARD, "board-nov", "-o", str(tmp_path / "out"))
    told = (tmp_path / "out" / "VERIFY.txt").read_text(encoding="utf-8")
    assert "    boardtui verify book-public.jsonl\n" in told
    ran = command(tmp_path, "verify", str(tmp_path / "out" / "book-public.jsonl"))
    assert ran.exit_code == 0 and "intact" in ran.output
    for line in ran.output.splitlines()[1:]:
        assert f"    {line}\n" in told
    head = ran.output.split()[-1]
    assert head in (tmp_path / "out" / "minutes.md").read_text(encoding="utf-8")


def test_the_same_meeting_is_published_as_the_same_bytes(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, small_meeting())
    first = [path.read_bytes() for path in publish(desk, BOARD, "board-nov", tmp_path / "one")]
    again = [path.read_bytes() for path in publish(desk, BOARD, "board-nov", tmp_path / "two")]
    desk.close()
    assert first == again and len(first) == len(PUBLISHED)


@pytest.mark.usefixtures("unset")
def test_it_may_be_published_again_but_never_beside_something_else(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, small_meeting())
    out = publish(desk, BOARD, "board-nov")[0].parent
    assert out == desk.config.meetings / "board-nov" / "public"
    publish(desk, BOARD, "board-nov")
    (out / "minutes-confidential.md").write_text("x", encoding="utf-8")
    with pytest.raises(PaperError, match=r"also holds minutes-confidential\.md; publish into an empty folder"):
        publish(desk, BOARD, "board-nov")
    desk.close()


def test_what_cannot_be_published_is_said_in_one_sentence(tmp_path: Path) -> None:
    running = Meeting().arrive("chair").do(e.MeetingOpened())
    desk_with(tmp_path, running).close()
    for words, said in (
        ((BOARD, "board-nov"), "is not closed"),
        ((BOARD, "never"), "holds no meeting 'never'"),
        (("nobody", "board-nov"), "There is no minute book 'nobody'"),
    ):
        ran = command(tmp_path, "publish", *words)
        assert ran.exit_code == 1 and said in ran.output and ran.output.count("\n") == 1
    assert not (tmp_path / "meetings").exists() or not list(files_in(tmp_path / "meetings"))


def test_the_agenda_leads_to_its_papers_in_every_format_and_in_what_is_published(tmp_path: Path) -> None:
    meeting = small_meeting()
    agenda = next(one.agenda for one in meeting.state.items.values() if one.agenda.number)
    desk = desk_with(tmp_path, meeting)
    folder = tmp_path / "meetings" / "board-nov" / "papers"
    folder.mkdir(parents=True)
    (folder / f"{agenda.number.rstrip('.')} <b> estates.md").write_text("# Estates\n\nThe plan.", encoding="utf-8")
    beside = papers_of(desk, "agenda", BOARD, "board-nov", linked=True)["agenda"]
    apart = papers_of(desk, "agenda", BOARD, "board-nov")["agenda"]
    to = f"papers/{agenda.number.rstrip('.')}%20%3Cb%3E%20estates.md"
    assert f"](<{to}>)" in rendered(beside, "md").decode() and to not in rendered(apart, "md").decode()
    assert f'<a href="{to}">' in rendered(beside, "html").decode()
    file = docx.Document(io.BytesIO(rendered(beside, "docx")))
    assert to in [part.target_ref for part in file.part.rels.values() if part.is_external]
    notes = [
        note.get_object()
        for page in PdfReader(io.BytesIO(rendered(beside, "pdf"))).pages
        for note in page.get("/Annots", ())
    ]
    assert to in [str(note["/A"].get("/URI")) for note in notes]
    publish(desk, BOARD, "board-nov", tmp_path / "out", ("md", "html"), although_private=True)
    desk.close()
    assert "pack.pdf#page=" in (tmp_path / "out" / "agenda.md").read_text(encoding="utf-8")
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert ">Decisions<" in index and "Register of decisions" not in index  # those of this meeting
    assert '<a href="pack.pdf">pack.pdf</a>' in index and "are a draft until the body approves them" in index
    pack = PdfReader(tmp_path / "out" / "pack.pdf")
    leads = [note.get_object().get("/Dest") for page in pack.pages[:-1] for note in page.get("/Annots", ())]
    assert pack.pages[-1].indirect_reference in [dest[0] for dest in leads if dest]
