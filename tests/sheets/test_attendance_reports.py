"""Attendance reports of Teams and Zoom and answers to invitations propose the roll; who is doubtful is asked about."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from boardtui.cli.main import main
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.exchange.sheets.grid import SheetError
from boardtui.exchange.sheets.taking import Intake, Wanted, prepare, take
from boardtui.meeting import entries as e
from boardtui.register.people import members
from tests.sheets.making import BOARD, MEETING, xlsx
from tests.tui.app import Clock, make_desk

NAMES = ("Dr Jane Smith", "Łukasz O'Neill", "Mary Smith-Jones", "Cllr Thomas Brown", "Anne Grey", "Anne Grey")
JANE, LUKASZ, MARY, THOMAS, ANNE, OTHER_ANNE = range(6)
ROWS = (  # name, address, joined, left
    ("{jane}", "jane.smith@nhs.example", "9:58:03", "12:00:10"),
    ("{lukasz}", "l.oneill@council.example", "10:20:41", "12:00:12"),
    ("{mary}", "", "10:00:00", "12:00:09"),
)
PLAIN = {"jane": "Jane Smith", "lukasz": "Lukasz ONeill", "mary": "Mary Smith-Jones (Guest)"}
NHS = {
    "jane": "SMITH, Jane (NHS MID ESSEX ICB - 07G)",
    "lukasz": "O’NEILL, Łukasz (COUNCIL)",
    "mary": "SMITH-JONES, Mary (She/Her)",
}
BARS = {"jane": "Dr Jane Smith | ICB", "lukasz": "Łukasz O'Neill - Council", "mary": "Mary Smith Jones (Unverified)"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A meeting that opened at ten, at midday; its first seats have names, two of them the same."""
    clock = Clock()
    home = tmp_path / "desk"
    home.mkdir()
    made = make_desk(home, clock=clock)
    db = made.store.connection
    keys = [member.key for member in members(db, BOARD)]
    with db:
        for key, name in zip(keys, NAMES, strict=False):
            db.execute("UPDATE members SET name = ? WHERE body = ? AND key = ?", [name, BOARD, key])
    session = made.session(BOARD)
    session.convene(MEETING)
    session.record(e.MeetingOpened())
    clock.forward(120)
    yield made
    made.close()


def seats(session: Session) -> list[str]:
    return list(session.state.members)


def look(desk: Desk, path: Path, answers: Mapping[str, str] | None = None) -> Intake:
    return prepare(desk, Wanted("attendance", path, BOARD), answers or {})


def times(desk: Desk) -> dict[int, str]:
    """When each member came, by the number of the seat from 0, as the clock on the wall showed it."""
    state = desk.session(BOARD).state
    places = {key: place for place, key in enumerate(state.members)}
    return {
        places[moved.member]: f"{desk.local(moved.at):%H:%M:%S}" for moved in state.movements if moved.what == "arrived"
    }


def rows(names: Mapping[str, str], day: str, half: bool, joint: str = ", ") -> list[tuple[str, str, str, str]]:
    """The rows of a report with its own way to write names and times."""

    def moment(text: str) -> str:
        hour, rest = text.split(":", 1)
        shown = f"{(int(hour) - 1) % 12 + 1}:{rest} {'AM' if int(hour) < 12 else 'PM'}" if half else text
        return f"{day}{joint}{shown}"

    return [(name.format(**names), mail, moment(came), moment(went)) for name, mail, came, went in ROWS]


def teams(names: Mapping[str, str], day: str, half: bool, sign: str = "\t", activities: bool = True) -> str:
    """The attendance report of Teams with its three sections."""
    cell = (lambda text: f'"{text}"') if sign == "," else str
    people = [(cell(n), m, cell(a), cell(b)) for n, m, a, b in rows(names, day, half)]
    lines = ["1. Summary", f"Meeting title{sign}Board meeting", f"Attended participants{sign}3", ""]
    lines += [
        "2. Participants",
        sign.join(("Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Role")),
    ]
    lines += [sign.join((name, came, went, "1h 59m", mail, "Attendee")) for name, mail, came, went in people]
    if activities:
        lines += ["", "3. In-Meeting Activities", sign.join(("Name", "Join Time", "Leave Time", "Duration", "Email"))]
        lines += [sign.join((name, came, went, "1h 59m", mail)) for name, mail, came, went in people]
    return "\r\n".join(lines) + "\r\n"


