"""The bars: the footer names every key where there is room, and the status bar leaves out what would be half a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.safe import cut, cut_apart, cut_at_word, fit_at_word, line
from boardtui.tui.screen import BoardScreen
from boardtui.tui.widgets.bars import KeyBar
from boardtui.tui.widgets.painted import Painted
from tests.tui.app import frame, press, running
from tests.tui.test_vote import put


def footer(screen: BoardScreen) -> list[str]:
    """The rows of the footer."""
    return ["".join(part.text for part in row) for row in screen.query_one(KeyBar).lines]


def lacking(screen: BoardScreen) -> list[str]:
    """The keys that work here and are not in the footer, with their labels."""
    rows = " ".join(footer(screen))
    return [f"{one.key} {one.label}" for one in screen.commands() if f"{one.key} {one.label}" not in rows]


@pytest.mark.parametrize(("name", "args"), [("meeting", ()), ("vote", ("m1",)), ("attendance", ()), ("register", ())])
async def test_at_120_by_40_every_key_that_works_is_in_the_footer(
    tmp_path: Path, name: str, args: tuple[str, ...]
) -> None:
    async with running(tmp_path, size=(120, 40), entries=put(), screen=name, args=args) as (app, _):
        assert isinstance(app.screen, BoardScreen)
        assert len(app.screen.commands()) > 10
        assert lacking(app.screen) == []
        assert len(footer(app.screen)) <= 5


async def test_home_names_no_key_that_does_nothing_there(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 40), meeting=None, screen="home") as (app, _):
        assert isinstance(app.screen, BoardScreen)
        assert lacking(app.screen) == []
        assert "z undo" not in " ".join(footer(app.screen))
        assert "esc back" not in " ".join(footer(app.screen))


async def test_where_not_all_keys_fit_the_footer_has_two_rows_and_help_is_among_them(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), entries=put(), screen="meeting") as (app, _):
        assert isinstance(app.screen, BoardScreen)
        assert len(footer(app.screen)) == 2
        assert lacking(app.screen)
        assert "? help" in footer(app.screen)[-1]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (160, "IN PUBLIC · Partnership Board, November 2026 · Thu 26 Nov 2026 "),
        (120, "IN PUBLIC · Partnership Board, November 2026  "),
        (80, "IN PUBLIC · Partnership… "),
    ],
)
async def test_the_status_bar_leaves_out_a_part_of_which_only_a_piece_would_be_seen(
    tmp_path: Path, width: int, shown: str
) -> None:
    async with running(tmp_path, size=(width, 40), entries=put(), screen="meeting") as (app, _):
        bar = "".join(part.text for part in app.screen.query_one("StatusBar", Painted).lines[0])
        assert bar.startswith(f" {shown}"), bar
        assert frame(app).startswith(f" {shown.rstrip()}")


async def test_help_and_a_list_too_long_for_the_window_say_how_to_scroll_from_the_first_line_on(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as (app, pilot):
        await press(pilot, "question_mark")
        assert "Meeting – help" in frame(app) and "↑ ↓ scroll" in frame(app)
        await press(pilot, "escape")
        for sentences, scrolls in ((["One."], False), (["One of many."] * 40, True)):
            app.push_screen(ConfirmList("Convene", sentences, yes="convene"))
            await press(pilot)
            assert ("↑ ↓ scroll   enter convene   esc cancel" in frame(app)) == scrolls
            await press(pilot, "escape")


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Partnership Board, November", 17, "Partnership…"),
        ("Partnership Board, November", 19, "Partnership Board…"),
        ("Chair, NHS Basildon & Brentwood CCG", 24, "Chair, NHS Basildon…"),
        ("Dr A Nightingale-Featherstone", 16, "Dr A Nightingal…"),
        ("Featherstonehaugh", 10, "Featherst…"),
        ("two words", 9, "two words"),
        ("two words", 1, "…"),
    ],
)
def test_what_is_too_long_is_cut_behind_a_word_unless_little_of_it_would_be_left(
    text: str, width: int, shown: str
) -> None:
    assert cut_at_word(text, width) == shown
    assert cell_len(fit_at_word(text, width)) == width and fit_at_word(text, width).rstrip() == shown
    (part,) = cut(line(text), width)
    assert part.text == shown


TRUST = "Non-executive Director, Mid and South Essex NHS Foundation Trust"
OFFICES = (f"{TRUST} (People)", f"{TRUST} (Finance)", f"{TRUST} Charity", "Chair, EPUT", "Lead 19", "Lead 191")


@pytest.mark.parametrize("width", range(12, 80))
def test_long_titles_that_begin_alike_are_told_apart_however_they_are_cut(width: int) -> None:
    cuts = cut_apart(OFFICES, width)
    assert len(set(cuts.values())) == len(OFFICES), cuts
    assert all(cell_len(text) <= width for text in cuts.values())
    assert cuts["Chair, EPUT"] == "Chair, EPUT"
    if width >= 24:
        assert all(cuts[text].startswith("Non-ex") for text in OFFICES[:3])


def test_what_tells_two_titles_apart_is_what_is_kept_of_them() -> None:
    cuts = cut_apart((f"{TRUST} (People)", f"{TRUST} (Finance)"), 25)
    assert [*cuts.values()] == ["Non-executive Di…(People)", "Non-executive D…(Finance)"]
    one = cut_apart((f"{TRUST} (People)", "Chair"), 25)[f"{TRUST} (People)"]
    assert one == "Non-executive Director…", "where nothing else begins so, the beginning as before"
    names = cut_apart(("あいうえおかきくけこ一", "あいうえおかきくけこ二"), 12)
    assert len(set(names.values())) == 2 and all(cell_len(text) <= 12 for text in names.values())
    assert cut_apart(("same", "same"), 2) == {"same": "s…"} and cut_apart(("ab", "ac"), 1) == {"ab": "…", "ac": "…"}


@pytest.mark.parametrize(
    ("size", "says"),
    [
        ((20, 5), "Make this window 72 by 20."),
        ((16, 4), "Make this window 72 by 20."),
        ((40, 5), "boardtui needs at least 72 by 20. Make the window larger or the letters smaller."),
        ((60, 15), "at least 72 by 20 (80 by 24 is better)."),
        ((300, 10), "Nothing that was recorded is lost."),
    ],
)
async def test_a_window_too_small_says_what_to_do_in_the_room_it_has(
    tmp_path: Path, size: tuple[int, int], says: str
) -> None:
    async with running(tmp_path, size=size) as (app, _):
        shown = " ".join(frame(app).split())
        assert says in shown
        assert "help" not in shown  # no key does anything here
