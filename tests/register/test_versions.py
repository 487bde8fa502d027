"""A memorandum that was renewed or amended: from which day it holds, and which meetings have it."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from boardtui.charter.load import shipped
from boardtui.charter.model import Charter, Partner
from boardtui.cli.main import main
from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.desk.planning import sittings_of
from boardtui.exchange.sheets import agenda as sheet
from boardtui.meeting import entries as e
from boardtui.meeting.entries import Carried
from boardtui.register import agenda, people, rules
from boardtui.register.bodies import read_charter
from boardtui.register.convene import convened
from boardtui.register.tables import RegisterError
from boardtui.register.versions import (
    add_version,
    put_into_force,
    register_on,
    take_back_version,
    terms_on,
    version_words,
    versions,
)
from boardtui.tui.forms.notice_forms import planned_notice
from tests.build import record_all

THURROCK = "thurrock-place"
BOARD, NOVEMBER, JANUARY = "partnership-board", "pb-2026-11-26", "pb-2027-01-28"
NEW_YEAR = datetime.date(2027, 1, 1)


def renewed(**changes: object) -> Charter:
    """The memorandum with a partner more, and four fifths under 8.4."""
    old = shipped("mid-south-essex")
    board, *others = old.bodies
    capital = [replace(rule, threshold="4/5") if rule.key == "capital" else rule for rule in board.rules]
    partners = (*old.partners, Partner("new-trust", "New Trust", "nhs_provider"))
    fields = {"date": "January 2027", "partners": partners, "bodies": (replace(board, rules=tuple(capital)), *others)}
    return replace(old, **{**fields, **changes})


def threshold(db: sqlite3.Connection, meeting: str) -> str | None:
    entry, _ = convened(db, meeting, Carried(), {})
    return next(rule.threshold for rule in entry.charter.rules if rule.key == "capital")


@pytest.fixture
def planned(demo: sqlite3.Connection) -> sqlite3.Connection:
    agenda.add_meeting(demo, agenda.Meeting(JANUARY, BOARD, "January", "2027-01-28T10:00+00:00"))
    return demo


def test_a_meeting_from_that_day_on_is_convened_with_the_new_charter_and_an_earlier_one_with_the_old(
    planned: sqlite3.Connection,
) -> None:
    people.set_holder(planned, BOARD, "mseft-chair", "Nigel Beverley")
    changes = add_version(planned, renewed(), NEW_YEAR, "signed by all on 20 December 2026")
    assert any("3/4" in text and "4/5" in text for text in changes) and any("New Trust" in text for text in changes)
    assert (threshold(planned, NOVEMBER), threshold(planned, JANUARY)) == ("3/4", "4/5")
    assert read_charter(planned).date == "June 2020"  # what was asked changed nothing
    entry, _ = convened(planned, JANUARY, Carried(), {})
    assert "new-trust" in {partner.key for partner in entry.partners}
    assert "Nigel Beverley" in {member.name for member in entry.members}
    assert "not in force yet" in version_words(planned)[1]


def test_put_into_force_it_keeps_holders_rulings_terms_and_agendas(planned: sqlite3.Connection) -> None:
    people.set_holder(planned, BOARD, "mseft-chair", "Nigel Beverley")
    rules.set_override(planned, "nelft", "fin_capital", False, "the Chair, 1 October 2026")
    rules.set_terms(planned, BOARD, replace(rules.terms(planned, BOARD), deputies="may_vote", source="Terms, 2026"))
    items = agenda.agenda(planned, NOVEMBER)
    add_version(planned, renewed(), NEW_YEAR)
    (version,) = put_into_force(planned, "2027-01-28")
    assert put_into_force(planned, "2027-01-28") == [] and version.holds_from == "2027-01-01"
    assert read_charter(planned).date == "January 2027"
    assert "Nigel Beverley" in {member.name for member in people.members(planned, BOARD)}
    assert [each.partner for each in rules.overrides(planned)] == ["nelft"]
    assert rules.terms(planned, BOARD).deputies == "may_vote"
    assert agenda.agenda(planned, NOVEMBER) == items
    assert versions(planned)[0].before is not None
    assert not planned.execute("PRAGMA foreign_key_check").fetchall()
    with pytest.raises(RegisterError, match="holds from 1 January 2027"):
        convened(planned, NOVEMBER, Carried(), {})
    with pytest.raises(RegisterError, match="in force already"):
        take_back_version(planned, "2027-01-01")


def test_a_body_that_is_no_more_keeps_its_meetings_and_decides_nothing(planned: sqlite3.Connection) -> None:
    agenda.add_meeting(planned, agenda.Meeting("thurrock", THURROCK, "Thurrock", "2027-02-04T10:00+00:00"))
    others = tuple(body for body in renewed().bodies if body.key != THURROCK)
    add_version(planned, renewed(bodies=others), NEW_YEAR)
    put_into_force(planned, "2027-01-01")
    place = next(body for body in read_charter(planned).bodies if body.key == THURROCK)
    assert place.rules == () and "does not have this body" in place.note
    assert agenda.meeting(planned, "thurrock").body == THURROCK


def test_from_the_command_line_to_the_meeting(tmp_path: Path) -> None:
    database = tmp_path / "data.db"
    new_database(database, "doncaster")
    text = files("boardtui.charter").joinpath("memoranda/doncaster.toml").read_text("utf-8")
    (tmp_path / "new.toml").write_text(text.replace('date = "2017, undated draft"', 'date = "April 2027"'), "utf-8")
    run = partial(CliRunner().invoke, main, catch_exceptions=False)
    renew = ["charter", "renew", str(tmp_path / "new.toml"), "--db", str(database), "--from"]
    assert "is not a day" in run([*renew, "April"]).output
    assert "meetings on that day and later" in run([*renew, "1 April 2027"]).output
    with closing(Desk.open(Config(Settings(database=str(database)), tmp_path))) as desk:
        for month in ("03", "04"):
            meeting = agenda.Meeting(f"m{month}", "jccc", month, f"2027-{month}-15T10:00+00:00")
            agenda.add_meeting(desk.store.connection, meeting)
        session = desk.session("jccc")
        session.convene("m03")
        assert read_charter(desk.store.connection).date == "2017, undated draft"
        record_all(session, [e.MeetingOpened(), e.MeetingClosed()])
        session.convene("m04")
        assert read_charter(desk.store.connection).date == "April 2027"
    shown = run(["charter", "show", "--db", str(database)]).output
    assert "holds from 1 April 2027, in force" in shown and "(2017, undated draft): held from the beginning" in shown
    assert "convened already" not in shown


def with_rules(*keys: str, **changes: object) -> Charter:
    """The memorandum as renewed, with further rules of the Board like that of capital."""
    board, *others = renewed().bodies
    like = next(rule for rule in board.rules if rule.key == "capital")
    more = [replace(like, key=key, title=key.title(), readings=()) for key in keys]
    return renewed(bodies=(replace(board, rules=(*board.rules, *more)), *others), **changes)


def test_an_agenda_names_the_rules_of_the_charter_that_its_meeting_will_have(planned: sqlite3.Connection) -> None:
    add_version(planned, with_rules("grants"), NEW_YEAR)
    item = e.AgendaItem("grants-item", "Grants", rule="grants")
    for meeting, may in ((NOVEMBER, False), (JANUARY, True)):
        assert ("grants" in {rule.key for rule in sheet.current(planned, meeting).rules}) is may
        if may:
            agenda.add_item(planned, meeting, item)
            agenda.change_item(planned, meeting, item.item, rule=None)
            agenda.change_item(planned, meeting, item.item, rule="grants")
        else:
            with pytest.raises(RegisterError, match="grants"):
                agenda.add_item(planned, meeting, item)
    put_into_force(planned, "2027-01-28")
    assert [each.rule for each in agenda.agenda(planned, JANUARY)] == ["grants"]


def test_a_rule_named_for_a_later_charter_stays_when_one_before_it_comes_into_force(
    planned: sqlite3.Connection,
) -> None:
    add_version(planned, with_rules("grants"), datetime.date(2026, 11, 1))
    add_version(planned, with_rules("loans", date="February 2027"), NEW_YEAR)
    agenda.add_item(planned, JANUARY, e.AgendaItem("loans-item", "Loans", rule="loans"))
    for day in ("2026-11-26", "2027-01-28"):
        put_into_force(planned, day)
        assert [each.rule for each in agenda.agenda(planned, JANUARY)] == ["loans"], day


def test_an_agenda_with_a_new_rule_is_imported_after_the_charter_was_renewed(tmp_path: Path) -> None:
    database = tmp_path / "data.db"
    new_database(database, "doncaster")
    with closing(Desk.open(Config(Settings(database=str(database)), tmp_path))) as desk:
        agenda.add_meeting(desk.store.connection, agenda.Meeting("m04", "jccc", "April", "2027-04-15T10:00+00:00"))
        charter = read_charter(desk.store.connection)
        body = next(body for body in charter.bodies if body.key == "jccc")
        more = replace(body.rules[0], key="grants", title="Grants rule", readings=())
        bodies = tuple(replace(each, rules=(*each.rules, more)) if each is body else each for each in charter.bodies)
        add_version(desk.store.connection, replace(charter, bodies=bodies), datetime.date(2020, 1, 1))
    (tmp_path / "agenda.csv").write_text("Item,Decided under\nGrants,Grants rule\n", "utf-8")
    words = ["import", "agenda", str(tmp_path / "agenda.csv"), "--meeting", "m04", "--yes", "--db", str(database)]
    told = CliRunner().invoke(main, words, catch_exceptions=False)
    assert told.exit_code == 0 and "1 new" in told.output, told.output


def test_a_coming_meeting_asks_for_the_notice_and_the_agenda_of_the_charter_of_its_day(tmp_path: Path) -> None:
    database = tmp_path / "data.db"
    new_database(database, "doncaster")
    with closing(Desk.open(Config(Settings(database=str(database)), tmp_path))) as desk:
        db = desk.store.connection
        for month in ("03", "04"):
            agenda.add_meeting(db, agenda.Meeting(f"m{month}", "jccc", month, f"2031-{month}-15T10:00+00:00"))
        rules.set_terms(
            db, "jccc", replace(rules.terms(db, "jccc"), notice_days=5, deputies="may_vote", source="Terms")
        )
        charter = read_charter(db)
        bodies = tuple(
            replace(each, terms=replace(each.terms, notice_days=9, agenda_days=4)) if each.key == "jccc" else each
            for each in charter.bodies
        )
        add_version(db, replace(charter, bodies=bodies), datetime.date(2031, 4, 1))
        asked = [(one.key, one.notice_needed, one.agenda_needed) for one in sittings_of(desk, "jccc")]
        assert asked == [("m03", 5, None), ("m04", 9, 4)]
        assert [planned_notice(desk.session("jccc"), "", f"2031-{month}-15").needed for month in ("03", "04")] == [5, 9]
        for day in ("2031-03-31", "2031-04-01"):
            with register_on(db, day) as then:
                assert terms_on(db, "jccc", day) == rules.terms(then, "jccc")


@pytest.mark.parametrize(
    ("charter", "day", "reason"),
    [
        (renewed(date="May 2020"), NEW_YEAR, "is older than"),
        (shipped("mid-south-essex"), NEW_YEAR, "says the same"),
        (shipped("doncaster"), NEW_YEAR, "no partner in common"),
        (renewed(bodies=()), NEW_YEAR, "cannot be imported"),
    ],
)
def test_what_cannot_replace_the_charter_is_refused(
    planned: sqlite3.Connection, charter: Charter, day: datetime.date, reason: str
) -> None:
    with pytest.raises(RegisterError, match=reason):
        add_version(planned, charter, day)
    assert versions(planned) == ()


def test_a_charter_that_was_replaced_does_not_come_back_and_days_go_forward(planned: sqlite3.Connection) -> None:
    old = read_charter(planned)
    add_version(planned, renewed(), NEW_YEAR)
    with pytest.raises(RegisterError, match="needs a later day"):
        add_version(planned, renewed(date="March 2027"), NEW_YEAR)
    put_into_force(planned, "2027-01-01")
    with pytest.raises(RegisterError, match="was replaced"):
        add_version(planned, old, datetime.date(2027, 6, 1))
    add_version(planned, renewed(date="March 2027"), datetime.date(2027, 4, 1))
    take_back_version(planned, "2027-04-01")
    assert len(versions(planned)) == 1
