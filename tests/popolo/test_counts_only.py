"""Votes of which only counts are recorded: taken in and written out as counts without names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.desk.replay import Replayed
from boardtui.exchange.popolo.writing import document
from boardtui.meeting import entries as e
from tests import build
from tests.popolo.making import event, motion, motions, notes, states, taken_in

PEOPLE = [{"id": key, "name": key.title()} for key in ("ann", "bob", "cat", "dan")]
MEMBERS = [{"person_id": one["id"], "organization_id": "council"} for one in PEOPLE]


def counted(yes: int, no: int, **fields: Any) -> dict[str, Any]:
    counts = [{"option": "yes", "value": yes}, {"option": "no", "value": no}, {"option": "not voting", "value": 1}]
    made = event("v1", votes="", counts=counts, organization_id="council", **fields)
    return {"persons": PEOPLE, "memberships": MEMBERS, "motions": [motion(made, **fields)]}


def test_counts_alone_are_counted_without_names(tmp_path: Path) -> None:
    taken, found = taken_in(tmp_path, counted(2, 1, result="pass"))
    (one,) = motions(found)
    assert one.result is not None and one.totals is not None
    assert (one.status, one.result.for_, one.result.against, one.votes) == ("carried", 2, 1, {})
    assert taken.figures()["vote_events"] == 1
    assert (taken.figures()["votes"], taken.figures()["counts_differing"], taken.figures()["skipped"]) == (0, 0, 0)
    assert "not who voted how" in notes(found)[0]


def test_what_counts_alone_said_is_written_out_as_counts_again(tmp_path: Path) -> None:
    _, found = taken_in(tmp_path, counted(2, 1))
    written = document(found, {}, public=True)
    (vote_event,) = written["vote_events"]
    assert vote_event["votes"] == []
    assert {one["option"]: one["value"] for one in vote_event["counts"]} == {
        "yes": 2, "no": 1, "abstain": 0, "not voting": 1,
    }  # fmt: skip
    folder = tmp_path / "again"
    folder.mkdir()
    taken, again = taken_in(folder, written)
    assert [one.result for one in motions(again)] == [one.result for one in motions(found)]
    assert taken.figures()["skipped"] == 0


def test_more_votes_than_members_are_known_cannot_be_recounted(tmp_path: Path) -> None:
    others = event("v2", votes="ann yes", organization_id="council")
    data = counted(4, 1)
    data["motions"].append({**motion(others), "id": "m2"})
    taken, found = taken_in(tmp_path, data)
    assert len(motions(found)) == 1
    assert "5 votes are counted, and 4 members are known" in taken.gathered.skipped.shown[0]
    assert states(found)[0].phase == "closed"


def test_of_a_consensus_counts_alone_say_too_little(tmp_path: Path) -> None:
    data = counted(3, 0, requirement="consensus: nobody objects")
    data["motions"].append({**motion(event("v2", organization_id="council")), "id": "m2"})
    taken, _ = taken_in(tmp_path, data)
    assert "names who objects" in taken.gathered.skipped.shown[0]


def test_a_show_of_hands_counts_who_was_absent_and_withdrew_as_a_recorded_vote_does() -> None:
    board = build.sitting(present=build.CAPITAL[:12])
    build.record(board, e.InterestDeclared(build.CAPITAL[0], ("capital",), "financial", "Shares.", "withdraws", ""))
    build.record(board, build.motion("hands"), e.VotesCounted("hands", "show_of_hands", 10, 1, 0))
    build.record(board, build.motion("named"), build.votes("for", build.CAPITAL[1:11], "named"))
    build.record(board, build.votes("against", build.CAPITAL[11:12], "named"))
    build.declare(build.declare(board, "hands"), "named")
    written = document(Replayed(build.BOARD, [board], 99, "f" * 64), {}, public=False)
    hands, named = (
        {count["option"]: count["value"] for count in vote_event["counts"]} for vote_event in written["vote_events"]
    )
    assert hands == {"yes": 10, "no": 1, "abstain": 0, "not voting": 0, "absent": 2, "withdrawn": 1}
    assert named == {option: number for option, number in hands.items() if option != "not voting"}
    assert sum(hands.values()) == sum(named.values()) == len(build.CAPITAL)


def test_who_stayed_and_did_not_vote_for_an_interest_has_not_withdrawn() -> None:
    """As the minutes have it: one withdrew, the other did not vote."""
    board = build.sitting(present=build.CAPITAL[:12])
    for member, handling in zip(build.CAPITAL, ("withdraws", "speaks_does_not_vote"), strict=False):
        build.record(board, e.InterestDeclared(member, ("capital",), "financial", "Shares.", handling, ""))
    build.record(board, build.motion("hands"), e.VotesCounted("hands", "show_of_hands", 9, 1, 0))
    build.record(board, build.motion("named"), build.votes("for", build.CAPITAL[2:11], "named"))
    build.record(board, build.votes("against", build.CAPITAL[11:12], "named"))
    build.declare(build.declare(board, "hands"), "named")
    written = document(Replayed(build.BOARD, [board], 99, "f" * 64), {}, public=False)
    for vote_event in written["vote_events"]:
        counts = {count["option"]: count["value"] for count in vote_event["counts"]}
        assert counts == {"yes": 9, "no": 1, "abstain": 0, "not voting": 1, "absent": 2, "withdrawn": 1}
    options = {vote["voter_id"]: vote["option"] for vote in written["vote_events"][1]["votes"]}
    assert [options[member] for member in build.CAPITAL[:2]] == ["withdrawn", "not voting"]


def test_who_left_the_room_for_an_interest_has_withdrawn_and_who_went_away_or_never_came_is_absent() -> None:
    """Told as it was at the vote, whatever is declared later on."""
    left, spoke, stayed, *voted, away = build.CAPITAL
    board = build.sitting(present=build.CAPITAL[:13])
    for member in (left, spoke, stayed, away):
        handling = "speaks_does_not_vote" if member in (spoke, stayed) else "withdraws"
        build.record(board, e.InterestDeclared(member, ("capital",), "financial", "Shares.", handling, ""))
    build.record(
        board, e.MemberLeft(left), e.MemberLeft(spoke), build.motion("named"), build.votes("for", voted, "named")
    )
    build.record(build.declare(board, "named"), e.MemberLeft(stayed))
    build.record(board, e.InterestDeclared(stayed, ("capital",), "financial", "More shares.", "withdraws", ""))
    (written,) = document(Replayed(build.BOARD, [board], 99, "f" * 64), {}, public=False)["vote_events"]
    options = {vote["voter_id"]: vote["option"] for vote in written["votes"]}
    assert [options[member] for member in (left, spoke, stayed, away)] == [
        "withdrawn",
        "absent",
        "not voting",
        "absent",
    ]
    counts = {count["option"]: count["value"] for count in written["counts"]}
    assert counts == {"yes": 10, "no": 0, "abstain": 0, "not voting": 1, "absent": 2, "withdrawn": 1}


def test_who_left_for_an_interest_that_was_declared_in_private_is_not_told_of_in_public() -> None:
    left, *voted = build.CAPITAL
    board = build.sitting()
    declared = e.InterestDeclared(left, ("capital",), "financial", "Shares.", "withdraws", "")
    build.record(board, e.PublicExcluded("Terms"), declared, e.PublicReadmitted(), e.MemberLeft(left))
    build.record(board, build.motion("named"), build.votes("for", voted, "named"))
    build.declare(board, "named")
    for public, option in ((False, "withdrawn"), (True, None)):
        (written,) = document(Replayed(build.BOARD, [board], 99, "f" * 64), {}, public=public)["vote_events"]
        assert {vote["voter_id"]: vote["option"] for vote in written["votes"]}.get(left) == option, public


def test_who_left_for_an_interest_is_not_listed_where_the_base_is_those_present(tmp_path: Path) -> None:
    """Taken in again they would be there, and in the base."""
    left, *voted = build.CAPITAL
    first = build.convened()
    rules = (
        *first.charter.rules,
        Rule(
            key="here",
            title="",
            clause="",
            method="vote",
            threshold="1/2",
            compare="more_than",
            base="present",
            withdrawn="in_base",
        ),
    )
    board = build.sitting(charter=replace(first.charter, rules=rules))
    build.record(
        board, e.InterestDeclared(left, ("capital",), "financial", "Shares.", "withdraws", ""), e.MemberLeft(left)
    )
    build.record(board, build.motion(rule="here"), build.votes("for", voted))
    build.declare(board)
    written = document(Replayed(build.BOARD, [board], 99, "f" * 64), {}, public=False)
    assert left not in {vote["voter_id"] for vote in written["vote_events"][0]["votes"]}
    _, found = taken_in(tmp_path, written)
    assert [one.result.base for one in motions(found) if one.result] == [len(voted)]
