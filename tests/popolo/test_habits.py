"""One table of what files of votes lack or say twice: who is who, what each vote came to, and what is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.popolo.making import event, motion, motions, states, taken_in

DAY = "2015-03-12"


def vote(option: str = "yes", **who: Any) -> dict[str, Any]:
    return {"option": option, **who}


def votes(*cast: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return motion({"id": "v1", "start_date": DAY, "votes": list(cast), **fields})


def with_people(people: list[Any], made: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"persons": people, "motions": [made], **more}


ANN = {"id": "p1", "name": "Ann Able"}
NAMED = {"voter_name": "Ann Able"}
# what is given, who votes by name, for and against, and words of each sentence that tells of something doubtful
TABLE: dict[str, tuple[Any, list[str], tuple[int, int], tuple[str, ...]]] = {
    "no id of motion or vote": (
        {"text": "T", "vote_events": [{"start_date": DAY, "votes": [vote(voter_id="a")]}]}, ["a"], (1, 0), (),
    ),
    "voters by name alone": (votes(vote(**NAMED), vote("no", voter_name="Bob")), ["Ann Able", "Bob"], (1, 1), ()),
    "a voter embedded": (votes(vote(voter=ANN)), ["Ann Able"], (1, 0), ()),
    "a voter embedded by name": (votes(vote(voter={"name": "Ann Able"})), ["Ann Able"], (1, 0), ()),
    "one name twice, no ids": (votes(vote(**NAMED), vote("no", **NAMED)), ["Ann Able", "Ann Able (2)"], (1, 1), ("not certain",)),
    "a name of the list": (with_people([ANN], votes(vote(**NAMED))), ["Ann Able"], (1, 0), ()),
    "a name that two of the list bear": (
        with_people([ANN, {**ANN, "id": "p2"}], votes(vote(**NAMED))), ["Ann Able"], (1, 0), ("is not known",),
    ),
    "two of the list without ids": (
        with_people([{"name": "Ann Able"}] * 2, votes(vote(voter_id="x"))), ["x"], (1, 0), ("without an id",),
    ),
    "an id that the list lacks": (with_people([ANN], votes(vote(voter_id="p9"))), ["p9"], (1, 0), ("p9",)),
    "an organisation that the list lacks": (
        {**with_people([ANN], votes(vote(voter_id="p1"))), "organizations": [{"id": "o1", "name": "House"}],
         "motions": [{**votes(vote(voter_id="p1")), "organization_id": "o9"}]},
        ["Ann Able"], (1, 0), ("o9",),
    ),
    "an option of other words": (votes(vote("paired", voter_id="a"), vote(voter_id="b")), ["a", "b"], (1, 0), ()),
    "options in capitals": (votes(vote("YES", voter_id="a"), vote("No", voter_id="b")), ["a", "b"], (1, 1), ()),
    "aye and nay": (votes(vote("aye", voter_id="a"), vote("nay", voter_id="b")), ["a", "b"], (0, 0), ("“aye”", "“nay”")),
    "the same vote twice": (votes(*[vote(voter_id="a")] * 2), ["a"], (1, 0), ()),
    "counts that differ": (
        votes(vote(voter_id="a"), counts=[{"option": "yes", "value": 2}]), ["a"], (1, 0), ("2",),
    ),
    "a result that differs": (votes(vote("no", voter_id="a"), result="pass"), ["a"], (0, 1), ("pass",)),
    "a group that the list lacks": (votes(vote(voter_id="a", group_id="greens")), ["a"], (1, 0), ()),
    "a day with its time": (votes(vote(voter_id="a"), start_date=f"{DAY}T23:30:00-06:00"), ["a"], (1, 0), ()),
    "an id that is a number": (votes(vote(voter_id=7)), ["7"], (1, 0), ()),
    "fields that are nothing": (
        votes(vote(voter_id="a", voter=None, group_id=None), result=None, counts=None), ["a"], (1, 0), (),
    ),
    "names in other letters": (votes(vote(voter_name="Łukasz Ø"), vote("no", voter_name="李")), ["Łukasz Ø", "李"], (1, 1), ()),
    "a word for no vote": (votes(vote("absent", voter_id="a"), vote(voter_id="b")), ["a", "b"], (1, 0), ()),
    "a person in the list twice with one id": (with_people([ANN, ANN], votes(vote(voter_id="p1"))), ["Ann Able"], (1, 0), ()),
}  # fmt: skip


@pytest.mark.parametrize("habit", TABLE)
def test_whoever_votes_is_one_person_and_what_is_doubtful_is_told(tmp_path: Path, habit: str) -> None:
    data, names, figures, told = TABLE[habit]
    taken, found = taken_in(tmp_path, data)
    (one,) = motions(found)
    assert sorted(member.name for member in states(found)[0].members.values()) == sorted(names)
    assert one.result is not None and (one.result.for_, one.result.against) == figures
    words = list(taken.words())
    assert bool(words) == bool(told) and all(any(word in line for line in words) for word in told), words


def test_what_names_something_that_the_files_do_not_hold_is_told(tmp_path: Path) -> None:
    apart = [{"vote_event_id": ident, "voter_id": "a", "option": "yes"} for ident in ("v2", "v9", "v9")]
    given = {"vote_events": [event("v1"), event("v2", "", motion_id="m9")], "motions": [], "votes": apart}
    taken, found = taken_in(tmp_path, given)
    words = list(taken.words())
    assert len(motions(found)) == 2 and taken.figures()["votes"] == 3
    assert any("2 votes belong to the vote event 'v9', which the files do not hold" in line for line in words), words
    assert any("1 motion is known by id alone" in line and "m9" in line for line in words), words
