"""Who else would have had to approve past decisions under another charter or rule, and what the recorded answers make of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import boardtui.charter
from boardtui.desk.replay import Replayed
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.review.approval_words import remarks
from boardtui.review.model import Approvals, Review
from boardtui.review.recount import review
from boardtui.review.report import as_json, as_markdown, as_text
from boardtui.review.under import under_of
from tests.build import CAPITAL, CCGS, TRUSTS, closed, declare, motion, record, sitting, votes
from tests.meeting.test_fold_decisions import again, answer, body_of, jccc

MEMORANDA = Path(boardtui.charter.__file__).parent / "memoranda"
BOTH = (
    '{ who = "seated", form = "approval", holds = "all", when = "always", clause = "2.1.8", '
    'places = { ccg = "Governing Body", council = "Cabinet" } }'
)
SYB = "south-yorkshire-bassetlaw"


def other(tmp_path: Path, name: str, *changes: tuple[str, str]) -> str:
    """A memorandum with these words of its file put in the place of others."""
    text = (MEMORANDA / f"{name}.toml").read_text(encoding="utf-8")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    return str(tmp_path / "other.toml")


def counted(under: str, *stretches: Stretch, public: bool = False) -> Review:
    return review(Replayed("book", list(stretches), 99, "f" * 64), under_of(under), public=public)


def only(under: str, *stretches: Stretch) -> Approvals:
    """The approvals of the one decision of the book."""
    (decision,) = counted(under, *stretches).decisions
    assert decision.approvals is not None
    return decision.approvals


def said(one: Approvals) -> list[str]:
    return list(remarks(one))


def delivery() -> Stretch:
    """Doncaster's committee has carried a motion under 5.5, by which nobody else is asked."""
    return jccc("delivery")


def test_where_the_rule_asks_the_same_there_is_nothing_to_say() -> None:
    one = only("doncaster", record(jccc(), answer("ccg")))
    assert (one.differs, one.added, one.no_longer, said(one)) == (False, (), (), [])
    assert (one.effect_before, one.effect) == ("waits", "not_known")


def test_2_1_8_both_approved_and_without_it_nobody_would_have_been_waited_for(tmp_path: Path) -> None:
    free = other(tmp_path, "doncaster", (f"ratification = {BOTH}\n", ""))
    one = only(free, record(jccc(), answer("ccg"), answer("council")))
    assert (one.no_longer, one.added, one.effect_before, one.effect) == (("ccg", "council"), (), "in_effect", "none")
    assert said(one) == [
        "the approval of the Governing Body of Doncaster CCG and the Cabinet of Doncaster Borough "
        "Council would not have been asked.",
        "it would have awaited nobody's approval (as recorded it took effect).",
    ]


def test_a_decision_that_failed_for_one_no_would_have_held_for_the_other_where_each_decides(tmp_path: Path) -> None:
    each = other(tmp_path, "doncaster", (BOTH, BOTH.replace('holds = "all"', 'holds = "each"')))
    one = only(each, record(jccc(), answer("ccg"), answer("council", False)))
    assert (one.effect_before, one.effect, one.otherwise) == ("not_in_effect", "in_part", True)
    assert said(one) == [
        "it would have held for each that agrees, whatever the others say.",
        "it would have held for Doncaster CCG; not approved by Doncaster Borough Council (as "
        "recorded it did not take effect).",
    ]


def test_5_5_asks_nobody_and_where_both_must_approve_their_answers_are_not_known(tmp_path: Path) -> None:
    both = other(tmp_path, "doncaster", ('verb = "approved"', f'verb = "approved"\nratification = {BOTH}'))
    one = only(both, delivery())
    assert (one.added, one.no_longer, one.effect, one.answers.missing) == (
        ("ccg", "council"),
        (),
        "not_known",
        ("ccg", "council"),
    )
    assert said(one)[1] == (
        "whether it would have taken effect is not known: no approval by Doncaster CCG and "
        "Doncaster Borough Council is recorded."
    )


def test_an_answer_in_another_form_is_not_the_answer_that_would_have_been_asked(tmp_path: Path) -> None:
    """Approval is not signature, and a signature names who signed (14.1); a ratification is what an approval is."""
    held = record(jccc(), answer("ccg"), answer("council"))
    signed = other(tmp_path, "doncaster", (BOTH, BOTH.replace("approval", "signature")))
    one = only(signed, held)
    assert (one.otherwise, one.effect, one.answers.missing) == (True, "not_known", ("ccg", "council"))
    assert said(one)[0] == "signature would have been asked, and not approval."
    ratified = other(tmp_path, "doncaster", (BOTH, BOTH.replace("approval", "ratification")))
    assert only(ratified, held).effect == "in_effect"


