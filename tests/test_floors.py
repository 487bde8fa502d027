"""The floors of the house, and what a start must not import."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from shutil import copyfile

import grimp

from tests.sources import nodes_of

ROOT = Path(__file__).parent.parent


def _loaded(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    return set(out.stdout.split())


def test_a_room_imports_only_from_the_floors_below_it() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_no_two_files_import_each_other_not_even_for_a_type_or_while_they_run() -> None:
    """A file can be read, and changed, knowing only those below it."""
    graph = grimp.build_graph("boardtui", exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(list(TopologicalSorter(imports).static_order())) == len(imports) > 400


def test_what_runs_without_a_screen_never_loads_textual() -> None:
    modules = "boardtui.desk.session, boardtui.desk.replay, boardtui.papers.minutes, boardtui.cli.main"
    assert "textual" not in _loaded(f"import {modules}")


def test_a_start_loads_no_library_that_only_some_commands_need() -> None:
    loaded = _loaded("import boardtui.app, boardtui.desk, boardtui.tui.screens.home")
    assert not loaded & {"sqlite_utils", "tomli_w", "docx", "openpyxl", "jinja2", "typst", "plotext", "pypdf"}
    assert not loaded & {"markdown_it", "boardtui.exchange.sheets"}


HOME = """
import asyncio
from pathlib import Path
from boardtui.app import BoardApp
from boardtui.config.config import load
from boardtui.desk.desk import Desk
from boardtui.tui.screens.home import HomeScreen

def read_books(screen):
    screen.app.exit([module for module in sys.modules if module.startswith("boardtui.meeting.")])

HomeScreen._read_books = read_books
app = BoardApp(Desk.open(load(None), path=Path({path!r})))
print(" ".join(asyncio.run(app.run_async(headless=True))))
raise SystemExit
"""


def test_home_is_seen_before_what_a_meeting_is_made_of_is_loaded(tmp_path: Path) -> None:
    """Entries and the fold take as long to import as all that a start needs; Home reads books once it is seen."""
    copyfile(ROOT / "data.db.example", tmp_path / "data.db")
    loaded = _loaded(HOME.format(path=str(tmp_path / "data.db")))
    assert loaded == {"boardtui.meeting.words", "boardtui.meeting.words.safe_text"}


def test_no_handler_of_a_message_calls_that_of_its_base() -> None:
    """Textual calls the handler of every class of a screen or widget itself: called from another, one runs twice."""
    twice = re.compile(r"super\(\)\.on_(?!event\()\w+")
    files = (ROOT / "boardtui" / "tui").rglob("*.py")
    assert [f"{file}: {call}" for file in files for call in twice.findall(file.read_text(encoding="utf-8"))] == []


def test_no_loop_gives_its_variable_the_name_of_what_it_goes_through() -> None:
    """``for action in action`` reads as if one thing were gone through; names bound within the iterable are others."""
    files = (ROOT / "boardtui").rglob("*.py")
    assert [f"{file}:{line}" for file in files for line in _shadowing(nodes_of(file))] == []


def _shadowing(nodes: Iterable[ast.AST]) -> Iterator[int]:
    loops = [node for node in nodes if isinstance(node, ast.For | ast.comprehension)]
    for loop in loops:
        within = list(ast.walk(loop.iter))
        if not any(isinstance(node, ast.Lambda | ast.comprehension) for node in within):
            read = {node.id for node in within if isinstance(node, ast.Name)}
            if read & {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}:
                yield loop.iter.lineno


def test_the_checks_call_the_very_test_command_of_the_readme() -> None:
    command = next(
        line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if "-m pytest" in line
    ).strip()
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
