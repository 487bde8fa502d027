"""A change of the register is told before it is made: who may vote, how many votes are needed, and what stays."""

from __future__ import annotations

import sqlite3

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.register.people import change_partner, members, partners, set_holder
from boardtui.register.preview import count, keeping, preview, rehearse, standings
from boardtui.register.rules import (
    change_rule,
    overrides,
    rules,
    set_override,
    set_terms,
    set_tick,
    terms,
    topics,
)
from boardtui.register.tables import RegisterError
from boardtui.register.values import correct, faults

BOARD = "partnership-board"
CAPITAL = "Partnership Board, 8.4 Capital priorities and transformation funding: "


def except_two(db: sqlite3.Connection) -> None:
    """The footnote rulings of example D: NELFT and EEAST out."""
    for partner in ("eeast", "nelft"):
        set_override(db, partner, "fin_capital", False, "the Chair, 3 November 2026")


def line_of(lines: list[str], begins: str) -> str:
    """The one sentence that begins so."""
    (found,) = [line for line in lines if line.startswith(begins)]
    return found


def test_the_footnote_rulings_lower_the_bar_of_8_4_from_11_to_8(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: except_two(demo))
    said = line_of(lines, CAPITAL)
    assert said == f"{CAPITAL}14 → 10 eligible members, 11 out of 14 → 8 out of 10 needed."
    out = "Chair, EEAST; Chair, NELFT; Chief Executive, EEAST; Chief Executive, NELFT"
    assert lines.count(f"Partnership Board, no longer eligible: {out}.") == 1


def test_every_body_whose_electorate_changes_is_told_of_and_no_other(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: except_two(demo))
    assert [line.split(",")[0] for line in lines].count("Partnership Board") == 5 + 1
    sle = line_of(lines, "System Leadership Executive (SLE), 8.10(2)")
    assert "11 → 9 eligible partners, 5 out of 9 → 4 out of 7 needed if all attend" in sle
    assert not any("Joint Committee" in line for line in lines)


def test_a_rehearsal_leaves_nothing_behind(demo: sqlite3.Connection) -> None:
    before = standings(demo)
    rehearse(demo, lambda: except_two(demo))
    assert standings(demo) == before
    assert overrides(demo) == ()
    assert not demo.in_transaction


def test_a_rehearsal_inside_an_edit_leaves_the_edit_alone(demo: sqlite3.Connection) -> None:
    demo.execute("BEGIN")
    set_tick(demo, "fin_risk", "council", True)
    rehearse(demo, lambda: set_tick(demo, "fin_capital", "council", True))
    assert demo.in_transaction
    ticked = {topic.key: topic.categories for topic in topics(demo)}
    assert "council" in ticked["fin_risk"]
    assert "council" not in ticked["fin_capital"]


def test_a_tick_lets_the_councils_in_and_names_four_of_the_six(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: set_tick(demo, "fin_capital", "council", True))
    assert "14 → 20 eligible members, 11 out of 14 → 15 out of 20 needed" in line_of(lines, CAPITAL)
    named = line_of(lines, "Partnership Board, newly eligible: ")
    assert named.count(";") == 4
    assert named.endswith("; and 2 more.")


def test_a_change_of_nobodys_vote_says_nothing(demo: sqlite3.Connection) -> None:
    assert rehearse(demo, lambda: set_holder(demo, BOARD, "eeast-chair", "A Name")) == []
    assert rehearse(demo, lambda: set_tick(demo, "vision", "ccg", True)) == []


def test_a_vacancy_takes_the_seat_out_of_every_count(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: set_holder(demo, BOARD, "eeast-chair", ""))
    assert line_of(lines, CAPITAL) == f"{CAPITAL}14 → 13 eligible members, 11 out of 14 → 10 out of 13 needed."
    assert "Partnership Board, no longer eligible: Chair, EEAST." in lines


def test_a_new_category_moves_a_partners_members(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: change_partner(demo, "mseft", category="other"))
    assert "14 → 12 eligible members, 11 out of 14 → 9 out of 12 needed" in line_of(lines, CAPITAL)


def test_a_new_threshold_is_told_with_the_votes_that_it_takes(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: change_rule(demo, BOARD, "capital", {"threshold": "2/3"}))
    assert lines[0] == "Partnership Board, 8.4, fraction needed: 3/4 → 2/3."
    assert lines[1] == f"{CAPITAL}14 eligible members, as before, 11 out of 14 → 10 out of 14 needed."


def test_a_setting_without_effect_on_a_count_is_still_told(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: change_rule(demo, BOARD, "capital", {"binds": True}))
    assert lines == ["Partnership Board, 8.4, effect: not binding → binding."]


