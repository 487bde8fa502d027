"""The vote screen: what is recorded for each key, what is in sight, what is refused, and how it ends."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from boardtui.app import BoardApp
from boardtui.book.errors import WriteFailed
from boardtui.charter.load import shipped
from boardtui.meeting.entries import (
    AgendaItem,
    ChairTaken,
    ConsensusDeclared,
    EvidenceGiven,
    InterestDeclared,
    IssueRaised,
    IssueReferred,
    ItemOpened,
    MeetingConvened,
    MeetingOpened,
    Member,
    MemberArrived,
    MotionPut,
    MotionWithdrawn,
    Objection,
    ResultDeclared,
    RulingMade,
    VotesRecorded,
)
from boardtui.meeting.voting import ballot
from boardtui.register.demo import EXECUTIVE
from boardtui.tui.screens.vote import VoteScreen
from boardtui.tui.views.seats import Drawing, row_of, seats_of
from boardtui.tui.views.vote import vote_lines
from boardtui.tui.widgets.seats import Seats
from tests import build
from tests.build import CAPITAL, CCGS
from tests.tui.app import SIZES, burst, check_frame, frame, message, press, recorded, running, session_of, until, write

TEXT = "That the Board supports the capital priorities for 2027/28."
PROOF = EvidenceGiven("SLE 30 Sep, 4.2", "m1")
SETTLED = RulingMade(None, "no_category", "not_eligible", "Annex 1 has no column for them", "independent-chair")
ELIGIBLE = [seat for seat in shipped("mid-south-essex").body("partnership-board").seats if seat.partners]
HOSTILE = "[/x] Sm[@click=app.quit]ith \x1b[31m\u202e"


def seats(body: str = "partnership-board") -> list[str]:
    return [seat.key for seat in shipped("mid-south-essex").body(body).seats]


def put(*more: Any, absent: tuple[str, ...] = (), proof: bool = True, **changes: Any) -> list[Any]:
    """The Board with a motion under 8.4 before it."""
    fields: dict[str, Any] = {"item": "pb-nov-capital", "text": TEXT, "rule": "capital", "topic": "fin_capital"}
    motion = MotionPut("m1", **{**fields, "mover": "mseft-chair", "seconder": "eput-chair", **changes})
    there = [MemberArrived(key) for key in seats() if key not in absent]
    start = [*there, ChairTaken("independent-chair"), MeetingOpened(), SETTLED, ItemOpened(motion.item)]
    return [*start, *more, motion, *([PROOF] if proof else [])]


def at_sle(rule: str = "issue-majority", text: str = "To apportion the funds as in paper B.") -> list[Any]:
    there = [MemberArrived(key) for key in seats("sle")]
    motion = MotionPut("m1", "sle-nov-funds", text, rule, "fin_capital")
    proof = [] if rule == "consensus" else [EvidenceGiven("4.1", "m1")]
    return [*there, ChairTaken(seats("sle")[0]), MeetingOpened(), ItemOpened("sle-nov-funds"), motion, *proof]


def large(count: int, names: str = "Member") -> tuple[MeetingConvened, list[Any]]:
    """A body of many members, all present, and a motion that more than half of those present carry."""
    from boardtui.charter.model import BodyCharter
    from boardtui.charter.rule import Rule

    rule = Rule("vote", "member", "present", "1/2", "more_than", no_category="eligible", key="r", title="R", clause="1")
    members = tuple(Member(f"m{n}", f"{names} {n}") for n in range(1, count + 1))
    agenda = (AgendaItem("i1", "The only item", "1"),)
    convened = MeetingConvened(
        "large",
        "large",
        "Large",
        "2026-11-26T10:00+00:00",
        charter=BodyCharter(rules=(rule,)),
        members=members,
        agenda=agenda,
    )
    start = [*(MemberArrived(member.key) for member in members), MeetingOpened(), ItemOpened("i1")]
    return convened, [*start, MotionPut("m1", "i1", "Words", "r")]


def votes(app: BoardApp) -> dict[str, str]:
    return dict(session_of(app).state.motions["m1"].votes)


def opened(path: Path, entries: list[Any], **more: Any) -> Any:
    return running(path, entries=entries, screen="vote", args=("m1",), **more)


async def test_digits_highlight_and_only_a_choice_key_records(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "0", "8")
        assert votes(app) == {} and "▸08 ·" in frame(app)
        await press(pilot, "1", "5", "g")
        (entry,) = recorded(app, VotesRecorded)
        assert entry == VotesRecorded("m1", "against", (CAPITAL[6], CAPITAL[10]))
        assert message(app).startswith("against: 08 Chair, EPUT, 15")


@pytest.mark.parametrize(
    ("keys", "seats_keyed"), [(("f",), 1), (("g",), 1), (("j",), 1), (("0", "3", "h"), 1), (("r",), 14)]
)
async def test_a_key_is_seen_to_be_taken_before_the_record_and_nothing_else_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], seats_keyed: int
) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        before, said, seen = frame(app), message(app), []
        session = session_of(app)
        monkeypatch.setattr(
            session.store, "append_many", _and_look(session.store.append_many, lambda: seen.append(frame(app)))
        )
        await press(pilot, *keys)
        (keyed,) = seen
        words = ("for…", "against…", "abstain…", "no vote…")
        assert sum(keyed.count(word) for word in words) == seats_keyed
        assert keyed.splitlines()[:8] == before.splitlines()[:8], "the count and the bar stand as they stood"
        assert said in keyed and "z undoes it" not in keyed
        assert not any(word in frame(app) for word in words)
        assert "z undoes it" in message(app) and len(recorded(app, VotesRecorded)) == 1


async def test_a_vote_that_cannot_be_recorded_takes_its_mark_away_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        before = frame(app).splitlines()

        def full(*_: Any, **__: Any) -> None:
            raise WriteFailed("Entry 30 is NOT recorded, because the disk is full.")

        monkeypatch.setattr(session_of(app).store, "append_many", full)
        await press(pilot, "f")
        assert message(app) == "● Entry 30 is NOT recorded, because the disk is full."
        assert "for…" not in frame(app) and frame(app).splitlines()[:20] == before[:20]
        assert votes(app) == {}


async def test_keys_that_come_while_one_is_being_saved_are_kept_in_order(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        for key in "fghj":
            app.post_message(Key(key, key))
        await until(pilot, lambda: len(recorded(app, VotesRecorded)) == 4)
        entries = recorded(app, VotesRecorded)
        assert [entry.choice for entry in entries] == ["for", "against", "abstain", "not_voting"]
        assert [entry.voters for entry in entries] == [(key,) for key in CAPITAL[:4]]


def _and_look(append: Any, look: Any) -> Any:
    def appending(*args: Any, **more: Any) -> None:
        look()
        append(*args, **more)

    return appending


async def test_each_choice_goes_to_the_cursor_and_on_to_the_next_who_has_not_voted(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "down", "g", "up", "up", "f", "h", "j")
        order = [CAPITAL[1], CAPITAL[0], CAPITAL[2], CAPITAL[3]]
        assert [entry.voters for entry in recorded(app, VotesRecorded)] == [(key,) for key in order[:1]] + [
            (order[1],),
            (order[2],),
            (order[3],),
        ]
        assert [entry.choice for entry in recorded(app, VotesRecorded)] == ["against", "for", "abstain", "not_voting"]


async def test_rest_for_fills_only_who_has_not_voted(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "0", "3", "g", "r")
        assert len(recorded(app, VotesRecorded)[-1].voters) == 13
        assert votes(app)[CAPITAL[1]] == "against"
        await press(pilot, "r")
        assert "Everybody" in message(app) and len(recorded(app, VotesRecorded)) == 2


async def test_a_number_of_nobody_who_votes_stops_the_next_choice(tmp_path: Path) -> None:
    async with opened(tmp_path, put(absent=("tccg-chair",))) as (app, pilot):
        await press(pilot, "0", "6")
        assert "absent" in message(app)
        await press(pilot, "g")
        assert recorded(app, VotesRecorded) == [] and "Nothing was recorded" in message(app)
        await press(pilot, "9", "9", "escape", "g")
        assert recorded(app, VotesRecorded) == [VotesRecorded("m1", "against", (CAPITAL[0],))]


async def test_after_a_number_that_was_refused_the_next_number_is_not_for_the_seats_before_it(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, *"0801g")
        assert "another number begins anew" in message(app)
        await press(pilot, *"07h")
        assert votes(app) == {"eeast-chair": "abstain"}
        await press(pilot, *"0801gg")
        assert votes(app) == {"eeast-chair": "abstain", "eput-chair": "against"}


async def test_half_a_number_records_nothing_and_escape_forgets_it(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "0", "f")
        assert recorded(app, VotesRecorded) == [] and "incomplete" in message(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, VoteScreen) and app.screen.seats.targets == (CAPITAL[0],)
        await press(pilot, "0", "4", "0", "5", "backspace", "0", "4")
        assert app.screen.seats.chosen == []


async def test_what_is_recorded_is_exactly_what_is_highlighted(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        for keys in (("1", "0"), ("1", "6", "0", "2"), ("down",), ("end",), ("right", "left")):
            await press(pilot, *keys)
            grid = app.screen.query_one(Seats)
            marked = {span.text[1:3] for line in grid.lines for span in line if span.tone == "cursor"}
            assert marked == {grid.label(key)[:2] for key in grid.targets}
            await press(pilot, "h")
            assert {grid.label(key)[:2] for key in recorded(app, VotesRecorded)[-1].voters} == marked


async def test_the_live_count_and_when_it_is_settled(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, *"f" * 9, *"gg")
        assert "2 more · 3 still to vote" in frame(app)
        await press(pilot, "f", "f")
        assert (
            "carried: 11 for, 11 needed out of 14 eligible members; the votes still to come cannot change it"
            in frame(app)
        )
        assert (
            "31 present = 11 for + 2 against + 0 abstain + 1 not voted + 0 kept from voting + 17 not eligible"
            in frame(app)
        )


@pytest.mark.parametrize(
    ("rulings", "reading"),
    [
        ([], "this charter's reading"),
        ([RulingMade("m1", "reading", "all-eligible", "Of all.", "independent-chair")], "as the Chair ruled"),
        ([RulingMade("m1", "base", "cast", "Of those cast.", "independent-chair")], "as the Chair ruled"),
    ],
)
async def test_beside_the_count_of_8_10_4_it_says_whose_reading_the_majority_is(
    tmp_path: Path, rulings: list[RulingMade], reading: str
) -> None:
    on_issue = put(build.at_board(), proof=False, rule="issue-board", topic="objectives", issue="i-board")
    everybody = VotesRecorded("m1", "for", tuple(seat.key for seat in ELIGIBLE))
    async with opened(tmp_path, [*on_issue, *rulings, everybody]) as (app, pilot):
        assert "8.10(4) · read as " in frame(app)
        await press(pilot, "d")
        rows = frame(app).splitlines()
        top = next(row for row in rows if "┌" in row)
        dialog = " ".join(" ".join(row[top.index("┌") + 1 : top.index("┐")] for row in rows).split())
        assert "Declare motion 5.1 carried 24 for; 13 needed" in dialog
        assert f"(8.10(4), which does not say of whom a majority is needed: {reading})" in dialog


async def test_declaring_shows_the_arithmetic_and_records_it(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "r", "d")
        assert "14 for; 11 needed (at least 3/4 of 14 eligible members)" in frame(app) and "(8.4)" in frame(app)
        await press(pilot, "enter")
        assert recorded(app, ResultDeclared) == [ResultDeclared("m1", "carried", 14, 0, 0, 0, 14, 14, 11)]
        assert "CARRIED · declared" in frame(app)
        await press(pilot, "f")
        assert "decided" in message(app)


async def test_declaring_says_who_has_not_voted_and_whether_that_matters(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, *"ggg", "d")
        assert "11 have not voted yet, which could still change it." in frame(app)
        await press(pilot, "escape", "g", "d")
        assert "10 have not voted yet, which cannot change it." in frame(app)
        await press(pilot, "escape", "r", "d")
        assert "not voted yet" not in frame(app)


async def test_a_missing_precondition_is_asked_for_before_declaring(tmp_path: Path) -> None:
    async with opened(tmp_path, put(proof=False)) as (app, pilot):
        assert "No evidence yet of: The SLE could not reach a consensus" in frame(app)
        await press(pilot, "r", "d")
        await write(pilot, "SLE 4", "enter", "enter")
        assert recorded(app, EvidenceGiven) == [EvidenceGiven("SLE 4", "m1")]
        assert len(recorded(app, RulingMade)) == 1
        assert recorded(app, ResultDeclared)[0].outcome == "carried"


async def test_evidence_asked_for_at_an_amendment_is_not_asked_for_again_at_the_motion(tmp_path: Path) -> None:
    amendment = MotionPut("m2", "pb-nov-capital", "X.", "capital", "fin_capital", amends="m1", as_amended="To do X.")
    async with opened(tmp_path, [*put(proof=False), amendment]) as (app, pilot):
        await press(pilot, "v", "r", "d")
        await write(pilot, "SLE 4", "enter", "enter")
        assert recorded(app, ResultDeclared)[-1].motion == "m2"
        await press(pilot, "r", "d")
        assert "Evidence that the condition is met" not in frame(app) and "No evidence yet" not in frame(app)
        await press(pilot, "enter")
        assert recorded(app, EvidenceGiven) == [EvidenceGiven("SLE 4", "m1")]
        assert [declared.motion for declared in recorded(app, ResultDeclared)] == ["m2", "m1"]


async def test_sums_that_do_not_balance_are_acknowledged_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = ballot.Balance("member", 31, 14, 0, 0, 0, 0, 16)
    monkeypatch.setattr(ballot, "balance_of", lambda *_: wrong)
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "r", "d")
        assert "The figures do not add up" in frame(app)
        await press(pilot, "escape")
        assert recorded(app, ResultDeclared) == []
        await press(pilot, "d", "enter", "enter")
        assert len(recorded(app, ResultDeclared)) == 1


async def test_readings_that_differ_come_first_and_the_ruling_counts(tmp_path: Path) -> None:
    async with opened(tmp_path, put(absent=("tccg-chair", "eput-ceo"))) as (app, pilot):
        await press(pilot, *"f" * 9, *"ggg")
        assert (
            "Otherwise if read as: eligible members present: 9 for, 9 needed out of 12, carried, and 1 more  s readings"
            in frame(app)
        )
        await press(pilot, "d")
        assert "can be read in more than one way" in frame(app)
        await press(pilot, "down", "enter")
        await write(pilot, "Present ones", "enter")
        assert recorded(app, RulingMade)[-1] == RulingMade(
            "m1", "reading", "present", "Present ones", "independent-chair"
        )
        await press(pilot, "enter")
        assert recorded(app, ResultDeclared) == [ResultDeclared("m1", "carried", 9, 3, 0, 0, 14, 12, 9)]


async def test_undo_takes_the_last_vote_back(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "f", "z", "enter")
        assert votes(app) == {}
        await press(pilot, "z", "enter", "z", "enter")
        assert "The motion was undone" in frame(app)
        await press(pilot, "f", "d", "r", "v", "e", "m", "s", "a", "0")
        assert recorded(app, ResultDeclared) == []


async def test_partners_are_grouped_by_who_carries_them_and_voted_together_or_split(tmp_path: Path) -> None:
    async with opened(tmp_path, at_sle(), meeting=EXECUTIVE) as (app, pilot):
        assert "casts 5 votes" in frame(app)
        await press(pilot, "a", "f")
        assert recorded(app, VotesRecorded) == [VotesRecorded("m1", "for", CCGS)]
        assert (
            "carried: 5 for, 5 needed out of 9 eligible partners present; the votes still to come cannot change it"
            in frame(app)
        )
        await press(pilot, "0", "3", "g")
        assert votes(app)["meccg"] == "against"


async def test_consensus_and_objections(tmp_path: Path) -> None:
    async with opened(tmp_path, at_sle("consensus"), meeting=EXECUTIVE) as (app, pilot):
        await press(pilot, "o", "space", "enter", "enter")
        await write(pilot, "Too fast", "enter")
        (entry,) = recorded(app, ConsensusDeclared)
        who = next(key for key in seats("sle") if key in session_of(app).state.motions["m1"].electorate.may_vote)
        assert entry == ConsensusDeclared("m1", False, (Objection(who, "Too fast"),), ())
        assert "no consensus, 1 objection." in message(app)
        await press(pilot, "b")
        asked = " ".join(frame(app).replace("│", "").split())
        assert "may be referred to the Partnership Board for wider discussion and resolution (8.3)" in asked
        await press(pilot, "enter")
        (raised,), (referred,) = recorded(app, IssueRaised), recorded(app, IssueReferred)
        assert (raised.clause, referred.body, referred.issue) == ("8.3", "partnership-board", raised.issue)


async def test_who_stands_aside_is_named_before_consensus_is_declared(tmp_path: Path) -> None:
    async with opened(tmp_path, at_sle("consensus"), meeting=EXECUTIVE) as (app, pilot):
        await press(pilot, "0", "2", "h", "c", "enter")  # another reading would have it otherwise
        await write(pilot, "As the charter has it", "enter")
        shown = frame(app)
        assert "None of the 8 entitled to take part objected: agreed by consensus." in shown
        assert f"Stood aside: {list(session_of(app).state.members.values())[1].name}." in shown


async def test_consensus_with_votes_recorded_goes_through_declaring(tmp_path: Path) -> None:
    async with opened(tmp_path, at_sle("consensus"), meeting=EXECUTIVE) as (app, pilot):
        await press(pilot, "r", "c", "enter")
        assert recorded(app, ConsensusDeclared) == [ConsensusDeclared("m1", True, (), ())]
        await press(pilot, "D")
        assert "decided by consensus: who objected or stood aside is minuted" in message(app), "nobody voted against it"


@pytest.mark.parametrize("size", SIZES)
async def test_by_consensus_keys_messages_and_pages_speak_of_no_vote(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, at_sle("consensus"), meeting=EXECUTIVE, size=size) as (app, pilot):
        footer = " ".join(frame(app).splitlines()[-4:])
        assert "f agrees" in footer and "g objects" in footer and "h stands aside" in footer
        assert not re.search(r"against|no vote|abstain", footer)
        await press(pilot, "g")
        assert message(app).startswith("objects: ")
        await press(pilot, "T")
        shown = frame(app)
        assert "So far" in shown and "An objection is recorded: no consensus." in shown and ": objects" in shown
        assert "till to vote" not in shown and "against" not in shown


async def test_a_consensus_of_all_says_who_agreed_and_who_is_still_to_be_asked(tmp_path: Path) -> None:
    unanimous = RulingMade("m1", "consensus", "unanimous", "so", seats("sle")[0])
    async with opened(tmp_path, [*at_sle("consensus"), unanimous], meeting=EXECUTIVE) as (app, pilot):
        await press(pilot, "f")
        shown = frame(app)
        assert "AGREED 1 of 8 entitled to take part   objections 0  stood aside 0  not heard 7" in shown
        assert "Agreed so far: 1 of the 8 entitled to take part; still to be asked: 7." in shown
        assert not re.search(r" FOR |still to vote|not voted|against", shown)
        await press(pilot, "T")
        assert "Still to be asked:" in frame(app) and "vote for" not in frame(app)


async def test_consensus_is_refused_for_a_rule_that_counts(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "c")
        assert message(app).startswith("8.4 asks for a vote")
        await press(pilot, "o", "t")
        assert recorded(app, ConsensusDeclared, ResultDeclared) == []
        assert "casting vote is not defined" in message(app)


HALF = [
    RulingMade(None, "casting_vote", "chair", "As the terms say", "independent-chair"),
    *(
        RulingMade("m1", setting, value, "so", "independent-chair")
        for setting, value in (("threshold", "1/2"), ("compare", "more_than"), ("procedure", "as the charter has it"))
    ),
]
TIE: Any = (("for", CAPITAL[:7]), ("against", CAPITAL[7:]))
TIED = [*put(proof=False), PROOF, *HALF, *(VotesRecorded("m1", how, some) for how, some in TIE)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("meeting", "entries", "keys"), [(None, TIED, {"t"}), (EXECUTIVE, at_sle("consensus"), {"c", "o"})]
)
async def test_the_keys_that_the_vote_screen_names_are_in_its_footer(
    tmp_path: Path, size: tuple[int, int], meeting: Any, entries: list[Any], keys: set[str]
) -> None:
    """A sentence such as “t records the Chair's casting vote” sends the reader to the footer."""
    where = {"meeting": meeting} if meeting else {}
    async with running(tmp_path, size=size, entries=entries, screen="vote", args=("m1",), **where) as (app, _):
        rows = frame(app).splitlines()
        start = next(number for number, row in enumerate(rows) if row.startswith(" 0–9 seat"))
        above, footer = " ".join(rows[:start]), " ".join(rows[start:])
        assert set(re.findall(r"\b([a-zA-Z]) (?:records|declares|names)\b", above)) == keys
        assert all(re.search(rf"(?<!\S){key} [a-z]", footer) for key in keys), footer


