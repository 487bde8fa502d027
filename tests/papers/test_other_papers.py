"""The papers beside the minutes: agenda, attendance, decisions, actions, interests, notices, the sheet on a vote."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.charter.load import shipped
from boardtui.charter.terms_of_reference import Terms
from boardtui.config.house_style import House, References
from boardtui.dates import date_words
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import corrections_of, public_words
from boardtui.meeting.fold.sitting import public_matter
from boardtui.papers.action_log import action_log
from boardtui.papers.brief import APPROVAL
from boardtui.papers.circulation.catalogue import KINDS
from boardtui.papers.circulation.circulating import papers_of, workbook
from boardtui.papers.clock import Clock
from boardtui.papers.decisions import decisions_of_book
from boardtui.papers.document import Facts, Signature
from boardtui.papers.errors import PaperError
from boardtui.papers.files import safe_name
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.formats.rendering import FORMATS, rendered
from boardtui.papers.notices import letters, referrals
from boardtui.papers.source import Source
from boardtui.papers.tables import sheets
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.register.agenda import agenda as agenda_of, change_item, change_meeting
from tests import build
from tests.build import record
from tests.charter.held import sitting
from tests.files import for_owner_only
from tests.papers.build_minutes import RULES, Meeting, small_meeting
from tests.papers.on_desk import BOARD, command, desk_with
from tests.papers.read_back import squeezed, words_of_docx, words_of_html, words_of_pdf
from tests.papers.test_confidential import private_meeting
from tests.papers.test_formats import words


def november() -> Meeting:
    """The small meeting, and after its close two partners told and an action done."""
    m = small_meeting()
    return m.do(
        e.DecisionNotified(("bb", "trust"), "letter", "2026-11-27", motion="m2"),
        e.DecisionNotified(("bb",), "letter", "2026-11-27", issue="i1"),
        e.ActionUpdated("a1", "done", text="Sent on Friday."),
    )


def january(before: Meeting, *, approves: bool = False) -> Meeting:
    """The next meeting: the lead sends apologies, nothing is decided; it may approve the minutes of the one before."""
    m = Meeting(
        "2027-01-28T10:00:00+00:00",
        "2027-01-28T09:50:00",
        carried=public_matter(before.state),
        meeting="board-jan",
        before=before.state,
    )
    m.do(e.ApologiesGiven("lead")).arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened())
    if approves:
        m.do(e.MinutesApproved("board-nov"))
    return m.do(e.ActionAgreed("a2", None, "Report back", "Sir D Dunn"), e.MeetingClosed())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    first = november()
    return desk_with(tmp_path, first, january(first))


def md(desk: Desk, kind: str, meeting: str | None = None, **options: str) -> str:
    (paper,) = papers_of(desk, kind, BOARD, meeting, **options).values()  # type: ignore[arg-type]
    return as_markdown(paper)


def test_the_agenda_has_number_item_paper_and_lead(desk: Desk) -> None:
    text = md(desk, "agenda", "board-nov")
    assert "| No. | Item | Paper | Lead |" in text  # a column of which nothing is known is left out
    assert "| 2 | Capital programme | Paper B | Ms B Brown |" in text
    assert "onfidential" not in text and "Sale of a site" not in text
    assert "Sale of a site" in md(desk, "agenda", "board-nov", part="confidential")


def test_the_agenda_prints_what_is_recommended_with_clause_and_mover(desk: Desk) -> None:
    db = desk.store.connection
    planned = next(one for one in desk.planned() if one.body == BOARD)
    draft = {"recommendation": "To adopt [x](y) <b>", "rule": "capital", "mover": "eput-chair"}
    change_item(db, planned.key, "pb-nov-capital", **draft)
    change_item(db, planned.key, "pb-nov-estates", recommendation="To sell the site")
    text = md(desk, "agenda", planned.key)
    label = next(item.number for item in agenda_of(db, planned.key) if item.item == "pb-nov-capital")
    assert "## Recommendations" in text and "sell the site" not in text
    row = next(line for line in text.splitlines() if "To adopt" in line)
    assert row.startswith(f"- {label} ") and "(clause 8.4; to be moved by Chair, EPUT)" in row
    assert "sell the site" in md(desk, "agenda", planned.key, part="confidential")
    for item in agenda_of(db, planned.key):
        change_item(db, planned.key, item.item, recommendation="")
    assert "## Recommendations" not in md(desk, "agenda", planned.key)


def test_a_list_typed_in_a_recommendation_is_a_list_on_the_agenda_and_in_the_brief(desk: Desk) -> None:
    planned = next(one for one in desk.planned() if one.body == BOARD)
    listed = "That the plan be adopted:\n1. the wards\n2. the clinics\n\nAnd that it be published."
    change_item(desk.store.connection, planned.key, "pb-nov-capital", recommendation=listed, rule="capital")
    change_item(desk.store.connection, planned.key, "pb-nov-winter", recommendation="To support it.")
    told = md(desk, "agenda", planned.key)
    assert "That the plan be adopted:\n\n1. the wards\n2. the clinics\n\nAnd that it be published. (clause 8.4)" in told
    assert told.index("And that it be published") < told.index("- 6 Winter plan: To support it.")
    brief = md(desk, "brief", planned.key)
    assert "Recommended:\n\n> That the plan be adopted:\n>\n> 1. the wards\n> 2. the clinics\n" in brief
    assert "| **Recommended** | To support it. |" in brief


def test_the_agenda_names_a_carried_action_as_the_minutes_do(tmp_path: Path) -> None:
    first = small_meeting()
    first.do(e.ActionAgreed("a9", None, "Write to the trust.", "Sir D Dunn", "2027-01-20"))
    desk = desk_with(tmp_path, first, january(first), house=House(references=References(action="A{count}")))
    _, _, told = md(desk, "agenda", "board-jan").partition("## Actions carried from earlier meetings")
    desk.close()
    assert re.search(r"- A\d: Write to the trust \(Sir D Dunn, by 20 January 2027\)\.", told), told


def test_a_paper_of_a_part_in_which_nothing_happened_says_so_in_every_format(tmp_path: Path) -> None:
    m = Meeting().arrive("chair", "lead").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.NoteTaken(None, "Of a person.", confidential=True), e.MeetingClosed())
    desk = desk_with(tmp_path, m)
    told = {}
    for kind in KINDS:
        try:
            (told[kind],) = papers_of(desk, kind, BOARD, part="confidential").values()
        except PaperError:
            assert kind in ("vote", "notices", "ballots", "ratification", "signatures")
    for kind, paper in told.items():
        assert all(rendered(paper, form) for form in FORMATS), kind
    assert "No private item is still to be taken." in as_markdown(told["brief"])
    desk.close()
    (tmp_path / "after").mkdir()
    m = Meeting().arrive("chair", "lead").do(e.ChairTaken("chair"), e.MeetingOpened(), e.MeetingClosed())
    m.do(e.ActionAgreed("s1", None, "See the union.", "The secretary", confidential=True))
    desk = desk_with(tmp_path / "after", m)
    (paper,) = papers_of(desk, "attendance", BOARD, part="confidential").values()
    assert "No part of a meeting was held in private." in as_markdown(paper)
    desk.close()


def test_the_agenda_has_no_empty_column(desk: Desk) -> None:
    db = desk.store.connection
    planned = next(one for one in desk.planned() if one.body == BOARD)
    before = md(desk, "agenda", planned.key)
    for item in agenda_of(db, planned.key):
        change_item(db, planned.key, item.item, lead="", paper="")
    assert "| No. | Item | Purpose | Paper | Lead | Time |" in before
    assert "| No. | Item | Purpose | Time |" in md(desk, "agenda", planned.key)


def test_the_brief_says_item_by_item_what_is_recommended_and_what_it_takes(desk: Desk) -> None:
    db = desk.store.connection
    planned = next(one for one in desk.planned() if one.body == BOARD)
    change_item(db, planned.key, "pb-nov-capital", recommendation="To adopt", rule="capital", mover="eput-chair")
    change_item(db, planned.key, "pb-nov-estates", recommendation="To sell the site", rule="agreement")
    text = md(desk, "brief", planned.key)
    assert "To adopt" in text and "clause 8.4" in text and "14 members of 14: " in text
    assert "11 needed out of 14" in text and "Other readings of the clause" in text and "sell the site" not in text
    no_partner = next(row for row in text.splitlines() if "members who represent no partner are eligible" in row)
    assert "16 needed out of 21 eligible members; 21 can vote" in no_partner  # not the 14 whom the rule in use asks
    assert "members who represent no partner also agree or object: 31 can take part." in text  # of a consensus
    hidden = md(desk, "brief", planned.key, part="confidential")
    assert "To sell the site" in hidden and "To adopt" not in hidden and "CONFIDENTIAL" in hidden
    assert "private matters only" in hidden and "was considered" not in hidden  # the meeting is still to come


def test_minutes_are_approved_and_not_decided_under_a_rule_made_for_other_matters(desk: Desk) -> None:
    planned = next(one for one in desk.planned() if one.body == BOARD)
    text, sheets = md(desk, "brief", planned.key), md(desk, "sheets", planned.key)
    of_minutes = text.split("Minutes of the last meeting", 1)[1].split("## ", 1)[0]
    assert APPROVAL in of_minutes and "Decided under" not in of_minutes
    assert "Minutes of the last meeting" not in sheets
    changes = {"purpose": "For Approval", "recommendation": "To approve the minutes."}
    item = next(
        line.item
        for line in agenda_of(desk.store.connection, planned.key)
        if line.title == "Minutes of the last meeting"
    )
    change_item(desk.store.connection, planned.key, item, **changes)
    of_minutes = md(desk, "brief", planned.key).split("Minutes of the last meeting", 1)[1].split("## ", 1)[0]
    assert "To approve the minutes." in of_minutes and APPROVAL in of_minutes and "Decided under" not in of_minutes


def test_a_seat_card_has_name_organisation_and_the_number_of_the_roll(desk: Desk) -> None:
    planned = next(one for one in desk.planned() if one.body == BOARD)
    text, roll = md(desk, "cards", planned.key), md(desk, "sheets", planned.key)
    numbers = re.findall(r"Seat ([0-9]+)", text)
    assert numbers == sorted(numbers) and len(numbers) > 10  # each stands on the front and on the back
    assert all(numbers.count(number) == 2 for number in numbers)
    assert all(f"| {number} |" in roll for number in numbers)
    assert "Essex Partnership" in text and "All seat cards are in the public part." not in text
    assert "Seat 01" not in md(desk, "cards", planned.key, part="confidential")


def test_the_agenda_of_a_planned_meeting_is_made_from_the_register(desk: Desk) -> None:
    before = desk.session(BOARD).recorded
    change_meeting(desk.store.connection, "pb-2026-11-26", starts="2027-02-25T10:00:00+00:00")
    planned = next(one for one in desk.planned() if one.body == BOARD)
    text = md(desk, "agenda", planned.key)
    assert f"# Agenda: {planned.title}" in text and "Report back" in text
    assert desk.session(BOARD).recorded == before


@pytest.mark.parametrize("kind", ["agenda", "sheets"])
def test_the_agenda_of_a_planned_meeting_is_made_while_another_runs(tmp_path: Path, kind: str) -> None:
    first = november()
    running = Meeting(
        "2027-01-28T10:00:00+00:00",
        "2027-01-28T09:50:00",
        carried=public_matter(first.state),
        meeting="board-jan",
        before=first.state,
    ).do(e.ActionAgreed("a2", None, "Report back", "Sir D Dunn"))
    desk = desk_with(tmp_path, first, running)
    session = desk.session(BOARD)
    change_meeting(desk.store.connection, "pb-2026-11-26", starts="2027-02-25T10:00:00+00:00")
    planned = next(one for one in desk.planned() if one.body == BOARD)
    for phase in ("convened", "open"):
        assert session.state.phase == phase
        assert planned.title in md(desk, kind, planned.key)
        assert session.state.phase == phase and session.state.meeting == "board-jan"
        build.record_all(
            session, [e.MemberArrived("chair"), e.ChairTaken("chair"), e.MeetingOpened()][: 3 * (phase != "open")]
        )
    assert "Report back" in md(desk, "agenda", planned.key)
    desk.close()


def test_the_attendance_record_adds_up_for_every_member(desk: Desk) -> None:
    text = md(desk, "attendance")
    assert "| Member | Seat | Meetings | Present | Deputy only | Apologies | Absent in public |" in text
    assert "| Prof A Adams | Independent chair | 2 | 2 | 0 | 0 | 0 |" in text
    assert "| Ms B Brown | Executive lead | 2 | 1 | 0 | 1 | 0 |" in text
    assert "| Cllr F Frost | Chair, Health and Wellbeing Board | 2 | 0 | 1 | 0 | 1 |" in text
    assert "| Date | Meeting | Members present | Deputies present | Members in office |" in text
    assert "| Partnership Board | 5 | 1 | 6 |" in text, "who was present and who sent a deputy are all six"
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 7 and cells[2].isdigit():
            assert int(cells[2]) == sum(map(int, cells[3:]))


def test_the_attendance_of_one_meeting_is_that_of_its_minutes(desk: Desk) -> None:
    text = md(desk, "attendance", "board-nov")
    assert "| Present (5) |" in text and "Dr C Clark left: Train" in text


def test_the_register_of_decisions_names_the_clause_and_the_arithmetic(desk: Desk) -> None:
    text = md(desk, "decisions")
    row = next(line for line in text.splitlines() if line.startswith("| 2.1 |"))
    assert "Capital priorities (clause 8.4)" in row and "Not carried" in row and "3/4" in row
    assert text.count("\n| 2.") == 4  # the fifth was withdrawn, which decides nothing


def test_the_action_log_tells_what_was_done_after_the_meeting_too(desk: Desk) -> None:
    text = md(desk, "actions")
    opened, done = text.index("## Open"), text.index("## Completed")
    assert opened < text.index("Report back") < done < text.index("Write to the partners")
    assert (
        "| Write to the partners | Ms B Brown | 1 December 2026 | 26 November 2026, item 2 | Sent on Friday. |" in text
    )


def test_the_action_log_and_the_reminders_of_one_meeting_tell_its_actions_as_they_stand_on_the_day(
    tmp_path: Path,
) -> None:
    """A later meeting withdrew what was carried to it; of that meeting the log has what it found open."""
    first = november().do(e.ActionAgreed("a9", None, "Print the plan", "Ms B Brown"))
    second = january(first)
    second.do(e.ActionUpdated("a9", "dropped", text="It is printed."))
    desk = desk_with(tmp_path, first, second)
    log = md(desk, "actions", "board-nov")
    assert "| Write to the partners |" in log
    assert "Report back" not in log, "it is of the later meeting"
    assert log.index("## Withdrawn") < log.index("Print the plan")
    assert "Print the plan" not in md(desk, "reminders", "board-nov")
    assert "Meetings** | 1, on Thursday 26 November 2026" in log
    later = md(desk, "actions", "board-jan")
    assert "Print the plan" in later
    assert "Report back" in later


def test_the_register_of_interests_says_how_each_was_handled(desk: Desk) -> None:
    text = md(desk, "interests")
    assert "## Mr E Evans" in text
    assert "| 2 | financial | Owns shares | withdraws from the item (Direct gain) |" in text


def test_each_partner_told_gets_a_letter_with_its_own_decisions(desk: Desk) -> None:
    letters = papers_of(desk, "notices", BOARD, "board-nov")
    assert list(letters) == ["notices-bb", "notices-trust"]
    first, second = map(as_markdown, letters.values())
    assert "# Notice of decision to Basildon CCG" in first and "## Issue: Shared beds" in first
    assert "# Notice of decision to Riverside NHS Trust" in second and "Shared beds" not in second
    assert "| **Date** | 27 November 2026 |" in second and "Put under “Capital priorities” (clause 8.4)." in second


@pytest.mark.parametrize(("due", "asked"), [(None, False), ("2026-12-20", True)])
def test_a_decision_that_binds_asks_for_no_acceptance_unless_an_answer_is_due(due: str | None, asked: bool) -> None:
    """The Joint Committee decides what the CCGs have delegated to it (6.19, 6.21), so there is nothing to accept."""
    held = sitting(shipped("mid-south-essex"), "joint-committee", "consensus")
    delegated = e.EvidenceGiven("The schemes of delegation list it.", motion="m1")
    record(held, delegated, e.ConsensusDeclared("m1", True), e.MeetingClosed())
    record(held, e.DecisionNotified(("bbccg",), "letter", "2026-11-27", motion="m1", due=due))
    (letter,) = letters(Source(held, "public", Clock(held.state.starts))).values()
    text = as_markdown(letter)
    assert "The decision binds the five CCGs" in text
    assert ("whether your organisation accepts" in text) is asked and ("## Reply" in text) is asked


def test_a_notice_is_a_letter_that_says_by_when_and_where_to_answer(tmp_path: Path) -> None:
    m = small_meeting().do(e.DecisionNotified(("bb",), "letter", "2026-11-27", motion="m2", due="2026-12-20"))
    desk = desk_with(tmp_path, m, house=House(contact="Board Secretary, Phoenix Court, Basildon"))
    (letter,) = papers_of(desk, "notices", BOARD).values()
    desk.close()
    text = as_markdown(letter)
    assert "Dear colleagues," in text and "The Partnership Board met on Thursday 26 November 2026" in text
    assert "Please answer in writing by 20 December 2026 whether your organisation accepts the decision" in text
    assert "Please send your answer to: Board Secretary, Phoenix Court, Basildon" in text
    sent, reply = text.split("Signature, name and office")
    assert "Yours faithfully" in sent and "Accepts / does not accept" not in sent, "the slip stands below the signature"
    assert (
        "Accepts / does not accept" in reply
        and "To: Partnership Board. From: Basildon CCG. Notice of decision" in reply
    )


def test_an_issue_referred_goes_with_a_letter_of_the_same_form_signed_by_whom_the_house_names(tmp_path: Path) -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened())
    m.do(e.IssueRaised("i1", "Shared beds", None, ("bb", "trust")), e.IssueReferred("i1", "joint-committee"))
    house = House(contact="Board Secretary, Phoenix Court", secretary_signs="A Example, Board Secretary")
    desk = desk_with(tmp_path, m, house=house)
    letter = papers_of(desk, "notices", BOARD)["notices-referral-i1"]
    desk.close()
    text = as_markdown(letter)
    assert "# Referral of an issue to Joint Committee" in text and "## Issue: Shared beds" in text
    assert "Dear colleagues," in text and "Please send your answer to: Board Secretary, Phoenix Court" in text
    assert isinstance(letter.blocks[-1], Signature) and letter.blocks[-1].heads == ("A Example, Board Secretary",)


def test_a_reason_that_is_that_of_all_is_told_without_names_and_those_present_are_told_by_what_they_did() -> None:
    m = Meeting().arrive("lead", "bbchair", "tchair").do(e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That it be so.", "agreement"), e.ConsensusDeclared("m1", True))
    m.do(e.MotionPut("m2", "capital", "That it be so again.", "agreement"))
    m.do(e.ConsensusDeclared("m2", False, objections=(e.Objection("lead", "Not now."),)), e.MeetingClosed())
    first, second = map(as_markdown, vote_sheets(Source(m.stretch, "public", Clock(m.state.starts))).values())
    assert "- No subject was chosen, so every partner is eligible.\n" in first
    assert "- None of the 3 members present objected." in first
    assert "- Of the 3 members present, 2 did not object and 1 objected." in second


def test_a_letter_names_the_body_that_an_issue_is_referred_to_in_full_with_its_short_name() -> None:
    held = build.record(build.sitting(), e.IssueRaised("i1", "Shared beds", None, ("ecc", "tc")))
    held = build.record(held, e.IssueReferred("i1", "sle"))
    (letter,) = referrals(Source(held, "public", Clock(held.state.starts))).values()
    text = as_markdown(letter)
    assert "# Referral of an issue to System Leadership Executive (SLE)" in text
    assert "| **To** | System Leadership Executive (SLE) |" in text
    assert "It was referred to the System Leadership Executive (SLE)." in text


def test_a_letter_that_refers_an_issue_after_the_meeting_tells_what_was_done_about_it_since() -> None:
    held = build.record(build.sitting(), e.IssueRaised("i1", "Shared beds", None, ("ecc", "tc")), e.MeetingClosed())
    build.record(held, e.PlaceAttempted("i1", "They met in October.", resolved=False))
    build.record(
        held, e.IssueReferred("i1", "sle"), e.ReferralAnswered("i1", "Shared beds", "sle", "ab" * 32, "Settled.")
    )
    (letter,) = referrals(Source(held, "public", Clock(held.state.starts))).values()
    text = as_markdown(letter)
    told = [text.index(words) for words in ("Raised.", "They met in October.", "It was referred to the System")]
    assert told == sorted(told) and "Settled" not in text, "up to the referral"


def test_a_letter_says_whose_approval_the_rule_names_unless_the_meeting_said_whose_is_asked_for() -> None:
    rules = (replace(RULES[0], approval="None of the others."), *RULES[1:])
    for asked in (False, True):
        m = Meeting(rules=rules).arrive("chair", "lead", "tchair").do(e.MeetingOpened(), e.ItemOpened("capital"))
        m.do(e.MotionPut("m1", "capital", "That it be so.", "agreement", "capital"), e.ConsensusDeclared("m1", True))
        m.do(*([e.RatificationSought("m1", ("trust",))] if asked else []), e.MeetingClosed())
        m.do(e.DecisionNotified(("trust",), "letter", "2026-11-27", motion="m1"))
        (letter,) = letters(Source(m.stretch, "public", Clock(m.state.starts))).values()
        told = as_markdown(letter)
        assert ("subject to ratification by Riverside NHS Trust" in told) is asked
        assert ("\nApproval: None of the others.\n" in told) is not asked and "\nNone of the others." not in told


def test_the_confidential_agenda_asks_for_the_exclusion_of_the_public(desk: Desk) -> None:
    asked = "Before these items the Partnership Board is asked to resolve that the public be excluded"
    assert asked in md(desk, "agenda", "board-nov", part="confidential")
    assert "be excluded" not in md(desk, "agenda", "board-nov")


def test_a_consensus_has_no_votes_for_and_against_on_its_sheet(tmp_path: Path) -> None:
    m = Meeting().arrive("chair", "lead", "bbchair", "tchair").do(e.MeetingOpened(), e.ItemOpened("capital"))
    m.do(e.MotionPut("m1", "capital", "That it be so.", "agreement", "capital"))
    m.do(e.ConsensusDeclared("m1", True, stood_aside=("tchair",)))
    desk = desk_with(tmp_path, m)
    (sheet,) = papers_of(desk, "vote", BOARD).values()
    desk.close()
    text = as_markdown(sheet)
    assert "By the reading in use the outcome was: agreed by consensus." in text and "| Stood aside |" in text
    assert "| 2 without objection, 3 needed out of 3 entitled to take part: no consensus. | no consensus |" in text
    assert "Abstained" not in text and "carried" not in text.split("## The same positions under other readings")[1]


def test_facts_of_which_none_is_known_leave_no_empty_frame(desk: Desk) -> None:
    for kind in ("agenda", "brief", "sheets"):
        (paper,) = papers_of(desk, kind, BOARD, "board-jan" if kind != "agenda" else "board-nov").values()
        assert all(block.rows for block in paper.blocks if isinstance(block, Facts)), kind


def test_what_was_not_carried_asks_no_partner_for_an_answer(tmp_path: Path) -> None:
    m = small_meeting().do(e.DecisionNotified(("bb",), "letter", "2026-11-27", motion="m3"))
    desk = desk_with(tmp_path, m)
    (letter,) = papers_of(desk, "notices", BOARD).values()
    desk.close()
    assert sum(isinstance(block, Signature) for block in letter.blocks) == 1
    assert "so the Partnership Board made no decision" in as_markdown(letter)


def test_the_sheet_explains_a_vote_by_rule_electorate_sums_and_other_readings(desk: Desk) -> None:
    sheet = as_markdown(papers_of(desk, "vote", BOARD, "board-nov")["vote-m1"])
    assert "| **Clause** | 8.4 |" in sheet
    assert "each eligible member has one vote, and at least 3/4 of all eligible members must vote for" in sheet
    assert "## Who was eligible (4)" in sheet and "## Who was not eligible (3)" in sheet
    assert "| Sir D Dunn | Riverside NHS Trust | Against |" in sheet
    assert "| Mr E Evans | Riverside NHS Trust | Withdrew (interest declared) |" in sheet
    assert "- “NHS capital” applies to trust: Sir D Dunn; Mr E Evans." in sheet
    assert "- “NHS capital” does not apply to council: Cllr F Frost." in sheet
    assert "| members present | 8.4 does not say who is counted. |" in sheet


def test_the_sheet_in_public_gives_no_reason_that_rests_on_something_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ruling in private that holds for a public motion, as a book may have it that is recorded already."""
    monkeypatch.setattr("boardtui.desk.filled_in.as_ruled", lambda entry, confidential: entry)
    m = Meeting().arrive("chair", "lead", "tchair").do(e.MeetingOpened())
    m.do(e.MotionPut("m", "capital", "One.", "capital", "capital"), e.PublicExcluded("Terms"))
    held_back = ("financial", "canary", "speaks_does_not_vote", "canary")
    m.do(e.InterestDeclared("tchair", ("capital",), *held_back), e.PublicReadmitted())
    m.votes("m", for_=["lead"]).declare("m").do(e.MeetingClosed())
    desk = desk_with(tmp_path, m)
    public = md(desk, "vote")
    desk.close()
    assert "canary" not in public and "interest" not in public
    assert "What is confidential may bear on this vote, so reasons are given here only" in public


