"""The minutes on the screen: they follow the record, keep the parts apart, and are written where the screen says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from boardtui.tui.screens.minutes import MinutesScreen
from boardtui.tui.views.table import table
from boardtui.tui.widgets.page import Page
from boardtui.tui.written import where_written
from tests import build
from tests.tui.app import SIZES, check_frame, frame, message, press, running, session_of

HOSTILE = ("\x1b]52;c;aGk=\x07", "[/x] Smith", "[@click=app.quit]go[/]", "\u202eevil\u2066", "\x9b31m", "W" * 300)
PRIVATE = (
    e.PublicExcluded(reason="commercial terms"),
    e.NoteTaken(item="capital", text="CANARY one"),
    e.GuestAttended(name="CANARY two", role="adviser"),
    e.ActionAgreed(action="a-secret", item="capital", text="CANARY three", owner="CANARY four"),
    e.PublicReadmitted(),
    e.NoteTaken(item="capital", text="CANARY five", confidential=True),
)


SCRIPT = build.realistic()
CONVENED = build.convened(meeting="meeting-1")


def _meeting(*more: e.AnyEntry) -> list[e.AnyEntry]:
    here: list[e.AnyEntry] = [*build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
    return [*here, e.ItemOpened(item="capital"), *more]


def _screen(app: BoardApp) -> MinutesScreen:
    screen = app.screen
    assert isinstance(screen, MinutesScreen)
    return screen


def _paper(app: BoardApp) -> str:
    page = app.screen.query_one(Page)
    return "\n".join("".join(part.text for part in line) for line in page.text)


def _still(text: str) -> str:
    """The frame between the bars, without the fingerprint, which is another each time."""
    between = "\n".join(text.splitlines()[1:-2])
    return re.sub("[0-9a-f]{64}", "(fingerprint)", between)


@pytest.mark.parametrize("size", SIZES)
async def test_minutes_look_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size, convened=CONVENED, entries=SCRIPT[1:], screen="minutes") as (app, pilot):
        check_frame(f"minutes-{size[0]}x{size[1]}", _still(frame(app)))
        await press(pilot, "end")
        check_frame(f"minutes-end-{size[0]}x{size[1]}", _still(frame(app)))
        assert session_of(app).head in _paper(app)


async def test_the_preview_follows_what_is_recorded_and_what_is_taken_back(tmp_path: Path) -> None:
    async with running(tmp_path, convened=build.convened(), entries=_meeting(), screen="minutes") as (app, pilot):
        _screen(app).record(e.NoteTaken(item="capital", text="The Board heard the paper."))
        await pilot.pause()
        assert "The Board heard the paper." in _paper(app)
        await press(pilot, "z", "enter")
        assert "The Board heard the paper." not in _paper(app)
        assert "1 correction was made in the record" in " ".join(_paper(app).split())


async def test_the_public_part_says_nothing_of_what_was_private(tmp_path: Path) -> None:
    entries = _meeting(*PRIVATE)
    async with running(tmp_path, convened=build.convened(), entries=entries, screen="minutes") as (app, pilot):
        assert "public part" in frame(app) and "CANARY" not in _paper(app)
        assert "public excluded" in _paper(app).lower() or "public was excluded" in _paper(app).lower()
        await press(pilot, "asterisk", "2", "p")
        shown = _paper(app)
        assert all(f"CANARY {number}" in shown for number in ("one", "two", "three", "five"))
        assert "CONFIDENTIAL part, not for publication" in frame(app)
        await press(pilot, "p", "n")
        assert "CANARY" not in _paper(app)


async def test_without_anything_private_there_is_no_confidential_part(tmp_path: Path) -> None:
    async with running(tmp_path, convened=build.convened(), entries=_meeting(), screen="minutes") as (app, pilot):
        await press(pilot, "p")
        assert "The public is in the room" in message(app), "nobody there learns whether there is one"
        assert "public / confidential" in frame(app)
        app.screen.record(e.MeetingClosed())  # type: ignore[attr-defined]
        await press(pilot, "p")
        assert "public / confidential" not in frame(app) and "CONFIDENTIAL part" not in frame(app)
        assert "public part" in frame(app)


async def test_names_of_all_voters_are_printed_where_asked_for(tmp_path: Path) -> None:
    async with running(tmp_path, convened=CONVENED, entries=SCRIPT[1:], screen="minutes") as (app, pilot):
        assert "Voter" not in _paper(app)
        await press(pilot, "n")
        assert "Voter" in _paper(app) and "every voter" in message(app)


async def test_writing_says_where_the_papers_are(tmp_path: Path) -> None:
    entries = _meeting(*PRIVATE)
    async with running(
        tmp_path, convened=build.convened(), entries=entries, screen="minutes", formats=("md", "docx")
    ) as (app, pilot):
        before = session_of(app).recorded
        await press(pilot, "w")
        home = tmp_path / "meetings" / "2026-11"
        assert message(app).startswith(f"Written to {home}"[:60])
        told = where_written(sorted(home.iterdir()))
        assert told.endswith(
            ": minutes-confidential.docx, minutes-confidential.md, minutes.docx, minutes.md, copies of the minute book."
        )
        stems = ("minutes", "minutes-confidential")
        names = {f"{stem}.{form}" for stem in stems for form in ("md", "docx")} | {"book.jsonl", "book-public.jsonl"}
        assert {path.name for path in home.iterdir()} == names
        assert session_of(app).recorded == before
        assert "CANARY" not in (home / "minutes.md").read_text(encoding="utf-8") + (
            home / "book-public.jsonl"
        ).read_text(encoding="utf-8")


async def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "meetings").write_text("a file in the way", encoding="utf-8")
    async with running(tmp_path, convened=build.convened(), entries=_meeting(), screen="minutes") as (app, pilot):
        await press(pilot, "w")
        assert message(app).startswith("● Not written:")


async def test_past_minutes_cannot_take_back_what_the_running_meeting_recorded(tmp_path: Path) -> None:
    entries = _meeting(e.NoteTaken(item="capital", text="In November."), e.MeetingClosed())
    async with running(tmp_path, convened=build.convened(), entries=entries, screen=None) as (app, pilot):
        session = app.desk.session(build.BOARD)
        session.record(build.convened_next(session.state))
        app.session = session
        app.open_screen("minutes", 1)
        await pilot.pause()
        await pilot.pause()
        assert "In November." in _paper(app) and "DRAFT" in frame(app)
        before = session.recorded
        await press(pilot, "z", "enter")
        assert session.recorded == before
        assert "z undo" not in frame(app)


async def test_a_book_without_a_meeting_says_so(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        app.session = app.desk.session(build.BOARD)
        app.open_screen("minutes")
        await pilot.pause()
        await press(pilot, "p", "n", "r")
        assert "No meeting has been convened" in frame(app)
        await press(pilot, "w")
        assert "no minutes to write" in message(app)


async def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    convened = build.convened(title="".join(HOSTILE[:4]))
    more: list[e.AnyEntry] = [e.NoteTaken(item="capital", text=text) for text in HOSTILE]
    more += [e.GuestAttended(name=text, role=text) for text in HOSTILE]
    more += [build.motion(text=" ".join(HOSTILE))]
    async with running(tmp_path, convened=convened, entries=_meeting(*more), screen="minutes") as (app, pilot):
        for _ in range(8):
            assert all(row.isprintable() for row in frame(app).splitlines())
            await press(pilot, "pagedown")
        assert "[/x] Smith" in _paper(app) and app.is_running


def test_a_table_fits_its_width_and_sets_numbers_to_the_right() -> None:
    rows = [("1", "A very long text " * 9, "Somebody"), ("12", "Ж中" * 60, "")]
    for width in (20, 40, 77, 200):
        lines = ["".join(part.text for part in row) for row in table(("No.", "What", "Who"), rows, width, right=(0,))]
        assert lines[1].startswith("  1  A")
        from rich.cells import cell_len

        assert max(map(cell_len, lines)) <= max(width, 22)
