"""The sheets to fill in by hand: the roll, who may vote on each planned decision, and how many it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.charter.load import body_charter, names, shipped
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import AgendaItem
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.planning.whatif import expected, planned_decisions, prospects
from boardtui.meeting.words.whatif_words import words
from boardtui.papers.brief import brief
from boardtui.papers.by_hand import sheets_by_hand
from boardtui.papers.clock import Clock
from boardtui.papers.columns import points_across
from boardtui.papers.document import AnyBlock, Document, Heading, Table, words_of
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.source import Source
from tests import build
from tests.papers.build_minutes import Meeting
from tests.papers.on_desk import BOARD, command, desk_with
from tests.tui.app import make_desk


def sheets(m: Meeting, part: str = "public") -> Document:
    return sheets_by_hand(source(m, part))


def source(m: Meeting, part: str = "public") -> Source:
    return Source(m.stretch, part, Clock(m.state.starts))  # type: ignore[arg-type]


def tables(paper: Document, title: str) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table) and block.title == title]


def headings(paper: Document) -> list[str]:
    return [words_of(block.line) for block in paper.blocks if isinstance(block, Heading)]


def to_come() -> Meeting:
    """A meeting that is convened and not yet open, with one decision planned in public and one in private."""
    secret = AgendaItem("secret", "Sale of a site", "3", purpose="for decision", confidential=True)
    added = e.ItemAdded("list", "Capital list", "5", "for decision", topic="capital")
    return Meeting().do(e.ConfidentialCarried(agenda=(secret,)), added)


def test_the_roll_has_every_seat_with_its_number_and_what_is_known_of_it() -> None:
    m = to_come().do(e.ApologiesGiven("lead")).do(e.MemberArrived("tchair", deputy="Ms D Deputy")).arrive("chair")
    (roll,) = tables(sheets(m), "Attendance")
    assert len(roll.rows) == len(m.state.members)
    known = {row[1].split(",")[0]: row[2:4] for row in roll.rows}
    assert known["Ms B Brown"] == ("apologies", "")
    assert known["Sir D Dunn"] == ("deputy Ms D Deputy", "here")
    assert known["Prof A Adams"] == ("", "here")


def test_each_planned_decision_has_the_rules_that_fit_and_how_many_they_need() -> None:
    paper = sheets(to_come())
    place = headings(paper).index("Item 5: Capital list")
    assert headings(paper)[place + 1] == "Under which rule"
    needed = {row[0]: row[3] for rules in tables(paper, "Rules") for row in rules.rows}
    assert needed["8.4"] == "3 of 4 eligible members"  # three quarters of the four who are eligible
    assert needed["6.6, 8.2"] == "nobody objects"
    told = as_markdown(paper)
    assert "- Condition (clauses 6.6, 8.2): The executive has made a recommendation." in told
    assert "Who may vote under clause" in told


def test_a_share_of_those_present_is_given_for_every_number_that_may_be_there(tmp_path: Path) -> None:
    """8.10(4) takes more than half of those eligible who are present."""
    desk = make_desk(tmp_path)
    planned = next(one for one in desk.planned() if one.body == BOARD)
    desk.close()
    ran = command(tmp_path, "paper", "sheets", BOARD, planned.key, "--format", "md", "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    text = (tmp_path / "out" / "sheets.md").read_text(encoding="utf-8")
    assert "| 13 of 24 eligible members present, 12 of 23, 12 of 22, 11 of 21, 11 of 20, 10 of 19," in text
    assert (
        "| 8.4 | Capital priorities and transformation funding | " in text and "| 11 of 14 eligible members |" in text
    )
    assert "| Executive Lead and Joint Accountable Officer | BBCCG, CPRCCG, MECCG, SCCG and TCCG |  |  |  |" in text


def test_who_may_vote_is_named_with_room_for_the_vote() -> None:
    votes = tables(sheets(to_come()), "Votes")
    capital = next(one for one in votes if len(one.rows) == 4)
    assert capital.heads == ("Member", "For whom", "For", "Against", "Abstained")
    assert all(row[2:] == ("", "", "") for row in capital.rows)


def test_no_word_above_a_sum_is_parted_on_a_page() -> None:
    """A page is 470 points across, and 10 of each column are the margins of its cells; heads are 9 points high and bold."""
    for one in tables(sheets(to_come()), "The sums"):
        for head, share in zip(one.heads, one.shares, strict=True):
            wanted = max(points_across(word, 9) for word in head.split()) * 12 / 11
            assert 470 * share / sum(one.shares) - 10 > wanted, (head, share)


def test_a_consensus_has_room_for_who_objects_or_stands_aside_and_a_vote_for_the_votes() -> None:
    paper = sheets(to_come())
    asked = {one.heads[2:] for title in ("Votes", "Positions") for one in tables(paper, title)}
    assert asked == {("For", "Against", "Abstained"), ("Objects", "Stands aside", "Reason for an objection")}
    (consensus,) = tables(paper, "Positions")
    assert consensus.rows and all(row[2:] == ("", "", "") for row in consensus.rows)
    sums = [one.heads for one in tables(paper, "The sums")]
    last = ("Not eligible", "All present", "Consensus or not, at")
    assert ("No objection", "Objected", "Stood aside", "Kept from taking part", *last) in sums
    assert (
        sums.count(
            ("For", "Against", "Abstained", "Did not vote", "Kept from voting", *last[:-1], "Carried or not, at")
        )
        == len(sums) - 1
    )
    assert "Who may take part under clauses 6.6, 8.2" in as_markdown(paper)


def test_a_declared_interest_is_told_where_it_keeps_a_vote_out() -> None:
    m = to_come().arrive("chair", "tceo").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.InterestDeclared("tceo", ("list",), "financial", "Owns shares", "withdraws"))
    assert "Interest declared by Mr E Evans: withdraws" in as_markdown(sheets(m))


def test_who_may_speak_is_not_said_to_withdraw_and_a_deputy_who_declared_is_named() -> None:
    m = (
        to_come()
        .arrive("chair")
        .do(e.MemberArrived("tceo", deputy="K Knott"), e.ChairTaken("chair"), e.MeetingOpened())
    )
    m.do(e.InterestDeclared("tceo", ("list",), "financial", "Owns shares", "speaks_does_not_vote"))
    told = as_markdown(sheets(m))
    assert "Interest declared by K Knott (deputy for Mr E Evans): may speak, does not vote" in told
    assert "Withdr" not in told
    assert "| Conflict of interest | K Knott (deputy for Mr E Evans) |" in as_markdown(brief(source(m))).replace(
        "**", ""
    )


def test_an_item_on_which_somebody_is_chosen_has_no_motion_planned_on_it() -> None:
    m = to_come().arrive("chair", "tceo").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("list"))
    assert "Who may vote under clause" in as_markdown(sheets(m))
    candidates = (e.Candidate("a", "Ann Ashe"), e.Candidate("b", "Bo Birch"))
    m.do(e.ChoiceOpened("c1", "list", "Vice-Chair", 1, candidates, "majority", False))
    told = as_markdown(brief(source(m))).replace("**", "")
    assert "| Election | Vice-Chair: one place, by more than half of the valid ballots, openly |" in told
    assert "| Candidates | Ann Ashe and Bo Birch |" in told and "Decided under" not in told
    assert "Who may vote under clause" not in as_markdown(sheets(m))
    assert {planned.item.agenda.item for planned in planned_decisions(m.state)} == {"secret"}


def test_what_was_declared_in_private_is_not_told() -> None:
    m = to_come().arrive("chair", "tceo").do(e.ChairTaken("chair"), e.MeetingOpened())
    m.do(e.PublicExcluded("staff"), e.InterestDeclared("tceo", ("list",), "financial", "CANARY", "withdraws"))
    m.do(e.PublicReadmitted())
    assert "nterest declared" not in as_markdown(sheets(m))


@pytest.mark.parametrize(("part", "there"), [("public", False), ("confidential", True)])
def test_a_confidential_item_stands_on_the_confidential_sheets_only(part: str, there: bool) -> None:
    paper = sheets(to_come(), part)
    assert ("Item 3: Sale of a site" in headings(paper)) is there
    assert ("Item 5: Capital list" in headings(paper)) is not there
    assert ("Attendance" in headings(paper)) is not there


def test_an_item_that_is_dealt_with_has_no_sheet() -> None:
    m = to_come().arrive("chair").do(e.ChairTaken("chair"), e.MeetingOpened(), e.ItemOpened("list"))
    m.do(e.ItemClosed("list"))
    assert "Item 5: Capital list" not in headings(sheets(m))


def test_rows_to_write_into_are_there_and_higher(tmp_path: Path) -> None:
    desk_with(tmp_path, to_come()).close()
    ran = command(tmp_path, "paper", "sheets", BOARD, "--format", "all", "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    assert (tmp_path / "out" / "sheets.html").read_text(encoding="utf-8").count('<tr class="room">') > 20
    blocks: tuple[AnyBlock, ...] = sheets(to_come()).blocks
    assert sum(not any(row) for block in blocks if isinstance(block, Table) for row in block.rows) > 20


@pytest.mark.parametrize("paper", ["agenda", "sheets"])
def test_a_coming_meeting_is_told_with_the_quorum_of_config_toml(tmp_path: Path, paper: str) -> None:
    desk = make_desk(tmp_path)
    planned = next(one for one in desk.planned() if one.body == BOARD)
    desk.close()
    (tmp_path / "config.toml").write_text(
        f'database = "data.db"\n[terms.{BOARD}]\nsource = "Standing orders 5"\n[terms.{BOARD}.quorum]\nnumber = 11\n',
        encoding="utf-8",
    )
    ran = command(tmp_path, "paper", paper, BOARD, planned.key, "--format", "md", "-o", str(tmp_path / "out"))
    assert ran.exit_code == 0, ran.output
    text = (tmp_path / "out" / f"{paper}.md").read_text(encoding="utf-8")
    assert "11 members (Standing orders 5)" in text and "not defined by the memorandum" not in text


def meeting_of(memorandum: str, body: str) -> Stretch:
    """A meeting of a body of a memorandum, with one item on which anything may be decided."""
    charter = shipped(memorandum)
    members = tuple(
        e.Member(seat.key, f"Holder of {seat.key}", seat.title, seat.partners) for seat in charter.body(body).seats
    )
    changes = {"charter": body_charter(charter, body), "partners": charter.partners, "members": members}
    agenda = (AgendaItem("any", "Any matter", "1", purpose="for decision"),)
    return build.play([build.convened(body=build.BOARD, **changes, agenda=agenda)])


def of_body(memorandum: str, body: str) -> Document:
    stretch = meeting_of(memorandum, body)
    return sheets_by_hand(Source(stretch, "public", Clock(stretch.state.starts)))


@pytest.mark.parametrize(
    ("memorandum", "body"), [(name, body.key) for name in names() for body in shipped(name).bodies]
)
def test_no_sheet_asks_for_votes_where_the_rules_have_none_or_for_a_consensus_where_none_is_sought(
    memorandum: str, body: str
) -> None:
    rules = [rule for rule in shipped(memorandum).body(body).rules if not rule.signed]
    paper = of_body(memorandum, body)
    heads = {head for block in paper.blocks if isinstance(block, Table) for head in block.heads}
    by_vote, by_consensus = ({rule.method for rule in rules} >= {method} for method in ("vote", "consensus"))
    assert ("Against" in heads, "Carried or not" in heads) == (by_vote, by_vote)
    assert ("Stood aside" in heads, "Consensus or not" in heads) == (by_consensus, by_consensus)
    decided = {row[1]: row[2] for block in tables(paper, "Rules") for row in block.rows}
    for rule in rules:
        if rule.title in decided:
            undefined = not rule.defined and not rule.discusses
            assert decided[rule.title].startswith("Not defined by the memorandum; treated as ") is undefined


def test_what_is_only_discussed_is_not_said_to_be_agreed_or_to_need_anything() -> None:
    paper = of_body("cambridgeshire-peterborough", "hce")
    decided = {row[1]: row[2:] for block in tables(paper, "Rules") for row in block.rows}
    assert decided["Services newly developed, closed or moved: discussed"] == (
        "Only discussed; whether an objection is maintained is recorded.",
        "",
    )
    assert {block.heads[-1] for block in tables(paper, "The sums")} == {"Discussed, at", "Consensus or not, at"}
    assert "Who may take part under Commitment 6, Commitment 4, Commitment 5, " in as_markdown(paper)


def test_of_what_is_only_discussed_the_outlook_says_no_consensus() -> None:
    state = meeting_of("cambridgeshire-peterborough", "hce").state
    told = {one.rule.key: words(state, one) for one in prospects(expected(state))}
    assert told["service-change"] == "can be discussed: 8 of 8 eligible members can take part."
    assert (
        told["commissioning"].startswith("can be agreed: 8 of 8")
        and "no consensus if one of them objects" in told["commissioning"]
    )
