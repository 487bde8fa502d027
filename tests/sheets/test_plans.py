"""What each row of a sheet becomes: added, changed, left, asked or refused, in words; and that it is all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.errors import UserError
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.taking import COLUMNS, Wanted, prepare, take, take_back
from boardtui.exchange.sheets.templates import write_template
from boardtui.meeting.entries import ActionAgreed, ActionUpdated, InterestRegistered, MeetingClosed, MeetingOpened
from boardtui.register.agenda import Meeting, add_meeting, agenda, change_item
from boardtui.register.people import members, partners, set_holder
from boardtui.register.tables import RegisterError
from tests.sheets.making import BOARD, MEETING, looked_at, said, xlsx

SLE = "sle"


def member(desk: Desk, key: str) -> tuple[str, tuple[str, ...], bool]:
    one = next(one for one in members(desk.store.connection, BOARD) if one.key == key)
    return one.name, one.partners, one.vacant


# --- members and seats -----------------------------------------------------------------------------------------------


def test_a_seat_of_the_charter_gets_its_holder(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", "Position,Name\nCHAIR – EPUT,Ms A Frost\n", BOARD)
    assert said(intake) == [("changed", "Chair, EPUT", ("Held by: Ms A Frost (was without a name)",))]
    take(desk, intake)
    assert member(desk, "eput-chair") == ("Ms A Frost", ("eput",), False)


def test_nothing_is_changed_by_looking(desk: Desk, tmp_path: Path) -> None:
    before = members(desk.store.connection, BOARD)
    looked_at(desk, tmp_path, "members", "Seat,Name,Partner\nNew seat,A,EPUT\nChair EPUT,B,\n", BOARD)
    assert members(desk.store.connection, BOARD) == before


@pytest.mark.parametrize("word", ["Vacant", "VACANCY", "tbc", "To be confirmed", "(vacant)"])
def test_a_seat_is_vacant_in_whatever_words(desk: Desk, tmp_path: Path, word: str) -> None:
    take(desk, looked_at(desk, tmp_path, "members", f"Seat,Name\nChair EPUT,{word}\n", BOARD))
    assert member(desk, "eput-chair")[2]


def test_a_blank_cell_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    set_holder(desk.store.connection, BOARD, "eput-chair", "A Frost")
    intake = looked_at(desk, tmp_path, "members", "Seat,Name,Note,Partner\nChair EPUT,,,\n", BOARD)
    assert said(intake)[0][0] == "same"


def test_names_in_three_columns_are_put_together(desk: Desk, tmp_path: Path) -> None:
    text = "Role,Title,First name,Surname\nChair EPUT,Dr,Ada,Frost\nChair NELFT,,Ben,Deeks\n"
    take(desk, looked_at(desk, tmp_path, "members", text, BOARD))
    assert (member(desk, "eput-chair")[0], member(desk, "nelft-chair")[0]) == ("Dr Ada Frost", "Ben Deeks")


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("EPUT", ("eput",)),
        ("eput; NELFT", ("eput", "nelft")),
        ("EPUT, NELFT", ("eput", "nelft")),
        ("EPUT and NELFT", ("eput", "nelft")),
        ("EPUT / NELFT", ("eput", "nelft")),
        ('"EPUT\nNELFT"', ("eput", "nelft")),
        ("Essex Partnership University NHS Foundation Trust", ("eput",)),
        ("none", ()),
    ],
)
def test_partners_are_known_by_name_short_name_or_key(
    desk: Desk, tmp_path: Path, cell: str, keys: tuple[str, ...]
) -> None:
    quoted = cell if cell.startswith('"') else f'"{cell}"'
    take(desk, looked_at(desk, tmp_path, "members", f"Seat,Name,Organisation\nNew seat,A,{quoted}\n", BOARD))
    assert members(desk.store.connection, BOARD)[-1].partners == keys


def test_a_near_spelling_is_proposed_and_never_taken_silently(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name,Organisation\nNew seat,A,Essex Partnership University NHS Foundation Trst\n"
    intake = looked_at(desk, tmp_path, "members", text, BOARD)
    (doubt,) = intake.plan.doubts
    assert "is not spelled so in the setup" in doubt.words and doubt.options[0][0] == "eput"
    with pytest.raises(SheetError, match="1 question is still to be answered"):
        take(desk, intake)
    answered = looked_at(desk, tmp_path, "members", text, BOARD, {doubt.key: "eput"})
    assert answered.plan.ready
    refused = looked_at(desk, tmp_path, "members", text, BOARD, {doubt.key: "nobody"})
    assert refused.plan.wrong


def test_a_partner_that_nobody_knows_is_a_fault_with_its_row_and_column(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", "Seat,Organisation\nNew seat,Zzyzx Ltd\n", BOARD)
    assert intake.plan.outcomes[0].number == 2
    assert said(intake)[0][2][0].startswith("column Organisation: 'Zzyzx Ltd' is no partner of the register")


def test_a_seat_named_twice_is_a_fault_in_the_second_row(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name\nChair EPUT,A\nChair EPUT,B\n"
    (doubt,) = looked_at(desk, tmp_path, "members", text, BOARD).plan.doubts
    assert [value for value, _ in doubt.options] == ["share", "correct"]
    intake = looked_at(desk, tmp_path, "members", text, BOARD, {doubt.key: "correct"})
    assert said(intake)[1] == ("wrong", "Chair, EPUT", ("“Chair EPUT” stands in row 2 already.",))


def test_what_a_failed_formula_shows_is_no_name(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", "Seat,Name\nChair EPUT,#REF!\n", BOARD)
    assert "column Name: '#REF!' is what a spreadsheet shows where a formula failed." in said(intake)[0][2]


def test_vacant_and_a_holder_contradict_each_other(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", "Seat,Name,Vacant\nChair EPUT,A Frost,yes\n", BOARD)
    assert intake.plan.wrong and "A Frost is given as its holder" in said(intake)[0][2][0]


def test_one_wrong_row_keeps_all_out(desk: Desk, tmp_path: Path) -> None:
    before = members(desk.store.connection, BOARD)
    intake = looked_at(desk, tmp_path, "members", "Seat,Name,Vacant\nChair EPUT,A,\nChair NELFT,B,perhaps\n", BOARD)
    with pytest.raises(SheetError, match=r"Row 3 cannot be imported. Leave it out, or correct"):
        take(desk, intake)
    assert members(desk.store.connection, BOARD) == before


def test_what_fails_half_way_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    before = members(desk.store.connection, BOARD)
    intake = looked_at(desk, tmp_path, "members", "Seat,Name\nNew seat,A\nAnother seat,B\n", BOARD)
    desk.store.connection.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON members WHEN new.name = 'B' BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(RegisterError):
        take(desk, intake)
    assert members(desk.store.connection, BOARD) == before


def test_what_changes_for_votes_is_shown_before(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", "Seat,Name,Organisation\nMedical Director,A,EPUT\n", BOARD)
    assert any("8.4" in words and "14 → 15 eligible members" in words for words in intake.effects)


def test_what_was_taken_in_is_taken_back_as_one(desk: Desk, tmp_path: Path) -> None:
    db = desk.store.connection
    before = (members(db, BOARD), partners(db))
    taken = take(
        desk, looked_at(desk, tmp_path, "members", "Seat,Name,Partner\nNew,A,EPUT\nChair EPUT,B,NELFT\n", BOARD)
    )
    assert (members(db, BOARD), partners(db)) != before
    take_back(desk, taken)
    assert (members(db, BOARD), partners(db)) == before


def test_it_is_not_taken_back_over_a_later_edit(desk: Desk, tmp_path: Path) -> None:
    taken = take(desk, looked_at(desk, tmp_path, "members", "Seat,Name\nChair EPUT,B\n", BOARD))
    set_holder(desk.store.connection, BOARD, "nelft-chair", "C")
    with pytest.raises(RegisterError, match="edited after it"):
        take_back(desk, taken)


# --- doubtful columns ------------------------------------------------------------------------------------------------


def test_a_column_with_a_slip_in_its_name_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name,Organistion\nChair EPUT,A,NELFT\n"
    (doubt,) = looked_at(desk, tmp_path, "members", text, BOARD).plan.doubts
    assert "Is it what is called “Represents” here?" in doubt.words
    assert (
        "Represents: NELFT (was EPUT)"
        in said(looked_at(desk, tmp_path, "members", text, BOARD, {doubt.key: "partners"}))[0][2]
    )
    left = looked_at(desk, tmp_path, "members", text, BOARD, {doubt.key: "ignore"})
    assert left.table is not None and left.table.ignored == ("Organistion",)


def test_two_columns_for_one_thing_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name,Member\nChair EPUT,A,B\n"
    (doubt,) = looked_at(desk, tmp_path, "members", text, BOARD).plan.doubts
    assert [words for _, words in doubt.options] == ["column B, “Name”", "column C, “Member”"]
    assert said(looked_at(desk, tmp_path, "members", text, BOARD, {doubt.key: "2"}))[0][2] == (
        "Held by: B (was without a name)",
    )


def test_columns_that_nobody_knows_are_told_and_left_out(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "members", "Seat,Name,Shoe size,\nChair EPUT,A,43,x\n", BOARD)
    assert intake.table is not None and intake.table.ignored == ("Shoe size", "column D")


def test_several_sheets_alike_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    rows = [["Seat", "Name"], ["Chair EPUT", "A"]]
    path = xlsx(tmp_path / "m.xlsx", rows, name="2025", **{"2026": [["Seat", "Name"], ["Chair EPUT", "B"]]})
    (doubt,) = prepare(desk, Wanted("members", path, BOARD)).plan.doubts
    assert [value for value, _ in doubt.options] == ["2025", "2026"]
    assert "Held by: B" in said(prepare(desk, Wanted("members", path, BOARD), {"sheet": "2026"}))[0][2][0]
    assert "Held by: A" in said(prepare(desk, Wanted("members", path, BOARD, "2025")))[0][2][0]
    with pytest.raises(SheetError, match="has no sheet 'x'; there are: 2025, 2026"):
        prepare(desk, Wanted("members", path, BOARD, "x"))


# --- partners --------------------------------------------------------------------------------------------------------


def test_partners_are_added_and_changed(desk: Desk, tmp_path: Path) -> None:
    text = "Organisation,Abbreviation,Category,Party\nHospice Care Ltd,HCL,Other partners,\nEPUT,EPUTX,none,signatory\n"
    intake = looked_at(desk, tmp_path, "partners", text, "")
    category = intake.plan.doubts
    if category:
        intake = looked_at(desk, tmp_path, "partners", text, "", {one.key: one.options[0][0] for one in category})
    take(desk, intake)
    held = {one.key: one for one in partners(desk.store.connection)}
    assert held["hcl"].name == "Hospice Care Ltd" and held["hcl"].category is not None
    assert (held["eput"].short, held["eput"].category, held["eput"].party) == ("EPUTX", None, "signatory")


def test_taking_partners_back_removes_the_new_one(desk: Desk, tmp_path: Path) -> None:
    before = partners(desk.store.connection)
    taken = take(desk, looked_at(desk, tmp_path, "partners", "Partner\nHospice Care Ltd\n", ""))
    take_back(desk, taken)
    assert partners(desk.store.connection) == before


# --- agendas ---------------------------------------------------------------------------------------------------------


def test_an_agenda_is_taken_with_times_papers_and_leads(desk: Desk, tmp_path: Path) -> None:
    text = (
        "No;Agenda item;Time;Duration;Purpose;Enc;Presenter;Part 2;Element\n"
        "1.;Winter;10.00 – 10.20;;For decision;A;Chair;;\n2.;Estates;;1 hour 10;;;;x;fin_capital\n"
    )
    take(desk, looked_at(desk, tmp_path, "agenda", text, MEETING))
    found = {one.title: one for one in agenda(desk.store.connection, MEETING)}
    one, two = found["Winter"], found["Estates"]
    assert (one.number, one.planned, one.minutes, one.purpose, one.paper, one.lead, one.confidential) == (
        "10", "10:00", 20, "For decision", "A", "Chair", False
    )  # fmt: skip
    assert (two.number, two.minutes, two.confidential, two.topic) == ("11", 70, True, "fin_capital")


def test_a_recommendation_is_taken_with_its_rule_and_its_mover(desk: Desk, tmp_path: Path) -> None:
    text = 'Item,Recommendation,Clause,Proposed mover\nWinter,"To adopt\nthe plan",8.4,"Chair, EPUT"\n'
    take(desk, looked_at(desk, tmp_path, "agenda", text, MEETING))
    winter = next(item for item in agenda(desk.store.connection, MEETING) if item.title == "Winter")
    assert (winter.recommendation, winter.rule, winter.mover) == ("To adopt\nthe plan", "capital", "eput-chair")
    intake = looked_at(desk, tmp_path, "agenda", "Item,Recommendation,Clause\nWinter,To note it,Weather\n", MEETING)
    assert "is no rule of the register" in said(intake)[0][2][0] and intake.plan.wrong


def test_the_order_of_the_sheet_holds_and_what_it_leaves_out_stays_where_it_was(desk: Desk, tmp_path: Path) -> None:
    before = [one.title for one in agenda(desk.store.connection, MEETING)]
    text = f'Item\n"{before[2]}"\nNew item\n"{before[0]}"\n'
    intake = looked_at(desk, tmp_path, "agenda", text, MEETING)
    assert "The items take the order that they have in the sheet." in intake.plan.remarks
    take(desk, intake)
    after = [one.title for one in agenda(desk.store.connection, MEETING)]
    assert after == [before[2], "New item", *before[3:], before[0], before[1]]


def test_numbers_that_only_count_follow_the_order_of_the_agenda(desk: Desk, tmp_path: Path) -> None:
    before = agenda(desk.store.connection, MEETING)
    assert [one.number for one in before] == [str(number) for number in range(1, len(before) + 1)]
    take(desk, looked_at(desk, tmp_path, "agenda", f'No,Item\n1,Prayers\n2,"{before[0].title}"\n', MEETING))
    after = agenda(desk.store.connection, MEETING)
    assert [one.title for one in after][:2] == ["Prayers", before[0].title]
    assert [one.number for one in after] == [str(number) for number in range(1, len(after) + 1)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Item,Private\nOpening,\nEstates,yes\nClose,\n", ["1", "P1", "2"]),
        ("No,Item,Private\n1,Opening,\n2,Estates,yes\n3,Close,\n", ["1", "2", "3"]),
        ("No,Item,Private\n1,Opening,\n2,Estates,\n3,Close,\n", ["1", "2", "3"]),
    ],
    ids=["none is given", "numbered all through by hand", "none is private"],
)
def test_where_a_sheet_gives_no_numbers_no_gap_tells_of_a_confidential_item(
    desk: Desk, tmp_path: Path, text: str, numbers: list[str]
) -> None:
    add_meeting(desk.store.connection, Meeting("pb-jan", BOARD, "January", "2027-01-28T10:00Z"))
    take(desk, looked_at(desk, tmp_path, "agenda", text, "pb-jan"))
    assert [item.number for item in agenda(desk.store.connection, "pb-jan")] == numbers


def test_numbers_that_would_stand_twice_are_said(desk: Desk, tmp_path: Path) -> None:
    intake = looked_at(desk, tmp_path, "agenda", "No,Item\n3,Entirely new\n", MEETING)
    assert "These numbers would be twice on the agenda: 3." in intake.plan.remarks


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("Time", "25:00", "column Time: '25:00' is not a time; write it like 10:05."),
        ("Time", "10:20-10:00", "column Time: '10:20-10:00' ends before it begins."),
        ("Minutes", "long", "column Minutes: 'long' is not a number of minutes; write it like 10 or 1 hour 30."),
        ("Element", "Zzzz", "column Element: 'Zzzz' is no subject of the register"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(desk: Desk, tmp_path: Path, column: str, cell: str, words: str) -> None:
    intake = looked_at(desk, tmp_path, "agenda", f"Item,{column}\nA,\nB,{cell}\n", MEETING)
    (wrong,) = [one for one in intake.plan.outcomes if one.what == "wrong"]
    assert wrong.number == 3 and wrong.told[0].startswith(words)


# --- actions ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(desk: Desk) -> Desk:
    """The Board's meeting is open, with one action agreed."""
    session = desk.session(BOARD)
    session.convene(MEETING)
    session.record(MeetingOpened())
    session.record(
        ActionAgreed(action="pb-2026-11-26-a1", item=None, text="Write to partners", owner="Chair", due="2026-12-01")
    )
    return desk


