"""The register of interests on the screen: put before the next meeting, dealt with by one key, papers withheld."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boardtui.meeting import entries as e
from tests.build import record_all
from tests.tui.app import SIZES, Clock, check_frame, frame, message, press, recorded, running, session_of, write
from tests.tui.test_meeting import CAPITAL, HOSTILE, opened

CEO = "mseft-ceo"
CAPITAL_INTEREST = e.InterestRegistered(
    "r1", CEO, "financial", "Director of a firm that may bid.", topics=("fin_capital",), since="2026-10-01"
)
GENERAL = e.InterestRegistered("r2", None, "indirect", "Partner works for a supplier.", person="Dr A Adviser")


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_register_asks_of_this_meeting_stands_first(tmp_path: Path, size: tuple[int, int]) -> None:
    script = [CAPITAL_INTEREST, GENERAL, *opened()]
    async with running(tmp_path, size=size, screen="interests", entries=script) as (app, _):
        assert "2 interests from the register to be handled" in frame(app)
        assert "touches item 5" in frame(app)
        check_frame(f"interests-register-{size[0]}x{size[1]}", frame(app))


async def test_one_key_declares_it_on_the_items_it_touches(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=[CAPITAL_INTEREST, *opened(CAPITAL)]) as (app, pilot):
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        nature = CAPITAL_INTEREST.nature
        assert recorded(app)[-1] == e.InterestDeclared(
            CEO, (CAPITAL,), "financial", nature, "withdraws", "", standing="r1"
        )
        assert "to be handled" not in frame(app)
        assert "in the register" in frame(app)


async def test_declared_as_new_in_the_words_of_the_register_it_is_the_registered_one(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=[CAPITAL_INTEREST, *opened(CAPITAL)]) as (app, pilot):
        await press(pilot, "n")
        await write(pilot, "chief mseft", "enter")
        await press(pilot, "enter")
        assert "non-financial professional" in frame(app) and "non-financial personal" in frame(app)
        await press(pilot, "1", "enter")
        await write(pilot, "director", "right", "enter", "3", "enter", "enter")
        declared = recorded(app)[-1]
        assert isinstance(declared, e.InterestDeclared)
        assert (declared.nature, declared.standing) == (CAPITAL_INTEREST.nature, "r1")
        assert "to be handled" not in frame(app) and "in the register" in frame(app)


@pytest.fixture
def public_in_an_older_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interest without consent is recorded as the public entry that a book may hold."""
    monkeypatch.setattr("boardtui.desk.filled_in.may_be_published", lambda _: True)


@pytest.mark.parametrize(
    ("kept_back", "why"),
    [
        ({"confidential": True}, "This interest is confidential in the register"),
        ({"consent": False}, "This interest is confidential in the register"),
    ],
)
async def test_what_the_register_keeps_back_is_not_copied_into_a_declaration(
    tmp_path: Path, kept_back: dict[str, bool], why: str
) -> None:
    hidden = e.InterestRegistered("r1", CEO, "financial", "CANARY", topics=("fin_capital",), **kept_back)
    async with running(tmp_path, screen="interests", entries=[hidden, *opened()]) as (app, pilot):
        await press(pilot, "asterisk", "2", "enter")
        assert why in frame(app)
        await press(pilot, "enter")
        await write(pilot, "A sensitive interest.", "enter", "enter", "enter")
        declared, told = session_of(app).lines[-2:]
        assert declared.entry == e.InterestDeclared(CEO, (CAPITAL,), "financial", "A sensitive interest.", "withdraws")
        assert (told.entry, told.confidential) == (e.InterestReported("r1"), True)
        assert not any("r1" in str(line.entry) for line in session_of(app).stretch.public_lines()), (
            "no key of it either"
        )
        assert "to be handled" not in frame(app)


async def test_what_its_holder_does_not_consent_to_publish_is_confidential(tmp_path: Path) -> None:
    """An interest and a gift: before the public no list, record or form has them, and the public copy withholds them."""
    hidden = e.InterestRegistered("r1", CEO, "financial", "CANARY", topics=("fin_capital",), consent=False)
    gift = e.GiftDeclared(CEO, "CANARY dinner", "CANARY Ltd", consent=False)
    async with running(tmp_path, screen="interests", entries=[*opened(CAPITAL), hidden, gift]) as (app, pilot):
        assert "CANARY" not in frame(app) and "not published" not in frame(app)
        assert [line.confidential for line in session_of(app).lines[-2:]] == [True, True]
        assert not any("CANARY" in str(line.entry) for line in session_of(app).stretch.public_lines())
        await press(pilot, "asterisk", "2")
        assert "CANARY" in frame(app)


