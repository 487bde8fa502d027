"""Files of somebody else's, in the short form: `python -m tests.faults --long` hands in thousands."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from tests.faults import hostile_files
from tests.faults.hostile_files import KINDS, attempt, make_valid

pytestmark = pytest.mark.posix  # its watchdog is an alarm
APART = ("pdf template",)  # used in a process of its own, as the other template is
DATABASES = ("database", "forged book", "mirror", "script", "popolo", "key", "template", "pdf template")


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("valid") / "valid"
    make_valid(folder)
    return folder


@pytest.mark.slow
def test_every_command_takes_the_good_file_so_that_the_bad_ones_mean_something(valid: Path, tmp_path: Path) -> None:
    wrong = {}
    for number, kind in enumerate(KINDS.values()):
        folder = tmp_path / str(number)
        shutil.copytree(valid, folder)
        for command in kind.commands:
            result = hostile_files._run(folder, command)
            if result.exit_code and not command.startswith("record"):
                wrong[command] = result.output
    assert wrong == {}


@pytest.mark.parametrize("kind", [pytest.param(one, marks=[pytest.mark.slow] * (one in APART)) for one in KINDS])
def test_a_hostile_file_ends_in_a_sentence(valid: Path, tmp_path: Path, kind: str) -> None:
    """No traceback, nothing that steers the terminal, no write outside the folder, an end within seconds."""

    @settings(
        max_examples=1 if kind in DATABASES else 3,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=False))
    def tried(chance: Random) -> None:
        assert attempt(valid, tmp_path / "sandbox", kind, chance) == []

    tried()


def test_a_write_outside_of_the_folder_is_seen(valid: Path, tmp_path: Path) -> None:
    """The control: the guard must bark."""
    folder = tmp_path / "sandbox" / "inside"
    shutil.copytree(valid, folder)
    outside = tmp_path / "outside.jsonl"
    found = list(hostile_files._watched(folder, f"export {hostile_files.BOOK} -o {outside}"))
    assert any("wrote outside the folder" in words for words in found)


def test_what_steers_a_terminal_is_seen() -> None:
    for text in ("\x1b]0;x\x07", "\x9b31m", "a\u202eb", "\x00"):
        assert hostile_files.STEERS.search(text.encode())
    assert not hostile_files.STEERS.search("two\nlines\tand “more” – é ⟨U+202E⟩".encode())
