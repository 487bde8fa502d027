"""Hostile words in every field there is: every screen and dialog opens, nothing but words is shown, the minutes hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

from boardtui.cli.main import main
from boardtui.tui.screen import BoardScreen
from tests import first, random_examples
from tests.journey.hostile import FORBIDDEN, TameWords, hostile_folder
from tests.journey.secretary import Secretary, at_the_desk

SMALL, WIDE = (80, 24), (120, 40)
DEEP = 3
BOARD, SLE = "partnership-board", "sle"


class Place(NamedTuple):
    """A screen: its name, the book that is open there, what it is opened with, keys pressed to begin with."""

    name: str
    book: str | None = None
    args: tuple[Any, ...] = ()
    keys: tuple[str, ...] = ()


PLACES = (
    Place("home"),
    Place("meeting", BOARD),
    Place("attendance", BOARD),
    Place("interests", BOARD),
    Place("vote", BOARD, ("m1",)),
    Place("vote", SLE, ("m3",)),
    Place("vote", SLE, ("m1",)),
    Place("readings", BOARD, ("m1",)),
    Place("issues"),
    Place("issues", SLE),
    Place("issue", SLE, ("i1",)),
    Place("actions"),
    Place("actions", BOARD),
    *(Place("register", None, (), (str(page),)) for page in range(1, 9)),
    Place("register", BOARD, (), ("3",)),
    Place("minutes", BOARD),
    Place("minutes", SLE),
    Place("replay", BOARD),
    Place("replay", SLE),
)

# A screen with many questions; those of the others are in the long form.
MOST_ASKED = [PLACES[4]]
THE_OTHERS = [place for place in PLACES if place not in MOST_ASKED]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_folder(tmp_path_factory.mktemp("hostile")).parent


@pytest.fixture(scope="module")
def tame(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with harmless words."""
    return hostile_folder(tmp_path_factory.mktemp("tame"), TameWords).parent


@pytest.fixture
def config(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of its own for each test, since the dialogs record things."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("data.db", "config.toml"):
        shutil.copyfile(made / name, folder / name)
    yield folder / "config.toml"


def check(s: Secretary, where: object) -> None:
    """The program goes on, and what it shows are only characters that can be seen, inside the window."""
    assert s.app.crash is None and s.app.is_running, where
    shown = s.screen
    found = FORBIDDEN.search(shown)
    assert found is None, f"{where}: U+{ord(found[0]):04X} in\n{shown}"
    width, height = s.app.size
    lines = shown.splitlines()
    assert len(lines) <= height and max(map(cell_len, lines)) <= width, f"{where}:\n{shown}"


async def open_at(s: Secretary, place: Place) -> BoardScreen:
    """Open a screen from Home, with that book or none."""
    while len(s.app.screen_stack) > 1:
        s.app.pop_screen()
    await s.pilot.pause()
    s.app.session = s.app.desk.session(place.book) if place.book else None
    if place.name != "home":
        s.app.open_screen(place.name, *place.args)
    await s.pilot.pause()
    await s.keys(*place.keys)
    assert isinstance(s.app.screen, BoardScreen)
    return s.app.screen


async def leave(s: Secretary, base: BoardScreen) -> bool:
    """Escape until the screen is back; false where it is gone."""
    for _ in range(2 * DEEP):
        if s.app.screen is base:
            return True
        if base not in s.app.screen_stack:
            return False
        await s.keys("escape")
    return s.app.screen is base


async def try_every_key(s: Secretary, place: Place) -> int:
    """Every key of the screen; through what it asks with Enter, checking each frame. Answers how many dialogs came."""
    base = await open_at(s, place)
    check(s, place)
    dialogs = 0
    for command in list(base.TABLE):
        key = command.keys.split(",")[0]
        if command.action == "quit" or command.action.startswith("page("):
            continue
        await s.keys(key)
        check(s, (place, key))
        for step in range(DEEP):
            if s.app.screen is base or isinstance(s.app.screen, BoardScreen):
                break
            dialogs += 1
            await s.keys("x", "enter")
            check(s, (place, key, step))
        if not await leave(s, base):
            base = await open_at(s, place)
    return dialogs


@pytest.mark.parametrize("size", [WIDE, pytest.param((160, 50), marks=pytest.mark.slow)], ids=["120x40", "160x50"])
async def test_every_screen_opens_and_shows_only_words(config: Path, size: tuple[int, int]) -> None:
    """Each once with the suite, and the register by its first page; in the long form on every book, and page by page."""
    places = PLACES if size != WIDE else {place.name: place for place in reversed(PLACES)}.values()
    async with at_the_desk(config, size=size) as s:
        helped = set()
        for place in places:
            await open_at(s, place)
            check(s, place)
            if place.name not in helped:
                helped.add(place.name)
                await s.keys("question_mark")
                check(s, (place, "help"))


@pytest.mark.parametrize("book", [BOARD, pytest.param(SLE, marks=pytest.mark.slow)])
async def test_a_replay_shows_only_words_at_every_entry(config: Path, book: str) -> None:
    async with at_the_desk(config, size=SMALL) as s:
        await open_at(s, Place("replay", book))
        for key in ("home", *["pagedown", "enter", "enter", "t", "escape"] * random_examples(3, 12), "end", "enter"):
            await s.keys(key)
            check(s, (book, key))


LONG = [pytest.param(SMALL, place, marks=pytest.mark.slow) for place in THE_OTHERS]
LONG += [pytest.param(WIDE, place, marks=pytest.mark.slow) for place in PLACES]


@pytest.mark.parametrize(("size", "place"), [*((SMALL, place) for place in MOST_ASKED), *LONG])
async def test_every_dialog_opens_and_shows_only_words(config: Path, size: tuple[int, int], place: Place) -> None:
    async with at_the_desk(config, size=size) as s:
        await try_every_key(s, place)


WORDS = ("list_item", "paragraph", "inline ")
"""Words and the lists that are typed into them, which papers keep: how many paragraphs they make is theirs to say."""


def structure(paper: str) -> tuple[list[str], set[str]]:
    """The blocks of a Markdown document in order, and the kinds of things inside its lines."""
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(paper)
    inside = {child.type for token in tokens for child in token.children or ()}
    blocks = [
        f"{token.type} {token.tag}" for token in tokens if not token.type.startswith(("bullet_list", "ordered_list"))
    ]
    return [block for block in blocks if not block.startswith(WORDS)], inside


def papers(made: Path, folder: Path, book: str) -> list[str]:
    """The minutes as the command writes them from a copy in that folder, public and confidential."""
    folder.mkdir()
    for name in ("data.db", "config.toml"):
        shutil.copyfile(made / name, folder / name)
    with pytest.raises(SystemExit) as end:
        main(["--config", str(folder / "config.toml"), "minutes", book])
    assert end.value.code == 0
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("meetings/*/minutes*.md"))]


@pytest.mark.parametrize("book", first(1, [BOARD, SLE]))
def test_the_minutes_have_the_structure_that_harmless_words_give(
    made: Path, tame: Path, tmp_path: Path, book: str
) -> None:
    hostile, harmless = papers(made, tmp_path / "hostile", book), papers(tame, tmp_path / "tame", book)
    assert len(hostile) == len(harmless)
    for spoilt, plain in zip(hostile, harmless, strict=True):
        assert FORBIDDEN.search(spoilt) is None
        blocks, inside = structure(spoilt)
        assert blocks == structure(plain)[0]
        assert inside <= {"text", "strong_open", "strong_close", "em_open", "em_close", "hardbreak"}
