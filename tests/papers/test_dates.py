"""The form of days in papers: one setting for every paper and format, and none of it in what other programs read."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from boardtui.config.config import ConfigError, load
from boardtui.config.house_style import House
from boardtui.dates import Dates, date_words, day_as_written
from boardtui.desk.desk import Desk
from boardtui.exchange.outgoing import exported
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.papers.circulation.catalogue import KINDS, OF_A_MEETING
from boardtui.papers.circulation.circulating import papers_of, write_plan
from boardtui.papers.circulation.closing import minutes_of
from boardtui.papers.circulation.yearly import year_of
from boardtui.papers.clock import Clock
from boardtui.papers.document import Document
from boardtui.papers.errors import PaperError
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.formats.rendering import rendered
from boardtui.papers.house import day_of
from boardtui.papers.layout import minutes_document
from tests import first
from tests.build import confidential_matter, record_all
from tests.papers.on_desk import BOARD
from tests.papers.read_back import words_of_docx, words_of_html, words_of_pdf
from tests.papers.test_follow_up import TERMS, held_meeting
from tests.tui import app

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
FORMS: dict[Dates, str] = {
    "long": rf"(?<!day )\b[0-9]{{1,2}} {MONTH} [0-9]{{4}}",
    "weekday": rf"{WEEKDAY} [0-9]{{1,2}} {MONTH} [0-9]{{4}}",
    "numbers": r"[0-9]{2}/[0-9]{2}/[0-9]{4}",
    "iso": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
OTHER_FIRST: tuple[Dates, ...] = ("weekday", "long", "numbers", "iso")
"""What is not the form of a house that says nothing comes first: it shows who does not ask the house."""
NOVEMBER = "pb-2026-11-26"
ANY = re.compile("|".join(FORMS.values()))


@pytest.mark.parametrize(
    ("dates", "day", "of_meeting"),
    [
        ("usual", "26 November 2026", "Thursday 26 November 2026"),
        ("long", "26 November 2026", "26 November 2026"),
        ("weekday", "Thursday 26 November 2026", "Thursday 26 November 2026"),
        ("numbers", "26/11/2026", "26/11/2026"),
        ("iso", "2026-11-26", "2026-11-26"),
    ],
)
def test_a_day_in_each_form(dates: Dates, day: str, of_meeting: str) -> None:
    assert date_words("2026-11-26", dates) == day
    assert date_words("2026-11-26T10:00:00.000Z", dates) == day
    clock = Clock("2026-11-26T10:00:00+00:00", "Europe/London", dates)
    assert (clock.date, clock.day("2026-11-26T12:00:00Z"), clock.say("2026-11-26")) == (of_meeting, day, day)
    assert clock.time("2026-11-27T00:10:00Z").startswith("00:10 on ")
    assert date_words("1 April or so", dates) == "1 April or so" and date_words(None, dates) == ""
    assert date_words("0987-03-04", "numbers") == "04/03/0987"


def board(path: Path, dates: Dates) -> Desk:
    """Two meetings with days of every kind: decisions sent and answered, actions, notice, interests, approved minutes."""
    clock = app.Clock()
    desk = app.make_desk(path, clock=clock, house=House(dates=dates), terms=TERMS)
    session = held_meeting(desk)
    clock.now = datetime.datetime(2027, 2, 24, 10, tzinfo=datetime.UTC)
    record_all(
        session,
        [
            e.InterestRegistered("s1", "mseft-chair", "indirect", "A brother.", since="2026-01-05", until="2027-06-30"),
            e.DecisionNotified(("mseft",), "letter", "2026-11-27", motion="m1"),
            e.AgreementSought("d1", "The memorandum of 2027.", "signature", "2026-12-01", due="2027-02-28"),
            e.PartnerResponded("ecc", True, "2026-12-10", "counterpart 1", motion="d1", signatory="Kit Frost"),
            e.NoticeGiven("pb-2027-02-25", "2027-02-10", "e-mail", "2027-02-25"),
            e.MilestoneReached("annual-review-first", "Annual review", "2026-12-02", "reviewed"),
            e.DecisionTaken("d2", "urgent", "To close ward 4.", "Norovirus.", "2026-12-01", ("independent-chair",)),
        ],
    )
    first, hidden = session.lines[0].entry, confidential_matter(session.state)
    assert isinstance(first, e.MeetingConvened)
    later = {"meeting": "pb-2027-02-25", "title": "Second meeting", "starts": "2027-02-25T10:00:00+00:00"}
    item = next(key for key, one in session.state.items.items() if not one.agenda.confidential)
    record_all(session, [replace(first, **later, carried=public_matter(session.state)), hidden])
    record_all(
        session, [*app.everybody(session), e.ChairTaken("independent-chair"), e.MeetingOpened(), e.ItemOpened(item)]
    )
    record_all(
        session,
        [
            e.ActionAgreed("a1", item, "Publish it.", "mseft-chair", "2027-03-31"),
            e.MinutesApproved(NOVEMBER),
            e.InterestEnded("s1", "2027-02-25"),
            e.DecisionReported("d2", "noted"),
            e.MeetingClosed(),
        ],
    )
    return desk


def papers(desk: Desk) -> dict[str, Document]:
    """Every paper of the book and of both its meetings that there is."""
    session, found = desk.session(BOARD), {}
    for meeting in (None, NOVEMBER, "pb-2027-02-25"):
        for kind in KINDS:
            if meeting is None and kind in OF_A_MEETING:
                continue
            try:
                made = papers_of(desk, kind, BOARD, meeting)
            except PaperError:
                continue
            found |= {f"{meeting}/{name}": paper for name, paper in made.items()}
    for key in (NOVEMBER, "pb-2027-02-25"):
        found[f"{key}/minutes"] = minutes_document(minutes_of(desk, session, session.holding(desk.held(BOARD, key))))
    return {**found, "year": year_of(desk, BOARD)[1]}


def told(text: str) -> set[str]:
    """The days in a text, but for those in keys of meetings."""
    return set(ANY.findall(re.sub(r"pb-[0-9-]+", "", text)))


def test_the_day_at_the_foot_of_a_paper_is_the_one_that_it_is_told_as_at(tmp_path: Path) -> None:
    """The last meeting was on 25 February; the log and the registers are told as at the day after, the agreement has its own."""
    desk = board(tmp_path, "usual")
    assert isinstance(desk.clock, app.Clock)
    desk.clock.now = datetime.datetime(2027, 2, 26, 9, tzinfo=datetime.UTC)
    found = papers(desk)
    for name in ("actions", "reminders", "interests", "conditions"):
        paper = found[f"None/{name}"]
        assert "26 February 2027" in as_markdown(paper) and paper.title.endswith(", 26 February 2027"), name
        assert day_of(paper) == "26 February 2027", name
    assert day_of(found["None/attendance"]) == "25 February 2027"
    assert day_of(found["None/signatures-d1"]) == "1 December 2026"


@pytest.mark.parametrize("dates", first(1, OTHER_FIRST))
def test_every_paper_writes_every_day_in_the_form_of_the_house(tmp_path: Path, dates: Dates) -> None:
    desk = board(tmp_path, dates)
    found = papers(desk)
    assert {"ratification-m1", "signatures-d1", "notices-mseft", "reminders", "interests", "actions", "agenda"} <= {
        name.split("/")[-1] for name in found
    }
    for name, paper in found.items():
        days = told(f"{paper.title} {as_markdown(paper)}")
        assert days, name
        assert not [day for day in days if not re.fullmatch(FORMS[dates].replace("(?<!day )", ""), day)], name
    plan = write_plan(desk)[0].read_text(encoding="utf-8")
    assert not [day for day in told(plan) if not re.fullmatch(FORMS[dates].replace("(?<!day )", ""), day)]
    assert date_words("2027-12-02", dates) in plan or date_words("2027-03-31", dates) in plan
    desk.close()


@pytest.mark.parametrize("dates", first(1, OTHER_FIRST))
def test_so_does_every_format(tmp_path: Path, dates: Dates) -> None:
    desk = board(tmp_path, dates)
    paper = papers_of(desk, "signatures", BOARD)["signatures-d1"]
    read = {"docx": words_of_docx, "html": words_of_html, "pdf": words_of_pdf}
    for form, words in read.items():
        text = " ".join(words(rendered(paper, form)).split())  # type: ignore[arg-type,operator]
        assert date_words("2027-02-28", dates) in text, form
        assert not [day for day in told(text) if not re.fullmatch(FORMS[dates].replace("(?<!day )", ""), day)], form
    desk.close()


def test_what_other_programs_read_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "iso").mkdir()
    (tmp_path / "numbers").mkdir()
    with_iso, with_numbers = board(tmp_path / "iso", "iso"), board(tmp_path / "numbers", "numbers")
    tables = exported(with_numbers, BOARD, "csv")
    assert tables == exported(with_iso, BOARD, "csv")
    text = b"".join(tables.values()).decode()
    assert {"2027-03-31", "2027-02-25", "2026-01-05"} <= told(text)
    assert not [day for day in told(text) if not re.fullmatch(FORMS["iso"], day)]
    assert exported(with_numbers, BOARD, "popolo") == exported(with_iso, BOARD, "popolo")
    for desk in (with_iso, with_numbers):
        desk.close()


def test_it_is_a_setting_and_another_form_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[house]\ndates = "numbers"\n', encoding="utf-8")
    assert load(config).settings.house.dates == "numbers"
    config.write_text('[house]\ndates = "american"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"house\.dates"):
        load(config)


@pytest.mark.parametrize(
    ("day", "dates", "words"),
    [("2019-04", "usual", "April 2019"), ("2019-04", "numbers", "04/2019"), ("2019-04", "iso", "2019-04"),
     ("2019", "usual", "2019"), ("2019-13", "usual", "2019-13")],
)  # fmt: skip
def test_a_month_or_a_year_is_written_as_such(day: str, dates: Dates, words: str) -> None:
    assert date_words(day, dates) == words


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ("2026-11-26", "26 November 2026"),
        ("2026-11", "November 2026"),
        ("2026", "2026"),
        ("2026-13", "2026-13"),
        ("2 weeks", "2 weeks"),
        ("", ""),
    ],
)
def test_a_day_of_the_book_is_put_as_people_write_it_and_nothing_else_is(held: str, said: str) -> None:
    assert day_as_written(held) == said