@pytest.mark.usefixtures("public_in_an_older_book")
async def test_no_form_before_the_public_shows_words_that_may_not_be_published(tmp_path: Path) -> None:
    hidden = e.InterestRegistered("r1", CEO, "financial", "CANARY", topics=("fin_capital",), consent=False)
    declared = e.InterestDeclared(CEO, (CAPITAL,), "financial", "CANARY", "withdraws", standing="r1")
    gift = e.GiftDeclared(CEO, "CANARY dinner", "CANARY Ltd", consent=False)
    async with running(tmp_path, entries=[*opened(CAPITAL), hidden, declared, gift]) as (app, pilot):
        await press(pilot, "z")
        assert "not published" in frame(app) and "CANARY" not in frame(app)
        await press(pilot, "escape", "Z")
        assert not [row.label for row in app.screen.options if "interest of" in row.label or "gift" in row.label]
        await press(pilot, "escape", "asterisk", "2", "Z")
        assert len([row.label for row in app.screen.options if "interest of" in row.label or "gift" in row.label]) == 3


@pytest.mark.usefixtures("public_in_an_older_book")
async def test_before_the_public_it_is_not_shown_what_its_holder_does_not_consent_to_publish(tmp_path: Path) -> None:
    """On the list, below it, in the form, in the running record, and where it was declared in the words of the register."""
    hidden = e.InterestRegistered(
        "r1", CEO, "financial", "CANARY", topics=("fin_capital",), mitigation="CANARY too", consent=False
    )
    declared = e.InterestDeclared(CEO, (CAPITAL,), "financial", "CANARY", "withdraws", standing="r1")
    async with running(tmp_path, screen="interests", entries=[hidden, *opened(CAPITAL)]) as (app, pilot):
        assert "not published, since its" in frame(app) and "CANARY" not in frame(app)
        await press(pilot, "enter")
        assert "does not consent" in frame(app) and "CANARY" not in frame(app)
    (tmp_path / "log").mkdir()
    async with running(tmp_path / "log", entries=[*opened(CAPITAL), hidden], size=(120, 40)) as (app, _):
        assert "registered: not" in " ".join(frame(app).split()) and "CANARY" not in frame(app)
    (tmp_path / "later").mkdir()
    async with running(tmp_path / "later", screen="interests", entries=[hidden, *opened(CAPITAL), declared]) as (
        app,
        pilot,
    ):
        assert "Declared at this meeting" in frame(app) and "CANARY" not in frame(app)
        await press(pilot, "home", "enter", "enter")
        assert "Interest of" in frame(app) and "CANARY" not in frame(app)
        await press(pilot, "escape", "asterisk", "2")
        assert "CANARY" in frame(app)


@pytest.mark.usefixtures("public_in_an_older_book")
async def test_what_may_not_be_shown_is_entered_anew_where_it_is_declared_again(tmp_path: Path) -> None:
    hidden = e.InterestRegistered("r1", CEO, "financial", "CANARY", topics=("fin_capital",), consent=False)
    declared = e.InterestDeclared(CEO, (CAPITAL,), "financial", "CANARY", "withdraws", standing="r1")
    async with running(tmp_path, screen="interests", entries=[hidden, *opened(CAPITAL), declared]) as (app, pilot):
        await press(pilot, "home", "enter", "enter", "enter")
        await write(pilot, "A contract.", "enter", "enter", "enter")
        assert (recorded(app)[-1].nature, recorded(app)[-1].instead_of) == ("A contract.", "CANARY")
        assert "replaced" in frame(app) and "CANARY" not in frame(app)


async def test_somebody_without_a_seat_is_put_before_the_meeting(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=[GENERAL, *opened()]) as (app, pilot):
        await press(pilot, "enter")
        await write(pilot, "Noted.", "enter")
        assert recorded(app)[-1] == e.InterestReported("r2", "Noted.")


async def test_an_interest_is_registered_and_ended(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=opened()) as (app, pilot):
        await press(pilot, "r", "enter", "enter")
        await write(pilot, "chief mseft", "enter")
        await write(pilot, "alloc", "space", "enter")
        await press(pilot, "enter")
        await write(pilot, "Owns shares.", "enter", "enter")
        await press(pilot, "ctrl+u")
        await write(pilot, "Apr 2019", "enter", "enter")
        await write(pilot, "Leaves the room.", "enter", "enter", "enter", "enter")
        (entry,) = recorded(app, e.InterestRegistered)
        assert (entry.mitigation, entry.declared, entry.consent) == ("Leaves the room.", "2026-11-26", None)
        assert (entry.member, entry.topics, entry.since, entry.until) == (CEO, ("fin_capital",), "2019-04", None)
        assert "touches item 5" in frame(app)
        await press(pilot, "x", "enter")
        await write(pilot, "Sold.", "enter")
        assert recorded(app)[-1] == e.InterestEnded(entry.standing, "2026-11-26", "Sold.")
        assert "ended on 26 November 2026" in frame(app)


