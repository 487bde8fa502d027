"""What is written out as a sheet and taken in at another desk is what it was: nothing is lost that a sheet can hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import asdict, replace

from boardtui.charter.model import Partner, Seat
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.exchange.sheets.agenda_sections import HIDDEN
from boardtui.exchange.sheets.taking import Wanted, prepare, take
from boardtui.exchange.sheets.templates import write_template
from boardtui.exchange.sheets.values import times
from boardtui.meeting import entries as e
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.formats.rendering import rendered
from boardtui.register.agenda import add_item, agenda, order_items
from boardtui.register.people import add_partner, add_seat, members, partners, seats
from tests.sheets.making import BOARD, MEETING, looked_at, said
from tests.tui.app import make_desk

# Like formulas, with apostrophes, of joined letters, and what a spreadsheet likes to take for a number or a day.
WORDS = ("=1+1", "'t Hooft", "漢字 👩\u200d👧", "007", "2026-11-30", "_x0041_", "a, b; c | d", "true")
QUOTED = "'=1+1"  # in a register of its own: it is found as =1+1, where both are there
both = pytest.mark.parametrize("ending", [".csv", ".xlsx"])


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "other").mkdir()
    made = make_desk(tmp_path / "other")
    yield made
    made.close()


def carry(kind: str, target: str, source: Desk, there: Desk, path: Path) -> None:
    """Write the sheet at one desk; it changes nothing there, and is taken in at the other."""
    path.write_bytes(write_template(source, kind, target, path))
    assert not prepare(source, Wanted(kind, path, target)).plan.steps
    intake = prepare(there, Wanted(kind, path, target))
    assert not intake.plan.wrong, said(intake)
    take(there, intake)


@both
@pytest.mark.parametrize("texts", [WORDS, (QUOTED,)])
def test_the_register_comes_back(desk: Desk, other: Desk, tmp_path: Path, texts: tuple[str, ...], ending: str) -> None:
    here, there = desk.store.connection, other.store.connection
    for at, words in enumerate(texts):
        add_partner(here, Partner(f"new{at}", f"Trust {words}", "ccg", words, words, note=words, membership="core"))
        add_seat(here, BOARD, Seat(f"held{at}", f"Seat {words}", (f"new{at}", "eput"), words, words), words)
        add_seat(here, BOARD, Seat(f"unnamed{at}", f"Other {words}"), f"Other {words}")
        add_seat(here, BOARD, Seat(f"vacant{at}", f"Third {words}"), "")
        add_item(here, MEETING, e.AgendaItem(f"new{at}", words, "9.9", words, words, words, "11:00", 5, None, True))
    for kind, target in (("partners", ""), ("members", BOARD), ("agenda", MEETING)):
        carry(kind, target, desk, other, tmp_path / f"{kind}{ending}")
    assert partners(there) == partners(here)
    assert (seats(there, BOARD), members(there, BOARD)) == (seats(here, BOARD), members(here, BOARD))
    assert agenda(there, MEETING) == agenda(here, MEETING)


def test_an_agenda_that_was_circulated_in_markdown_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """The confidential item, of which the public one says nothing, stays; so does an item for which no time is planned."""
    db = desk.store.connection
    add_item(db, MEETING, e.AgendaItem("new", "Open forum", "10", "for note", minutes=15))
    welcome, *rest = (one.item for one in agenda(db, MEETING) if one.item != "new")
    order_items(db, MEETING, (welcome, "new", *rest))
    before = agenda(db, MEETING)
    assert any(one.confidential for one in before)
    public = rendered(papers_of(desk, "agenda", BOARD, MEETING)["agenda"], "md").decode()
    assert not any(item.title in public for item in before if item.confidential) and "about 10:05, 15 min" in public
    intake = looked_at(desk, tmp_path, "agenda", public, MEETING, name="agenda.md")
    assert {what for what, _, _ in said(intake)} == {"same"} and not intake.plan.steps
    assert any("not in the sheet and stay" in words for words in intake.plan.remarks)
    earlier = public.replace("| 9 |", f"|  | {HIDDEN} |  |  |  |  |\n| 9 |", 1)
    assert HIDDEN in earlier
    assert not looked_at(desk, tmp_path, "agenda", earlier, MEETING, name="earlier.md").plan.steps
    take(desk, looked_at(desk, tmp_path, "agenda", public.replace("Open forum", "Forum"), MEETING, name="agenda.md"))
    assert {one.title for one in agenda(db, MEETING)} == {"Forum", *(one.title for one in before)}


def test_an_agenda_that_was_circulated_in_word_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "agenda.docx"
    path.write_bytes(rendered(papers_of(desk, "agenda", BOARD, MEETING)["agenda"], "docx"))
    intake = prepare(desk, Wanted("agenda", path, MEETING))
    public = sum(not item.confidential for item in agenda(desk.store.connection, MEETING))
    assert [what for what, _, _ in said(intake)] == ["same"] * public and not intake.plan.steps


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("10:00, 5 min", ("10:00", 5)),
        ("10:00 (5 mins)", ("10:00", 5)),
        ("2.30 p.m. 10 minutes", ("14:30", 10)),
        ("10:05, 1 hour 30", ("10:05", 90)),
        ("10:00 to 10:20 (20 mins)", ("10:00", 20)),
        ("about 10:05, 5 min", ("", 5)),
    ],
)
def test_a_time_and_a_length_stand_in_one_cell(words: str, found: tuple[str, int]) -> None:
    assert times(words) == found


@pytest.mark.parametrize("words", ["about ten", "25:00, 5 min", "x, 5 min", "10:00" + " 5 min" * 1500])
def test_what_is_no_time_with_its_length_is_a_fault(words: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        times(words)


def convened(desk: Desk) -> Session:
    session = desk.session(BOARD)
    session.convene(MEETING)
    session.record(e.MeetingOpened())
    return session


@both
def test_interests_and_actions_come_back(desk: Desk, other: Desk, tmp_path: Path, ending: str) -> None:
    here, there = convened(desk), convened(other)
    topics, partners = ("fin_capital",), ("eput",)
    for number, words in enumerate([*WORDS, QUOTED, "two\n\nparagraphs"]):
        known, ended, done, due = (f"{key}-{number}" for key in ("known", "ended", "done", "due"))
        lasting = e.InterestRegistered(known, "eput-chair", "financial", words, topics=topics, partners=partners)
        here.record(
            replace(lasting, words=("beds", "estate"), since="2025-01-01", until="2030-01-01", confidential=True)
        )
        here.record(e.InterestRegistered(ended, None, "indirect", words, person="A Visitor", since="2025-01-01"))
        here.record(e.InterestEnded(ended, "2026-01-01"))
        here.record(e.ActionAgreed(done, None, words, "A Visitor", "2026-12-01"))
        here.record(e.ActionUpdated(done, "done", text=f"{words}!"))
        here.record(e.ActionAgreed(due, None, f"{words}?", "A Visitor", None))
    for kind in ("interests", "actions"):
        carry(kind, BOARD, desk, other, tmp_path / f"{kind}{ending}")
    assert there.state.standing == here.state.standing
    assert {key: _undated(one) for key, one in there.state.actions.items()} == {
        key: _undated(one) for key, one in here.state.actions.items()
    }


def test_an_action_of_a_partner_has_its_name_in_the_file_and_is_the_same_when_it_comes_back(
    desk: Desk, tmp_path: Path
) -> None:
    convened(desk).record(e.ActionAgreed("one", None, "Report.", "ecc", None))
    desk.session(BOARD).record(e.ActionUpdated("one", "done"))
    path = tmp_path / "actions.csv"
    path.write_bytes(write_template(desk, "actions", BOARD, path))
    text = path.read_text(encoding="utf-8-sig")
    assert "Essex County Council" in text and "completed" in text and ",ecc," not in text
    assert prepare(desk, Wanted("actions", path, BOARD)).plan.outcomes[0].told == ()


def _undated(one: e.OpenAction) -> dict[str, object]:
    """The action without the moment at which it was entered."""
    return {name: value for name, value in asdict(one).items() if name != "agreed"}


def test_a_character_that_no_sheet_can_hold_is_made_visible(desk: Desk, tmp_path: Path) -> None:
    convened(desk).record(e.ActionAgreed("one", None, "bell\x07 and\uffff", "A Visitor", None))
    for ending in (".csv", ".xlsx"):
        path = tmp_path / f"actions{ending}"
        path.write_bytes(write_template(desk, "actions", BOARD, path))
        assert prepare(desk, Wanted("actions", path, BOARD)).plan.outcomes[0].told == ()


def test_an_interest_known_by_its_key_is_not_asked_about_again(desk: Desk, tmp_path: Path) -> None:
    convened(desk).record(e.InterestRegistered("one", None, "indirect", "Shares", person="Chair of EPUT's charity"))
    text = "Key,Name,Nature,Type\none,Chair of EPUT's charity,{},indirect\n"
    intake = looked_at(desk, tmp_path, "interests", text.format("Shares"), BOARD)
    assert [what for what, _, _ in said(intake)] == ["same"] and not intake.plan.doubts
    other = looked_at(desk, tmp_path, "interests", text.format("A loan"), BOARD)
    assert said(other)[0][2] == (
        "column Nature: 'A loan' is not what the interest one says; end that one, and give the new one no key.",
    )


def test_an_interest_that_is_over_is_ended_as_it_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    session = convened(desk)
    text = "Name,Nature,Type,From,To\nA Visitor,Shares,financial,01/05/2025,{}\n"
    take(desk, looked_at(desk, tmp_path, "interests", text.format("01/06/2026"), BOARD))
    assert [one.ended for one in session.state.standing.values()] == ["2026-06-01"]
    early = looked_at(desk, tmp_path, "interests", text.format("01/04/2024").replace("Shares", "Loan"), BOARD)
    assert "column To: '01/04/2024' is before the day on which it begins, 1 May 2025." in said(early)[0][2]
