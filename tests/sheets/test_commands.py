"""``boardtui import members`` and its sisters: shown first, taken when told to, refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boardtui.cli.main import main
from boardtui.desk.desk import Desk
from boardtui.register.agenda import agenda
from boardtui.register.people import members
from tests.sheets.making import BOARD, MEETING
from tests.tui.app import make_desk

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command of ``boardtui import`` on the demonstration's register."""
    make_desk(tmp_path).close()

    def command(*args: str | Path) -> Result:
        return CliRunner().invoke(main, ["import", *map(str, args), "--db", str(tmp_path / "data.db")])

    return command


def held(tmp_path: Path) -> Desk:
    from boardtui.config.config import Config, Settings

    return Desk.open(Config(Settings(), tmp_path), path=tmp_path / "data.db", read_only=True)


def holders(tmp_path: Path) -> dict[str, str]:
    desk = held(tmp_path)
    try:
        return {one.key: one.name for one in members(desk.store.connection, BOARD)}
    finally:
        desk.close()


def sheet(tmp_path: Path, text: str, name: str = "m.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_preview_stands_before_what_is_taken(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Position,Name,Shoe size\nChair EPUT,A Frost,43\n")
    result = run("members", path, "--body", BOARD, "--yes")
    assert result.exit_code == 0
    shown = result.output
    assert "Columns: Seat from “Position”, Held by from “Name”" in shown
    assert "Left out, since not known: Shoe size" in shown
    assert "~ row    2  Chair, EPUT" in shown and "Held by: A Frost (was without a name)" in shown
    assert shown.index("Held by: A Frost") < shown.index("Imported from m.csv: 0 new, 1 changed")
    assert holders(tmp_path)["eput-chair"] == "A Frost"


@pytest.mark.parametrize("flags", [("--dry-run",), ()])
def test_nothing_is_taken_without_being_told_to(run: Run, tmp_path: Path, flags: tuple[str, ...]) -> None:
    before = holders(tmp_path)
    result = run("members", sheet(tmp_path, "Seat,Name\nChair EPUT,A\n"), "--body", BOARD, *flags)
    assert "Nothing was imported" in result.output and (result.exit_code == 0) == bool(flags)
    assert holders(tmp_path) == before


def test_a_wrong_row_is_named_and_nothing_taken(run: Run, tmp_path: Path) -> None:
    before = holders(tmp_path)
    path = sheet(tmp_path, "Seat,Name,Vacant\nChair EPUT,A,\nChair NELFT,B,perhaps\n")
    result = run("members", path, "--body", BOARD, "--yes")
    assert result.exit_code == 1
    assert "! row    3  Chair NELFT" in result.output or "! row    3  Chair, NELFT" in result.output
    assert "column Vacant: 'perhaps' is neither yes nor no." in result.output
    assert holders(tmp_path) == before


def test_a_wrong_row_can_be_left_out(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Seat,Name,Vacant\nChair EPUT,A,\nChair NELFT,B,perhaps\n")
    refused = run("members", path, "--body", BOARD, "--yes")
    assert "To leave them out: --leave-out 3" in refused.output
    result = run("members", path, "--body", BOARD, "--yes", "--leave-out", "3")
    assert result.exit_code == 0 and "- row    3  Chair NELFT · B · perhaps" in result.output
    assert holders(tmp_path)["eput-chair"] == "A"
    assert "is not a row number" in run("members", path, "--body", BOARD, "--leave-out", "x").output


def test_at_a_terminal_an_answer_is_taken_back_and_rows_are_left_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from boardtui.cli import sheets

    given = iter([2, 0, 1, 1])
    monkeypatch.setattr(sheets, "at_a_terminal", lambda: True)
    monkeypatch.setattr(sheets.click, "prompt", lambda *_, **__: next(given))
    text = 'Seat,Name,Vacant\n"Chair, Southend HWB",A,\nChair NELFT,B,perhaps\n'
    result = run("members", sheet(tmp_path, text), "--body", BOARD, "--yes")
    assert "go back to the question before" in result.output
    assert result.exit_code == 0 and holders(tmp_path)["sbc-hwb-chair"] == "A"


def test_a_near_spelling_is_not_taken_with_yes_alone(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Seat,Name,Organisation\nNew seat,A,Healthwatch Esex\n")
    result = run("members", path, "--body", BOARD, "--yes")
    assert result.exit_code == 1 and "1 question is still to be answered. Run it in a terminal" in result.output


def test_an_agenda_in_markdown(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "1. Entirely new (5 mins)\n", "a.md")
    assert run("agenda", path, "--meeting", MEETING, "--yes").exit_code == 0
    desk = held(tmp_path)
    assert "Entirely new" in [one.title for one in agenda(desk.store.connection, MEETING)]
    desk.close()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("members", "m.csv"), "Say which with --body KEY; there are: partnership-board"),
        (("members", "m.csv", "--body", "bord"), "No body has the key “bord”"),
        (("agenda", "m.csv", "--meeting", "x"), "No coming meeting has the key “x”"),
        (("members", "none.csv", "--body", BOARD), "there is no such file or folder. Check its name."),
        (("actions", "m.csv", "--body", BOARD), "no minute book yet"),
    ],
)
def test_what_is_not_there_is_told_of(run: Run, tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    sheet(tmp_path, "Seat,Name,Action,Owner\nA,B,C,D\n")
    result = run(args[0], tmp_path / args[1], *args[2:], "--yes")
    assert result.exit_code == 1 and words in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_is_written_and_taken_in_again(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"members.{ending}"
    assert run("members", path, "--body", BOARD, "--template").exit_code == 0
    result = run("members", path, "--body", BOARD, "--yes")
    assert result.exit_code == 0 and "Nothing to import" in result.output
    assert "is there already" in run("members", path, "--body", BOARD, "--template").output


def test_a_template_of_another_kind_of_file_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("partners", tmp_path / "p.ods", "--template")
    assert result.exit_code == 1 and "as .xlsx or as .csv" in result.output


def test_what_would_steer_a_terminal_is_shown_and_not_obeyed(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Seat,Name\n\x1b]0;x\x07Chair,\u202eA\n")
    result = run("members", path, "--body", BOARD, "--dry-run")
    assert "\x1b" not in result.output and "\u202e" not in result.output and "␛]0;x" in result.output
