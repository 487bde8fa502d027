"""The tests: what of them is in the suite, and what in the long forms that ``.ci/slow`` runs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest


def random_examples(few: int, many: int) -> int:
    """How many random examples a test tries: few with the suite, many in the long forms (``.ci/slow``)."""
    return many if os.environ.get("BOARDTUI_LONG") else few


def first(few: int, values: Iterable[Any]) -> list[Any]:
    """What a test is tried with: the first few with the suite, all in the long forms (``pytest -m slow``)."""
    return [
        value if at < few else pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow)
        for at, value in enumerate(values)
    ]