async def test_the_casting_vote_where_the_terms_give_one(tmp_path: Path) -> None:
    async with opened(tmp_path, [*put(proof=False), PROOF, *HALF]) as (app, pilot):
        await press(pilot, *"f" * 7, *"g" * 7, "d")
        assert "casting vote for: carried" in frame(app)
        await press(pilot, "enter")
        assert "Enter alone decides nothing" in frame(app) and not recorded(app, ResultDeclared)
        await press(pilot, "1")
        assert not recorded(app, ResultDeclared), "a digit goes to its line, and decides nothing either"
        await press(pilot, "enter")
        (result,) = recorded(app, ResultDeclared)
        assert (result.outcome, result.for_, result.casting_vote) == ("carried", 7, "for")
        assert "by the Chair's casting vote for" in frame(app)


async def test_at_a_tie_too_it_is_said_who_has_not_voted_before_the_chair_decides_it(tmp_path: Path) -> None:
    cast = RulingMade("m1", "base", "cast", "so", "independent-chair")
    async with opened(tmp_path, [*put(proof=False), PROOF, *HALF, cast]) as (app, pilot):
        await press(pilot, *"ffgg", "d")
        assert "A tie on motion" in frame(app)
        assert "10 have not voted yet, which could still change it." in frame(app)
        await press(pilot, "escape", *"f" * 5, *"g" * 5, "d")
        assert "A tie on motion" in frame(app) and "not voted yet" not in frame(app)


