"""A book altered in the database, hashes untouched: nothing that rests on it is used, everything says so, and tonight's
meeting goes on once that was confirmed.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from boardtui.app import BoardApp
from boardtui.book.errors import Altered, BookError
from boardtui.cli.main import main
from boardtui.desk.desk import Desk
from boardtui.desk.session import Session
from boardtui.meeting import entries as e
from boardtui.papers.circulation.circulating import papers_of
from boardtui.papers.circulation.closing import write_minutes_of
from tests import build
from tests.search.asking import BOARD, board_with, decided
from tests.tui.app import frame, make_desk, message, press, until

FIRST, SECOND, THIRD = "2026-11", "2027-02", "2027-04"
CONFIG = 'database = "data.db"\nmeetings = "meetings"\nsecretary = "J Smith"\n'


def three_meetings(path: Path, *, closed: bool = False) -> None:
    """A database with three meetings, each with a decided motion; the last goes on unless it is closed."""
    with board_with(path, build.motion("m1")) as desk:
        session = desk.session(BOARD)
        decided(desk)
        for meeting, key in ((SECOND, "m2"), (THIRD, "m3")):
            session.record(e.MeetingClosed())
            session.record(build.convened_next(session.state, meeting))
            build.record_all(session, [*build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0])])
            build.record_all(session, [e.MeetingOpened(), e.ItemOpened(item="capital"), build.motion(key)])
            decided(desk, key)
        if closed:
            session.record(e.MeetingClosed())
    (path / "config.toml").write_text(CONFIG, encoding="utf-8")


def alter(path: Path, key: str) -> int:
    """Put another's vote on a motion in the place of one, as a database browser does; which entry that is."""
    connection = sqlite3.connect(path / "data.db")
    with connection:
        ((seq,),) = connection.execute(
            "SELECT seq FROM entries WHERE kind = 'VotesRecorded' AND entry LIKE ?", (f'%"{key}"%',)
        )
        connection.execute(
            "UPDATE entries SET entry = replace(entry, '\"eeast-ceo\"', '\"mseft-ceo\"') WHERE seq = ?", (seq,)
        )
    connection.close()
    return int(seq)


def restore(path: Path, seq: int) -> None:
    connection = sqlite3.connect(path / "data.db")
    with connection:
        connection.execute(
            "UPDATE entries SET entry = replace(entry, '\"mseft-ceo\"', '\"eeast-ceo\"') WHERE seq = ?", (seq,)
        )
    connection.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made")
    three_meetings(path)
    return path


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "home")


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    made = reopened(home)
    yield made
    made.close()


def reopened(home: Path) -> Desk:
    from boardtui.config.config import load

    return Desk.open(load(home / "config.toml"))


def call(home: Path, *words: str, text: str = "") -> Result:
    return CliRunner().invoke(main, ["--config", str(home / "config.toml"), *words], input=text, catch_exceptions=False)


