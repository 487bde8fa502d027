"""Votes counted without names: a show of hands, voices, a secret ballot; what they may say, replace, and leave open."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from boardtui.charter.rule import Override, Reading, Rule
from boardtui.desk.replay import Replayed, meeting_json
from boardtui.exchange.popolo.writing import document
from boardtui.meeting.entries import (
    AnyEntry,
    DissentNoted,
    EntryRetracted,
    MemberLeft,
    Outcome,
    PublicExcluded,
    VotesCounted,
)
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.record.record import record_of
from boardtui.meeting.voting.ballot import readings_of
from boardtui.meeting.words.entry_words import tell_in
from boardtui.papers.clock import Clock
from boardtui.papers.formats.markdown import as_markdown
from boardtui.papers.layout import minutes_document
from boardtui.papers.minutes import minutes
from boardtui.papers.motions import motion as minuted
from boardtui.papers.source import Source
from boardtui.papers.vote_sheet import vote_sheets
from boardtui.tui.views.vote import vote_lines
from tests.build import CAPITAL, SLE, declare, motion, record, refused, result, rules_of, sitting, the, votes

SIMPLE = Rule(
    key="simple",
    title="A simple majority",
    clause="9.9",
    method="vote",
    base="cast",
    threshold="1/2",
    compare="more_than",
)


def hands(for_: int, against: int, abstain: int = 0) -> VotesCounted:
    return VotesCounted("m1", "show_of_hands", for_, against, abstain)


def ballot(for_: int, against: int, abstain: int, issued: int, spoilt: int) -> VotesCounted:
    return VotesCounted("m1", "secret_ballot", for_, against, abstain, issued, spoilt)


def voice(declared: Outcome | None = "carried") -> VotesCounted:
    return VotesCounted("m1", "voice", declared=declared)


def put(*rules: Rule, **changes: object) -> Stretch:
    charter = rules_of()
    charter = replace(charter, rules=(*charter.rules, *rules))
    return record(sitting(charter=charter), motion(**({"rule": rules[0].key} if rules else {}), **changes))


def details(held: Stretch) -> str:
    return " ".join(minuted(Source(held, "public", Clock(held.state.starts)), "m1", "all").details)


def test_a_show_of_hands_is_counted_and_the_rest_did_not_vote() -> None:
    held = declare(record(put(), hands(11, 2, 0)))
    found = the(held).result
    assert found is not None
    assert (found.outcome, found.for_, found.against, found.abstain, found.not_voted) == ("carried", 11, 2, 0, 1)
    assert (found.eligible, found.needed) == (14, 11)


def test_nobody_is_named_by_totals_in_minutes_and_open_data() -> None:
    held = declare(record(put(), hands(11, 2)))
    assert "Counted by show of hands, so nobody is named." in details(held)
    source = Source(held, "public", Clock(held.state.starts))
    papers = [
        *(minutes_document(minutes(held, names=names, entries=0, fingerprint="")) for names in ("all", "dissent")),
        *vote_sheets(source).values(),
    ]
    for paper in map(as_markdown, papers):
        assert paper.count("so nobody is named") == 1 and "not disclosed" not in paper
    assert minuted(Source(held, "public", Clock(held.state.starts)), "m1", "all").ballots == ()
    written = document(Replayed("b", [held], len(held.lines), "0" * 64), {}, public=True)["vote_events"][0]
    assert written["votes"] == []
    assert {one["option"]: one["value"] for one in written["counts"]} == {
        "yes": 11, "no": 2, "abstain": 0, "not voting": 1,
    }  # fmt: skip


def test_totals_replace_named_votes_and_named_votes_replace_totals() -> None:
    held = record(put(), votes("against", CAPITAL), hands(9, 1))
    assert (the(held).votes, result(held).for_, result(held).against) == ({}, 9, 1)
    record(held, hands(10, 0))
    assert result(held).for_ == 10
    record(held, votes("for", CAPITAL[:3]))
    assert (result(held).for_, result(held).not_voted) == (3, 11)
    assert the(held).totals is None


def test_no_more_votes_are_counted_than_may_vote() -> None:
    assert "15 votes were counted, and 14 may vote" in refused(put(), hands(10, 5)).reason
    assert "less than nought" in refused(put(), hands(10, -1)).reason
    assert "how many were for" in refused(put(), VotesCounted("m1", "show_of_hands", 3)).reason


def test_the_papers_of_a_secret_ballot_are_reconciled() -> None:
    held = declare(record(put(), ballot(11, 1, 0, 13, 1)))
    assert "13 ballot papers were given out and all were returned, 1 of them spoilt." in details(held)
    assert "14 ballot papers were counted, and 13 were given out" in refused(put(), ballot(11, 1, 1, 13, 1)).reason
    assert "15 ballot papers were given out, and 14 may vote" in refused(put(), ballot(1, 1, 1, 15, 1)).reason
    assert "how many ballot papers" in refused(put(), VotesCounted("m1", "secret_ballot", 1, 1)).reason
    assert "in a secret ballot only" in refused(put(), replace(hands(1, 1), issued=3)).reason


def test_where_each_is_named_totals_are_refused_with_the_clause() -> None:
    held = sitting(SLE)
    consensus = next(rule.key for rule in held.state.charter.rules if rule.method == "consensus" and not rule.topics)
    partner = next(rule.key for rule in held.state.charter.rules if rule.unit == "partner")
    record(held, motion(rule=consensus, topic=None))
    asked = refused(held, hands(1, 0))
    assert ("consensus" in asked.reason, bool(asked.clause)) == (True, True)
    record(held, motion("m2", rule=partner, topic=None, affected=tuple(held.state.partners)[:3]))
    asked = refused(held, replace(hands(1, 0), motion="m2"))
    assert ("each by name" in asked.reason, bool(asked.clause)) == (True, True)


def test_voices_decide_only_by_more_than_half_of_the_votes_cast() -> None:
    assert "more than half of the votes cast" in refused(put(), voice()).reason
    most = replace(SIMPLE, key="most", threshold="2/3")
    assert "more than half" in refused(put(most), voice()).reason
    assert "what the chair declared" in refused(put(SIMPLE), voice(None)).reason
    assert "Voices are not counted" in refused(put(SIMPLE), replace(voice(), for_=3, against=1)).reason


def test_voices_have_an_outcome_and_no_figures() -> None:
    held = declare(record(put(SIMPLE), voice()))
    found = next(one for one in meeting_json(held.state)["motions"])
    assert found["outcome"] == "carried"
    assert {found[name] for name in ("for", "against", "abstain", "not_voted", "eligible", "base", "needed")} == {None}
    made = minuted(Source(held, "public", Clock(held.state.starts)), "m1", "all")
    assert (made.figures, made.arithmetic) == (None, "Declared carried on the voices; nothing was counted.")
    assert tell_in(held, held.lines[-1]) == "motion 3.1 carried on the voices"


def test_a_result_on_voices_is_what_was_declared() -> None:
    held = record(put(SIMPLE), voice("not_carried"))
    wrong = refused(held, replace(result(held), outcome="carried"))
    assert "differs from the count" in wrong.reason
    assert refused(held, replace(result(held), for_=3))
    assert the(declare(held)).status == "not_carried"


def test_there_is_no_casting_vote_on_voices() -> None:
    charter = rules_of(casting_vote="chair")
    held = record(sitting(charter=replace(charter, rules=(*charter.rules, SIMPLE))), motion(rule="simple"), voice())
    assert "no casting vote on voices" in refused(held, replace(result(held), casting_vote="for")).reason


def test_a_tie_by_hands_is_broken_by_the_casting_vote() -> None:
    charter = rules_of(casting_vote="chair")
    held = record(sitting(charter=replace(charter, rules=(*charter.rules, SIMPLE))), motion(rule="simple"), hands(5, 5))
    declare(held, outcome="carried", casting_vote="for")
    assert the(held).status == "carried"


def test_totals_lapse_when_those_who_may_vote_change_and_that_is_told() -> None:
    held = record(put(), hands(11, 2), MemberLeft(CAPITAL[3]))
    assert result(held).for_ == 0
    totals = the(held).totals
    assert totals is not None and totals.lapsed
    declare(record(held, votes("for", CAPITAL[:3])))
    assert "lapsed" in " ".join(minuted(Source(held, "public", Clock(held.state.starts)), "m1", "all").basis)


def test_who_cannot_vote_may_leave_and_the_totals_stand() -> None:
    other = next(member for member in put().state.members if member not in CAPITAL)
    held = record(put(), hands(11, 2), MemberLeft(other))
    assert result(held).for_ == 11


def test_the_totals_are_taken_back() -> None:
    held = record(put(), votes("for", CAPITAL[:4]), hands(11, 2))
    record(held, EntryRetracted(held.lines[-1].seq, "counted anew"))
    assert (result(held).for_, result(held).against) == (4, 0)


def test_dissent_is_noted_beside_totals_up_to_their_number() -> None:
    held = declare(record(put(), hands(11, 1)))
    record(held, DissentNoted("m1", CAPITAL[0], "against"))
    assert "Counted by show of hands, so nobody else is named." in details(held), "who dissented is named beside it"
    assert "counted with 1 against" in refused(held, DissentNoted("m1", CAPITAL[1], "against")).reason


def test_in_private_a_public_motion_is_not_counted() -> None:
    assert "when the public is back" in refused(record(put(), PublicExcluded("a claim")), hands(3, 1)).reason


@pytest.mark.parametrize("counted", [hands(11, 2), ballot(10, 2, 0, 13, 1)], ids=["hands", "ballot"])
def test_the_public_record_has_the_same_figures(counted: AnyEntry) -> None:
    held = declare(record(put(), counted))
    assert record_of(held, "public").state.motions["m1"].result == the(held).result


def reading(*overrides: Override, **changes: str) -> Reading:
    return Reading(key="other", title="Another", why="It may be read so.", changes=changes, overrides=overrides)


def otherwise(held: Stretch) -> str:
    """What the minutes that have all say of other readings."""
    return " ".join(minuted(Source(held, "confidential", Clock(held.state.starts)), "m1", "all").otherwise)


def says(held: Stretch) -> str:
    (found,) = readings_of(held.state, the(held))
    return found.says or (found.tally.outcome if found.tally else "")


# An override takes the five clinical commissioning groups, and with them five members, out of the electorate of 14.
FEWER = tuple(
    Override(partner=key, topic="fin_capital", eligible=False) for key in ("bbccg", "cprccg", "meccg", "sccg", "tccg")
)


def with_reading(other: Reading) -> Stretch:
    return put(replace(SIMPLE, base="eligible", threshold="1/2", readings=(other,)))


def test_a_reading_in_which_the_same_vote_is_counted_exactly() -> None:
    assert says(record(with_reading(reading(threshold="3/4", compare="at_least")), hands(8, 2))) == "not_carried"
    assert says(record(with_reading(reading(threshold="3/4", compare="at_least")), hands(11, 2))) == "carried"


def test_a_reading_in_which_others_vote_differs_may_differ_or_cannot_differ() -> None:
    cannot = record(with_reading(reading(*FEWER)), hands(14, 0))
    assert says(cannot) == "cannot differ"
    may = record(with_reading(reading(*FEWER)), hands(8, 6))
    assert says(may) == "may differ"
    differs = record(with_reading(reading(*FEWER, threshold="1/2", base="cast")), hands(7, 0))
    assert says(differs) == "differs"  # 7 of 14 is not more than half; of the votes cast, two to seven are all for
    declare(differs)
    assert "the outcome would have differed" in otherwise(differs)
    declare(may)
    assert "the outcome might have differed" in otherwise(may)


def test_a_reading_that_leaves_members_out_is_no_reading_in_which_the_same_vote() -> None:
    """Seven of the fourteen are left out: 8 for and 6 against may be 1 for and 6 against of the others, or 7 for."""
    fewer = Reading(key="other", title="Another", why="It may be read so.", left_out=CAPITAL[:7])
    assert says(record(with_reading(fewer), hands(8, 6))) == "may differ"


def test_a_reading_by_which_the_same_are_counted_alike_is_none_of_hands_either() -> None:
    held = record(with_reading(reading(base="eligible")), hands(8, 6))
    assert readings_of(held.state, the(held)) == ()


def test_the_vote_on_the_screen_says_how_it_was_counted() -> None:
    def shown(held: Stretch) -> str:
        return "\n".join("".join(part.text for part in row) for row in vote_lines(held.state, the(held), 120))

    assert "not carried by show of hands: 9 for, 11 needed out of 14 eligible members, without names" in shown(
        record(put(), hands(9, 2))
    )
    voices = record(put(SIMPLE), voice())
    assert "carried on the voices" in shown(voices)
    assert "nothing is counted" in shown(voices)
    assert "0 for" not in shown(voices)
    assert "declared on the voices" in shown(declare(voices))


def test_those_who_come_in_by_a_reading_may_have_voted_either_way() -> None:
    wider = replace(SIMPLE, readings=(reading(no_category="eligible"),))
    assert says(record(put(wider), hands(5, 0))) == "may differ"
    assert says(record(put(wider), hands(8, 0))) == "cannot differ"  # seven represent no partner, so 8 of 15 are for
