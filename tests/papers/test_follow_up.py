"""Decisions that wait, on paper: in the minutes, the agenda, the register, as trackers, registers of signatures, letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.charter.rule import Form
from boardtui.charter.terms_of_reference import Terms
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.followup.awaiting import decision, effect
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.words.awaiting_words import effect_words
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.closing import minutes_of
from boardtui.papers.clock import Clock
from boardtui.papers.decisions import rows as decision_rows
from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.formats.rendering import FORMATS, rendered
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes as papers_minutes
from boardtui.papers.model import Part
from boardtui.papers.source import Source
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.search.gathering import contents_of
from boardtui.search.shown import standing_words
from boardtui.tui.deciding import count_if_declared
from boardtui.tui.views.item import motion_heads
from boardtui.tui.views.readings import reading_rows
from boardtui.tui.views.vote import vote_lines
from tests.build import (
    Stretch,
    at_board,
    confidential_matter,
    declare,
    motion,
    record,
    record_all,
    sitting,
    the,
    votes,
)
from tests.meeting.test_fold_decisions import body_of
from tests.papers.on_desk import BOARD, command
from tests.tui.app import everybody, make_desk

NOVEMBER = "pb-2026-11-26"
SECRET = "a canary in private"
TERMS = {BOARD: Terms(urgent="allowed", urgent_by=("chair",), written="allowed", source="ToR 7")}


def held_meeting(desk: Desk, *answers: e.AnyEntry) -> Session:
    """A meeting that agreed something subject to ratification, in public, and something else in private; then closed."""
    session = desk.session(BOARD)
    session.convene(next(one.key for one in desk.planned() if one.body == BOARD))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened(item)])
    record_all(
        session,
        [
            e.MotionPut("m1", item, "To build the ward.", "agreement", "objectives"),
            e.RatificationSought(
                "m1", ("ecc", "mseft"), places={"mseft": "Board"}, due="2027-01-31", reason="Both pay"
            ),
            e.ConsultationStated("m1", "needed"),
            e.ConsensusDeclared("m1", True),
            e.PartnerResponded("ecc", True, "2026-11-26", "Cabinet minute 7", motion="m1"),
            *answers,
            e.PublicExcluded("staff"),
            e.MotionPut("m2", item, SECRET, "agreement", "objectives"),
            e.ConsensusDeclared("m2", True),
            e.RatificationSought("m2", ("tc",)),
            e.PublicReadmitted(),
            e.MeetingClosed(),
        ],
    )
    return session


def minutes(desk: Desk, session: Session, part: Part = "public") -> str:
    return as_markdown(minutes_document(minutes_of(desk, session, session.stretch, part=part))).replace("&amp;", "&")


def text_of(papers: dict[str, Document]) -> str:
    return "\n".join(as_markdown(paper) for paper in papers.values()).replace("&amp;", "&")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path, terms=TERMS)


def test_of_many_partners_asked_the_sentence_has_the_number_and_the_annex_every_name(desk: Desk) -> None:
    asked = ("bbccg", "cprccg", "meccg", "ecc", "mseft")
    session = desk.session(BOARD)
    session.convene(next(one.key for one in desk.planned() if one.body == BOARD))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    put = e.MotionPut("m1", item, "To build the ward.", "agreement", "objectives")
    sought = e.RatificationSought("m1", asked, places={"mseft": "Board"})
    record_all(session, [*everybody(session), e.MeetingOpened(), e.ItemOpened(item), put, sought])
    record_all(session, [e.ConsensusDeclared("m1", True), e.MeetingClosed()])
    said, annex = minutes(desk, session).split("## Annex A")
    assert "subject to ratification by 5 partners" in said and "Mid-Essex CCG" not in said.split("## 1.")[1]
    last = "Essex County Council and the Board of Mid & South Essex NHS Foundation Trust."
    assert "The 5 partners are NHS Basildon & Brentwood CCG, " in annex and last in annex


def test_a_place_that_answers_has_its_article_where_a_sentence_begins(desk: Desk) -> None:
    session = held_meeting(desk, e.PartnerResponded("mseft", False, "2026-11-26", motion="m1"))
    trust = "Board of Mid & South Essex NHS Foundation Trust did not ratify the decision on 26 November 2026."
    assert f"The {trust}" in minutes(desk, session)
    desk.close()


def test_the_minutes_say_agreed_subject_to_whose_ratification_and_who_has_answered(desk: Desk) -> None:
    words = minutes(desk, held_meeting(desk))
    assert (
        "subject to ratification by Essex County Council and the Board of Mid & South Essex NHS Foundation Trust"
        in words
    )
    assert "Essex County Council ratified the decision on 26 November 2026 (reference Cabinet minute 7)" in words
    assert "with answers by 31 January 2027.\n\nRemark: Both pay.\n" in words
    assert "Statutory consultation: needed" in words
    assert SECRET not in words
    desk.close()


@pytest.mark.parametrize(("form", "did"), [("ratification", "did not ratify"), ("signature", "refused to sign")])
def test_the_minutes_say_what_a_partner_that_said_no_did(desk: Desk, form: Form, did: str) -> None:
    session = desk.session(BOARD)
    session.convene(next(one.key for one in desk.planned() if one.body == BOARD))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    put = e.MotionPut("m1", item, "To build the ward.", "agreement", "objectives")
    record_all(
        session, [*everybody(session), e.MeetingOpened(), e.ItemOpened(item), put, e.ConsensusDeclared("m1", True)]
    )
    asked = e.RatificationSought("m1", ("ecc", "mseft"), form=form)
    record_all(session, [asked, e.PartnerResponded("ecc", False, "2026-11-26", "C 7", motion="m1"), e.MeetingClosed()])
    assert f"Essex County Council {did} the decision on 26 November 2026 (reference C 7)." in minutes(desk, session)
    desk.close()


def test_the_tracker_has_a_line_for_each_partner_and_never_what_is_private(desk: Desk) -> None:
    session = held_meeting(desk)
    session.record(e.PartnerResponded("mseft", False, "2026-11-26", "Board 4.2", motion="m1"))
    words = text_of(papers_of(desk, "ratification", BOARD))
    assert "Ratification tracker: Motion 1.1" in words
    assert "Does not take effect: not ratified by Mid & South Essex NHS Foundation Trust" in words
    assert "Cabinet minute 7" in words
    assert SECRET not in words
    assert "| **Taken at** | Partnership Board, November 2026, 26 November 2026 |" in words
    assert NOVEMBER not in words
    hidden = text_of(papers_of(desk, "ratification", BOARD, part="confidential"))
    assert SECRET in hidden
    assert "CONFIDENTIAL" in hidden
    desk.close()


def test_what_is_not_pursued_any_further_still_holds_for_those_that_agreed(desk: Desk) -> None:
    """Where a decision takes effect for each that agrees; where all must, it is not pursued, and that is all."""
    session = held_meeting(desk)
    session.record(e.DecisionLapsed("m1", "The ward was closed."))
    words = text_of(papers_of(desk, "ratification", BOARD))
    held = decision(session.state, "m1")
    assert held is not None
    assert held.asked is not None
    assert "Not pursued: The ward was closed." in words
    each = effect_words(session.state, replace(held, asked=replace(held.asked, holds="each")))
    assert each == "Not pursued any further: The ward was closed. It holds for Essex County Council."
    assert (effect(held), effect(replace(held, asked=replace(held.asked, holds="each")))) == ("lapsed", "in_part")
    assert "not yet" not in words
    assert "| none awaited |" in words
    desk.close()


def test_a_decision_of_an_earlier_meeting_is_told_with_its_title_and_day_and_never_a_key(desk: Desk) -> None:
    session = held_meeting(desk)
    first = session.lines[0].entry
    assert isinstance(first, e.MeetingConvened)
    later = {"meeting": "pb-2027-02-25", "title": "Board in February", "starts": "2027-02-25T10:00:00+00:00"}
    session.record(replace(first, **later, carried=public_matter(session.state)))
    told = text_of(papers_of(desk, "ratification", BOARD)) + minutes(desk, session)
    assert "| **Taken at** | Partnership Board, November 2026, 26 November 2026 |" in told
    assert "Taken at the meeting Partnership Board, November 2026, 26 November 2026." in told
    assert NOVEMBER not in told
    desk.close()


def test_the_sign_off_register_names_who_signed_and_who_is_missing_15_3(desk: Desk) -> None:
    session = held_meeting(desk)
    session.record(e.AgreementSought("d1", "The memorandum of 2027.", "signature", "2026-11-26", due="2027-02-28"))
    session.record(e.PartnerResponded("ecc", True, "2026-11-26", "counterpart 1", motion="d1", signatory="Kit Frost"))
    words = text_of(papers_of(desk, "signatures", BOARD))
    assert "Kit Frost" in words
    assert words.count("not yet") == 20
    assert "28 February 2027" in words
    desk.close()


@pytest.mark.parametrize("form", FORMATS)
def test_tracker_and_register_in_every_format(desk: Desk, form: str) -> None:
    session = held_meeting(desk)
    session.record(e.AgreementSought("d1", "The memorandum of 2027.", "signature", "2026-11-26"))
    for kind in ("ratification", "signatures"):
        for paper in papers_of(desk, kind, BOARD).values():  # type: ignore[arg-type]
            assert rendered(paper, form) == rendered(paper, form)  # type: ignore[arg-type]
    desk.close()


def test_there_is_no_tracker_where_nobody_is_asked(desk: Desk) -> None:
    session = desk.session(BOARD)
    session.convene(NOVEMBER)
    with pytest.raises(
        PaperError, match="no decision is put to partners for ratification, approval or support in public"
    ):
        papers_of(desk, "ratification", BOARD)
    desk.close()


def test_an_urgent_decision_stands_in_the_next_agenda_and_in_its_minutes(desk: Desk) -> None:
    session = held_meeting(desk)
    session.record(
        e.DecisionTaken("d1", "urgent", "To close ward 4.", "Norovirus.", "2026-11-26", ("independent-chair",))
    )
    first, hidden = session.lines[0].entry, confidential_matter(session.state)
    assert isinstance(first, e.MeetingConvened)
    session.record(replace(first, meeting="pb-2027-02-25", carried=public_matter(session.state)))
    session.record(hidden)
    agenda = text_of(papers_of(desk, "agenda", BOARD))
    assert agenda.index("Urgent decision: To close ward 4.") < agenda.index(
        "Motion 1.1 of 26 November 2026: To build the ward."
    )
    record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened()])
    session.record(e.DecisionReported("d1", "ratified", text="With thanks"))
    words = minutes(desk, session)
    assert "Why between meetings: Norovirus." in words
    assert "It was reported to the meeting, which ratified it: With thanks." in words
    assert SECRET not in words
    session.record(e.ConsultationStated("d1", "needed"))
    told = text_of(papers_of(desk, "decisions", BOARD))
    assert "Ratified by the meeting. Awaiting: statutory consultation." in told
    desk.close()


def test_a_letter_asks_the_partner_for_what_its_board_has_to_do(desk: Desk) -> None:
    session = held_meeting(desk)
    session.record(e.DecisionNotified(("mseft",), "letter", "2026-11-27", motion="m1"))
    words = text_of(papers_of(desk, "notices", BOARD))
    assert "by 31 January 2027 whether your Board has ratified the decision" in words
    desk.close()


def test_the_register_of_decisions_says_what_they_are_subject_to(desk: Desk) -> None:
    held_meeting(desk)
    words = text_of(papers_of(desk, "decisions", BOARD))
    assert "Agreed by consensus, subject to ratification by Essex County Council" in words
    assert "statutory consultation needed" in words
    desk.close()


def test_a_failed_consensus_and_the_vote_that_followed_are_one_story(desk: Desk) -> None:
    session = desk.session(BOARD)
    session.convene(NOVEMBER)
    item = next(iter(session.state.items))
    record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened(item)])
    session.record(e.MotionPut("m1", item, "To share it.", "agreement", "fin_capital"))
    session.record(e.ConsensusDeclared("m1", False, (e.Objection("mseft-chair", "Too little."),)))
    session.record(e.MotionPut("m2", item, "To share it.", "capital", "fin_capital", follows="m1"))
    words = minutes(desk, session)
    assert "The matter was then put to a counted vote as motion 1.2 (clause 8.4)." in words
    assert "second motion, following motion 1.1" in words
    desk.close()


def test_an_amendment_that_only_some_committees_carry_holds_for_none_of_them() -> None:
    board = body_of("south-yorkshire-bassetlaw", "committees-in-common")
    keys = list(board.state.members)
    amendment = e.MotionPut(
        "m2", "minutes", "To add beds.", "each-concurs", amends="m1", as_amended="To share theatres and beds."
    )
    record(board, e.MotionPut("m1", "minutes", "To share theatres.", "each-concurs"), amendment)
    declare(record(board, votes("for", keys[1:], "m2"), votes("against", keys[:1], "m2")), "m2")
    words = as_markdown(minutes_document(papers_minutes(board, entries=1, fingerprint="f" * 64)))
    assert "The amendment was **NOT CARRIED**" in words and "**Not carried.**" in words
    assert "oncur" not in words.replace("Each committee concurs", "")


def test_committees_in_common_are_minuted_with_a_decision_for_each_organisation_7_8_2() -> None:
    board = body_of("south-yorkshire-bassetlaw", "committees-in-common")
    seats = list(board.state.members)
    record(board, e.MotionPut("m1", "minutes", "To share theatres.", "each-concurs"))
    declare(record(board, votes("for", seats[:5]), votes("against", seats[5:6]), votes("abstain", seats[6:])))
    words = as_markdown(minutes_document(papers_minutes(board, entries=1, fingerprint="f" * 64)))
    assert "Barnsley Hospital NHS Foundation Trust: concurred." in words
    assert "The Rotherham NHS Foundation Trust: did not concur." in words
    assert "Mid Yorkshire Hospitals NHS Trust: abstained." in words
    item, annex = words.split("## Annex A", 1)
    for part in (item, annex):
        assert "It holds for those that concur: Barnsley Hospital NHS Foundation Trust" in part
    assert "was **CARRIED FOR THOSE THAT CONCUR**, by 5 for, 1 against and 1 abstained" in item
    assert "(7 needed to carry it for all; clause 7.8.2" in item
    assert "**Carried for those that concur.** 5 of 7 eligible members concurred" in annex
    assert "made no decision" not in words and "not carried" not in words.casefold()


def test_no_teller_calls_lost_what_holds_for_some_committees_in_common_7_8_2() -> None:
    board = body_of("south-yorkshire-bassetlaw", "committees-in-common")
    seats = list(board.state.members)
    record(board, e.MotionPut("m1", "minutes", "To share theatres.", "each-concurs"))
    record(board, votes("for", seats[:5]), votes("against", seats[5:]))
    asked = count_if_declared(board.state, the(board), result_now(board.state, the(board)))
    assert asked == ("5 of 7 eligible members concurred, each for its own organisation: carried for those that concur.")
    (open_,) = [one.text for one in vote_lines(board.state, the(board), 80)[-4] if one.text.strip()]
    assert open_ == "5 of 7 concur so far · 0 still to decide"
    declare(board)
    result = "\n".join("".join(part.text for part in one) for one in vote_lines(board.state, the(board), 80))
    assert "FOR 5" in result and "of 7 eligible members" in result and "needed" not in result
    assert "CARRIED FOR THOSE THAT CONCUR · declared: 5 of 7 concur" in result
    (head,) = motion_heads(board.state, the(board), 80)
    assert "".join(part.text for part in head) == "Motion 2.1  ✓ CARRIED FOR THOSE THAT CONCUR · 5 of 7 concur · 7.8.2"
    src = Source(board, "public", Clock(board.state.starts))
    (row,) = decision_rows(src)
    assert row[4].startswith("Carried for those that concur") and row[5].startswith("5 of 7 eligible members")
    (found,) = [one for one in contents_of(board, public=True).things if one.kind == "motion"]
    assert found.figures.startswith("CARRIED FOR THOSE THAT CONCUR: 5 for, 2 against") and "needed" not in found.figures
    assert standing_words(found).startswith("in part; it holds for those that concur: Barnsley Hospital")
    entered = tell_in(board, board.lines[-1])
    (sheet,) = [as_markdown(one) for one in vote_sheets(src).values()]
    assert "5 for, 7 needed out of 7 eligible members present: carried for those that concur." in sheet
    other = "\n".join(part.text for row in reading_rows(board.state, the(board), 100) for part in row.parts)
    for told in (result, *row, found.figures, standing_words(found), entered, sheet, other):
        assert "not carried" not in told.casefold()


def test_a_view_that_was_agreed_is_said_in_one_sentence_scope() -> None:
    board = body_of("cambridgeshire-peterborough", "stp-board")
    for key, text in (("m1", "That it can be borne."), ("m2", "To ask again.")):
        record(board, e.MotionPut(key, "minutes", text, "major-decision"))
        record(board, e.EvidenceGiven("Paper C", key), e.ConsensusDeclared(key, True))
    words = as_markdown(minutes_document(papers_minutes(board, entries=1, fingerprint="f" * 64)))
    assert "**AGREED ITS VIEW**, by consensus (Scope, which names no way of deciding), that it can be borne." in words
    assert (
        "**AGREED ITS VIEW OF**, by consensus (Scope, which names no way of deciding), the motion to ask again."
        in words
    )


def test_the_command_writes_them_beside_the_other_papers_of_the_book(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    held_meeting(desk)
    desk.close()
    found = command(tmp_path, "paper", "ratification", BOARD, "--format", "md")
    assert found.exit_code == 0
    assert found.output.strip().endswith("ratification-m1.md")


def test_of_a_motion_by_the_rule_of_a_stage_the_minutes_say_that_it_named_no_issue_8_10_2(sle: Stretch) -> None:
    record(sle, motion(rule="issue-majority", topic="fin_capital"), votes("for", ("bbccg",)))
    text = as_markdown(minutes_document(papers_minutes(declare(sle), entries=len(sle.lines), fingerprint="ab" * 32)))
    assert "Clause 8.10(2) is for an issue at the stage “" in text and "this motion named none." in text


def test_evidence_for_a_condition_is_told_once_with_the_motion_amended_or_with_the_issue_8_4_8_10_4() -> None:
    """An amendment is not said to lack it, and an issue that was raised here is not said to have been referred here."""
    board = record(sitting(), motion(), e.EvidenceGiven("SLE, 2 November, 4.2", "m1"))
    record(board, motion("m2", amends="m1", text="Add “soon”.", as_amended="That it be soon."))
    record(board, votes("against", ("bbccg-chair",), "m2"))
    declare(board, "m2")
    raised = e.IssueRaised("i1", "Beds", "objectives", ("mseft", "ecc"))
    record(board, raised, e.EvidenceGiven("SLE, 9 November", issue="i1"), e.IssueAdvanced("i1", "board", "As it says."))
    record(board, motion("m3", rule="issue-board", topic="objectives", issue="i1"))
    words = as_markdown(minutes_document(papers_minutes(board, entries=1, fingerprint="f" * 64)))
    assert f"consensus on the matter (8.4)”. For that see motion {the(board).number}." in words
    assert "the issue (8.10(4))”. Evidence of that is told with the issue." in words
    assert "No evidence" not in words and "referred here" not in words


def test_a_letter_about_two_decisions_says_of_each_question_which_it_is_about(desk: Desk) -> None:
    session = desk.session(BOARD)
    session.convene(next(one.key for one in desk.planned() if one.body == BOARD))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened(item)])
    for key, text in (("m1", "To build the ward."), ("m2", "To close the clinic.")):
        put = e.MotionPut(key, item, text, "agreement", "objectives")
        record_all(session, [put, e.ConsensusDeclared(key, True), e.RatificationSought(key, ("mseft",))])
    record_all(session, [e.MeetingClosed()])
    for key, means in (("m1", "letter"), ("m2", "e-mail")):
        session.record(e.DecisionNotified(("mseft",), means, "2026-11-26", motion=key, due="2027-01-31"))
    words = text_of(papers_of(desk, "notices", BOARD))
    first, second = (session.state.motions[key].number for key in ("m1", "m2"))
    for number in (first, second):
        assert f"Motion {number}: please tell us in writing by 31 January 2027 whether your organisation" in words
    assert "| **Sent by** | letter and e-mail |" in words


def test_a_letter_about_a_ratification_and_another_decision_asks_of_each_by_its_name(desk: Desk) -> None:
    session = desk.session(BOARD)
    session.convene(next(one.key for one in desk.planned() if one.body == BOARD))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened(item)])
    for key, text in (("m1", "To build the ward."), ("m2", "To open a clinic.")):
        record_all(session, [e.MotionPut(key, item, text, "agreement", "objectives"), e.ConsensusDeclared(key, True)])
    record_all(session, [e.RatificationSought("m1", ("mseft",), due="2027-01-31"), e.MeetingClosed()])
    for key, partners in (("m1", ("mseft",)), ("m2", ("mseft", "ecc"))):
        session.record(e.DecisionNotified(partners, "letter", "2026-11-26", motion=key))
    both, alone = (as_markdown(letter) for letter in papers_of(desk, "notices", BOARD).values())
    first, second = (session.state.motions[key].number for key in ("m1", "m2"))
    assert (
        f"Motion {first}: please tell us in writing by 31 January 2027 whether your organisation has ratified" in both
    )
    assert f"Motion {second}: please answer in writing whether your organisation accepts the decision" in both
    assert "Answer: ____" in both and "Accepts / does not accept: ____" not in both
    assert "\nPlease answer in writing whether your organisation accepts" in alone
    assert "Accepts / does not accept: ____" in alone


@pytest.mark.parametrize("due", ["", "2027-01-31"])
def test_after_the_last_stage_of_an_issue_a_letter_about_its_motion_asks_only_where_a_day_was_set_8_10_4(
    desk: Desk, due: str
) -> None:
    session = desk.session(BOARD)
    session.convene(next(one.key for one in desk.planned() if one.body == BOARD))
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    record_all(session, [*everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened(item)])
    received = at_board("beds")
    record_all(session, [received, e.MotionPut("m1", item, "To share.", "issue-board", "objectives", issue="beds")])
    session.record(e.VotesRecorded("m1", "for", tuple(session.state.motions["m1"].electorate.may_vote)))
    session.record(result_now(session.state, session.state.motions["m1"]))
    record_all(session, [e.IssueResolved("beds", "It was decided."), e.MeetingClosed()])
    session.record(e.DecisionNotified(("mseft",), "letter", "2026-11-26", motion="m1", due=due or None))
    words = text_of(papers_of(desk, "notices", BOARD))
    assert ("## Your answer" in words) is bool(due) and ("accepts the decision" in words) is bool(due)


def test_the_tracker_of_an_earlier_meeting_has_the_answers_that_came_after_the_next_one(desk: Desk) -> None:
    session = held_meeting(desk)
    first, hidden = session.lines[0].entry, confidential_matter(session.state)
    assert isinstance(first, e.MeetingConvened)
    later = replace(
        first, meeting="pb-2027-02-25", starts="2027-02-25T10:00+00:00", carried=public_matter(session.state)
    )
    record_all(session, [later, hidden, *everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened()])
    record_all(session, [e.MeetingClosed(), e.PartnerResponded("mseft", True, "2026-11-26", "minute 9", motion="m1")])
    told = text_of(papers_of(desk, "ratification", BOARD, NOVEMBER))
    assert "Ratification tracker: Motion 1.1 (" in told and "ratified, 26 November 2026 | minute 9 |" in told
    assert "In effect since 26 November 2026" in told and "awaiting" not in told
    assert "| **As at** | " in told
    assert "| **What it needs** | Subject to ratification by " in told, "whether it was agreed or carried is told apart"
    assert text_of(papers_of(desk, "ratification", BOARD)).count("minute 9") == 1
    for register in (papers_of(desk, "decisions", BOARD, NOVEMBER), papers_of(desk, "decisions", BOARD)):
        assert "– In effect since 26 November 2026: " in text_of(register)  # both are published, side by side


def test_a_motion_of_an_earlier_meeting_is_told_from_the_one_of_the_same_number_by_its_day(desk: Desk) -> None:
    session = held_meeting(desk)
    first, hidden = session.lines[0].entry, confidential_matter(session.state)
    assert isinstance(first, e.MeetingConvened)
    session.record(
        replace(first, meeting="pb-2027-02-25", starts="2027-02-25T10:00+00:00", carried=public_matter(session.state))
    )
    record_all(session, [hidden, *everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened()])
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    record_all(session, [e.ItemOpened(item), e.MotionPut("n1", item, "To close it.", "agreement", "objectives")])
    record_all(session, [e.ConsensusDeclared("n1", True), e.RatificationSought("n1", ("tc",))])
    session.record(e.PublicExcluded("staff"))
    with pytest.raises(Refused, match=r"Decision 1\.1 of 26 November 2026"):
        session.record(e.PartnerResponded("mseft", True, "2027-02-25", "minute 9", motion="m1"))
    minutes = as_markdown(minutes_document(papers_minutes(session.stretch, entries=1, fingerprint="f" * 64)))
    assert "Motion 1.1 of 26 November 2026: To build the ward." in minutes and "### Motion 1.1\n" in minutes
    titles = [as_markdown(paper).splitlines()[0] for paper in papers_of(desk, "ratification", BOARD).values()]
    assert [title for title in titles if "Motion 1.1 of 26 November 2026" in title]
    assert [title for title in titles if "Motion 1.1 (" in title]