READERS = (
    ("minutes", BOARD, FIRST),
    ("paper", "decisions", BOARD, FIRST),
    ("paper", "vote", BOARD, FIRST),
    ("paper", "attendance", BOARD, FIRST),
    ("paper", "decisions", BOARD),
    ("paper", "actions", BOARD),
    ("publish", BOARD, FIRST),
    ("year", BOARD),
    ("export", BOARD, "--public"),
    ("export", BOARD, "--format", "popolo"),
    ("export", BOARD, "--format", "csv", "-o", "tables"),
    ("replay", BOARD),
    ("verify", BOARD),
)


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_nothing_is_made_of_a_meeting_that_was_altered(
    home: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    papers = home / "meetings" / FIRST
    papers.mkdir(parents=True)
    (papers / "minutes.md").write_text("as they were", encoding="utf-8")
    seq = alter(home, "m1")
    done = call(home, *words)
    assert done.exit_code == 1, done.output
    assert f"entry {seq} " in done.output
    assert f"book {BOARD}" not in done.output, "a body is called by its title"
    assert [path.name for path in papers.iterdir()] == ["minutes.md"]
    assert (papers / "minutes.md").read_text(encoding="utf-8") == "as they were"


def test_what_is_found_in_an_altered_book_is_told_by_the_title_of_the_body(home: Path) -> None:
    assert call(home, "decisions", "capital").exit_code == 0
    alter(home, "m1")
    done = call(home, "decisions", "capital")
    assert done.exit_code == 2 and "book of the Partnership Board was altered" in done.stderr
    assert f"book {BOARD}" not in done.output


def test_a_whole_copy_is_made_of_an_altered_book_as_evidence_and_says_so(home: Path) -> None:
    assert call(home, "export", BOARD, "-o", str(home / "before.jsonl")).exit_code == 0
    seq = alter(home, "m1")
    done = call(home, "export", BOARD, "-o", str(home / "after.jsonl"))
    assert done.exit_code == 1 and f"as it is now. The text of entry {seq} " in done.stderr
    assert (home / "after.jsonl").read_bytes().count(b"\n") == (home / "before.jsonl").read_bytes().count(b"\n")


@pytest.mark.parametrize("options", [(), ("--rebuild",)])
@pytest.mark.parametrize("key", ["m1", "m2", "m3"])
def test_what_was_altered_is_said_once_where_decisions_are_found(
    home: Path, key: str, options: tuple[str, ...]
) -> None:
    seq = alter(home, key)
    done = call(home, "decisions", *options)
    assert done.exit_code == 2 and done.stderr.count(f"The text of entry {seq} is not the text that was recorded") == 1


@pytest.mark.parametrize("kind", ["agenda", "attendance", "decisions", "vote"])
def test_a_paper_on_another_meeting_says_that_the_book_was_altered(home: Path, kind: str) -> None:
    assert call(home, "paper", kind, BOARD, THIRD, "-o", str(home / "before")).exit_code == 0
    seq = alter(home, "m1")
    assert call(home, "paper", kind, BOARD, THIRD, "-o", str(home / "after")).exit_code == 0
    papers = list((home / "before").glob("*.md"))
    assert papers
    for path in papers:
        assert "was altered" not in path.read_text(encoding="utf-8")
        assert f"entry {seq} of the minute book of the Partnership Board was altered" in (
            home / "after" / path.name
        ).read_text("utf-8")


def test_minutes_of_another_meeting_say_that_the_book_was_altered(home: Path) -> None:
    seq = alter(home, "m1")
    done = call(home, "minutes", BOARD, SECOND)
    assert done.exit_code == 1 and "No copy of the book was written" in done.output
    minutes = (home / "meetings" / SECOND / "minutes.md").read_text(encoding="utf-8")
    assert f"Warning: entry {seq} of the minute book" in minutes


def test_what_was_altered_is_told_by_the_title_of_the_body(home: Path) -> None:
    """On Home and by a command; how to verify it takes the key."""
    alter(home, "m1")
    desk = reopened(home)
    desk.states()
    assert desk.altered(BOARD) is not None
    (words,) = desk.to_put_right().values()
    assert "The minute book of the Partnership Board was altered outside boardtui" in words
    assert f"boardtui verify {BOARD}, and" in words
    assert desk.book_words("of-another-register") == "minute book of-another-register"
    desk.close()


def test_a_meeting_whose_last_entry_is_not_what_the_next_one_follows_from_is_altered(desk: Desk) -> None:
    """A meeting rewritten to its end, with all hashes made anew, is whole in itself."""
    from boardtui.book.chain import seal

    lines = desk.store.segment(BOARD, 1)
    held = lines[-2]
    for old in lines[-1:]:
        new = seal(BOARD, old.seq, old.at, "Mallory", held.hash, old.entry or b"")
        desk.store.connection.execute(
            'UPDATE entries SET "by" = ?, digest = ?, hash = ?, nonce = ? WHERE seq = ?',
            (new.by, new.digest, new.hash, new.nonce, new.seq),
        )
    desk.store.connection.commit()
    with pytest.raises(Altered, match=f"Entry {lines[-1].seq + 1} does not follow from entry {lines[-1].seq}"):
        desk.store.segment(BOARD, 1)
    with pytest.raises(Altered, match=f"Entry {lines[-1].seq + 1} does not follow"):
        desk.store.segment(BOARD, lines[-1].seq + 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET segment = segment + 1 WHERE kind = 'MeetingConvened' AND seq > 1",
        "UPDATE entries SET segment = 1 WHERE kind = 'MeetingConvened'",
        "UPDATE entries SET segment = seq WHERE kind = 'MeetingOpened'",
        "DELETE FROM entries WHERE seq = 10",
        "DELETE FROM entries WHERE seq = 1",
    ],
)
def test_where_a_meeting_begins_and_ends_is_checked_too(home: Path, change: str) -> None:
    connection = sqlite3.connect(home / "data.db")
    with connection:
        connection.execute(change)
    connection.close()
    assert call(home, "minutes", BOARD, FIRST).exit_code == 1
    assert not (home / "meetings").exists()


