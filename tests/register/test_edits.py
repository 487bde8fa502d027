"""Every edit of the register, and what is refused with one plain sentence and changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from boardtui.book.errors import Unavailable
from boardtui.charter.load import shipped
from boardtui.charter.model import Partner, Seat
from boardtui.charter.rule import Ratification
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting.entries import AgendaItem
from boardtui.register import agenda, people, rules
from boardtui.register.agenda import Meeting
from boardtui.register.init import write_charter
from boardtui.register.repeating import repeated
from boardtui.register.tables import RegisterError
from tests import random_examples

BOARD = "partnership-board"
NOVEMBER = "pb-2026-11-26"
HOSTILE = (
    "[/x] Smith",
    "[@click=app.quit]x[/]",
    "Robert'); DROP TABLE members;--",
    '=cmd|"/c calc"!A1',
    "\x1b]52;c;aGk=\x07",
    "a\u202eb\u200bc",
    "line\nbreak",
    "nul\x00byte",
    "名前 🙂",
)


def holder(db: sqlite3.Connection, key: str = "lmc-rep") -> tuple[str, bool]:
    (found,) = [member for member in people.members(db, BOARD) if member.key == key]
    return found.name, found.vacant


def capital(db: sqlite3.Connection):
    (found,) = [rule for rule in rules.rules(db, BOARD) if rule.key == "capital"]
    return found


def on_it(db: sqlite3.Connection, key: str = NOVEMBER) -> list[tuple[str, str]]:
    return [(item.number, item.item.removeprefix("pb-nov-")) for item in agenda.agenda(db, key)]


# people


@pytest.mark.parametrize("name", ["A Member", *HOSTILE])
def test_a_holder_is_entered_as_typed_and_stays_data(mse: sqlite3.Connection, name: str):
    people.set_holder(mse, BOARD, "lmc-rep", name)
    assert holder(mse) == (name, False)
    assert len(people.members(mse, BOARD)) == 31


def test_a_seat_without_a_name_is_vacant(mse: sqlite3.Connection):
    people.set_holder(mse, BOARD, "lmc-rep", "  ")
    assert holder(mse) == ("", True)
    people.set_holder(mse, BOARD, "lmc-rep", " A Member ")
    assert holder(mse) == ("A Member", False)


def test_the_same_seat_of_another_body_is_left_alone(mse: sqlite3.Connection):
    people.set_holder(mse, BOARD, "eput-ceo", "A Member")
    assert {m.key: m.name for m in people.members(mse, "sle")}["eput-ceo"] == "Chief Executive, EPUT"


def test_a_seat_is_added_with_the_partners_it_represents(mse: sqlite3.Connection):
    people.add_seat(mse, BOARD, Seat("provide-chair", "Chair, Provide CIC", ("provide",), "6.5"), "A Member")
    last = people.members(mse, BOARD)[-1]
    assert (last.key, last.name, last.partners, last.vacant) == ("provide-chair", "A Member", ("provide",), False)
    people.set_partners(mse, BOARD, "provide-chair", ("provide", "uclp"))
    assert people.members(mse, BOARD)[-1].partners == ("provide", "uclp")


def test_a_seat_is_removed_with_what_it_represents_unless_the_register_names_it(mse: sqlite3.Connection) -> None:
    before = people.seats(mse, BOARD)
    people.add_seat(mse, BOARD, Seat("provide-chair", "Chair, Provide CIC", ("provide",)), "A Member")
    rules.set_terms(mse, BOARD, Terms(quorum=Quorum(seats=("provide-chair",)), source="ToR"))
    with pytest.raises(RegisterError, match="since the quorum requires it"):
        people.remove_seat(mse, BOARD, "provide-chair")
    rules.set_terms(mse, BOARD, Terms())
    agenda.add_meeting(mse, Meeting("m1", BOARD, "Board", "2027-01-28T10:00:00+00:00"))
    agenda.add_item(mse, "m1", AgendaItem("beds", "Beds", recommendation="That beds be bought.", mover="provide-chair"))
    with pytest.raises(RegisterError, match="since the agenda item “Beds” is to be moved by it"):
        people.remove_seat(mse, BOARD, "provide-chair")
    agenda.change_item(mse, "m1", "beds", mover=None)
    people.remove_seat(mse, BOARD, "provide-chair")
    assert people.seats(mse, BOARD) == before
    with pytest.raises(RegisterError, match="no seat “provide-chair”"):
        people.remove_seat(mse, BOARD, "provide-chair")


def test_no_seat_and_partner_get_one_key(mse: sqlite3.Connection):
    with pytest.raises(RegisterError, match="A partner has the key hwe already"):
        people.add_seat(mse, BOARD, Seat("hwe", "Healthwatch", ("hwe",)), "A Member")
    with pytest.raises(RegisterError, match="A seat has the key hwe-rep already"):
        people.add_partner(mse, Partner("hwe-rep", "Healthwatch again"))


# what was agreed


def test_a_tick_is_set_and_cleared(mse: sqlite3.Connection):
    rules.set_tick(mse, "fin_capital", "council", True)
    assert "council" in rules.body_charter(mse, BOARD).matrix["fin_capital"]
    rules.set_tick(mse, "fin_capital", "council", False)
    assert rules.topics(mse) == shipped("mid-south-essex").topics


def test_a_ruling_on_the_footnote_is_entered_replaced_and_taken_away(mse: sqlite3.Connection):
    rules.set_override(mse, "nelft", "fin_capital", False, "Independent Chair, 3 November 2026")
    (found,) = rules.overrides(mse)
    assert (found.partner, found.topic, found.eligible) == ("nelft", "fin_capital", False)
    rules.set_override(mse, "nelft", "fin_capital", True, "Independent Chair, 4 November 2026")
    assert [each.eligible for each in rules.overrides(mse)] == [True]
    rules.set_override(mse, "nelft", "fin_capital", None)
    assert rules.overrides(mse) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("threshold", "2/3"),
        ("base", "present"),
        ("compare", "more_than"),
        ("withdrawn", "out_of_base"),
        ("withdrawn", None),
        ("no_category", "eligible"),
        ("topics", ("fin_capital", "fin_risk")),
        ("topics", None),
        ("binds", True),
        ("precondition", "[/x] anything"),
        ("verb", "resolved"),
    ],
)
def test_a_setting_of_a_rule_is_changed(mse: sqlite3.Connection, field: str, value: object):
    rules.change_rule(mse, BOARD, "capital", {field: value})
    assert getattr(capital(mse), field) == value
    rules.body_charter(mse, BOARD)


def test_a_consensus_becomes_a_vote_in_one_change(mse: sqlite3.Connection):
    with pytest.raises(
        RegisterError, match=r"\(votes counted out of\): it is missing; a rule decided by vote says out of whom"
    ):
        rules.change_rule(mse, "joint-committee", "consensus", {"method": "vote"})
    vote = {"method": "vote", "base": "present", "threshold": "1/2", "compare": "more_than", "defined": True}
    rules.change_rule(mse, "joint-committee", "consensus", vote)
    found, _ = rules.rules(mse, "joint-committee")
    assert (found.method, found.base, found.threshold, found.defined) == ("vote", "present", "1/2", True)


def test_terms_of_reference_are_entered_and_taken_away(mse: sqlite3.Connection):
    agreed = Terms(Quorum(10, None, ("independent-chair",)), "may_vote", source="ToR 3.1")
    rules.set_terms(mse, BOARD, agreed)
    assert rules.terms(mse, BOARD) == agreed
    rules.set_terms(mse, BOARD, Terms())
    assert rules.terms(mse, BOARD) == Terms()


# meetings


def test_meetings_come_earliest_first_whatever_their_offset(demo: sqlite3.Connection):
    agenda.add_meeting(demo, Meeting("pb-summer", BOARD, "Summer", "2026-07-01T00:30+01:00", public=False))
    agenda.add_meeting(demo, Meeting("pb-june", BOARD, "June", "2026-06-30T23:45Z"))
    assert [each.key for each in agenda.meetings(demo, BOARD)] == ["pb-summer", "pb-june", NOVEMBER]
    assert len(agenda.meetings(demo)) == 5
    assert agenda.meeting(demo, "pb-june").starts == "2026-06-30T23:45+00:00"
    agenda.change_meeting(demo, "pb-june", place="Main hall", starts="2026-06-30T22:45-01:00")
    assert agenda.meeting(demo, "pb-june").place == "Main hall"


def test_numbers_follow_when_items_are_moved_added_and_taken_off(demo: sqlite3.Connection):
    agenda.move_item(demo, NOVEMBER, "pb-nov-winter", 5)
    assert on_it(demo)[4:6] == [("5", "winter"), ("6", "capital")]
    agenda.add_item(demo, NOVEMBER, AgendaItem("pb-nov-risk", "Risks"), after="pb-nov-winter")
    assert on_it(demo)[4:7] == [("5", "winter"), ("6", "risk"), ("7", "capital")]
    agenda.remove_item(demo, NOVEMBER, "pb-nov-winter")
    assert on_it(demo)[4:6] == [("5", "risk"), ("6", "capital")]
    agenda.add_item(demo, NOVEMBER, AgendaItem("pb-nov-last", "Last"))
    assert on_it(demo)[-1] == ("10", "last")


def test_a_recommendation_names_a_rule_and_a_member_of_its_own_body(demo: sqlite3.Connection):
    draft = {"recommendation": "To adopt", "rule": "capital", "mover": "eput-chair"}
    agenda.change_item(demo, NOVEMBER, "pb-nov-winter", **draft)
    item = next(each for each in agenda.agenda(demo, NOVEMBER) if each.item == "pb-nov-winter")
    assert (item.recommendation, item.rule, item.mover) == ("To adopt", "capital", "eput-chair")
    for wrong in ({"rule": "sle"}, {"mover": "nobody"}):
        with pytest.raises(RegisterError, match="There is no"):
            agenda.change_item(demo, NOVEMBER, "pb-nov-winter", **wrong)
    again = repeated(item, "pb-jan-winter")
    assert (again.recommendation, again.mover, again.topic) == ("", None, item.topic)


def test_numbers_of_another_kind_stay_with_their_items(demo: sqlite3.Connection):
    agenda.change_item(demo, NOVEMBER, "pb-nov-minutes", number="PB/26/3")
    agenda.move_item(demo, NOVEMBER, "pb-nov-minutes", 1)
    assert on_it(demo)[:2] == [("PB/26/3", "minutes"), ("1", "welcome")]


def test_items_without_a_number_leave_no_gap_in_the_public_ones(demo: sqlite3.Connection):
    """Confidential ones count apart, wherever they stand, are moved, or are made confidential later."""
    agenda.add_meeting(demo, Meeting("pb-jan", BOARD, "January", "2027-01-28T10:00Z"))

    def numbers() -> list[tuple[str, str]]:
        return [(item.item, item.number) for item in agenda.agenda(demo, "pb-jan")]

    for item in (AgendaItem("one", "One"), AgendaItem("two", "Two", confidential=True), AgendaItem("three", "Three")):
        agenda.add_item(demo, "pb-jan", item)
    assert numbers() == [("one", "1"), ("two", "P1"), ("three", "2")]
    agenda.move_item(demo, "pb-jan", "two", 1)
    assert numbers() == [("two", "P1"), ("one", "1"), ("three", "2")]
    agenda.change_item(demo, "pb-jan", "one", confidential=True)
    assert numbers() == [("two", "P1"), ("one", "P2"), ("three", "1")]
    agenda.change_item(demo, "pb-jan", "two", confidential=False)
    agenda.remove_item(demo, "pb-jan", "one")
    assert numbers() == [("two", "1"), ("three", "2")]


def test_items_numbered_all_through_by_hand_stay_so(demo: sqlite3.Connection):
    agenda.add_meeting(demo, Meeting("pb-jan", BOARD, "January", "2027-01-28T10:00Z"))
    agenda.add_item(demo, "pb-jan", AgendaItem("one", "One", "1"))
    agenda.add_item(demo, "pb-jan", AgendaItem("two", "Two", "2", confidential=True))
    agenda.add_item(demo, "pb-jan", AgendaItem("three", "Three"))
    assert [item.number for item in agenda.agenda(demo, "pb-jan")] == ["1", "2", "3"]


@pytest.mark.parametrize("title", HOSTILE)
def test_an_item_is_changed_as_typed(demo: sqlite3.Connection, title: str):
    agenda.change_item(demo, NOVEMBER, "pb-nov-winter", title=title, minutes=None, topic=None, confidential=True)
    (found,) = [item for item in agenda.agenda(demo, NOVEMBER) if item.item == "pb-nov-winter"]
    assert (found.title, found.minutes, found.topic, found.confidential) == (title, None, None, True)


@settings(max_examples=random_examples(15, 100), deadline=None)
@given(st.permutations(range(1, 10)))
def test_however_often_items_are_moved_none_is_lost(order: list[int]):
    from tests.build import write_demo

    db = sqlite3.connect(":memory:")
    write_demo(db)
    before = sorted(item.item for item in agenda.agenda(db, NOVEMBER))
    for position in order:
        agenda.move_item(db, NOVEMBER, "pb-nov-winter", position)
        assert agenda.agenda(db, NOVEMBER)[position - 1].item == "pb-nov-winter"
    assert sorted(item.item for item in agenda.agenda(db, NOVEMBER)) == before
    assert [item.number for item in agenda.agenda(db, NOVEMBER)] == list("123456789")
    db.close()


# refusals

Edit = Callable[[sqlite3.Connection], object]


def item(**changes: object) -> Edit:
    fields = {"item": "new-item", "title": "New", **changes}
    return lambda db: agenda.add_item(db, NOVEMBER, AgendaItem(**fields))  # type: ignore[arg-type]


def meeting(**changes: object) -> Edit:
    fields = {"key": "pb-new", "body": BOARD, "title": "New", "starts": "2027-01-28T10:00+00:00", **changes}
    return lambda db: agenda.add_meeting(db, Meeting(**fields))  # type: ignore[arg-type]


def setting(field: str, value: object) -> Edit:
    return lambda db: rules.change_rule(db, BOARD, "capital", {field: value})


def agreed(**fields: object) -> Edit:
    return lambda db: rules.set_terms(db, BOARD, Terms(**fields))  # type: ignore[arg-type]


def seat(**fields: object) -> Edit:
    new = {"key": "new-seat", "title": "New", **fields}
    return lambda db: people.add_seat(db, BOARD, Seat(**new))  # type: ignore[arg-type]


REFUSALS: dict[str, tuple[Edit, str]] = {
    "no such body": (lambda db: people.set_holder(db, "bord", "x", "A"), "There is no body “bord”; "),
    "no such seat": (
        lambda db: people.set_holder(db, BOARD, "lmc", "A"),
        "The members of the Partnership Board cannot be changed: there is no seat “lmc”; did you mean lmc-rep?",
    ),
    "a name too long": (lambda db: people.set_holder(db, BOARD, "lmc-rep", "x" * 201), "The name is 201 characters"),
    "half a character": (lambda db: people.set_holder(db, BOARD, "lmc-rep", "\ud800"), "holds half a character"),
    "a seat twice": (seat(key="lmc-rep"), "has a seat lmc-rep already; choose another key"),
    "a seat's key": (seat(key="New Seat"), "“New Seat” cannot be the key of a seat"),
    "a seat without a title": (seat(title=" "), "The title of the seat is missing"),
    "a seat's partner": (seat(partners=("nobody",)), "there is no partner “nobody”"),
    "a seat's partner twice": (seat(partners=("ecc", "ecc")), "“ecc” is there twice"),
    "a stranger represented": (lambda db: people.set_partners(db, BOARD, "lmc-rep", ("lmc",)), "no partner “lmc”"),
    "no such element": (lambda db: rules.set_tick(db, "capital", "ccg", True), "no subject “capital”"),
    "no such category": (lambda db: rules.set_tick(db, "vision", "ccgs", True), "There is no category “ccgs”; did you"),
    "a ruling for nobody": (lambda db: rules.set_override(db, "x", "vision", True, "me"), "There is no partner “x”"),
    "a ruling on nothing": (lambda db: rules.set_override(db, "ecc", "x", True, "me"), "no subject “x”"),
    "a ruling by nobody": (
        lambda db: rules.set_override(db, "ecc", "vision", True),
        "Who ruled so, and when, is missing",
    ),
    "no such rule": (lambda db: rules.change_rule(db, BOARD, "x", {"title": "y"}), "there is no rule “x”"),
    "no such setting": (setting("key", "x"), "there is no changeable setting “key”"),
    "readings": (setting("readings", ()), "there is no changeable setting “readings”"),
    "a decimal": (setting("threshold", 0.75), r"0.75 is not exact; write a fraction like 3/4"),
    "a decimal in words": (
        setting("threshold", "0.75"),
        "The rule “Capital priorities and transformation funding” cannot be changed .fraction needed.: “0.75” is not an",
    ),
    "a percentage": (setting("threshold", "75 %"), "not an exact fraction"),
    "no threshold": (setting("threshold", None), "it is missing; a rule decided by vote"),
    "a base": (setting("base", "everybody"), "write eligible or present or cast"),
    "a method": (setting("method", "consensus"), "a decision by consensus has no base"),
    "no title": (setting("title", ""), "it is empty"),
    "no clause": (setting("clause", ""), "it is empty"),
    "a topic": (setting("topics", ["capital"]), "there is no topic “capital”"),
    "no topic": (setting("topics", []), "the list is empty"),
    "a long note": (setting("note", "x" * 10_001), "The note is 10001 characters long"),
    "terms without a source": (agreed(deputies="may_vote"), r"\(source\): it is empty"),
    "terms of no meaning": (agreed(deputies="perhaps", source="ToR"), "write may_vote or may_not_vote"),
    "an empty quorum": (agreed(quorum=Quorum(), source="ToR"), "it asks for nothing"),
    "a quorum of strangers": (agreed(quorum=Quorum(seats=("mayor",)), source="ToR"), "there is no seat “mayor”"),
    "a quorum in words": (agreed(quorum=Quorum("ten"), source="ToR"), "it must be a whole number"),  # type: ignore[arg-type]
    "a meeting twice": (meeting(key=NOVEMBER), "There is a meeting pb-2026-11-26 already"),
    "a meeting's key": (meeting(key="../../x"), "cannot be the key of a meeting"),
    "a meeting's body": (meeting(body="x"), "There is no body “x”"),
    "a meeting without a title": (meeting(title=""), "The title of the meeting is missing"),
    "a start without offset": (meeting(starts="2027-01-28T10:00"), "with its offset from UTC"),
    "no start": (meeting(starts="next Thursday"), "with its offset from UTC"),
    "a meeting's colour": (
        lambda db: agenda.change_meeting(db, NOVEMBER, colour="red"),
        "Only the title, start, place",
    ),
    "a start changed": (lambda db: agenda.change_meeting(db, NOVEMBER, starts="noon"), "with its offset from UTC"),
    "no such meeting": (lambda db: agenda.agenda(db, "pb"), "There is no meeting “pb”"),
    "an item twice": (item(item="pb-nov-winter"), "an item pb-nov-winter on this agenda already"),
    "an item's key": (item(item="Item 1"), "cannot be the key of an agenda item"),
    "an item without a title": (item(title="\t"), "The title of the item is missing"),
    "a long lead": (item(lead="x" * 201), "The lead of the item is 201 characters"),
    "a time": (item(planned="25:00"), "hours and minutes, such as 10:05"),
    "minutes": (item(minutes=0), "a whole number from 1 to 1440"),
    "an item's topic": (item(topic="capital"), "There is no subject “capital”"),
    "after nothing": (
        lambda db: agenda.add_item(db, NOVEMBER, AgendaItem("new", "New"), after="x"),
        "That item is not on the agenda; on it there is pb-nov-welcome",
    ),
    "moving nothing": (lambda db: agenda.move_item(db, NOVEMBER, "x", 1), "That item is not on the agenda"),
    "moving too far": (lambda db: agenda.move_item(db, NOVEMBER, "pb-nov-aob", 10), "choose a position from 1 to 9"),
    "removing nothing": (lambda db: agenda.remove_item(db, NOVEMBER, "x"), "That item is not on the agenda"),
    "an item's key changed": (lambda db: agenda.change_item(db, NOVEMBER, "pb-nov-aob", item="x"), "key cannot be"),
    "an item's minutes": (lambda db: agenda.change_item(db, NOVEMBER, "pb-nov-aob", minutes="soon"), "whole number"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_an_edit_that_makes_no_sense_is_refused_and_changes_nothing(demo: sqlite3.Connection, name: str):
    edit, reason = REFUSALS[name]
    before = list(demo.iterdump())
    with pytest.raises(RegisterError, match=reason) as caught:
        edit(demo)
    assert list(demo.iterdump()) == before
    assert not demo.in_transaction
    sentence = str(caught.value)
    assert sentence[0].isupper() or sentence[0] == "“"
    assert sentence.endswith((".", "?"))
    assert sentence.isprintable()


def test_item_keys_are_unique_in_the_book_of_the_body_and_free_in_another(demo: sqlite3.Connection):
    agenda.add_meeting(demo, Meeting("pb-next", BOARD, "Next", "2027-01-28T10:00+00:00"))
    with pytest.raises(RegisterError, match=r"an item pb-nov-aob on the agenda of “Partnership Board, Nov.*” already"):
        agenda.add_item(demo, "pb-next", AgendaItem("pb-nov-aob", "Any other business"))
    agenda.add_item(demo, "sle-2026-11-30", AgendaItem("pb-nov-aob", "Any other business"))


def test_a_start_spoilt_by_another_program_names_its_meeting(demo: sqlite3.Connection):
    demo.execute("UPDATE meetings SET starts = 'soon' WHERE key = ?", (NOVEMBER,))
    assert NOVEMBER not in [meeting.key for meeting in agenda.meetings(demo)]
    with pytest.raises(
        RegisterError, match="table meetings, row pb-2026-11-26, starts is “soon”, and it must be a date"
    ):
        agenda.meeting(demo, NOVEMBER)


def test_edits_inside_a_transaction_of_the_caller_are_undone_with_it(mse: sqlite3.Connection):
    mse.execute("BEGIN")
    people.set_holder(mse, BOARD, "lmc-rep", "A Member")
    with pytest.raises(RegisterError):
        rules.change_rule(mse, BOARD, "capital", {"threshold": "0.75"})
    assert holder(mse) == ("A Member", False)
    mse.rollback()
    assert holder(mse)[0] == "Representative, Local Medical Committee"


def test_an_edit_is_there_for_another_connection_when_it_returns(tmp_path):
    first = sqlite3.connect(tmp_path / "data.db")
    write_charter(first, shipped("mid-south-essex"))
    people.set_holder(first, BOARD, "lmc-rep", "A Member")
    second = sqlite3.connect(tmp_path / "data.db", timeout=0)
    assert holder(second) == ("A Member", False)
    second.execute("BEGIN IMMEDIATE")
    first.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(Unavailable, match=r"because another program is using the file\. Nothing was begun"):
        people.set_holder(first, BOARD, "lmc-rep", "Another")
    second.rollback()
    assert holder(first) == ("A Member", False)
    first.close()
    second.close()


@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each name takes the place of the one before
def test_any_name_is_kept_exactly(demo: sqlite3.Connection, name: str):
    people.set_holder(demo, BOARD, "lmc-rep", name)
    assert holder(demo) == (name.strip(), not name.strip())


def test_whose_word_a_rules_decisions_need_is_kept_and_taken_away_again(demo: sqlite3.Connection) -> None:
    asked = Ratification("named", ("ecc", "mseft"), "approval", "each", "where_said", "Board", {"ecc": "Cabinet"})
    rules.change_rule(demo, "partnership-board", "agreement", {"ratification": asked})
    assert {rule.key: rule.ratification for rule in rules.rules(demo, "partnership-board")}["agreement"] == asked
    row = demo.execute("SELECT asks_partners, asks_places FROM rules WHERE key = 'agreement'").fetchone()
    assert row == ("ecc, mseft", "ecc: Cabinet")
    with pytest.raises(RegisterError, match="nobody"):
        rules.change_rule(demo, "partnership-board", "agreement", {"ratification": Ratification("named")})
    rules.change_rule(demo, "partnership-board", "agreement", {"ratification": None})
    assert {rule.key: rule.ratification for rule in rules.rules(demo, "partnership-board")}["agreement"] is None
