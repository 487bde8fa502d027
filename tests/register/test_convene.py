"""What a meeting is convened with comes from the register, and what is confidential stays out of the public entry."""

from __future__ import annotations

import sqlite3

import msgspec
import pytest
from msgspec.structs import replace

from boardtui.charter.load import body_charter, names, shipped
from boardtui.charter.model import Seat
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting.entries import AgendaItem, Carried, MeetingConvened, MinutesDue, OpenAction, OpenIssue, decode
from boardtui.meeting.fold.stretch import Stretch
from boardtui.register import agenda, people, rules
from boardtui.register.convene import changes_since, convened
from boardtui.register.init import write_charter
from boardtui.register.preview import standings
from boardtui.register.tables import RegisterError
from tests import build

BOARD = "partnership-board"
NOVEMBER = "pb-2026-11-26"
CANARY = "canary-7c1f"
CARRIED = Carried(
    issues=(
        OpenIssue("i1", "Winter funds", parties=("tc", "mseft")),
        OpenIssue("i2", f"Estates {CANARY}", confidential=True),
    ),
    actions=(
        OpenAction("a1", "Report back", "J Smith"),
        OpenAction("a2", f"Ask about {CANARY}", "J Smith", confidential=True),
    ),
    minutes=(MinutesDue("pb-2026-09-24", "Partnership Board, September 2026"),),
)


def test_the_meeting_is_convened_with_what_the_tables_say(demo: sqlite3.Connection):
    entry, _ = convened(demo, NOVEMBER, Carried(), {})
    assert (entry.meeting, entry.body, entry.starts, entry.public) == (
        NOVEMBER,
        BOARD,
        "2026-11-26T10:00+00:00",
        True,
    )
    assert entry.charter == body_charter(shipped("mid-south-essex"), BOARD)
    assert entry.partners == shipped("mid-south-essex").partners
    assert [member.key for member in entry.members] == [seat.key for seat in shipped("mid-south-essex").bodies[0].seats]
    assert decode(msgspec.json.encode(entry)) == entry


def test_the_demonstration_has_a_board_of_seats_and_an_agenda_with_times(demo: sqlite3.Connection):
    assert [meeting.key for meeting in agenda.meetings(demo)] == [NOVEMBER, "sle-2026-11-30", "jc-2026-12-03"]
    entry, hidden = convened(demo, NOVEMBER, Carried(), {})
    assert len(entry.agenda) == 8
    assert all(item.planned and item.minutes for item in entry.agenda)
    assert {item.item: item.topic for item in entry.agenda}["pb-nov-capital"] == "fin_capital"
    assert hidden is not None
    assert [item.item for item in hidden.agenda] == ["pb-nov-estates"]
    assert all(member.name == member.seat for member in entry.members)
    clock = 600
    for item in agenda.agenda(demo, NOVEMBER):
        assert item.planned == f"{clock // 60:02}:{clock % 60:02}"
        clock += item.minutes or 0


@pytest.mark.parametrize("key", [NOVEMBER, "sle-2026-11-30", "jc-2026-12-03"])
def test_each_meeting_of_the_demonstration_can_be_held(demo: sqlite3.Connection, key: str):
    entry, hidden = convened(demo, key, Carried(), {})
    stretch = build.record(Stretch(entry.body), entry, *([hidden] if hidden else []))
    assert stretch.state.phase == "convened"
    assert len(stretch.state.items) == len(agenda.agenda(demo, key))


def test_confidential_items_and_matters_go_only_into_the_second_entry(demo: sqlite3.Connection):
    agenda.change_item(demo, NOVEMBER, "pb-nov-estates", title=f"Part 2 {CANARY}", lead=CANARY, paper=CANARY)
    entry, hidden = convened(demo, NOVEMBER, CARRIED, {})
    assert hidden is not None
    public, secret = msgspec.json.encode(entry).decode(), msgspec.json.encode(hidden).decode()
    assert CANARY not in public
    assert "pb-nov-estates" not in public
    assert secret.count(CANARY) == 5
    assert [issue.issue for issue in entry.carried.issues] == ["i1"]
    assert [action.action for action in hidden.actions] == ["a2"]
    assert entry.carried.minutes == CARRIED.minutes


def test_without_anything_confidential_there_is_no_second_entry(demo: sqlite3.Connection):
    assert convened(demo, "jc-2026-12-03", Carried(), {})[1] is None


def test_rulings_terms_and_names_are_frozen_into_the_entry(demo: sqlite3.Connection):
    rules.set_override(demo, "nelft", "fin_capital", False, "Independent Chair, 3 November 2026")
    rules.set_terms(demo, BOARD, Terms(Quorum(16), source="ToR 3"))
    people.set_holder(demo, BOARD, "lmc-rep", "A Member")
    people.set_holder(demo, BOARD, "cvsn-rep", "")
    entry, _ = convened(demo, NOVEMBER, Carried(), {})
    held = {member.key: (member.name, member.vacant) for member in entry.members}
    assert [(each.partner, each.eligible) for each in entry.charter.overrides] == [("nelft", False)]
    assert entry.charter.terms.quorum == Quorum(16)
    assert (held["lmc-rep"], held["cvsn-rep"]) == (("A Member", False), ("", True))


