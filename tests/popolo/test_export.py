"""A book written as Popolo: valid against its schemas, and in public nothing that is confidential."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
from msgspec.structs import replace

from boardtui.charter.load import body_charter, shipped
from boardtui.exchange.popolo.shown import Shown
from boardtui.exchange.popolo.writing import document
from boardtui.meeting import entries as e
from boardtui.meeting.entries import AgendaItem
from tests import build
from tests.charter.held import sitting
from tests.popolo.making import book_of
from tests.popolo.schemas import DOCUMENT

TITLES = {"partnership-board": "Partnership Board"}
HIDDEN = "canary"


def _written(*entries: e.AnyEntry, public: bool = False) -> dict[str, list[dict[str, Any]]]:
    made = document(book_of(entries), TITLES, public=public)
    jsonschema.validate(made, DOCUMENT, cls=jsonschema.Draft202012Validator)
    return made


def _opened(*absent: str, **changes: Any) -> list[e.AnyEntry]:
    first = build.convened(**changes)
    here = [member.key for member in first.members if member.key not in absent]
    return [first, *build.arrivals(here), e.MeetingOpened(), e.ItemOpened(item="capital")]


def _capital() -> list[e.AnyEntry]:
    """Fourteen are eligible on capital: ten for, one against, one abstains, one does not vote, one is absent."""
    keys = build.CAPITAL
    return [
        *_opened(keys[13]),
        build.motion(mover=keys[0]),
        build.votes("for", keys[:10]),
        build.votes("against", keys[10:11]),
        build.votes("abstain", keys[11:12]),
        e.ResultDeclared("m1", "not_carried", 10, 1, 1, 1, 14, 14, 11),
        e.MeetingClosed(),
    ]


def test_a_realistic_meeting_is_valid_against_the_schemas() -> None:
    made = _written(*build.realistic())
    assert [len(made[name]) for name in ("motions", "vote_events")] == [3, 3]


def test_a_motion_is_written_with_its_counts_and_every_eligible_voter() -> None:
    made = _written(*_capital())
    (motion,), (event,) = made["motions"], made["vote_events"]
    assert motion == {
        "id": "m1",
        "organization_id": "partnership-board",
        "creator_id": build.CAPITAL[0],
        "text": "That the Board supports the capital priorities for 2027/28.",
        "classification": "Capital priorities",
        "date": event["start_date"],
        "requirement": "at least 3/4 of all eligible members",
        "result": "fail",
    }
    counts = {one["option"]: one["value"] for one in event["counts"]}
    assert counts == {"yes": 10, "no": 1, "abstain": 1, "not voting": 1, "absent": 1}
    assert len(event["votes"]) == 14
    assert event["votes"][0]["group_id"] in {one["id"] for one in made["organizations"]}


def test_everything_that_is_named_by_id_is_there() -> None:
    made = _written(*build.realistic())
    ids = {name: {one["id"] for one in made[name]} for name in ("persons", "organizations", "motions")}
    for held in made["memberships"]:
        assert held["person_id"] in ids["persons"]
        assert {held["organization_id"], held.get("on_behalf_of_id", "partnership-board")} <= ids["organizations"]
    for event in made["vote_events"]:
        assert event["motion_id"] in ids["motions"]
        assert {vote["voter_id"] for vote in event["votes"]} <= ids["persons"] | ids["organizations"]


def test_partners_vote_as_organisations_where_votes_are_counted_by_partner() -> None:
    rules = build.rules_of()
    by_partner = build.replace(rules.rules[0], key="by-partner", method="vote", unit="partner", base="eligible")
    by_partner = build.replace(by_partner, threshold="1/2", compare="more_than", topics=None)
    charter = build.replace(rules, rules=(*rules.rules, by_partner))
    put = build.motion(rule="by-partner")
    eligible = [*build.CCGS, *build.TRUSTS]
    made = _written(
        *_opened(charter=charter),
        put,
        build.votes("for", eligible),
        build.result(build.play([*_opened(charter=charter), put, build.votes("for", eligible)])),
    )
    votes = made["vote_events"][0]["votes"]
    assert {vote["voter_id"] for vote in votes} == {
        one["id"] for one in made["organizations"] if one["id"] in {vote["voter_id"] for vote in votes}
    }
    assert made["vote_events"][0]["result"] == "pass"


def _in_common(votes: dict[str, tuple[int, int]]) -> dict[str, list[dict[str, Any]]]:
    """Committees in common decide by the rule under which a motion holds for those that concur; seats by their place."""
    memorandum = shipped("south-yorkshire-bassetlaw")
    seats = memorandum.body("committees-in-common").seats
    people = tuple(e.Member(seat.key, "", seat.title, seat.partners) for seat in seats)
    charter = body_charter(memorandum, "committees-in-common")
    first = build.convened(charter=charter, partners=memorandum.partners, members=people)
    told = [first, *build.arrivals([one.key for one in people]), e.MeetingOpened(), e.ItemOpened(item="capital")]
    told.append(e.MotionPut("m1", "capital", "To share theatres.", "each-concurs"))
    told += [build.votes(choice, [one.key for one in people[start:end]]) for choice, (start, end) in votes.items()]
    return _written(*told, build.result(build.play(told)))


def test_a_motion_that_holds_for_those_that_concur_neither_passes_nor_fails() -> None:
    made = _in_common({"for": (0, 5), "against": (5, 6)})
    (motion,), (event,) = made["motions"], made["vote_events"]
    assert motion["result"] == event["result"] == "carried for those that concur"
    assert [one["result"] for one in event["group_results"]] == ["pass"] * 5 + ["fail"] * 2
    assert [one["group_id"] for one in event["group_results"]] == [one["group_id"] for one in event["votes"]]


def test_a_motion_that_no_committee_or_every_committee_carries_passes_or_fails() -> None:
    for choice, result in (("against", "fail"), ("for", "pass")):
        (event,) = _in_common({choice: (0, 7)})["vote_events"]
        assert event["result"] == result
        assert "group_results" not in event


def test_what_is_only_discussed_is_not_written_as_adopted() -> None:
    held = sitting(shipped("cambridgeshire-peterborough"), "hce", "service-change")
    made = _written(*(line.entry for line in held.lines), e.ConsensusDeclared("m1", True))
    assert made["motions"][0]["result"] == made["vote_events"][0]["result"] == "discussed"


def test_a_seat_that_passes_to_somebody_else_makes_two_persons_with_dates() -> None:
    first = build.convened(public=False)
    other = tuple(build.replace(one, name="New Holder") if n == 0 else one for n, one in enumerate(first.members))
    later = build.convened_next(
        build.closed(build.play([first])).state, starts="2027-02-01T10:00:00+00:00", members=other
    )
    made = _written(first, e.MeetingClosed(), later, e.MeetingClosed())
    seat = first.members[0].key
    assert [one["id"] for one in made["persons"] if one["id"].startswith(seat)] == [seat, f"{seat}-2"]
    dated = {
        (one["person_id"], one.get("start_date"), one.get("end_date"))
        for one in made["memberships"]
        if one["person_id"].startswith(seat)
    }
    assert dated == {(seat, None, "2026-11-23"), (f"{seat}-2", "2027-02-01", None)}


def test_a_membership_begins_when_the_seat_was_filled_and_not_with_the_meeting_that_was_told() -> None:
    """SeatFilled has the day; so have the minutes."""
    first = build.convened(public=False)
    empty = tuple(build.replace(one, name="", vacant=True) if n == 0 else one for n, one in enumerate(first.members))
    seat = first.members[0].key
    made = _written(
        build.replace(first, members=empty),
        e.SeatFilled("New Holder", "2026-09-01", seat),
        e.MeetingClosed(),
        public=True,
    )
    starts = {one["person_id"]: one.get("start_date") for one in made["memberships"]}
    assert starts.pop(seat) == "2026-09-01" and set(starts.values()) == {None}


def _private() -> list[e.AnyEntry]:
    """One public motion; one on a confidential item, two put while the public is excluded."""
    voters = build.CAPITAL[:11]
    hidden = AgendaItem(item="secret", title=f"{HIDDEN} item", number="9", topic="fin_capital")

    def decided(key: str) -> list[e.AnyEntry]:
        return [build.votes("for", voters, key), e.ResultDeclared(key, "carried", 11, 0, 0, 3, 14, 14, 11)]

    first, *rest = _opened()
    return [
        first,
        e.ConfidentialCarried(agenda=(hidden,)),
        *rest,
        build.motion("m1"),
        *decided("m1"),
        build.motion("m2", item="secret", text=f"{HIDDEN} text"),
        *decided("m2"),
        e.PublicExcluded(reason="commercial"),
        build.motion("m3", text=f"{HIDDEN} text"),
        *decided("m3"),
        build.motion("m4", text=f"{HIDDEN} text"),
        *decided("m4"),
        e.NoteTaken(item="capital", text=f'In the vote on m1, recorded as "{HIDDEN}": {build.CAPITAL[12]}.'),
        e.PublicReadmitted(),
        e.MeetingClosed(),
    ]


def test_the_whole_book_holds_the_confidential_motions() -> None:
    assert [one["id"] for one in _written(*_private())["motions"]] == ["m1", "m2", "m3", "m4"]


def test_in_public_no_confidential_motion_vote_or_word_is_written() -> None:
    made = _written(*_private(), public=True)
    assert [one["id"] for one in made["motions"]] == ["m1"]
    assert [one["motion_id"] for one in made["vote_events"]] == ["m1"]
    assert HIDDEN not in json.dumps(made)


def test_in_public_nobody_is_shown_as_gone_who_left_in_private() -> None:
    gone = build.CAPITAL[13]
    entries = [
        *_opened(),
        e.PublicExcluded(reason="commercial"),
        e.MemberLeft(member=gone),
        e.PublicReadmitted(),
        build.motion(),
        build.votes("for", build.CAPITAL[:11]),
        e.ResultDeclared("m1", "carried", 11, 0, 0, 2, 14, 14, 11),
    ]
    whole, public = (_written(*entries, public=only)["vote_events"][0] for only in (False, True))
    assert {"voter_id": gone, "option": "absent"}.items() <= whole["votes"][13].items()
    assert gone not in {vote["voter_id"] for vote in public["votes"]}
    assert "absent" not in {one["option"] for one in public["counts"]}


def test_in_public_votes_cast_in_private_are_figures_without_names() -> None:
    entries = [
        *_opened(vocabulary=2),
        build.motion(),
        e.PublicExcluded(reason="commercial"),
        build.votes("for", build.CAPITAL[:11]),
        e.PublicReadmitted(),
        e.ResultDeclared("m1", "carried", 11, 0, 0, 3, 14, 14, 11),
    ]
    whole, public = (_written(*entries, public=only)["vote_events"] for only in (False, True))
    assert len(whole[0]["votes"]) == 14
    assert public[0]["votes"] == []
    assert {one["option"]: one["value"] for one in public[0]["counts"]}["yes"] == 11


def test_a_time_that_nobody_stated_is_not_written_but_the_day_of_the_meeting() -> None:
    late = {"starts": "2026-09-24T10:00:00+01:00"}
    decided = [build.motion(), build.votes("for", build.CAPITAL)]
    result = e.ResultDeclared("m1", "carried", 14, 0, 0, 0, 14, 14, 11)
    made = _written(*_opened(**late), *decided, result)
    session = {"id": "2026-11", "name": "Partnership Board, November 2026", "start_date": "2026-09-24"}
    for written, name in ((made["motions"][0], "date"), (made["vote_events"][0], "start_date")):
        assert name not in written and written["legislative_session"] == session
    opened = _opened(**late)
    times = [
        e.TimeStated(len(opened) - 1, "2026-09-24T09:00:00.000Z"),
        e.TimeStated(len(opened) + 1, "2026-09-24T09:30:00.000Z"),
    ]
    made = _written(*opened, *decided, result, *times)
    assert made["motions"][0]["date"] == made["vote_events"][0]["start_date"] == "2026-09-24T10:30:00+01:00"
    assert "legislative_session" not in made["motions"][0]


def test_after_a_private_part_it_is_still_public_what_a_motion_needed() -> None:
    decided = [build.motion(), build.votes("for", build.CAPITAL[:11])]
    private = [e.PublicExcluded(reason="commercial"), e.MemberLeft(member=build.CAPITAL[13]), e.PublicReadmitted()]
    result = e.ResultDeclared("m1", "carried", 11, 0, 0, 2, 14, 14, 11)
    entries = [*_opened(), *private, *decided, result]
    assert _written(*entries, public=True)["motions"][0]["requirement"] == "at least 3/4 of all eligible members"
    shown = Shown(build.play(entries), public=True)
    other = replace(shown.state.motions["m1"], result=replace(result, needed=8))
    assert shown.asks(shown.state.motions["m1"]) and not shown.asks(other), (
        "a ruling in private asked for something else"
    )
