"""What lasts from meeting to meeting: registered interests, papers withheld, notice, corrections, answers on referrals."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.meeting import entries as e
from boardtui.meeting.fold.interest_register import former_holder, touched, unhandled
from boardtui.meeting.fold.minuting import correction_words, corrections_of
from boardtui.meeting.fold.notice import clear_days, latest_day, notice_status
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.fold.withholding import to_withhold, withheld_from
from boardtui.meeting.planning.whatif import expected, prospects, reckoned
from boardtui.meeting.words.entry_words import tell
from tests.build import BOARD, confidential_matter, convened, convened_next, play, record, refused, sitting

CEO = "mseft-ceo"


def interest(standing: str = "r1", member: str | None = CEO, **changes: Any) -> e.InterestRegistered:
    fields: dict[str, Any] = {"interest": "financial", "nature": "Director of a supplier", "topics": ("fin_capital",)}
    return e.InterestRegistered(standing=standing, member=member, **{**fields, **changes})


def closed() -> Stretch:
    """A meeting that has been held."""
    return record(sitting(), e.MeetingClosed())


def after(before: Stretch, *entries: e.AnyEntry, **changes: Any) -> Stretch:
    """The meeting after it, convened, with what is confidential carried over."""
    hidden = confidential_matter(before.state)
    carried = [] if hidden == e.ConfidentialCarried() else [hidden]
    fields = {"starts": "2027-02-10T10:00:00+00:00", **changes}
    following = Stretch(BOARD, before.state)
    for seq, entry in enumerate([convened_next(before.state, **fields), *carried, *entries], 1000):
        following.add(following.stamp(seq, f"2027-02-10T10:00:{seq - 1000:02d}.000Z", "J Smith", entry))
    return following


def opened(before: Stretch, *entries: e.AnyEntry, **changes: Any) -> Stretch:
    return after(before, e.MemberArrived(CEO), e.MeetingOpened(), *entries, **changes)


# Doncaster 13.1: a register of interests, and a conflict goes to the next available meeting


def test_a_conflict_that_arises_between_meetings_is_put_before_the_next_one() -> None:
    state = opened(record(closed(), interest())).state
    (found,) = unhandled(state)
    assert (found.interest.member, found.items) == (CEO, ("capital",))


def test_declaring_it_on_the_item_deals_with_it_and_withdraws_the_member() -> None:
    declared = e.InterestDeclared(CEO, ("capital",), "financial", "Director", "withdraws", standing="r1")
    board = opened(record(closed(), interest()), declared)
    assert unhandled(board.state) == ()
    assert board.state.interests[0].standing == "r1"
    assert board.state.standing["r1"].reported == "2027-02"


def test_declared_anew_in_the_words_of_the_register_it_is_not_asked_for_once_more() -> None:
    nature = interest().nature
    again = e.InterestDeclared(CEO, ("capital",), "financial", f" {nature.upper()}. ", "noted")
    assert unhandled(opened(record(closed(), interest()), again).state) == ()
    other = replace(again, nature="Shares")
    assert [one.items for one in unhandled(opened(record(closed(), interest()), other).state)] == [()]


def test_it_is_carried_until_it_is_ended_and_touches_each_later_agenda_anew() -> None:
    declared = e.InterestDeclared(CEO, ("capital",), "financial", "Director", "withdraws", standing="r1")
    second = record(opened(record(closed(), interest()), declared), e.MeetingClosed())
    third = opened(second, meeting="2027-05", starts="2027-05-10T10:00:00+00:00")
    assert [one.items for one in unhandled(third.state)] == [("capital",)]
    record(third, e.InterestEnded("r1", "2027-05-10", "sold"))
    assert unhandled(third.state) == ()
    record(third, e.MeetingClosed())
    assert after(third, meeting="2027-08", starts="2027-08-10T10:00:00+00:00").state.standing == {}


def test_one_that_touches_nothing_is_put_before_the_next_meeting_once() -> None:
    board = opened(record(closed(), interest(topics=())))
    assert [one.items for one in unhandled(board.state)] == [()]
    record(board, e.InterestReported("r1"), e.MeetingClosed())
    third = opened(board, meeting="2027-05", starts="2027-05-10T10:00:00+00:00")
    assert unhandled(third.state) == ()
    assert "already been declared" in refused(record(third, e.InterestReported("r1")), e.InterestReported("r1")).reason


def test_somebody_without_a_seat_may_be_in_the_register() -> None:
    """13.1 names clinicians, management and external support beside the members."""
    board = opened(record(closed(), interest(member=None, person="A Consultant")))
    assert [one.interest.name for one in unhandled(board.state)] == ["A Consultant"]
    record(board, e.InterestReported("r1", "noted"))
    assert unhandled(board.state) == ()


@pytest.mark.parametrize(
    ("changes", "items"),
    [
        ({"topics": ("objectives",)}, ("objectives",)),
        ({"topics": (), "words": ("PRIORITIES",)}, ("capital",)),
        ({"topics": (), "words": ("prior",)}, ()),
        ({"topics": (), "words": ("last  meeting",)}, ("minutes",)),
        ({"topics": ("fin_capital",), "words": ("Partnership",)}, ("capital", "objectives")),
    ],
)
def test_it_touches_items_by_topic_or_by_whole_words(changes: dict[str, Any], items: tuple[str, ...]) -> None:
    state = after(record(closed(), interest(**changes))).state
    assert touched(state, state.standing["r1"]) == items


def test_it_touches_the_items_of_a_partner_by_name_and_by_the_motions_that_affect_it() -> None:
    agenda = (e.AgendaItem(item="winter", title="Thurrock Council: winter plan", number="1"),)
    state = after(record(closed(), interest(topics=(), partners=("tc",))), agenda=agenda).state
    assert touched(state, state.standing["r1"]) == ("winter",)
    board = opened(record(closed(), interest(topics=(), partners=("ecc",))), e.ItemOpened("objectives"))
    assert touched(board.state, board.state.standing["r1"]) == ()
    record(board, e.MotionPut("m9", "objectives", "x", "agreement", "objectives", affected=("ecc",)))
    assert touched(board.state, board.state.standing["r1"]) == ("objectives",)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"since": "2027-02-11"}, 0),
        ({"since": "2027-02-10"}, 1),
        ({"until": "2027-02-09"}, 0),
        ({"since": "2027-02"}, 1),
        ({"since": "2027-03"}, 0),
        ({"until": "2027-02"}, 1),
        ({"until": "2027"}, 1),
        ({"since": "2019", "until": "2027-01"}, 0),
    ],
)
def test_only_an_interest_of_that_day_counts(changes: dict[str, str], found: int) -> None:
    assert len(unhandled(after(record(closed(), interest(**changes))).state)) == found


def test_the_interest_of_a_former_holder_of_the_seat_does_not_fall_on_the_next() -> None:
    before = record(closed(), interest())
    seats = tuple(replace(one, name="New Holder") if one.key == CEO else one for one in before.state.members.values())
    state = after(before, members=seats).state
    assert [(one.former, one.items) for one in unhandled(state)] == [(True, ())]
    assert to_withhold(state, "capital") == {}
    assert reckoned(expected(state)) == ""
    assert former_holder(state, state.standing["r1"]) == before.state.members[CEO].name


def test_an_interest_known_by_month_or_year_keeps_just_that() -> None:
    board = record(closed(), interest(since="2026-02", until="2026", mitigation="Leaves the room", consent=False))
    registered = board.state.standing["r1"]
    assert (registered.since, registered.until) == ("2026-02", "2026")
    assert (registered.mitigation, registered.consent) == ("Leaves the room", False)
    record(board, e.InterestEnded("r1", "2026"))
    assert board.state.standing["r1"].ended == "2026"


def test_the_register_refuses_what_is_no_interest() -> None:
    board = closed()
    assert "begins with the body's first meeting" in refused(Stretch(BOARD), interest()).reason
    assert "no member" in refused(board, interest(member="nobody")).reason
    assert "what the interest is" in refused(board, interest(nature=" ")).reason
    assert "whose interest" in refused(board, interest(member=None)).reason
    assert "not both" in refused(board, interest(person="A B")).reason
    assert "no Annex 1 subject" in refused(board, interest(topics=("x",))).reason
    assert "not a day" in refused(board, interest(since="2026-02-30")).reason
    assert "not a day" in refused(board, interest(since="2026-13")).reason
    assert "not a day" in refused(board, interest(declared="2026")).reason
    assert "before it begins" in refused(board, interest(since="2026-02-02", until="2026-02-01")).reason
    assert "before it begins" in refused(board, interest(since="2026-02-02", until="2025")).reason
    record(board, interest())
    assert "already" in refused(board, interest()).reason
    assert "began on" not in refused(board, e.InterestEnded("r9", "2026-12-01")).reason
    record(board, e.InterestEnded("r1", "2026-12-01"))
    assert "ended already" in refused(board, e.InterestEnded("r1", "2026-12-02")).reason


def test_a_declaration_rests_on_the_members_own_interest() -> None:
    board = opened(record(closed(), interest()))
    other = e.InterestDeclared("eput-ceo", (), "financial", "x", "noted", standing="r1")
    assert "not for this member" in refused(board, other).reason


def test_a_confidential_interest_goes_over_in_the_entry_that_is_confidential() -> None:
    before = record(closed(), interest(confidential=True), interest("r2", topics=()))
    public = convened_next(before.state)
    assert [one.standing for one in public.carried.interests] == ["r2"]
    board = after(before)
    assert board.state.standing["r1"].confidential
    assert len(unhandled(board.state)) == 2
    assert [line.confidential for line in board.lines] == [False, True]


def test_the_next_meeting_may_not_leave_an_interest_out() -> None:
    before = record(closed(), interest())
    following = convened_next(before.state, carried=e.Carried(minutes=before.state.minutes_due))
    assert "interests in the register" in refused(Stretch(BOARD, before.state), following).reason


def test_what_if_reckons_with_the_register_and_says_so() -> None:
    state = expected(after(record(closed(), interest())).state)
    name = state.members[CEO].name
    assert reckoned(state) == f"Reckoned as withdrawing, by the register of interests: {name} (item 3)."
    (capital,) = [one for one in prospects(state) if one.rule.key == "capital" and one.item == "capital"]
    assert (capital.who.withdrawn, capital.votes) == (frozenset({CEO}), 13)
    assert reckoned(expected(after(closed()).state)) == ""


# Doncaster 13.2: papers are kept from those with a conflict


def test_a_paper_is_proposed_to_be_withheld_and_is_withheld_once_that_is_recorded() -> None:
    board = after(record(closed(), interest()))
    assert to_withhold(board.state, "capital") == {CEO: "an interest in the register touches the item"}
    assert withheld_from(board.state, "capital") == ()
    record(board, e.PaperWithheld("2027-02", "capital", (CEO,), "13.2"))
    assert withheld_from(board.state, "capital") == (CEO,)
    assert to_withhold(board.state, "capital") == {}
    assert "already" in refused(board, e.PaperWithheld("2027-02", "capital", (CEO,))).reason


def test_who_withdraws_is_proposed_and_who_only_notes_an_interest_is_not() -> None:
    board = opened(record(closed(), interest()))
    record(board, e.InterestDeclared(CEO, ("capital",), "financial", "x", "noted", standing="r1"))
    assert to_withhold(board.state, "capital") == {}
    record(board, e.InterestDeclared(CEO, ("capital",), "financial", "x", "withdraws"))
    assert to_withhold(board.state, "capital") == {CEO: "withdraws from the item"}


def test_a_paper_of_a_planned_meeting_is_withheld_before_it_is_convened() -> None:
    before = record(closed(), e.PaperWithheld("2027-02", "capital", (CEO,), "conflict"))
    record(before, e.PaperWithheld("2027-05", "capital", ("eput-ceo",)))
    board = opened(before)
    assert withheld_from(board.state, "capital") == (CEO,)
    record(board, e.PaperReleased("2027-02", "capital", (CEO,), "sold the shares"), e.MeetingClosed())
    assert withheld_from(board.state, "capital") == ()
    third = after(board, meeting="2027-05", starts="2027-05-10T10:00:00+00:00")
    assert withheld_from(third.state, "capital") == ("eput-ceo",)


def test_withholding_refuses_what_is_not_there() -> None:
    board = after(closed())
    assert "no agenda item" in refused(board, e.PaperWithheld("2027-02", "x", (CEO,))).reason
    assert "no member" in refused(board, e.PaperWithheld("2027-02", "capital", ("x",))).reason
    assert "which members" in refused(board, e.PaperWithheld("2027-02", "capital", ())).reason
    assert "not withheld" in refused(board, e.PaperReleased("2027-02", "capital", (CEO,))).reason


# Notice


@pytest.mark.parametrize(
    ("given", "meeting", "days"),
    [("2027-02-01", "2027-02-10", 8), ("2027-02-09", "2027-02-10", 0), ("2027-02-28", "2027-03-02", 1)],
)
def test_clear_days_count_neither_the_day_of_the_notice_nor_that_of_the_meeting(
    given: str, meeting: str, days: int
) -> None:
    assert clear_days(given, meeting) == days


def test_the_latest_day_for_notice_gives_exactly_the_days_needed() -> None:
    assert latest_day("2027-02-10", 5) == "2027-02-04"
    assert clear_days(latest_day("2027-02-10", 5), "2027-02-10") == 5


@pytest.mark.parametrize(("date", "met"), [("2027-02-04", True), ("2027-02-05", False)])
def test_notice_is_in_time_with_five_clear_days(date: str, met: bool) -> None:
    before = record(closed(), e.NoticeGiven("2027-02", date, "by e-mail", "2027-02-10"))
    status = notice_status(after(before, charter=convened(terms={"notice_days": 5}).charter).state)
    assert (status.met, status.needed) == (met, 5)
    assert ("NOT IN TIME" in status.words) is not met


def test_notice_where_nothing_is_said_or_nothing_was_given() -> None:
    before = record(closed(), e.NoticeGiven("2027-02", "2027-02-04", "by e-mail", "2027-02-10"))
    status = notice_status(after(before).state)
    assert (status.met, status.days, status.needed) == (None, 5, None)
    assert "not defined" in status.words
    none = notice_status(after(closed(), charter=convened(terms={"notice_days": 5}).charter).state)
    assert (none.met, none.days) == (False, None)


@pytest.mark.parametrize("day", ["", "today", "2027-02-30", "2027-W05-1"])
def test_notice_on_no_day_of_the_calendar_is_refused(day: str) -> None:
    for notice in (
        e.NoticeGiven("2027-02", day, "by e-mail", "2027-02-10"),
        e.NoticeGiven("2027-02", "2027-01-04", "by e-mail", day),
    ):
        assert "is not a day of the calendar written as 2026-11-23" in refused(closed(), notice).reason


def test_notice_for_another_day_is_none_for_this_one() -> None:
    before = record(closed(), e.NoticeGiven("2027-02", "2027-01-04", "by e-mail", "2027-02-09"))
    record(before, e.NoticeGiven("2027-05", "2027-01-04", "by e-mail", "2027-05-10"))
    board = after(before, charter=convened(terms={"notice_days": 5}).charter)
    assert notice_status(board.state).met is False
    assert "for 9 February 2027 and not for this day" in notice_status(board.state).words
    assert [one.meeting for one in convened_next(board.state, "2027-05").carried.notices] == ["2027-05"]


def test_notice_cannot_follow_the_meeting() -> None:
    late = e.NoticeGiven("2027-02", "2027-02-11", "by e-mail", "2027-02-10")
    assert "after the meeting" in refused(closed(), late).reason
    assert "how notice" in refused(closed(), replace(late, date="2027-02-01", means="")).reason


# Minutes corrected and approved


def correction(**changes: Any) -> e.MinutesCorrected:
    fields: dict[str, Any] = {"item": "capital", "place": "Item 3", "stood": "two", "stands": "ten"}
    return e.MinutesCorrected("2026-11", **{**fields, **changes})


def test_corrections_are_entered_one_by_one_and_named_by_the_approval() -> None:
    board = opened(record(closed(), correction()), correction(place="Item 4", stands=""))
    words = tuple(correction_words(one) for one in corrections_of(board.state, "2026-11"))
    assert words == ("Item 3: for “two” read “ten”", "Item 4: delete “two”")
    assert "does not name" in refused(board, e.MinutesApproved("2026-11", words[:1])).reason
    record(board, e.MinutesApproved("2026-11", (*words, "Page 2: a comma"), "A Chair"))
    (approval,) = board.state.approved
    assert [one.place for one in approval.entered] == ["Item 3", "Item 4"]
    assert approval.corrections == (*words, "Page 2: a comma")
    assert board.state.corrections == ()


def test_minutes_are_called_by_the_title_of_their_meeting_before_and_after_they_are_approved() -> None:
    board = opened(closed(), correction())
    title = board.state.minutes_due[0].title
    assert title and tell(board.state, correction()) == f"minutes of {title} corrected, Item 3: for “two” read “ten”"
    assert tell(board.state, correction(stood="")).endswith("Item 3: add “ten”")
    record(board, e.MinutesApproved("2026-11", ("Item 3: for “two” read “ten”",)))
    assert tell(board.state, correction()).startswith(f"minutes of {title} corrected, Item 3")
    assert board.state.approved[0].title == title


def test_a_correction_can_be_taken_back_until_the_minutes_are_approved_with_it() -> None:
    board = opened(closed(), correction())
    seq = board.lines[-1].seq
    approved = record(board, e.MinutesApproved("2026-11", ("Item 3: for “two” read “ten”",)))
    assert board.judge(board.stamp(seq + 2, "", "", e.EntryRetracted(seq, "x"))).state.approved[0].entered == ()
    record(approved, e.EntryRetracted(seq + 1, "not yet"))
    record(approved, e.EntryRetracted(seq, "wrong item"))
    assert approved.state.corrections == ()


def test_corrections_wait_with_the_minutes_for_a_later_meeting() -> None:
    second = record(opened(record(closed(), correction())), e.MeetingClosed())
    third = after(second, meeting="2027-05", starts="2027-05-10T10:00:00+00:00")
    assert [one.place for one in corrections_of(third.state, "2026-11")] == ["Item 3"]


def test_a_confidential_correction_is_not_among_the_public_words() -> None:
    board = opened(record(closed(), correction(confidential=True)))
    record(board, e.MinutesApproved("2026-11"))
    assert board.state.approved[0].entered[0].confidential


def test_corrections_that_correct_nothing_are_refused() -> None:
    assert "same as the original" in refused(closed(), correction(stands="two")).reason
    assert "where in the minutes" in refused(closed(), correction(place=" ")).reason
    assert "the original" in refused(closed(), correction(stood="", stands=" ")).reason
    assert "entered already" in refused(record(closed(), correction()), correction()).reason
    assert "do not await approval yet" in refused(play([convened()]), correction()).reason


# What became of a referred issue


def answer(**changes: Any) -> e.ReferralAnswered:
    fields = {"issue": "beds", "title": "Beds", "body": "sle", "hash": "ab" * 32, "how": "shared equally"}
    return e.ReferralAnswered(**{**fields, **changes})


def test_what_is_refused_of_an_issue_names_it_so_that_the_sentence_can_be_read() -> None:
    title, cut = "x" * 5_000, f"“{'x' * 60}…”"
    board = record(closed(), answer(title=title))
    assert refused(board, answer(title=title)).reason == f"What became of the issue {cut} is entered already."
    board = record(sitting(), e.IssueRaised("beds", title, None, ("ecc",)))
    assert refused(board, answer()).reason.startswith(f"The issue {cut} is not referred to the ")
    record(board, e.IssueReferred("beds", "sle"))
    assert refused(board, e.IssueReferred("beds", "sle")).reason.startswith(f"The issue {cut} is referred to the ")


def test_the_answer_on_a_referred_issue_is_told_to_the_next_meeting_once() -> None:
    board = after(record(closed(), answer()))
    assert [(one.how, one.reported) for one in board.state.answers] == [("shared equally", "2027-02")]
    record(board, e.MemberArrived(CEO), e.MeetingOpened(), e.MeetingClosed())
    assert after(board, meeting="2027-05", starts="2027-05-10T10:00:00+00:00").state.answers == ()


def test_an_answer_is_taken_once_and_only_on_what_was_referred_there() -> None:
    board = record(sitting(), e.IssueRaised("beds", "Beds", None, ("ecc",)))
    assert "is not referred to the System Leadership Executive (SLE)" in refused(board, answer()).reason
    record(board, e.IssueReferred("beds", "sle"), answer())
    assert "already" in refused(board, answer()).reason
    assert "hash" in refused(board, answer(issue="x", hash="ab")).reason
