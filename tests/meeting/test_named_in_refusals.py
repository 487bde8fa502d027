"""A refusal names who is meant, not the key that was typed; what has no name is told by its key."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.state.labels import body_title, member_label, partner_label, voter_label
from tests.build import BOARD, CAPITAL, SLE, declare, motion, record, refused, rules_of, sitting, votes

AWAY, CEO = "eput-chair", "mseft-ceo"


def test_who_cannot_take_part_in_a_consensus_is_named() -> None:
    here = [key for key in sitting().state.present if key != AWAY]
    board = record(sitting(present=here), motion(rule="agreement", topic="objectives"))
    why = refused(board, e.ConsensusDeclared("m1", False, (e.Objection(AWAY, "Cost."),))).reason
    name = voter_label(board.state, board.state.motions["m1"], AWAY)
    assert why == f"{name} is no member entitled to take part." and AWAY not in why
    unknown = refused(board, e.ConsensusDeclared("m1", False, (e.Objection("ghost", "Cost."),))).reason
    assert unknown == "There is no member entitled to take part 'ghost' in this meeting."


def test_who_is_not_asked_to_ratify_is_named() -> None:
    board = declare(record(sitting(), motion(), votes("for", CAPITAL)))
    record(board, e.RatificationSought("m1", ("ecc", "tc")))
    for entry, start in (
        (e.PartnerResponded("mseft", True, "2026-11-23", motion="m1"), "mseft"),
        (e.RatificationSought("m1", ("ecc",), places={"tc": "the Cabinet"}), "tc"),
    ):
        assert refused(board, entry).reason.startswith(f"{partner_label(board.state, start)} is no")
    record(board, e.PartnerResponded("tc", True, "2026-11-23", motion="m1"))
    why = refused(board, e.RatificationSought("m1", ("ecc",))).reason
    assert why == f"{partner_label(board.state, 'tc')} has answered already and stays among those asked."


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (e.InterestDeclared(CEO, ("capital", "capital"), "financial", "Shares.", "noted"), "agenda item 3"),
        (e.PaperWithheld("2026-11", "capital", (CEO, CEO), "conflict"), f"member {CEO}"),
        (e.PaperWithheld("2027-02", "capital", (CEO, CEO), "conflict"), f"member {CEO}"),
        (e.IssueRaised("i1", "Beds", None, ("ecc", "ecc"), "8.6"), "partner ecc"),
        (e.InterestRegistered("r1", CEO, "financial", "Shares.", topics=("fin_capital",) * 2), "fin_capital"),
    ],
)
def test_who_or_what_is_named_twice_is_told_by_name(entry: e.AnyEntry, name: str) -> None:
    board = sitting()
    why = refused(board, entry).reason
    named = {
        f"member {CEO}": f"member {member_label(board.state, CEO)}",
        "partner ecc": "partner Essex County Council",
        "fin_capital": board.state.charter.topic_title("fin_capital"),
    }
    assert f"{named.get(name, name)} is named twice." in why


def test_a_book_from_before_titles_were_kept_names_bodies_as_the_memorandum_does() -> None:
    older = sitting(charter=replace(rules_of(), bodies={})).state
    assert body_title(older, SLE) == body_title(sitting().state, SLE) == "System Leadership Executive (SLE)"
    assert body_title(older, BOARD) == "Partnership Board" and body_title(older, "place-board") == "Place Board"
    own = sitting(charter=replace(rules_of(), name="of-our-own", bodies={})).state
    assert body_title(own, SLE) == "SLE", "which no memorandum names"
