"""The code of the program, parsed once for all tests that read it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file of code, the file itself first. Nothing of it is to be changed."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