def teams_of_2021(names: Mapping[str, str], day: str, half: bool) -> str:
    lines = ["Meeting Summary", "Total Number of Participants\t3", ""]
    lines += ["Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)"]
    lines += ["\t".join((n, a, b, "1h", m, "Attendee", m)) for n, m, a, b in rows(names, day, half)]
    return "\n".join(lines)


def teams_events(names: Mapping[str, str], day: str, half: bool) -> str:
    lines = ["Full Name\tUser Action\tTimestamp"]
    for name, _, came, went in rows(names, day, half):
        lines += [f"{name}\tJoined\t{came}", f"{name}\tLeft\t{went}"]
    return "\n".join(lines)


def zoom(names: Mapping[str, str], day: str, half: bool, joint: str = " ", above: str = "") -> str:
    lines = [*([above] if above else []), "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest"]
    lines += [f'"{n}",{m},"{a}","{b}",119,No' for n, m, a, b in rows(names, day, half, joint)]
    return "\n".join(lines)


ABOVE_ZOOM = (
    "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n"
    "Board,853 1234,Clerk,121,11/26/2026 09:58:00 AM,11/26/2026 12:00:12 PM,3\n"
)
US, UK, ISO = "11/26/2026", "26/11/2026", "2026-11-26"
REPORTS: dict[str, bytes] = {
    "teams, UTF-16, American": codecs.BOM_UTF16_LE + teams(PLAIN, US, True).encode("utf-16-le"),
    "teams, UTF-16, British": codecs.BOM_UTF16_LE + teams(PLAIN, UK, False).encode("utf-16-le"),
    "teams, UTF-16 the other way": codecs.BOM_UTF16_BE + teams(NHS, UK, False).encode("utf-16-be"),
    "teams, NHS names": codecs.BOM_UTF16_LE + teams(NHS, "11/26/26", True).encode("utf-16-le"),
    "teams, names with bars": codecs.BOM_UTF16_LE + teams(BARS, UK, False).encode("utf-16-le"),
    "teams, UTF-8 with tabs": teams(NHS, UK, True).encode("utf-8-sig"),
    "teams, commas": teams(NHS, US, True, ",").encode(),
    "teams, dates with names of months": teams(PLAIN, "26 November 2026", False).encode(),
    "teams, ISO dates": teams(BARS, ISO, False).encode(),
    "teams, without activities": teams(PLAIN, UK, False, activities=False).encode(),
    "teams of 2021": codecs.BOM_UTF16_LE + teams_of_2021(PLAIN, US, True).encode("utf-16-le"),
    "teams of 2021, British": teams_of_2021(NHS, UK, False).encode("utf-8-sig"),
    "teams, events": codecs.BOM_UTF16_LE + teams_events(PLAIN, US, True).encode("utf-16-le"),
    "teams, events, British": teams_events(BARS, UK, False).encode(),
    "zoom": zoom(PLAIN, US, True).encode(),
    "zoom, with the meeting above": zoom(PLAIN, US, True, above=ABOVE_ZOOM).encode(),
    "zoom, British": zoom(NHS, UK, False).encode("utf-8-sig"),
    "zoom, ISO": zoom(PLAIN, ISO, False).encode(),
    "zoom, ISO with T": zoom(PLAIN, ISO, False, "T").replace("T9:", "T09:").encode(),
    "zoom, months first": zoom(PLAIN, "Nov 26, 2026", True).encode(),
    "zoom, Windows": zoom(PLAIN, UK, False).replace("Lukasz ONeill", "Lukasz O\u2019Neill").encode("cp1252"),
}


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_gives_the_roll_with_its_times(desk: Desk, tmp_path: Path, report: str) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(REPORTS[report])
    intake = look(desk, path)
    assert not intake.plan.doubts and not intake.plan.wrong
    assert intake.plan.count("new") == 3
    take(desk, intake)
    assert times(desk) == {JANE: "10:00:00", LUKASZ: "10:20:00", MARY: "10:00:00"}
    assert {presence.mode for presence in desk.session(BOARD).state.present.values()} == {"remote"}


