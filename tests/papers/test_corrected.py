"""Approved minutes read as they were corrected, and registers, open data, search and reviews read the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from boardtui.charter.terms_of_reference import Terms
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.meeting.fold.minuting import corrections_of, public_words
from boardtui.meeting.fold.sitting import public_matter
from boardtui.meeting.record.corrected import as_approved
from boardtui.meeting.state.labels import owner_label
from boardtui.papers.corrections import Approval as Words
from boardtui.papers.formats.markdown import markdown
from boardtui.papers.minutes import has_confidential, minutes
from tests.build import confidential_matter
from tests.papers.build_minutes import Meeting
from tests.papers.on_desk import BOARD, command, desk_with
from tests.papers.read_back import squeezed, words_of_docx, words_of_html, words_of_pdf
from tests.search.asking import ask

AT = "“Partnership Board”, 26 January 2027"
CAPITAL, WELCOME = "capital", "welcome"
PUT = "That the list be put first for five years."


def november() -> Meeting:
    """One motion is amended and carried, another is not; a note, an action and an outcome; a note in private."""
    m = Meeting(terms=Terms()).arrive("chair", "lead", "tchair", "bbchair")
    m.do(e.GuestAttended("Jo Flynn", "Auditor"), e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened(CAPITAL))
    m.do(e.NoteTaken(CAPITAL, "The lead told of two schemes, and of three sites."))
    m.do(e.MotionPut("m1", CAPITAL, PUT, "capital", "capital", mover="lead"))
    amended = PUT.replace("five", "nine")
    m.do(e.MotionPut("m2", CAPITAL, "For “five” put “nine”.", "capital", "capital", amends="m1", as_amended=amended))
    m.votes("m2", for_=["lead", "tchair", "bbchair"]).declare("m2")
    m.votes("m1", for_=["lead", "tchair", "bbchair"]).declare("m1")
    m.do(e.ActionAgreed("a1", CAPITAL, "Write to the councils.", "The secretary", "2027-01-10"))
    m.do(e.ItemClosed(CAPITAL, "The paper was noted twice."), e.ItemOpened("aob"), e.PublicExcluded("Staff"))
    m.do(
        e.NoteTaken("aob", "A post of two days."), e.NoteTaken(CAPITAL, "PRIVATE: two schemes fail."), e.MeetingClosed()
    )
    return m


def january(
    first: Meeting, *corrected: e.AnyEntry, worded: tuple[str, ...] = (), as_then: tuple[str, ...] = ()
) -> Meeting:
    """The minutes of November are approved; ``as_then`` names the corrections entered, where not as they are named now."""
    carried = public_matter(first.state)
    m = Meeting(meeting="board-jan", starts="2027-01-26T10:00:00+00:00", first="2027-01-26T09:50:00", carried=carried)
    m.do(confidential_matter(first.state)).arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened(), *corrected)
    entered = as_then or public_words(corrections_of(m.state, "board-nov"))
    return m.do(e.MinutesApproved("board-nov", (*entered, *worded), "chair"), e.MeetingClosed())


def correction(item: str | None, stood: str, stands: str, place: str = "Item 2", **more: Any) -> e.MinutesCorrected:
    return e.MinutesCorrected("board-nov", item, place, stood, stands, **more)


def approved(*corrected: e.MinutesCorrected, worded: tuple[str, ...] = (), **options: Any) -> str:
    first = november()
    (given,) = january(first, *corrected, worded=worded).state.approved
    return markdown(first.minutes(approved=Words(AT, given), status="APPROVED", **options))


NOTED = f"Corrected on approval at {AT}: "


@pytest.mark.parametrize(
    ("item", "stood", "stands", "told", "gone"),
    [
        (CAPITAL, "nine years", "ten years", "> That the list be put first for ten years.", "nine years"),
        (CAPITAL, "put first for nine", "put last for nine", "the list be put last for nine years", "first for nine"),
        (CAPITAL, "two schemes", "four schemes", "told of four schemes, and", "told of two schemes"),
        (CAPITAL, "to the councils", "to all councils", "Write to all councils", "Write to the councils"),
        (CAPITAL, "noted twice", "noted", "The paper was noted.", "The paper was noted twice"),
        (CAPITAL, "10 January 2027", "20 January 2027", "by 20 January 2027", "by 10 January 2027"),
        (CAPITAL, "Moved by Ms B Brown", "Moved by Sir D Dunn", ". Moved by Sir D Dunn.)", "oved by Ms B"),
        (CAPITAL, ", and of three sites", "", "told of two schemes.\n", "of three sites.\n"),
        (CAPITAL, "", "The chair thanked all.", " The chair thanked all.\n", "The text is that of the draft"),
        (None, "Jo Flynn", "Joe Flynn", "| Joe Flynn | Auditor |", "| Jo Flynn |"),
    ],
)
def test_the_text_reads_as_corrected_with_a_note_that_says_by_which_meeting(
    item: str | None, stood: str, stands: str, told: str, gone: str
) -> None:
    before, text = approved(), approved(correction(item, stood, stands, "In attendance" if item is None else "Item 2"))
    assert told not in before and told in text
    assert gone not in text.replace("“" + stood, "")
    assert "The text above reads as corrected." in text and (NOTED in text) == (item is not None)
    if stands:
        assert text.count(stands) >= 2  # in its place, and in the list of corrections


@pytest.mark.parametrize("stood", ["of", "put", "no such words", "wo schemes"])
def test_a_correction_that_cannot_be_placed_is_told_and_the_text_left(stood: str) -> None:
    text = approved(correction(CAPITAL, stood, "X9"))
    assert f"{NOTED}Item 2: for “{stood}” read “X9”. The text is that of the draft." in text
    assert text.count("X9") == 2
    assert "The text above is that of the draft, to be read with these corrections." in text


@pytest.mark.parametrize(
    ("stood", "stands", "then"),
    [
        ("two schemes", "four schemes", "“two schemes” reads “four schemes”"),
        (", and of three sites", "", "“, and of three sites” is taken out"),
        ("", "The chair thanked all.", "“The chair thanked all.” is added"),
    ],
)
def test_what_an_older_book_says_of_a_correction_stays_wherever_its_papers_say_it(
    stood: str, stands: str, then: str
) -> None:
    """Each correction is told once, in the words of its approval, and changes the text as one of now does."""
    first, made = november(), correction(CAPITAL, stood, stands)
    (given,) = january(first, made, as_then=(f"Item 2: {then}",)).state.approved
    text = markdown(first.minutes(approved=Words(AT, given), status="APPROVED"))
    assert text.count(then) == 2 and f"{NOTED}{then}." in text  # at its item, and in the list
    now = approved(made)
    assert then not in now
    for telling in (text, now):
        assert "The text above reads as corrected." in telling and (stands or "told of two schemes.") in telling


def test_a_correction_typed_in_the_usual_form_changes_the_text_and_any_other_is_told() -> None:
    text = approved(worded=("Item 2: for “two schemes” read “six schemes”", "Page 2: a comma"))
    assert "told of six schemes" in text and f"{NOTED}for “two schemes” read “six schemes”." in text
    assert "The text above reads as corrected, but for what could not be placed in it:\n\n- Page 2: a comma" in text


def test_what_was_said_in_private_is_corrected_in_the_confidential_part_alone() -> None:
    public = correction(CAPITAL, "two schemes", "four schemes")
    private = correction("aob", "two days", "six days", confidential=True)
    text, hidden = approved(public, private), approved(public, private, part="confidential")
    assert "told of four schemes" in text and "days" not in text  # the same words of a note in private are no hindrance
    assert "PRIVATE: two schemes fail." in hidden and "A post of six days." in hidden and "four" not in hidden


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    first = november()
    changed = (
        correction(CAPITAL, "nine years", "ten years"),
        correction(CAPITAL, "two schemes", "four schemes"),
        correction(CAPITAL, "to the councils", "to all councils"),
    )
    desk_with(tmp_path, first, january(first, *changed)).close()
    yield tmp_path


def test_registers_search_open_data_and_reviews_have_the_words_of_the_approved_minutes(folder: Path) -> None:
    for kind in ("decisions", "actions", "year", "reminders"):
        more = ("2026",) if kind == "year" else ()
        ran = command(folder, "paper", kind, "partnership-board", *more, "--format", "md", "-o", str(folder / kind))
        assert ran.exit_code == 0, ran.output
    read = {path.parent.name: path.read_text(encoding="utf-8") for path in folder.glob("*/*.md")}
    assert "put first for ten years. |" in read["decisions"] and "nine years. |" not in read["decisions"]
    minutes_noted = f"Minutes {NOTED[:1].lower()}{NOTED[1:]}"
    noted = [row for row in read["decisions"].splitlines() if minutes_noted in row]
    assert len(noted) == 2, "motion and amendment; what was corrected of a note is no matter of a decision"
    assert all(row.count(minutes_noted) == 1 and "read “ten years”" in row for row in noted)
    for kind in ("actions", "reminders"):
        assert "Write to all councils." in read[kind] and "to the councils" not in read[kind]
    assert command(folder, "export", "partnership-board", "--format", "csv", "-o", str(folder)).exit_code == 0
    for sheet, words in (("decisions", "ten years"), ("actions", "Write to all councils.")):
        assert words in (folder / f"{sheet}.csv").read_text(encoding="utf-8-sig")
    found = [json.loads(line) for line in command(folder, "decisions", "--json").stdout.splitlines()]
    texts = [one["text"] for one in found]
    for words in ("ten years.", "told of four schemes", "Write to all councils."):
        assert any(words in text for text in texts), texts
    assert not any("nine years" in text or "told of two" in text or "the councils" in text for text in texts)
    data = json.loads(command(folder, "export", "partnership-board", "--format", "popolo", "--public").stdout)
    assert "put first for ten years." in {one["id"]: one["text"] for one in data["motions"]}["m1"]
    again = command(folder, "replay", "partnership-board", "--under", "base=present", "--json").stdout
    assert "ten years." in again and "nine years." not in again


def test_what_is_minuted_before_the_items_is_named_at_the_item_on_which_it_was_considered() -> None:
    first = november()
    m = Meeting(meeting="board-jan", starts="2027-01-26T10:00:00+00:00", carried=public_matter(first.state))
    m.arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened(CAPITAL))
    m.do(e.MinutesApproved("board-nov"), e.InterestDeclared("chair", ("aob",), "financial", "Shares", "noted"))
    told = "2.1 Considered on this item: the minutes of “Partnership Board” and declarations of interest; see above."
    assert told in m.text()


def test_every_format_of_the_approved_minutes_reads_as_corrected(folder: Path) -> None:
    formats = ("md", "docx", "pdf", "html")
    more = [word for each in formats for word in ("--format", each)]
    assert command(folder, "minutes", "partnership-board", "board-nov", *more).exit_code == 0
    home = folder / "meetings" / "board-nov"
    made = {each: (home / f"minutes-approved.{each}").read_bytes() for each in formats}
    texts = (
        made["md"].decode(),
        words_of_docx(made["docx"]),
        words_of_pdf(made["pdf"]),
        words_of_html(made["html"]),
    )
    for text in map(squeezed, texts):
        assert squeezed("put first for ten years") in text and squeezed("told of four schemes") in text
        assert squeezed("Corrected on approval at") in text and squeezed("for nine years.") not in text


def carried_on(tmp_path: Path, *corrected: e.MinutesCorrected, worded: tuple[str, ...] = ()) -> tuple[Session, Path]:
    """The book after November, whose motion waits for a partner, and January, which approves its minutes so."""
    first = november().do(
        e.RatificationSought("m1", ("bb",)),
        e.ActionAgreed("a2", "aob", "Ask the union.", "The secretary", confidential=True),
    )
    desk = desk_with(tmp_path, first, january(first, *corrected, worded=worded))
    return desk.session("partnership-board"), tmp_path


@pytest.mark.parametrize(
    ("changed", "worded", "told"),
    [
        (
            [correction(CAPITAL, "to the councils", "to all councils")],
            (),
            ["Write to all councils.", "Ask the union.", "nine"],
        ),
        ([correction(CAPITAL, "nine years", "ten years")], (), ["Write to the councils.", "Ask the union.", "ten"]),
        (
            [correction("aob", "the union", "both unions", confidential=True)],
            (),
            ["Write to the councils.", "Ask both unions.", "nine"],
        ),
        (
            [correction(CAPITAL, "Write to", "Visit"), correction(CAPITAL, "the councils", "all councils")],
            (),
            ["Visit all councils.", "Ask the union.", "nine"],
        ),
        (
            [],
            ("Item 2: for “to the councils” read “to all councils”",),
            ["Write to all councils.", "Ask the union.", "nine"],
        ),
        ([correction(CAPITAL, "of", "X9")], (), ["Write to the councils.", "Ask the union.", "nine"]),
    ],
)
def test_what_later_meetings_carry_has_the_words_of_the_approved_minutes(
    tmp_path: Path, changed: list[e.MinutesCorrected], worded: tuple[str, ...], told: list[str]
) -> None:
    session, folder = carried_on(tmp_path, *changed, worded=worded)
    state = session.state
    texts = [state.actions["a1"].text, state.actions["a2"].text, state.decisions["m1"].text]
    assert texts == [*told[:2], PUT.replace("five", told[2])]
    carried = public_matter(state)
    assert [action.text for action in carried.actions] == [told[0]]
    assert [held.text for held in carried.decisions] == [texts[2]]
    assert [action.text for action in confidential_matter(state).actions] == [told[1]]
    begun = session.lines[0].entry
    assert isinstance(begun, e.MeetingConvened)
    session.record(replace(begun, meeting="board-may", carried=carried))
    session.record(confidential_matter(state))
    assert session.state.actions["a1"].text == told[0]
    assert command(folder, "verify", "partnership-board").exit_code == 0
    for part, words in (("public", told[0]), ("confidential", told[1])):
        held = session.past(session.store.bringing_in(session.book, "MeetingConvened", "board-jan")[-1])
        paper = markdown(minutes(held, part=part, entries=0, fingerprint=""))
        assert words in paper, part


def test_a_confidential_correction_changes_no_public_action_whatever_it_names() -> None:
    first = november()
    private = correction(CAPITAL, "the councils", "SECRET", confidential=True, of_action="a1", of_motion="m1")
    state = january(first, private).state
    assert state.actions["a1"].text == "Write to the councils."
    public = correction(CAPITAL, "the councils", "all councils", of_action="a1")
    assert january(first, public).state.actions["a1"].text == "Write to all councils."


def test_a_vote_record_tells_how_its_motion_was_put_and_what_was_corrected_of_it_since(tmp_path: Path) -> None:
    _, folder = carried_on(tmp_path, correction(CAPITAL, "nine years", "ten years"))
    done = command(folder, "paper", "vote", "partnership-board", "board-nov", "-o", str(folder / "votes"))
    assert done.exit_code == 0, done.output
    sheet = (folder / "votes" / "vote-m1.md").read_text(encoding="utf-8")
    put = "The motion is set out as amended by 2.2. It was put in these words:"
    assert f"> {PUT.replace('five', 'ten')}\n\n{put}\n\n> {PUT}\n\nMoved by " in sheet
    assert "Minutes corrected on approval at" in sheet and "for “nine years” read “ten years”." in sheet
    amendment = (folder / "votes" / "vote-m2.md").read_text(encoding="utf-8")
    assert f"With this amendment the motion would read:\n\n> {PUT.replace('five', 'ten')}" in amendment


def test_a_letter_written_again_says_what_was_corrected_after_it_was_sent(tmp_path: Path) -> None:
    """It has the day on which it was sent, and the motion as corrected later."""
    first = november().do(e.DecisionNotified(("bb",), "letter", "2026-11-26", motion="m1"))
    desk_with(tmp_path, first, january(first, correction(CAPITAL, "nine years", "ten years"))).close()
    done = command(tmp_path, "paper", "notices", "partnership-board", "board-nov", "-o", str(tmp_path))
    assert done.exit_code == 0, done.output
    text = (tmp_path / "notices-bb.md").read_text(encoding="utf-8")
    assert "| **Date** | 26 November 2026 |" in text and PUT.replace("five", "ten") in text
    assert f"Minutes corrected on approval at {AT}: for “nine years” read “ten years”." in text


def test_a_correction_of_the_item_stands_beside_its_decisions_with_the_place_that_it_corrects(tmp_path: Path) -> None:
    """The mover of the motion has the name too: what is corrected of the action is said to be the action's."""
    first, place = november(), "Action 1, owner"
    named = f"{place}: for “Ms B Brown” read “Sir D Dunn”"
    desk_with(tmp_path, first, january(first, correction(CAPITAL, "Ms B Brown", "Sir D Dunn", place))).close()
    assert command(tmp_path, "paper", "decisions", "partnership-board", "-o", str(tmp_path)).exit_code == 0
    assert f"Minutes corrected on approval at {AT}: {named}." in (tmp_path / "decisions.md").read_text(encoding="utf-8")
    found = [json.loads(line) for line in command(tmp_path, "decisions", "--json").stdout.splitlines()]
    assert {one["number"]: one["corrected"] for one in found if one["kind"] == "motion"} == {
        "2.1": [named],
        "2.2": [],
    }
    assert f"{NOTED}{named}. The text is that of the draft." in approved(
        correction(CAPITAL, "Ms B Brown", "Sir D Dunn", place)
    )


