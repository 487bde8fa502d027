"""A meeting entered after a later one: its papers tell what it found open as it was then, and not what the later one did."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.book.errors import Altered
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem
from boardtui.meeting.fold.minuting import corrections_of, public_words
from boardtui.meeting.state.refusal import Refused
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.formats.markdown import as_markdown
from boardtui.register.agenda import Meeting, add_item, add_meeting, remove_meeting
from boardtui.register.people import set_holder
from boardtui.review.prospects import meeting_stretch
from tests.papers.on_desk import BOARD, command
from tests.search.asking import ask
from tests.tui.app import Clock, make_desk

MARCH, JUNE, JULY, SEPTEMBER, OCTOBER = "pb-march", "pb-june", "pb-july", "pb-september", "pb-october"
STARTS = {
    MARCH: "2026-03-26T10:00:00+00:00",
    JUNE: "2026-06-25T10:00:00+01:00",
    JULY: "2026-07-30T10:00:00+01:00",
    SEPTEMBER: "2026-09-24T10:00:00+01:00",
    OCTOBER: "2026-10-29T10:00:00+00:00",
}
PLAN = "That the plan of the wards be adopted."
# Raised by another body before all of these meetings, and received by September's.
REFERRED = e.OpenIssue(
    "i4",
    "A LATER issue of another body",
    parties=("ecc", "tc"),
    raised="2026-02-02T10:00:00.000Z",
    stages=(e.IssueStep("facilitator", "2026-03-02T10:00:00.000Z", "referred to partnership-board"),),
)


class Book:
    """The Board's book: a meeting is convened from the register and recorded at the clock's time."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock

    @property
    def session(self) -> Session:
        return self.desk.session(BOARD)

    def convene(self, meeting: str, on: str = "") -> Book:
        """The meeting, convened on its day or entered on another."""
        add_meeting(self.desk.store.connection, Meeting(meeting, BOARD, f"Board, {meeting[3:]}", STARTS[meeting]))
        add_item(self.desk.store.connection, meeting, AgendaItem(f"{meeting}-one", "Matters arising", "1"))
        self.clock.now = datetime.datetime.fromisoformat(on or STARTS[meeting])
        self.session.convene(meeting)
        return self.do(e.MeetingOpened(), e.ItemOpened(f"{meeting}-one"))

    def do(self, *entries: e.AnyEntry) -> Book:
        for entry in entries:
            self.clock.forward(1)
            self.session.record(entry)
        return self


def march(book: Book) -> None:
    item = f"{MARCH}-one"
    book.convene(MARCH).do(
        *(e.MemberArrived(one.key) for one in book.session.state.members.values() if not one.vacant),
        e.MotionPut("m1", item, PLAN, "agreement"),
        e.ConsensusDeclared("m1", True),
        e.RatificationSought("m1", ("ecc", "tc")),
        e.ActionAgreed("a1", item, "Write to the councils.", "Ann Ash", "2026-05-01"),
        e.ActionAgreed("a2", item, "Count the beds.", "Ben Birch", "2026-05-02"),
        e.ActionAgreed("a3", item, "See the union.", "Cy Cedar", "2026-05-03", confidential=True),
        e.ActionAgreed("c1", item, "Report on the cost.", "Ann Ash", "2026-05-04", register="condition", motion="m1"),
        e.IssueRaised("i1", "The size of the wards", None, ("ecc", "tc"), "8.6"),
        e.IssueRaised("i2", "The name of the wards", None, ("ecc", "tc"), "8.6"),
        e.PlaceAttempted("i1", resolved=False, text="No agreement."),
        e.MeetingClosed(),
    )


