"""Papers from the screen: which one, which part, which format, and where it was put."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.charter.terms_of_reference import Terms
from boardtui.meeting import entries as e
from tests import build, first
from tests.tui.app import SIZES, check_frame, frame, message, press, running, session_of, write
from tests.tui.test_minutes import PRIVATE, _meeting

HOME = "2026-11"


def _decided() -> list[e.AnyEntry]:
    return _meeting(
        build.motion(motion="m9", rule="agreement", topic=None),
        e.ConsensusDeclared("m9", True),
        e.DecisionNotified(("bbccg",), "letter", "2026-11-24", motion="m9"),
        *PRIVATE,
        e.MeetingClosed(),
    )


@pytest.mark.parametrize(
    ("title", "keys", "names"),
    first(
        5,
        [
            ("agenda", ("1", "2"), {"agenda.docx"}),
            ("vote records", ("1", "1"), {"vote-m9.md"}),
            ("action log", ("2", "1"), {"actions-confidential.md"}),
            ("agenda pack", ("1",), {"pack.pdf"}),
            ("public copy", (), {"book-so-far-public.jsonl"}),
            ("register of decisions", ("1", "5"), {f"decisions.{form}" for form in ("md", "docx", "pdf", "html")}),
            ("spreadsheet", (), {"registers.xlsx"}),
            ("notices", ("1", "4"), {"notices-bbccg.html"}),
            ("the year", ("5",), {f"year-2026.{form}" for form in ("md", "docx", "pdf", "html")}),
            ("calendar", (), {"forward-plan.ics"}),
            ("popolo", (), {"popolo.json"}),
            (
                "csv",
                (),
                {"decisions.csv", "actions.csv", "attendance.csv", "interests.csv", "gifts.csv", "declarations.csv"},
            ),
        ],
    ),
)
async def test_a_paper_is_found_by_its_name_and_written_into_the_folder_of_the_meeting(
    tmp_path: Path, title: str, keys: tuple[str, ...], names: set[str]
) -> None:
    entries = _decided()
    async with running(tmp_path, convened=build.convened(), entries=entries, screen="minutes") as (app, pilot):
        before = session_of(app).recorded
        await press(pilot, "b")
        await write(pilot, title, "enter", *keys)
        home = tmp_path / "meetings" / HOME
        assert f"Written to {home}"[:40] in message(app)
        assert {path.name for path in home.iterdir() if path.is_file()} - {"register.csv"} == names
        assert session_of(app).recorded == before
        if "confidential" not in "".join(names):
            assert not any(b"CANARY" in path.read_bytes() for path in home.iterdir() if path.is_file())


LACKS = "shows 漢 (U+6F22) by number, because no font has it"


@pytest.mark.parametrize(
    ("screen", "keys", "name"),
    [
        ("minutes", ("b", "minutes", "enter", "3"), "minutes.pdf"),  # a paper that is chosen
        ("minutes", ("w",), "minutes.pdf"),  # the minutes, in the formats of the settings
        ("plan", ("w",), "plan.pdf"),
    ],
)
async def test_letters_that_no_font_has_are_told_where_a_paper_is_written(
    tmp_path: Path, screen: str, keys: tuple[str, ...], name: str
) -> None:
    note = e.NoteTaken(None, "The name is written 漢.")
    entries = _meeting(note, e.MeetingClosed())
    convened = build.convened()
    async with running(tmp_path, convened=convened, entries=entries, screen=screen, formats=("pdf",)) as (app, pilot):
        app.desk.store.connection.execute("UPDATE meetings SET title = 'Board 漢' WHERE body = 'partnership-board'")
        app.desk.store.connection.commit()
        for key in keys:
            await (write(pilot, key) if len(key) > 1 and key != "enter" else press(pilot, key))
        assert name in message(app) and LACKS in " ".join(message(app).split()), message(app)
        assert list((tmp_path / "meetings").rglob(name))


@pytest.mark.usefixtures("unset")
async def test_what_is_published_has_a_folder_of_its_own(tmp_path: Path) -> None:
    async with running(tmp_path, convened=build.convened(), entries=_decided(), screen="minutes") as (_, pilot):
        await press(pilot, "b")
        await write(pilot, "publication", "enter")
        public = tmp_path / "meetings" / HOME / "public"
        assert {path.name for path in public.iterdir()} >= {"minutes.pdf", "book-public.jsonl", "VERIFY.txt"}


@pytest.mark.usefixtures("unset")
@pytest.mark.parametrize(
    ("row", "name"), [("publication", "public"), ("popolo", "popolo.json"), ("public copy", "book-so-far-public.jsonl")]
)
async def test_what_was_not_held_in_public_is_asked_about_and_enter_is_no(tmp_path: Path, row: str, name: str) -> None:
    convened = build.convened(public=False)
    entries = [*everybody_of(convened), e.ChairTaken(build.CAPITAL[0]), e.MeetingOpened(), e.MeetingClosed()]
    async with running(tmp_path, convened=convened, entries=entries, screen="minutes") as (app, pilot):
        path = tmp_path / "meetings" / HOME / name
        for keys, written in ((("enter",), False), (("escape",), False), (("2",), True)):
            await press(pilot, "b")
            await write(pilot, row, "enter")
            assert "not held in public" in " ".join(frame(app).split())
            await press(pilot, *keys)
            assert ("Written to" if written else "Nothing was written.") in message(app)
            assert path.exists() is written


async def test_what_is_for_the_body_itself_is_written_without_a_question(tmp_path: Path) -> None:
    convened = build.convened(public=False)
    entries = [*everybody_of(convened), e.MeetingOpened()]
    async with running(tmp_path, convened=convened, entries=entries, screen="minutes") as (app, pilot):
        await press(pilot, "b")
        await write(pilot, "spreadsheet", "enter")
        assert "Written to" in message(app)


async def test_of_a_planned_meeting_there_are_the_agenda_and_the_pack(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, "b")
        assert "Agenda pack" in frame(app) and "Vote sheets" not in frame(app)
        key = app.desk.planned()[0].key
        await press(pilot, "1")
        if "which part" in frame(app):
            await press(pilot, "1")
        await press(pilot, "3")
        assert (tmp_path / "meetings" / key / "agenda.pdf").read_bytes().startswith(b"%PDF")
        assert app.desk.store.books() == []


async def test_the_pack_says_which_papers_are_missing(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, "b", "2")
        if "which part" in frame(app):
            await press(pilot, "1")
        assert "missing" in message(app)


async def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    async with running(tmp_path, convened=build.convened(), entries=_meeting(), screen="minutes") as (app, pilot):
        await press(pilot, "b")
        await write(pilot, "vote records", "enter", "1")
        assert "Not written: There is no such paper: no motion was decided" in message(app)
        await press(pilot, "b", "escape")
        assert "Not written" in message(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_papers_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    convened = build.convened()
    entries = [*everybody_of(convened), e.MeetingOpened()]
    async with running(tmp_path, size=size, convened=convened, entries=entries, screen="minutes") as (app, pilot):
        await press(pilot, "b")
        check_frame(f"papers-{size[0]}x{size[1]}", frame(app).replace(session_of(app).head, "(fingerprint)"))


def everybody_of(convened: e.MeetingConvened) -> list[e.AnyEntry]:
    return [e.MemberArrived(member.key) for member in convened.members if not member.vacant]


async def test_the_minutes_are_one_of_the_papers_in_the_format_that_is_chosen(tmp_path: Path) -> None:
    async with running(tmp_path, convened=build.convened(), entries=_decided(), screen="minutes") as (app, pilot):
        await press(pilot, "b")
        await write(pilot, "minutes", "enter", "2")
        assert "minutes.docx" in message(app), message(app)


async def test_the_year_is_that_of_the_meeting_as_the_terms_count_it(tmp_path: Path) -> None:
    terms = {build.BOARD: Terms(source="ToR 3", year_begins="1 April")}
    entries = _decided()
    async with running(tmp_path, convened=build.convened(), entries=entries, screen="minutes", terms=terms) as (
        _,
        pilot,
    ):
        await press(pilot, "b")
        await write(pilot, "the year", "enter", "1")
        assert "April 2026" in (tmp_path / "meetings" / HOME / "year-2026-27.md").read_text(encoding="utf-8")
