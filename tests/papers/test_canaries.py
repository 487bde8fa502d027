"""No confidential word leaves in anything public: every kind of entry, every paper, every format, names and logs too."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import load_workbook

from boardtui.meeting import entries as e
from boardtui.meeting.state.refusal import Refused
from boardtui.papers.circulation.catalogue import KINDS as PAPERS
from tests import first, random_examples
from tests.files import for_owner_only
from tests.papers.aviary import aviary
from tests.papers.build_minutes import Meeting
from tests.papers.canaries import CANARY, fields_of, sung, uncovered
from tests.papers.on_desk import BOARD, command, desk_with, files_in
from tests.papers.test_pack import a_pdf
from tests.papers.test_publish import inside

HOUSES = ("headings", "numbered", "table")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the meeting of canaries, told the partners after it, and papers for its items."""
    path = tmp_path_factory.mktemp("aviary")
    m = aviary().do(e.DecisionNotified(("bb",), "letter", "2026-11-27", motion="seen"))
    m.do(e.AgreementSought("deed", "A public agreement.", "signed", "2026-11-26"))
    desk_with(path, m).close()
    folder = path / "meetings" / "board-nov" / "papers"
    folder.mkdir(parents=True)
    (folder / "Paper B.pdf").write_bytes(a_pdf("Public words"))
    hidden = next(one.agenda.paper for one in m.state.items.values() if one.agenda.confidential)
    (folder / f"{hidden}.pdf").write_bytes(a_pdf(f"{CANARY} words"))
    return path


def test_every_field_of_every_kind_of_entry_has_a_canary_in_private() -> None:
    """Fails for a new kind or field until it stands in the aviary, or is named in canaries.py as holding no words."""
    assert uncovered(aviary().stretch.lines) == []


def test_the_list_of_what_holds_words_is_made_from_the_entries_themselves() -> None:
    assert fields_of("NoteTaken") == {"text"} and fields_of("MeetingClosed") == set()
    assert fields_of("ConfidentialCarried") >= {"agenda.title", "issues.stages.text", "decisions.asked.places"}
    assert sung(e.ConsensusDeclared("m", False, (e.Objection("lead", "a canary"),))) == {"objections.reason"}
    assert uncovered(aviary().stretch.lines[:-30]) != []


def no_canary(folder: Path, *said: str) -> None:
    """Look through all files below a folder, opened as far as they can be, and through what was printed."""
    found = files_in(folder)
    assert found
    for path in found:
        assert CANARY not in str(path.relative_to(folder)), path
        assert CANARY not in inside(path), path
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
                assert not any(CANARY.encode() in parts.read(name) for name in parts.namelist()), path
    for words in said:
        assert CANARY not in words


