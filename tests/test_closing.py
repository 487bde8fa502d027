"""What a meeting leaves as files: minutes, the book up to its end, and a public copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from boardtui.book.chain import seal
from boardtui.book.errors import BookError
from boardtui.book.transfer import extends, read_jsonl, verify_lines
from boardtui.desk.desk import Desk
from boardtui.desk.replay import replay
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.papers.circulation.approval import is_approved
from boardtui.papers.circulation.closing import minutes_of, write_minutes, write_minutes_of
from boardtui.papers.errors import PaperError
from tests import build
from tests.build import confidential_matter
from tests.files import for_owner_only
from tests.papers.read_back import words_of_docx
from tests.tui.app import make_desk

PRIVATE = (
    e.PublicExcluded(reason="commercial terms"),
    e.NoteTaken(item="capital", text="CANARY one"),
    e.ActionAgreed(action="a-1", item="capital", text="CANARY two", owner="CANARY three"),
    e.PublicReadmitted(),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """As set without a word in config.toml: minutes in Markdown and in Word."""
    made = make_desk(tmp_path, formats=("md", "docx"))
    yield made
    made.close()


def held(desk: Desk, *entries: e.AnyEntry) -> Session:
    """A meeting with a few there, the capital item open, and these entries."""
    session = desk.session(build.BOARD)
    build.record_all(
        session,
        [
            build.convened(),
            *build.arrivals(build.CAPITAL),
            e.ChairTaken(member=build.CAPITAL[0]),
            e.MeetingOpened(),
            e.ItemOpened(item="capital"),
            *entries,
        ],
    )
    return session


def test_a_public_meeting_leaves_minutes_its_book_and_a_public_copy(desk: Desk) -> None:
    session = held(desk, e.NoteTaken(item="capital", text="Heard the paper."), e.MeetingClosed())
    written = write_minutes(desk, session)
    home = desk.config.meetings / "2026-11"
    assert written == [home / name for name in ("minutes.md", "minutes.docx", "book.jsonl", "book-public.jsonl")]
    assert session.head in written[0].read_text(encoding="utf-8")
    assert for_owner_only(home / "book.jsonl")
    assert verify_lines(read_jsonl(home / "book.jsonl"))[:3] == (session.recorded, session.head, None)


def text_of(path: Path) -> str:
    """The words of a file, of a Word file those in it."""
    return words_of_docx(path.read_bytes()) if path.suffix == ".docx" else path.read_text(encoding="utf-8")


def test_nothing_said_in_private_is_in_a_public_file(desk: Desk) -> None:
    session = held(desk, *PRIVATE, e.MeetingClosed())
    home = write_minutes(desk, session)[0].parent
    public = verify_lines(read_jsonl(home / "book-public.jsonl"))
    assert public[:3] == (session.recorded, session.head, None)
    holding = sorted(path.name for path in home.iterdir() if "CANARY" in text_of(path))
    assert holding == ["book.jsonl", "minutes-confidential.docx", "minutes-confidential.md"]
    assert for_owner_only(*(home / name for name in holding))
    assert extends(read_jsonl(home / "book.jsonl"), read_jsonl(home / "book-public.jsonl")) is None


def test_what_follows_a_meeting_does_not_change_its_papers(desk: Desk) -> None:
    action = e.ActionAgreed(action="a-1", item=None, text="Report.", owner="J Smith")
    session = held(desk, action, e.MeetingClosed())
    first = [path.read_bytes() for path in write_minutes(desk, session)]
    end, count = session.head, session.recorded
    session.record(e.ActionUpdated(action="a-1", status="done"))
    paper = minutes_of(desk, session, session.stretch)
    assert (paper.fingerprint, paper.entries) == (end, count)
    assert [path.read_bytes() for path in write_minutes(desk, session)] == first


def test_minutes_name_the_entry_that_put_them_right_after_the_close(desk: Desk) -> None:
    session = held(desk, e.NoteTaken(item="capital", text="Heard the papre."), e.MeetingClosed())
    note, closed = session.recorded - 1, session.recorded
    session.record(e.EntriesCorrected((e.Corrected(note, _note("Heard the paper.")),), "a slip"))
    session.record(e.InterestRegistered("s-1", build.CAPITAL[0], "financial_professional", "Shares."))
    home = write_minutes(desk, session)[0].parent
    told = (home / "minutes.md").read_text(encoding="utf-8")
    assert "Heard the paper." in told and f"produced from {closed + 1} entries" in told
    assert verify_lines(read_jsonl(home / "book.jsonl")).entries == closed + 1 == session.recorded - 1


def test_what_is_put_right_of_an_entry_after_the_close_changes_no_papers(desk: Desk) -> None:
    session = held(desk, e.MeetingClosed())
    closed = session.recorded
    session.record(e.InterestRegistered("s-1", build.CAPITAL[0], "financial_professional", "Shares."))
    session.record(e.EntryRetracted(session.recorded, "entered twice"))
    told = text_of(write_minutes(desk, session)[0])
    assert f"produced from {closed} entries" in told


def test_what_is_put_right_in_confidence_after_the_close_counts_for_the_confidential_part_only(desk: Desk) -> None:
    session = held(desk, *PRIVATE, e.MeetingClosed())
    closed = session.recorded
    note = next(line.seq for line in session.stretch.lines if isinstance(line.entry, e.NoteTaken))
    session.record(e.EntriesCorrected((e.Corrected(note, _note("CANARY four")),), "a slip"))
    home = write_minutes(desk, session)[0].parent
    assert f"produced from {closed} entries" in text_of(home / "minutes.md")
    assert f"produced from {closed + 1} entries" in text_of(home / "minutes-confidential.md")


def _note(text: str) -> dict[str, object]:
    """A note on the capital item as it is to read."""
    return {"kind": "NoteTaken", "item": "capital", "text": text}


def test_a_close_that_was_taken_back_is_not_the_end(desk: Desk) -> None:
    session = held(desk, e.MeetingClosed())
    session.undo()
    assert minutes_of(desk, session, session.stretch).fingerprint == session.head


def test_an_earlier_meeting_is_found_by_its_key_and_is_a_draft_until_approved(desk: Desk) -> None:
    session = held(desk, e.MeetingClosed())
    end, count = session.head, session.recorded
    session.record(build.convened_next(session.state))
    past = session.past(1)
    assert not is_approved(session, past)
    minutes, _, book, _ = write_minutes_of(desk, build.BOARD, "2026-11")
    assert minutes.read_text(encoding="utf-8").startswith("# Partnership Board\n\n**DRAFT** minutes")
    assert replay(read_jsonl(book)).entries == count and end in minutes.read_text(encoding="utf-8")
    build.record_all(
        session, [*build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
    )
    session.record(e.MinutesApproved(meeting="2026-11"))
    assert is_approved(session, past)
    draft = minutes.read_bytes()
    approved, *_ = write_minutes_of(desk, build.BOARD, "2026-11")
    assert approved.name == "minutes-approved.md"
    assert "DRAFT" not in approved.read_text(encoding="utf-8")
    assert minutes.read_bytes() == draft


def test_approved_minutes_name_each_correction_at_its_place_and_in_a_list_and_who_signed(desk: Desk) -> None:
    session = held(desk, e.NoteTaken("capital", "Two schemes."), e.MeetingClosed())
    session.record(e.MinutesCorrected("2026-11", "capital", "Item 3, Capital priorities", "Two", "Ten"))
    opening = [*build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
    later = {"title": "Board, February", "starts": "2027-02-10T10:00:00+00:00"}
    build.record_all(session, [build.convened_next(session.state, **later), *opening])
    words = "Item 3, Capital priorities: for “Two” read “Ten”"
    session.record(e.MinutesApproved("2026-11", (words, "Page 2: a comma"), "Ada Abbott"))
    paper = minutes_of(desk, session, session.past(1))
    assert paper.header.status == "APPROVED"
    assert [item.corrections for item in paper.items if item.corrections] == [
        ("Corrected on approval at “Board, February”, 10 February 2027: for “Two” read “Ten”.",)
    ]
    assert paper.corrections == (words, "Page 2: a comma")
    told = (
        "Approved with the corrections named here at “Board, February”, 10 February 2027, to be signed by Ada Abbott."
    )
    assert paper.approval == told
    assert "Ten schemes." in str(paper.items)
    text = write_minutes_of(desk, build.BOARD, "2026-11")[0].read_text(encoding="utf-8")
    assert text.startswith("# Partnership Board\n\nMinutes of the meeting") and text.count("read “Ten”") == 2


def test_a_correction_to_a_confidential_item_stands_in_the_confidential_part_only(desk: Desk) -> None:
    item = e.ItemAdded("estates", "Estates", confidential=True)
    session = held(desk, item, e.NoteTaken("estates", "CANARY two"), e.MeetingClosed())
    session.record(e.MinutesCorrected("2026-11", "estates", "Estates", "CANARY two", "CANARY ten", confidential=True))
    later = [build.convened_next(session.state), confidential_matter(session.state)]
    build.record_all(session, [*later, *build.arrivals(build.CAPITAL), e.MeetingOpened(), e.MinutesApproved("2026-11")])
    written = write_minutes_of(desk, build.BOARD, "2026-11")
    holding = {path.name for path in written if "CANARY" in text_of(path)}
    stem = "minutes-approved-confidential"
    assert holding == {f"{stem}.md", f"{stem}.docx", "book.jsonl"}
    hidden = minutes_of(desk, session, session.past(1), part="confidential")
    assert hidden.corrections == ("Estates: for “CANARY two” read “CANARY ten”",)


def test_what_cannot_be_written_is_said(desk: Desk) -> None:
    with pytest.raises(PaperError, match="No meeting has been convened"):
        write_minutes(desk, desk.session(build.BOARD))
    held(desk, e.MeetingClosed())
    with pytest.raises(PaperError, match="holds no meeting 'never'"):
        write_minutes_of(desk, build.BOARD, "never")
    desk.config.meetings.write_text("a file in the way", encoding="utf-8")
    with pytest.raises(PaperError, match="could not be made"):
        write_minutes_of(desk, build.BOARD)


def test_nothing_is_made_of_a_meeting_that_does_not_verify(desk: Desk) -> None:
    session = held(desk, e.NoteTaken(item=None, text="true"), e.MeetingClosed())
    line = next(desk.store.lines(build.BOARD, 3, 3))
    forged = seal(line.book, line.seq, line.at, "Somebody Else", line.prev, line.entry or b"", line.nonce)
    desk.store.connection.execute('UPDATE entries SET "by" = ? WHERE seq = 3', (forged.by,))
    desk.store.connection.commit()
    with pytest.raises(BookError, match="entry 3 is not what was recorded"):
        write_minutes(desk, session)
    assert not (desk.config.meetings / "2026-11").exists()