def test_the_answer_of_the_governing_body_is_not_that_of_the_cabinet(tmp_path: Path) -> None:
    elsewhere = other(tmp_path, "doncaster", ('council = "Cabinet"', 'council = "Full Council"'))
    one = only(elsewhere, record(jccc(), answer("ccg"), answer("council")))
    assert one.answers == (("ccg",), (), ("council",)) and one.effect == "not_known"


def test_answers_that_came_in_meetings_later_count(tmp_path: Path) -> None:
    first = closed(record(jccc(), answer("ccg")))
    second = record(again(first, "2017-12"), e.MeetingOpened(), answer("council", False))
    each = other(tmp_path, "doncaster", (BOTH, BOTH.replace('holds = "all"', 'holds = "each"')))
    assert only(each, first, second).answers == (("ccg",), ("council",), ())


@pytest.mark.parametrize(
    ("answers", "effect", "words"),
    [
        (
            (True, True),
            "in_effect",
            "it would have taken effect: approved by both, as recorded (as recorded it took effect).",
        ),
        (
            (True, False),
            "not_known",
            "whether it would have taken effect is not known: not approved by Doncaster Borough Council, if it was asked (as "
            "recorded it did not take effect).",
        ),
    ],
)
def test_where_the_meeting_would_have_had_to_say_so_that_is_not_known(
    tmp_path: Path, answers: tuple[bool, bool], effect: str, words: str
) -> None:
    """With every answer yes it would have taken effect either way."""
    says = other(tmp_path, "doncaster", (BOTH, BOTH.replace('when = "always"', 'when = "where_said"')))
    one = only(says, record(jccc(), answer("ccg", answers[0]), answer("council", answers[1])))
    assert (one.known, one.differs, one.effect, said(one)[1]) == (False, True, effect, words)
    assert said(one)[0].endswith("(clause 2.1.8) is not known: there the meeting says so.")


def test_2_1_4_what_the_meeting_said_so_itself_it_would_have_said_there_too(tmp_path: Path) -> None:
    """Whom 2.1.4 asks "is to be considered": the meeting did, or did not."""
    asked = record(jccc("next-phase"), e.RatificationSought("m1"), answer("ccg"), answer("council"))
    assert only("doncaster", asked).differs is False
    assert only("doncaster", jccc("next-phase")).differs is False
    always = other(tmp_path, "doncaster", ('when = "where_said"', 'when = "always"'))
    assert only(always, asked).differs is False
    assert only(always, jccc("next-phase")).added == ("ccg", "council")


def test_what_would_not_have_been_carried_would_have_asked_nobody(tmp_path: Path) -> None:
    board = body_of("doncaster", "jccc")
    record(board, e.MotionPut("m1", "minutes", "To change it.", "governance-change"), votes("for", ["ccg"]))
    assert only("doncaster", declare(board)).differs is False
    one = only("threshold=1/2,compare=at_least", board)
    assert (one.added, one.carried, one.effect) == (("ccg", "council"), True, "not_known")


def test_8_4_that_is_carried_no_more_no_longer_asks_those_whom_the_meeting_asked() -> None:
    board = declare(record(sitting(present=CAPITAL), motion(), votes("for", CAPITAL[:11])))
    record(board, e.RatificationSought("m1", ("ecc", "mseft"), reason="said so"))
    one = only("threshold=9/10", board)
    assert (one.no_longer, one.carried, one.effect) == (("ecc", "mseft"), False, "none")
    assert said(one) == [
        "the ratification of Essex County Council and Mid & South Essex NHS Foundation Trust would not have been asked, "
        "since it would not have been carried."
    ]
    assert only("threshold=1/2", board).differs is False


def test_8_4_the_partners_of_the_electorate_are_those_of_the_other_charter_s_annex_1(tmp_path: Path) -> None:
    """8.4 asks nobody; there it asks the partners that may vote, and Annex 1 ticks the providers alone."""
    board = declare(record(sitting(present=CAPITAL), motion(), votes("for", CAPITAL)))
    asks = 'ratification = { who = "electorate", form = "support", holds = "each", when = "always", clause = "6.8" }\n'
    topics = 'compare = "at_least"\ntopics = ["fin_capital"]\n'
    text = (MEMORANDA / "mid-south-essex.toml").read_text(encoding="utf-8")
    row = text[text.index('key = "fin_capital"') : text.index('clause = "Annex 1"', text.index('key = "fin_capital"'))]
    providers = row.replace('["ccg", "nhs_provider", "nhse_nhsi"]', '["nhs_provider"]')
    one = only(other(tmp_path, "mid-south-essex", (topics, topics + asks)), board)
    assert set(one.added) == {*CCGS, *TRUSTS}
    assert said(one)[0].startswith("the support of 9 partners (BBCCG, ")
    few = only(other(tmp_path, "mid-south-essex", (topics, topics + asks), (row, providers)), board)
    assert (set(few.added), few.effect) == ({*TRUSTS}, "not_known")