def test_the_confidential_papers_are_marked_and_for_their_owner_only(tmp_path: Path) -> None:
    desk_with(tmp_path, private_meeting()[0]).close()
    ran = command(tmp_path, "paper", "decisions", BOARD, "--confidential", "--format", "md", "--format", "docx")
    assert ran.exit_code == 0, ran.output
    home = tmp_path / "meetings" / BOARD
    assert sorted(path.name for path in home.iterdir()) == ["decisions-confidential.docx", "decisions-confidential.md"]
    assert for_owner_only(*home.iterdir())
    assert (
        (home / "decisions-confidential.md")
        .read_text(encoding="utf-8")
        .startswith("# CONFIDENTIAL Register of decisions")
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("ratification", "signatures", "ballots")])
def test_every_paper_says_the_same_in_every_format_and_the_same_bytes_again(desk: Desk, kind: str) -> None:
    papers = papers_of(desk, kind, BOARD, "board-nov")
    assert papers == papers_of(desk, kind, BOARD, "board-nov")
    for paper in papers.values():
        made = {form: rendered(paper, form) for form in FORMATS}
        assert made["md"] == rendered(paper, "md") and made["html"] == rendered(paper, "html")
        said = [squeezed(text) for block in paper.blocks for text in words(block)]
        for read, form in ((words_of_docx, "docx"), (words_of_pdf, "pdf"), (words_of_html, "html")):
            there = squeezed(read(made[form]))  # type: ignore[index]
            assert [text for text in said if text not in there] == []