async def test_withdrawing_and_another_round(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "y")
        assert "A further motion follows a result" in message(app)
        await press(pilot, "x")
        await write(pilot, "Not ready", "enter")
        assert recorded(app, MotionWithdrawn) == [MotionWithdrawn("m1", "Not ready")]
        await press(pilot, "y", "enter", "enter", "enter", "enter")
        await write(pilot, "SLE 4", "enter")
        again = recorded(app, MotionPut)[-1]
        assert (again.follows, again.text, again.rule) == ("m1", TEXT, "capital")
        assert "a further motion to 5.1" in frame(app)


async def test_rulings_on_the_motion_change_who_is_counted(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "u")
        await write(pilot, "subject applies", "enter")
        await write(pilot, "nelft", "enter", "2")
        await write(pilot, "Not bound", "enter")
        ruling = recorded(app, RulingMade)[-1]
        assert ruling.value == {"partner": "nelft", "topic": "fin_capital", "eligible": False}
        assert "needed out of 12 eligible members" in frame(app)
        await press(pilot, "n", "space", "enter")
        await write(pilot, "One less", "enter")
        assert recorded(app, RulingMade)[-1].setting == "affected"
        await press(pilot, "m")
        read = " ".join(frame(app).replace("│", " ").split())
        assert (
            "The Chair ruled that “Financial framework: allocation of NHS capital and transformation funds” does not"
            in read
        )
        assert "not eligible" not in read.partition("Rulings")[2], "no setting by the name that it has in the book"


