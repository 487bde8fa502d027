"""A consensus is no vote: every screen and paper calls it agreed by consensus, and those in it entitled to take part (8.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.charter.load import shipped
from boardtui.charter.show import show
from boardtui.desk.replay import Replayed
from boardtui.desk.timeline import timeline
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.check import became, outcome_words
from boardtui.papers.clock import Clock
from boardtui.papers.decisions import decisions_of_meeting
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.source import Source
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.papers.votes import Vote, arithmetic
from boardtui.review.recount import review
from boardtui.review.report import as_text
from boardtui.review.under import under_of
from boardtui.tui.views.item import motion_head
from boardtui.tui.views.vote import verdict
from tests.build import CAPITAL, SLE, declare, motion, record, sitting, votes
from tests.room.seeing import seen
from tests.search.asking import ask, board_with

SAID = {True: "agreed by consensus", False: "no consensus"}


def held(*, reached: bool) -> Stretch:
    """A consensus of the SLE under 8.3, reached or with one objection."""
    sle = sitting(SLE, item="objectives")
    objections = () if reached else (e.Objection("mseft-ceo", "It costs too much."),)
    put = motion(item="objectives", rule="consensus", topic="objectives", text="To share beds.")
    return record(sle, put, e.ConsensusDeclared("m1", reached, objections))


def papers(sle: Stretch) -> dict[str, str]:
    """What each paper and screen says of it, by name."""
    src = Source(sle, "public", Clock(sle.state.starts))
    decided = sle.state.motions["m1"]
    assert decided.tally is not None
    document = minutes(sle, entries=len(sle.lines), fingerprint="ab" * 32)
    (sheet,) = vote_sheets(src).values()
    replayed = Replayed(SLE, [sle], 99, "f" * 64)
    return {
        "minutes": as_markdown(minutes_document(document)),
        "vote record": as_markdown(sheet),
        "register": as_markdown(decisions_of_meeting(src)),
        "timeline": "\n".join(timeline([sle])),
        "review": "\n".join(as_text(review(replayed, under_of("consensus=no_objection")))),
        "item": "".join(span.text for span in motion_head(sle.state, decided)),
        "verdict": verdict(sle.state, decided, decided.tally).text,
        "wall": seen(sle).words,
        "arithmetic": arithmetic(Vote(src, sle.state, decided, sle.lines[-1], src.about_motion("m1"))),
        "words": outcome_words(sle.state, decided),
    }


@pytest.mark.parametrize("reached", [True, False])
def test_every_paper_and_screen_calls_it_alike(*, reached: bool) -> None:
    for name, text in papers(held(reached=reached)).items():
        assert SAID[reached] in text.casefold(), name
        for wrong in ("carried", "who may vote", "still to vote"):
            assert wrong not in text.casefold().split("what follows")[0], (name, wrong, text)
    assert became(held(reached=reached).state, held(reached=reached).state.motions["m1"]) in (
        "was agreed by consensus",
        "found no consensus",
    )


def test_8_3_says_nothing_of_what_consensus_means_and_that_is_told_once(tmp_path: Path) -> None:
    text = papers(held(reached=True))["minutes"]
    assert "by consensus (clause 8.3, which does not say what consensus means)" in text
    basis = "Clause 8.3 does not say what consensus means; it is treated as agreed when no objection is maintained."
    assert text.count(basis) == 1
    assert "left open by the clause: what consensus means" in "\n".join(show(shipped("mid-south-essex")))
    ruled = sitting(SLE, item="objectives")
    record(ruled, motion(item="objectives", rule="consensus", topic="objectives"))
    record(ruled, e.RulingMade("m1", "consensus", "unanimous", "All must agree.", "joint-ao"))
    record(ruled, e.ConsensusDeclared("m1", True))
    assert "it is treated as agreed when everybody entitled to take part agrees." in papers(ruled)["minutes"]
    assert "All 8 entitled to take part agreed: agreed by consensus." in papers(ruled)["arithmetic"]


def test_it_is_found_as_agreed_and_by_what_came_to_the_same_by_a_vote(tmp_path: Path) -> None:
    put = motion(item="objectives", rule="agreement", topic="objectives", text="To share beds.")
    with board_with(tmp_path, put, e.ConsensusDeclared("m1", True)) as desk:
        for outcome in ("agreed", "carried"):
            assert [found.thing.text for found in ask(desk, outcome=outcome).found] == ["To share beds."]
        for outcome in ("no_consensus", "not_carried"):
            assert not ask(desk, outcome=outcome).found


def test_a_vote_is_carried_and_is_not_found_as_a_consensus(tmp_path: Path) -> None:
    with board_with(tmp_path, motion(), votes("for", ("mseft-ceo",))) as desk:
        session = desk.session("partnership-board")
        from boardtui.meeting.fold.motions import result_now

        session.record(result_now(session.state, session.state.motions["m1"]))
        assert len(ask(desk, outcome="not_carried").found) == 1
        assert not ask(desk, outcome="no_consensus").found


@pytest.mark.parametrize(("base", "told"), [("eligible", "of those eligible"), ("present", "of those present")])
def test_an_interest_says_out_of_whom_the_votes_were_counted_by_the_base_that_held(base: str, told: str) -> None:
    board = sitting(present=CAPITAL[:12])
    declared = e.InterestDeclared(CAPITAL[0], ("capital",), "financial", "Shares.", "speaks_does_not_vote", "")
    ruled = [
        e.RulingMade("m1", setting, value, "So.", CAPITAL[1])
        for setting, value in (("base", base), ("withdrawn", "in_base"))
    ]
    declare(record(board, declared, motion(), *ruled, votes("for", CAPITAL[1:12])))
    (one,) = minutes(board, entries=len(board.lines), fingerprint="ab" * 32).interests
    assert one.votes == (f"motion 3.1: did not vote; remained in the count {told}",)


def test_who_was_against_before_the_declaration_and_is_not_named_in_it_objects_by_name_everywhere() -> None:
    sle = sitting(SLE, item="objectives")
    put = motion(item="objectives", rule="consensus", topic="objectives", text="To share beds.")
    record(sle, put, votes("against", ("mseft-ceo", "eput-ceo")), votes("abstain", ("nelft-ceo",)))
    record(sle, e.ConsensusDeclared("m1", False, (e.Objection("eput-ceo", "It costs too much."),)))
    said = papers(sle)
    names = {one.member: one.reason for one in sle.state.motions["m1"].objections}
    assert names == {"eput-ceo": "It costs too much.", "mseft-ceo": ""}
    assert said["minutes"].count("maintained an objection") == 2
    assert "Stood aside: " in said["minutes"]
    assert seen(sle).figures == (("OBJECTIONS", 2), ("STOOD ASIDE", 1))
    assert "2 of the " in said["register"]
