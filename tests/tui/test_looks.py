"""How screens are painted: the same meaning in every theme, and no meaning by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from boardtui.meeting import entries as e
from boardtui.register.demo import EXECUTIVE
from tests import build, first
from tests.tui.app import SIZES, check_frame, frame, running
from tests.tui.shown import VOTING, shown
from tests.tui.styles import faint, painted, styled, toned
from tests.tui.test_vote import at_sle

THEMES = ("dark", "light", "projector")
SCREENS = ("home", "meeting", "vote", "readings", "issue", "minutes", "replay")


def still(text: str, folder: Path) -> str:
    """Without what is another each time: fingerprints, and the folder of the test."""
    text = re.sub("(?=[a-f]*[0-9])[0-9a-f]{64}", lambda found: "f" * len(found[0]), text)
    return "\n".join(line for line in text.splitlines() if str(folder)[:20] not in line)


@pytest.mark.parametrize("name", SCREENS)
async def test_every_theme_paints_the_same_meaning(tmp_path: Path, name: str) -> None:
    for theme in THEMES:
        async with shown(name, tmp_path / theme, theme=theme) as (app, _):
            text = still(styled(app), tmp_path)
            assert "?" not in text.split("style layer")[1], "a colour that means nothing is painted"
            assert faint(app) == []
            check_frame(f"look-{name}-80x24", text)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["home", "replay"])
async def test_home_and_replay_look_like_this(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    async with shown(name, tmp_path, size=size) as (app, _):
        check_frame(f"{name}-{size[0]}x{size[1]}", still(frame(app), tmp_path))


@pytest.mark.parametrize("name", first(3, SCREENS))
async def test_without_colour_the_same_words_stand_there(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(name, tmp_path / "colour") as (app, _):
        coloured = still(frame(app), tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(name, tmp_path / "grey") as (app, _):
        assert still(frame(app), tmp_path) == coloured
        for segment in (segment for row in painted(app) for segment in row if segment.style):
            for colour in (segment.style.color, segment.style.bgcolor):
                red, green, blue = colour.get_truecolor() if colour else (0, 0, 0)
                assert red == green == blue, f"{segment.text!r} is painted in colour"


async def test_the_same_words_are_never_good_here_and_bad_there(tmp_path: Path) -> None:
    meanings: dict[str, set[str]] = {}
    for name in SCREENS:
        async with shown(name, tmp_path / name, size=(120, 40)) as (app, _):
            for words, letter in toned(app):
                meanings.setdefault(words, set()).add(letter)
    assert len(meanings) > 10
    assert {words: letters for words, letters in meanings.items() if len(letters) > 1} == {}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("vote", VOTING[:-3], VOTING),
        ("vote", VOTING, [*VOTING, e.VotesRecorded("m1", "against", build.CAPITAL[:1])]),
        ("meeting", VOTING, [*VOTING, e.PublicExcluded("Terms")]),
        ("meeting", VOTING, [*VOTING, e.MeetingAdjourned("Lunch")]),
        ("home", VOTING, [*VOTING, e.MotionWithdrawn("m1", "Late"), e.MeetingClosed()]),
        ("readings", VOTING, [*VOTING, e.VotesRecorded("m1", "for", build.CAPITAL[:11])]),
    ],
)
async def test_where_the_state_differs_the_words_differ(
    tmp_path: Path, name: str, before: Iterable[Any], after: Iterable[Any]
) -> None:
    frames = []
    for place, entries in (("before", before), ("after", after)):
        async with shown(name, tmp_path / place, size=(120, 40), entries=list(entries)) as (app, _):
            between = frame(app).splitlines()[:-3]
            frames.append(still("\n".join(between), tmp_path).replace(f"{len(list(entries)) + 1} entries", ""))
    assert frames[0] != frames[1]


async def test_partners_and_their_carrier_are_told_in_words(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=EXECUTIVE, entries=at_sle(), screen="vote", args=("m1",)) as (app, _):
        assert "casts 5 votes" in frame(app)
