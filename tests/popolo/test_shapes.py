"""The shapes in which people publish votes: one object with lists, lists of motions, single motions, ids or objects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.popolo.making import event, motion, motions, notes, states, taken_in

PERSONS = [{"id": "ann", "name": "Ann Able"}, {"id": "bob", "name": "Bob Brown"}]
TEXT = "That the plan is adopted."
APART = event(motion_id="m1")
EMBEDDED = [
    {"voter": {"id": "ann", "name": "Ann Able"}, "option": "yes"},
    {"voter_id": "bob", "voter": {"name": "Bob Brown"}, "option": "no"},
]
FLAT = [
    {"vote_event_id": "v1", "voter_id": "ann", "option": "yes"},
    {"vote_event_id": "v1", "voter_id": "bob", "option": "no"},
]
NAMES = [{"voter_name": "Ann Able", "option": "Yes"}, {"voter_name": "Bob Brown", "option": "NO"}]
MOTIONS = [{"id": "m1", "text": TEXT}]
SHAPES: dict[str, Any] = {
    "one object, events beside motions": {"persons": PERSONS, "motions": MOTIONS, "vote_events": [APART]},
    "vote events under events": {"people": PERSONS, "motions": MOTIONS, "events": [APART]},
    "people keyed by id": {"people": {"ann": {"name": "Ann Able"}, "bob": {"name": "Bob Brown"}}, "motions": [motion(event())]},
    "a list of motions": [motion({**event(), "votes": EMBEDDED})],
    "a single motion": motion({**event(), "votes": EMBEDDED}),
    "a single vote event": {**event(), "votes": EMBEDDED, "motion": {"id": "m1", "text": TEXT}},
    "a list of vote events": [{**event(), "votes": EMBEDDED, "motion": {"id": "m1", "text": TEXT}}],
    "votes apart": {"people": PERSONS, "motions": MOTIONS, "vote_events": [{**APART, "votes": []}], "votes": FLAT},
    "wrapped as an answer of a service": {"results": [motion({**event(), "votes": EMBEDDED})]},
    "the text in the event": {**event("m1"), "votes": EMBEDDED, "motion_text": TEXT},
    "names alone": [motion({**event(), "votes": NAMES})],
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_gives_the_same_motion_with_the_same_votes(tmp_path: Path, shape: str) -> None:
    taken, found = taken_in(tmp_path, SHAPES[shape])
    (one,) = motions(found)
    (state,) = states(found)
    assert (one.text, one.status) == (TEXT, "not_carried")
    assert {state.members[key].name: choice for key, choice in one.votes.items()} == {
        "Ann Able": "for",
        "Bob Brown": "against",
    }
    assert taken.figures()["votes"] == 2


def test_people_may_stand_in_another_file_than_the_votes(tmp_path: Path) -> None:
    _, found = taken_in(tmp_path, [motion(event())], {"persons": PERSONS})
    assert [one.name for one in states(found)[0].members.values()] == ["Ann Able", "Bob Brown"]


def test_each_day_and_organisation_is_a_meeting_with_a_key_of_its_own(tmp_path: Path) -> None:
    bodies = {"organizations": [{"id": "a", "name": "Upper House"}, {"id": "b", "name": "Lower House"}]}
    events = [
        event("v1", motion_id="m1", organization_id="a", start_date="2015-03-13T10:00:00Z"),
        event("v2", motion_id="m2", organization_id="b", start_date="2015-03-13T09:00:00+02:00"),
        event("v3", motion_id="m3", organization_id="a", start_date="2015-03-12"),
        event("v4", motion_id="m4", organization_id="a", start_date="2015-03-13 09:00:00"),
    ]
    _, found = taken_in(tmp_path, {**bodies, "vote_events": events})
    assert [(state.meeting, state.title, list(state.motions)) for state in states(found)] == [
        ("2015-03-12", "Upper House, 2015-03-12", ["m3"]),
        ("2015-03-13", "Lower House, 2015-03-13", ["m2"]),
        ("2015-03-13-upper-house", "Upper House, 2015-03-13", ["m4", "m1"]),
    ]


def test_only_the_last_minutes_wait_so_that_a_long_book_stays_short(tmp_path: Path) -> None:
    events = [event(f"v{day}", start_date=f"2015-03-{day:02}") for day in range(1, 29)]
    _, found = taken_in(tmp_path, {"vote_events": events})
    assert {len(state.minutes_due) for state in states(found)} == {1}


def test_whoever_is_absent_is_not_present_and_whoever_comes_later_arrives(tmp_path: Path) -> None:
    events = [event("v1", "ann yes, bob absent"), event("v2", "ann ABSENT, bob no")]
    _, found = taken_in(tmp_path, {"vote_events": events})
    (state,) = states(found)
    assert [(one.member, one.what) for one in state.movements] == [
        ("ann", "arrived"),
        ("ann", "left"),
        ("bob", "arrived"),
    ]
    assert [dict(one.votes) for one in state.motions.values()] == [{"ann": "for"}, {"bob": "against"}]


def test_memberships_name_members_without_a_vote_while_they_hold(tmp_path: Path) -> None:
    held = [
        {"person_id": "cat", "organization_id": "o", "start_date": "2014", "role": "Chair"},
        {"person_id": "dan", "organization_id": "o", "end_date": "2015-03"},
        {"person_id": "eve", "organization_id": "o", "end_date": "2015-02"},
        {"person_id": "fay", "organization_id": "o", "start_date": "2015-04"},
        {"person_id": "gus", "organization_id": "elsewhere"},
    ]
    _, found = taken_in(tmp_path, {"memberships": held, "vote_events": [event(organization_id="o")]})
    (state,) = states(found)
    assert list(state.members) == ["ann", "bob", "cat", "dan"]
    assert state.members["cat"].seat == "Chair"
    assert list(state.present) == ["ann", "bob"]


def test_a_further_vote_on_a_motion_follows_the_first(tmp_path: Path) -> None:
    _, found = taken_in(tmp_path, motion(event("v1"), event("v2", "ann yes, bob yes")))
    first, second = motions(found)
    assert (first.key, second.key, second.follows, second.status) == ("m1", "m1-2", "m1", "carried")


def test_keys_are_small_letters_whatever_the_ids_are(tmp_path: Path) -> None:
    votes = [{"voter_id": ident, "option": "yes"} for ident in ("Á/b", "a b", "../../etc", "日本", 7, "x" * 300)]
    one = motion({**event(), "votes": votes}, id="http://example.org/Motion?id=1&x=2")
    _, found = taken_in(tmp_path, [one])
    (state,) = states(found)
    assert list(state.members) == ["a-b", "a-b-2", "etc", "member", "7", "x" * 48]
    assert list(state.motions) == ["http-example-org-motion-id-1-x-2"]


def test_no_name_of_a_folder_gets_into_a_key(tmp_path: Path) -> None:
    """Where a motion has no id, nothing of the place of the file stands for it."""
    votes = [{"voter_id": "ann", "option": "yes"}]
    data = [{"text": TEXT, "vote_events": [{"date": "2015-03-12", "votes": votes}] * 2, "date": "2015-03-12"}]
    bare = {"vote_events": [{"date": "2015-03-12", "votes": votes}]}
    _, found = taken_in(tmp_path, data, bare)
    assert [one.key for one in motions(found)] == ["motion", "motion-2", "motion-3"]


def test_hostile_text_is_kept_as_text(tmp_path: Path) -> None:
    hostile = "\x1b]52;c;x\x07 [/x] {{ 1 }} =1+1 \u202e\ud800"
    one = motion(event(votes=f"ann {hostile}"), text=hostile)
    _, found = taken_in(tmp_path, [one])
    kept = hostile.replace("\ud800", "\ufffd")
    assert motions(found)[0].text == kept
    assert any("u001b" in note for note in notes(found))


def test_fields_without_a_place_are_counted_and_told(tmp_path: Path) -> None:
    one = motion(event(sources=[{"url": "x"}], legislative_session_id="5"), sources=[{"url": "x"}])
    taken, _ = taken_in(tmp_path, {"persons": [{"id": "ann", "gender": "female", "image": None}], "motions": [one]})
    assert dict(taken.gathered.ignored) == {
        "motion.sources": 1,
        "vote_event.sources": 1,
        "vote_event.legislative_session_id": 1,
        "person.gender": 1,
    }
    assert any("person.gender (1)" in words for words in taken.words())


def test_who_has_no_name_goes_by_the_last_part_of_the_id(tmp_path: Path) -> None:
    votes = [{"voter_id": "http://example.org/people/ann-able", "option": "yes", "group_id": "org/groups/greens"}]
    ours = motion({**event(), "votes": votes}, organization_id="ocd-organization/city-council")
    _, found = taken_in(tmp_path, ours)
    (state,) = states(found)
    assert [member.name for member in state.members.values()] == ["ann-able"]
    assert [partner.name for partner in state.partners.values()] == ["greens"]
    assert state.charter.title == "city-council"


def test_two_voters_without_an_id_and_with_one_name_are_two_people(tmp_path: Path) -> None:
    votes = [{"voter_name": "Tanner", "voter_id": None, "option": how} for how in ("yes", "yes", "no")]
    counts = [{"option": "yes", "value": 2}, {"option": "no", "value": 1}]
    taken, found = taken_in(tmp_path, [motion({**event(), "votes": votes, "counts": counts})])
    (state,) = states(found)
    assert [one.name for one in state.members.values()] == ["Tanner", "Tanner (2)", "Tanner (3)"]
    assert (taken.figures()["votes"], taken.figures()["counts_differing"]) == (3, 0)
    (remark,) = [line for line in taken.words() if line.startswith("note")]
    assert "3 voters without an id are named 'Tanner'" in remark and "not certain" in remark


def test_two_votes_of_one_id_are_still_one_voter(tmp_path: Path) -> None:
    votes = [{"voter_id": "t", "voter_name": "Tanner", "option": "yes"}] * 2
    taken, _ = taken_in(tmp_path, [motion({**event(), "votes": votes})])
    assert taken.figures()["votes"] == 1 and not list(taken.words())


def test_a_voter_embedded_by_name_alone_is_no_other_of_that_name(tmp_path: Path) -> None:
    votes = [{"voter": {"name": "A Crane"}, "option": how} for how in ("yes", "no")]
    taken, _ = taken_in(tmp_path, [motion({**event(), "votes": votes})])
    assert taken.figures()["votes"] == 2 and any("'A Crane'" in line for line in taken.words())


def test_people_of_one_name_in_the_list_without_ids_are_remarked(tmp_path: Path) -> None:
    taken, _ = taken_in(tmp_path, {"persons": [{"name": "A Crane"}, {"name": "A Crane"}], "motions": [motion(event())]})
    assert any("another 'A Crane' without an id" in line for line in taken.words())


def test_people_of_one_name_with_ids_are_told_apart_by_their_id(tmp_path: Path) -> None:
    people = [{"id": "p1", "name": "A Crane"}, {"id": "p2", "name": "A Crane"}, {"id": "p3", "name": "B Tanner"}]
    _, found = taken_in(tmp_path, {"persons": people, "motions": [motion(event("v1", "p1 yes, p2 no, p3 yes"))]})
    assert [(one.name, one.seat) for one in states(found)[0].members.values()] == [
        ("A Crane", "p1"), ("A Crane", "p2"), ("B Tanner", ""),
    ]  # fmt: skip


OCD = """{"vote_events":[{"id":"ocd-vote/1","motion_text":"Passage","result":"pass",
"start_date":"2026-03-13T18:00:00-06:00","organization":{"name":"House"},
"counts":[{"option":"yes","value":3},{"option":"no","value":2},{"option":"absent","value":1}],
"votes":[{"option":"yes","voter_name":"Tanner","voter_id":null},{"option":"yes","voter_name":"Tanner","voter_id":null},
{"option":"yes","voter_name":"Bern","voter_id":null},{"option":"no","voter_name":"Crane","voter_id":null},
{"option":"no","voter_name":"Crane","voter_id":null},{"option":"absent","voter_name":"Bjerk","voter_id":null}]}]}"""
NAMESAKES = """{"persons":[{"id":"p1","name":"A Crane"},{"id":"p2","name":"A Crane"},{"id":"p3","name":"B Tanner"}],
"organizations":[{"id":"h","name":"House"}],"vote_events":[
{"id":"1","organization_id":"h","motion":{"text":"Passage","date":"2026-03-13"},"result":"pass",
"start_date":"2026-03-13T23:30:00-06:00","end_date":"2026-03-14T00:10:00-06:00",
"counts":[{"option":"yes","value":2},{"option":"no","value":1}],
"votes":[{"option":"yes","voter_id":"p1"},{"option":"no","voter_id":"p2"},{"option":"yes","voter_id":"p3"}]},
{"id":"2","organization_id":"h","motion":{"text":"Adjourn","date":"2026-03-14"},"result":"pass",
"start_date":"2026-03-14T00:20:00-06:00","counts":[{"option":"yes","value":2}],
"votes":[{"option":"yes","voter_id":"p1"},{"option":"yes","voter_id":"p3"},{"option":"absent","voter_id":"p2"}]}]}"""


def test_a_roll_of_surnames_counts_each_of_two_members_of_one_surname(tmp_path: Path) -> None:
    taken, replayed = taken_in(tmp_path, OCD)
    (state,) = states(replayed)
    names = sorted(member.name for member in state.members.values())
    assert names == ["Bern", "Bjerk", "Crane", "Crane (2)", "Tanner", "Tanner (2)"]
    assert (taken.figures()["votes"], taken.figures()["counts_differing"]) == (6, 0)
    assert sum("not certain" in line for line in taken.words()) >= 1


def test_two_people_of_one_name_with_ids_vote_each_for_themselves(tmp_path: Path) -> None:
    taken, replayed = taken_in(tmp_path, NAMESAKES)
    assert (taken.figures()["votes"], taken.figures()["counts_differing"]) == (6, 0)
    for state in states(replayed):
        assert sorted(member.name for member in state.members.values()) == ["A Crane", "A Crane", "B Tanner"]
    assert [len(state.members) for state in states(replayed)] == [3, 3]


def test_a_vote_by_a_name_that_two_people_with_ids_bear_is_neither_of_theirs_and_said(tmp_path: Path) -> None:
    persons = [{"id": "p1", "name": "A Crane"}, {"id": "p2", "name": "A Crane"}]
    votes = [{"voter": {"name": "A Crane"}, "option": "yes"}]
    taken, found = taken_in(tmp_path, {"persons": persons, "motions": [motion({**event(), "votes": votes})]})
    (state,) = states(found)
    assert not {"p1", "p2"} & state.members.keys()
    assert any("and so are 2 persons with one" in line and "is not known" in line for line in taken.words())