def test_actions_become_entries_of_the_book(meeting: Desk, tmp_path: Path) -> None:
    text = "What,Who,By when,Status,Comments\nPublish,Lead,30 Nov 2026,,\nReport,Chair,31/12/26,Closed,Sent\n"
    take(meeting, looked_at(meeting, tmp_path, "actions", text, BOARD))
    found = [line.entry for line in meeting.session(BOARD).lines[-3:]]
    assert found == [
        ActionAgreed("pb-2026-11-26-a2", None, "Publish", "Lead", "2026-11-30"),
        ActionAgreed("pb-2026-11-26-a3", None, "Report", "Chair", "2026-12-31"),
        ActionUpdated("pb-2026-11-26-a3", "done", None, "Sent"),
    ]


def test_a_known_action_gets_what_changed_of_it(meeting: Desk, tmp_path: Path) -> None:
    text = "Action,Owner,Due,Status,Update\nwrite to partners,CHAIR,15/12/2026,ongoing,Draft is ready\n"
    intake = looked_at(meeting, tmp_path, "actions", text, BOARD)
    assert said(intake)[0][2] == ("Due: 15 December 2026 (was 1 December 2026)", "Last update: Draft is ready")
    take(meeting, intake)
    action = meeting.session(BOARD).state.actions["pb-2026-11-26-a1"]
    assert (action.due, action.status, action.updates) == ("2026-12-15", "open", ("Draft is ready",))