NAMING_NOTHING = (
    correction(None, "Jo Flynn", "Joe Flynn", "Attendance"),
    correction(None, "", "The chair thanked all.", "Item 3"),
)
NO_PLACE = ("Page 2: a comma", "For “motion 2.1” read “motion 2.2”", "Item 3: the tea was cold")
NAMING = ("Item 2: a further word", "Motion 2.1: put at ten", "Motion 2.1: for “nine years” read “ten years”")


def test_a_correction_stands_beside_a_decision_only_where_it_names_its_item_or_motion(tmp_path: Path) -> None:
    """One that names neither, or another item, is told once, of the meeting."""
    first = november()
    desk_with(tmp_path, first, january(first, *NAMING_NOTHING, worded=(*NO_PLACE, *NAMING))).close()
    assert command(tmp_path, "paper", "decisions", "partnership-board", "-o", str(tmp_path)).exit_code == 0
    options = ("paper", "decisions", "partnership-board", "board-nov", "-o", str(tmp_path / "one"))
    assert command(tmp_path, *options).exit_code == 0
    assert command(tmp_path, "export", "partnership-board", "--format", "csv", "-o", str(tmp_path)).exit_code == 0
    assert command(tmp_path, "paper", "vote", "partnership-board", "board-nov", "-o", str(tmp_path)).exit_code == 0
    found = [json.loads(line) for line in command(tmp_path, "decisions", "--json").stdout.splitlines()]
    corrected = {one["number"]: one["corrected"] for one in found if one["kind"] == "motion"}
    assert corrected == {"2.1": [*NAMING], "2.2": [NAMING[0], NAMING[2]]}, "an amendment reads with its motion"
    lists = [tmp_path / "decisions.md", *tmp_path.glob("one/*.md")]
    assert len(lists) == 2
    beside = [tmp_path / "decisions.csv", *tmp_path.glob("vote-*.md")]
    told = {"Attendance: for “Jo Flynn” read “Joe Flynn”", "Item 3: add “The chair thanked all.”", *NO_PLACE}
    for path in lists:
        text = path.read_text(encoding="utf-8")
        assert all(text.count(words) == 1 for words in told), path
        assert text.count("Minutes corrected on approval at") == 5, path
    for path in beside:
        assert not any(words in path.read_text(encoding="utf-8-sig") for words in told), path
    data = json.loads(command(tmp_path, "export", "partnership-board", "--format", "popolo", "--public").stdout)
    assert [one["text"] for one in data["motions"]] == [PUT.replace("five", "ten"), "For “five” put “ten”."]


