"""What makes the papers of the tests sooner."""

from __future__ import annotations

import pytest

from boardtui.papers.formats import rendering
from boardtui.papers.formats.making import made


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers through a template of the board's own are made in this process: for what hangs on the template alone."""
    monkeypatch.setattr(
        rendering, "made_apart", lambda document, form, own, pages: made(document, form, own.parent, pages)
    )
