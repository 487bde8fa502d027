"""The yearly round of declarations, gifts and hospitality, and the kind of an item: recorded, told, refused."""

from __future__ import annotations

from pathlib import Path

from boardtui.config.house_style import House
from boardtui.desk.declarations import standing_round
from boardtui.desk.planning import plan
from boardtui.meeting import entries as e
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.followup.declarations import Round, holders, round_of
from boardtui.meeting.state.standing_items import standing_item
from boardtui.meeting.state.state import State
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from tests.build import refused
from tests.papers.build_minutes import Meeting
from tests.papers.on_desk import BOARD, desk_with

ASKED = e.DeclarationsAsked("declarations-1", "2026-11-26", "2026-12-24")


def came_back(state: State, member: str, date: str = "2026-11-26", *, nil: bool = True) -> e.DeclarationReturned:
    return e.DeclarationReturned(member, holders(state)[member], date, nil=nil)


def test_who_has_returned_counts_from_the_day_of_asking_and_for_who_holds_the_seat() -> None:
    asked_of = {
        key: e.Member(key, name, f"Seat {key}") for key, name in (("a", "A Able"), ("b", "B Baker"), ("c", "C Cook"))
    }
    early = e.DeclarationReturned("a", "A Able", "2026-11-01", nil=True)
    nil = e.DeclarationReturned("b", "B Baker", "2026-11-26", nil=True)
    former = e.DeclarationReturned("c", "C Former", "2026-11-26", nil=False)
    assert round_of([early, nil], asked_of) is None
    standing = round_of([early, ASKED, nil, former], asked_of)
    assert standing == Round("2026-11-26", "2026-12-24", {"b": nil}, (former,), ("a", "c"))
    assert standing.is_late("2026-12-25") and not standing.is_late("2026-12-24")
    assert not round_of([ASKED, nil], {"b": asked_of["b"]}).is_late("2027-01-01")  # type: ignore[union-attr]


def test_a_return_made_before_a_name_was_entered_counts_once_and_for_the_seat() -> None:
    unnamed = e.DeclarationReturned("a", "Chair of the Trust", "2026-11-26", nil=True)
    of_name = e.DeclarationReturned("a", "A Able", "2026-11-27", nil=False)
    members = {"a": e.Member("a", "A Able", "Chair of the Trust")}
    standing = round_of([ASKED, unnamed], members)
    assert standing is not None and (standing.returned, standing.others, standing.missing) == ({"a": unnamed}, (), ())
    again = round_of([ASKED, unnamed, of_name], members)
    assert again is not None and (again.returned, again.others) == ({"a": of_name}, ())
    vacant = round_of([ASKED, unnamed], {"a": e.Member("a", "", "Chair of the Trust", vacant=True)})
    assert vacant is not None and (vacant.returned, vacant.others, vacant.missing) == ({}, (unnamed,), ())


def test_who_took_a_seat_after_the_declarations_were_due_is_neither_asked_nor_late(tmp_path: Path) -> None:
    asked = e.DeclarationsAsked("declarations-1", "2026-10-01", "2026-10-31")
    member = e.Member("a", "A Able", "Seat a")
    for began, joined, missing in (("2026-11-01", ("a",), ()), ("2026-10-31", (), ("a",))):
        standing = round_of([asked, e.SeatFilled("A Able", began, "a")], {"a": member})
        assert standing is not None and (standing.joined, standing.missing) == (joined, missing)
        assert standing.is_late("2026-11-26") is bool(missing)
    m = Meeting().arrive("chair").do(e.MeetingOpened(), asked, came_back(Meeting().state, "lead"))
    m.do(e.SeatFilled("N New", "2026-11-20", seat=e.NewSeat("new", "Public health")), e.MeetingClosed())
    desk = desk_with(tmp_path, m, house=House())
    text = as_markdown(papers_of(desk, "interests", BOARD)["interests"])
    due = [line.words for line in plan(desk, BOARD).lines if line.kind == "declarations"]
    desk.close()
    members = len(holders(m.state)) - 1
    assert f"1 of {members} members has returned theirs" in text and due == [
        f"{members - 1} of {members} not returned yet"
    ]
    assert (
        "| N New |  | not asked: joined after it was due |" in text and text.count("late: not returned") == members - 1
    )


def test_what_cannot_be_recorded_is_refused() -> None:
    m = Meeting().do(e.MeetingOpened())
    assert "before they are asked" in refused(m.stretch, e.DeclarationsAsked("d", "2026-11-26", "2026-11-25")).reason
    assert "is held by" in refused(m.stretch, e.DeclarationReturned("lead", "Nobody", "2026-11-26", nil=True)).reason
    assert "no member" in refused(m.stretch, e.DeclarationReturned("x", "Nobody", "2026-11-26", nil=True)).reason
    assert "what was offered" in refused(m.stretch, e.GiftDeclared("lead", " ", "A firm")).reason
    assert "who offered" in refused(m.stretch, e.GiftDeclared("lead", "Pens", "")).reason
    assert "not both" in refused(m.stretch, e.GiftDeclared("lead", "Pens", "A firm", person="B")).reason


