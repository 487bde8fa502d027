"""What a journalist can read in a public copy, and what it leaves open."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from boardtui.book.chain import GENESIS, Line, canonical, seal
from boardtui.book.transfer import write_jsonl
from boardtui.cli.main import main
from boardtui.desk.public_copy import NOT_KNOWN
from boardtui.desk.replay import confidential_entries
from boardtui.meeting import entries as e
from boardtui.meeting.fold.motions import result_now
from tests.build import CAPITAL, arrivals, convened, motion, play, votes

PRIVATE = [
    e.PublicExcluded("Commercial terms"),
    e.NoteTaken("capital", "THE SECRET PRICE"),
    e.MemberLeft("mseft-ceo"),
    e.PublicReadmitted(),
]
MEMBERS = ("mseft-ceo", "bbccg-chair")


def _book(meetings: Iterable[list[e.AnyEntry]]) -> list[Line]:
    lines: list[Line] = []
    for entry in (entry for meeting in meetings for entry in meeting):
        seq, prev = len(lines) + 1, lines[-1].hash if lines else GENESIS
        lines.append(
            seal("partnership-board", seq, f"2026-11-23T10:00:{seq:02}.000Z", "J Smith", prev, canonical(entry))
        )
    return lines


def _meeting(
    key: str, *entries: e.AnyEntry, due: tuple[e.MinutesDue, ...] = (), vocabulary: int = 2
) -> list[e.AnyEntry]:
    first = convened(meeting=key, carried=e.Carried(minutes=due), vocabulary=vocabulary)
    return [
        first, *arrivals(MEMBERS), e.MeetingOpened(), e.ItemOpened("capital"), *entries,
        e.NoteTaken("capital", "In public again."), e.MeetingClosed(),
    ]  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Two meetings, the first with something in private."""
    first = _meeting("first", *PRIVATE)
    convening = first[0]
    assert isinstance(convening, e.MeetingConvened)
    due = (e.MinutesDue("first", convening.title, convening.starts),)
    lines = _book([first, _meeting("second", due=due)])
    path = tmp_path / "public.jsonl"
    _write_public(lines, path)
    return path


def _write_public(lines: list[Line], path: Path) -> None:
    found, hidden = confidential_entries(lines)
    assert found.problem is None, found.problem
    with path.open("wb") as file:
        write_jsonl(lines, file, hidden)


def _replay(copy: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["replay", str(copy), *more])


def test_a_public_copy_is_told_in_order_and_what_is_withheld_is_shown_as_withheld(copy: Path) -> None:
    done = _replay(copy)
    assert done.exit_code == 0, done.output
    told = done.stdout.splitlines()
    assert told[0] == NOT_KNOWN
    assert sum(line.endswith("  withheld") for line in told) == 2
    assert any("2 withheld: told as recorded, not counted again" in line for line in told)
    assert sum("In public again." in line for line in told) == 2
    assert "SECRET" not in done.output


def test_no_figure_is_given_for_a_meeting_of_which_something_is_withheld(copy: Path) -> None:
    found = json.loads(_replay(copy, "--json").stdout)
    first, second = found["meetings"]
    assert (first["present"], first["motions"], first["state"], first["withheld"]) == (None, None, None, 2)
    assert (second["present"], second["state"], second["withheld"]) == (list(MEMBERS), "closed", 0)
    assert (found["withheld"], found["issues"], found["not_known"]) == (2, None, NOT_KNOWN)


def test_under_vocabulary_3_it_says_who_was_there_when_the_public_came_back(tmp_path: Path) -> None:
    back = e.PublicReadmitted(present=("bbccg-chair",))
    _write_public(_book([_meeting("first", *PRIVATE[:-1], back, vocabulary=3)]), tmp_path / "copy.jsonl")
    (found,) = json.loads(_replay(tmp_path / "copy.jsonl", "--json").stdout)["meetings"]
    assert (found["present"], found["state"], found["withheld"]) == (["bbccg-chair"], "closed", 2)


def test_a_public_copy_that_was_changed_is_told_up_to_the_change(copy: Path) -> None:
    lines = copy.read_bytes().splitlines(keepends=True)
    last = msgspec.json.decode(lines[-2])
    last["entry"]["text"] = "Something else."
    lines[-2] = msgspec.json.encode(last) + b"\n"
    copy.write_bytes(b"".join(lines))
    done = _replay(copy)
    assert done.exit_code == 1
    assert "changed afterwards" in done.stderr
    assert "Something else." not in done.output


def test_a_public_copy_cannot_be_counted_again_under_another_reading(copy: Path) -> None:
    done = _replay(copy, "--under", "present")
    assert done.exit_code != 0
    assert "does not hold them all" in done.stderr


def test_an_entry_taken_back_in_public_is_marked(tmp_path: Path) -> None:
    lines = _book([_meeting("first", *PRIVATE, e.NoteTaken("capital", "Wrong."), e.EntryRetracted(10, "mistyped"))])
    path = tmp_path / "public.jsonl"
    _write_public(lines, path)
    told = next(line for line in _replay(path).stdout.splitlines() if "Wrong." in line)
    assert "undone by 11: " in told


def test_an_entry_corrected_in_public_reads_as_corrected_and_says_how_it_read(tmp_path: Path) -> None:
    first = [*_meeting("first", *PRIVATE, motion(), votes("for", MEMBERS[1:]), e.MotionWithdrawn("m1", "Late."))]
    seq = next(place for place, entry in enumerate(first, 1) if isinstance(entry, e.VotesRecorded))
    for choice in ("abstain", "against"):
        read = {**msgspec.to_builtins(votes(choice, MEMBERS[1:])), "kind": "VotesRecorded"}
        first.insert(-1, e.EntriesCorrected((e.Corrected(seq, read),), "Heard wrongly."))
    _write_public(_book([first]), tmp_path / "copy.jsonl")
    told = _replay(tmp_path / "copy.jsonl").stdout.splitlines()
    (place,) = [place for place, line in enumerate(told) if line.startswith(f"{seq:>6}  ")]
    once, twice = (number for number, entry in enumerate(first, 1) if isinstance(entry, e.EntriesCorrected))
    assert told[place].endswith(" against")
    assert told[place + 1].strip().startswith(f"corrected by {twice}; it read: ") and told[place + 1].endswith(
        " abstained"
    )
    assert told[place + 2].strip().startswith(f"corrected by {once}; it read: ") and told[place + 2].endswith(" for")


def test_a_vote_by_a_proxy_given_in_private_is_withheld_and_its_result_is_not(tmp_path: Path) -> None:
    """Who is recorded nowhere as present and votes would tell of the proxy; the figures are the meeting's."""
    away, holder = CAPITAL[:2]
    entries = [
        convened(terms={"proxies": "member"}), *arrivals(CAPITAL[1:]), e.MeetingOpened(),
        e.ProxyGiven(away, holder, confidential=True), e.ItemOpened("capital"), motion(),
        votes("for", CAPITAL[1:]), votes("against", (away,)),
    ]  # fmt: skip
    entries = [*entries, result_now(state := play(entries).state, state.motions["m1"])]
    path = tmp_path / "public.jsonl"
    _write_public(_book([entries]), path)
    told = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    assert [one["seq"] for one in told if "entry" not in one] == [len(entries) - 5, len(entries) - 1]
    assert away not in msgspec.json.encode(told[1:]).decode()
    assert (told[-1]["entry"]["for"], told[-1]["entry"]["against"]) == (13, 1)
    assert CliRunner().invoke(main, ["verify", str(path)]).exit_code == 0
