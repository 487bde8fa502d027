"""What public minutes say of whom the public found there, or gone, on its return, and of items of which something is said."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import seen_by_public
from tests.papers.build_minutes import Meeting


def held() -> Meeting:
    """Somebody comes and somebody leaves while the public is out."""
    m = Meeting(starts="2026-11-26T09:50:00+00:00").arrive("chair", "lead", "bbchair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("capital"), e.PublicExcluded("Staff"))
    m.do(e.MemberArrived("tchair"), e.MemberLeft("lead"), e.MemberLeft("bbchair"), e.MemberArrived("bbchair"))
    return m.do(e.PublicReadmitted(seen_by_public(m.state)), e.MeetingClosed())


def test_who_was_found_there_or_gone_was_so_by_then_at_the_latest() -> None:
    text = held().text()
    assert "| Sir D Dunn | Chair, Riverside; Riverside NHS Trust | from 10:02 at the latest |" in text
    assert "| Ms B Brown | Executive lead; " in text and "| until 10:02 at the latest |" in text
    (unmoved,) = [row for row in text.splitlines() if row.startswith("| Dr C Clark")]
    assert "latest" not in unmoved
    hidden = held().text(part="confidential")
    assert "latest" not in hidden and "| from 09:58 |" in hidden


def test_an_item_of_which_something_is_said_is_not_said_to_have_nothing_recorded() -> None:
    m = Meeting(starts="2026-11-26T09:50:00+00:00").arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.ItemOpened("capital"), e.PublicExcluded("Staff"), e.PublicReadmitted(("chair",)), e.MeetingClosed())
    text = m.text()
    assert "1.1 The meeting was opened at" in text
    assert text.count("Nothing was recorded on this item in public.") == 2  # the capital programme, and other business