def test_the_register_tells_the_round_and_the_gifts_and_the_plan_what_is_due(tmp_path: Path) -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened(), ASKED)
    m.do(came_back(m.state, "lead"), came_back(m.state, "chair", nil=False))
    m.do(e.DeclarationReturned(None, "Dr A Adviser", "2026-11-26", nil=True))
    m.do(
        e.GiftDeclared(
            "lead", "Dinner", "Supplier Ltd", worth="£40", date="2026-11-20", accepted=False, done="Too much"
        )
    )
    m.do(
        e.GiftDeclared("lead", "SECRET", "SECRET Ltd", consent=False),
        e.GiftDeclared("chair", "HID", "X", confidential=True),
    )
    m.do(e.MeetingClosed())
    desk = desk_with(tmp_path, m, house=House())
    public = as_markdown(papers_of(desk, "interests", BOARD)["interests"])
    hidden = as_markdown(papers_of(desk, "interests", BOARD, part="confidential")["interests-confidential"])
    standing = standing_round(desk, BOARD)
    due = [line for line in plan(desk, BOARD).lines if line.kind == "declarations"]
    desk.close()
    everybody = len(holders(m.state))
    assert f"due by 24 December 2026: 2 of {everybody} members have returned theirs" in public
    assert (
        "| 26 November 2026 | nil return |" in public
        and "| 26 November 2026 | interests as in the register |" in public
    )
    assert "| Dr A Adviser | 26 November 2026 | nil return |" in public and "not returned yet" in public
    assert "| Dinner | Supplier Ltd | £40 | 20 November 2026 | declined: Too much |" in public
    assert "SECRET" not in public and "HID" not in public and "HID" in hidden
    assert standing is not None and len(standing.missing) == everybody - 2
    assert [(line.about, line.words) for line in due] == [
        (f"declarations-{BOARD}", f"{everybody - 2} of {everybody} not returned yet")
    ]


def test_public_minutes_tell_no_more_of_what_may_not_be_published_than_the_register_does() -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened())
    m.do(e.InterestRegistered("r1", "lead", "indirect", "SECRET of a sister", mitigation="SECRET", consent=False))
    m.do(e.InterestRegistered("r2", "chair", "indirect", "A cousin at the trust", consent=True))
    m.do(e.GiftDeclared("lead", "SECRET dinner", "SECRET Ltd", consent=False), e.MeetingClosed())
    starts = "2027-01-28T10:00:00+00:00"
    later = Meeting(starts, starts, carried=public_matter(m.state), meeting="board-jan", before=m.state)
    later.arrive("chair", "lead").do(e.MeetingOpened(), e.InterestReported("r1", "Noted"))
    (item, *_) = later.state.items
    later.do(e.InterestDeclared("lead", (item,), "indirect", "SECRET of a sister", "noted", standing="r1"))
    later.do(e.InterestDeclared("lead", (), "indirect", "A sister, as was said.", "noted", standing="r1"))
    later.do(e.InterestEnded("r1", "2027-01-28"), e.MeetingClosed())
    told = "".join(as_markdown(minutes_document(held.minutes())) for held in (m, later))
    unpublished = "not published, since its holder did not consent"
    assert "SECRET" not in told and "A cousin at the trust" in told
    assert f"An indirect interest of Ms B Brown was entered in the register of interests: {unpublished}." in told
    assert f"hospitality declared by Ms B Brown: {unpublished}; accepted." in told
    assert f"Put before the meeting: indirect interest of Ms B Brown: {unpublished}. Noted." in told
    assert f"Ended on 28 January 2027: interest of Ms B Brown: {unpublished}." in told
    assert f"interest in item 1: {unpublished} (from the register of interests)." in told
    assert "interest in general: A sister, as was said (from the register of interests)." in told


def test_public_minutes_do_not_tell_that_an_interest_is_from_the_register_where_it_is_confidential_there() -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened())
    m.do(e.InterestRegistered("r1", "lead", "indirect", "SECRET of a sister", consent=False, confidential=True))
    m.do(e.InterestDeclared("lead", (), "indirect", "A matter of family", "noted", standing="r1"), e.MeetingClosed())
    assert "A matter of family" in m.text() and "from the register" not in m.text()


def test_an_item_of_another_kind_than_its_title_tells_is_corrected_and_minuted_so() -> None:
    m = Meeting().arrive("chair", "lead").do(e.MeetingOpened())
    (item, *_) = [key for key, one in m.state.items.items() if not standing_item(one.agenda)]
    m.do(e.ItemKindCorrected(item, "questions"), e.ItemOpened(item), e.ItemClosed(item))
    assert "questions from the public already" in refused(m.stretch, e.ItemKindCorrected(item, "questions")).reason
    m.do(e.MeetingClosed())
    assert "No question was recorded in public." in as_markdown(minutes_document(m.minutes()))
    assert refused(m.stretch, e.ItemKindCorrected(item, "")).reason.startswith("The meeting is closed")
