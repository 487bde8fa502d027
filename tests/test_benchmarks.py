"""The programs that the benchmarks start are text to every other check: what they import must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_IMPORT = re.compile(r"^ *(from boardtui[\w.]* import [\w, ]+)", re.M)
IMPORTS = sorted(
    {
        (path.name, line)
        for path in (ROOT / "benchmarks").glob("*.py")
        for line in _IMPORT.findall(path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize(("name", "line"), IMPORTS)
def test_what_a_benchmark_imports_is_there(name: str, line: str) -> None:
    exec(line, {})