def test_a_meeting_is_not_taken_for_another_whose_key_was_put_in_its_place(home: Path) -> None:
    connection = sqlite3.connect(home / "data.db")
    with connection:
        connection.execute("UPDATE entries SET key = 'x' WHERE key = ?", (FIRST,))
        connection.execute("UPDATE entries SET key = ? WHERE key = ?", (FIRST, SECOND))
    connection.close()
    done = call(home, "minutes", BOARD, FIRST)
    assert done.exit_code == 1 and "is listed under another meeting than its own" in done.output


def test_the_running_meeting_altered_is_refused_and_nothing_is_written(home: Path) -> None:
    seq = alter(home, "m3")
    before = (home / "data.db").read_bytes()
    script = '{"kind":"NoteTaken","item":"capital","text":"Heard."}\n'
    for words in (("record", BOARD, "-"), ("record", "--go-on", BOARD, "-")):
        done = call(home, *words, text=script)
        assert done.exit_code == 1 and f"entry {seq} " in done.output and "--go-on" not in done.output
    assert call(home, "minutes", BOARD, THIRD).exit_code == 1
    assert (home / "data.db").read_bytes() == before
    assert not (home / "meetings").exists()


def test_the_running_meeting_altered_while_it_is_open_is_refused(desk: Desk, home: Path) -> None:
    session = desk.session(BOARD)
    session.record(e.NoteTaken(item="capital", text="Heard the paper."))
    seq = alter(home, "m3")
    with pytest.raises(Altered, match=f"entry {seq} "):
        session.record(e.NoteTaken(item="capital", text="And another."))
    with pytest.raises(Altered):
        write_minutes_of(desk, BOARD)
    restore(home, seq)
    session.record(e.NoteTaken(item="capital", text="And another."))