def september(book: Book) -> None:
    """Corrects and moves on everything that March left."""
    item = f"{SEPTEMBER}-one"
    book.convene(SEPTEMBER).do(
        *(e.MemberArrived(one.key) for one in book.session.state.members.values() if not one.vacant),
        e.MinutesCorrected(MARCH, f"{MARCH}-one", "Item 1", "the councils", "all LATER councils"),
        e.MinutesCorrected(MARCH, f"{MARCH}-one", "Item 1", "of the wards be", "of LATER wards be"),
    )
    book.do(
        e.MinutesApproved(MARCH, public_words(corrections_of(book.session.state, MARCH))),
        e.ActionUpdated("a1", "open", "2026-12-01", "Not yet.", "LATER Owner"),
        e.ActionUpdated("a2", "done", text="LATER counted"),
        e.ActionUpdated("a3", "open", "2026-12-03", "LATER"),
        e.ActionUpdated("c1", "open", "2026-12-04"),
        e.ActionAgreed("s1", item, "A LATER action.", "Dee Dale"),
        e.ActionAgreed("c2", None, "A LATER condition.", "Dee Dale", register="condition", motion="m1"),
        e.IssueCorrected("i1", "A LATER title", "8.6"),
        e.IssueAdvanced("i1", "discussion", "No agreement was reached in place."),
        e.IssueResolved("i2", "LATER resolved"),
        e.IssueRaised("i3", "A LATER issue", None, ("ecc", "tc"), "8.6"),
        e.PartnerResponded("ecc", True, "2026-09-20", motion="m1", reference="LATER 7"),
        e.MotionPut("m2", item, "That LATER things be done.", "agreement"),
        e.ConsensusDeclared("m2", True),
        e.RatificationSought("m2", ("ecc",)),
        e.IssueReceived("i4", "sle", "a" * 64, REFERRED),
        e.DecisionReceived(
            "d1", "sle", "a" * 64, e.OpenDecision("m7", "To do LATER beds.", taken="2026-02-02T10:00:00.000Z")
        ),
        e.MeetingClosed(),
    )


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    clock = Clock()
    desk = make_desk(tmp_path, clock=clock)
    yield Book(desk, clock)
    desk.close()


def papers(folder: Path, meeting: str) -> dict[str, str]:
    """The minutes and the agenda of a meeting, both parts, by the names of their files."""
    for words in (("minutes", BOARD, meeting), ("paper", "agenda", BOARD, meeting)):
        ran = command(folder, *words)
        assert ran.exit_code == 0, ran.output
    return {path.stem: path.read_text(encoding="utf-8") for path in (folder / "meetings" / meeting).glob("*.md")}


def test_a_meeting_entered_after_a_later_one_tells_nothing_that_the_later_one_did(book: Book, tmp_path: Path) -> None:
    march(book)
    september(book)
    book.convene(JUNE, "2026-11-01T10:00:00+00:00").do(
        e.ActionUpdated("c1", "open", text="Costed in June."),
        e.PartnerResponded("tc", True, "2026-06-24", motion="m1"),
        e.AdviceTaken("i1", "The June group", "Wards differ."),
        e.NoteTaken(None, "Of a person.", confidential=True),
        e.MeetingClosed(),
    )
    book.convene(JULY, "2026-11-02T10:00:00+00:00")
    book.do(e.NoteTaken(None, "Of a person.", confidential=True), e.MeetingClosed())
    book.convene(OCTOBER).do(e.MeetingClosed())
    for meeting in (JUNE, JULY):
        made = papers(tmp_path, meeting)
        assert not [words for words in made.values() if "LATER" in words]
        minutes, agenda, hidden = made["minutes"], made["agenda"], made["minutes-confidential"]
        for words in (minutes, agenda):
            assert "Write to the councils (Ann Ash, by 1 May 2026)" in words and PLAN in words
            assert "Count the beds (Ben Birch, by 2 May 2026)" in words, "which was open then"
        assert "| See the union. | Cy Cedar | 3 May 2026 | open |" in hidden
        assert "| Ann Ash | 4 May 2026 | open" in minutes
        assert "### Issue: The size of the wards" in minutes and "### Issue: The name of the wards" in minutes
        assert "**Status:** Open, at the stage “Place, or directly between the partners”." in minutes
        assert "awaiting ratification by Essex County Council" in minutes
    june, july = (papers(tmp_path, meeting) for meeting in (JUNE, JULY))
    assert "awaiting ratification by both" in june["agenda"] and "by Essex County Council." in july["agenda"]
    october = papers(tmp_path, OCTOBER)["agenda"]
    for words in ("all LATER councils (LATER Owner, by 1 December 2026)", "A LATER action", "A LATER condition"):
        assert words in october
    assert "Count the beds" not in october
    assert command(tmp_path, "verify", BOARD).exit_code == 0
    log = command(tmp_path, "replay", BOARD, "--json").stdout
    assert '"2026-12-01"' in log, "what the book says last is what the later meeting left"