def test_a_day_that_is_none_is_told_by_row_and_column(meeting: Desk, tmp_path: Path) -> None:
    intake = looked_at(meeting, tmp_path, "actions", "Action,Owner,Due\nReport,Chair,31/02/2026\n", BOARD)
    assert said(intake) == [
        ("wrong", "Report", ("column Due: '31/02/2026' is not a day with its year; write it like 30/11/2026.",))
    ]


@pytest.mark.parametrize("word", ["TBC", "ongoing", "ASAP", "n/a", "-"])
def test_a_day_left_open_in_words_is_no_day(meeting: Desk, tmp_path: Path, word: str) -> None:
    intake = looked_at(meeting, tmp_path, "actions", f"Action,Owner,Due\nReport,Chair,{word}\n", BOARD)
    assert said(intake) == [("new", "Report", ("Owner: Chair", "Due: no day"))]


def test_a_status_in_words_of_its_own_is_asked_about(meeting: Desk, tmp_path: Path) -> None:
    text = "Action,Owner,Status\nReport,Chair,Parked for now\n"
    (doubt,) = looked_at(meeting, tmp_path, "actions", text, BOARD).plan.doubts
    assert "open, completed or withdrawn?" in doubt.words
    assert looked_at(meeting, tmp_path, "actions", text, BOARD, {doubt.key: "dropped"}).plan.ready