def test_a_meeting_nobody_entered_cannot_be_convened(demo: sqlite3.Connection):
    with pytest.raises(RegisterError, match="There is no meeting “pb-2026-11-27”; did you mean pb-2026-11-26"):
        convened(demo, "pb-2026-11-27", Carried(), {})


def test_rules_spoilt_by_another_program_are_not_frozen_into_a_book(demo: sqlite3.Connection):
    demo.execute("UPDATE rules SET threshold = '75%' WHERE key = 'capital'")
    with pytest.raises(
        RegisterError, match="row partnership-board capital, threshold is “75%”, and it must be a fraction"
    ):
        convened(demo, NOVEMBER, Carried(), {})


# what changed since


@pytest.fixture
def before(demo: sqlite3.Connection) -> MeetingConvened:
    return convened(demo, NOVEMBER, Carried(), {})[0]


def test_nothing_changed(demo: sqlite3.Connection, before: MeetingConvened):
    assert changes_since(demo, before) == []


@pytest.mark.parametrize("name", names())
def test_nothing_changed_in_any_body_of_any_memorandum(empty: sqlite3.Connection, name: str):
    write_charter(empty, shipped(name))
    for body in shipped(name).bodies:
        agenda.add_meeting(empty, agenda.Meeting(f"{body.key}-1", body.key, "A meeting", "2026-11-26T10:00+00:00"))
        convened_then, _ = convened(empty, f"{body.key}-1", Carried(), {})
        assert changes_since(empty, convened_then) == [], body.key
        assert standings(empty)[body.key].partners == convened_then.partners, "a change is judged by who would count"


def test_an_organisation_that_counts_in_some_bodies_alone_is_called_a_partner_by_no_change(
    demo: sqlite3.Connection, before: MeetingConvened
):
    first = before.partners[0]
    people.change_partner(demo, first.key, bodies=("sle",))
    assert changes_since(demo, before) == [f"{first.name} no longer counts in this body."]
    people.change_partner(demo, first.key, bodies=(BOARD,))
    without = replace(before, partners=before.partners[1:])
    assert changes_since(demo, without) == [f"{first.name} counts in this body now."]