def test_minutes_written_after_a_later_meeting_tell_what_their_own_left(book: Book, tmp_path: Path) -> None:
    """What September approved is read into the words of March alone, not its dates, owners, stages and answers."""
    march(book)
    before = papers(tmp_path, MARCH)["minutes"]
    september(book)
    made = papers(tmp_path, MARCH)
    assert made["minutes"] == before
    approved = made["minutes-approved"]
    for words in (
        "LATER Owner",
        "December",
        "LATER title",
        "LATER counted",
        "LATER 7",
        "LATER condition",
        "discussion",
    ):
        assert words not in approved, words
    assert "Write to all LATER councils" in approved and "1 May 2026" in approved


def test_an_answer_dated_before_a_meeting_is_told_by_it_whenever_it_was_recorded(book: Book, tmp_path: Path) -> None:
    """Recorded in September or after it, for a meeting entered later still: what counts is the day of the answer."""
    march(book)
    book.convene(SEPTEMBER).do(e.PartnerResponded("tc", True, "2026-06-24", motion="m1"), e.MeetingClosed())
    book.do(e.PartnerResponded("ecc", True, "2026-07-02", motion="m1"))
    book.convene(JUNE, "2026-11-01T10:00:00+00:00").do(e.MeetingClosed())
    book.convene(JULY, "2026-11-02T10:00:00+00:00").do(e.MeetingClosed())
    june, july = (papers(tmp_path, meeting) for meeting in (JUNE, JULY))
    for words in june.values():
        assert "awaiting ratification by both" not in words
    assert "awaiting ratification by Essex County Council" in june["minutes"], "whose answer came in July"
    assert "by Essex County Council." in june["agenda"]
    for words in july.values():
        assert "awaiting ratification" not in words, "since both had answered by 2 July"
    assert "In effect since 2 July 2026: ratified by both" in july["minutes"], "which July is the first to be told"
    assert "Taken at the meeting Board, march, 26 March 2026." in july["minutes"], (
        "by its title, though it waits no more"
    )


def test_the_action_log_has_what_was_said_on_the_latest_day(book: Book, tmp_path: Path) -> None:
    """June is entered after September: what it was told of an action is not what the log says last of it."""
    march(book)
    book.convene(SEPTEMBER).do(e.ActionUpdated("a1", "open", "2026-12-01", "In September.", "Ben Birch"))
    book.do(e.ActionUpdated("a2", "open", text="In September."), e.MeetingClosed())
    book.convene(JUNE, "2026-11-01T10:00:00+00:00")
    book.do(e.ActionUpdated("a1", "open", "2026-08-01", "In June.", "Cy Cedar"))
    book.do(e.ActionUpdated("a2", "done", "2026-08-02"), e.MeetingClosed())
    left = book.session.state.actions
    assert (left["a1"].status, left["a1"].due, left["a1"].owner) == ("open", "2026-12-01", "Ben Birch")
    assert left["a1"].updates == ("In June.", "In September."), "in the order of the days"
    assert (left["a2"].status, left["a2"].due) == ("open", "2026-08-02"), "what Home lists and the next meeting carries"
    book.do(e.ActionUpdated("c1", "done", text="In November."))
    assert book.session.state.actions["c1"].status == "done"
    told = {}
    for kind in ("actions", "reminders"):
        assert command(tmp_path, "paper", kind, BOARD, "-o", str(tmp_path / "out")).exit_code == 0
        told[kind] = (tmp_path / "out" / f"{kind}.md").read_text(encoding="utf-8")
    assert command(tmp_path, "export", BOARD, "--format", "csv", "-o", str(tmp_path / "csv")).exit_code == 0
    told["csv"] = (tmp_path / "csv" / "actions.csv").read_text(encoding="utf-8-sig")
    for kind, words in told.items():
        (first,) = [line for line in words.splitlines() if "Write to the councils." in line]
        assert "In September." in first and "In June." not in words and "Cy Cedar" not in words, kind
        assert "1 December 2026" in first or "2026-12-01" in first, kind
        (second,) = [line for line in words.splitlines() if "Count the beds." in line]
        assert "2 August 2026" in second or "2026-08-02" in second, "the date that only June gave"
    for public in (False, True):
        things = {one.thing.key: one.thing for one in ask(book.desk, kind="action", public=public).found}
        assert (things["a1"].owner, things["a1"].due, things["c1"].outcome) == ("Ben Birch", "2026-12-01", "done")
        assert things["a2"].due == "2026-08-02"


