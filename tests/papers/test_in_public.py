"""What was not held in public goes before the public only once somebody has said so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from boardtui.cli import shared
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.exchange.outgoing import write
from boardtui.meeting import entries as e
from boardtui.papers.circulation.catalogue import OUTGOING
from boardtui.papers.circulation.closing import write_minutes
from boardtui.papers.circulation.in_public import NotInPublic
from boardtui.papers.circulation.publishing import publish
from tests import build
from tests.papers.on_desk import command, files_in
from tests.tui.app import make_desk

BOARD = build.BOARD
OPTION = "--although-private"


def meet(path: Path, *meetings: tuple[str, bool]) -> Path:
    """The Board holds these meetings, each in public or not, and notes one thing in each."""
    desk = make_desk(path)
    session = desk.session(BOARD)
    for key, public in meetings:
        last = session.state
        first = (
            build.convened_next(last, key, public=public)
            if last.meeting
            else build.convened(meeting=key, public=public)
        )
        build.record_all(
            session, [first, *build.arrivals(build.CAPITAL), e.ChairTaken(build.CAPITAL[0]), e.MeetingOpened()]
        )
        build.record_all(
            session, [e.ItemOpened("capital"), e.NoteTaken("capital", f"Heard at {key}."), e.MeetingClosed()]
        )
    desk.close()
    return path


@pytest.fixture
def private(tmp_path: Path) -> Path:
    return meet(tmp_path, ("nov", False))


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return meet(tmp_path, ("nov", True), ("dec", False), ("jan", True))


@pytest.mark.usefixtures("unset")
def test_a_meeting_not_held_in_public_is_published_only_once_that_is_said(private: Path) -> None:
    ran = command(private, "publish", BOARD, "nov", "-o", str(private / "out"))
    assert ran.exit_code == 1 and not (private / "out").exists()
    assert "(nov) was not held in public, so it is not published." in ran.output and OPTION in ran.output
    ran = command(private, "publish", BOARD, "nov", "-o", str(private / "out"), OPTION)
    assert ran.exit_code == 0, ran.output
    assert (private / "out" / "book-public.jsonl").exists()


@pytest.mark.usefixtures("unset")
def test_a_public_meeting_is_asked_about_where_one_before_it_was_private(mixed: Path) -> None:
    assert command(mixed, "publish", BOARD, "nov", "-o", str(mixed / "nov")).exit_code == 0
    ran = command(mixed, "publish", BOARD, "jan", "-o", str(mixed / "jan"))
    assert ran.exit_code == 1 and not (mixed / "jan").exists()
    assert (
        "The minute book of the Partnership Board up to jan holds the meeting" in ran.output
        and "(dec), which was not held" in ran.output
    )


@pytest.mark.parametrize("words", [("publish", BOARD, "feb"), ("publish", "nowhere", "nov")])
def test_what_is_not_there_is_said_to_be_so_first(mixed: Path, words: tuple[str, ...]) -> None:
    ran = command(mixed, *words)
    assert ran.exit_code == 1 and "in public" not in ran.output


@pytest.mark.parametrize("form", ["jsonl", "popolo", "csv", "xlsx"])
def test_a_book_with_private_meetings_is_exported_for_the_public_only_once_that_is_said(mixed: Path, form: str) -> None:
    words = ("export", BOARD, "--format", form, "--public", "-o", str(mixed / "out"))
    ran = command(mixed, *words)
    assert ran.exit_code == 1 and not (mixed / "out").exists()
    assert "(dec), which was not held in public." in ran.output and OPTION in ran.output
    assert command(mixed, *words, OPTION).exit_code == 0 and (mixed / "out").exists()


@pytest.mark.parametrize("form", ["jsonl", "popolo", "csv", "xlsx"])
def test_without_public_nothing_is_asked(mixed: Path, form: str) -> None:
    assert command(mixed, "export", BOARD, "--format", form, "-o", str(mixed / "out")).exit_code == 0


def test_several_private_meetings_are_counted(tmp_path: Path) -> None:
    meet(tmp_path, ("nov", False), ("dec", False))
    ran = command(tmp_path, "export", BOARD, "--public", "-o", str(tmp_path / "out"))
    assert "(dec) and 1 more, which were not held in public." in ran.output


@pytest.mark.usefixtures("unset")
@pytest.mark.parametrize(("answer", "written"), [(False, False), (True, True)])
def test_at_a_terminal_it_is_asked_and_enter_is_no(
    private: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, written: bool
) -> None:
    asked: list[tuple[str, Any]] = []

    class Terminal:
        def isatty(self) -> bool:
            return True

    def confirm(text: str, default: bool, err: bool) -> bool:
        asked.append((text, default))
        return answer

    monkeypatch.setattr(shared, "sys", type("sys", (), {"stdin": Terminal(), "stderr": Terminal()}))
    monkeypatch.setattr(click, "confirm", confirm)
    command(private, "publish", BOARD, "nov", "-o", str(private / "out"))
    ((text, default),) = asked
    assert text.endswith("Write it for the public all the same?") and default is False
    assert (private / "out").exists() is written


def test_the_public_search_leaves_private_meetings_out_and_says_how_many(mixed: Path) -> None:
    ran = command(mixed, "decisions", "heard", "--public", "--json")
    assert sorted(json.loads(line)["meeting"] for line in ran.stdout.splitlines()) == ["jan", "nov"]
    assert "1 meeting not held in public is left out." in command(mixed, "decisions", "heard", "--public").stderr
    assert len(command(mixed, "decisions", "heard", "--json").stdout.splitlines()) == 3
    assert "left out" not in command(mixed, "decisions", "heard").stderr


def test_of_a_body_that_never_met_in_public_the_public_search_is_refused(private: Path) -> None:
    ran = command(private, "decisions", "--public", "--body", BOARD)
    assert ran.exit_code == 2 and ran.stdout == ""
    assert "No meeting of the Partnership Board was held in public" in ran.stderr
    assert command(private, "decisions", "--body", BOARD).exit_code == 0
    ran = command(private, "decisions", "--public")
    assert ran.exit_code == 1 and "1 meeting not held in public is left out." in ran.stderr


def test_an_action_of_a_public_meeting_says_in_public_nothing_of_what_a_private_one_made_of_it(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    session = desk.session(BOARD)
    build.record_all(
        session, [build.convened(meeting="nov"), *build.arrivals(build.CAPITAL), e.ChairTaken(build.CAPITAL[0])]
    )
    build.record_all(session, [e.MeetingOpened(), e.ActionAgreed("a1", None, "Report.", "J Smith"), e.MeetingClosed()])
    build.record_all(session, [build.convened_next(session.state, "dec", public=False), *build.arrivals(build.CAPITAL)])
    build.record_all(
        session, [e.ChairTaken(build.CAPITAL[0]), e.MeetingOpened(), e.ActionUpdated("a1", "done", text="Sent.")]
    )
    desk.close()
    (line,) = command(tmp_path, "decisions", "report", "--public", "--json").stdout.splitlines()
    assert json.loads(line)["outcome"] == "open"
    (line,) = command(tmp_path, "decisions", "report", "--json").stdout.splitlines()
    assert json.loads(line)["outcome"] == "done"


@pytest.mark.usefixtures("unset")
def test_closing_leaves_no_public_copy_where_the_book_holds_a_private_meeting(mixed: Path) -> None:
    desk = Desk.open(Config(Settings(), mixed))
    session = desk.session(BOARD)
    for key, copied in (("nov", True), ("dec", False), ("jan", False)):
        held = desk.held(BOARD, key)
        assert held is not None
        written = {path.name for path in write_minutes(desk, session, session.holding(held))}
        assert {"minutes.md", "book.jsonl"} <= written
        assert ("book-public.jsonl" in written) is copied
    desk.close()


@pytest.mark.usefixtures("unset")
@pytest.mark.parametrize("key", ["public", "popolo", "jsonl"])
def test_no_way_to_the_public_forgets_to_ask(private: Path, key: str) -> None:
    desk = Desk.open(Config(Settings(), private))
    what = next(one for one in OUTGOING if one.key == key)
    with pytest.raises(NotInPublic):
        write(desk, what, BOARD, "nov")
    if key == "public":
        with pytest.raises(NotInPublic):
            publish(desk, BOARD, "nov")
    before = set(files_in(private))
    assert write(desk, what, BOARD, "nov", although_private=True).paths
    assert set(files_in(private)) > before
    desk.close()