async def test_withdrawn_members_stand_aside_and_cannot_be_chosen(tmp_path: Path) -> None:
    conflict = InterestDeclared("mseft-ceo", ("pb-nov-capital",), "financial", "bids", "withdraws")
    async with opened(tmp_path, put(conflict)) as (app, pilot):
        assert "kept from voting (1): interest declared" in frame(app)
        await press(pilot, "1", "8", "f")
        assert recorded(app, VotesRecorded) == []


async def test_find_by_letters(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, "slash")
        await write(pilot, "chief nelft", "enter")
        await press(pilot, "g")
        assert recorded(app, VotesRecorded)[0].voters == ("nelft-ceo",)


async def test_what_it_takes_eligibility_and_the_motion_can_be_read(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await press(pilot, *"f" * 9, *"gg", "T")
        assert "Any 2 of these 3 would be enough" in frame(app)
        await press(pilot, "escape", "e")
        assert "May vote: Annex 1" in frame(app)
        await press(pilot, "escape", "m")
        assert "8.4 · Capital priorities" in frame(app)


async def test_in_a_window_that_is_too_small_no_vote_is_recorded(tmp_path: Path) -> None:
    async with opened(tmp_path, put(), size=(60, 15)) as (app, pilot):
        await press(pilot, "f", "r", "d", "0", "3", "g")
        assert recorded(app, VotesRecorded) == []


async def test_five_hundred_members_have_three_digits_and_rest_asks(tmp_path: Path) -> None:
    convened, entries = large(500)
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "4", "9", "9", "g")
        assert recorded(app, VotesRecorded) == [VotesRecorded("m1", "against", ("m499",))]
        assert "Member 500" in frame(app)
        await press(pilot, "r")
        assert "499 seats have not voted, not all of them in sight" in frame(app)
        await press(pilot, "enter", "d", "enter")
        assert recorded(app, ResultDeclared)[0].for_ == 499