def test_the_running_meeting_altered_while_an_entry_is_judged_is_refused(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = desk.session(BOARD)
    altered: list[int] = []
    monkeypatch.setattr(session.watch, "jump", lambda *_: altered.append(alter(home, "m3")))
    before = session.recorded
    with pytest.raises(Altered):
        session.record(e.NoteTaken(item="capital", text="Heard the paper."))
    assert altered and session.recorded == before == desk.store.head(BOARD).seq  # type: ignore[union-attr]


def test_an_earlier_meeting_altered_is_recorded_after_once_that_is_confirmed(home: Path) -> None:
    seq = alter(home, "m1")
    script = '{"kind":"NoteTaken","item":"capital","text":"Heard."}\n'
    done = call(home, "record", BOARD, "-", text=script)
    assert done.exit_code == 1 and f"entry {seq} " in done.output and "--go-on" in done.output
    done = call(home, "record", "--go-on", BOARD, "-", text=script)
    assert done.exit_code == 0 and f"Partnership Board, altered: The text of entry {seq} " in done.stderr
    assert call(home, "verify", BOARD).output.startswith(f"Partnership Board: ALTERED at entry {seq}.")


def test_after_the_last_meeting_altered_the_next_is_convened_once_that_is_confirmed(tmp_path: Path) -> None:
    three_meetings(tmp_path, closed=True)
    seq = alter(tmp_path, "m3")
    script = '{"kind":"MeetingConvened","meeting":"pb-2026-11-26"}\n'
    done = call(tmp_path, "record", BOARD, "-", text=script)
    assert done.exit_code == 1 and f"entry {seq} " in done.output and "--go-on" in done.output
    assert call(tmp_path, "record", "--go-on", BOARD, "-", text=script).exit_code == 0
    desk = reopened(tmp_path)
    assert desk.session(BOARD).state.meeting == "pb-2026-11-26"  # what is convened is intact itself
    with pytest.raises(Altered):
        papers_of(desk, "decisions", BOARD, THIRD)
    desk.close()


def test_a_session_records_nothing_until_an_alteration_is_confirmed(desk: Desk, home: Path) -> None:
    session = desk.session(BOARD)
    alter(home, "m1")
    assert desk.altered(BOARD) is not None
    note = e.NoteTaken(item="capital", text="Heard.")
    for record in (session.record, lambda entry: session.record_together([entry])):
        with pytest.raises(BookError, match="an earlier meeting in the minute book was altered"):
            record(note)
    desk.go_on(BOARD)
    session.record(note)


def test_the_whole_book_is_checked_once_while_no_other_writes(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[int] = []
    lines = desk.store.checked
    monkeypatch.setattr(desk.store, "checked", lambda *args: checked.append(1) or lines(*args))
    assert desk.altered(BOARD) is None and desk.altered(BOARD) is None
    desk.session(BOARD).record(e.NoteTaken(item="capital", text="Our own entry."))
    checked.clear()
    assert desk.altered(BOARD) is None and not checked
    seq = alter(home, "m1")
    assert desk.altered(BOARD) is not None
    restore(home, seq)
    assert desk.altered(BOARD) is None


def test_a_replay_and_a_verification_check_each_entry_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from boardtui.book.reader import Reader

    monkeypatch.setattr(Reader, "checked", lambda *_: pytest.fail("checked a second time"))
    assert call(home, "replay", BOARD).exit_code == 0
    assert call(home, "verify", BOARD).exit_code == 0


async def home_screen(app: BoardApp, home: Path) -> None:
    """Home says it by itself; Enter on that line asks; after yes the meeting goes on."""
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, "Partnership Board, altered")
        assert "Enter here asks whether to record all the same" in " ".join(frame(app).split())
        await press(pilot, "enter")  # the running meeting, under the cursor from the start
        assert "Record although the minute book was altered" in frame(app)
        await press(pilot, "n")
        await until(pilot, "Capital priorities")
        session = app.session
        assert isinstance(session, Session)
        with pytest.raises(BookError, match="earlier meeting"):
            session.record(e.NoteTaken(item="capital", text="Not yet."))
        await press(pilot, "escape")
        await until(pilot, "Partnership Board, altered")
        await press(pilot, "end", "enter")
        assert "Record although the minute book was altered" in frame(app)
        await press(pilot, "y")
        await until(pilot, "Partnership Board, altered")
        assert "Enter here asks" not in " ".join(frame(app).split())
        app.desk.session(BOARD).record(e.NoteTaken(item="capital", text="Heard."))


def test_home_says_what_was_altered_and_asks_once(home: Path) -> None:
    alter(home, "m1")
    desk = reopened(home)
    asyncio.run(home_screen(BoardApp(desk), home))
    desk.close()


@pytest.mark.parametrize(
    ("key", "empty"),
    [("a", "No action is open"), ("s", "No issue"), ("f", "No decisions are awaiting"), ("p", "Nothing is")],
)
def test_a_list_says_which_book_is_left_out_and_home_which_meeting_was_altered(
    tmp_path: Path, key: str, empty: str
) -> None:
    async def look(app: BoardApp) -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "Partnership Board, altered")
            await press(pilot, "home")
            listed = frame(app).split("Problems to fix")[0].split("\n")
            assert [row.count("ALTERED") for row in listed if "Partnership Board" in row][-3:] == [1, 0, 0]
            await press(pilot, key)
            await until(pilot, "is left out here, because")
            assert "its minute book was altered. Home says more." in " ".join(frame(app).split())
            assert empty not in frame(app)

    three_meetings(tmp_path, closed=True)
    alter(tmp_path, "m3")
    desk = reopened(tmp_path)
    asyncio.run(look(BoardApp(desk)))
    desk.close()


