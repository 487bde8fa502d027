"""Every list of meetings, and of what they did, goes by the days on which they were held: one entered late stands on its day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from boardtui.config.house_style import House, References
from boardtui.desk import meetings
from boardtui.desk.desk import Desk
from boardtui.desk.replay import replay
from boardtui.exchange.popolo.writing import document
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import to_approve
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.record.record import record_of
from boardtui.papers.circulation.circulating import all_held, papers_of
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.references import meeting_reference
from boardtui.papers.tables import sheets
from boardtui.register.agenda import Meeting, add_meeting
from boardtui.review.past import decisions, decisions_in_public
from boardtui.tui.views import home
from boardtui.tui.views.decision import in_order
from boardtui.tui.views.issue import issue_rows
from tests import build
from tests.papers.on_desk import BOARD
from tests.test_found import JUNE, MARCH, SEPTEMBER, Book
from tests.tui.app import Clock, make_desk

MONTHS = (MARCH, JUNE, SEPTEMBER)
ENTERED = (MARCH, SEPTEMBER, JUNE)
"""June was held on paper and is entered in October, when the book has September already."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Clock()
    desk = make_desk(tmp_path, clock=clock, house=House(references=References(meeting="PB/{meeting}")))
    book = Book(desk, clock)
    for month in ENTERED:
        _held(book, month)
    clock.now = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
    yield desk
    desk.close()


def _held(book: Book, month: str) -> None:
    """A meeting at which one of each thing was done that lists tell of, named by its month."""
    item = f"{month}-one"
    book.convene(month, on="2026-10-05T09:00:00+01:00" if month == JUNE else "")
    keys = [one.key for one in book.session.state.members.values() if not one.vacant]
    book.do(
        *(e.MemberArrived(key) for key in keys if month != JUNE or key != keys[0]),
        e.InterestRegistered(f"i-{month}", keys[1], "financial", f"Owner {month}", words=("x",), consent=True),
        e.GiftDeclared(keys[1], f"Dinner {month}", "A firm", date="2026-01-05", consent=True),
        e.MotionPut(f"m-{month}", item, f"That {month} be done.", "agreement"),
        e.ConsensusDeclared(f"m-{month}", True),
        e.RatificationSought(f"m-{month}", ("ecc",)),
        e.ActionAgreed(
            f"a-{month}", item, f"Do {month}.", "Ann Ash", {MARCH: "2027-03-01", JUNE: "2027-01-15"}.get(month)
        ),
        e.IssueRaised(f"s-{month}", f"Issue {month}", None, ("ecc", "tc"), "8.6"),
        e.MeetingClosed(),
    )


def _order(text: str, form: str = "{}") -> tuple[str, ...]:
    """The months in the order in which a text first names them."""
    found = {month: text.find(form.format(month)) for month in MONTHS}
    assert -1 not in found.values(), (form, text)
    return tuple(sorted(MONTHS, key=found.__getitem__))


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("decisions", ["That {} be done"]),
        ("interests", ["Owner {}", "Dinner {}"]),
        ("ratification", ["That {} be done"]),
    ],
)
def test_registers_over_all_meetings_go_by_their_days(desk: Desk, kind: str, forms: list[str]) -> None:
    text = "\n".join(map(as_markdown, papers_of(desk, kind, BOARD, None).values()))
    for form in forms:
        assert _order(text, form) == MONTHS


@pytest.mark.parametrize("name", ["Decisions", "Actions", "Attendance", "Register", "Gifts"])
def test_tables_for_other_programs_go_by_the_days_of_the_meetings(desk: Desk, name: str) -> None:
    sources = [one.source for one in all_held(desk, desk.session(BOARD), "public")]
    (sheet,) = (one for one in sheets(sources, desk.today()) if one.name == name)
    assert _order("\n".join(" ".join(map(str, row)) for row in sheet.rows)) == MONTHS


def test_home_and_the_choice_of_a_meeting_have_the_latest_held_first(desk: Desk) -> None:
    past = desk.past(book=BOARD)
    assert [meeting.meeting for meeting in past] == [*reversed(MONTHS)]
    assert [meeting.meeting for meeting in desk.past(1)] == [SEPTEMBER], "not June, which was convened last"
    rows = list(home.held(past, [], set(), 2, 80))
    titles = ["".join(span.text for span in row.parts) for row in rows if row.key.startswith("past")]
    assert ["september" in titles[0], "june" in titles[1], len(titles)] == [True, True, 2]
    assert any(row.key == "older" for row in rows)


def test_lists_on_screens_go_by_the_days_of_the_meetings(desk: Desk) -> None:
    state = desk.session(BOARD).state
    now = datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)
    rows = "\n".join(
        "".join(span.text for span in row.parts) for row in issue_rows(state, now, lambda at: at[:10], 120)
    )
    assert _order(rows, "Issue {}") == MONTHS
    assert [held.decision for _, held in in_order([state], "2026-11-02")] == [f"m-{month}" for month in MONTHS]
    due = to_approve(state.minutes_due, "2026-12-01T10:00:00+00:00")
    assert [one.meeting for one in due] == [*MONTHS]