def test_another_unit_is_told_without_comparing_members_with_partners(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: change_rule(demo, BOARD, "capital", {"unit": "partner"}))
    assert lines[1].startswith(
        f"{CAPITAL}14 eligible members → 11 eligible partners, 11 out of 14 → 9 out of 11 needed"
    )


def test_consensus_made_a_vote(demo: sqlite3.Connection) -> None:
    vote = {"method": "vote", "base": "cast", "threshold": "1/2", "compare": "more_than"}
    lines = rehearse(demo, lambda: change_rule(demo, "sle", "consensus", vote))
    assert any(
        line.endswith("8 eligible members, as before, none may object → 5 out of 8 needed if all vote.")
        for line in lines
    )
    assert any(
        "way of deciding: by consensus: no objection is maintained → by a vote: each eligible member has one vote"
        in line
        for line in lines
    )


def test_a_refused_change_is_refused_before_it_is_told(demo: sqlite3.Connection) -> None:
    with pytest.raises(RegisterError, match="exact fraction"):
        rehearse(demo, lambda: change_rule(demo, BOARD, "capital", {"threshold": "75%"}))
    assert not demo.in_transaction
    assert {rule.key: rule.threshold for rule in rules(demo, BOARD)}["capital"] == "3/4"


def test_nobody_eligible_is_never_a_need_of_nought(demo: sqlite3.Connection) -> None:
    def clear() -> None:
        for category in ("ccg", "nhs_provider", "nhse_nhsi"):
            set_tick(demo, "fin_capital", category, False)

    assert "14 → 0 eligible members, 11 out of 14 → no number needed" in line_of(rehearse(demo, clear), CAPITAL)


def test_terms_of_reference_are_told(demo: sqlite3.Connection) -> None:
    agreed = Terms(quorum=Quorum(number=10), deputies="may_vote", source="ToR 2026, 4")
    lines = rehearse(demo, lambda: set_terms(demo, BOARD, agreed))
    assert lines == [
        "Partnership Board, quorum: not defined → 10 members.",
        "Partnership Board, deputies: not defined → may vote.",
    ]
    assert terms(demo, BOARD) == Terms()


def test_all_elements_at_once_are_not_listed_one_by_one(demo: sqlite3.Connection) -> None:
    lines = rehearse(demo, lambda: change_rule(demo, "sle", "issue-majority", {"threshold": "2/3"}))
    general = [line for line in lines if "8.10(2) Majority" in line]
    assert len(general) < 6
    assert any("on no subject" in line for line in general)


def test_a_body_that_was_spoilt_by_another_program_does_not_stop_the_others(demo: sqlite3.Connection) -> None:
    demo.execute("UPDATE rules SET threshold = '75%' WHERE body = 'partnership-board' AND key = 'capital'")
    demo.commit()
    assert BOARD not in standings(demo)
    assert rehearse(demo, lambda: set_tick(demo, "fin_capital", "council", True))
    (fault,) = faults(demo)
    correct(demo, fault, "3/4")
    assert BOARD in standings(demo)


def test_the_preview_is_a_function_of_two_standings_alone(demo: sqlite3.Connection) -> None:
    (old,) = [standing for standing in standings(demo).values() if standing.body == BOARD]
    fewer = tuple(replace(one, vacant=True) if one.key == "eeast-chair" else one for one in old.members)
    new = old._replace(members=fewer)
    assert preview([old], [new])
    assert preview([old], [old]) == []
    rule = old.charter.rule("capital")
    assert rule is not None
    assert (len(count(old, rule, "fin_capital").voters), count(new, rule, "fin_capital").needed) == (14, "10 out of 13")


def test_a_running_meeting_keeps_what_it_was_convened_with() -> None:
    assert "no meeting is running" in keeping([])
    assert keeping(["“A”"]).startswith("“A” is running and keeps")
    assert keeping(["“A”", "“B”"]).startswith("“A” and “B” are running and keep")


def test_a_partner_is_changed_or_refused_in_a_sentence(demo: sqlite3.Connection) -> None:
    change_partner(demo, "provide", category=None, markers="", note="New status.")
    (provide,) = [partner for partner in partners(demo) if partner.key == "provide"]
    assert (provide.category, provide.markers, provide.note) == (None, "", "New status.")
    for changes in ({"category": "nowhere"}, {"name": " "}, {"key": "x"}, {"name": "x" * 5000}):
        with pytest.raises(RegisterError):
            change_partner(demo, "provide", **changes)
    with pytest.raises(RegisterError, match="partner"):
        change_partner(demo, "nobody", name="X")
    assert members(demo, BOARD)
