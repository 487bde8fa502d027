"""Charters shown and compared in plain sentences, and the page that says how to write one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import to_builtins
from msgspec.structs import replace

from boardtui.charter import model
from boardtui.charter.base import Model
from boardtui.charter.differ import differences
from boardtui.charter.load import load, names, shipped
from boardtui.charter.model import Body, BodyCharter, Charter
from boardtui.charter.overlay import overlay
from boardtui.charter.rule import Counting, Rule
from boardtui.charter.show import show
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.cli.main import main
from boardtui.dates import day_as_written

MSE = shipped("mid-south-essex")
BOARD = MSE.body("partnership-board")
DOCS = Path(__file__).parents[2] / "docs" / "terms.md"


def with_board(**changes: object) -> Charter:
    """Mid and South Essex with another Partnership Board."""
    return replace(MSE, bodies=(replace(BOARD, **changes), *MSE.bodies[1:]))


def changed(new: Charter) -> str:
    """The one difference from Mid and South Essex."""
    (sentence,) = differences(MSE, new)
    return sentence


@pytest.mark.parametrize("name", names())
def test_every_charter_is_shown_whole_and_differs_in_nothing_from_itself(name: str) -> None:
    charter = shipped(name)
    told = "\n".join(show(charter))
    for part in (*charter.partners, *charter.bodies, *(seat for body in charter.bodies for seat in body.seats)):
        assert f"({part.key})" in told
    assert [text for text in sentences(to_builtins(charter)) if text not in told] == []
    assert differences(charter, charter) == []


READ = {
    *("title", "name", "clause", "note", "text", "said", "due", "needs", "why"),
    *("precondition", "follows", "otherwise", "approval", "frequency"),
    *("scope", "delegated", "advises_on", "checklist"),
}


def sentences(held: object, name: str = "") -> Iterator[str]:
    """Every text of a charter that somebody reads, whatever part it stands in."""
    if isinstance(held, dict):
        for key, value in held.items():
            yield from sentences(value, key)
    elif isinstance(held, list | tuple):
        for value in held:
            yield from sentences(value, name)
    elif isinstance(held, str) and name in READ:
        yield day_as_written(held) if name == "due" else held


def test_8_4_shows_its_three_quarters_and_what_is_silent_is_said() -> None:
    told = "\n".join(show(MSE))
    assert (
        "8.4: Capital priorities and transformation funding, for Financial framework: allocation of "
        "NHS capital and transformation funds: by a vote: each eligible member has one vote, and at least 3/4 of all eligible "
        "members must vote for" in told
    )
    assert "not defined: quorum, deputies, members attending remotely, casting vote" in told


def test_a_seat_or_body_that_no_clause_names_has_no_gap_for_it() -> None:
    bare = with_board(clause="", seats=(replace(BOARD.seats[0], clause="", note=""),))
    told = "\n".join(show(bare))
    seat = BOARD.seats[0]
    assert f"{BOARD.title} ({BOARD.key}): in public" in told
    assert f"{seat.title} ({seat.key}): " in told
    assert "), :" not in told


def test_another_threshold_is_one_sentence() -> None:
    rules = tuple(replace(rule, threshold="4/5") if rule.key == "capital" else rule for rule in BOARD.rules)
    assert changed(with_board(rules=rules)) == (
        "Partnership Board, the rule Capital priorities and transformation funding (8.4): fraction needed: "
        "was 3/4, is 4/5."
    )


def test_a_tick_a_party_a_seat_and_a_term_are_each_one_sentence() -> None:
    topics = tuple(
        replace(one, categories=tuple(key for key in one.categories if key != "council"))
        if one.key == "vision"
        else one
        for one in MSE.topics
    )
    assert changed(replace(MSE, topics=topics)).endswith("is no longer ticked for council.")
    moved = tuple(replace(one, category="nhs_provider") if one.key == "provide" else one for one in MSE.partners)
    assert changed(replace(MSE, partners=moved)) == "The partner Provide CIC: category: was other, is nhs_provider."
    assert changed(with_board(seats=BOARD.seats[1:])) == (
        "Partnership Board: The seat Independent Chair (independent-chair) is gone."
    )
    terms = Terms(Quorum(11, fraction="1/2", compare="more_than"), source="ToR")
    assert changed(with_board(terms=terms)) == (
        "Partnership Board, terms of reference: quorum: was not defined, is at least 11 members and more than 1/2 of the "
        "filled seats."
    )


def test_a_date_that_moved_and_a_provision_that_reads_otherwise_are_each_one_sentence() -> None:
    old = shipped("doncaster")
    moved = [replace(each, due="2019-03-31") if each.key == "end" else each for each in old.milestones]
    new = replace(old, milestones=tuple(moved), provisions=(replace(old.provisions[0], text="…"), *old.provisions[2:]))
    assert differences(old, new) == [
        "The date “The agreement ends” (16.1): due: was 31 March 2018, is 31 March 2019.",
        f"The provision “{old.provisions[0].title}” reads otherwise now.",
        f"The provision {old.provisions[1].title} ({old.provisions[1].key}) is gone.",
    ]
    assert differences(old, replace(old, silences=old.silences[1:])) == [
        f"The silence {old.silences[0].title} ({old.silences[0].key}) is gone."
    ]


def test_a_body_that_is_gone_and_one_that_is_new() -> None:
    fewer = replace(MSE, bodies=MSE.bodies[1:], stages=())
    assert "The body Partnership Board (partnership-board) is gone." in differences(MSE, fewer)
    assert "The body Partnership Board (partnership-board) is new." in differences(fewer, MSE)


def test_the_commands_show_and_compare_names_and_files(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = (Path(model.__file__).parent / "memoranda" / "doncaster.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('category = "other"', 'category = "other"') + "\n", encoding="utf-8")
    run = CliRunner()
    assert "Doncaster integrated commissioning" in run.invoke(main, ["charter", "show", str(own)]).output
    assert "The two say the same" in run.invoke(main, ["charter", "diff", "doncaster", str(own)]).output
    assert "is gone." in run.invoke(main, ["charter", "diff", "mid-south-essex", "doncaster"]).output
    assert "2 partners, 1 body" in run.invoke(main, ["charter", "list"]).output
    assert "2 partners, 1 body." in run.invoke(main, ["charter", "check", str(own)]).output
    nowhere = run.invoke(main, ["charter", "show", "nowhere"])
    assert nowhere.exit_code == 1 and "is no file, and the charters that come with the program are" in nowhere.output


FIELDS = sorted(
    f"{kind.__name__}.{field}"
    for kind in {*Model.__subclasses__(), Rule} - {BodyCharter, Counting}
    for field in kind.__struct_fields__
)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_charter_is_explained_in_the_docs(field: str) -> None:
    assert f"`{field.partition('.')[2]}`" in DOCS.read_text(encoding="utf-8"), f"docs/terms.md does not explain {field}"


def test_the_charter_and_the_terms_printed_in_the_docs_can_be_used(tmp_path: Path) -> None:
    blocks = [part.split("```")[0] for part in DOCS.read_text(encoding="utf-8").split("```toml\n")[1:]]
    charter, terms = (tmp_path / "charter.toml"), (tmp_path / "tor.toml")
    charter.write_text(blocks[0], encoding="utf-8")
    terms.write_text(blocks[1], encoding="utf-8")
    found = overlay(load(charter), (str(terms),))
    board: Body = found.charter.bodies[0]
    assert board.terms.quorum is not None and board.terms.source
    assert len(found.charter.partners) == 3


def test_whether_members_kept_from_voting_count_is_told_where_only_one_of_two_charters_says_it() -> None:
    quorum = Quorum(number=2)
    silent = with_board(terms=Terms(quorum, source="Ours, 3"))
    counted = with_board(terms=Terms(quorum, source="Ours, 3", sources={"quorum.conflicted_count": "Ours, 3"}))
    kept_out = with_board(terms=Terms(replace(quorum, conflicted_count=False), source="Ours, 3"))
    named, kept = "Partnership Board, terms of reference: quorum", "2 members; members kept from voting are"
    assert differences(silent, counted) == [f"{named}: was 2 members, is {kept} counted."]
    assert differences(counted, silent) == [f"{named}: was {kept} counted, is 2 members."]
    assert differences(counted, kept_out) == [f"{named}: was {kept} counted, is {kept} not counted."]
    assert differences(counted, counted) == []