def test_an_action_that_the_book_refuses_keeps_all_out(meeting: Desk, tmp_path: Path) -> None:
    session = meeting.session(BOARD)
    before = session.recorded
    good = ActionAgreed(action="new-1", item=None, text="Good", owner="Chair")
    with pytest.raises(UserError):
        session.record_together([good, ActionAgreed(action="new-2", item=None, text=" ", owner="Chair")])
    assert (session.recorded, "new-1" in session.state.actions) == (before, False)
    assert [stamp.seq for stamp in session.record_together([good])] == [before + 1]


def test_what_is_taken_in_verifies_and_folds_again(meeting: Desk, tmp_path: Path) -> None:
    from boardtui.desk.replay import replay

    take(meeting, looked_at(meeting, tmp_path, "actions", "Action,Owner\nA,B\nC,D\n", BOARD))
    found = replay(meeting.store.lines(BOARD))
    assert found.problem is None and len(meeting.session(BOARD).state.actions) == 3


def test_an_action_closed_at_an_earlier_meeting_is_not_entered_again(meeting: Desk, tmp_path: Path) -> None:
    session = meeting.session(BOARD)
    session.record(ActionUpdated(action="pb-2026-11-26-a1", status="done"))
    session.record(MeetingClosed())

    add_meeting(meeting.store.connection, Meeting("pb-later", BOARD, "Later", "2027-01-28T10:00+00:00"))
    session.convene("pb-later")
    text = "Key,Action,Owner,Status\npb-2026-11-26-a1,Write to partners,Chair,done\n"
    assert said(looked_at(meeting, tmp_path, "actions", text, BOARD)) == [
        ("same", "Write to partners", ("It was closed at an earlier meeting, and stays so.",))
    ]


