"""boardtui import popolo and boardtui export --format popolo, as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boardtui.book.store import Store
from boardtui.cli.main import main
from boardtui.exchange.popolo.reading import PopoloError
from boardtui.exchange.popolo.taking import take
from tests.popolo.making import event, motion

FIGURES = {"vote_events", "votes", "counts_checked", "counts_differing", "skipped"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a new database and its settings, and a file with two vote events of which one is bad."""
    (tmp_path / "config.toml").write_text('database = "data.db"\n', encoding="utf-8")
    counts = [{"option": "yes", "value": 2}]
    votes = "\x1b[2Jann yes, bob no"
    data = [motion(event("v1", votes, counts=counts, result="pass"), event("v2", start_date="2015"))]
    (tmp_path / "votes.json").write_text(json.dumps(data), encoding="utf-8")
    assert _run(tmp_path, "init").exit_code == 0
    return tmp_path


def _run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(home / "config.toml"), *arguments])


def test_the_import_tells_what_differs_and_ends_with_its_figures(home: Path) -> None:
    done = _run(home, "import", "popolo", str(home / "votes.json"), "--book", "past")
    assert done.exit_code == 0, done.output
    *told, last = done.stdout.splitlines()
    figures = json.loads(last)
    assert set(figures) >= FIGURES
    assert {name: figures[name] for name in sorted(FIGURES)} == {
        "counts_checked": 1,
        "counts_differing": 1,
        "skipped": 1,
        "vote_events": 1,
        "votes": 2,
    }
    assert [line.split(":")[0] for line in told] == ["differs", "differs", "skipped"]
    assert "\x1b" not in done.stdout


def test_the_book_verifies_replays_and_is_written_out_again(home: Path) -> None:
    _run(home, "import", "popolo", str(home / "votes.json"), "--book", "past")
    assert "past: intact." in _run(home, "verify", "past").stdout
    state = json.loads(_run(home, "replay", "past", "--json").stdout)
    assert state["meetings"][0]["motions"][0]["outcome"] == "not_carried"
    out = home / "out.json"
    done = _run(home, "export", "past", "--format", "popolo", "-o", str(out))
    assert "This is the whole book" in done.stderr
    again = _run(home, "import", "popolo", str(out), "--book", "again")
    assert json.loads(again.stdout.splitlines()[-1])["counts_differing"] == 0
    public = _run(home, "export", "past", "--format", "popolo", "--public")
    assert json.loads(public.stdout) == json.loads(out.read_text(encoding="utf-8"))
    assert public.stderr == ""


@pytest.mark.parametrize("name", ["past", "sle", "Past"])
def test_a_book_that_exists_and_a_body_are_refused(home: Path, name: str) -> None:
    _run(home, "import", "popolo", str(home / "votes.json"), "--book", "past")
    done = _run(home, "import", "popolo", str(home / "votes.json"), "--book", name)
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_a_file_that_is_not_there_is_one_sentence(home: Path) -> None:
    done = _run(home, "import", "popolo", str(home / "none.json"), "--book", "past")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)


def test_an_import_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    """All or nothing: a fault after the first of three meetings, and the book is not there."""
    events = [event(f"v{day}", start_date=f"2015-03-0{day}") for day in (1, 2, 3)]
    path = tmp_path / "votes.json"
    path.write_text(json.dumps({"vote_events": events}), encoding="utf-8")

    def breaking(held, count):  # type: ignore[no-untyped-def]
        assert count == 3
        yield next(iter(held))
        raise PopoloError("interrupted")

    with Store.create(tmp_path / "data.db") as store:
        with pytest.raises(PopoloError, match="interrupted"):
            take(store, [path], "past", "J Smith", taken=(), progress=breaking)
        assert store.books() == []
        done = take(store, [path], "past", "J Smith", taken=(), progress=lambda held, count: held)
        assert done.found.meetings == 3


@pytest.mark.posix
def test_a_bar_shows_how_far_it_is_on_a_terminal_and_none_when_piped(home: Path) -> None:
    import pexpect

    args = ["-m", "boardtui", "import", "popolo", str(home / "votes.json"), "--db", str(home / "data.db"), "--book"]
    shown, status = pexpect.run(
        " ".join([sys.executable, *args, "seen"]), withexitstatus=True, encoding="utf-8", timeout=60
    )
    assert status == 0 and "Recounting meetings" in shown and "100%" in shown
    piped = subprocess.run(
        [sys.executable, *args, "piped"], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert piped.stderr == "" and "Recounting" not in piped.stdout