def test_the_running_meeting_altered_while_it_is_open_is_not_offered_to_be_recorded_in(home: Path) -> None:
    async def look(app: BoardApp) -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "Running")
            await press(pilot, "home", "enter")
            session = app.session
            assert isinstance(session, Session)
            seq = alter(home, "m3")
            app.screen.record(e.NoteTaken(item="capital", text="Heard."))  # type: ignore[attr-defined]
            assert message(app).startswith(f"● Not recorded: The text of entry {seq}")
            await press(pilot, "escape")
            await until(pilot, "Partnership Board, altered")
            rows = frame(app).split("\n")
            running = next(place for place, row in enumerate(rows) if "Running" in row) + 1
            assert [place for place, row in enumerate(rows) if "ALTERED" in row] == [running]
            assert "asks whether to record all the same" not in " ".join(frame(app).split())
            await press(pilot, "end", "enter")
            assert "Record although" not in frame(app)
            restore(home, seq)
            await press(pilot, "enter")
            for _ in range(100):
                if "ALTERED" not in frame(app):
                    break
                await pilot.pause(0.05)
            assert "ALTERED" not in frame(app)
            await press(pilot, "home", "enter")
            app.screen.record(e.NoteTaken(item="capital", text="Heard."))  # type: ignore[attr-defined]
            assert session.lines[-1].entry == e.NoteTaken(item="capital", text="Heard.")

    desk = reopened(home)
    asyncio.run(look(BoardApp(desk)))
    desk.close()


@pytest.mark.parametrize("key", ["a", "s", "f"])
def test_a_list_says_that_another_meeting_of_the_book_was_altered(home: Path, key: str) -> None:
    async def look(app: BoardApp) -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "Partnership Board, altered")
            await press(pilot, key)
            await until(pilot, "its minute book was altered, and what is shown here may depend on that")

    alter(home, "m1")
    desk = reopened(home)
    asyncio.run(look(BoardApp(desk)))
    desk.close()


def test_search_says_what_was_altered(home: Path) -> None:
    async def look(app: BoardApp) -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "Partnership Board, altered")
            await press(pilot, "slash")
            await until(pilot, "it was changed afterwards")
            await press(pilot, "m")
            assert "it was changed afterwards" in message(app) and f"book {BOARD}" not in message(app)

    alter(home, "m1")
    desk = reopened(home)
    asyncio.run(look(BoardApp(desk)))
    desk.close()


def test_an_intact_book_is_shown_as_before(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    assert desk.altered(BOARD) is None and desk.to_put_right() == {}
    desk.close()


def test_the_screens_of_an_altered_meeting_say_so_and_the_program_goes_on(home: Path) -> None:
    async def look(app: BoardApp) -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "Partnership Board, altered")
            await press(pilot, *["down"] * 20)
            await press(pilot, *["up"] * 1)  # the meeting held first is the last in the list, above what is wrong
            await press(pilot, "w")
            await until(pilot, "There are no minutes of this meeting. The text of entry")
            await press(pilot, "e", "c", "w", "escape", "escape", "escape")
            await until(pilot, "Partnership Board, altered")
            await press(pilot, "enter")
            await until(pilot, "This meeting cannot be replayed: The text of entry")
            await press(pilot, "w", "t", "right", "escape", "escape")
            await until(pilot, "Partnership Board, altered")
            await press(pilot, "b")
            await until(pilot, "it was changed afterwards")

    alter(home, "m1")
    desk = reopened(home)
    asyncio.run(look(BoardApp(desk)))
    desk.close()


def test_what_is_wrong_with_a_book_is_told_under_the_title_of_its_body(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    assert desk.place_words(f"Altered {BOARD}") == "Partnership Board, altered"
    assert desk.place_words(f"Backup folder of {BOARD}") == "Backup folder of the Partnership Board"
    assert desk.place_words(BOARD) == "Partnership Board"
    for place in ("Altered council-2015", "Setup", "Made by an older boardtui", "Read only"):
        assert desk.place_words(place) == place
    desk.close()
