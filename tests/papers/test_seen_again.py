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


def test_public_minutes_say_of_nothing_that_it_was_not_where_it_may_be_confidential() -> None:
    """Whether or not something was: else the sentence would tell."""
    texts = []
    for secret in (False, True):
        m = Meeting().arrive("chair", "lead").do(e.MeetingOpened(), e.ItemOpened("aob"))
        if secret:
            m.do(e.NoteTaken("aob", "There was talk of a party.", confidential=True))
        m.do(e.ItemClosed("aob"), e.MeetingClosed())
        text = m.text()
        assert "No other business was recorded in public." in text and "No interest was declared in public." in text
        texts.append(text.split("## Attendance")[1].split("## Close")[0])
    assert texts[0] == texts[1] and "There was talk of a party." in m.text(part="confidential")


def test_apologies_given_while_the_public_was_out_are_not_said_to_be_none() -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened(), e.PublicExcluded("Staff"))
    m.do(e.ApologiesGiven("tchair"), e.PublicReadmitted(("chair", "lead")), e.MeetingClosed())
    assert "No apologies were recorded in public." in m.text()
