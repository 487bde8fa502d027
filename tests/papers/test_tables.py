"""Registers as CSV and XLSX, and planned meetings as iCalendar: public, the same bytes, and never a formula."""

from __future__ import annotations

import csv
import datetime
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from boardtui.charter.terms_of_reference import Terms
from boardtui.config.house_style import House
from boardtui.meeting import entries as e
from boardtui.papers.circulation.calendars import called_off, forward_plan
from boardtui.papers.circulation.circulating import workbook
from boardtui.papers.spreadsheet import as_csv, as_xlsx
from boardtui.papers.tables import Sheet
from boardtui.register import agenda as register
from boardtui.register.agenda import add_meeting, change_meeting, remove_meeting
from tests.papers.build_minutes import Meeting, small_meeting
from tests.papers.on_desk import BOARD, command, desk_with
from tests.papers.test_confidential import private_meeting

WHEN = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", " =1", "\t=1", "＝1+1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_ever_a_formula(text: str) -> None:
    sheet = Sheet("Decisions", ("Text",), ((text.strip("\t"),), (text,)))
    for row in list(csv.reader(io.StringIO(as_csv(sheet).decode("utf-8-sig"))))[1:]:
        assert row[0].startswith("'")
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx((sheet,), "T", WHEN)))["Decisions"]
    assert {page["A2"].data_type, page["A3"].data_type} == {"s"} and page["A3"].value == text


def test_a_day_is_a_date_and_what_is_no_whole_day_stays_words() -> None:
    sheet = Sheet("Actions", ("Due", "Action"), (("2026-12-01", "2026-12-01"), ("2019-04", "x"), ("", "=x")))
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx((sheet,), "T", WHEN)))["Actions"]
    assert page["A2"].is_date and page["A2"].value == datetime.datetime(2026, 12, 1)
    assert [page[cell].data_type for cell in ("B2", "A3", "B4")] == ["s", "s", "s"]


def test_a_worksheet_prints_on_pages_as_wide_as_it_is_with_every_line_in_sight() -> None:
    words = ("short", "w" * 58, "word " * 40, "two\nlines")
    sheet = Sheet("Actions", ("Text",), tuple((text,) for text in words))
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx((sheet,), "T", WHEN)))["Actions"]
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
    assert page.page_setup.orientation == "landscape" and page.column_dimensions["A"].width == 60
    lines = [page.row_dimensions[row].height / 15 for row in range(2, 6)]
    assert lines[:2] == [1, 1] and lines[2] >= 200 / 60 and lines[3] == 2


def test_a_book_is_exported_as_tables_that_a_spreadsheet_opens(tmp_path: Path) -> None:
    desk_with(tmp_path, small_meeting()).close()
    ran = command(tmp_path, "export", BOARD, "--format", "csv", "-o", str(tmp_path / "csv"))
    assert ran.exit_code == 0, ran.output
    names = sorted(path.name for path in (tmp_path / "csv").iterdir())
    tables = ("actions", "attendance", "decisions", "declarations", "gifts", "interests", "register")
    assert names == [f"{name}.csv" for name in tables]
    data = (tmp_path / "csv" / "decisions.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    heads = ["Date", "Meeting", "Motion", "Item", "Wording", "Rule", "Result", "How counted", "Meeting key"]
    assert list(rows[0]) == heads, "the column Motion has its number, as importers know it"
    assert [(row["Motion"], row["Result"]) for row in rows][:2] == [("2.1", "Not carried"), ("2.2", "Carried")]
    data = (tmp_path / "csv" / "actions.csv").read_bytes()
    assert {row["Status"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))} == {"open", "completed"}
    ran = command(tmp_path, "export", BOARD, "--format", "xlsx", "-o", str(tmp_path / "b.xlsx"))
    assert ran.exit_code == 0, ran.output
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["Decisions", "Actions", "Attendance", "Interests", "Register", "Gifts", "Declarations"]
    assert [cell.value for cell in book["Decisions"][1]] == heads
    assert [cell.value for cell in book["Decisions"][2]][:3] == [
        datetime.datetime(2026, 11, 26),
        "Partnership Board",
        "2.1",
    ]
    assert (rows[0]["Meeting"], rows[0]["Meeting key"]) == ("Partnership Board", "board-nov")
    assert book["Decisions"].freeze_panes == "A2" and book["Actions"]["E2"].value == datetime.datetime(2026, 11, 26)
    words = [cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "s"]
    assert not [word for word in words if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word)]


def test_a_head_stands_beside_the_button_of_its_filter(tmp_path: Path) -> None:
    sheet = Sheet("Actions", ("Key", "Overdue"), (("a1", "yes"),))
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx((sheet,), "t", datetime.datetime(2026, 12, 1))))["Actions"]
    assert [page.column_dimensions[letter].width for letter in "AB"] == [8, 12]


