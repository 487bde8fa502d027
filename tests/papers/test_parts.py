"""A confidential part is offered, titled and written only where something is confidential."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.papers.circulation.catalogue import KINDS
from tests import build
from tests.build import confidential_matter
from tests.papers.build_minutes import Meeting
from tests.papers.on_desk import BOARD, command, desk_with, files_in
from tests.tui.app import frame, message, press, running, write

SECRET = e.ActionAgreed("s1", "aob", "See the union.", "The secretary", confidential=True)


def held(*entries: e.AnyEntry, before: Meeting | None = None, meeting: str = "board-nov") -> Meeting:
    """A meeting at which these are recorded; it carries what the one before left."""
    state = before.state if before else None
    starts = "2027-01-26T10:00:00+00:00" if before else "2026-11-26T10:00:00+00:00"
    first = "2027-01-26T09:50:00" if before else "2026-11-26T09:50:00"
    m = Meeting(starts=starts, first=first, meeting=meeting, carried=public_matter(state) if state else None)
    if state is not None and (hidden := confidential_matter(state)) != e.ConfidentialCarried():
        m.do(hidden)
    m.arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("aob"), *entries)
    return m.do(e.MeetingClosed())


@pytest.mark.parametrize("kind", (*KINDS, "pack"))
def test_of_a_book_in_which_nothing_is_confidential_no_paper_has_a_confidential_part(tmp_path: Path, kind: str) -> None:
    desk_with(tmp_path, held(e.NoteTaken("aob", "All was said in public."))).close()
    before = files_in(tmp_path)
    for meeting in ((), ("board-nov",)):
        ran = command(tmp_path, "paper", kind, BOARD, *meeting, "--confidential")
        assert ran.exit_code == 1 and ("There is no such paper" in ran.output or "Name the meeting" in ran.output)
    assert [path for path in files_in(tmp_path) if path not in before and path.suffix != ".toml"] == []


@pytest.mark.usefixtures("unset")
def test_minutes_and_publication_of_a_meeting_wholly_in_public_name_no_other_part(tmp_path: Path) -> None:
    desk_with(tmp_path, held(e.NoteTaken("aob", "All was said in public."))).close()
    assert command(tmp_path, "minutes", BOARD, "board-nov").exit_code == 0
    assert command(tmp_path, "publish", BOARD, "board-nov", "-o", str(tmp_path / "out")).exit_code == 0
    papers = [path for path in files_in(tmp_path) if path.suffix in (".md", ".html", ".txt")]
    assert len(papers) > 3 and not [path for path in papers if "confidential" in path.name]
    for path in papers:
        text = path.read_text(encoding="utf-8")
        assert "CONFIDENTIAL" not in text and "Part 2" not in text and "except" not in text.partition("Quorum")[0], path


def test_what_was_only_carried_over_is_in_the_agenda_and_the_log_and_makes_no_confidential_minutes(
    tmp_path: Path,
) -> None:
    first = held(SECRET)
    desk_with(tmp_path, first, held(before=first, meeting="board-jan")).close()
    assert command(tmp_path, "minutes", BOARD, "board-jan").exit_code == 0
    home = tmp_path / "meetings" / "board-jan"
    assert {path.name for path in home.glob("*.md")} == {"minutes.md"}
    for words in (("agenda", BOARD, "board-jan"), ("actions", BOARD)):
        ran = command(tmp_path, "paper", *words, "--confidential", "-o", str(home))
        assert ran.exit_code == 0, ran.output
        assert "See the union" in (home / f"{words[0]}-confidential.md").read_text(encoding="utf-8")
    ran = command(tmp_path, "paper", "decisions", BOARD, "board-jan", "--confidential")
    assert ran.exit_code == 1 and "nothing of “Partnership Board” is confidential that it could tell" in ran.output


@pytest.mark.parametrize("excluded", [True, False])
def test_there_is_a_part_2_only_where_the_public_was_excluded(tmp_path: Path, excluded: bool) -> None:
    entries = (e.PublicExcluded("Staff"), SECRET, e.PublicReadmitted()) if excluded else (SECRET,)
    desk_with(tmp_path, held(*entries)).close()
    assert command(tmp_path, "minutes", BOARD, "board-nov").exit_code == 0
    text = (tmp_path / "meetings" / "board-nov" / "minutes-confidential.md").read_text(encoding="utf-8")
    assert ("CONFIDENTIAL. Part 2, not for publication" in text) is excluded
    assert ("CONFIDENTIAL. Not for publication" in text) is not excluded


@pytest.mark.usefixtures("unset")
@pytest.mark.parametrize("private", [False, True])
async def test_the_part_is_asked_for_where_there_are_two_and_never_before_the_public(
    tmp_path: Path, private: bool
) -> None:
    convened = build.convened()
    item = convened.agenda[0].item
    note = e.NoteTaken(item, "Of a person.", confidential=private)
    entries = [e.MemberArrived(build.CAPITAL[0]), e.MeetingOpened(), e.ItemOpened(item), note]
    async with running(tmp_path, convened=convened, entries=entries, screen="minutes") as (app, pilot):
        await press(pilot, "b")
        await write(pilot, "action log", "enter")
        assert "which part?" not in frame(app) and "In which format?" in frame(app)
        await press(pilot, "escape", "p")
        assert "The public is in the room" in message(app)
        app.screen.record(e.MeetingClosed())  # type: ignore[attr-defined]
        await press(pilot, "b")
        await write(pilot, "action log", "enter")
        assert ("which part?" in frame(app)) is private
        await press(pilot, "escape", "p")
        assert ("CONFIDENTIAL part" in frame(app)) is private
