"""The what-if screen and its command: a coming and a running meeting, and nothing recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from boardtui.cli.main import main
from boardtui.meeting.entries import ApologiesGiven
from boardtui.register.demo import BOARD
from tests.build import TRUST_CEOS
from tests.tui.app import SIZES, check_frame, frame, make_desk, message, press, running


@pytest.mark.parametrize("size", SIZES)
async def test_w_on_a_coming_meeting_says_what_is_within_reach(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, meeting=None, screen=None, size=size) as (app, pilot):
        await press(pilot, "v")
        shown = " ".join(frame(app).split())
        assert "31 of 31 members are expected" in shown and "24 of 24 eligible members can take part" in shown
        check_frame(f"whatif-{size[0]}x{size[1]}", frame(app))
        assert app.desk.store.books() == []
        await press(pilot, "escape")
        assert "Coming" in frame(app)


async def test_apologies_of_a_running_meeting_are_known(tmp_path: Path) -> None:
    away = [ApologiesGiven(member=key) for key in TRUST_CEOS]
    async with running(tmp_path, entries=away, screen="whatif", args=("partnership-board",)) as (app, _):
        shown = " ".join(frame(app).split())
        assert "27 of 31 members are expected" in shown
        assert "10 of 14 eligible members can vote, 11 needed out of those 14; 1 lacking" in shown


async def test_w_elsewhere_says_where_the_cursor_belongs(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, pilot):
        await press(pilot, "end", "v")
        assert "coming or running meeting" in message(app)


def test_the_command_takes_absences_and_interests(tmp_path: Path) -> None:
    make_desk(tmp_path).close()
    run, db = CliRunner(), ["--db", str(tmp_path / "data.db")]
    absent = [word for key in TRUST_CEOS[:3] for word in ("--absent", key)]
    args = ["whatif", "partnership-board", BOARD, *db, *absent]
    words = run.invoke(main, args)
    assert words.exit_code == 0 and "28 of 31 members expected" in words.output
    out = run.invoke(main, [*args, "--withdraws", "mseft-chair:pb-nov-capital", "--json"]).output
    (one,) = [data for data in map(json.loads, out.splitlines()) if data["rule"] == "capital"]
    assert (one["votes"], one["needed"], one["within"], one["lacking"]) == (10, 11, False, 1)


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["nowhere"], "There is no body"),
        (["partnership-board", "never"], "has no meeting 'never'"),
        (["partnership-board", "--absent", "mayor"], "mayor"),
        (["partnership-board", "--withdraws", "mayor"], "write it as MEMBER:ITEM"),
    ],
)
def test_what_does_not_exist_is_said(tmp_path: Path, args: list[str], reason: str) -> None:
    make_desk(tmp_path).close()
    found = CliRunner().invoke(main, ["whatif", *args, "--db", str(tmp_path / "data.db")])
    assert found.exit_code == 1 and reason in found.output