@pytest.mark.parametrize("layout", first(1, HOUSES))
@pytest.mark.parametrize("names", first(1, ["all", "dissent"]))
def test_what_is_published_has_no_canary(home: Path, tmp_path: Path, layout: str, names: str) -> None:
    config = home / f"{layout}-{names}.toml"
    config.write_text(
        f'database = "data.db"\nmeetings = "meetings"\nnames = "{names}"\n[house]\nminutes = "{layout}"\n'
        '[house.references]\nitem = "{body}/{fy}/{count:3}"\ndecision = "{body}/{yy}/{count}"\n',
        encoding="utf-8",
    )
    ran = command(home, "--config", str(config), "publish", BOARD, "board-nov", "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    no_canary(tmp_path / "out", ran.output)


@pytest.mark.parametrize("form", first(1, ["html", "all"]))
@pytest.mark.parametrize("kind", PAPERS)
def test_no_public_paper_has_a_canary(home: Path, tmp_path: Path, kind: str, form: str) -> None:
    """As a page, which has all that a paper says of itself; what is published is looked through in every format."""
    for scope, made in ((("board-nov",), form), ((), "md")):
        ran = command(home, "paper", kind, BOARD, *scope, "--format", made, "-o", str(tmp_path / made))
        if kind == "ballots":  # the meeting is over, so that nothing is voted on
            assert ran.exit_code == 1 and CANARY not in ran.output
            continue
        assert ran.exit_code == 0, ran.output
        no_canary(tmp_path / made, ran.output)


def test_the_public_pack_has_no_canary(home: Path, tmp_path: Path) -> None:
    ran = command(home, "paper", "pack", BOARD, "board-nov", "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    no_canary(tmp_path / "out", ran.output)
    ran = command(home, "paper", "pack", BOARD, "board-nov", "--confidential", "-o", str(tmp_path / "secret"))
    assert CANARY in inside(tmp_path / "secret" / "pack-confidential.pdf")


@pytest.mark.parametrize("form", ["jsonl", "popolo", "csv", "xlsx", "ics"])
def test_no_public_export_has_a_canary(home: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    public = ("--public",) if form in ("jsonl", "popolo") else ()
    target = out if form == "csv" else out / f"book.{form}"
    ran = command(home, "export", BOARD, "--format", form, *public, "-o", str(target))
    assert ran.exit_code == 0, ran.output
    no_canary(out, ran.output)
    if form == "xlsx":
        assert CANARY not in repr([list(page.values) for page in load_workbook(target).worksheets])


def test_what_is_found_for_the_public_has_no_canary(home: Path) -> None:
    ran = command(home, "decisions", "--public", "--json", "--limit", "1000")
    assert ran.exit_code == 0 and "That the public know this." in ran.output and CANARY not in ran.output
    assert CANARY in command(home, "decisions", "--json", "--limit", "1000").output


def test_what_an_import_leaves_as_it_is_has_no_canary(home: Path, tmp_path: Path) -> None:
    """What the file does not name is listed before it is imported, and the room may see the screen."""
    (tmp_path / "sheet.csv").write_text("Action,Owner\nWrite to them,Ms X\n", encoding="utf-8")
    ran = command(home, "import", "actions", str(tmp_path / "sheet.csv"), "--body", BOARD, "--dry-run")
    assert "stay" in ran.output and "a confidential action" in ran.output, ran.output
    assert CANARY not in ran.output


def test_the_year_is_silent(home: Path, tmp_path: Path) -> None:
    ran = command(home, "paper", "year", BOARD, "--format", "all", "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    no_canary(tmp_path / "out", ran.output, command(home, "year", BOARD).output)


def test_the_minutes_written_at_the_close_keep_what_is_private_to_their_owner(home: Path, tmp_path: Path) -> None:
    ran = command(home, "minutes", BOARD, "board-nov", "--format", "all")
    assert ran.exit_code == 0 and CANARY not in ran.output
    folder = home / "meetings" / "board-nov"
    for path in folder.iterdir():
        if path.is_file() and "confidential" not in path.name and path.name != "book.jsonl":
            assert CANARY not in inside(path), path
        elif path.is_file():
            assert for_owner_only(path), path
    assert CANARY in inside(folder / "minutes-confidential.pdf")


@given(st.data())
@settings(max_examples=random_examples(12, 60), deadline=None, suppress_health_check=list(HealthCheck))
def test_whenever_the_public_goes_and_comes_back_no_canary_is_in_its_minutes(data: st.DataObject) -> None:
    """The entries of the aviary, some left out, with the public sent out elsewhere; only what is then private sings."""
    entries = [line.entry for line in aviary().stretch.lines]
    began = next(place for place, one in enumerate(entries) if isinstance(one, e.ItemOpened))
    places = st.integers(began, len(entries) - 2)
    out, back = sorted((data.draw(places), data.draw(places)))
    left_out = data.draw(st.sets(places, max_size=12))
    m = _played(entries, out, back, left_out)
    assert CANARY not in m.text(names="all") + repr(m.minutes())
    hidden = [word for line in m.stretch.lines if line.confidential for word in sung(line.entry)]
    assert hidden and CANARY in m.text(part="confidential")


def _played(entries: list[e.AnyEntry], out: int, back: int, left_out: set[int]) -> Meeting:
    convened = entries[0]
    assert isinstance(convened, e.MeetingConvened)
    m = Meeting(rules=convened.charter.rules, terms=convened.charter.terms, carried=convened.carried)
    for place, entry in enumerate(entries[1:], 1):
        if place in left_out or isinstance(entry, e.PublicExcluded | e.PublicReadmitted):
            continue
        more = [e.PublicExcluded("Terms")] if place == out else [e.PublicReadmitted()] if place == back else []
        for one in (*more, entry):
            with contextlib.suppress(Refused):  # what was left out may have to come before it
                private = m.stretch.stamp(0, "2026-11-26T10:00:00.000Z", "x", one).confidential
                m.do(one if private else _silent(one))
    return m


def _silent(entry: e.AnyEntry) -> e.AnyEntry:
    """The entry with other words in the place of canaries."""
    return e.decode(msgspec.json.encode(entry).replace(CANARY.encode(), b"public"))


def test_words_that_were_put_right_stand_in_the_copy_of_the_book_alone(tmp_path: Path) -> None:
    """As the form that corrects says: whatever else is public reads as corrected, or does not have it at all."""
    m = Meeting().arrive("chair", "lead").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))
    said = (
        e.NoteTaken("capital", f"{CANARY} note"),
        e.MotionPut("m1", "capital", f"{CANARY} motion", "majority", None, reasons=f"{CANARY} reasons"),
        e.ActionAgreed("a1", "capital", f"{CANARY} action", f"{CANARY} owner"),
        e.IssueRaised("i1", f"{CANARY} issue", None, tuple(list(m.state.partners)[:2]), ""),
        e.GuestAttended(f"{CANARY} guest", f"{CANARY} role"),
        e.InterestDeclared("lead", ("capital",), "financial", f"{CANARY} nature", "noted", f"{CANARY} reason"),
        e.QuestionAsked("q1", "capital", f"{CANARY} asker", f"{CANARY} question"),
    )
    undone = m.do(e.NoteTaken("capital", f"{CANARY} undone")).stretch.lines[-1].seq
    first = m.do(*said).stretch.lines[-1].seq - len(said) + 1
    right = [e.Corrected(seq, msgspec.to_builtins(_silent(entry))) for seq, entry in enumerate(said, first)]
    m.do(e.EntryRetracted(undone, "A slip"), e.EntriesCorrected(tuple(right), "A slip"))
    m.do(e.MotionWithdrawn("m1", "Not now"), e.MeetingClosed())
    desk_with(tmp_path, m).close()
    assert CANARY in command(tmp_path, "export", BOARD, "--public").output
    out = tmp_path / "out"
    ran = [command(tmp_path, "publish", BOARD, "board-nov", "-o", str(out / "published"))]
    ran += [command(tmp_path, "paper", kind, BOARD, "-o", str(out / kind)) for kind in PAPERS if kind != "ballots"]
    for form in ("popolo", "csv", "xlsx", "ics"):
        public = ("--public",) if form == "popolo" else ()
        target = out / "csv" if form == "csv" else out / f"book.{form}"
        ran.append(command(tmp_path, "export", BOARD, "--format", form, *public, "-o", str(target)))
    ran += [command(tmp_path, "decisions", "--public", "--json"), command(tmp_path, "year", BOARD)]
    (out / "published" / "book-public.jsonl").unlink()
    no_canary(out, *(one.output for one in ran))
