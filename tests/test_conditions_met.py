"""Which records of another body's book are offered as evidence that a rule's condition is met: those its clause is about."""

from __future__ import annotations

from pathlib import Path

from boardtui.desk.conditions import evidence_for
from boardtui.meeting import entries as e
from boardtui.meeting.voting.ballot import rule_of
from tests.test_recommendations import BOARD, SLE, sits
from tests.tui.app import running


async def test_the_agreement_of_8_2_rests_on_a_consensus_of_8_3_and_on_no_support_of_7_7(tmp_path: Path) -> None:
    async with running(tmp_path, meeting=None, screen=None) as (app, _):
        sle, board = sits(app.desk, SLE), sits(app.desk, BOARD)
        for number, rule in enumerate(("consensus", "support", "consensus", "support"), 1):
            key = f"m{number}"
            sle.record(e.MotionPut(key, sle.state.current or "", f"To open ward {number}.", rule, "objectives"))
            objections = () if number < 3 else (e.Objection(next(iter(sle.state.members)), "Not staffed."),)
            sle.record(e.ConsensusDeclared(key, number < 3, objections))
        for rule, matter in (("agreement", "To open ward 1."), ("capital", "To open ward 3.")):
            topic = "objectives" if rule == "agreement" else "fin_capital"
            board.record(e.MotionPut(rule, board.state.current or "", "To open it.", rule, topic))
            put = board.state.motions[rule]
            offered = evidence_for(app.desk, board.state, put, rule_of(board.state, put))
            assert [(record.matter, record.clause) for record in offered] == [(matter, "8.3")]
