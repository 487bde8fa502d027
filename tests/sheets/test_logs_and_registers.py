"""Action logs and registers of interests as secretaries keep them: each habit by name, and what becomes of the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.exchange.sheets.taking import take
from boardtui.meeting import entries as e
from tests.sheets.making import BOARD, MEETING, looked_at

ACTIONS = "Ref,Action,Owner,Due,Status,Confidential\n"
INTERESTS = "Name,Nature of interest,Type,From,To,Date declared,Consent\n"
NHS = (
    "Surname,Forename,Current position(s) held- i.e. Governing Body,Declared Interest- (Name of the organisation and nature "
    "of business),Type of Interest,Is the interest direct or indirect?,Nature of Interest,"
    "Date of Interest From,Date of Interest To\n"
)


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    session = desk.session(BOARD)
    session.convene(MEETING)
    session.record(e.MeetingOpened())
    return desk


@pytest.mark.parametrize(
    ("row", "what", "told"),
    [
        ("7,Report,X,end of November 2026,Open,", "new", "Due: 30 November 2026"),
        ("7,Report,X,Nov-26,Open,", "new", "Due: 30 November 2026"),
        ("7,Report,X,by 30th November 2026,Open,", "new", "Due: 30 November 2026"),
        ("7,Report,X,46356,Open,", "new", "Due: 30 November 2026"),
        ("7,Report,X,30/11/2026 00:00,Open,", "new", "Due: 30 November 2026"),
        ("7,Report,X,next meeting,Open,", "new", "Last update: Due: next meeting"),
        ("7,Report,X,30 Nov,Open,", "wrong", "column Due: '30 Nov' is not a day with its year"),
        ("7,Report,X,11/30/2026,Open,", "wrong", "column Due: '11/30/2026' is not a day with its year"),
        ("7,Report,X,31/11/2026,Open,", "wrong", "column Due: '31/11/2026' is not a day with its year"),
        ("7,Report,X,,No longer needed,", "new", "Status: withdrawn"),
        ("7,Report,X,,Not required,", "new", "Status: withdrawn"),
        ("7,Report,X,,Complete - closed at July,", "new", "Status: completed"),
        ("7,Report,X,,100%,", "new", "Status: completed"),
        ("7,Report,X,,✔,", "new", "Status: completed"),
        ("7,Report,X,,Ongoing - see update,", "new", "Due: no day"),
        ("7,Report,X,,Outstanding but now complete,", "doubtful", "“Outstanding but now complete” in the column Status"),
        ("7,Report,X,,Closed?,", "doubtful", "“Closed?” in the column Status"),
        ("7,Report,X,,Not complete,", "doubtful", "“Not complete” in the column Status"),
        ("7,Report,X,,Green,", "doubtful", "“Green” in the column Status"),
        ("7,Report,Chair EPUT,,,", "new", "Owner: Chair, EPUT"),
        ("7,Report,#REF!,,,", "wrong", "column Owner: '#REF!' is what a spreadsheet shows where a formula failed"),
        ("7,Report,,,,", "wrong", "column Owner is blank; an action needs its owner"),
        ("7,Report,X,,,yes", "new", "Confidential"),
        ("7,Report,X,,,maybe", "wrong", "column Confidential: 'maybe' is neither yes nor no"),
        ("Closed actions,,,,,", "left", "A heading over actions, and none itself."),
        (",Closed actions,,,,", "left", "A heading over actions, and none itself."),
        ("Part 2: private actions,,,,,", "wrong", "sounds as if the actions below were confidential"),
    ],
)  # fmt: skip
def test_a_row_of_an_action_log(meeting: Desk, tmp_path: Path, row: str, what: str, told: str) -> None:
    (outcome,) = looked_at(meeting, tmp_path, "actions", f"{ACTIONS}{row}\n", BOARD).plan.outcomes
    assert outcome.what == what and any(told in text for text in outcome.told), outcome


def test_a_confidential_action_of_a_sheet_is_in_no_public_record(meeting: Desk, tmp_path: Path) -> None:
    text = f"{ACTIONS}A1,Settle the claim,X,,,yes\nA2,Report back,X,,,no\n"
    intake = looked_at(meeting, tmp_path, "actions", text, BOARD)
    assert any("References such as “A1” are not kept" in remark for remark in intake.plan.remarks)
    take(meeting, intake)
    hidden = {line.entry.text: line.confidential for line in meeting.session(BOARD).lines[-2:]}  # type: ignore[union-attr]
    assert hidden == {"Settle the claim": True, "Report back": False}
    again = looked_at(meeting, tmp_path, "actions", f"{ACTIONS},Report back,X,,,yes\n", BOARD).plan.outcomes[0]
    assert again.what == "wrong" and "the book has this action in public" in again.told[0]


@pytest.mark.parametrize(
    ("row", "what", "told"),
    [
        ("Chair EPUT,Director,Financial,01/04/2019,Present,3 Sept 2026,Yes", "new", "From: 1 April 2019"),
        ("Chair EPUT,Director,Financial,Apr-19,,3 Sept 2026,", "new", "From: April 2019"),
        ("Chair EPUT,Director,Financial,c. 2015,,3 Sept 2026,", "new", "Declared on: 3 September 2026"),
        ("Chair EPUT,Director,Financial,circa 2012,to date,,", "new", "From: 2012"),
        ("Chair EPUT,Director,Financial,approx. 2012,ongoing,,", "new", "From: 2012"),
        ("Chair EPUT,Director,Financial,43556,,,", "new", "From: 1 April 2019"),
        ("Chair EPUT,Director,Financial,2015,31/03/2020,,", "new", "To: 31 March 2020"),
        ("Chair EPUT,Director,Financial,2020,2019,,", "wrong", "'2019' is before the day on which it begins, 2020"),
        ("Chair EPUT,Director,Financial,May 2020,Apr 2020,,", "wrong", "before the day on which it begins, May 2020"),
        ("Chair EPUT,Director,Financial,Autumn 2019,,,", "wrong", "'Autumn 2019' is not a day, month or year"),
        ("Chair EPUT,Director,Financial,04/13/2019,,,", "wrong", "'04/13/2019' is not a day, month or year"),
        ("Chair EPUT,Director,Pecuniary,2019,,,", "new", "Financial"),
        ("Chair EPUT,Director,Non-Financial Professional Interests,2019,,,", "new", "Non-financial professional"),
        ("Chair EPUT,Director,NFPI,2019,,,", "doubtful", "“NFPI” is no kind of interest known here"),
        ("Chair EPUT,Director,,2019,,,", "wrong", "column Type does not say of what kind it is"),
        ("Chair EPUT,,Financial,2019,,,", "wrong", "is blank; an interest needs what it is"),
        ("Chair EPUT,Nil,,,,01/09/2026,", "new", "A nil return of 1 September 2026"),
        ("Chair EPUT,None declared,n/a,n/a,n/a,n/a,n/a", "new", "A nil return of 26 November 2026"),
        ("Chair EPUT,No interests to declare,,,,-,", "new", "A nil return of 26 November 2026"),
        ("Chair EPUT,-,,,,,", "doubtful", "Some rows have a dash in place of an interest. Are they nil returns?"),
        ("Chair EPUT,Awaiting return,,,,,", "left", "No declaration has come back"),
        ("Vacant,,,,,,", "left", "A vacant seat"),
        ("A Stranger,Director,Financial,2019,,,", "new", "Holds no seat"),
        ("Chair EPUT,Director,Financial,2019,,,No - sensitive", "new", "Consent to publish: no"),
        ("Chair EPUT,Director,Financial,2019,,,perhaps", "wrong", "column Consent: 'perhaps' is neither yes nor no"),
    ],
)  # fmt: skip
def test_a_row_of_a_register_of_interests(meeting: Desk, tmp_path: Path, row: str, what: str, told: str) -> None:
    (outcome,) = looked_at(meeting, tmp_path, "interests", f"{INTERESTS}{row}\n", BOARD).plan.outcomes
    assert outcome.what == what and any(told in text for text in outcome.told), outcome
    assert not any("2026-" in text or "2019-" in text for text in outcome.told)


def test_a_dash_is_a_nil_return_or_wrong_as_it_is_answered(meeting: Desk, tmp_path: Path) -> None:
    text = f"{INTERESTS}Chair EPUT,-,,,,,\n"
    for answer, what in (("nil", "new"), ("nobody", "wrong")):
        assert (
            looked_at(meeting, tmp_path, "interests", text, BOARD, {"nature dash": answer}).plan.outcomes[0].what
            == what
        )


def test_the_template_of_nhs_england_has_the_organisation_and_the_nature_in_two_columns(
    meeting: Desk, tmp_path: Path
) -> None:
    rows = (
        "Frost,A,Chair EPUT,Hill Ltd (care homes),Financial,Direct,Director,2018,Present\n"
        "Frost,A,Chair EPUT,Moor Trust,Non-financial professional,Direct,,2019,\n"
        "Frost,A,Chair EPUT,,Indirect,Indirect,Wife is a nurse,2019,\n"
    )
    plan = looked_at(meeting, tmp_path, "interests", NHS + rows, BOARD).plan
    titles = [outcome.title.split(": ", 1)[1] for outcome in plan.outcomes]
    assert titles == ["Hill Ltd (care homes): Director", "Moor Trust", "Wife is a nurse"]
    assert "No column says of what kind it is" in str(
        looked_at(meeting, tmp_path, "interests", "Name,Interest\nChair EPUT,Director\n", BOARD).plan.outcomes
    )
