"""A member whose name was entered after the first meeting is one person in every figure, and so is a namesake elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.desk.desk import Desk
from boardtui.desk.replay import replay
from boardtui.exchange.popolo.writing import document as popolo
from boardtui.meeting import entries as e
from boardtui.papers.attendance_record import attendance_of_book
from boardtui.papers.circulation.circulating import all_held
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.year import year_paper
from boardtui.register.people import set_holder
from tests.papers.on_desk import BOARD
from tests.test_found import JUNE, MARCH, SEPTEMBER, Book
from tests.tui.app import Clock, make_desk

SEAT, OTHER, LEFT = "eeast-chair", "lmc-rep", "mseft-ceo"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Three meetings: one seat gets a name after the first, and a namesake has another; a third was vacant in between."""
    clock = Clock()
    desk = make_desk(tmp_path, clock=clock)
    book, db = Book(desk, clock), desk.store.connection
    set_holder(db, BOARD, OTHER, "Pat Doe")
    for month, changes in ((MARCH, {SEAT: "Pat Doe", LEFT: ""}), (JUNE, {LEFT: "Lee New"}), (SEPTEMBER, {})):
        book.convene(month)
        here = [key for key in (SEAT, OTHER, LEFT) if not book.session.state.members[key].vacant]
        about = (f"{month}-one",)
        book.do(
            *(e.MemberArrived(key) for key in here),
            *(e.InterestDeclared(key, about, "indirect", f"A {key}", "noted") for key in here[:2]),
            e.MeetingClosed(),
        )
        for key, name in changes.items():
            set_holder(db, BOARD, key, name)
    clock.now = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
    yield desk
    desk.close()


def test_a_name_entered_later_is_of_the_same_member_in_every_figure(desk: Desk) -> None:
    srcs = [held.source for held in all_held(desk, desk.session(BOARD), "public")]
    titles = {key: member.seat for key, member in srcs[-1].state.members.items()}
    rows = [row for row in as_markdown(attendance_of_book(srcs)).splitlines() if row.startswith("|")]
    assert sum("Pat Doe" in row for row in rows) == 2, "the two seats of that name"
    assert [row.split("|")[3].strip() for row in rows if titles[SEAT] in row] == ["3"]
    assert [row.split("|")[3].strip() for row in rows if titles[LEFT] in row] == ["1", "1"], (
        "vacant between: two people"
    )

    year = as_markdown(year_paper("2026", ("2026-01-01", "2026-12-31"), srcs, srcs))
    assert "6, by 2 members" in year
    names = [row.split("|")[1].strip() for row in year.splitlines() if row.startswith("|")]
    labels = [name for name in dict.fromkeys(names) if "Pat Doe" in name or name == titles[SEAT]]
    assert sorted(labels) == sorted(f"Pat Doe ({titles[key]})" for key in (SEAT, OTHER))

    written = popolo(replay(desk.store.lines(BOARD)), {}, public=True)
    assert [person["name"] for person in written["persons"]].count("Pat Doe") == 2
    assert titles[SEAT] not in [person["name"] for person in written["persons"]]
    ends = [
        one for one in written["memberships"] if one.get("role") == titles[SEAT] and {"start_date", "end_date"} & {*one}
    ]
    assert ends == []
