"""The tests, and how many random examples they try."""

from __future__ import annotations

import os


def random_examples(few: int, many: int) -> int:
    """How many random examples a test tries: few with the suite, many in the long forms (``.ci/slow``)."""
    return many if os.environ.get("BOARDTUI_LONG") else few