def test_a_correction_of_who_does_an_action_stands_beside_no_decision_of_its_item(tmp_path: Path) -> None:
    first = november()
    made = correction(CAPITAL, "The secretary", "The chair", "action")
    desk_with(tmp_path, first, january(first, made)).close()
    for paper in ("decisions", "vote"):
        ran = command(tmp_path, "paper", paper, BOARD, "board-nov", "-o", str(tmp_path / "out"))
        assert ran.exit_code == 0, ran.output
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.md")}
    assert "Minutes corrected" not in "".join(texts.values())
    assert "- action: for “The secretary” read “The chair”" in texts["decisions"]
    found = command(tmp_path, "decisions", "councils").stdout
    assert "minutes corrected on approval: action: for “The secretary” read “The chair”" in found


def test_what_search_tells_of_a_corrected_note_or_action_is_of_its_own_words(folder: Path, tmp_path: Path) -> None:
    first = november()
    worded = ("Item 2: for “two schemes” read “six schemes”", "Item 2: a further word")
    home = tmp_path / "worded"
    home.mkdir()
    desk_with(home, first, january(first, worded=worded)).close()
    for place, change in ((folder, "for “two schemes” read “four schemes”"), (home, worded[0])):
        found = [json.loads(line) for line in command(place, "decisions", "--json").stdout.splitlines()]
        told = {one["text"]: one["corrected"] for one in found if one["kind"] in ("note", "action")}
        (note,) = [text for text in told if "schemes, and of three" in text]
        assert told.pop(note) == [change] and "a further word" not in str(told)


