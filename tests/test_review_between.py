"""Urgent and written decisions counted again, whose word is asked by settings, and to which body a body reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from boardtui.cli.main import main
from boardtui.desk.replay import Replayed
from boardtui.meeting import entries as e
from boardtui.meeting.fold.stretch import Stretch
from boardtui.review.approval_words import remarks as said
from boardtui.review.model import Decision, Review
from boardtui.review.recount import review
from boardtui.review.report import as_json, as_markdown, as_text, remarks, totals
from boardtui.review.settings import ASSUMED, UnderError
from boardtui.review.under import under_of
from tests.build import (
    CAPITAL,
    CCGS,
    SLE,
    TRUSTS,
    closed,
    convened_next,
    declare,
    motion,
    play,
    record,
    record_all,
    sitting,
    votes,
)
from tests.meeting.test_fold_decisions import CHAIR, URGENT, answer, jccc, take
from tests.test_review_approvals import MEMORANDA, other
from tests.tui.app import make_desk

BOARD = 'key = "partnership-board"\n'
TERMS = '[bodies.terms]\nsource = "ToR 9"\n'


def counted(under: str, *stretches: Stretch, public: bool = False, **register: str) -> Review:
    return review(Replayed("book", list(stretches), 99, "f" * 64), under_of(under), register, public=public)


def only(under: str, *stretches: Stretch, **register: str) -> Decision:
    (decision,) = counted(under, *stretches, **register).decisions
    return decision


def in_writing(for_: int = 11, against: int = 0, rule: str = "capital", **more: Any) -> Stretch:
    """The Board has decided in writing, by 8.4: fourteen members are asked, and so many answer."""
    given = {**dict.fromkeys(CAPITAL[:for_], "for"), **dict.fromkeys(CAPITAL[for_ : for_ + against], "against")}
    entry = take("written", rule=rule, topic="fin_capital", by=(), votes=given, **more)
    return record(closed(sitting(terms=URGENT)), entry)


def urgent(**more: Any) -> Stretch:
    """The Chair and the chief executive of Mid & South Essex have decided."""
    return record(closed(sitting(terms=URGENT)), take(**more))


def reported(board: Stretch, how: str, **more: Any) -> Stretch:
    """The next meeting, which is told of it."""
    second = play([convened_next(board.state)], before=board.state)
    return record(second, e.MeetingOpened(), e.DecisionReported("d1", how, **more))  # type: ignore[arg-type]


def charter(tmp_path: Path, *lines: str) -> str:
    """The memorandum of Mid and South Essex with terms of reference for the Board."""
    text = (MEMORANDA / "mid-south-essex.toml").read_text(encoding="utf-8")
    start = text.index(BOARD)
    block = text[start : text.index("[[bodies.", start)]
    return other(tmp_path, "mid-south-essex", (block, block + TERMS + "\n".join(lines) + "\n"))


def test_a_decision_in_writing_is_counted_again_with_the_answers_that_came_8_4() -> None:
    one = only("threshold=9/10", in_writing(11, 1))
    assert one.declared is not None and one.recount is not None
    assert (one.declared.for_, one.declared.against, one.declared.not_voted, one.declared.base) == (11, 1, 2, 14)
    assert (one.recount.needed, one.outcome, one.margin, one.other_way) == (13, "not_carried", -2, True)
    assert (one.way, one.date, one.meeting, one.clause) == ("written", "2026-12-01", "", "8.4")
    assert only("base=cast", in_writing(11, 1)).margin == 2


def test_who_holds_a_seat_and_was_not_asked_in_writing_might_have_turned_it_8_4() -> None:
    one = only("no_category=eligible", in_writing(11))
    assert one.recount is not None and (one.recount.eligible, one.recount.needed) == (21, 16)
    assert CHAIR in one.not_asked and len(one.not_asked) == 7 and not one.settled


def test_who_was_asked_in_writing_and_did_not_answer_did_not_vote_where_all_must_agree() -> None:
    one = only("method=consensus,consensus=unanimous", in_writing(11))
    assert (one.outcome, one.not_asked, one.problem) == ("not_carried", (), "")
    assert only("method=consensus", in_writing(14)).outcome == "carried"


def test_the_rulings_of_the_last_meeting_hold_for_a_decision_in_writing_as_they_did_then() -> None:
    board = sitting(terms=URGENT)
    record(board, e.RulingMade(None, "base", "present", "those present", CHAIR))
    given = dict.fromkeys(CAPITAL[:11], "for")
    record(closed(board), take("written", rule="capital", topic="fin_capital", by=(), votes=given))
    one = only("compare=more_than", board)
    assert one.recount is not None and (one.recount.needed, one.outcome) == (11, "carried")


def test_an_urgent_decision_cannot_be_counted_and_says_who_took_it() -> None:
    one = only("base=present", urgent())
    assert one.declared is None and one.recount is None and not one.other_way
    assert one.problem.startswith("it was taken as urgent by ") and "(Independent Chair) and " in one.problem
    assert one.problem.endswith(", and nobody voted on it") and one.approvals is None
    assert totals(counted("base=present", urgent())) == (
        "1 decision: 0 would have gone the other way, 0 the same way, 1 cannot be recounted."
    )


@pytest.mark.parametrize(
    ("board", "lines", "words"),
    [
        (urgent(), ['urgent = "not_allowed"'], "there no urgent decisions may be taken (ToR 9)"),
        (in_writing(), ['written = "not_allowed"'], "there no decisions in writing may be taken (ToR 9)"),
        (
            urgent(),
            ['urgent = "allowed"', 'urgent_by = ["executive lead"]'],
            "there one who is executive lead would have had to take it (ToR 9)",
        ),
    ],
)
def test_where_the_other_terms_do_not_let_it_be_taken_so_it_would_not_have_been(
    tmp_path: Path, board: Stretch, lines: list[str], words: str
) -> None:
    under = charter(tmp_path, *lines)
    one = only(under, board)
    assert (one.barred, one.other_way, one.approvals) == (words, True, None)
    assert list(remarks(one)) == [f"would not have been taken: {words}."]
    assert totals(counted(under, board)) == "1 decision: 1 would have gone the other way, 0 the same way."
    assert "## Would have gone the other way" in as_markdown(counted(under, board))


def test_where_the_other_charter_is_silent_the_terms_of_the_book_stand() -> None:
    assert only("mid-south-essex", urgent()).barred == ""
    assert only("mid-south-essex", in_writing()).outcome == "carried"
    assert only("doncaster", urgent()).problem == "doncaster has no Partnership Board"


def test_whose_word_an_urgent_decision_by_a_rule_would_have_needed() -> None:
    board = urgent(rule="agreement", topic="objectives")
    one = only("ratification.partners=ecc+mseft,ratification.form=approval", board).approvals
    assert one is not None and (one.added, one.effect) == (("ecc", "mseft"), "not_known")
    assert next(said(one)) == (
        "the approval of Essex County Council and Mid & South Essex NHS Foundation Trust would have been asked "
        "(as assumed)."
    )


def test_what_the_next_meeting_did_not_ratify_takes_effect_nowhere() -> None:
    board = urgent(rule="agreement", topic="objectives")
    under = "ratification.partners=ecc"
    assert only(under, board, reported(board, "ratified")).approvals.effect == "not_known"  # type: ignore[union-attr]
    one = only(under, board, reported(board, "not_ratified")).approvals
    assert one is not None and (one.effect_before, one.effect) == ("not_in_effect", "not_in_effect")
    assert list(said(one))[1] == (
        "it would not have taken effect: the meeting to which it was reported did not ratify it (as recorded it did "
        "not take effect)."
    )


def test_answers_on_a_decision_in_writing_count_where_they_were_asked_in_the_same_form() -> None:
    board = in_writing()
    record(board, e.RatificationSought("d1", ("ecc", "mseft"), reason="said so"))
    for key in ("ecc", "mseft"):
        record(board, e.PartnerResponded(key, True, "2026-12-10", "Board 7", motion="d1"))
    kept = only("ratification.partners=mseft", board).approvals
    assert kept is not None and (kept.added, kept.answers.yes, kept.effect) == ((), ("mseft", "ecc"), "in_effect")
    other_form = only("ratification.partners=mseft,ratification.form=signature", board).approvals
    assert other_form is not None and (other_form.effect, other_form.answers.yes) == ("not_known", ())


def test_what_was_asked_without_a_rule_saying_so_would_have_been_asked_where_no_rule_does() -> None:
    board = record(in_writing(), e.RatificationSought("d1", ("ecc",), reason="said so"))
    one = only("ratification=none", board).approvals
    assert one is not None and one.would is not None and (one.differs, one.would.partners) == (False, ("ecc",))


def test_a_private_one_is_marked_on_the_terminal_and_left_out_of_the_paper() -> None:
    board = in_writing(text="CANARY", confidential=True)
    record(board, replace(take(text="To close it again."), motion="d2"))
    found = counted("base=present", board)
    assert "1 December 2026 (private)" in "\n".join(as_text(found))
    paper = as_markdown(counted("base=present", board, public=True))
    assert "CANARY" not in paper and "1 decision:" in paper
    assert "- **Urgent, 1 December 2026**: To close it again." in paper


def test_one_that_was_taken_back_is_no_decision() -> None:
    board = in_writing()
    record(board, e.EntryRetracted(board.lines[-1].seq, "not yet"))
    assert counted("base=present", board).decisions == ()


def test_the_table_the_sentences_and_the_data_name_it_by_how_and_when_it_was_taken() -> None:
    text = "\n".join(as_text(counted("threshold=9/10", in_writing())))
    assert "(in writing)  1 December 2026  8.4" in text
    assert "  in writing, 1 December 2026: would not have been carried, 2 votes short." in text
    assert "(urgent)  1 December 2026  –       –      taken by 2 members" in "\n".join(
        as_text(counted("base=cast", urgent()))
    )
    data = as_json(counted("base=cast", urgent()))["decisions"][0]
    assert (data["way"], data["date"], data["declared"], data["not_taken"]) == ("urgent", "2026-12-01", None, None)
    assert len(data["by"]) == 2 and json.dumps(data)


# --- whose word is asked, as it is typed ------------------------------------------------------------------------------


def test_2_1_8_with_nobody_asked_and_with_each_for_itself() -> None:
    board = record(jccc(), answer("ccg"), answer("council", False))
    none = only("ratification=none", board).approvals
    assert none is not None and (none.no_longer, none.effect_before, none.effect) == (
        ("ccg", "council"), "not_in_effect", "none",
    )  # fmt: skip
    each = only("ratification.holds=each", board).approvals
    assert each is not None and (each.otherwise, each.effect, each.would.clause) == (True, "in_part", ASSUMED)  # type: ignore[union-attr]
    assert only("ratification.holds=each,ratification.clause=2.1.9", board).approvals.would.clause == "2.1.9"  # type: ignore[union-attr]
    assert only("ratification.form=ratification", board).approvals.effect == "not_in_effect"  # type: ignore[union-attr]


def test_another_place_in_a_partner_has_not_answered() -> None:
    board = record(jccc(), answer("ccg"), answer("council"))
    one = only("ratification.places=ccg:Governing Body+council:Full Council", board).approvals
    assert one is not None and one.answers == (("ccg",), (), ("council",))


def test_a_checklist_and_the_counting_go_together_with_it_and_the_title_says_it_in_words() -> None:
    board = declare(record(sitting(present=CAPITAL), motion(), votes("for", CAPITAL[:11])))
    found = counted("threshold=1/2,ratification.who=electorate,ratification.checklist=A plan+A budget", board)
    (one,) = found.decisions
    assert found.under == (
        "fraction needed: 1/2; who must ratify, approve or sign: each partner entitled to vote on it; "
        "conditions to meet: A plan and A budget"
    )
    assert one.approvals is not None and one.approvals.points == ("A plan", "A budget")
    assert set(one.approvals.added) == {*CCGS, *TRUSTS} and one.margin == 4
    assert list(said(one.approvals))[1].endswith(
        "no ratification by any of them is recorded; it is not recorded that A plan and A budget was shown."
    )


def test_committees_in_common_by_settings_answer_with_their_votes() -> None:
    board = declare(
        record(sitting(present=CAPITAL), motion(), votes("for", CAPITAL[:11]), votes("against", CAPITAL[11:]))
    )
    one = only("ratification.form=in_common,ratification.holds=all", board).approvals
    assert one is not None and one.would is not None
    assert (one.would.form, one.effect) == ("in_common", "not_in_effect")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ratification=all", "ratification=all says too little: write ratification=none"),
        ("ratification=none,ratification.who=all", "nobody is asked; take the other ratification settings out"),
        ("ratification.form=blessing", "--under ratification.form: “blessing” is not one of the choices; write"),
        ("ratification.whom=all", "is no setting of a rule"),
        ("ratification.who=all,ratification.who=all", "is given twice"),
        ("ratification.places=Cabinet", "write each partner with its place"),
        ("ratification.partners=ecc+ecc", "ratification: "),
        ("ratification.partners=ecc+", "ratification.partners has an empty word between two +"),
        ("ratification.who=all,ratification.partners=ecc", "finds the partners itself"),
        ("ratification.form=in_common,ratification.where=Board", "committees in common answer in the room"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_remedy(text: str, words: str) -> None:
    with pytest.raises(UnderError) as wrong:
        counted(text, urgent())
    assert words in str(wrong.value)


def test_a_partner_that_the_book_does_not_know_is_refused_with_those_it_has() -> None:
    with pytest.raises(UnderError, match=r"This book has no partner “leeds”; its partners are bbccg, "):
        counted("ratification.partners=leeds", urgent())


# --- to which body a body reports -------------------------------------------------------------------------------------


def recommended(*, sent: bool = False) -> Stretch:
    """The SLE, which by the memorandum reports to the Partnership Board, has agreed a recommendation (6.8, 8.3)."""
    sle = record(sitting(SLE), motion(rule="consensus", topic="objectives"), e.ConsensusDeclared("m1", True))
    return record(sle, e.DecisionSent("m1", "partnership-board")) if sent else sle


def reporting(tmp_path: Path, to: str) -> str:
    """The memorandum with the SLE reporting to another body, or to none."""
    text = (MEMORANDA / "mid-south-essex.toml").read_text(encoding="utf-8")
    start = text.index('key = "sle"\n')
    block = text[start : text.index("[[bodies.", start)]
    was = 'reports_to = "partnership-board"\n'
    return other(tmp_path, "mid-south-essex", (block, block.replace(was, to and f'reports_to = "{to}"\n')))


def test_a_body_that_would_have_reported_to_another_one_by_the_register(tmp_path: Path) -> None:
    under, own = reporting(tmp_path, "joint-committee"), {"sle": "partnership-board"}
    one = only(under, recommended(), **own).approvals
    assert one is not None and (one.bodies_added, one.bodies_no_longer) == (
        ("joint-committee",),
        ("partnership-board",),
    )
    assert list(said(one))[:2] == [
        "it would have been a recommendation to the Joint Committee of Clinical Commissioning Groups.",
        "it would not have been a recommendation to the Partnership Board, as the setup has it now.",
    ]
    sent = only(under, recommended(sent=True), **own).approvals
    assert sent is not None and sent.by_register == ()
    assert "it would not have gone to the Partnership Board as a recommendation." in list(said(sent))


def test_one_that_would_have_reported_to_none(tmp_path: Path) -> None:
    under = reporting(tmp_path, "")
    one = only(under, recommended(), sle="partnership-board").approvals
    assert one is not None and (one.bodies_no_longer, one.by_register) == (
        ("partnership-board",),
        ("partnership-board",),
    )


def test_the_same_body_is_nothing_to_tell_and_without_the_register_it_is_not_known(tmp_path: Path) -> None:
    assert only("mid-south-essex", recommended(), sle="partnership-board").approvals.differs is False  # type: ignore[union-attr]
    assert only(reporting(tmp_path, "joint-committee"), recommended()).approvals.differs is False  # type: ignore[union-attr]
    assert only("consensus=unanimous", recommended(), sle="partnership-board").approvals.differs is False  # type: ignore[union-attr]


def test_the_command_takes_it_from_the_register_of_the_database(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    record_all(desk.session(SLE), [line.entry for line in recommended().lines])
    desk.close()
    replay = ["replay", SLE, "--db", str(tmp_path / "data.db"), "--under"]
    told = CliRunner().invoke(main, [*replay, reporting(tmp_path, "joint-committee")])
    assert told.exit_code == 0, told.output
    assert "it would not have been a recommendation to the Partnership Board, as the setup has it now." in told.output
    data = json.loads(CliRunner().invoke(main, [*replay, "ratification=none", "--json"]).output)
    assert (data["under"], data["decisions"][0]["way"]) == ("who must ratify, approve or sign: nobody", "meeting")
