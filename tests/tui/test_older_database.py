"""What a secretary sees who opens a database of an older version."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from tests.tui.app import SMALL_FIRST, Clock, frame, message
from tests.versions import HERE


@pytest.mark.parametrize("size", SMALL_FIRST)
async def test_home_says_that_it_was_brought_up_to_date_and_where_the_copy_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "data.db").write_bytes(gzip.decompress((HERE / "data-1.db.gz").read_bytes()))
    app = BoardApp(Desk.open(Config(Settings(database=str(tmp_path / "data.db")), tmp_path), clock=Clock()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "has been brought up to date" in message(app)
        assert "Problems to fix" not in frame(app)
    app.desk.close()
    app = BoardApp(Desk.open(Config(Settings(database=str(tmp_path / "data.db")), tmp_path), clock=Clock()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "brought up to date" not in message(app)
    app.desk.close()