def test_a_workbook_of_a_report_is_read_too(desk: Desk, tmp_path: Path) -> None:
    table = [line.split("\t") for line in teams(PLAIN, ISO, False).split("\r\n")]
    take(desk, look(desk, xlsx(tmp_path / "report.xlsx", table)))
    assert times(desk)[LUKASZ] == "10:20:00"


INVITED = "Name\tAttendance\tResponse\nClerk\tMeeting Organizer\tNone\n{jane}\tRequired Attendee\tAccepted\n" + (
    "{lukasz}\tRequired Attendee\tDeclined\n{mary}\tOptional Attendee\tTentative\nCllr Brown\tRequired Attendee\tNone\n"
)
ANSWERS = {
    "attendees.csv": INVITED.replace("\t", ","),
    "attendees.tsv": INVITED,
    "attendees.txt": "Organizer: Clerk\nAccepted: {jane} <jane.smith@nhs.example>\nDeclined: {lukasz}\nTentative: {mary}\n",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_to_an_invitation_give_apologies_and_ask_who_came(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(ANSWERS[name].format(**PLAIN), encoding="utf-8")
    answers = {"accepted": "in person", "attendee clerk": "guest"}
    assert "accepted" in {doubt.key for doubt in look(desk, path).plan.doubts} or name.endswith("txt")
    intake = look(desk, path, answers)
    take(desk, intake)
    state = desk.session(BOARD).state
    jane, lukasz, mary = seats(desk.session(BOARD))[:3]
    assert state.present[jane].mode == "in person" and lukasz in state.apologies and mary not in state.present
    left = [outcome for outcome in intake.plan.outcomes if outcome.what == "left"]
    assert any(outcome.title.startswith("Mary") and "not said whether" in outcome.told[0] for outcome in left)
    assert [guest.name for guest in state.guests] == ["Clerk"]


def test_names_copied_from_an_invitation_are_a_list(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "to.txt"
    path.write_text("SMITH, Jane (NHS) <jane@nhs.example>; O'Neill, Łukasz; Mary Smith-Jones", encoding="utf-8")
    intake = look(desk, path)
    assert [outcome.title.split(",")[0] for outcome in intake.plan.outcomes] == [
        NAMES[JANE],
        NAMES[LUKASZ],
        NAMES[MARY],
    ]


def written(tmp_path: Path, *people: tuple[str, str, str], head: str = "Name,Join time,Leave time") -> Path:
    path = tmp_path / "zoom.csv"
    path.write_text("\n".join([head, *(",".join(person) for person in people)]) + "\n", encoding="utf-8")
    return path


def questions(intake: Intake) -> Sequence[str]:
    return [doubt.words for doubt in intake.plan.doubts]


def test_two_members_of_one_name_are_told_apart_by_seat(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ("Anne Grey", "10:00", "12:00"))
    intake = look(desk, path)
    doubt = intake.plan.doubts[0]
    assert "could be more than one member" in doubt.words
    state = desk.session(BOARD).state
    for (key, text), place in zip(doubt.options[:2], (ANNE, OTHER_ANNE), strict=True):
        assert key == list(state.members)[place] and state.members[key].seat in text
    take(desk, look(desk, path, {doubt.key: doubt.options[1][0]}))
    assert list(desk.session(BOARD).state.present) == [seats(desk.session(BOARD))[OTHER_ANNE]]


def test_a_deputy_a_guest_and_an_unknown_device_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    people = (("P Green", "10:30", "12:00"), ("Visitor from Audit", "10:30", "12:00"), ("iPad", "10:30", "12:00"))
    path = written(tmp_path, *people)
    assert len(questions(look(desk, path))) == 3
    thomas = seats(desk.session(BOARD))[THOMAS]
    answers = {"attendee p green": "deputy", "attendee visitor from audit": "guest", "attendee ipad": "leave"}
    whose = look(desk, path, answers).plan.doubts[0]
    assert whose.words == "Whose deputy is “P Green”?"
    take(desk, look(desk, path, {**answers, whose.key: thomas}))
    state = desk.session(BOARD).state
    assert state.present[thomas].deputy == "P Green"
    assert [guest.name for guest in state.guests] == ["Visitor from Audit"]


def test_what_is_left_out_is_listed_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    people = (
        ("Jane Smith", "10:00", "12:00", "No"),
        ("Otter.ai Notetaker", "10:00", "12:00", "No"),
        ("Somebody Else", "10:00", "10:05", "Yes"),
        ("Dr Jane Smith (iPhone)", "10:05", "12:00", "No"),
    )
    path = tmp_path / "zoom.csv"
    head = "Meeting ID,85\nName,Join time,Leave time,In waiting room\n"
    path.write_text(head + "\n".join(map(",".join, people)), encoding="utf-8")
    intake = look(desk, path)
    left = {outcome.title: outcome.told[0] for outcome in intake.plan.outcomes if outcome.what == "left"}
    assert left["Otter.ai Notetaker"] == "A program or device that takes notes or records, not a person"
    assert left["Somebody Else"] == "Was in the waiting room and not let in"
    assert left["Meeting ID · 85"] == "About the meeting, not a person"
    assert intake.plan.count("new") == 1


def test_a_report_of_another_day_is_asked_about_and_gives_no_times(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ("Jane Smith", "12/11/2026 10:30", "12/11/2026 12:00"))
    intake = look(desk, path)
    assert questions(intake) == [
        "The report is of 12 November 2026, the meeting is on 26 November 2026. Use the names all the same?"
    ]
    take(desk, look(desk, path, {"other day": "yes"}))
    assert times(desk) == {JANE: "12:00:00"}


def test_who_left_long_before_the_others_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ("Jane Smith", "10:00", "11:15"), ("Lukasz ONeill", "10:00", "11:55"))
    doubt = look(desk, path).plan.doubts[0]
    assert "left at 11:15, before the others" in doubt.words
    take(desk, look(desk, path, {doubt.key: "yes"}))
    state = desk.session(BOARD).state
    assert list(state.present) == [seats(desk.session(BOARD))[LUKASZ]]
    gone = [moved for moved in state.movements if moved.what == "left"]
    assert [f"{desk.local(moved.at):%H:%M}" for moved in gone] == ["11:15"]


def test_nobody_is_dated_before_a_vote_that_was_counted_without_them(desk: Desk, tmp_path: Path) -> None:
    session = desk.session(BOARD)
    first = seats(session)[ANNE]
    session.record(e.MemberArrived(member=first))
    session.record(e.ChairTaken(member=first))
    session.record(e.ItemOpened("pb-nov-capital"))
    session.record(
        e.MotionPut(motion="m1", item="pb-nov-capital", text="To adopt it.", rule="capital", topic="fin_capital")
    )
    session.record(e.VotesRecorded(motion="m1", choice="for", voters=(first,)))
    path = written(tmp_path, ("Jane Smith", "10:30", "12:00"))
    intake = look(desk, path)
    assert "since a vote was counted after" in intake.plan.outcomes[0].told[0]
    take(desk, intake)
    assert times(desk)[JANE] == "12:00:00"


def test_the_same_report_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ("Jane Smith", "10:00", "12:00"))
    take(desk, look(desk, path))
    again = look(desk, path)
    assert again.plan.count("same") == 1 and not again.plan.steps


def test_members_who_are_not_in_the_report_are_named_and_stay(desk: Desk, tmp_path: Path) -> None:
    intake = look(desk, written(tmp_path, ("Jane Smith", "10:00", "12:00")))
    assert any("are not in the sheet and stay as they are" in remark for remark in intake.plan.remarks)


def test_the_command_records_the_roll_of_the_meeting_that_is_running(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ("Jane Smith", "10:00", "12:00"))
    database = desk.config.settings.database
    desk.close()
    command = ["import", "attendance", str(path), "--meeting", MEETING, "--yes", "--db", database]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "Dr Jane Smith" in result.output and "Present, remote" in result.output
    other = CliRunner().invoke(main, ["import", "attendance", str(path), "--meeting", "elsewhere", "--db", database])
    assert other.exit_code == 1 and f"is not running; running now: {MEETING}." in other.output


def test_the_account_name_in_brackets_counts_where_the_display_name_does_not(desk: Desk, tmp_path: Path) -> None:
    intake = look(desk, written(tmp_path, ("JS (Jane Smith)", "10:00", "12:00")))
    assert [outcome.title.split(",")[0] for outcome in intake.plan.outcomes] == ["Dr Jane Smith"]


def test_a_report_without_a_byte_order_mark_is_read_as_what_it_is(desk: Desk, tmp_path: Path) -> None:
    text = "Full Name\tJoin Time\tLeave Time\r\nJane Smith\t26/11/2026, 10:12:03\t26/11/2026, 12:00:00\r\n"
    for encoding in ("utf-16-le", "utf-16-be", "utf-16"):
        (tmp_path / "report.csv").write_bytes(text.encode(encoding))
        intake = look(desk, tmp_path / "report.csv")
        assert [one.title for one in intake.plan.outcomes] == ["Dr Jane Smith, Independent Chair"], encoding
        assert "at 10:12" in intake.plan.outcomes[0].told[0]


def test_names_in_two_columns_are_names(desk: Desk, tmp_path: Path) -> None:
    text = "First name,Last name,Email,Duration,Time joined,Time exited\nJane,Smith,j@x,2 hr,10:12 AM,12:00 PM\n"
    (tmp_path / "meet.csv").write_text(text, encoding="utf-8")
    assert "at 10:12" in look(desk, tmp_path / "meet.csv").plan.outcomes[0].told[0]


def test_who_left_while_others_stayed_is_asked_about_and_who_came_back_is_there(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Full Name\tUser Action\tTimestamp\n"
        "Jane Smith\tJoined before\t11/26/2026, 10:02:03 AM\n"
        "Mary Smith-Jones\tJoined\t11/26/2026, 10:12:03 AM\n"
        "Mary Smith-Jones\tLeft\t11/26/2026, 11:12:03 AM\n"
        "Thomas Brown\tJoined\t11/26/2026, 10:12:03 AM\n"
        "Thomas Brown\tLeft\t11/26/2026, 10:30:03 AM\n"
        "Thomas Brown\tJoined\t11/26/2026, 10:40:03 AM\n"
    )
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    (doubt,) = look(desk, tmp_path / "list.csv").plan.doubts
    assert "Mary Smith-Jones" in doubt.words and "left at 11:12, before the others" in doubt.words


GERMAN = {
    "teams": "1. Zusammenfassung\nTitel der Besprechung\tVorstand\nStartzeit\t{day}, 09:58:00\n\n2. Teilnehmer\n"
    "Name\tErster Beitritt\tLetztes Verlassen\tDauer\tE-Mail-Adresse\tRolle\n"
    "Smith, Jane (Extern)\t{day}, 09:58:03\t{day}, 12:00:10\t2 Std.\tj@x\tOrganisator\n"
    "Łukasz O'Neill (Gast)\t{day}, 10:20:41\t{day}, 12:00:12\t1 Std. 40 Min.\tl@x\tTeilnehmer\n"
    "\n3. Aktivitäten während der Besprechung\nName\tBeitrittszeit\tVerlassenszeit\tDauer\n"
    "Smith, Jane (Extern)\t{day}, 09:58:03\t{day}, 12:00:10\t2 Std.\n",
    "teams of 2021": "Zusammenfassung der Besprechung\nGesamtzahl der Teilnehmer\t2\n\n"
    "Vollständiger Name\tBeitrittszeitpunkt\tZeitpunkt des Verlassens\tDauer\n"
    "Jane Smith\t{day}, 09:58:03 Uhr\t{day}, 12:00:10 Uhr\t2h\nLukasz ONeill\t{day}, 10:20 Uhr\t{day}, 12:00 Uhr\t1h\n",
    "events": "Vollständiger Name\tBenutzeraktion\tZeitstempel\nJane Smith\tVorher beigetreten\t{day}, 10:00:00\n"
    "Łukasz O'Neill\tBeigetreten\t{day}, 10:20:03\nŁukasz O'Neill\tVerlassen\t{day}, 11:59:00\n",
    "zoom": "Name (Originalname);Benutzer-E-Mail;Beitrittszeit;Verlassen um;Im Warteraum\n"
    "Jane Smith;;{day} 9:58;{day} 12:00;Nein\n"
    "Lukasz ONeill;;{day} 10:20;{day} 12:00;Nein\nMary Smith-Jones;;{day} 10:00;{day} 10:01;Ja\n",
}


@pytest.mark.parametrize("day", ["26.11.26", "26.11.2026", "26. November 2026", "2026-11-26", "2026/11/26"])
@pytest.mark.parametrize("report", GERMAN)
def test_a_german_report_gives_the_roll_with_its_times(desk: Desk, tmp_path: Path, report: str, day: str) -> None:
    path = tmp_path / "anwesenheit.csv"
    path.write_bytes(codecs.BOM_UTF16_LE + GERMAN[report].format(day=day).encode("utf-16-le"))
    intake = look(desk, path)
    assert not intake.plan.doubts and not intake.plan.wrong
    take(desk, intake)
    assert times(desk) == {JANE: "10:00:00", LUKASZ: "10:20:00"}


def test_german_answers_to_an_invitation(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "antworten.csv"
    text = "Name\tAntwort\nJane Smith\tZugesagt\nLukasz ONeill\tAbgelehnt\nMary Smith-Jones\tMit Vorbehalt\nCllr Brown\tKeine\n"
    path.write_text(text, encoding="utf-8")
    take(desk, look(desk, path, {"accepted": "in person"}))
    state, (jane, lukasz, *_) = desk.session(BOARD).state, seats(desk.session(BOARD))
    assert list(state.present) == [jane] and list(state.apologies) == [lukasz]


@pytest.mark.parametrize(
    ("heads", "named"),
    [
        ("Nom\tPremière participation\tDernier départ", "“Nom”, “Première participation”, “Dernier départ”"),
        ("Nombre completo\tHora de unión\tHora de salida", "“Nombre completo”, “Hora de unión”, “Hora de salida”"),
        ("Naam\tEerste keer deelgenomen\tLaatste keer verlaten", "“Naam”, “Eerste keer deelgenomen”"),
        ("Imię i nazwisko\tCzas dołączenia\tCzas opuszczenia", "“Imię i nazwisko”, “Czas dołączenia”"),
        ("Enw\tYmuno gyntaf\tGadael olaf", "“Enw”, “Ymuno gyntaf”, “Gadael olaf”"),
        ("Name\tInträde\tUtträde", "“Inträde”, “Utträde”"),
        ("名前\t参加時刻\t退出時刻", "“名前”, “参加時刻”, “退出時刻”"),
    ],
)
def test_headings_in_another_language_are_refused_by_name(desk: Desk, tmp_path: Path, heads: str, named: str) -> None:
    path = tmp_path / "report.csv"
    path.write_text(f"{heads}\tE-mail\nJane Smith\t26/11/2026, 09:58:03\t26/11/2026, 12:00:10\tj@x\n", encoding="utf-8")
    with pytest.raises(SheetError, match="Change its headings to Name, First join and Last leave") as refused:
        look(desk, path)
    assert f"has {named}" in str(refused.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "Jane Smith,26/11/2026 25:99,12:00,",
            "row 2, column Join time: '26/11/2026 25:99' is not a time; write it like",
        ),
        ("Jane Smith,10:00,12 o'clock or so,", "row 2, column Leave time: '12 o'clock or so' is not a time"),
        (
            "Jane Smith,,,Sent a letter",
            "column Response: 'Sent a letter' is neither accepted nor declined, tentative or none",
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_never_passed_over(desk: Desk, tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "report.csv"
    path.write_text(
        f"Name,Join time,Leave time,Response\n{line}\nMary Smith-Jones,10:00,still here,\n", encoding="utf-8"
    )
    intake = look(desk, path)
    first, second = intake.plan.outcomes
    assert first.what == "wrong" and told in first.told[0] and second.what == "new"
    assert look(desk, path, {"leave 2": "yes"}).plan.ready