@pytest.mark.parametrize(
    ("stood", "stands"),
    [("put “nine”", "put “ten”"), ("nine years", "ten years"), ("nine", "ten"), ("“nine”.", "“ten”.")],
)
def test_an_amendment_and_what_its_motion_would_read_are_corrected_alike(
    tmp_path: Path, stood: str, stands: str
) -> None:
    """Whichever of the two the correction quotes, wherever they are told, and in what later meetings carry."""
    session, folder = carried_on(tmp_path, correction(CAPITAL, stood, stands))
    for words in (("minutes", "partnership-board", "board-nov"), ("paper", "vote", "partnership-board", "board-nov")):
        assert command(folder, *words).exit_code == 0
    assert command(folder, "paper", "decisions", "partnership-board").exit_code == 0
    home = folder / "meetings" / "board-nov"
    told = {path.name: path.read_text(encoding="utf-8") for path in home.rglob("*.md")}
    amended = PUT.replace("five", "ten")
    for name in ("minutes-approved.md", "vote-m2.md"):
        text = told[name].replace(f"for “{stood}” read “{stands}”", "")
        assert "For “five” put “ten”." in text and amended in text, name
        assert "nine" not in text.partition("## Corrections")[0], name
    assert amended in told["vote-m1.md"] and PUT in told["vote-m1.md"], "it was put for five years"
    found = [json.loads(line) for line in command(folder, "decisions", "--json").stdout.splitlines()]
    assert {one["text"] for one in found if one["kind"] == "motion"} == {amended, "For “five” put “ten”."}
    data = json.loads(command(folder, "export", "partnership-board", "--format", "popolo", "--public").stdout)
    assert [one["text"] for one in data["motions"]] == [amended, "For “five” put “ten”."]
    again = command(folder, "replay", "partnership-board", "--under", "base=present", "--json").stdout
    assert "ten years." in again and "nine years." not in again
    assert session.state.decisions["m1"].text == amended
    assert command(folder, "verify", "partnership-board").exit_code == 0


