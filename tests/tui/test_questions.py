"""A question from the public: one that is answered in writing is an action at once, and its words stay words."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste

from boardtui.meeting import entries as e
from boardtui.tui.forms.form import Form
from tests.tui.app import frame, message, press, recorded, running, write

ENTRIES = [
    e.MemberArrived("nelft-ceo"),
    e.MeetingOpened(),
    e.ItemAdded("asked", "Questions from the public", "3a"),
    e.ItemOpened("asked"),
]


async def test_an_answer_that_follows_in_writing_is_an_action_in_the_same_step(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24), entries=ENTRIES) as (app, pilot):
        await press(pilot, "Q")
        await write(pilot, "Mrs Khan", "enter")
        await write(pilot, "Healthwatch Essex:How many?", *["enter"] * 4)
        assert "“Who answers” is still empty: the written answer becomes their action." in frame(app)
        await write(pilot, "nelft chief", "enter", "enter")
        await write(pilot, "not a day", "enter")
        assert "not a day" in frame(app)
        assert isinstance(app.screen, Form)
        await press(pilot, *["enter"] * 5, *["backspace"] * 9)
        await write(pilot, "3 December 2026", "enter")
        question, action = recorded(app)[-2:]
        assert (question.organisation, question.answer, action.question) == ("Healthwatch Essex", "", question.question)
        assert action.text == "Answer in writing to Mrs Khan (Healthwatch Essex): How many?"
        assert (action.owner, action.due, action.item) == ("Chief Executive, NELFT", "2026-12-03", "asked")
        assert "action for Chief Executive, NELFT" in message(app)
        assert "A written answer will follow: action for Chief Executive, NELFT, by" in frame(app)
        await press(pilot, "A", "enter")
        assert "answers a question from Mrs Khan (Healthwatch Essex)" in " ".join(frame(app).replace("│", " ").split())


async def test_hostile_words_of_a_question_stay_words_and_without_a_name_it_is_a_member_of_the_public(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, size=(80, 24), entries=ENTRIES) as (app, pilot):
        await press(pilot, "Q", "colon")
        app.post_message(Paste("[/x] **bold** =1+1\x1b]0;owned\x07"))
        await press(pilot, "enter")
        await write(pilot, "anybody", "enter", "enter", "enter")
        assert recorded(app)[-2].asker == "A member of the public"
        assert not {"\x1b", "\x07"} & set(frame(app))
        assert "[/x] **bold** =1+1" in frame(app)
