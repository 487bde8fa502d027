"""The list of speakers: who asked, who speaks, how long; kept beside the book, on the wall only what is public."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from boardtui.app import BoardApp
from boardtui.meeting import entries as e
from boardtui.papers.formats.markdown import markdown
from boardtui.papers.minutes import minutes
from boardtui.tui import speakers as sp
from boardtui.tui.speakers_file import SpeakersFile, path_beside, read
from tests.tui.app import Clock, frame, message, press, recorded, running, session_of, write

AT = [f"2026-11-26T10:{minute:02d}:00.000Z" for minute in range(10)]


def asked(*names: str) -> sp.Speakers:
    speakers = sp.Speakers("b", "m", "5")
    for name in names:
        speakers = sp.ask(speakers, sp.Asked(name.strip("!"), AT[0], name.startswith("!")))
    return speakers


def order(speakers: sp.Speakers) -> list[str]:
    return [each.name for each in speakers.queue]


def test_points_of_order_come_first_and_nobody_moves_past_them() -> None:
    speakers = asked("Ann", "Ben", "!Cay", "!Dee", "Ann")
    assert order(speakers) == ["Cay", "Dee", "Ann", "Ben"]
    assert order(sp.move_up(speakers, 3)) == ["Cay", "Dee", "Ben", "Ann"]
    assert sp.move_up(speakers, 2) == speakers == sp.move_up(speakers, 0)
    assert order(sp.remove(speakers, 1)) == ["Cay", "Ann", "Ben"]


def test_time_is_kept_when_the_next_is_called_and_the_own_limit_comes_before_that_of_the_item() -> None:
    speakers = sp.limit_speaker(sp.limit_item(asked("Ann", "Ben"), 60), "Ben", 180)
    speakers = sp.call(speakers, AT[1])
    assert sp.speaking_words(speakers, AT[3]) == "Speaking: Ann, 2:00 of 1:00, over by 1:00"
    assert not sp.is_over(speakers, AT[2])
    speakers = sp.call(speakers, AT[3])
    assert sp.speaking_words(speakers, AT[5]) == "Speaking: Ben, 2:00 of 3:00"
    speakers = sp.ask(sp.finish(speakers, AT[5]), sp.Asked("Ann", AT[5]))
    assert sp.asked_words(speakers, speakers.queue[0]) == "Ann, spoke once (2:00)"
    assert sp.elapsed(sp.call(speakers, AT[5]), AT[0]) == 0, "a clock put back"
    later = sp.at_item(sp.call(speakers, AT[5]), "b", "m", "6", AT[6])
    assert (later.queue, later.now, sp.times_spoken(later, "Ann")) == ((), None, [])
    assert sp.summary(later, "5") == ["Ann 3:00 (twice)", "Ben 2:00"] == sp.summary(later)
    assert sp.at_item(later, "b", "next", "1", AT[7]) == sp.Speakers("b", "next", "1")


def test_the_room_sees_nobody_who_asked_in_private_and_nothing_at_another_item() -> None:
    speakers = sp.ask(asked("Ann"), sp.Asked("Canary", AT[0], private=True))
    heard = sp.public_list(speakers, "b", "m", "5")
    assert heard is not None and order(heard) == ["Ann"]
    assert sp.public_list(speakers, "b", "m", "4") is None is sp.public_list(speakers, "b", "m", "")
    speaking = sp.finish(sp.call(speakers, AT[1], 1), AT[2])
    assert sp.summary(speaking, "5", public=True) == []
    assert sp.summary(speaking, "5") == ["Canary 1:00"]


@pytest.mark.posix
def test_the_file_is_for_its_owner_only_and_one_that_is_none_of_ours_is_put_aside(tmp_path: Path) -> None:
    from tests.tui.app import make_desk

    desk = make_desk(tmp_path)
    path = path_beside(desk.store.path)
    path.write_text("no list", encoding="utf-8")
    assert read(path) is None
    kept = SpeakersFile(desk)
    kept.put(asked("Ann"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.with_suffix(".unreadable").read_text(encoding="utf-8") == "no list"
    assert SpeakersFile(desk).of("b") == asked("Ann")
    path.unlink()
    path.mkdir()
    kept.put(asked("Ann", "Ben"))
    assert kept.problem and kept.of("b") == asked("Ann", "Ben")
    desk.close()


def row(app: BoardApp, words: str) -> bool:
    return words in " ".join(frame(app).split())


async def test_a_speaker_is_added_called_and_asked_for_again_and_the_list_lasts(tmp_path: Path) -> None:
    clock = Clock()
    opened = [e.MeetingOpened(), e.ItemOpened("pb-nov-capital"), e.GuestAttended("Zoë Quick", "Press")]
    async with running(tmp_path, entries=opened, clock=clock) as (app, pilot):
        before = len(recorded(app))
        await press(pilot, "S", "z", "enter", "enter")
        assert row(app, "Speaking: Zoë Quick, 0:00")
        assert len(recorded(app)) == before, "nothing of it is in the book"
        await press(pilot, "number_sign")
        assert row(app, "Speaking: Zoë Quick, 0:00") and "Nobody has spoken yet" not in frame(app)
        await press(pilot, "escape")
        await write(pilot, "jo public", "enter")
        await write(pilot, "!zo", "enter")
        assert row(app, "1 point of order: Zoë Quick")
        await press(pilot, "equals_sign", "1", "enter", "enter")
        clock.forward(2)
        await press(pilot, "escape")
        assert row(app, "Speaking: Zoë Quick, 2:00 of 1:00")
        body = recorded(app)[0].body
        assert SpeakersFile(app.desk).of(body) == app.speakers.of(body), "a kill loses nothing"
        await press(pilot, "y")
        assert row(app, "Next to speak: point of order: Zoë Quick · jo public")
        await press(pilot, "escape", "S", "enter", "full_stop", "z")
        await press(pilot, "enter")
        assert row(app, "Zoë Quick has spoken on this item already: 2:00.")
        await press(pilot, "minus", "escape", "right")
        assert "Spoken on the item before: Zoë Quick 2:00" in message(app)
        assert "Asked to speak on it and not called: " in message(app)
        assert not app.speakers.of(body).queue


async def test_nothing_of_the_list_is_on_the_wall_while_the_public_is_excluded(tmp_path: Path) -> None:
    opened = [e.MeetingOpened(), e.ItemOpened("pb-nov-capital"), e.PublicExcluded("Commercial terms")]
    async with running(tmp_path, entries=opened) as (app, pilot):
        await press(pilot, "S")
        await write(pilot, "canary canary", "enter", "enter", "escape")
        assert row(app, "Speaking: canary canary")
        await press(pilot, "y")
        assert not row(app, "canary")
        await press(pilot, "escape")
        app.session.record(e.PublicReadmitted())  # type: ignore[union-attr]
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "S")
        assert not row(app, "canary") and row(app, "asked in private session")
        await press(pilot, "escape")
        assert not row(app, "canary")
        await press(pilot, "y")
        assert not row(app, "canary")


async def test_a_point_of_order_and_the_ruling_are_recorded_by_one_key_and_minuted_in_that_order(
    tmp_path: Path,
) -> None:
    chair = e.MemberArrived("independent-chair"), e.ChairTaken("independent-chair")
    opened = [*chair, e.MeetingOpened(), e.ItemOpened("pb-nov-capital"), e.GuestAttended("Zoë Quick", "Press")]
    async with running(tmp_path, entries=opened) as (app, pilot):
        await press(pilot, "S")
        await write(pilot, "!zo", "enter", "enter")
        assert row(app, "; records the point of order, and what the Chair rules, for the minutes.")
        await press(pilot, "full_stop", "semicolon")  # heard and finished: the name is still proposed
        await write(pilot, "that the paper came too late", "enter")  # begins at the words, as they are heard
        await write(pilot, "It may be considered.", "enter", "enter")
        assert row(app, "The point of order is recorded for the minutes.")
        raised = "Zoë Quick raised a point of order: that the paper came too late."
        ruled = "It may be considered."
        assert recorded(app)[-2:] == [
            e.NoteTaken("pb-nov-capital", raised),
            e.RulingMade(None, "procedure", ruled, ruled, "independent-chair"),
        ]
        assert not any(line.confidential for line in app.session.stretch.lines[-2:])  # type: ignore[union-attr]
        text = markdown(minutes(app.session.stretch, entries=1, fingerprint="ab"))  # type: ignore[union-attr]
        assert text.index(raised) < text.index(f"The Chair ruled: “{ruled}”")
        await press(pilot, "semicolon")
        await write(pilot, "who may speak?", "enter", "enter", "enter")
        assert recorded(app)[-1] == e.NoteTaken("pb-nov-capital", "Zoë Quick raised a point of order: who may speak?")


async def test_a_point_of_order_not_yet_called_is_proposed_and_a_name_typed_over_it_is_found(tmp_path: Path) -> None:
    chair = e.MemberArrived("independent-chair"), e.ChairTaken("independent-chair")
    opened = [*chair, e.MeetingOpened(), e.ItemOpened("pb-nov-capital")]
    guests = [e.GuestAttended("Zoë Quick", "Press"), e.GuestAttended("Owen Lark", "Press")]
    async with running(tmp_path, entries=[*opened, *guests]) as (app, pilot):
        await press(pilot, "S")
        await write(pilot, "!zo", "enter")
        await press(pilot, "semicolon")
        await write(pilot, "who may speak?", "enter", "enter", "enter")
        assert recorded(app)[-1] == e.NoteTaken("pb-nov-capital", "Zoë Quick raised a point of order: who may speak?")
        kept = app.speakers.of(session_of(app).book)
        assert kept.queue == ()  # dealt with, so nobody waits with it
        await write(pilot, "!zo", "enter")
        await press(pilot, "semicolon")
        await write(pilot, "is it six?", "enter", "enter", "ctrl+u")
        await write(pilot, "ow", "enter")
        assert recorded(app)[-1] == e.NoteTaken("pb-nov-capital", "Owen Lark raised a point of order: is it six?")


async def test_a_point_of_order_in_private_is_confidential_and_its_name_is_not_proposed_in_public(
    tmp_path: Path,
) -> None:
    chair = e.MemberArrived("independent-chair"), e.ChairTaken("independent-chair")
    opened = [*chair, e.MeetingOpened(), e.ItemOpened("pb-nov-capital"), e.PublicExcluded("Commercial terms")]
    async with running(tmp_path, entries=opened) as (app, pilot):
        await press(pilot, "S")
        await write(pilot, "!canary canary", "enter", "enter")
        await press(pilot, "semicolon")
        await write(pilot, "that it be heard", "enter")
        await write(pilot, "Agreed.", "enter", "enter")
        assert [line.confidential for line in app.session.stretch.lines[-2:]] == [True, True]  # type: ignore[union-attr]
        await press(pilot, "escape")
        app.session.record(e.PublicReadmitted())  # type: ignore[union-attr]
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await press(pilot, "S", "semicolon")
        assert row(app, "Point of order, for the minutes") and not row(app, "canary")
