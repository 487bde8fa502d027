"""A form that is sent as it was says that nothing was changed, writes nothing, and records nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from tests.tui.app import message, press, recorded, running, write
from tests.tui.test_decisions import ANSWERED, open_on, started
from tests.tui.test_register import at, register

BODY = "partnership-board"


async def enter_through(app: BoardApp, pilot: object) -> None:
    """Enter until the form and the choices behind it are gone."""
    screen = app.screen
    await press(pilot, "enter")  # type: ignore[arg-type]
    while app.screen is not screen:
        await press(pilot, "enter")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("page", "row"),
    [
        (1, "meeting pb-2026-11-26"),
        (1, "item pb-nov-capital"),
        (2, "eeast-chair"),
        (3, "mseft"),
        (5, "agreement method"),
        (6, "casting_vote"),
    ],
)
async def test_a_form_of_the_setup(tmp_path: Path, page: int, row: str) -> None:
    async with register(tmp_path, page) as (app, pilot, db):
        at(app, row)
        assert app.screen.row_key == row  # type: ignore[attr-defined]
        before = list(db.iterdump())
        await enter_through(app, pilot)
        assert message(app) == "Nothing was changed."
        assert list(db.iterdump()) == before


async def test_the_answer_of_a_partner(tmp_path: Path) -> None:
    async with running(tmp_path) as (app, pilot):
        await started(app, *ANSWERED, e.PartnerResponded("tc", True, "2026-11-19", motion="m1"))
        await open_on(app, pilot, "decision", "m1")
        count = len(recorded(app))
        await press(pilot, "a", "2", "enter", "enter", "enter")
        assert message(app) == "Nothing was changed, so nothing is recorded."
        assert len(recorded(app)) == count
        await press(pilot, "a", "2", "enter", "enter")
        await write(pilot, " of the board", "enter")
        assert recorded(app)[-1].reference.endswith("of the board")