def test_the_tables_hold_nothing_confidential_and_are_the_same_bytes_again(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, private_meeting()[0])
    tables, title, when = workbook(desk, BOARD)
    assert "canary" not in repr(tables) + title
    assert as_xlsx(tables, title, when) == as_xlsx(*workbook(desk, BOARD))
    properties = openpyxl.load_workbook(io.BytesIO(as_xlsx(tables, title, when))).properties
    assert (properties.creator, str(properties.modified)[:19]) == ("boardtui", "2026-11-26 10:00:00")
    desk.close()


def test_a_hostile_body_title_stays_words_in_the_properties_of_the_workbook(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, small_meeting())
    desk.store.connection.execute("UPDATE bodies SET title = ? WHERE key = ?", ("Board\x1b[2J\x00\ntwo", BOARD))
    title = openpyxl.load_workbook(io.BytesIO(as_xlsx(*workbook(desk, BOARD)))).properties.title
    assert title is not None and title.isprintable() and title.endswith("two, to Thursday 26 November 2026")
    desk.close()


def test_planned_meetings_are_a_calendar_that_reads_back(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    data = forward_plan(desk, "sle")
    assert data == forward_plan(desk, "sle") and b"\r\n" in data
    events = Calendar.from_ical(data).walk("VEVENT")
    planned = [one for one in desk.planned() if one.body == "sle"]
    assert len(events) == len(planned) > 0
    for event, one in zip(events, planned, strict=True):
        assert event.decoded("dtstart") == datetime.datetime.fromisoformat(one.starts)
        assert (str(event["summary"]), str(event["location"])) == (one.title, one.place)
    desk.close()


def test_a_second_parser_reads_the_calendar_and_what_calls_a_meeting_off(tmp_path: Path) -> None:
    vobject = pytest.importorskip("vobject")
    desk = desk_with(tmp_path, house=House(contact="Board Secretary, board@example.org"))
    db, (planned, *_) = desk.store.connection, [one for one in desk.planned() if one.body == "sle"]
    uid = f"{planned.key}@sle.boardtui"

    def events(data: bytes | None, method: str) -> dict[str, Any]:
        assert data is not None
        calendar = vobject.readOne(data.decode())
        assert calendar.method.value == method
        read = {event.uid.value: event for event in calendar.contents.get("vevent", [])}
        assert len(read) == len(calendar.contents.get("vevent", []))  # different things have different UIDs
        return read

    first = events(forward_plan(desk, "sle"), "PUBLISH")[uid]
    assert (first.sequence.value, first.organizer.value) == ("0", "mailto:board@example.org")
    change_meeting(db, planned.key, place="Town Hall")
    moved = events(forward_plan(desk, "sle"), "PUBLISH")[uid]
    assert (moved.sequence.value, moved.location.value) == ("1", "Town Hall")
    assert moved.dtstamp.value > first.dtstamp.value
    change_meeting(db, planned.key, place="Town Hall")  # as it was
    assert events(forward_plan(desk, "sle"), "PUBLISH")[uid].sequence.value == "1"
    assert called_off(desk, "sle") is None
    remove_meeting(db, planned.key)
    assert uid not in events(forward_plan(desk, "sle"), "PUBLISH")
    off = events(called_off(desk, "sle"), "CANCEL")[uid]
    assert (off.sequence.value, off.status.value, off.dtstart.value) == ("2", "CANCELLED", moved.dtstart.value)
    add_meeting(db, register.Meeting(planned.key, "sle", "Planned anew", planned.starts))
    assert events(forward_plan(desk, "sle"), "PUBLISH")[uid].sequence.value == "3"
    assert called_off(desk, "sle") is None
    desk.close()


def test_a_convened_meeting_that_is_called_off_is_cancelled_in_calendars(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, Meeting().do(e.MeetingCalledOff("Snow")))
    data = called_off(desk, BOARD)
    assert data is not None and b"METHOD:CANCEL" in data and b"UID:board-nov@partnership-board.boardtui" in data
    desk.close()


def test_each_calendar_about_a_meeting_has_a_higher_sequence_than_the_one_before(tmp_path: Path) -> None:
    """Moved, convened, called off, planned for another day, convened anew and called off again (RFC 5546, 3.2)."""
    vobject = pytest.importorskip("vobject")
    desk = desk_with(tmp_path)
    (planned,) = (one for one in desk.planned() if one.body == BOARD)
    session, db = desk.session(BOARD), desk.store.connection
    uid = f"{planned.key}@{BOARD}.boardtui"

    def told() -> tuple[str, str, str]:
        """In which of the two files it is, with its sequence and day, as two parsers read them."""
        found = []
        for data in (forward_plan(desk, BOARD), called_off(desk, BOARD) or b""):
            second = vobject.readOne(data.decode()) if data else None
            for event in Calendar.from_ical(data).walk("VEVENT") if data else ():
                if event["uid"] == uid:
                    (same,) = [one for one in second.vevent_list if one.uid.value == uid]
                    assert (same.sequence.value, same.dtstart.value) == (
                        str(event["sequence"]),
                        event.decoded("dtstart"),
                    )
                    found.append((second.method.value, same.sequence.value, same.dtstart.value.date().isoformat()))
        (one,) = found  # never in both
        return one  # type: ignore[no-any-return]

    change_meeting(db, planned.key, place="Town Hall")
    assert told() == ("PUBLISH", "1", "2026-11-26")
    session.convene(planned.key)
    assert told() == ("PUBLISH", "1", "2026-11-26")
    session.record(e.MeetingCalledOff("Snow"))
    assert told() == ("CANCEL", "2", "2026-11-26")
    change_meeting(db, planned.key, starts="2026-12-03T10:00:00+00:00")
    assert told() == ("PUBLISH", "3", "2026-12-03")
    session.convene(planned.key)
    assert told() == ("PUBLISH", "4", "2026-12-03")
    session.record(e.MeetingCalledOff("Snow again"))
    assert told() == ("CANCEL", "5", "2026-12-03")
    remove_meeting(db, planned.key)
    assert told()[0] == "CANCEL" and int(told()[1]) > 5
    desk.close()


def test_a_day_that_rests_on_a_meeting_changes_with_it(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, terms={"sle": Terms(source="ToR", notice_days=5)})
    db, (planned, *_) = desk.store.connection, [one for one in desk.planned() if one.body == "sle"]

    def notice() -> Any:
        events = Calendar.from_ical(forward_plan(desk, "sle")).walk("VEVENT")
        return next(event for event in events if event["uid"] == f"notice-{planned.key}@sle.boardtui")

    change_meeting(db, planned.key, starts="2026-12-10T14:00:00+00:00")
    later = notice()
    change_meeting(db, planned.key, starts="2026-12-08T14:00:00+00:00")
    sooner = notice()
    assert sooner.decoded("dtstart") < later.decoded("dtstart")
    assert int(sooner["sequence"]) == int(later["sequence"]) + 1
    assert sooner.decoded("dtstamp") >= later.decoded("dtstamp")
    desk.close()


def test_a_hostile_title_stays_one_line_of_the_calendar(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    desk.store.connection.execute("UPDATE meetings SET title = ?", ("x\r\nATTENDEE:mailto:a@evil.example\nEND:VEVENT",))
    desk.store.connection.commit()
    events = Calendar.from_ical(forward_plan(desk, "sle")).walk("VEVENT")
    assert all("attendee" not in event for event in events)
    desk.close()


def test_csv_without_a_folder_says_what_to_do(tmp_path: Path) -> None:
    desk_with(tmp_path, Meeting().arrive("chair")).close()
    ran = command(tmp_path, "export", BOARD, "--format", "csv")
    assert ran.exit_code == 1 and "name the folder for them with -o FOLDER" in ran.output


def test_no_library_for_a_format_is_loaded_before_a_paper_of_that_format_is_asked_for() -> None:
    modules = [f"boardtui.papers.circulation.{one}" for one in ("closing", "circulating", "publishing")]
    code = f"import sys, {', '.join([*modules, 'boardtui.cli.book'])}; print(' '.join(sys.modules))"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout.split()
    )
    assert not loaded & {"docx", "lxml", "typst", "jinja2", "openpyxl", "icalendar"}


def test_what_the_settings_name_is_written_at_the_close(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, small_meeting(), formats=("md", "html"))
    from boardtui.papers.circulation.closing import write_minutes

    names = [path.name for path in write_minutes(desk, desk.session(BOARD))]
    desk.close()
    assert names == [
        *("minutes.md", "minutes.html", "minutes-confidential.md", "minutes-confidential.html"),
        *("book.jsonl", "book-public.jsonl"),
    ]


def test_words_that_a_cell_cannot_hold_are_said_to_be_cut_off() -> None:
    sheet = Sheet("Actions", ("Text",), (("w" * 40_000,), ("w" * 32_767,)))
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx((sheet,), "T", WHEN)))["Actions"]
    assert page["A2"].value.endswith("(cut off here: a cell holds no more; the CSV has it whole)")
    assert len(page["A2"].value) == len(page["A3"].value) == 32_767 and set(page["A3"].value) == {"w"}