def test_words_that_an_amendment_did_not_bring_in_are_corrected_where_they_are_quoted_alone() -> None:
    text = approved(correction(CAPITAL, "For “five”", "In place of “five”"))
    assert "In place of “five” put “nine”." in text and "put first for nine years." in text
    text = approved(correction(CAPITAL, "be put first", "be set first"))
    assert "For “five” put “nine”." in text and "That the list be set first for nine years." in text


def test_where_it_cannot_be_said_which_words_an_amendment_brought_in_the_text_is_that_of_the_draft() -> None:
    first = Meeting(terms=Terms()).arrive("chair", "lead", "tchair", "bbchair")
    first.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened(CAPITAL))
    first.do(e.MotionPut("m1", CAPITAL, "That five sites have five years.", "capital", "capital", mover="lead"))
    amended = "That nine sites have nine years."
    first.do(e.MotionPut("m2", CAPITAL, "Put “nine”.", "capital", "capital", amends="m1", as_amended=amended))
    first.votes("m2", for_=["lead", "tchair", "bbchair"]).declare("m2")
    first.votes("m1", for_=["lead", "tchair", "bbchair"]).declare("m1").do(e.MeetingClosed())
    (given,) = january(first, correction(CAPITAL, "Put “nine”", "Put “ten”")).state.approved
    text = markdown(first.minutes(approved=Words(AT, given), status="APPROVED"))
    assert "Put “nine”." in text and amended in text and "The text is that of the draft." in text