async def test_after_the_close_an_interest_that_has_run_out_since_does_not_wait_for_the_next_meeting(
    tmp_path: Path,
) -> None:
    clock, entry = Clock(), e.InterestRegistered("r1", CEO, "indirect", "Sister is a partner.", until="2026-12")
    script = [*opened(), e.MeetingClosed(), entry]
    async with running(tmp_path, screen="interests", entries=script, clock=clock) as (app, pilot):
        assert "for the next meeting" in frame(app)
        clock.forward(60 * 24 * 40)
        await press(pilot, "r", "escape")
        app.screen.show_state()  # type: ignore[attr-defined]
        await press(pilot, "down")
        assert "for the next meeting" not in frame(app)
        assert "ran out" in frame(app)


async def test_papers_are_withheld_as_proposed_and_shown_at_the_item(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=[CAPITAL_INTEREST]) as (app, pilot):
        await press(pilot, "b", "1", "enter")
        (entry,) = recorded(app, e.PaperWithheld)
        assert (entry.item, entry.members, entry.confidential) == (CAPITAL, (CEO,), False)
        app.go("meeting")
        await press(pilot, "5")
        assert "From Chief Executive, MSEFT." in frame(app)


async def test_a_paper_withheld_for_what_was_declared_in_private_is_confidential(tmp_path: Path) -> None:
    """A declaration that the public has not heard is no reason that a public entry may give."""
    declared = e.InterestDeclared(CEO, (CAPITAL,), "financial", "CANARY", "withdraws")
    script = [*opened(CAPITAL), e.PublicExcluded("Terms"), declared, e.PublicReadmitted()]
    async with running(tmp_path, screen="interests", entries=script) as (app, pilot):
        await press(pilot, "b")
        assert "withhold as proposed" not in frame(app)
        await press(pilot, "escape", "asterisk", "2", "b", "1", "enter")
        (entry,) = recorded(app, e.PaperWithheld)
        assert (entry.item, entry.members, entry.confidential) == (CAPITAL, (CEO,), True)


async def test_a_paper_of_a_coming_meeting_is_withheld_between_meetings(tmp_path: Path) -> None:
    from boardtui.register.agenda import Meeting, add_item, add_meeting

    script = [CAPITAL_INTEREST, *opened(), e.MeetingClosed()]
    async with running(tmp_path, screen="interests", entries=script) as (app, pilot):
        db = app.desk.store.connection
        add_meeting(db, Meeting("pb-next", "partnership-board", "Board, January", "2027-01-20T10:00+00:00", "Hall"))
        add_item(db, "pb-next", e.AgendaItem("next-capital", "Capital", "1", topic="fin_capital"))
        await press(pilot, "b", "1", "enter")
        (entry,) = recorded(app, e.PaperWithheld)
        assert (entry.meeting, entry.item, entry.members) == ("pb-next", "next-capital", (CEO,))
        session_of(app).convene("pb-next")
        assert [one.member for one in session_of(app).state.withheld] == [CEO]


async def test_the_meeting_cannot_overlook_it(tmp_path: Path) -> None:
    present: list[Any] = [CAPITAL_INTEREST, e.MemberArrived(CEO)]
    async with running(tmp_path, entries=present) as (app, pilot):
        assert "1 registered interest to handle: i handles it, o opens the meeting." in frame(app)
        record_all(session_of(app), [e.MeetingOpened(), e.ItemOpened(CAPITAL)])
        await press(pilot, "5")
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "REGISTERED INTEREST ON THIS ITEM: Chief Executive, MSEFT" in frame(app)
        await press(pilot, "c")
        assert "The registered interest of Chief Executive, MSEFT is not" in frame(app)


async def test_an_interest_of_a_former_holder_waits_until_it_is_ended(tmp_path: Path) -> None:
    from boardtui.register.agenda import Meeting, add_meeting
    from boardtui.register.people import set_holder

    script = [CAPITAL_INTEREST, *opened(), e.MeetingClosed()]
    async with running(tmp_path, screen="interests", entries=script) as (app, pilot):
        db = app.desk.store.connection
        add_meeting(db, Meeting("pb-next", "partnership-board", "Board, January", "2027-01-20T10:00+00:00", "Hall"))
        set_holder(db, "partnership-board", CEO, "New Holder")
        session_of(app).convene("pb-next")
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "name not in the seat now" in frame(app) and "The seat is held by New Holder now." in frame(app)
        await press(pilot, "enter")
        assert "is not the name in the seat now" in message(app)  # the same person, perhaps, under another
        await press(pilot, "x", "enter", "enter")
        assert "to be handled" not in frame(app)