def test_what_is_not_there_is_said_in_one_sentence(desk: Desk) -> None:
    for kind, meeting, said in (
        ("vote", "board-jan", "no motion was decided at “Partnership Board” in public"),
        (
            "notices",
            "board-jan",
            "no decision of “Partnership Board” was sent to a partner, and no issue referred, in public",
        ),
        ("decisions", "never", "holds no meeting 'never'"),
        ("agenda", "never", "Neither the minute book of the Partnership Board nor the setup has a meeting 'never'"),
    ):
        with pytest.raises(PaperError, match=said):
            papers_of(desk, kind, BOARD, meeting)  # type: ignore[arg-type]


def test_the_command_says_which_letters_no_font_has(tmp_path: Path) -> None:
    desk_with(tmp_path, small_meeting(lambda text: f"{text} 漢")).close()
    ran = command(tmp_path, "paper", "agenda", BOARD, "--format", "pdf")
    assert ran.exit_code == 0 and "shows 漢 (U+6F22) by number, because no font has it" in ran.output


def test_papers_are_written_where_they_belong(tmp_path: Path) -> None:
    desk_with(tmp_path, november()).close()
    for words_, path in (
        (("vote", BOARD), "meetings/board-nov/vote-m1.html"),
        (("actions", BOARD), f"meetings/{BOARD}/actions.html"),
        (("interests", BOARD, "board-nov", "-o", str(tmp_path / "out")), "out/interests.html"),
    ):
        ran = command(tmp_path, "paper", *words_, "--format", "html")
        assert ran.exit_code == 0, ran.output
        assert (tmp_path / path).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_key_that_cannot_name_a_file_does_not() -> None:
    assert safe_name("board-nov-m1", "1") == "board-nov-m1"
    assert [safe_name(key, "1") for key in ("../../m", "a/b", "", "a.b", "A")] == ["1"] * 5