CHANGES = {
    "a holder": (
        lambda db: people.set_holder(db, BOARD, "lmc-rep", "A Member"),
        "The seat Representative, Local Medical Committee is held by A Member now (was filled without a name).",
    ),
    "a vacancy": (
        lambda db: people.set_holder(db, BOARD, "lmc-rep", ""),
        "The seat Representative, Local Medical Committee is vacant now (was filled without a name).",
    ),
    "a seat": (
        lambda db: people.add_seat(db, BOARD, Seat("provide-chair", "Chair, Provide CIC", ("provide",))),
        "The seat Chair, Provide CIC is new, vacant.",
    ),
    "partners of a seat": (
        lambda db: people.set_partners(db, BOARD, "lmc-rep", ("ecc", "tc")),
        "The seat Representative, Local Medical Committee represents Essex County Council and Thurrock Council now.",
    ),
    "no partners of a seat": (
        lambda db: people.set_partners(db, BOARD, "hwe-rep", ()),
        "The seat Representative, Healthwatch Essex represents no partner now.",
    ),
    "a tick": (
        lambda db: rules.set_tick(db, "vision", "ccg", False),
        "Vision, principles, values and behaviour no longer applies to CCGs.",
    ),
    "another tick": (
        lambda db: rules.set_tick(db, "support", "other", True),
        "National and regional support applies to Other partners.",
    ),
    "a ruling": (
        lambda db: rules.set_override(db, "nelft", "fin_risk", False, "Chair, 3 November"),
        "It was ruled on NHS financial framework: risk management for North East London NHS Foundation Trust: "
        "it does not apply (Chair, 3 November).",
    ),
    "a rule": (
        lambda db: rules.change_rule(db, BOARD, "capital", {"threshold": "2/3"}),
        "The rule Capital priorities and transformation funding (8.4), fraction needed: was 3/4, is now 2/3.",
    ),
    "a rule's topics": (
        lambda db: rules.change_rule(db, BOARD, "capital", {"topics": None}),
        "The rule Capital priorities and transformation funding (8.4), subjects: was Financial framework: "
        "allocation of NHS capital and transformation funds, is now any.",
    ),
    "a start": (
        lambda db: agenda.change_meeting(db, NOVEMBER, starts="2026-11-26T11:00+00:00"),
        "The meeting starts at 2026-11-26T11:00+00:00 now.",
    ),
    "openness": (
        lambda db: agenda.change_meeting(db, NOVEMBER, public=False),
        "The meeting is not in public now.",
    ),
    "an item": (
        lambda db: agenda.change_item(db, NOVEMBER, "pb-nov-winter", minutes=30),
        "The agenda item “Winter plan” was changed.",
    ),
    "an item made confidential": (
        lambda db: agenda.change_item(db, NOVEMBER, "pb-nov-winter", confidential=True),
        "“Winter plan” is no longer on the public agenda.",
    ),
    "a partner's name": (
        lambda db: db.execute("UPDATE partners SET name = 'Essex' WHERE key = 'ecc'"),
        "The partner Essex County Council is called Essex now.",
    ),
    "a partner's category": (
        lambda db: db.execute("UPDATE partners SET category = 'nhs_provider' WHERE key = 'provide'"),
        "Provide CIC is in the category NHS Providers now (was in Other partners).",
    ),
    "a reading": (
        lambda db: db.execute("UPDATE readings SET why = '' WHERE key = 'present'"),
        "The other readings of the rule Capital priorities and transformation funding (8.4) were changed.",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_one_sentence(demo: sqlite3.Connection, before: MeetingConvened, name: str):
    change, sentence = CHANGES[name]
    change(demo)
    assert changes_since(demo, before) == [sentence]


def test_terms_of_reference_are_told_field_by_field(demo: sqlite3.Connection, before: MeetingConvened):
    rules.set_terms(demo, BOARD, Terms(Quorum(10, "1/3", conflicted_count=False), "may_vote", source="ToR 3"))
    assert changes_since(demo, before) == [
        "The terms of reference, quorum: was not defined, is now at least 10 members and at least 1/3 of the filled seats; "
        "members kept from voting are not counted.",
        "The terms of reference, deputies: was not defined, is now may vote.",
        "The terms of reference, source: was none stated, is now ToR 3.",
    ]


def test_an_order_and_a_further_item_are_told(demo: sqlite3.Connection, before: MeetingConvened):
    agenda.add_item(demo, NOVEMBER, AgendaItem("pb-nov-risk", "Risks", number="10"))
    assert changes_since(demo, before) == ["“Risks” is a further item of the agenda."]
    agenda.move_item(demo, NOVEMBER, "pb-nov-winter", 5)
    assert "The order of the agenda was changed." in changes_since(demo, before)


def test_a_confidential_item_is_never_named(demo: sqlite3.Connection, before: MeetingConvened):
    agenda.change_item(demo, NOVEMBER, "pb-nov-estates", title=CANARY)
    agenda.add_item(demo, NOVEMBER, AgendaItem("pb-nov-secret", CANARY, confidential=True))
    assert changes_since(demo, before) == []


def test_what_was_there_then_and_is_gone(demo: sqlite3.Connection, before: MeetingConvened):
    gone = people.members(demo, BOARD)[0]
    old = replace(
        before,
        members=(replace(gone, key="old-seat", seat="Old seat"), *before.members),
        partners=(replace(before.partners[0], key="old", name="Old partner"), *before.partners),
        charter=replace(
            before.charter,
            matrix={**before.charter.matrix, "old": ()},
            rules=(replace(before.charter.rules[0], key="old", title="Old rule"), *before.charter.rules),
        ),
    )
    assert changes_since(demo, old) == [
        "Old partner is no longer a partner.",
        "The seat Old seat is there no longer.",
        "The subject old is there no longer.",
        "The rule Old rule (6.4, 6.6, 8.2) is there no longer.",
    ]


def test_what_is_there_now_and_was_not(demo: sqlite3.Connection, before: MeetingConvened):
    matrix = {key: ticked for key, ticked in before.charter.matrix.items() if key != "vision"}
    charter = replace(before.charter, matrix=matrix, rules=before.charter.rules[1:])
    old = replace(before, partners=before.partners[1:], members=before.members[1:], charter=charter)
    assert changes_since(demo, old) == [
        "Essex County Council is a partner now.",
        "The seat Independent Chair is new, filled without a name.",
        "The subject Vision, principles, values and behaviour is new.",
        "The rule General agreement (6.4, 6.6, 8.2) is new.",
    ]


def test_terms_of_config_toml_are_frozen_with_their_own_source(demo: sqlite3.Connection):
    rules.set_terms(demo, BOARD, Terms(deputies="may_vote", source="ToR 3"))
    given = {BOARD: Terms(Quorum(11), deputies="may_not_vote", source="Standing orders 5")}
    agreed = convened(demo, NOVEMBER, Carried(), given)[0].charter.terms
    assert (agreed.deputies, agreed.quorum) == ("may_vote", Quorum(11))
    assert (agreed.source_of("deputies"), agreed.source_of("quorum")) == ("ToR 3", "Standing orders 5")


def test_terms_from_several_documents_are_kept_with_their_sources(demo: sqlite3.Connection):
    agreed = Terms(Quorum(1), deputies="may_vote", source="ToR 3", sources={"deputies": "Standing orders 5: 2"})
    rules.set_terms(demo, BOARD, agreed)
    assert rules.terms(demo, BOARD) == agreed
