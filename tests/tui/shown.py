"""Screens and the dialogs over them, as tests of how things look open them: what is recorded, and the keys to them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.config.config import Room, Terms
from boardtui.meeting import entries as e
from boardtui.register.demo import EXECUTIVE
from tests import build
from tests.tui import issue_script
from tests.tui.app import press, running
from tests.tui.test_actions import ACTIONS
from tests.tui.test_interest_register import CAPITAL_INTEREST, GENERAL
from tests.tui.test_meeting import CAPITAL, opened
from tests.tui.test_plan import HELD
from tests.tui.test_search import ENTRIES
from tests.tui.test_vote import at_sle, put

CONFLICT = e.InterestDeclared("mseft-ceo", ("pb-nov-capital",), "financial", "bids", "withdraws")
VOTED = [
    e.VotesRecorded("m1", "for", build.CAPITAL[:6]),
    e.VotesRecorded("m1", "against", build.CAPITAL[6:8]),
    e.VotesRecorded("m1", "abstain", build.CAPITAL[8:9]),
]
VOTING: list[Any] = [*put(CONFLICT, absent=("hwe-rep", "eput-ceo")), *VOTED]
PLAYED: dict[str, Any] = {"convened": build.convened(meeting="meeting-1"), "entries": build.realistic()[1:]}
ISSUE = [*issue_script.discussed(), *issue_script.sitting(), *issue_script.voted(), *issue_script.told()]
DECIDED = [e.VotesRecorded("m1", "for", build.CAPITAL[:11]), e.VotesRecorded("m1", "against", build.CAPITAL[11:])]
DECIDED = [*DECIDED, e.ResultDeclared("m1", "carried", 11, 3, 0, 0, 14, 14, 11)]
AWAY, HOLDER = build.CAPITAL[3], build.CAPITAL[0]
PROXIES: dict[str, Any] = {
    "entries": [*(one for one in opened() if one != e.MemberArrived(AWAY)), e.ProxyGiven(AWAY, HOLDER)],
    "terms": {"partnership-board": Terms(proxies="member", source="terms of reference 7")},
}
NOTED = [
    *[e.NoteTaken(CAPITAL, words) for words in ("Two wards wait.", "The trust will report.")],
    e.NoteTaken(CAPITAL, "Price named.", confidential=True),
]
LATE: dict[str, Any] = {"entries": HELD, "screen": None, "terms": {"sle": Terms(source="ToR", notice_days=5)}}
RATIFIED = [
    *opened(CAPITAL),
    e.MotionPut("m1", CAPITAL, "To support the plan.", "agreement", "objectives", mover="mseft-chair"),
    e.ConsensusDeclared("m1", True),
    e.RatificationSought("m1", ("ecc", "mseft", "tc"), due="2026-11-20"),
    e.PartnerResponded("ecc", True, "2026-11-18", "minute 7.2", motion="m1"),
]
INTERESTS: dict[str, Any] = {"entries": [CAPITAL_INTEREST, GENERAL, *opened()], "screen": "interests"}
AT_MEETING: dict[str, Any] = {"entries": VOTING, "screen": "meeting"}
AT_VOTE: dict[str, Any] = {"entries": VOTING, "screen": "vote", "args": ("m1",)}
AT_ISSUE: dict[str, Any] = {"meeting": EXECUTIVE, "entries": ISSUE, "screen": "issue", "args": (issue_script.ISSUE,)}
BETWEEN: dict[str, Any] = {"meeting": None, "screen": None}
COUNTED = {"room": Room(counts="live", names="all")}
AT_WALL: dict[str, Any] = {"screen": "meeting", **COUNTED}
# Sheets to take in, by the name under which they are asked for: with questions, with nothing to ask, with faults.
ASKED = "Position;Name;Organisation\nIndependent Chair;Dr José Müller;\nChair, Mid-Essex CCG;P Frost;Mid Esex CCG\n"
SHEETS = {
    "q": ASKED,
    "c": "Seat;Represents\nChair, EPUT;Provide CIC\n",
    "g": "Seat;Name\nChair, EPUT;A New\n",
    "f": "Seat;Name\nChair, EPUT;A\nChair, EPUT;B\n",
}
TYPED = {name: ("e", "2", "i", name, ".", "c", "s", "v", "enter") for name in SHEETS}

# Each by a name: what is recorded and which screen is opened on it, and the keys that are pressed then.
SHOWN: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "home": ({"entries": VOTING, "screen": None}, ()),
    "home at first": (BETWEEN, ()),
    "help": (AT_MEETING, ("question_mark",)),
    "palette": (AT_MEETING, ("ctrl+p", "down")),
    "meeting": (AT_MEETING, ()),
    "a note": (AT_MEETING, ("n",)),
    "a motion": (AT_MEETING, ("m",)),
    "the chair": (AT_MEETING, ("h",)),
    "closing": (AT_MEETING, ("c",)),
    "undo": (AT_MEETING, ("z",)),
    "the roll": ({"screen": "attendance"}, ()),
    "attendance": ({**PROXIES, "screen": "attendance"}, ()),
    "who holds a proxy": ({**PROXIES, "entries": PROXIES["entries"][:-1], "screen": "attendance"}, ("0", "5", "v")),
    "a proxy": ({**PROXIES, "entries": PROXIES["entries"][:-1], "screen": "attendance"}, ("0", "5", "v", "enter")),
    "a proxy revoked": ({**PROXIES, "screen": "attendance"}, ("0", "5", "v")),
    "interests": (INTERESTS, ()),
    "an interest": (INTERESTS, ("n",)),
    "vote": (AT_VOTE, ()),
    "vote by partner": ({"meeting": EXECUTIVE, "entries": at_sle(), "screen": "vote", "args": ("m1",)}, ()),
    "members found": (AT_VOTE, ("slash",)),
    "eligibility": (AT_VOTE, ("e",)),
    "declaring": (AT_VOTE, ("d",)),
    "readings": ({**AT_VOTE, "screen": "readings"}, ()),
    "issues": ({**AT_ISSUE, "screen": "issues", "args": ()}, ()),
    "issue": (AT_ISSUE, ()),
    "an answer": (AT_ISSUE, ("r",)),
    "actions": ({"entries": ACTIONS, "screen": "actions"}, ()),
    "an action": ({"entries": ACTIONS, "screen": "actions"}, ("n",)),
    "decisions": ({"entries": RATIFIED, "screen": "decisions"}, ()),
    "decision": ({"entries": RATIFIED, "screen": "decision", "args": ("motion m1",)}, ()),
    "meetings": (BETWEEN, ("e", "1", "down")),
    "members": (BETWEEN, ("e", "2", "down")),
    "a member": (BETWEEN, ("e", "2", "down", "enter")),
    "partners": (BETWEEN, ("e", "3", "down")),
    "Annex 1": (BETWEEN, ("e", "4", "down")),
    "a tick": (BETWEEN, ("e", "4", "down", "space")),
    "rules": (BETWEEN, ("e", "5", "down")),
    "terms of reference": (BETWEEN, ("e", "6", "down")),
    "a term": (BETWEEN, ("e", "6", "enter")),
    "minutes": ({**PLAYED, "screen": "minutes"}, ()),
    "papers": ({**PLAYED, "screen": "minutes"}, ("b",)),
    "drafting": ({"entries": [*opened(CAPITAL), *NOTED], "screen": "drafting"}, ()),
    "replay": ({**PLAYED, "screen": "replay", "args": (90,)}, ()),
    "attendance replayed": ({**PLAYED, "screen": "replay", "args": (90,)}, ("t",)),
    "search": ({"convened": build.convened(), "entries": ENTRIES, "screen": "search"}, ()),
    "search narrowed": ({"convened": build.convened(), "entries": ENTRIES, "screen": "search"}, ("tab", "t")),
    "plan": (LATE, ("p",)),
    "plan dealt with": (LATE, ("p", "end", "d")),
    "year": ({**PLAYED, "screen": None}, ("y",)),
    "settings": (BETWEEN, ("comma",)),
    "a setting": (BETWEEN, ("comma", "enter")),
    "what if": (BETWEEN, ("v",)),
    "the wall before the opening": ({**AT_WALL, "entries": ()}, ("y",)),
    "the wall between items": ({**AT_WALL, "entries": opened()}, ("y",)),
    "the wall at an item": ({**AT_WALL, "entries": opened(CAPITAL)}, ("y",)),
    "the wall at a motion": ({**AT_WALL, "entries": put()}, ("y",)),
    "the wall at a vote": ({**AT_WALL, "entries": VOTING}, ("y",)),
    "the wall at a result": ({**AT_WALL, "entries": [*put(), *DECIDED]}, ("y",)),
    "the wall at a motion withdrawn": ({**AT_WALL, "entries": [*put(), e.MotionWithdrawn("m1", "More time.")]}, ("y",)),
    "the wall in private": ({**AT_WALL, "entries": [*opened(CAPITAL), e.PublicExcluded("Commercial terms")]}, ("y",)),
    "the wall in an adjournment": ({**AT_WALL, "entries": [*opened(), e.MeetingAdjourned("Tea")]}, ("y",)),
    "the wall at the close": ({**AT_WALL, "entries": [*opened(), e.MeetingClosed()]}, ("y",)),
    "a file to take in": (BETWEEN, TYPED["q"][:-1]),
    "taking in": (BETWEEN, TYPED["g"]),
    "taking in with questions": (BETWEEN, TYPED["q"]),
    "taking in, one question": (BETWEEN, (*TYPED["q"], "enter")),
    "taking in with faults": (BETWEEN, TYPED["f"]),
    "what taking in changes": (BETWEEN, (*TYPED["c"], "enter")),
    "a new meeting": (BETWEEN, ("e", "1", "m")),
    "a meeting edited": (BETWEEN, ("e", "1", "home", "enter")),
    "an agenda item": (BETWEEN, ("e", "1", "n")),
    "an agenda item edited": (BETWEEN, (*("e", "1"), *["down"] * 4, "enter")),
    "which meeting": (BETWEEN, ("e", "1", "c")),
    "which body": (BETWEEN, ("e", "2", "b")),
    "a new seat": (BETWEEN, ("e", "2", "n")),
    "whom a seat represents": (BETWEEN, ("e", "2", "down", "p")),
    "a partner": (BETWEEN, ("e", "3", "down", "enter")),
    "a ruling on Annex 1": (BETWEEN, ("e", "4", "u")),
    "a rule": (BETWEEN, ("e", "5", "down", "enter")),
    "a term by words": (BETWEEN, ("e", "6", "end", "enter")),
    "what changed": (BETWEEN, ("e", "7")),
    "a row found": (BETWEEN, ("e", "2", "slash")),
}


@asynccontextmanager
async def shown(
    name: str, folder: Path, *, size: tuple[int, int] = (80, 24), **more: Any
) -> AsyncIterator[tuple[BoardApp, Pilot[None]]]:
    """That screen, with the dialog over it, in an empty folder that is made for it."""
    given, keys = SHOWN[name]
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, text in SHEETS.items():
        (folder / sheet).with_suffix(".csv").write_text(text, encoding="utf-8")
    async with running(folder, size=size, **{**given, **more}) as (app, pilot):
        app.folder = folder
        await press(pilot)
        for key in keys:
            await press(pilot, key)
            await pilot.pause()
        await pilot.pause()
        yield app, pilot