def test_reminders_action_log_and_spreadsheet_mark_the_actions_that_are_overdue(desk: Desk) -> None:
    session = desk.session(BOARD)
    session.record(e.ActionAgreed("a3", None, "Late report", "Ms B Brown", "2026-01-15"))
    session.record(e.ActionAgreed("a4", None, "Later report", "Ms B Brown", "2099-01-15"))
    text, log = md(desk, "reminders"), md(desk, "actions")
    for paper in (text, log):
        late = next(line for line in paper.splitlines() if "Late report" in line)
        later = next(line for line in paper.splitlines() if "Later report" in line)
        assert "OVERDUE" in late and "15 January 2026" in late and "OVERDUE" not in later
    assert f"| **As at** | {date_words(desk.today().isoformat())} |" in log
    actions = next(sheet for sheet in workbook(desk, BOARD)[0] if sheet.name == "Actions")
    overdue = {row[actions.heads.index("Action")]: row[actions.heads.index("Overdue")] for row in actions.rows}
    assert (overdue["Late report"], overdue["Later report"]) == ("yes", "")
    assert text.index("## Ms B Brown") < text.index("Late report") < text.index("Later report")
    assert "## Sir D Dunn" in text and "Report back" in text
    assert "Sent on Friday." not in text


def test_the_register_of_interests_and_the_papers_withheld(desk: Desk) -> None:
    session = desk.session(BOARD)
    session.record(e.InterestRegistered("r1", "lead", "financial", "Owns shares.", words=("estates",)))
    session.record(e.InterestRegistered("r2", "lead", "financial", "CANARY", confidential=True))
    text = md(desk, "interests")
    assert "| Ms B Brown | financial | Owns shares. | “estates” |" in text and "CANARY" not in text
    assert "CANARY" in md(desk, "interests", part="confidential")
    session.record(e.InterestEnded("r1", "2027-01-28", "sold"))
    ended = md(desk, "interests")
    assert ended.index("Interests that have ended") < ended.index("Owns shares.")
    planned = next(one for one in desk.planned() if one.body == BOARD)
    session.record(e.PaperWithheld(planned.key, "pb-nov-capital", ("lead",), "conflict"))
    session.record(e.PaperWithheld(planned.key, "pb-nov-estates", ("lead",), "CANARY", confidential=True))
    paper = md(desk, "withheld", planned.key)
    assert "| Capital priorities 2027/28 | paper D |" in paper and "conflict" in paper and "CANARY" not in paper
    assert "CANARY" in md(desk, "withheld", planned.key, part="confidential")