def owned(*more: e.AnyEntry) -> Meeting:
    """One action that Sir D Dunn owns; ``more`` is recorded with it at its item."""
    m = Meeting(terms=Terms()).arrive("chair", "lead", "tchair", "bbchair")
    m.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened(CAPITAL))
    return m.do(
        e.ActionAgreed("a1", CAPITAL, "Write to the councils.", "tchair", "2027-01-10"), *more, e.MeetingClosed()
    )


OWNER = ("Sir D Dunn", "Dr C Clark")


def told_of_owners(folder: Path, session: Session) -> dict[str, str]:
    """What tells of the action afterwards, by what it is."""
    for kind in ("actions", "reminders"):
        assert command(folder, "paper", kind, "partnership-board", "-o", str(folder / kind)).exit_code == 0
    told = {path.parent.name: path.read_text(encoding="utf-8") for path in folder.glob("*/*.md")}
    assert command(folder, "export", "partnership-board", "--format", "csv", "-o", str(folder)).exit_code == 0
    told["sheet"] = (folder / "actions.csv").read_text(encoding="utf-8-sig")
    held = session.past(session.store.bringing_in(session.book, "MeetingConvened", "board-jan")[-1])
    paper = markdown(minutes(held, entries=0, fingerprint=""))
    told["next minutes"] = paper.split("Actions from earlier meetings")[1]
    return told


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(("stands", "key"), [("Dr C Clark", "bbchair"), ("Dora Commission", "Dora Commission")])
def test_an_owner_corrected_on_approval_owns_the_action_wherever_it_is_told(
    tmp_path: Path, typed: bool, stands: str, key: str
) -> None:
    made = () if typed else (correction(CAPITAL, "Sir D Dunn", stands),)
    worded = (f"Item 2: for “Sir D Dunn” read “{stands}”",) if typed else ()
    first = owned()
    later = january(first, *made, worded=worded)
    text = markdown(first.minutes(approved=Words(AT, later.state.approved[0]), status="APPROVED"))
    assert f"({stands}, by 10 January 2027)" in text and "The text above reads as corrected." in text
    desk = desk_with(tmp_path, first, later)
    session = desk.session("partnership-board")
    assert session.state.actions["a1"].owner == key
    assert [action.owner for action in public_matter(session.state).actions] == [key]
    for name, told in told_of_owners(tmp_path, session).items():
        assert stands in told and "Sir D Dunn" not in told, name
    for public in (False, True):
        (found,) = ask(desk, stands, kind="action", public=public).found
        assert found.thing.owner == stands, "search has the owner of the approved minutes"
        assert ("bb" in found.thing.partners) is (key == "bbchair"), "and whom they speak for"
    assert command(tmp_path, "verify", "partnership-board").exit_code == 0


