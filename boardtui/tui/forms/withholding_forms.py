"""Asks from whom papers are withheld: proposed from interests, confirmed by the secretary, before or at the meeting."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from boardtui.meeting.entries import PaperReleased, PaperWithheld
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.fold.withholding import to_withhold, withheld_from
from boardtui.meeting.state.labels import member_label
from boardtui.meeting.state.state import State
from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.people_forms import member_option
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import day
from boardtui.tui.views.next_step import named


async def papers(screen: BoardScreen) -> None:
    """Withhold papers as proposed, from others, or send one after all."""
    stretch = await _meeting(screen)
    if stretch is None:
        return
    state, shown = stretch.state, screen.shown_of(stretch)
    proposed = [(item, member, why) for item in shown.items for member, why in to_withhold(shown, item).items()]
    texts = [(item, member) for item in shown.items for member in withheld_from(shown, item)]
    ways = [Option("other", "withhold a paper from other members")]
    if proposed:
        ways.insert(0, Option("proposed", f"withhold as proposed: {len(proposed)}", "from interests"))
    if texts:
        ways.append(Option("release", "release a withheld paper", f"{len(texts)} withheld"))
    way = await screen.ask(Choose(f"Papers of {state.title}", ways)) if len(ways) > 1 else "other"
    entries: list[PaperWithheld] | list[PaperReleased] = []
    if way == "proposed":
        entries = await _proposed(screen, stretch, proposed)
    elif way == "other":
        entries = await _other(screen, stretch)
    elif way == "release":
        entries = await _release(screen, state, texts)
    if entries:
        screen.record(*entries, say="Recorded. The list of whom not to send which paper: boardtui paper withheld.")


async def _meeting(screen: BoardScreen) -> Stretch | None:
    """The meeting whose papers they are: the one under way, else one that is planned, as it would be convened now."""
    from boardtui.papers.circulation.circulating import planned

    session, desk = screen.session, screen.board.desk
    if session is not None and session.state.is_running:
        return session.stretch
    coming = [
        planned_meeting
        for planned_meeting in desk.planned()
        if session is not None and planned_meeting.body == session.book
    ]
    if not coming or session is None:
        screen.say("No meeting of this body is planned; papers are withheld from the members of one.", "warn")
        return None
    key: str | None = coming[0].key
    if len(coming) > 1:
        options = [
            Option(planned_meeting.key, planned_meeting.title, day(planned_meeting.starts))
            for planned_meeting in coming
        ]
        key = await screen.ask(Choose("Papers of which meeting", options))
    return None if key is None else planned(desk, session, key, "public").stretch


async def _proposed(screen: BoardScreen, stretch: Stretch, proposed: list[tuple[str, str, str]]) -> list[PaperWithheld]:
    state, told = stretch.state, screen.board.live.state(stretch)
    options = [
        Option(f"{item} {member}", f"{named(state.items[item])}: {member_label(state, member)}", why)
        for item, member, why in proposed
    ]
    text = "Those marked do not get the paper of the item."
    marked = [option.key for option in options]
    chosen = await screen.ask(Pick("Withhold papers", options, text, marked=marked)) or []
    reasons = {f"{item} {member}": why for item, member, why in proposed}
    entries = []
    for (item, why, hidden), keys in _grouped(state, told, chosen, reasons):
        entries.append(PaperWithheld(state.meeting, item, tuple(keys), why, hidden))
    return entries


def _grouped(
    state: State, told: State, chosen: Iterable[str], reasons: dict[str, str]
) -> Iterable[tuple[tuple[str, str, bool], list[str]]]:
    """Item, reason and whether it is confidential, each with its members; ``told`` is what the public knows."""
    rows = []
    for key in chosen:
        item, _, member = key.partition(" ")
        known = item in told.items and to_withhold(told, item).get(member) == reasons[key]
        rows.append(((item, reasons[key], state.items[item].agenda.confidential or not known), member))
    rows.sort(key=lambda row: (list(state.items).index(row[0][0]), row[0][1:]))
    for head, group in groupby(rows, key=lambda row: row[0]):
        yield head, [member for _, member in group]


async def _other(screen: BoardScreen, stretch: Stretch) -> list[PaperWithheld]:
    state = stretch.state
    items = [Option(key, named(item), item.agenda.paper) for key, item in screen.shown_of(stretch).items.items()]
    item = await screen.ask(Choose("The paper of which item", items))
    if item is None:
        return []
    without = withheld_from(state, item)
    free = [
        member_option(state, key) for key, member in state.members.items() if key not in without and not member.vacant
    ]
    chosen = await screen.ask(Pick(f"Withhold from whom the paper of {named(state.items[item])}", free))
    if not chosen:
        return []
    given = await screen.ask(Form("Paper withheld", [Field("reason", "Why", required=True)]))
    if given is None:
        return []
    hidden = state.items[item].agenda.confidential
    return [PaperWithheld(state.meeting, item, tuple(chosen), given["reason"], hidden)]


async def _release(screen: BoardScreen, state: State, held: list[tuple[str, str]]) -> list[PaperReleased]:
    options = [
        Option(f"{item} {member}", f"{named(state.items[item])}: {member_label(state, member)}")
        for item, member in held
    ]
    chosen = await screen.ask(Choose("Release which withheld paper, to whom", options))
    if chosen is None:
        return []
    given = await screen.ask(Form("Sent after all", [Field("reason", "Why", required=True)]))
    if given is None:
        return []
    item, _, member = chosen.partition(" ")
    hidden = next(
        withheld.confidential
        for withheld in state.withheld
        if (withheld.meeting, withheld.item, withheld.member) == (state.meeting, item, member)
    )
    return [
        PaperReleased(state.meeting, item, (member,), given["reason"], hidden or state.items[item].agenda.confidential)
    ]
