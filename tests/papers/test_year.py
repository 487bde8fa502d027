"""The year at a glance: its figures are those of the record, its pictures say the same as its tables, nothing private."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.papers.chart import drawn
from boardtui.papers.circulation.yearly import period_of, year_of, years
from boardtui.papers.document import Chart, Document, Facts, Heading, Paragraph, Run, Table
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.rendering import FORMATS, rendered
from tests.papers.build_minutes import Meeting, small_meeting
from tests.papers.on_desk import BOARD, command, desk_with
from tests.papers.test_confidential import private_meeting

HOSTILE = "<script>alert(1)</script> & \u202e\"'"


def _two_years(path: Path) -> list[Meeting]:
    """A meeting in November 2026 and one in February 2027, which carries over what the first left open."""
    first = small_meeting()
    second = Meeting(
        starts="2027-02-25T10:00:00+00:00",
        first="2027-02-25T09:50:00",
        meeting="board-feb",
        before=first.state,
        carried=public_matter(first.state),
    )
    second.do(e.ApologiesGiven("lead"))
    second.arrive("chair", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    second.do(e.ActionUpdated("a1", "open", text="Not yet"), e.MeetingClosed())
    return [first, second]


def _paper(path: Path, words: str, *meetings: Meeting) -> Document:
    desk = desk_with(path, *meetings)
    try:
        return year_of(desk, BOARD, words)[1]
    finally:
        desk.close()


def _tables(paper: Document) -> dict[str, list[tuple[str, ...]]]:
    return {block.title: list(block.rows) for block in paper.blocks if isinstance(block, Table)}


def test_the_figures_are_those_of_the_record(tmp_path: Path) -> None:
    tables = _tables(_paper(tmp_path, "2026", *_two_years(tmp_path)))
    assert tables["Attendance by meeting"] == [("26 November 2026", "5", "1", "0", "0", "6")]
    members = {row[0]: row[1:] for row in tables["Attendance of each member"]}
    assert members["Prof A Adams"] == ("1", "0", "0", "0", "1")
    assert members["Cllr F Frost"] == ("0", "1", "0", "0", "1")  # a deputy came
    assert "" not in members and len(members) == 6  # a vacant seat has no attendance
    assert tables["Motions by what became of them"] == [
        ("Carried", "1"), ("Not carried", "2"), ("No consensus", "1"), ("Withdrawn", "1"), ("Not decided", "0"),
    ]  # fmt: skip
    assert tables["Actions by what became of them"] == [
        ("Open", "1"),
        ("Overdue", "0"),
        ("Completed", "1"),
        ("Withdrawn", "0"),
    ]


def test_an_amendment_taken_in_by_the_mover_is_one_of_the_motions(tmp_path: Path) -> None:
    """Two motions were put, and both are in the table: what its mover accepts is neither carried nor withdrawn."""
    m = Meeting(terms=Terms())
    m.arrive("chair", "lead", "bbchair", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(
        e.MotionPut("m1", "capital", "That the list be kept.", "agreement", "all", mover="lead"),
        e.MotionPut(
            "m2", "capital", "Add “short”.", "agreement", "all", amends="m1", as_amended="That the short list be kept."
        ),
        e.AmendmentAccepted("m2"),
        e.ConsensusDeclared("m1", True),
        e.MeetingClosed(),
    )
    paper = _paper(tmp_path, "2026", m)
    figures = next(block for block in paper.blocks if isinstance(block, Facts) and block.title == "The year in figures")
    assert ("Motions", "2") in [tuple(row[:2]) for row in figures.rows]
    outcomes = dict(_tables(paper)["Motions by what became of them"])
    assert (outcomes["Agreed by consensus"], outcomes["Accepted by the mover"]) == ("1", "1")


def test_an_action_is_overdue_by_the_last_meeting_of_the_year_and_one_done_before_the_year_is_not_of_it(
    tmp_path: Path,
) -> None:
    tables = _tables(_paper(tmp_path, "2027", *_two_years(tmp_path)))
    assert tables["Actions by what became of them"] == [
        ("Open", "0"),
        ("Overdue", "1"),
        ("Completed", "0"),
        ("Withdrawn", "0"),
    ]
    assert tables["Attendance by meeting"] == [("25 February 2027", "2", "0", "1", "3", "6")]


def test_a_financial_year_goes_from_april_to_march(tmp_path: Path) -> None:
    paper = _paper(tmp_path, "2026/27", *_two_years(tmp_path))
    assert paper.title.startswith("The year 2026/27: ")
    assert [row[0] for row in _tables(paper)["Attendance by meeting"]] == ["26 November 2026", "25 February 2027"]
    members = {row[0]: row[1:] for row in _tables(paper)["Attendance of each member"]}
    assert members["Ms B Brown"] == ("1", "0", "1", "0", "2")


@pytest.mark.parametrize(
    ("words", "title", "first", "last"),
    [
        ("2026", "2026", "2026-01-01", "2026-12-31"),
        ("2026/27", "2026/27", "2026-04-01", "2027-03-31"),
        ("2026-27", "2026/27", "2026-04-01", "2027-03-31"),
        ("2026/2027", "2026/27", "2026-04-01", "2027-03-31"),
        ("1999/00", "1999/00", "1999-04-01", "2000-03-31"),
    ],
)
def test_years_as_people_write_them(words: str, title: str, first: str, last: str) -> None:
    period = period_of(words)
    assert period[:3] == (title, first, last)
    assert period.after != period
    assert period.after.before == period
    assert period.other.other == period


def test_a_year_as_the_terms_of_the_body_let_it_begin() -> None:
    year = period_of("2026/27", "24 June")
    assert year[:3] == ("2026/27", "2026-06-24", "2027-06-23")
    assert year.after[:3] == ("2027/28", "2027-06-24", "2028-06-23")
    assert year.other[:3] == ("2026", "2026-01-01", "2026-12-31")
    assert year.other.after.other == year.after
    assert period_of("2027/28", "1 March").last == "2028-02-29"
    with pytest.raises(PaperError, match="a year from 24 June as 2026/27"):
        period_of("soon", "24 June")
    assert period_of("0001").before == period_of("0001") and period_of("9999").after == period_of("9999")


@pytest.mark.parametrize(
    ("begins", "title", "days", "meetings"),
    [
        (None, "2027", "1 January 2027 to 31 December 2027", 1),
        ("1 January", "2027", "1 January 2027 to 31 December 2027", 1),
        ("1 April", "2026/27", "1 April 2026 to 31 March 2027", 2),
        ("24 February", "2027/28", "24 February 2027 to 23 February 2028", 1),
    ],
)
def test_without_a_year_it_is_that_of_the_last_meeting_as_the_terms_of_reference_count(
    tmp_path: Path, begins: str | None, title: str, days: str, meetings: int
) -> None:
    terms = {BOARD: Terms(source="ToR 3", year_begins=begins)} if begins else {}
    desk = desk_with(tmp_path, *_two_years(tmp_path), terms=terms)
    period, paper = year_of(desk, BOARD)
    assert period.title == title
    (facts,) = [block.rows for block in paper.blocks if isinstance(block, Facts) and "figures" in block.title]
    assert dict(facts)["Year"] == days
    assert len(_tables(paper)["Attendance by meeting"]) == meetings
    desk.close()


def test_the_years_with_meetings_are_listed_first_as_the_body_counts(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, *_two_years(tmp_path))
    assert [(year.title, count) for year, count in years(desk, BOARD)] == [("2027", 1), ("2026", 1), ("2026/27", 2)]
    desk.close()
    terms = {BOARD: Terms(source="ToR 3", year_begins="1 April")}
    (tmp_path / "by-april").mkdir()
    desk = desk_with(tmp_path / "by-april", *_two_years(tmp_path), terms=terms)
    assert [(year.title, count) for year, count in years(desk, BOARD)] == [("2026/27", 2), ("2027", 1), ("2026", 1)]
    desk.close()


@pytest.mark.parametrize(
    "words", ["26", "2026/28", "0000", "9999/00", "year", "2026/", "\u0662\u0660\u0662\u0666", "2026-11"]
)
def test_what_is_no_year_is_said(words: str) -> None:
    with pytest.raises(PaperError, match="is no year; write a calendar year as 2026"):
        period_of(words)


def test_a_year_without_a_meeting_is_said_with_those_that_have_one(tmp_path: Path) -> None:
    with pytest.raises(
        PaperError, match=r"No meeting of the Partnership Board was held in 2020; .* held in 2026, 2027\."
    ):
        _paper(tmp_path, "2020", *_two_years(tmp_path))


def test_pictures_say_the_same_as_the_tables_below_them(tmp_path: Path) -> None:
    blocks = _paper(tmp_path, "2026", small_meeting()).blocks
    pictured = [(block, blocks[place + 1]) for place, block in enumerate(blocks) if isinstance(block, Chart)]
    assert len(pictured) == 4
    for chart, below in pictured:
        assert isinstance(below, Table)
        told = [(label, *map(str, counts)) for label, counts in chart.bars]
        assert told == [row[: len(chart.series) + 1] for row in below.rows]
        parts = [[part["count"] for part in bar["parts"]] for bar in drawn(chart)["bars"]]
        assert parts == [[count for count in counts if count] for _, counts in chart.bars]


def test_every_format_is_made_and_the_same_twice(tmp_path: Path) -> None:
    paper = _paper(tmp_path, "2026", small_meeting())
    for form in FORMATS:
        assert rendered(paper, form) == rendered(paper, form)


def test_the_page_draws_without_a_script_and_in_words_for_those_who_cannot_see(tmp_path: Path) -> None:
    page = rendered(_paper(tmp_path, "2026", small_meeting()), "html").decode()
    assert "<script" not in page and "http" not in page.split("<main", 1)[1]
    svgs = re.findall(r"<svg.*?</svg>", page, re.S)
    assert len(svgs) == 4
    names: list[str] = []
    for svg in svgs:
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        named = (root.get("aria-labelledby") or "").split()
        names += named
        assert [root.find(f"*[@id='{name}']").text for name in named if root.find(f"*[@id='{name}']") is not None]  # type: ignore[union-attr]
        assert (root.findtext("title") or "") and "same figures" in (root.findtext("desc") or "")
    assert len(names) == len(set(names)) == 8


def test_parts_differ_by_filling_and_not_by_colour_alone(tmp_path: Path) -> None:
    page = rendered(_paper(tmp_path, "2026", small_meeting()), "html").decode()
    assert 'class="s2" fill="url(#hatch' in page
    assert ".s3 { fill: #fff; stroke-dasharray" in page


def test_the_pdf_is_tagged_and_its_pictures_have_words(tmp_path: Path) -> None:
    from pypdf import PdfReader

    file = tmp_path / "year.pdf"
    file.write_bytes(rendered(_paper(tmp_path, "2026", small_meeting()), "pdf"))
    reader = PdfReader(file)
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    words = {
        str(one.get_object()["/Alt"])  # type: ignore[index]
        for number in range(1, int(reader.trailer["/Size"]))  # type: ignore[call-overload]
        if isinstance(one := _object(reader, number), dict) and "/Alt" in one
    }
    assert any(one.startswith("Attendance by meeting. A bar for each meeting") for one in words)


def _object(reader: object, number: int) -> object:
    from pypdf.generic import IndirectObject

    try:
        return IndirectObject(number, 0, reader).get_object()
    except Exception:
        return None


def test_hostile_names_stay_words_in_every_format(tmp_path: Path) -> None:
    paper = _paper(tmp_path, "2026", small_meeting(lambda text: f"{text} {HOSTILE}"))
    page = rendered(paper, "html").decode()
    assert "<script" not in page and "\u202e" not in page
    for svg in re.findall(r"<svg.*?</svg>", page, re.S):
        ElementTree.fromstring(svg)
    rendered(paper, "pdf")
    assert not re.search(r"(?<!\\)<script", rendered(paper, "md").decode())  # a backslash makes it words


def test_no_canary_sings_in_the_year(tmp_path: Path) -> None:
    meeting, hidden = private_meeting()
    paper = _paper(tmp_path, "2026", meeting)
    told = repr(paper) + rendered(paper, "html").decode() + rendered(paper, "md").decode()
    assert [one for one in hidden if one in told] == [] and "canary" not in told
    # A member who came while the public was excluded: it saw him when it came back, and that is told.
    assert "Mr E Evans" in told
    members = {row[0]: row[1:] for row in _tables(paper)["Attendance of each member"]}
    assert members["Mr E Evans"] == ("1", "0", "0", "0", "1")
    counted = {row[0]: row[1] for row in _tables(paper)["Motions by what became of them"]}
    assert counted["Withdrawn"] == "0"
    (facts,) = [block.rows for block in paper.blocks if isinstance(block, Facts) and "figures" in block.title]
    assert dict(facts)["Interests declared"] == "none"


def test_many_members_are_drawn_in_charts_that_fit_a_page(tmp_path: Path) -> None:
    from boardtui.papers.year import _pictured

    bars = [(f"Member {number}", (1, 0, 0, 0)) for number in range(90)]
    blocks = list(_pictured("Attendance", "Member", bars, ("a", "b", "c", "d"), "member", "Meetings"))
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert [len(chart.bars) for chart in charts] == [30, 30, 30]
    assert [bar for chart in charts for bar in chart.bars] == bars


def test_a_page_parts_no_chart_of_few_bars_from_its_bars_or_its_sentence() -> None:
    chart = Chart("Actions", "Three bars", ("actions",), tuple((f"Bar {number}", (1,)) for number in range(4)))
    for length in range(30, 50, 3):
        lines = [Paragraph((Run(f"Line {number}"),)) for number in range(length)]
        blocks = (
            Heading(1, (Run("T"),)),
            *lines,
            Heading(2, (Run("Actions"),)),
            Paragraph((Run("Agreed in the year."),)),
            chart,
        )
        pages = PdfReader(io.BytesIO(rendered(Document("T", "B", "P", "2026-11-26", blocks), "pdf"))).pages
        (page,) = [text for text in (page.extract_text() for page in pages) if "Bar 0" in text]
        assert "Bar 3" in page and "Agreed in the year." in page, length


def test_the_command_writes_the_paper(tmp_path: Path) -> None:
    desk_with(tmp_path, small_meeting()).close()
    out = command(tmp_path, "paper", "year", BOARD, "2026/27", "--format", "html", "-o", str(tmp_path / "out"))
    assert out.exit_code == 0, out.output
    assert (tmp_path / "out" / "year-2026-27.html").read_text(encoding="utf-8").count("<svg") == 4
    out = command(tmp_path, "paper", "year", BOARD, "--confidential")
    assert out.exit_code == 1 and "from what is public only" in out.output
    assert command(tmp_path, "paper", "year", BOARD, "1850").exit_code == 1


def test_the_command_draws_it_in_eighty_columns_without_colour(tmp_path: Path) -> None:
    desk_with(tmp_path, small_meeting()).close()
    out = command(tmp_path, "year", BOARD)
    assert out.exit_code == 0, out.output
    assert "\x1b" not in out.output and max(map(len, out.output.splitlines())) <= 80
    assert re.search(r"^26 November 2026  █+▓+ 5 1 0 0$", out.output, re.M)
    assert command(tmp_path, "year", "nowhere").exit_code == 1
    assert "is no year" in command(tmp_path, "year", BOARD, "soon").output
