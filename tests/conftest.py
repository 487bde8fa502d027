"""The meetings that tests start from."""

from __future__ import annotations

import pytest
from hypothesis import settings

from boardtui.meeting.stretch import Stretch
from tests import build

# How long an example takes says more of the machine than of the program.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture
def board() -> Stretch:
    """The Partnership Board in session, all 31 present, the capital item open."""
    return build.sitting()


@pytest.fixture
def sle() -> Stretch:
    """The SLE in session, all eight present, the capital item open."""
    return build.sitting(build.SLE)


@pytest.fixture
def capital(board: Stretch) -> Stretch:
    """The Board with a motion under 8.4 before it: fourteen members are eligible."""
    return build.record(board, build.motion())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long forms to ``pytest -m slow``."""
    if config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]
