"""A desk with the demonstration's register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from tests.tui.app import make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The register of the demonstration, with no meeting convened."""
    home = tmp_path / "desk"
    home.mkdir()
    made = make_desk(home)
    yield made
    made.close()