def test_a_body_without_a_book_is_told_of(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no minute book yet"):
        looked_at(desk, tmp_path, "actions", "Action,Owner\nA,B\n", SLE)


# --- out and in again ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    ("kind", "target"), [("members", BOARD), ("members", SLE), ("partners", ""), ("agenda", MEETING)]
)
def test_what_is_written_out_is_taken_in_again_without_a_change(
    desk: Desk, tmp_path: Path, kind: str, target: str, ending: str
) -> None:
    db = desk.store.connection
    set_holder(db, BOARD, "eput-chair", "=1+1, O'Neil")
    set_holder(db, BOARD, "nelft-chair", "")
    path = tmp_path / f"out{ending}"
    path.write_bytes(write_template(desk, kind, target, path))
    intake = prepare(desk, Wanted(kind, path, target))
    assert {what for what, _, _ in said(intake)} == {"same"} and not intake.plan.steps


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_register_written_out_rebuilds_an_emptied_one(desk: Desk, tmp_path: Path, ending: str) -> None:
    db = desk.store.connection
    first = agenda(db, MEETING)[0].item
    change_item(db, MEETING, first, recommendation="To note\n\n- this", rule="agreement", mover="eput-chair")
    before = (agenda(db, MEETING), members(db, BOARD))
    path, other = tmp_path / f"agenda{ending}", tmp_path / f"members{ending}"
    path.write_bytes(write_template(desk, "agenda", MEETING, path))
    other.write_bytes(write_template(desk, "members", BOARD, other))
    db.execute("DELETE FROM agenda WHERE meeting = ?", (MEETING,))
    db.execute("DELETE FROM member_partners WHERE body = ?", (BOARD,))
    db.commit()
    take(desk, prepare(desk, Wanted("agenda", path, MEETING)))
    take(desk, prepare(desk, Wanted("members", other, BOARD)))
    assert (agenda(db, MEETING), members(db, BOARD)) == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_exported_action_log_is_taken_in_again_without_a_change(meeting: Desk, tmp_path: Path, form: str) -> None:
    from boardtui.cli.tables import write_tables

    write_tables(meeting, BOARD, form, tmp_path / ("out" if form == "csv" else "out.xlsx"))
    path = tmp_path / "out" / "actions.csv" if form == "csv" else tmp_path / "out.xlsx"
    assert [what for what, _, _ in said(prepare(meeting, Wanted("actions", path, BOARD)))] == ["same"]


