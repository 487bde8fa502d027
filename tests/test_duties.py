"""What the memorandum wants done again and again, over several periods: plan, Home, paper and calendar say the same of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from boardtui.config.config import Config, Settings
from boardtui.desk.desk import Desk
from boardtui.desk.new_database import new_database
from boardtui.desk.planning import plan
from boardtui.meeting import entries as e
from boardtui.meeting.planning.plan import Planned, is_soon
from boardtui.papers.circulation.calendars import forward_plan
from boardtui.papers.circulation.circulating import write_plan
from boardtui.register.agenda import Meeting, add_meeting
from boardtui.register.people import partners
from tests.build import record_all
from tests.tui.app import Clock


@contextmanager
def board(path: Path, charter: str, body: str, *days: str) -> Iterator[tuple[Desk, Clock]]:
    """A new database, with a meeting of the body planned on each of those days."""
    new_database(path / "data.db", charter)
    clock = Clock()
    desk = Desk.open(Config(Settings(database=str(path / "data.db"), secretary="J Smith"), path), clock=clock)
    try:
        for day in days:
            add_meeting(desk.store.connection, Meeting(f"m-{day}", body, day, f"{day}T10:00+00:00"))
        yield desk, clock
    finally:
        desk.close()


def on(clock: Clock, day: str) -> None:
    clock.now = datetime.datetime.fromisoformat(f"{day}T12:00+00:00")


def hold(desk: Desk, clock: Clock, body: str, day: str) -> None:
    """The meeting of that day is convened, opened and closed."""
    on(clock, day)
    session = desk.session(body)
    session.convene(f"m-{day}")
    chair = next(key for key, member in session.state.members.items() if not member.vacant)
    record_all(
        session, [e.MemberArrived(chair, "in person"), e.ChairTaken(chair), e.MeetingOpened(), e.MeetingClosed()]
    )


def dates(desk: Desk) -> list[tuple[str, str, str]]:
    """The dates of the memorandum in the plan: key, standing, day."""
    return [(line.milestone, line.standing, str(line.day)) for line in plan(desk).lines if line.kind == "milestone"]


BOARD = "partnership-board"


def test_the_day_of_the_last_signature_starts_the_reviews_and_is_kept_through_later_meetings_1_5_15(
    tmp_path: Path,
) -> None:
    days = ("2026-09-24", "2026-11-26", "2027-01-28")
    with board(tmp_path, "mid-south-essex", BOARD, *days) as (desk, clock):
        hold(desk, clock, BOARD, days[0])
        session = desk.session(BOARD)
        on(clock, "2026-10-08")
        session.record(e.AgreementSought("sign", "The memorandum", "signature", "2026-09-25"))
        everybody = partners(desk.store.connection)
        for number, partner in enumerate(everybody, 1):
            assert ("start", "undated", "None") in dates(desk)
            day = "2026-10-08" if number == len(everybody) else "2026-10-01"
            session.record(e.PartnerResponded(partner.key, True, day, "Signed", motion="sign", signatory="Ms A"))
        assert ("start", "undated", "None") not in dates(desk)
        for day in days[1:]:  # the next meeting is told of it, the one after is not
            hold(desk, clock, BOARD, day)
            assert ("first-review", "due", "2027-10-08") in dates(desk)
        on(clock, "2027-10-09")
        assert ("first-review", "late", "2027-10-08") in dates(desk)
        on(clock, "2027-10-20")
        session.record(e.MilestoneReached("first-review", "First review", "2027-10-20"))
        on(clock, "2027-10-09")
        assert ("annual-review", "due", "2028-10-20") not in dates(desk)  # more than a year ahead
        on(clock, "2028-10-21")
        assert ("annual-review", "late", "2028-10-20") in dates(desk)
        on(clock, "2028-10-25")
        session.record(e.MilestoneReached("annual-review-2028-10-20", "Annual review", "2028-10-25"))
        on(clock, "2028-10-21")
        assert ("annual-review", "due", "2029-10-25") not in dates(desk)
        on(clock, "2028-10-26")
        assert ("annual-review", "due", "2029-10-25") in dates(desk)


def test_a_register_of_signatures_that_was_not_completed_starts_nothing_15_3(tmp_path: Path) -> None:
    days = ("2026-09-24", "2026-11-26")
    with board(tmp_path, "mid-south-essex", BOARD, *days) as (desk, clock):
        hold(desk, clock, BOARD, days[0])
        session = desk.session(BOARD)
        on(clock, "2026-10-08")
        session.record(e.AgreementSought("sign", "The memorandum", "signature", "2026-09-25"))
        session.record(e.PartnerResponded("mseft", True, "2026-10-01", "Signed", motion="sign", signatory="Ms A"))
        session.record(e.DecisionLapsed("sign", "Begun anew"))
        hold(desk, clock, BOARD, days[1])
        assert ("start", "undated", "None") in dates(desk)


def test_month_by_month_done_late_and_not_yet_due_until_the_end_and_on_when_it_is_extended(tmp_path: Path) -> None:
    hce = "hce"
    with board(tmp_path, "cambridgeshire-peterborough", hce, "2020-10-14") as (desk, clock):
        hold(desk, clock, hce, "2020-10-14")
        session = desk.session(hce)
        on(clock, "2020-11-20")
        assert [line for line in dates(desk) if line[0] == "risks"] == [
            ("risks", "due", "2020-11-30"),
            ("risks", "due", "2020-12-31"),
        ]
        session.record(e.MilestoneReached("risks-2020-11-01", "Risks", "2020-11-19"))
        on(clock, "2021-01-10")
        assert [line for line in dates(desk) if line[0] in ("risks", "open-book")] == [
            ("open-book", "late", "2020-11-30"),
            ("open-book", "late", "2020-12-31"),
            ("risks", "late", "2020-12-31"),
            *((key, "due", day) for day in ("2021-01-31", "2021-02-28") for key in ("open-book", "risks")),
        ]
        assert "last done on 19 November 2020" in next(
            line.words for line in plan(desk).lines if line.milestone == "risks"
        )
        on(clock, "2021-04-20")
        assert ("expiry", "late", "2021-03-31") in dates(desk)
        assert not any(day > "2021-03-31" for key, _, day in dates(desk) if key in ("risks", "open-book"))
        until = e.MilestoneReached("expiry-until-2022-03-31", "It ends", "2021-03-20", "By both", until="2022-03-31")
        session.record(until)
        assert ("expiry", "due", "2022-03-31") in dates(desk) and ("risks", "due", "2021-04-30") in dates(desk)
        told_alike(desk)


def told_alike(desk: Desk) -> None:
    """The paper has every line of the plan, the calendar those to come, and Home's are among them."""
    lines = plan(desk).lines
    (path,) = write_plan(desk, formats=("md",))
    paper = path.read_text("utf-8")
    assert [line.title for line in lines if f"| {line.title} |" not in paper] == []
    events = forward_plan(desk, desk.store.books()[0]).decode().replace("\r\n ", "")
    coming = [line for line in lines if line.day and line.kind == "milestone" and line.standing == "due"]
    assert coming and [line.about for line in coming if f"UID:{line.about}@" not in events] == []
    assert not any(f"UID:{line.about}@" in events for line in lines if line.standing in ("late", "earlier"))
    today = desk.local(f"{desk.clock():%Y-%m-%dT%H:%M:%S}.000Z").date()
    assert all(line in coming for line in lines if is_soon(line, today) and line.kind == "milestone")


def test_home_tells_a_date_a_fortnight_ahead_and_the_end_a_quarter_before() -> None:
    today = datetime.date(2021, 1, 1)

    def soon(day: str, *, ends: bool = False, standing: str = "due") -> bool:
        line = Planned(standing, datetime.date.fromisoformat(day), "It", "1", "due", ends=ends)  # type: ignore[arg-type]
        return is_soon(line, today)

    assert [soon("2021-01-15"), soon("2021-01-16")] == [True, False]
    assert [soon("2021-04-03", ends=True), soon("2021-04-04", ends=True)] == [True, False]
    assert [soon("2021-01-02", standing="late"), soon("2016-10-01", standing="earlier")] == [False, False]