@pytest.mark.parametrize(
    "more",
    [
        e.NoteTaken(CAPITAL, "Sir D Dunn told of two schemes."),
        e.MemberLeft("tchair"),
        e.ActionAgreed("a2", CAPITAL, "Write to the trusts.", "tchair"),
        e.ActionUpdated("a1", "open", owner="lead"),
    ],
)
def test_a_name_that_an_item_has_elsewhere_too_or_that_was_followed_changes_no_owner(
    tmp_path: Path, more: e.AnyEntry
) -> None:
    first = owned(more)
    before = {key: action.owner for key, action in first.state.actions.items()}
    later = january(first, correction(CAPITAL, *OWNER))
    desk = desk_with(tmp_path, first, later)
    state = desk.session("partnership-board").state
    assert {key: action.owner for key, action in state.actions.items()} == before
    found = {one.thing.key: one.thing.owner for one in ask(desk, kind="action").found}
    assert found == {key: owner_label(state, owner) for key, owner in before.items()}


@pytest.mark.parametrize(("typed", "is_owner"), [("Sir D Dunn", False), ("Dora Commission", True)])
def test_an_owner_typed_as_the_name_of_a_member_who_acted_at_the_item_is_not_corrected_by_the_name_alone(
    tmp_path: Path, typed: str, is_owner: bool
) -> None:
    """The vote has the member by key; what is quoted may be the name there, unless the row of the action is quoted."""
    first = Meeting(terms=Terms()).arrive("chair", "lead", "tchair", "bbchair")
    first.do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened(CAPITAL))
    first.do(e.MotionPut("m1", CAPITAL, PUT, "capital", "capital", mover="lead"))
    first.votes("m1", for_=["lead", "tchair", "bbchair"]).declare("m1")
    first.do(e.ActionAgreed("a1", CAPITAL, "Write to the councils.", typed, "2027-01-10"), e.MeetingClosed())
    row = "Write to the councils ({}, by 10 January 2027)"
    whole = correction(CAPITAL, row.format(typed), row.format("Dr C Clark"))
    for made, corrected in ((correction(CAPITAL, typed, "Dr C Clark"), is_owner), (whole, True)):
        folder = tmp_path / str(made is whole)
        folder.mkdir()
        session = desk_with(folder, first, january(first, made)).session("partnership-board")
        assert session.state.actions["a1"].owner == ("bbchair" if corrected else typed)