def test_every_name_of_a_column_means_one_field_only() -> None:
    from boardtui.exchange.sheets.columns import normal

    for kind, columns in COLUMNS.items():
        fields: dict[str, str] = {}
        for one in columns:
            for name in (one.title, *one.names):
                assert fields.setdefault(normal(name) or name, one.field) == one.field, f"{kind}: {name}"


def test_the_columns_stand_in_the_documentation_as_they_are_understood() -> None:
    import runpy

    page = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "taking_in_columns.py"))
    assert page["page"]() == page["PAGE"].read_text(encoding="utf-8"), "run: python docs/taking_in_columns.py"


# --- the register of interests ---------------------------------------------------------------------------------------

NHS = (
    "Name,Declared Interest,Financial Interest,Non-Financial Professional Interest,Is the interest direct or indirect?,From,To\n"
    "Chair EPUT,Shares in a firm,✓,,Direct,01/04/2025,Present\n"
    "Chair NELFT,Governor of a college,,x,Direct,,\n"
    "A Visitor,Spouse works for a supplier,x,,Indirect,2026,\n"
)


def registered(meeting: Desk) -> list[InterestRegistered]:
    lines = meeting.session(BOARD).lines
    return [line.entry for line in lines if isinstance(line.entry, InterestRegistered)]


