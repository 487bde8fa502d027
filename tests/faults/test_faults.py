"""The short form of the fault suite; the long form: `python -m tests.faults --long`, or `pytest -m slow tests/faults`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import first
from tests.faults import fulldisk, powercut, realcut, sweep
from tests.faults.__main__ import PARTS, Figure, kills_at_random

required = (
    os.environ.get("BOARDTUI_STRACE") == "required"
)  # set by .ci/run where strace works: no silent skipping there
traced = pytest.mark.skipif(
    not required and not sweep.available(), reason="strace is not installed, or may not trace here"
)
pytestmark = pytest.mark.posix


def test_no_power_cut_loses_an_acknowledged_vote(tmp_path: Path) -> None:
    found = powercut.check(tmp_path, 5)
    assert found.images > 300
    assert (found.lost, found.broken) == (0, 0)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(powercut.NEVER_SYNCED, id="synchronous OFF", marks=pytest.mark.slow),
        pytest.param(powercut.WAL_NORMAL, id="WAL NORMAL"),
    ],
)
def test_control_settings_that_do_not_sync_are_found_to_lose_votes(tmp_path: Path, settings: dict[str, object]) -> None:
    assert powercut.check(tmp_path, 3, settings).lost > 0


def test_no_kill_loses_an_acknowledged_vote_and_the_control_does(tmp_path: Path) -> None:
    real, control = kills_at_random(tmp_path, long=False)
    assert real.right, real
    assert control.lost > 0, "the control must lose some, or the test proves nothing"


@traced
@pytest.mark.parametrize(
    ("call", "nth", "fault"),
    [
        ("pwrite64", 3, "error=ENOSPC"),
        ("fdatasync", 3, "signal=SIGKILL"),
        pytest.param("fdatasync", 2, "error=EIO", marks=pytest.mark.slow),
        pytest.param("ftruncate", 1, "error=EIO", marks=pytest.mark.slow),
        pytest.param("openat", 1, "error=EIO", marks=pytest.mark.slow),
    ],
)
def test_a_failing_call_ends_in_going_on_or_in_one_sentence(tmp_path: Path, call: str, nth: int, fault: str) -> None:
    (tmp_path / "voting").mkdir()
    original = sweep.prepare(tmp_path / "voting")
    found = sweep.outcome(tmp_path, original, sweep.Case(call, nth, fault))
    assert not found.wrong
    if fault.startswith("error"):
        assert found.told, "the fault was not injected, or nobody was told"


@pytest.mark.parametrize("room", first(1, [0, 12, 24]))
def test_a_full_disk_is_told_and_gone_on_with_when_there_is_room(tmp_path: Path, room: int) -> None:
    (tmp_path / "probe").mkdir()
    if not fulldisk.available(tmp_path / "probe"):
        pytest.skip("only root may mount a small disk")
    (tmp_path / "voting").mkdir()
    found = fulldisk.fill(tmp_path, sweep.prepare(tmp_path / "voting"), room)
    assert not found.wrong
    assert "NOT recorded" in found.told


@pytest.mark.slow
def test_a_cut_of_a_real_kernels_power_loses_nothing_and_the_control_does(tmp_path: Path) -> None:
    if reason := realcut.why_not(tmp_path):
        pytest.skip(reason)
    assert realcut.cut(tmp_path / "real", 20)[1:] == (0, 0)
    assert realcut.cut(tmp_path / "control", 10, realcut.NEVER_SYNCED).lost > 0


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_the_long_form(tmp_path: Path, part: Callable[[Path, bool], Iterator[Figure]]) -> None:
    assert [figure for figure in part(tmp_path, True) if not figure.right] == []
