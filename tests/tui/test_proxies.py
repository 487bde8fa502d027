"""Proxies on the screens: given and revoked with v on the attendance screen, and said wherever votes are shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from boardtui.app import BoardApp
from boardtui.charter.terms_of_reference import Quorum, Terms
from boardtui.meeting import entries as e
from tests.build import CAPITAL
from tests.tui.app import SIZES, check_frame, frame, message, press, recorded, running, session_of, write
from tests.tui.test_meeting import opened

AWAY = CAPITAL[3]
HOLDER = CAPITAL[0]
CAPITAL_ITEM = "pb-nov-capital"


def number(app: BoardApp, member: str) -> str:
    return f"{list(session_of(app).state.members).index(member) + 1:02d}"


@asynccontextmanager
async def attendance(
    path: Path, *more: e.AnyEntry, terms: Terms | None = None, screen: str = "attendance", **given: Any
) -> AsyncIterator[tuple[BoardApp, Pilot[None]]]:
    """The attendance screen of the Board, one of the fourteen to whom capital applies being away."""
    held = terms or Terms(proxies="member", source="terms of reference 7")
    here = [one for one in opened() if one != e.MemberArrived(member=AWAY)]
    entries = [*here, *more]
    async with running(path, entries=entries, screen=screen, terms={"partnership-board": held}, **given) as (
        app,
        pilot,
    ):
        yield app, pilot


async def test_it_is_given_and_revoked_in_a_few_keys_and_says_what_it_does(tmp_path: Path) -> None:
    async with attendance(tmp_path) as (app, pilot):
        label = session_of(app).state.members[AWAY].name
        holder = session_of(app).state.members[HOLDER].name
        await press(pilot, *number(app, AWAY), "v")
        assert f"Who votes for {label}?" in frame(app)
        await write(pilot, holder.split()[-1] if len(holder.split()) == 2 else holder, "enter")
        await press(pilot, "enter")
        await write(pilot, "For the list.", "enter", "enter")
        await app.workers.wait_for_complete()
        assert recorded(app, e.ProxyGiven) == [e.ProxyGiven(AWAY, HOLDER, instruction="For the list.")]
        assert "by proxy" in message(app)
        assert "by proxy" in frame(app)
        await press(pilot, "v")
        assert "revoke: " in frame(app)
        await press(pilot, "1")
        await write(pilot, "comes later", "enter")
        await app.workers.wait_for_complete()
        assert recorded(app, e.ProxyRevoked) == [e.ProxyRevoked(AWAY, None, "comes later")]
        assert not session_of(app).state.proxies


@pytest.mark.parametrize("size", SIZES)
async def test_the_roll_says_who_votes_for_whom(tmp_path: Path, size: tuple[int, int]) -> None:
    async with attendance(tmp_path, e.ProxyGiven(AWAY, HOLDER), size=size) as (app, pilot):
        await press(pilot, *number(app, AWAY))
        assert "1 by proxy" in frame(app)
        assert "holds 1 proxy" in frame(app)
        check_frame(f"attendance-proxy-{size[0]}x{size[1]}", frame(app))


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (Terms(source="7"), "is not defined: the setting “proxies” of the terms of reference is silent"),
        (Terms(proxies="none", source="7"), "The terms of reference allow no proxies."),
    ],
)
async def test_where_the_terms_do_not_allow_it_the_key_says_so_at_once(tmp_path: Path, terms: Terms, why: str) -> None:
    async with attendance(tmp_path, terms=terms) as (app, pilot):
        await press(pilot, *number(app, AWAY), "v")
        assert why in message(app)
        assert not recorded(app, e.ProxyGiven)


async def test_who_is_there_needs_none_and_only_the_chair_is_offered_where_only_the_chair_may(tmp_path: Path) -> None:
    terms = Terms(proxies="chair", source="7")
    async with attendance(tmp_path, terms=terms) as (app, pilot):
        await press(pilot, *number(app, HOLDER), "v")
        assert "is present, so no proxy is needed" in message(app)
        await press(pilot, *number(app, AWAY), "v")
        assert (
            session_of(app).state.members[HOLDER].name
            not in frame(app).partition("Who votes for")[2].partition("esc cancel")[0]
        )
        await press(pilot, "1", *["enter"] * 4)
        await app.workers.wait_for_complete()
        assert recorded(app, e.ProxyGiven) == [e.ProxyGiven(AWAY, "independent-chair")]


async def test_anyone_in_attendance_may_hold_one_for_one_item_where_the_terms_say_so(tmp_path: Path) -> None:
    guest = e.GuestAttended(name="A Clinician", role="observer")
    async with attendance(tmp_path, guest, terms=Terms(proxies="anyone", source="7")) as (app, pilot):
        await press(pilot, *number(app, AWAY), "v")
        await write(pilot, "clinician", "enter")
        await write(pilot, "capital", "enter", "enter", "enter")
        await app.workers.wait_for_complete()
        assert recorded(app, e.ProxyGiven) == [e.ProxyGiven(AWAY, None, "A Clinician", CAPITAL_ITEM)]


async def test_it_ends_when_the_member_comes_and_the_screen_says_so(tmp_path: Path) -> None:
    async with attendance(tmp_path, e.ProxyGiven(AWAY, HOLDER)) as (app, pilot):
        await press(pilot, *number(app, AWAY), "p")
        assert "ends with this" in message(app)
        assert not session_of(app).state.proxies


async def test_a_confidential_holder_is_not_named_while_the_public_is_there(tmp_path: Path) -> None:
    given = e.ProxyGiven(AWAY, HOLDER, instruction="Sell at once.", confidential=True)
    async with attendance(tmp_path, given) as (app, pilot):
        await press(pilot, *number(app, AWAY))
        assert "proxy:" not in frame(app) and "holds 1 proxy" not in frame(app)
        await press(pilot, "asterisk", "2")
        assert "proxy:" in frame(app) and "holds 1 proxy" in frame(app)


async def test_nor_told_of_when_its_holder_leaves_or_in_what_may_happen(tmp_path: Path) -> None:
    async with attendance(tmp_path, e.ProxyGiven(AWAY, HOLDER, confidential=True)) as (app, pilot):
        await press(pilot, *number(app, AWAY), "enter")
        assert "votes by proxy" in frame(app) and "the proxy is revoked" not in frame(app)
        await press(pilot, "escape", *number(app, HOLDER), "l")
        assert "leaves at" in frame(app) and "The proxy of" not in frame(app)
        await press(pilot, "escape", "asterisk", "2", *number(app, HOLDER), "l")
        assert "The proxy of" in frame(app)
        await press(pilot, "escape", *number(app, AWAY), "enter")
        assert "the proxy is revoked" in frame(app)


async def test_nor_on_the_vote_nor_is_it_told_how_many_there_are(tmp_path: Path) -> None:
    put = e.MotionPut("m1", CAPITAL_ITEM, "That the list be put first.", "capital", "fin_capital")
    more = (e.ProxyGiven(AWAY, HOLDER, confidential=True), e.ItemOpened(CAPITAL_ITEM), put)
    async with attendance(tmp_path, *more, screen="vote", args=["m1"]) as (app, pilot):
        name = session_of(app).state.members[HOLDER].name
        assert "p: by proxy (1)" in frame(app) and frame(app).count(name) == 2
        await press(pilot, *"05")
        assert "by proxy of somebody not named in public" in frame(app) and f"by proxy of {name}" not in frame(app)
        assert "by proxy" not in frame(app).splitlines()[0]
        await press(pilot, "f")
        assert recorded(app, e.VotesRecorded)[-1].voters == (AWAY,)
        assert "who voted how stays out of public papers" in message(app)
        await press(pilot, *"06", "f")
        assert "out of public papers" not in message(app)
    counted = Terms(quorum=Quorum(30), proxies="member", proxies_present="count", source="ToR 7")
    (tmp_path / "counted").mkdir()
    async with attendance(tmp_path / "counted", *more[:1], terms=counted) as (app, pilot):
        assert "quorum: JUST MET, 30 needed" in frame(app).splitlines()[0] and "(1 by proxy)" not in frame(app)


async def test_an_objection_by_a_proxy_given_in_private_is_not_declared_in_public_unasked(tmp_path: Path) -> None:
    put = e.MotionPut("m1", CAPITAL_ITEM, "That the list be put first.", "agreement", "fin_capital")
    more = (e.ProxyGiven(AWAY, HOLDER, confidential=True), e.ItemOpened(CAPITAL_ITEM), put)
    looked = (
        e.EvidenceGiven("SLE, item 2", "m1"),
        e.RulingMade("m1", "procedure", "as the charter has it", "So.", "independent-chair"),
    )
    aside = e.VotesRecorded("m1", "abstain", (AWAY,))
    async with attendance(tmp_path, *more, *looked, aside, screen="vote", args=["m1"]) as (app, pilot):
        await press(pilot, "d")
        assert "it names somebody who is away in the public copy" in " ".join(frame(app).replace("│", " ").split())
        await press(pilot, "escape")
        assert recorded(app, e.ConsensusDeclared) == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_vote_shows_whose_vote_is_cast_by_proxy_of_whom(tmp_path: Path, size: tuple[int, int]) -> None:
    put = e.MotionPut("m1", CAPITAL_ITEM, "That the list be put first.", "capital", "fin_capital")
    more = (e.ProxyGiven(AWAY, HOLDER), e.ItemOpened(CAPITAL_ITEM), put)
    async with attendance(tmp_path, *more, screen="vote", args=["m1"], size=size) as (app, _):
        holder = session_of(app).state.members[HOLDER].name
        assert AWAY in session_of(app).state.motions["m1"].electorate.may_vote
        check_frame(f"vote-proxy-{size[0]}x{size[1]}", frame(app))
        assert holder in frame(app) or size[0] < 100
        assert "p " in frame(app)


@pytest.mark.parametrize("size", SIZES)
async def test_one_whose_presence_is_not_defined_leaves_room_for_that_the_public_is_excluded(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    quorum = Terms(proxies="member", source="terms of reference 7", quorum=Quorum(number=11))
    given = [e.ProxyGiven(AWAY, HOLDER), e.PublicExcluded("Staff matters")]
    async with attendance(tmp_path, *given, terms=quorum, screen="meeting", size=size) as (app, pilot):
        await pilot.pause()
        bar = frame(app).splitlines()[0]
        assert bar.startswith(" PUBLIC EXCLUDED ") and "by proxy" in bar and "quor" in bar and "entries" in bar


async def test_all_others_voting_for_names_whose_vote_is_cast_by_proxy(tmp_path: Path) -> None:
    put = e.MotionPut("m1", CAPITAL_ITEM, "That the list be put first.", "capital", "fin_capital")
    more = (e.ProxyGiven(AWAY, HOLDER), e.ItemOpened(CAPITAL_ITEM), put)
    async with attendance(tmp_path, *more, screen="vote", args=["m1"]) as (app, pilot):
        label = session_of(app).state.members[AWAY].name
        await press(pilot, "r")
        assert f"for: the other 14, by proxy {label}. z undoes it." in " ".join(message(app).split())


async def test_in_80_columns_a_proxy_leaves_in_sight_how_many_may_leave_before_the_quorum_is_lost(
    tmp_path: Path,
) -> None:
    quorum = Terms(proxies="member", source="terms of reference 7", quorum=Quorum(number=11))
    async with attendance(tmp_path, e.ProxyGiven(AWAY, HOLDER), terms=quorum, size=(80, 24)) as (app, pilot):
        await pilot.pause()
        assert "Quorum met, 19 may leave before it is lost: 30 where 11 are needed; 1 by" in frame(app)