def test_a_register_of_interests_with_columns_to_tick(meeting: Desk, tmp_path: Path) -> None:
    text = NHS.replace(",2026,", ",01/01/2026,")
    take(meeting, looked_at(meeting, tmp_path, "interests", text, BOARD))
    assert [(one.member, one.person, one.interest, one.since, one.until) for one in registered(meeting)] == [
        ("eput-chair", "", "financial", "2025-04-01", None),
        ("nelft-chair", "", "non_financial_professional", "", None),
        (None, "A Visitor", "indirect", "2026-01-01", None),
    ]


def test_a_wrong_day_of_an_interest_keeps_all_out(meeting: Desk, tmp_path: Path) -> None:
    intake = looked_at(meeting, tmp_path, "interests", NHS.replace("2026,", "20th May,"), BOARD)
    assert "is not a day, month or year; write it like 30/11/2026" in " ".join(intake.plan.outcomes[2].told)
    with pytest.raises(SheetError):
        take(meeting, intake)
    assert registered(meeting) == []


def test_an_interest_without_its_kind_is_a_fault_and_an_unknown_kind_is_asked(meeting: Desk, tmp_path: Path) -> None:
    text = "Name,Nature,Type\nChair EPUT,Shares,\nChair NELFT,Friend,Loyalty\n"
    intake = looked_at(meeting, tmp_path, "interests", text, BOARD)
    assert [one.what for one in intake.plan.outcomes] == ["wrong", "doubtful"]
    assert [value for value, _ in intake.plan.doubts[0].options][-1] == "indirect"


def test_a_known_interest_is_ended_by_a_day_that_has_come(meeting: Desk, tmp_path: Path) -> None:
    text = "Name,Nature,Type,To\nChair EPUT,Shares,financial,\n"
    take(meeting, looked_at(meeting, tmp_path, "interests", text, BOARD))
    later = looked_at(meeting, tmp_path, "interests", text.replace("financial,", "financial,31/12/2030"), BOARD)
    assert said(later)[0][0] == "same" and "still to come" in said(later)[0][2][0]
    ended = looked_at(meeting, tmp_path, "interests", text.replace("financial,", "financial,01/11/2026"), BOARD)
    assert said(ended)[0][2] == ("Ended: 1 November 2026",)
    take(meeting, ended)
    assert next(iter(meeting.session(BOARD).state.standing.values())).ended == "2026-11-01"


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", ["actions", "interests"])
def test_entries_written_out_are_taken_in_again_without_a_change(
    meeting: Desk, tmp_path: Path, kind: str, ending: str
) -> None:
    heads = "Name,Nature,Type,Partners,Annex 1,Words,Confidential"
    text = f"{heads}\nChair EPUT,Shares,financial,NELFT,fin_capital,beds; estate,yes\n"
    take(meeting, looked_at(meeting, tmp_path, "interests", text, BOARD))
    (one,) = registered(meeting)
    assert (one.partners, one.topics, one.words, one.confidential) == (
        ("nelft",),
        ("fin_capital",),
        ("beds", "estate"),
        True,
    )
    path = tmp_path / f"out{ending}"
    path.write_bytes(write_template(meeting, kind, BOARD, path))
    intake = prepare(meeting, Wanted(kind, path, BOARD))
    assert [what for what, _, _ in said(intake)] == ["same"] and not intake.plan.steps


def test_a_sheet_with_more_rows_than_a_board_has_is_refused_soon(desk: Desk, tmp_path: Path) -> None:
    text = "Seat,Name\n" + "".join(f"Member {number},A\n" for number in range(2_001))
    with pytest.raises(SheetError, match="has 2001 rows, more than the 2000"):
        looked_at(desk, tmp_path, "members", text, BOARD)
