"""Taking a sheet in on the screen: the file is asked for, shown, answered, taken whole or left, and taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from boardtui.app import BoardApp
from boardtui.meeting.entries import ActionAgreed, GiftDeclared, InterestRegistered
from boardtui.register.agenda import agenda
from boardtui.register.demo import BOARD as MEETING
from boardtui.register.people import members
from boardtui.tui.forms.path_form import AskPath
from boardtui.tui.screens.taking_in import TakingInScreen
from tests.sheets.word_making import LEGAL, Para, word
from tests.tui.app import SIZES, check_frame, frame, message, press, recorded, running, write
from tests.tui.test_register import BODY, words

UGLY = (
    "sep=;\nPartnership Board members 2027;;;\n;;;\nPosition;Name;Organisation;Email\nIndependent Chair;Dr José Müller;;a@b\n"
    "Executive Lead;TBC;;\nChair, Mid-Essex CCG;P Frost;Mid Essex CCG;\nPosition;Name;Organisation;Email\n"
    "Observer (Healthwatch);A Watch;Healthwatch Esex;\n"
)


@asynccontextmanager
async def at_files(path: Path, files: dict[str, str], **kinds: Any) -> AsyncIterator[tuple[BoardApp, Pilot[None]]]:
    """The program, with these files in the folder that is looked at first."""
    home, folder = path / "home", path / "files"
    home.mkdir()
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("cp1252"))
    async with running(home, **{"meeting": None, "screen": None, **kinds}) as (app, pilot):
        app.folder = folder
        yield app, pilot


async def test_members_are_shown_answered_taken_and_taken_back(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": UGLY}) as (app, pilot):
        db = app.desk.store.connection
        before = members(db, BODY)
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter")
        assert "3 questions are still to be answered" in frame(app)
        await press(pilot, "enter", "1", "1", "1")
        assert "Enter imports all 4 rows" in frame(app) and members(db, BODY) == before
        await press(pilot, "enter")
        assert "What this changes for votes" in words(app) and members(db, BODY) == before
        await press(pilot, "enter")
        assert "Imported from m.csv: 1 new, 3 changed, 0 as they are, 1 left out. z undoes it." in message(app)
        assert members(db, BODY)[0].name == "Dr José Müller"
        await press(pilot, "z", "enter")
        assert members(db, BODY) == before and "as it was before" in message(app)


async def test_what_was_imported_is_not_offered_to_be_undone_once_it_was_edited(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": "Seat,Name\nChair EPUT,A\nChair NELFT,B\n"}) as (app, pilot):
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter", "enter")
        assert "z undo" in frame(app)
        await press(pilot, "enter", "ctrl+u")
        await write(pilot, "Somebody Else", "enter")
        assert members(app.desk.store.connection, BODY)[0].name == "Somebody Else"
        assert "z undo" not in frame(app)
        await press(pilot, "z")
        assert "Put back" not in words(app)


async def test_escape_takes_nothing(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": "Seat,Name\nChair EPUT,A\n"}) as (app, pilot):
        before = members(app.desk.store.connection, BODY)
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter", "escape")
        assert message(app) == "Nothing was imported." and members(app.desk.store.connection, BODY) == before


async def test_wrong_rows_come_first_and_the_mended_file_is_read_again(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": "Seat,Name,Vacant\nChair EPUT,A,\nChair NELFT,B,perhaps\n"}) as (
        app,
        pilot,
    ):
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter")
        assert "column Vacant: 'perhaps' is neither yes nor no." in words(app)
        await press(pilot, "enter")
        assert "Rows that cannot be imported" in words(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TakingInScreen)
        (tmp_path / "files" / "m.csv").write_text("Seat,Name\nChair EPUT,A\nChair NELFT,B\n", encoding="utf-8")
        await press(pilot, "r", "enter")
        assert "Imported from m.csv: 0 new, 2 changed" in message(app)


async def test_a_file_read_again_with_fewer_rows_is_shown_and_its_last_row_can_be_left_out(tmp_path: Path) -> None:
    """What the bars offer for the row under the cursor is told of the rows that are there now."""
    async with at_files(tmp_path, {"m.csv": "Seat,Name\nChair EPUT,A\nChair NELFT,B\n"}) as (app, pilot):
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter", "end")
        (tmp_path / "files" / "m.csv").write_text("Seat,Name\nChair EPUT,A\n", encoding="utf-8")
        await press(pilot, "r", "x")
        assert "Row 2 is left out." in message(app) and "Chair NELFT" not in words(app)


async def test_a_wrong_row_is_left_out_and_that_is_taken_back(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": "Seat,Name,Vacant\nChair EPUT,A,\nChair NELFT,B,perhaps\n"}) as (
        app,
        pilot,
    ):
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter")
        await press(pilot, "x")
        assert "Left out (1)" in words(app) and "Row 3 is left out." in message(app)
        await press(pilot, "z")
        assert "Left out" not in words(app) and "The last answer is undone." in message(app)
        await press(pilot, "enter", "1", "enter")
        assert "Imported from m.csv: 0 new, 1 changed, 0 as they are, 1 left out" in message(app)


async def test_a_wrong_answer_is_taken_back(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": "Seat,Name\nChair Southend HWB,A\n"}) as (app, pilot):
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter")
        await press(pilot, "enter", "2")
        assert "1 question" not in words(app)
        await press(pilot, "z")
        assert "1 question is still to be answered" in words(app)
        await press(pilot, "enter", "1")
        assert "Chair, Southend Health and Wellbeing Board" in words(app)


async def test_a_file_that_cannot_be_read_is_said_and_asked_for_again(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": "Colour,Size\nred,5\n"}) as (app, pilot):
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter")
        assert isinstance(app.screen, AskPath) and "no row of column headings that is known" in words(app)


async def test_a_name_that_is_not_there_is_written_as_a_sheet_to_fill_in(tmp_path: Path) -> None:
    async with at_files(tmp_path, {}) as (app, pilot):
        sheet = tmp_path / "files" / "new.csv"
        await press(pilot, "e", "i")
        await write(pilot, "new.csv", "enter")
        assert (
            "new.csv is not there. Enter again writes it, as a sheet to fill in." in words(app) and not sheet.exists()
        )
        await press(pilot, "enter")
        assert "is written. It holds the confidential ones too. Fill it in, save it, and import it here." in message(
            app
        )
        assert sheet.read_text(encoding="utf-8").count("\n") > len(agenda(app.desk.store.connection, MEETING))
        await press(pilot, "i", "enter")
        assert "there is nothing new in the file" in words(app)
        await press(pilot, "escape", "i")
        await write(pilot, "new.pdf", "enter", "enter")
        assert isinstance(app.screen, AskPath) and not (tmp_path / "files" / "new.pdf").exists()


async def test_an_agenda_in_word_goes_into_the_meeting_that_is_shown(tmp_path: Path) -> None:
    async with at_files(tmp_path, {}) as (app, pilot):
        word(tmp_path / "files" / "a.docx", Para("Entirely new (5 mins)", 1), lists=[LEGAL])
        await press(pilot, "e", "i")
        await write(pilot, "a.docx", "enter", "enter")
        assert "Entirely new" in [one.title for one in agenda(app.desk.store.connection, MEETING)]


async def test_an_agenda_goes_into_the_meeting_that_is_shown(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"a.md": "1. Entirely new (5 mins)\n"}) as (app, pilot):
        await press(pilot, "e", "i")
        await write(pilot, "a.md", "enter", "enter")
        assert "Entirely new" in [one.title for one in agenda(app.desk.store.connection, MEETING)]


async def test_partners_are_taken_in_on_their_page(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"p.csv": "Partner,Short name\nHospice Care Ltd,HCL\n"}) as (app, pilot):
        await press(pilot, "e", "3", "i")
        await write(pilot, "p.csv", "enter", "enter")
        assert "Hospice Care Ltd" in frame(app)


async def test_actions_are_recorded_together(tmp_path: Path) -> None:
    files = {"a.csv": "Action,Who,By when\nPublish,Lead,30/11/2026\nReport,Chair,\n"}
    async with at_files(tmp_path, files, meeting=MEETING, screen="actions") as (app, pilot):
        await press(pilot, "i")
        await write(pilot, "a.csv", "enter", "enter")
        assert [one.text for one in recorded(app, ActionAgreed)] == ["Publish", "Report"]
        assert "Publish" in frame(app) and "one by one" in message(app)


async def test_the_register_of_interests_is_recorded_together(tmp_path: Path) -> None:
    files = {"i.csv": "Name,Nature,Type\nChair EPUT,Shares,financial\nA Visitor,Friend,indirect\n"}
    files["g.csv"] = "Name,Gift,Offered by,Accepted\nChair EPUT,Pen,A Firm,yes\n"
    async with at_files(tmp_path, files, meeting=MEETING, screen="interests") as (app, pilot):
        await press(pilot, "i", "enter")
        await write(pilot, "i.csv", "enter", "enter")
        assert [one.person for one in recorded(app, InterestRegistered)] == ["", "A Visitor"]
        assert "one by one" in message(app)
        await press(pilot, "i", "down", "enter")
        await write(pilot, "g.csv", "enter", "enter")
        assert [one.what for one in recorded(app, GiftDeclared)] == ["Pen"]


async def test_the_folder_is_listed_completed_and_remembered(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"members.csv": "Seat\nChair EPUT\n", "other.txt": "x", "photo.png": "x"}) as (
        app,
        pilot,
    ):
        inner = tmp_path / "files" / "inner"
        inner.mkdir()
        (inner / "deep.csv").write_text("Seat,Name\nChair EPUT,A\n", encoding="utf-8")
        await press(pilot, "e", "2", "i")
        assert "members.csv" in words(app) and "inner/" in words(app) and "photo.png" not in words(app)
        await write(pilot, "inn", "tab")
        assert app.screen.query_one(Input).value == f"{inner}/"
        await press(pilot, "enter", "escape", "i")
        assert app.screen.query_one(Input).value == f"{inner}/" and "deep.csv" in words(app)
        await write(pilot, f"'{tmp_path}/files/members.csv'", "enter")  # dropped into the window behind the folder
        assert not isinstance(app.screen, AskPath)


async def test_a_database_for_looking_only_takes_nothing(tmp_path: Path) -> None:
    async with at_files(tmp_path, {"m.csv": "Seat,Name\nChair EPUT,A\n"}) as (app, pilot):
        app.desk.store.read_only_reason = "Another boardtui has it open."
        await press(pilot, "e", "2", "i")
        assert "Another boardtui has it open." in message(app)


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_files(tmp_path, {"m.csv": UGLY}, size=size) as (app, pilot):
        await press(pilot, "e", "2", "i")
        await write(pilot, "m.csv", "enter")
        check_frame(f"taking-in-asked-{size[0]}x{size[1]}", frame(app))
        await press(pilot, "enter", "1", "1", "1")
        check_frame(f"taking-in-ready-{size[0]}x{size[1]}", frame(app))


async def test_hostile_names_are_painted_as_words(tmp_path: Path) -> None:
    home = tmp_path / "files"
    async with at_files(tmp_path, {}) as (app, pilot):
        (home / "[x] a.csv").write_text("Seat,Name\n[@click=app.quit]x,\x1b]0;x\x07[/]\n", encoding="utf-8")
        await press(pilot, "e", "2", "i", "enter")
        assert "[@click=app.quit]x" in frame(app) and "\x1b" not in frame(app)