def test_a_book_that_says_which_owner_was_corrected_is_told_as_it_carried_it() -> None:
    """An older state of the program said so of a name that the item has elsewhere."""
    first = owned(e.MemberLeft("tchair"))
    later = january(first, correction(CAPITAL, *OWNER, of_action="a1"))
    (given,) = later.state.approved
    read = as_approved(first.state, first.stretch.standing(), given).lines
    owners = [line.entry.owner for line in read if isinstance(line.entry, e.ActionAgreed)]
    assert owners == [later.state.actions["a1"].owner] == ["bbchair"]


def test_an_owner_to_whom_an_action_passed_since_stays_whatever_the_minutes_are_corrected_to(tmp_path: Path) -> None:
    first = owned()
    later = january(first, e.ActionUpdated("a1", "open", owner="lead"), correction(CAPITAL, *OWNER))
    desk = desk_with(tmp_path, first, later)
    assert desk.session("partnership-board").state.actions["a1"].owner == "lead"
    (found,) = ask(desk, kind="action").found
    assert found.thing.owner == "Ms B Brown"


def test_the_owner_of_a_completed_action_is_corrected_in_search_too(tmp_path: Path) -> None:
    """It is carried to no meeting, so that the approving meeting itself knows nothing of it."""
    first = owned()
    first.do(e.ActionUpdated("a1", "done"))
    desk = desk_with(tmp_path, first, january(first, correction(CAPITAL, *OWNER)))
    (found,) = ask(desk, kind="action").found
    assert (found.thing.owner, found.thing.outcome) == ("Dr C Clark", "done")


def test_a_correction_that_ends_with_a_full_stop_gets_no_second_one() -> None:
    told = approved(correction(CAPITAL, "of three sites.", "of three sites and a fourth."))
    assert "for “of three sites.” read “of three sites and a fourth.”\n" in told


@pytest.mark.parametrize("before", [False, True])
def test_the_meeting_that_approves_minutes_tells_in_its_confidential_part_of_a_correction_in_confidence(
    before: bool,
) -> None:
    """Whether it is entered at that meeting or ``before`` it, when the draft was read."""
    public = correction(CAPITAL, "two schemes", "four schemes")
    private = correction("aob", "two days", "six days", place="Item 4", confidential=True)
    first = november()
    m = january(first.do(public, private)) if before else january(first, public, private)
    text, hidden = m.text(), m.text(part="confidential")
    assert "with these corrections: Item 2: for “two schemes” read “four schemes”." in text
    assert "days" not in text and "this correction too" not in text
    told = "The minutes of “Partnership Board” (26 November 2026) were approved with this correction too: Item 4: "
    assert hidden.count(f"{told}for “two days” read “six days”.") == 1 and "schemes" not in hidden
    assert has_confidential(m.stretch)


def test_the_action_log_tells_of_an_owner_who_is_corrected_where_two_actions_have_one(tmp_path: Path) -> None:
    first = owned(e.ActionAgreed("a2", CAPITAL, "Write to the trusts.", "tchair"))
    desk_with(tmp_path, first, january(first, correction(CAPITAL, *OWNER, place="action 1, owner"))).close()
    told = (
        "Minutes corrected on approval at “Partnership Board”, 26 January 2027: action 1, owner: for “Sir D Dunn” read "
    )
    for kind in ("actions", "reminders"):
        assert command(tmp_path, "paper", kind, "partnership-board", "-o", str(tmp_path / kind)).exit_code == 0
        (log,) = (path.read_text(encoding="utf-8") for path in (tmp_path / kind).glob("*.md"))
        assert [told in row for row in log.splitlines() if "Write to the" in row] == [True, False]
    found = [
        json.loads(line) for line in command(tmp_path, "decisions", "--json", "--kind", "action").stdout.splitlines()
    ]
    sentence = "action 1, owner: for “Sir D Dunn” read “Dr C Clark”"
    assert {one["key"]: one["corrected"] for one in found} == {"a1": [sentence], "a2": []}
    out = str(tmp_path / "tables")
    assert command(tmp_path, "export", "partnership-board", "--format", "csv", "-o", out).exit_code == 0
    rows = (tmp_path / "tables" / "actions.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [told in row for row in rows if "Write to the" in row] == [True, False]
