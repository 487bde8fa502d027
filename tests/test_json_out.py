"""JSON for a terminal: the same values, and nothing that steers it."""

from __future__ import annotations

import json

import pytest

from boardtui.cli.json_out import harmless
from tests.journey.hostile import FORBIDDEN, STRINGS


@pytest.mark.parametrize("text", [*STRINGS, "\x7f", "\u061c", "\xad", "plain – “quoted” é 漢"])
def test_json_reads_the_same_and_steers_nothing(text: str) -> None:
    data = json.dumps({"text": text}, ensure_ascii=False).encode()
    assert json.loads(harmless(data)) == {"text": text}
    assert not FORBIDDEN.search(harmless(data).decode())
