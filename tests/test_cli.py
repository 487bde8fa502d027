"""The commands that scripts and checkers call: what they print, and how they end."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from boardtui.book.store import Store
from boardtui.cli.main import COMMANDS, main
from boardtui.register.layout import NAMES

ROOT = Path(__file__).parent.parent
BOARD = "partnership-board"
MEETING = "pb-2026-11-26"
CAPITAL = "pb-nov-capital"
FOR = ["bbccg-chair", "cprccg-chair", "meccg-chair", "sccg-chair", "tccg-chair", "eeast-chair", "eput-chair"]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = Path(shutil.copy(ROOT / "data.db.example", tmp_path / "data.db"))
    path.chmod(0o600)  # as the program makes it
    return path


def call(*words: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=text, catch_exceptions=False)


def script(*entries: dict[str, object]) -> str:
    return "".join(json.dumps(entry) + "\n" for entry in entries)


def meeting(*entries: dict[str, object], present: Iterable[str] = FOR) -> str:
    arrivals = [{"kind": "MemberArrived", "member": key, "mode": "in person", "deputy": None} for key in present]
    opening = [{"kind": "MeetingConvened", "meeting": MEETING}, *arrivals, {"kind": "MeetingOpened"}]
    return script(*opening, {"kind": "ItemOpened", "item": CAPITAL}, *entries)


MOTION = {
    "kind": "MotionPut",
    "motion": "m1",
    "item": CAPITAL,
    "text": "To adopt it.",
    "rule": "8.4",
    "topic": "fin_capital",
}
VOTES = {"kind": "VotesRecorded", "motion": "m1", "choice": "for", "voters": FOR}


def result(**figures: object) -> dict[str, object]:
    """What 8.4 gives for 7 of 14 eligible members: not carried, 11 needed."""
    counted = {"for": 7, "against": 0, "abstain": 0, "not_voted": 0, "eligible": 14, "base": 14, "needed": 11}
    return {
        "kind": "ResultDeclared",
        "motion": "m1",
        "outcome": "not_carried",
        **counted,
        "casting_vote": None,
        **figures,
    }


def test_every_command_is_in_the_documentation() -> None:
    told = "\n".join(path.read_text(encoding="utf-8") for path in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md"])
    assert [name for name in COMMANDS if f"boardtui {name}" not in told] == []


def test_a_script_is_recorded_and_each_line_is_printed_as_the_book_has_it(database: Path) -> None:
    recorded = call("record", BOARD, "-", "--db", database, text=meeting(MOTION, VOTES, result()))
    assert recorded.exit_code == 0, recorded.output
    lines = [json.loads(line) for line in recorded.stdout.splitlines()]
    # Convened, confidential matters carried, seven arrivals, opened, item, motion, votes, result.
    assert len(lines) == 1 + 1 + 7 + 1 + 1 + 3
    assert list(lines[0]) == ["book", "seq", "at", "by", "prev", "digest", "hash", "nonce", "entry"]
    assert all(later["prev"] == line["hash"] for line, later in itertools.pairwise(lines))
    assert lines[-1]["entry"]["outcome"] == "not_carried"


@pytest.mark.parametrize(
    "wrong", [{"outcome": "carried"}, {"for": 11}, {"base": 7}, {"needed": 6}, {"eligible": 7}, {"not_voted": 7}]
)
def test_a_result_that_is_not_what_8_4_gives_is_refused_and_what_came_before_is_kept(
    database: Path, wrong: dict[str, object]
) -> None:
    before = int(call("verify", BOARD, "--db", database).stdout.split("entries ")[1].split()[0])
    refused = call("record", BOARD, "-", "--db", database, text=meeting(MOTION, VOTES, result(**wrong)))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("line 13:") and "8.4" in refused.stderr
    kept = call("verify", BOARD, "--db", database)
    assert kept.exit_code == 0
    assert f"entries {before + 13}" in kept.stdout


def test_a_vote_by_somebody_annex_1_does_not_admit_is_refused_by_name(database: Path) -> None:
    council = {**VOTES, "voters": ["ecc-lead-officer"]}
    refused = call(
        "record", BOARD, "-", "--db", database, text=meeting(MOTION, council, present=[*FOR, "ecc-lead-officer"])
    )
    assert refused.exit_code == 1
    assert "Lead Officer, Essex County Council may not vote" in refused.stderr
    assert "does not apply to Councils" in refused.stderr


def test_beside_an_open_program_it_is_said_once_to_close_it_and_nothing_of_home(database: Path) -> None:
    with Store.open(database, expected=NAMES):
        refused = call("record", BOARD, "-", "--db", database, text=meeting(MOTION))
    assert refused.exit_code == 1 and refused.stdout == ""
    assert refused.stderr.count("is open in another boardtui") == 1, refused.stderr
    assert refused.stderr.endswith("so this one is read only. To record here, close the other one.\n")


def test_who_records_and_when_may_be_given_and_a_ruling_keeps_its_own_by(database: Path) -> None:
    at = "2026-11-26T10:00:00.000Z"
    ruling = {
        "kind": "RulingMade",
        "motion": None,
        "setting": "procedure",
        "value": "x",
        "text": "y",
        "by": "bbccg-chair",
    }
    lines = script(
        {"kind": "MeetingConvened", "meeting": MEETING, "at": "2026-11-26T09:00:00+00:00", "by": "A Clerk"},
        {"kind": "MeetingOpened", "at": at, "by": "J Smith"},
        {**ruling, "at": at},
    )
    recorded = [
        json.loads(line) for line in call("record", BOARD, "-", "--db", database, text=lines).stdout.splitlines()
    ]
    assert [line["by"] for line in recorded] == ["A Clerk", "A Clerk", "J Smith", "Secretary"]
    assert recorded[2]["at"] == at
    assert recorded[3]["entry"]["by"] == "bbccg-chair"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            '{"kind":"IssueRaised","issue":"i","title":"t","topic":null,"parties":[],"at":"2020-01-01T00:00:00Z"}',
            "earlier",
        ),
        ('{"kind":"Nonsense"}', "not an entry"),
        ('{"kind":"MeetingOpened","colour":1}', "colour"),
        ('{"kind":"MemberArrived","member":1.5}', "1.5"),
        ("[1]", "braces"),
        ("{", "not an entry"),
        ('{"kind":"MeetingOpened","kind":"MeetingClosed"}', "twice"),
        ('{"kind":"MeetingConvened","meeting":"nowhere"}', "nowhere"),
    ],
)
def test_a_line_that_is_no_entry_is_named_with_its_number(database: Path, line: str, said: str) -> None:
    refused = call("record", BOARD, "-", "--db", database, text=f"\n{line}\n")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("line 2:") and said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_database_may_be_named_before_the_command_and_the_one_after_it_goes_first(
    database: Path, tmp_path: Path
) -> None:
    assert call("--db", database, "verify", BOARD).exit_code == 0
    assert "nowhere.db" in call("--db", tmp_path / "nowhere.db", "verify", BOARD).stderr
    assert call("--db", tmp_path / "nowhere.db", "verify", BOARD, "--db", database).exit_code == 0
    taken = tmp_path / "sheet.csv"
    assert call("--db", database, "import", "members", taken, "--template", "--body", BOARD).exit_code == 0


def every_command(group: click.Group, before: tuple[str, ...] = ()) -> Iterable[tuple[tuple[str, ...], click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from every_command(command, (*before, name))
        elif command is not None:
            yield (*before, name), command


def test_whatever_uses_the_settings_or_a_database_takes_the_same_options_for_them() -> None:
    """`--dir` is the folder that `boardtui demo --dir` makes, in every command; what needs neither has none of them."""
    others: dict[tuple[str, ...], set[str]] = {
        ("demo",): {"--dir"}, ("restore",): {"--db"}, ("key", "make"): {"--config", "--dir"},
        ("key", "show"): {"--config", "--dir"}, ("tally",): set(),
        **{("charter", name): set() for name in ("check", "diff", "list")},
    }  # fmt: skip
    every = {"--config", "--dir", "--db"}
    for words, command in every_command(main):
        options = {name for option in command.params for name in option.opts}
        assert options & every == others.get(words, every), words


def test_a_folder_named_before_or_after_a_command_gives_its_settings_and_database(
    tmp_path: Path, database: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "config.toml").write_text('database = "board.db"\n', encoding="utf-8")
    shutil.copy(database, folder / "board.db")
    for words in (("--dir", folder, "export", BOARD), ("export", BOARD, "--dir", folder)):
        assert call(*words).output.startswith('{"book":"partnership-board","seq":1,')
    assert call("export", BOARD, "--config", folder / "config.toml").exit_code == 0
    missing = call("room", "--dir", tmp_path / "nowhere")
    assert missing.exit_code == 1 and missing.output.startswith(f"There is no config.toml in {tmp_path / 'nowhere'}.")
    (tmp_path / "odd" / "config.toml").mkdir(parents=True)
    odd = call("room", "--dir", tmp_path / "odd")
    assert odd.exit_code == 1 and odd.output.startswith(f"{tmp_path / 'odd' / 'config.toml'} is a folder")
    named = tmp_path / "empty" / "data.db"
    named.parent.mkdir()
    unmade = call("init", "--dir", named.parent)
    assert unmade.exit_code == 1 and f"A new one: boardtui init --db {named}" in unmade.output
    assert call("init", "--db", named).exit_code == 0 and named.is_file(), "as the sentence says"


@pytest.mark.parametrize(("written", "kept"), [("Item 3: read 11, not 10.", 1), ("", 0), (None, 0), (["a", "b"], 2)])
def test_corrections_to_minutes_are_a_list_and_one_may_be_written_as_text(
    database: Path, written: object, kept: int
) -> None:
    approved = {"kind": "MinutesApproved", "meeting": "pb-2026-09-24", "corrections": written, "signed_by": "chair"}
    recorded = call("record", BOARD, "-", "--db", database, text=meeting(approved)).stdout.splitlines()
    assert len(json.loads(recorded[-1])["entry"]["corrections"]) == kept


def test_the_state_as_json_has_the_meetings_motions_actions_and_issues(database: Path) -> None:
    state = json.loads(call("replay", BOARD, "--json", "--db", database).stdout)
    assert (state["book"], state["entries"]) == (BOARD, 61)
    held = state["meetings"][0]
    assert (held["meeting"], held["state"], len(held["present"])) == ("pb-2026-09-24", "closed", 27)
    capital = held["motions"][1]
    figures = {key: capital[key] for key in ("outcome", "for", "against", "abstain", "eligible", "base", "needed")}
    assert figures == {
        "outcome": "carried",
        "for": 11,
        "against": 1,
        "abstain": 0,
        "eligible": 14,
        "base": 14,
        "needed": 11,
    }
    assert held["actions"][0] == {
        "action": "pb-2026-09-24-a1",
        "status": "open",
        "owner": "Public Health",
        "due": "2026-11-12",
    }
    issues = json.loads(call("replay", "sle", "--json", "--db", database).stdout)["issues"]
    assert issues == [{"issue": "sle-i1", "stage": "discussion", "status": "open"}]


def test_an_exported_book_verifies_replays_the_same_and_goes_into_another_database(
    database: Path, tmp_path: Path
) -> None:
    copy, other = tmp_path / "book.jsonl", tmp_path / "other.db"
    assert call("export", BOARD, "-o", copy, "--db", database).exit_code == 0
    assert call("verify", copy).exit_code == 0
    state = call("replay", BOARD, "--json", "--db", database).stdout
    assert call("replay", copy, "--json").stdout == state
    assert call("init", "--db", other).exit_code == 0
    assert call("import", "book", copy, "--db", other).exit_code == 0
    assert call("replay", BOARD, "--json", "--db", other).stdout == state
    again = call("import", "book", copy, "--db", other)
    assert again.exit_code == 1


def test_what_init_says_opens_the_database_with_the_settings_that_it_was_made_with(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('database = "mine.db"\n', encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text('database = "other.db"\n', encoding="utf-8")
    assert f"Open it with: boardtui --dir {tmp_path} (" in call("init", "--dir", tmp_path).output
    assert f"Open it with: boardtui --config {other} (" in call("init", "--config", other).output
    third = tmp_path / "third.db"
    assert f"Open it with: boardtui --db {third} (" in call("init", "--db", third).output


def test_a_public_copy_verifies_and_holds_nothing_of_part_2(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "public.jsonl"
    assert call("export", BOARD, "--public", "-o", copy, "--db", database).exit_code == 0
    text = copy.read_text(encoding="utf-8")
    assert "The Board considered the terms offered" not in text and "owner's answer" not in text
    withheld = [line for line in map(json.loads, text.splitlines()) if "entry" not in line]
    assert len(withheld) == 4 and all("nonce" not in line for line in withheld)
    assert call("verify", copy).exit_code == 0
    assert call("verify", BOARD, "--extends", copy, "--db", database).exit_code == 0


def test_a_changed_word_a_missing_line_and_a_file_that_is_no_book_end_differently(
    database: Path, tmp_path: Path
) -> None:
    copy, changed, cut = tmp_path / "book.jsonl", tmp_path / "changed.jsonl", tmp_path / "cut.jsonl"
    call("export", BOARD, "-o", copy, "--db", database)
    text = copy.read_text(encoding="utf-8")
    changed.write_text(text.replace("five schemes", "four schemes", 1), encoding="utf-8", newline="\n")
    altered = call("verify", changed)
    assert altered.exit_code == 1 and "changed afterwards" in altered.output
    lines = text.splitlines(keepends=True)
    cut.write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    assert call("verify", cut).exit_code == 0
    assert call("verify", cut, "--extends", copy).exit_code == 1
    (tmp_path / "no.jsonl").write_text("not a book", encoding="utf-8")
    assert call("verify", tmp_path / "no.jsonl").exit_code == 2
    assert call("verify", tmp_path / "missing.jsonl").exit_code == 2
    assert call("verify", "no-such-book", "--db", database).exit_code == 2


def test_tally_answers_each_problem_on_its_line(tmp_path: Path) -> None:
    cases = [json.loads(line) for line in (ROOT / "tests/cases/tally.jsonl").read_text(encoding="utf-8").splitlines()]
    answers = call("tally", "-", text="".join(json.dumps(case["problem"]) + "\n" for case in cases))
    assert answers.exit_code == 0
    for case, answer in zip(cases, map(json.loads, answers.stdout.splitlines()), strict=True):
        assert {key: answer[key] for key in case["expected"]} == case["expected"], case["name"]
    mixed = call("tally", "-", text="nonsense\n" + json.dumps(cases[0]["problem"]) + "\n")
    assert mixed.exit_code == 1
    wrong, right = map(json.loads, mixed.stdout.splitlines())
    assert list(wrong) == ["error"] and right["outcome"] == "carried"


def test_a_problem_that_is_too_long_has_one_answer_and_the_next_line_is_read() -> None:
    problem = {
        "rule": {"method": "consensus"},
        "partners": [],
        "members": [],
        "topic": None,
        "present": [],
        "votes": {},
    }
    answers = call("tally", "-", text="x" * 40_000_000 + "\n" + json.dumps(problem) + "\n").stdout.splitlines()
    assert [next(iter(json.loads(line))) for line in answers] == ["error", "outcome"]


def test_a_charter_and_a_body_may_stand_for_the_lists_and_a_rule_be_named() -> None:
    problem = {
        "charter": "mid-south-essex",
        "body": BOARD,
        "rule": "8.4",
        "topic": "fin_capital",
        "present": FOR,
        "votes": dict.fromkeys(FOR, "for"),
    }
    answer = json.loads(call("tally", "-", text=json.dumps(problem)).stdout)
    assert (answer["outcome"], answer["eligible"], answer["needed"], answer["short_by"]) == ("not_carried", 14, 11, 4)


def test_minutes_are_written_into_the_folder_of_the_meeting(database: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f"database = '{database}'\nmeetings = 'papers'\n", encoding="utf-8")
    (tmp_path / "papers").mkdir()
    assert call("--config", config, "minutes", BOARD).exit_code == 0
    assert "11 for; 11 needed (at least 3/4 of 14 eligible members" in (
        tmp_path / "papers" / "pb-2026-09-24" / "minutes.md"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["replay", "nothing"], ["export", "nothing"], ["minutes", "nothing"]])
def test_a_book_that_is_not_there_is_one_sentence_that_names_those_that_are(database: Path, words: list[str]) -> None:
    told = call(*words, "--db", database)
    assert told.exit_code == 1
    assert "partnership-board, sle" in told.stderr and len(told.stderr.splitlines()) == 1


def test_what_goes_to_a_pipe_is_utf_8_whatever_the_locale(database: Path) -> None:
    """The code page of Windows has no bars: the year would end in a fault."""
    words = [sys.executable, "-m", "boardtui", "--db", str(database), "year", BOARD]
    year = subprocess.run(words, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"})
    assert "█" in year.stdout.decode("utf-8")


def test_without_a_terminal_the_screens_are_not_opened(database: Path) -> None:
    told = call("--db", database)
    assert told.exit_code == 1
    assert "terminal" in told.stderr and len(told.stderr.splitlines()) == 1