async def test_hostile_words_in_the_register_are_shown_as_they_are(tmp_path: Path) -> None:
    evil = " ".join(HOSTILE)
    hostile = e.InterestRegistered("r1", None, "indirect", evil, person=evil, words=(HOSTILE[0],))
    async with running(tmp_path, screen="interests", entries=[hostile, *opened()]) as (app, pilot):
        await press(pilot, "enter", "escape", "x", "escape")
        assert "\x1b" not in frame(app) and "from the register" in frame(app)
        assert message(app) == ""


async def test_from_home_the_register_of_the_body_opens(tmp_path: Path) -> None:
    script = [CAPITAL_INTEREST, *opened(), e.MeetingClosed()]
    async with running(tmp_path, screen=None, entries=script) as (app, pilot):
        await press(pilot, "i")
        assert "Register of interests" in frame(app)
        assert "r registers an interest" in frame(app)


async def test_the_yearly_round_and_gifts_are_recorded_with_two_keys(tmp_path: Path) -> None:
    async with running(tmp_path, screen="interests", entries=opened()) as (app, pilot):
        await press(pilot, "y", "enter", "enter")
        assert recorded(app)[-1] == e.DeclarationsAsked("declarations-1", "2026-11-26", "2026-12-24")
        await press(pilot, "y")
        assert "Due by 24 December 2026: 0 returned" in frame(app)
        await write(pilot, "chief mseft", "enter")
        await press(pilot, "enter", "right", "enter")
        returned = recorded(app)[-1]
        assert (returned.member, returned.date, returned.nil) == (CEO, "2026-11-26", True)
        await press(pilot, "G", "enter", "enter")
        await write(pilot, "chief mseft", "enter")
        for text in ("Dinner", "Supplier Ltd", "40 pounds"):
            await write(pilot, text, "enter")
        await press(pilot, "enter", "enter", "enter", "enter", "enter", "enter")
        gift = recorded(app, e.GiftDeclared)[-1]
        assert (gift.member, gift.what, gift.giver, gift.worth, gift.accepted) == (
            CEO,
            "Dinner",
            "Supplier Ltd",
            "40 pounds",
            True,
        )
        assert gift.date == gift.declared == "2026-11-26" and gift.consent is None and not gift.confidential


async def test_the_kind_of_an_item_is_corrected_on_the_meeting(tmp_path: Path) -> None:
    async with running(tmp_path, screen="meeting", entries=opened()) as (app, pilot):
        await press(pilot, "Y")
        assert "It is of the kind “welcome”. What is recorded of that kind is minuted there." in frame(app)
        await write(pilot, "ordinary", "enter")
        (entry,) = recorded(app, e.ItemKindCorrected)
        assert entry.standing_item == "" and "is now of the kind “an ordinary item”." in message(app)


@pytest.mark.usefixtures("public_in_an_older_book")
async def test_of_an_interest_that_is_public_without_consent_the_secretary_is_told(tmp_path: Path) -> None:
    """It goes on from meeting to meeting in public entries until it is ended; nothing that is recorded changes."""
    hidden = e.InterestRegistered("r1", CEO, "financial", "CANARY", consent=False)
    async with running(tmp_path, screen="interests", entries=[hidden, *opened()]) as (app, pilot):
        assert message(app) == "1 interest is public without consent to publication; the row says what to do."
        assert "x ends it, and no later meeting takes it over" in " ".join(frame(app).split())
        assert "CANARY" not in frame(app)
        await press(pilot, "x", "enter", "enter", "enter")
        assert isinstance(recorded(app)[-1], e.InterestEnded)
        await press(pilot, "escape", "i")
        assert "without consent" not in message(app) and "without consent" not in frame(app)


@pytest.mark.parametrize("hidden", [True, False])
async def test_before_the_public_the_screen_says_that_what_is_confidential_is_hidden_whether_there_is_any(
    tmp_path: Path, hidden: bool
) -> None:
    """A count would tell of confidential entries, so the two screens are the same (CONTRACT.md 7)."""
    register = e.InterestRegistered("r1", CEO, "financial", "CANARY", topics=("fin_capital",), consent=False)
    entries = [*opened(CAPITAL), GENERAL, *([register] if hidden else [])]
    async with running(tmp_path, screen="interests", entries=entries) as (app, pilot):
        assert "What is confidential is hidden while the public is here; * shows it." in frame(app)
        assert "CANARY" not in frame(app)
        await press(pilot, "asterisk", "2")
        assert "is hidden while the public is here" not in frame(app)
