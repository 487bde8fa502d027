"""Documents link to what exists, name keys that the screens have, and show pictures of the program as it is."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from boardtui.papers.circulation.catalogue import OUTGOING
from boardtui.tui.command import EVERYWHERE

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("docs/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
# The keys of dialogs and of the room display's own window, beside those in the tables of commands.
OTHER_KEYS = {"↑", "\\", ";", "↓", "+", "-", "f", "b", "t", "h", "q", "1"}
IN_THE_ROOM = ("home", "attendance", "meeting", "vote", "readings", "minutes", "drafting")


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub and other viewers link to them."""
    titles = re.findall(r"^#{1,6} (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{page.name} links to {target}, and there is no such heading"


def test_every_picture_is_shown_somewhere() -> None:
    shown = {Path(target).name for page in PAGES for target in LINK.findall(page.read_text(encoding="utf-8"))}
    assert {picture.name for picture in ROOT.glob("docs/images/*.svg")} <= shown


def test_the_page_of_keys_is_that_of_the_tables() -> None:
    keys = runpy.run_path(str(ROOT / "docs/keys.py"))
    assert keys["page"]() == keys["PAGE"].read_text(encoding="utf-8"), "run: python docs/keys.py"


def test_the_secretarys_page_names_keys_that_the_screens_have() -> None:
    screens = runpy.run_path(str(ROOT / "docs/keys.py"))["screens"]()
    tables = [EVERYWHERE, screens["register"].TABLE, *(screens[name].TABLE for name in IN_THE_ROOM)]
    known = {command.key for table in tables for command in table} | OTHER_KEYS
    for name in ("secretary.md", "first-meeting.md", "in-the-meeting.md", "setting-up.md", "minutes.md"):
        named = re.findall(r"`(\S)`", (ROOT / "docs" / name).read_text(encoding="utf-8"))
        assert set(named) <= known, f"{name} names {sorted(set(named) - known)}"


def test_the_secretarys_page_names_the_key_of_everything_that_is_done_in_the_room() -> None:
    screens = runpy.run_path(str(ROOT / "docs/keys.py"))["screens"]()
    named = set(re.findall(r"`(\S+)`", (ROOT / "docs/secretary.md").read_text(encoding="utf-8")))
    found_by_moving = {"/", "0–9", "enter", "-"}
    tables = [screens[name].TABLE for name in ("meeting", "vote", "attendance")]
    missing = {command.key for table in tables for command in table} - named - found_by_moving
    assert not missing, f"the page does not say what {sorted(missing)} do"


def test_the_secretarys_page_can_be_used_in_the_room() -> None:
    text = (ROOT / "docs/secretary.md").read_text(encoding="utf-8")
    assert len(text.split()) <= 1500, "more than three printed pages: the rest belongs on pages of its own"
    assert "](images/" not in text


@pytest.mark.parametrize("kind", sorted({paper.kind for paper in OUTGOING if paper.is_paper or paper.of == "pack"}))
def test_the_page_of_papers_has_a_line_for_each(kind: str) -> None:
    command = kind if kind == "minutes" else f"paper {kind}"
    assert f"| `boardtui {command} " in (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")