def test_an_agenda_has_what_is_carried_by_day_and_its_actions_by_when_they_are_due(desk: Desk) -> None:
    add_meeting(desk.store.connection, Meeting("pb-december", BOARD, "Board, december", "2026-12-10T10:00:00+00:00"))
    (agenda,) = papers_of(desk, "agenda", BOARD, "pb-december").values()
    text = as_markdown(agenda)
    assert _order(text, "That {} be done") == MONTHS
    assert _order(text, "Do {} (") == (JUNE, MARCH, SEPTEMBER), "the one without a date is last"


def test_an_action_log_has_its_actions_by_when_they_are_due(desk: Desk) -> None:
    for kind in ("actions", "reminders"):
        (paper,) = papers_of(desk, kind, BOARD, None).values()
        assert _order(as_markdown(paper), "Do {}") == (JUNE, MARCH, SEPTEMBER), kind


def test_open_data_goes_by_the_days_of_the_meetings_and_dates_memberships_by_them(desk: Desk) -> None:
    made = document(replay(desk.store.lines(BOARD)), dict(desk.bodies()), public=True)
    assert [one["id"] for one in made["motions"]] == [f"m-{month}" for month in MONTHS]


def test_decisions_are_counted_again_by_the_days_of_their_meetings(desk: Desk) -> None:
    stretches = replay(desk.store.lines(BOARD)).stretches
    assert [past.key for past in decisions(stretches)] == [f"m-{month}" for month in MONTHS]
    public = decisions_in_public(record_of(stretch, "public") for stretch in stretches)
    assert [past.key for past in public] == [f"m-{month}" for month in MONTHS]


def test_a_reference_that_was_given_stays_when_an_earlier_meeting_is_entered(desk: Desk) -> None:
    """The only order of recording beside the book's own: June comes third, since September had its number already."""
    sources = [one.source for one in all_held(desk, desk.session(BOARD), "public")]
    assert {src.state.meeting: meeting_reference(src) for src in sources} == {
        MARCH: "PB/1",
        SEPTEMBER: "PB/2",
        JUNE: "PB/3",
    }


def test_the_latest_meetings_are_found_without_reading_all_that_the_books_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as are shown, and no more with every year; those entered afterwards do not hide later ones."""
    first = datetime.datetime(2024, 1, 1, 10, tzinfo=datetime.UTC)
    weekly = [first + datetime.timedelta(weeks=number) for number in range(80)]
    late = [first - datetime.timedelta(days=number) for number in range(1, 31)]
    days = [(day, day - datetime.timedelta(days=2)) for day in weekly]
    days += [(day, weekly[-1] + datetime.timedelta(hours=1 + number)) for number, day in enumerate(late)]
    desk = make_desk(tmp_path)
    for number, (day, convened) in enumerate(days):
        if number == len(weekly):
            read = _read(desk, monkeypatch)
            assert read(12) < 40 < read(None), "before anything is entered afterwards"
        carried = public_matter(desk.session(BOARD).state)
        entry = build.convened(meeting=f"w{number}", starts=day.isoformat(timespec="minutes"), carried=carried)
        for minutes, each in enumerate((entry, e.MeetingOpened(), e.MeetingClosed())):
            at = convened + datetime.timedelta(minutes=minutes)
            desk.session(BOARD).record(each, at=at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), by="J Smith")
    for most in (1, 12, 40):
        assert desk.past(most) == desk.past(None)[:most], most
        assert all(meeting.starts > late[0].isoformat() for meeting in desk.past(most))
    desk.close()


@pytest.mark.parametrize("later", [3, 30])
def test_a_meeting_called_off_long_before_its_day_is_told_on_its_day(tmp_path: Path, later: int) -> None:
    """However many were convened since: it is no longer among those planned where it was removed from the plan."""
    first = datetime.datetime(2026, 1, 5, 10, tzinfo=datetime.UTC)
    days = [first + datetime.timedelta(weeks=number) for number in range(later)]
    away = datetime.datetime(2027, 12, 6, 10, tzinfo=datetime.UTC)
    desk = make_desk(tmp_path)
    for name, day, ends in [
        ("away", away, [e.MeetingCalledOff("No business.")]),
        *((f"w{number}", day, [e.MeetingOpened(), e.MeetingClosed()]) for number, day in enumerate(days)),
    ]:
        convened = (first if name == "away" else day) - datetime.timedelta(hours=13 if name == "away" else 12)
        carried = public_matter(desk.session(BOARD).state)
        entry = build.convened(meeting=name, starts=day.isoformat(timespec="minutes"), carried=carried)
        for minutes, each in enumerate((entry, *ends)):
            at = convened + datetime.timedelta(minutes=minutes)
            desk.session(BOARD).record(each, at=at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), by="J Smith")
    assert desk.past(None)[0].meeting == "away"
    for most in (1, 2, 12):
        assert desk.past(most) == desk.past(None)[:most], most
    desk.close()


def _read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[[int | None], int]:
    """How many meetings are read to find so many of the latest ones."""

    def read(most: int | None) -> int:
        found: list[int] = []
        with monkeypatch.context() as counting:
            counting.setattr(meetings, "_past", lambda *args, **named: found.append(1) or past(*args, **named))
            desk.past(most)
        return len(found)

    past = meetings._past
    return read