async def test_hostile_names_and_words_are_shown_harmless(tmp_path: Path) -> None:
    convened, entries = large(12, HOSTILE)
    async with opened(tmp_path, entries, convened=convened) as (app, pilot):
        await press(pilot, "f", "T", "escape", "e", "escape", "slash", "escape")
        shown = frame(app)
        assert "\x1b" not in shown and "\u202e" not in shown and "[/x]" in shown


async def test_nobody_may_vote(tmp_path: Path) -> None:
    async with opened(tmp_path, put(absent=CAPITAL)) as (app, pilot):
        assert "Nobody may vote on this motion as things are" in frame(app)
        await press(pilot, "f", "r", "up", "down", "left", "a", "0", "2")
        assert recorded(app, VotesRecorded) == []


async def test_a_motion_that_is_not_there(tmp_path: Path) -> None:
    async with running(tmp_path, screen="vote", args=()) as (app, pilot):
        assert "There is no motion here" in frame(app)
        await press(pilot, "f", "d", "c", "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_how_it_looks(tmp_path: Path, size: tuple[int, int]) -> None:
    conflict = InterestDeclared("mseft-ceo", ("pb-nov-capital",), "financial", "bids", "withdraws")
    async with opened(tmp_path, put(conflict, absent=("hwe-rep", "tccg-chair")), size=size) as (app, pilot):
        await press(pilot, *"030507", "g", "0", "4", "h", *"fffff", "1", "5", "1", "6")
        check_frame(f"vote-{size[0]}x{size[1]}", frame(app))


@pytest.mark.parametrize("size", SIZES)
async def test_how_partners_look(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, at_sle(), meeting=EXECUTIVE, size=size) as (app, pilot):
        await press(pilot, "a", "f", "g")
        check_frame(f"vote-sle-{size[0]}x{size[1]}", frame(app))


async def test_keys_typed_faster_than_the_screen_draws_are_all_taken(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, VoteScreen)
        for digit in "02030405":
            screen.seats.action_digit(digit)
        await screen.action_vote_against()
        await screen.action_rest()
        screen.action_declare()
        screen.action_declare()
        await press(pilot)
        assert "10 for; 11 needed (at least 3/4 of 14 eligible members)" in frame(app)
        await press(pilot, "enter")
        assert len(recorded(app, ResultDeclared)) == 1 and app.screen is screen


async def test_votes_keyed_in_one_go_are_those_of_the_seats_keyed_before_them(tmp_path: Path) -> None:
    async with opened(tmp_path, put()) as (app, pilot):
        await burst(pilot, *"0203g04h05j")
        await until(pilot, lambda: len(recorded(app, VotesRecorded)) == 3)
        seats = [seat.key for seat in app.screen.query_one(Seats).seats.values() if not seat.why]
        against, abstain, not_voting = (one.voters for one in recorded(app, VotesRecorded))
        assert (against, abstain, not_voting) == (tuple(seats[:2]), (seats[2],), (seats[3],))


async def test_a_deputy_with_a_very_long_name_leaves_room_for_the_others_under_the_grid(tmp_path: Path) -> None:
    long = MemberArrived("eput-chair", deputy="Bartholomew Featherstonehaugh " * 6)
    short = MemberArrived("eeast-chair", deputy="K Example")
    async with opened(tmp_path, put(short, long), size=(80, 24)) as (app, _):
        under = " ".join(frame(app).split())
        assert "takes no part 2: 07 K Example" in under and "08 Bartholomew" in under
        assert "not eligible" in under and "e says why" in under and "Featherstonehaugh Bartholomew" not in under


async def test_after_the_result_a_deputy_who_was_there_is_not_told_as_absent(tmp_path: Path) -> None:
    there = MemberArrived("eput-chair", deputy="K Example")
    later = MemberArrived("eeast-chair", deputy="L Late")
    entries = [*put(there, absent=("eeast-chair",))]
    async with opened(tmp_path, entries) as (app, pilot):
        await press(pilot, "r", "d", "enter", "enter")
        assert recorded(app, ResultDeclared)
        session_of(app).record(later, at="2026-11-26T10:30:00.000Z")
        await press(pilot, "e", "escape")
        under = " ".join(frame(app).split())
        assert "present, without a vote" in under and "a deputy" in under
        assert "absent (1)" in under, "who came after the result was absent from the vote"


@pytest.mark.parametrize("width", [80, 100, 109, 110, 120])
def test_no_sentence_over_the_vote_is_cut_however_it_stands(width: int) -> None:
    """From the first vote to the result, long names and a long title: what does not fit is said shorter, or left to m."""
    agenda = (AgendaItem("capital", "Priorities for NHS capital and transformation funding 2027/28", "3"),)
    put = build.motion(mover="mseft-chair", seconder="sccg-chair", rule="agreement", topic="objectives")
    seconded = build.motion(mover="mseft-chair", seconder="sccg-chair")
    for motion, most in ((seconded, 9), (put, 0)):
        stretch = build.record(build.sitting(agenda=agenda), motion)
        heads = [stretch.state]
        for choice, voters in (("for", CAPITAL[:most]), ("against", CAPITAL[most:]))[: 2 if most else 0]:
            heads.append(build.record(stretch, build.votes(choice, voters)).state)
        if most:
            heads.append(build.declare(stretch).state)
        for state in heads:
            lines = ["".join(span.text for span in row) for row in vote_lines(state, state.motions["m1"], width)]
            assert not [row for row in lines[1:] if row.rstrip().endswith("…")], "\n".join(lines)


def test_the_grid_of_a_consensus_says_who_objects_and_stands_aside_and_nobody_is_against() -> None:
    board = build.sitting(item="objectives")
    put = build.motion("m2", item="objectives", rule="agreement", topic="objectives")
    build.record(board, put, build.votes("against", ["mseft-ceo"], "m2"), build.votes("abstain", ["eput-ceo"], "m2"))
    seats = {seat.key: seat for seat in seats_of(board.state, board.state.motions["m2"])}
    how = Drawing(60, 60, 2, False, "")
    shown = {
        key: "".join(part.text for part in row_of((seats[key],), (False,), how, ""))
        for key in ("mseft-ceo", "eput-ceo")
    }
    assert " objects " in shown["mseft-ceo"] and " aside " in shown["eput-ceo"]
    assert not any(word in text for text in shown.values() for word in ("against", "abstain"))