def test_the_register_has_what_is_done_about_an_interest_and_keeps_back_what_nobody_consented_to(desk: Desk) -> None:
    session = desk.session(BOARD)
    full = e.InterestRegistered(
        "r1", "lead", "financial", "Owns shares.", since="2019-04", until="2028", mitigation="Leaves the room.",
        declared="2027-01-20", consent=True,
    )  # fmt: skip
    session.record(full)
    session.record(e.InterestRegistered("r2", "chair", "indirect", "KEPT BACK", mitigation="KEPT BACK", consent=False))
    text = md(desk, "interests")
    assert f"| **As at** | {date_words(desk.today().isoformat())} |" in text, "as the action log, whatever came last"
    assert "| April 2019 to 2028 | Leaves the room. | 20 January 2027; consent to publish given |" in text
    hidden = md(desk, "interests", part="confidential")
    assert "KEPT BACK" not in text and "KEPT BACK" in hidden
    apart = "Interests, gifts and hospitality whose holders do not agree to publication are kept apart"
    assert text.index(apart) < text.index("\n## "), "of the whole register, and not of whoever stands last in it"
    assert apart not in hidden
    sheet = next(sheet for sheet in workbook(desk, BOARD)[0] if sheet.name == "Register")
    row = dict(zip(sheet.heads, sheet.rows[0], strict=True))
    assert (row["From"], row["What is done about it"], row["Declared"]) == ("2019-04", "Leaves the room.", "2027-01-20")
    assert "KEPT BACK" not in repr(sheet)