def test_committees_in_common_hold_for_each_and_where_all_must_concur_for_none_7_8_2(tmp_path: Path) -> None:
    board = body_of(SYB, "committees-in-common")
    keys = list(board.state.members)
    record(board, e.MotionPut("m1", "minutes", "One store.", "each-concurs"))
    declare(record(board, votes("for", keys[1:]), votes("against", keys[:1])))
    assert only(SYB, board).effect == only(SYB, board).effect_before == "in_part"
    told = as_markdown(counted(SYB, board))
    assert told.count(", carried for those that concur") == 2 and "not carried" not in told
    line = 'ratification = { who = "electorate", form = "in_common", holds = "each" }'
    all_of_them = other(tmp_path, SYB, (line, line.replace("each", "all")))
    one = only(all_of_them, board)
    assert (one.effect_before, one.effect) == ("in_part", "not_in_effect")
    assert said(one)[0] == "all would have had to agree."
    record(board, e.MotionPut("m2", "minutes", "To share the list.", "each-concurs"), votes("for", keys, "m2"))
    declare(board, "m2")
    boards = line.replace("in_common", "approval")
    ratified = other(tmp_path, SYB, (line, boards), ("in_common = true", "in_common = false"))
    lost, carried = (one.approvals for one in counted(ratified, board).decisions)
    assert lost is not None and carried is not None
    assert (lost.carried, lost.effect, lost.effect_before) == (False, "none", "in_part")
    assert (carried.otherwise, carried.effect, carried.effect_before) == (True, "not_known", "in_effect")


def test_a_body_that_no_longer_binds_recommends_to_the_one_it_reports_to(tmp_path: Path) -> None:
    board = body_of("mid-south-essex", "joint-committee")
    record(board, e.MotionPut("m1", "minutes", "To commission it.", "consensus"), e.ConsensusDeclared("m1", True))
    was = 'key = "joint-committee"\n'
    text = (MEMORANDA / "mid-south-essex.toml").read_text(encoding="utf-8")
    start = text.index(was)
    block = text[start : text.index("[[bodies]]", start)]
    under = other(
        tmp_path,
        "mid-south-essex",
        (
            block,
            block.replace("binds = true", "binds = false").replace(was, f'{was}reports_to = "partnership-board"\n'),
        ),
    )
    one = only(under, board)
    assert (one.bodies_added, one.effect) == (("partnership-board",), "not_known")
    assert said(one) == [
        "it would have been a recommendation to the Partnership Board.",
        "whether it would have taken effect is not known: no answer of the Partnership Board is recorded.",
    ]
    record(board, e.DecisionSent("m1", "partnership-board"))
    record(board, e.DecisionAnswered("m1", "partnership-board", "not_carried", "", "2017-12-01", "ab" * 32))
    sent = only(under, board)
    assert (sent.bodies_added, sent.effect) == ((), "not_in_effect")


def test_terminal_markdown_and_json_tell_it_and_the_paper_nothing_confidential(tmp_path: Path) -> None:
    each = other(tmp_path, "doncaster", (BOTH, BOTH.replace('holds = "all"', 'holds = "each"')))
    public = counted(each, record(jccc(), answer("ccg"), answer("council", False)))
    text = "\n".join(as_text(public))
    assert (
        "Awaiting others, 1 decision: asked in another form. By the answers recorded 1 for those that agreed." in text
    )
    paper = as_markdown(public)
    assert "## Who would have been asked to ratify, approve or sign" in paper
    assert "not approved by Doncaster Borough Council" in paper
    data = as_json(public)
    assert data["other_word"] == 1
    found = data["decisions"][0]["approvals"]
    assert (found["effect"], found["would_effect"], found["answered_no"]) == ("not_in_effect", "in_part", ["council"])
    assert found["would_ask"] == {
        "partners": ["ccg", "council"],
        "form": "approval",
        "holds": "each",
        "clause": "2.1.8",
    }
    assert json.dumps(data)


def test_answers_given_in_private_to_a_public_decision_stay_out_of_the_paper(tmp_path: Path) -> None:
    board = jccc()
    record(board, e.PublicExcluded("Terms"), e.DecisionNotified(("ccg",), "post", "2017-11-24", motion="m1"))
    first = closed(board)
    hidden = hidden_of(first)
    second = record(again(first, "2017-12"), e.ConfidentialCarried(decisions=hidden), e.MeetingOpened())
    record(second, answer("ccg"), answer("council", False))
    each = other(tmp_path, "doncaster", (BOTH, BOTH.replace('holds = "all"', 'holds = "each"')))
    found = counted(each, first, second)
    assert "not approved by" in "\n".join(as_text(found))
    paper = as_markdown(counted(each, first, second, public=True))
    assert "not approved by" not in paper
    assert "for those that agreed" not in paper


def hidden_of(board: Stretch) -> Sequence[e.OpenDecision]:
    from tests.build import confidential_matter

    return confidential_matter(board.state).decisions
