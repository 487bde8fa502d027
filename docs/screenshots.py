"""Makes the pictures of the documentation: drives the demonstration by its keys and saves what is on the screen.

Run from the project's folder: python docs/screenshots.py [theme] [width] [height] [folder]
With --check it writes nothing, and ends with the names of the pictures that no longer show what the program does.
"""

from __future__ import annotations

import asyncio
import datetime
import html
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

from boardtui.app import BoardApp
from boardtui.cli.examples.build import write_example
from boardtui.config.config import Config, Room, Settings
from boardtui.desk.desk import Desk

# The pictures are the same whatever the terminal is that they are made from.
os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
os.environ.pop("NO_COLOR", None)
IMAGES = Path(__file__).parent / "images"
START = datetime.datetime(2026, 11, 26, 9, 55, tzinfo=datetime.UTC)
# A picture is saved wherever a name stands in angle brackets, with the screen that it must be of; the rest are keys, or
# words typed letter by letter.
STORY = """
<home:HomeScreen> /cap <search:SearchScreen> escape y <year:YearScreen> escape p <plan:PlanScreen> escape
enter <convene:Confirm> enter t 09y13y27a <roll:AttendanceScreen>
enter h "Independent" enter escape
o right right i <interests:InterestsScreen> escape
n "The Chair asked for interests in the items of today." enter enter g 5 enter <meeting:MeetingScreen>
m enter enter enter enter
"SLE, 14 September 2026, item 2" enter
r 0816g 07h <vote:VoteScreen> s <readings:ReadingsScreen> escape d escape escape y <room:RoomScreen> escape
a "Publish the list of priorities." enter "Executive Lead" enter 10/12/2026 enter <action:MeetingScreen>
w <minutes:MinutesScreen> e <drafting:DraftingScreen> escape escape escape
e 4 <annex:RegisterScreen> escape
"""
STORIES = {
    "mid-south-essex": STORY,
    "cambridgeshire-peterborough": "f <decisions:DecisionsScreen> enter <decision:DecisionScreen>",
}


async def take(theme: str, size: tuple[int, int], folder: Path, charter: str) -> None:
    """Go through the story of that charter's demonstration and save the pictures."""
    with tempfile.TemporaryDirectory() as home:
        database = Path(home) / "data.db"
        write_example(database, charter=charter)
        moment = iter(START + datetime.timedelta(seconds=number // 8) for number in range(10**6))
        settings = Settings(database=str(database), theme=theme, room=Room(counts="live"))  # type: ignore[arg-type]
        desk = Desk.open(Config(settings, Path(home)), clock=lambda: next(moment))
        app = BoardApp(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.3)
            for word in _words(STORIES[charter]):
                if word.startswith("<"):
                    await pilot.pause(0.2)
                    name, screen = word[1:-1].split(":")
                    if (there := type(app.screen).__name__) != screen:
                        sys.exit(
                            f"The picture {name} would be of {there}, not of {screen}: the story needs other keys."
                        )
                    (folder / f"{name}.svg").write_text(_plain_fonts(app.export_screenshot()), encoding="utf-8")
                    continue
                for key in _keys(word):
                    await pilot.press(key)
                await pilot.pause(0.15)
        desk.close()


def _plain_fonts(picture: str) -> str:
    """The picture without fonts fetched from elsewhere: the reader's own monospaced font serves."""
    return re.sub(r"@font-face\s*{[^}]*}\s*", "", picture)


def _words(story: str) -> list[str]:
    words: list[str] = []
    for part in story.strip().splitlines():
        words += shlex.split(part, posix=False)
    return words


def _keys(word: str) -> list[str]:
    named = {" ": "space", ".": "full_stop", ",": "comma", "/": "slash", "+": "plus"}
    if word.startswith('"'):
        return [named.get(letter, letter) for letter in word[1:-1]]
    if word in ("enter", "escape", "right", "left", "tab", "space"):
        return [word]
    return [named.get(letter, letter) for letter in word]


def shown(picture: Path) -> list[str]:
    """The words in a picture, without times and fingerprints, which differ from one meeting to the next."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", picture.read_text(encoding="utf-8"), re.DOTALL)
    words = " ".join(html.unescape(text).replace("\xa0", " ") for text in texts)
    return re.sub(r"\b(\d\d:\d\d|[0-9a-f]{6,})\b", "", words).split()


def outdated() -> list[str]:
    """The pictures in docs/images that show something else than the program does now."""
    with tempfile.TemporaryDirectory() as folder:
        for charter in STORIES:
            asyncio.run(take("dark", (120, 40), Path(folder), charter))
        pictures = sorted(Path(folder).glob("*.svg"))
        return [picture.name for picture in pictures if shown(picture) != shown(IMAGES / picture.name)]


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(outdated()) or None)  # an empty message would still be a failure
    given = [*sys.argv[1:], *["dark", "120", "40", str(IMAGES)][len(sys.argv) - 1 :]]
    for charter in STORIES:
        asyncio.run(take(given[0], (int(given[1]), int(given[2])), Path(given[3]), charter))