def test_the_register_of_one_meeting_has_what_it_was_handed_and_entered_as_it_stands_on_the_day(desk: Desk) -> None:
    session = desk.session(BOARD)
    for key, nature in (("r1", "Owns shares."), ("r2", "Chairs a charity.")):
        session.record(e.InterestRegistered(key, "lead", "financial", nature, since="2019-04"))
    session.record(e.DeclarationsAsked("d1", "2026-11-20", "2026-12-20"))
    meeting = next(one for one in desk.planned() if one.body == BOARD).key
    session.convene(meeting)
    session.record(e.MeetingOpened())
    session.record(e.InterestRegistered("r3", "independent-chair", "financial", "Lets a hall."))
    session.record(e.InterestEnded("r1", "2026-11-26", "Sold."))
    earlier, told = md(desk, "interests", "board-jan"), md(desk, "interests", meeting)
    for text in (earlier, told):
        assert f"| **As at** | {date_words(desk.today().isoformat())} |" in text
        assert text.index("Chairs a charity.") < text.index("Interests that have ended") < text.index("Owns shares.")
        assert "late: not returned" in text if desk.today().isoformat() > "2026-12-20" else "not returned yet" in text
    assert "Lets a hall." in told and "Lets a hall." not in earlier


# What the register of decisions tells beyond the count