def test_of_an_answer_that_came_later_only_the_next_meeting_is_told(book: Book, tmp_path: Path) -> None:
    march(book)
    book.do(e.IssueReferred("i2", "sle"))
    book.convene(SEPTEMBER).do(e.MeetingClosed(), e.ReferralAnswered("i2", "The name", "sle", "ab" * 32, "LATER named"))
    book.convene(JUNE, "2026-11-01T10:00:00+00:00").do(e.MeetingClosed())
    book.convene(OCTOBER, "2026-11-02T10:00:00+00:00").do(e.MeetingClosed())
    assert "LATER named" not in papers(tmp_path, JUNE)["minutes"]
    assert "LATER named" in papers(tmp_path, OCTOBER)["minutes"]


def test_a_meeting_in_its_order_says_only_what_is_carried(book: Book) -> None:
    march(book)
    september(book)
    for meeting, day in ((OCTOBER, ""), (JUNE, "2026-11-01T10:00:00+00:00")):
        book.convene(meeting, day).do(e.MeetingClosed())
        begun = book.session.lines[0].entry
        assert isinstance(begun, e.MeetingConvened) and (begun.found is None) is (meeting == OCTOBER)


def test_what_was_altered_in_an_earlier_meeting_keeps_no_later_one_from_being_convened(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    march(book)
    september(book)

    def altered(*_: object) -> None:
        raise Altered(BOARD, 1, "Entry 1 is not what was recorded.")

    monkeypatch.setattr(type(book.session), "past", altered)
    book.convene(JUNE, "2026-11-01T10:00:00+00:00")
    begun = book.session.lines[0].entry
    assert isinstance(begun, e.MeetingConvened) and begun.found is None


def test_a_body_that_meets_without_the_public_has_its_next_meeting_in_its_minutes(book: Book, tmp_path: Path) -> None:
    """As planned it was there; once it was held the minutes of the one before did not tell of it."""
    connection, sle = book.desk.store.connection, book.desk.session("sle")
    for key in ("sle-march", "sle-june"):
        add_meeting(connection, Meeting(key, "sle", key, STARTS[f"pb-{key[4:]}"], "Room 4", public=False))
        book.clock.now = datetime.datetime.fromisoformat(STARTS[f"pb-{key[4:]}"])
        sle.convene(key)
        for entry in (e.MeetingOpened(), e.MeetingClosed()):
            book.clock.forward(1)
            sle.record(entry)
    assert command(tmp_path, "minutes", "sle", "sle-march").exit_code == 0
    (minutes,) = (tmp_path / "meetings" / "sle-march").glob("minutes.md")
    assert "Next meeting: Thursday 25 June 2026, 10:00, Room 4." in minutes.read_text(encoding="utf-8")


def test_the_next_meeting_is_told_alike_while_it_is_planned_and_once_it_was_convened(
    book: Book, tmp_path: Path
) -> None:
    """With its hour and place; and the minutes of a meeting in public name no private one, be it planned or held."""
    march(book)
    connection = book.desk.store.connection
    add_meeting(connection, Meeting("pb-may", BOARD, "Away day", "2026-05-07T10:00:00+01:00", "Inn", public=False))
    add_meeting(connection, Meeting(JUNE, BOARD, "Board, june", STARTS[JUNE], "Town Hall, Grays"))
    told = "Next meeting: Thursday 25 June 2026, 10:00, Town Hall, Grays, in public."
    assert told in papers(tmp_path, MARCH)["minutes"]
    for key, day in (("pb-may", "2026-05-07T10:00:00+01:00"), (JUNE, STARTS[JUNE])):
        book.clock.now = datetime.datetime.fromisoformat(day)
        book.session.convene(key)
        book.do(e.MeetingOpened(), e.MeetingClosed())
        assert told in papers(tmp_path, MARCH)["minutes"]


def test_papers_over_all_meetings_are_in_the_order_of_their_days(book: Book, tmp_path: Path) -> None:
    """June is entered after September: it is the meeting after March and not the last, in every paper that tells of several."""
    march(book)
    september(book)
    everybody = [e.MemberArrived(member.key) for member in book.session.state.members.values() if not member.vacant]
    book.convene(JUNE, "2026-11-01T10:00:00+00:00").do(
        *everybody,
        e.InterestDeclared(everybody[0].member, (f"{JUNE}-one",), "financial", "Shares in June.", "noted"),
        e.MotionPut("m3", f"{JUNE}-one", "That June be known.", "agreement"),
        e.ConsensusDeclared("m3", True),
        e.ActionAgreed("j1", f"{JUNE}-one", "Do it in summer.", "Ann Ash", "2026-08-01"),
        e.MeetingClosed(),
    )
    assert "Next meeting: Thursday 25 June 2026, 10:00, in public." in papers(tmp_path, MARCH)["minutes-approved"]
    assert "Next meeting: Thursday 24 September 2026, 10:00, in public." in papers(tmp_path, JUNE)["minutes"]
    for paper, heads in (("decisions", "## Board, "), ("attendance", "| Thursday ")):
        ran = command(tmp_path, "paper", paper, BOARD, "-o", str(tmp_path / "out"))
        assert ran.exit_code == 0, ran.output
        text = (tmp_path / "out" / f"{paper}.md").read_text(encoding="utf-8")
        told = [line for line in text.splitlines() if line.startswith(heads)]
        months = [month for line in told for month in ("March", "June", "September") if f"{month} 2026" in line]
        assert months == ["March", "June", "September"], paper
    year = " ".join(command(tmp_path, "year", BOARD).stdout.split())
    assert "not completed by the last meeting, 24 September 2026." in year
    days = [year.index(day) for day in ("26 March 2026 █", "25 June 2026 █", "24 September 2026 █")]
    assert days == sorted(days)
    assert re.search(r"Overdue █+ 1\b", year), "what June asked for by August is overdue in September"
    ran = command(tmp_path, "export", BOARD, "--format", "csv", "-o", str(tmp_path / "csv"))
    assert ran.exit_code == 0, ran.output
    for table in ("decisions", "attendance"):
        rows = (tmp_path / "csv" / f"{table}.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
        dates = [row[:10] for row in rows]
        assert dates == sorted(dates) and len(set(dates)) == 3, table


def test_who_came_to_hold_a_seat_later_is_no_member_of_a_meeting_entered_afterwards(book: Book) -> None:
    vacant = "lmc-rep"
    set_holder(book.desk.store.connection, BOARD, vacant, "")
    book.convene(MARCH).do(e.MeetingClosed())
    co_opted = e.SeatFilled("Cara Carer", "2026-09-24", seat=e.NewSeat("carers", "Representative, Carers"))
    filled = e.SeatFilled("Dr Late", "2026-09-24", member=vacant)
    book.convene(SEPTEMBER).do(co_opted, filled, e.MeetingClosed())
    add_meeting(book.desk.store.connection, Meeting(JULY, BOARD, "Board, july", STARTS[JULY]))
    foreseen = meeting_stretch(book.desk, BOARD, JULY).state
    assert "carers" not in foreseen.members and foreseen.members[vacant].vacant, "what if, and papers of it"
    (cards,) = papers_of(book.desk, "cards", BOARD, JULY).values()
    assert "Cara Carer" not in as_markdown(cards) and "Dr Late" not in as_markdown(cards)
    remove_meeting(book.desk.store.connection, JULY)
    then = book.convene(JUNE, "2026-11-01T10:00:00+00:00").session.state
    assert "carers" not in then.members and then.members[vacant].vacant
    now = book.do(e.MeetingClosed()).convene(OCTOBER, "2026-11-02T10:00:00+00:00").session.state
    assert (now.members["carers"].name, now.members[vacant].name) == ("Cara Carer", "Dr Late")


@pytest.mark.parametrize("timed", [False, True])
def test_a_meeting_entered_late_approves_no_minutes_of_one_held_after_it(book: Book, timed: bool) -> None:
    for month in (MARCH, SEPTEMBER):
        book.convene(month).do(e.MeetingClosed())
    book.convene(JUNE, "2026-11-01T10:00:00+00:00")
    if timed:
        book.session.meeting_time = "2026-11-01T10:02:00.000Z"
    recorded = book.session.recorded
    with pytest.raises(Refused, match="september was held on 24 September 2026, after this meeting"):
        book.do(e.MinutesApproved(SEPTEMBER))
    assert book.session.recorded == recorded
    book.session.meeting_time = None
    book.do(e.MinutesApproved(MARCH), e.MeetingClosed())
    book.convene(OCTOBER, "2026-11-02T10:00:00+00:00").do(e.MinutesApproved(SEPTEMBER), e.MinutesApproved(JUNE))