def decided_by_casting_vote() -> Meeting:
    """A tie on the votes cast, which the chair's vote decides."""
    terms = Terms(casting_vote="chair", source="Terms of reference 5")
    m = Meeting(terms=terms).arrive("chair", "lead", "tchair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ItemOpened("capital"), e.MotionPut("m1", "capital", "That the list be put first.", "capital", "capital"))
    m.do(*(e.RulingMade("m1", *one, "So ruled.", "chair") for one in (("base", "cast"), ("threshold", "1/2"))))
    m.do(e.RulingMade("m1", "compare", "more_than", "So ruled.", "chair"))
    return m.votes("m1", for_=["lead"], against=["tchair"]).declare("m1", "for").do(e.MeetingClosed())


def test_a_casting_vote_is_told_as_what_carried_it_in_minutes_register_and_csv() -> None:
    m = decided_by_casting_vote()
    src = Source(m.stretch, "public", Clock(m.state.starts))
    register = as_markdown(decisions_of_book([src]))
    decided = next(one for one in sheets([src], datetime.date(2026, 11, 27)) if one.name == "Decisions").rows[0]
    for text in (m.text(), register, str(decided)):
        assert "Carried by the casting vote of the Chair" in text
        assert "not carried" not in text.lower()
    assert "1 for, 1 against; 2 needed (more than 1/2 of 2 cast for or against)" in register


def test_the_register_tells_what_a_later_meeting_corrected() -> None:
    first = decided_by_casting_vote()
    second = Meeting(meeting="board-jan", starts="2027-01-26T10:00:00+00:00", carried=public_matter(first.state))
    second.arrive("chair").do(e.MeetingOpened())
    second.do(e.MinutesCorrected("board-nov", "capital", "Item 2", "be put first", "be put last"))
    second.do(e.MinutesApproved("board-nov", public_words(corrections_of(second.state, "board-nov")), "chair"))
    (given,) = second.state.approved
    srcs = [
        Source(one.stretch, "public", Clock(one.state.starts), approved=approved)
        for one, approved in ((first, given), (second, None))
    ]
    register = as_markdown(decisions_of_book(srcs))
    row = next(one for one in sheets(srcs, datetime.date(2027, 1, 27)) if one.name == "Decisions").rows[0]
    for text in (register, str(row)):
        assert (
            "Minutes corrected on approval at “Partnership Board”, 26 January 2027: for “be put first” read “be put last”."
            in text
        )
        assert "That the list be put last." in text
    counted = "1 for, 1 against; 2 needed (more than 1/2 of 2 cast for or against). Minutes corrected on approval"
    assert counted in register, "what was corrected does not stand between the result and its figures"


def test_the_register_tells_that_a_decision_was_given_up_or_took_effect() -> None:
    for later, expected in (
        (e.DecisionLapsed("m1", "The money is gone"), "Not pursued: The money is gone."),
        (e.PartnerResponded("bb", True, "2026-11-27", motion="m1"), "In effect since"),
    ):
        m = decided_by_casting_vote().do(e.RatificationSought("m1", ("bb",)), later)
        register = as_markdown(decisions_of_book([Source(m.stretch, "public", Clock(m.state.starts))]))
        assert expected in register


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        (("2026-11-23T10", "2026-11-23T14"), "2, on Monday 23 November 2026"),
        (("2026-12-07T10", "2026-11-23T10"), "2, from Monday 23 November 2026 to Monday 7 December 2026"),
    ],
)
def test_the_days_that_a_paper_covers_are_told_in_order_and_once(starts: tuple[str, str], told: str) -> None:
    helds = [build.sitting(meeting=f"m{at}", starts=f"{hour}:00:00+00:00") for at, hour in enumerate(starts)]
    srcs = [Source(held, "public", Clock(held.state.starts)) for held in helds]
    assert f"| **Meetings** | {told} |" in as_markdown(action_log(srcs, datetime.date(2026, 11, 27)))
