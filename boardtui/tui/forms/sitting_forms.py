"""Asks for what concerns the meeting as a whole: the public, adjournment, minutes approved, and the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from boardtui.book.errors import BookError
from boardtui.charter.exclusion import PARAGRAPHS, PUBLIC_INTEREST
from boardtui.charter.words import started, value_words
from boardtui.desk.session import Session
from boardtui.errors import UserError
from boardtui.meeting.entries import (
    ItemClosed,
    MeetingAdjourned,
    MeetingCalledOff,
    MeetingClosed,
    MeetingResumed,
    PublicExcluded,
    PublicReadmitted,
)
from boardtui.meeting.fold.amending import decided_en_bloc
from boardtui.meeting.fold.election_words import matter_of
from boardtui.meeting.fold.interest_register import registered_label, unhandled
from boardtui.meeting.fold.minuting import to_approve
from boardtui.meeting.fold.sitting import was_excluded
from boardtui.meeting.planning.whatif import without_motion
from boardtui.meeting.state.state import Item, State, is_undecided, open_motions
from boardtui.meeting.words.awaiting_words import named as named_decision
from boardtui.papers.errors import PaperError, letters_lacking
from boardtui.register.agenda import remove_meeting
from boardtui.tui.database_away import persist
from boardtui.tui.forms.checks import Wrong, wrong_in
from boardtui.tui.forms.dialogs import Confirm, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.item_forms import left_in_public
from boardtui.tui.forms.people_forms import mover_options
from boardtui.tui.forms.register_dialogs import ConfirmList
from boardtui.tui.screen import BoardScreen, not_recorded
from boardtui.tui.status import day
from boardtui.tui.views.next_step import named, next_item
from boardtui.tui.written import where_written

_LEFT = (Option("closed", "is closed first, in public"), Option("open", "stays open"))


def _readmit(screen: BoardScreen) -> None:
    """Readmit the public, and say where a confidential item is still open, which it would hear."""
    item = screen.state.items.get(screen.state.current or "")
    words = "The public is readmitted. What is recorded from now on is public."
    if item is not None and item.agenda.confidential:
        words = "The public is readmitted. The item that is open is confidential"
        undecided = is_undecided(screen.state, screen.state.current)
        words += ", and a motion on it is not decided: x excludes the public." if undecided else ": → closes it."
    screen.record(PublicReadmitted(), say=words)


async def public(screen: BoardScreen) -> None:
    """Exclude the public, with the reason that the minutes give; or readmit it at once."""
    if screen.state.excluded:
        _readmit(screen)
        return
    state, terms = screen.state, screen.state.charter.terms
    people = mover_options(state)
    fields = [
        Field("reason", "Reason", required=True, hint="the minutes print it"),
        Field("mover", "Moved by", options=people, find=True),
        Field("seconder", "Seconded by", options=people, find=True),
        Field(
            "items", "For", "rest", options=(Option("rest", "what follows"), Option("named", "items that are named"))
        ),
    ]
    left = _item_to_leave(state)
    if left is not None:
        ahead = next_item(state)
        chosen = "closed" if ahead is not None and state.items[ahead].agenda.confidential else "open"
        fields.append(Field("left", f"Item {named(left)}, which is open", chosen, options=_LEFT))
    ground = f"Ground: {value_words('exclusion', terms.exclusion)}. " if terms.exclusion else ""
    text = f"{ground}What is recorded from now on is confidential until x readmits the public."
    of_12a = terms.exclusion == "schedule_12a"

    def entry_of(given: Mapping[str, str], items: Sequence[str] = (), paragraphs: Sequence[str] = ()) -> PublicExcluded:
        numbers = tuple(int(paragraph) for paragraph in paragraphs)
        people = given["mover"] or None, given["seconder"] or None
        return PublicExcluded(given["reason"], *people, terms.exclusion, numbers, tuple(items))

    def check(given: dict[str, str]) -> Wrong | None:
        return wrong_in(screen, entry_of(given, paragraphs=("1",) if of_12a else ()))  # which is asked for next

    while True:  # what is left with Escape leads back to the form, filled in as it was
        given = await screen.ask(Form("Exclude the public", fields, text, last="exclude the public", check=check))
        if given is None:
            return
        items = await _excluded_for(screen) if given["items"] == "named" else []
        paragraphs = await _paragraphs(screen) if items is not None and of_12a else []
        if items is not None and paragraphs is not None:
            said, entry = "The public is excluded; x readmits it.", entry_of(given, items, paragraphs)
            if left is not None and given["left"] == "closed" and left.agenda.item not in items:
                screen.record(ItemClosed(left.agenda.item), entry, say=f"Item {left.agenda.number} is closed. {said}")
            else:
                screen.record(entry, say=said)
            return
        fields = [field._replace(value=given[field.name]) for field in fields]


def _item_to_leave(state: State) -> Item | None:
    """The public item that is open, where nothing on it is undecided: it can be closed before the public leaves."""
    item = state.items.get(state.current or "")
    return None if item is None or item.agenda.confidential or is_undecided(state, state.current) else item


async def _excluded_for(screen: BoardScreen) -> list[str] | None:
    """The public items still to come, or open, that the resolution names; None where it was left."""
    options = [
        Option(key, named(item))
        for key, item in screen.state.items.items()
        if not item.agenda.confidential and item.status in ("waiting", "open")
    ]
    text = "The resolution is public, so it names public items; what follows them in private is not named."
    picked: list[str] | None = await screen.ask(Pick("For which items is the public excluded?", options, text))
    return picked


async def _paragraphs(screen: BoardScreen) -> list[str] | None:
    """The paragraphs of Schedule 12A that apply; None where it was left."""
    options = [Option(str(number), f"{number} {title}") for number, title in PARAGRAPHS.items()]
    text = f"It is resolved with them that, {PUBLIC_INTEREST}."
    picked: list[str] | None = await screen.ask(Pick("Which paragraphs of Schedule 12A apply?", options, text))
    return picked


async def adjourn(screen: BoardScreen) -> None:
    """Adjourn with a reason, or resume at once."""
    if screen.state.phase == "adjourned":
        screen.record(MeetingResumed(), say="The meeting is resumed. t, then o takes attendance again.")
        return
    given = await screen.ask(Form("Adjourn the meeting", [Field("reason", "Reason", required=True)]))
    if given:
        screen.record(MeetingAdjourned(reason=given["reason"]), say="The meeting is adjourned; p resumes it.")


async def close_meeting(screen: BoardScreen) -> None:
    """Ask whether the meeting is over, with what is still undone; then close it and write the minutes.

    Where it would be refused, as with a motion undecided, only what is undone is shown.
    """
    left = undone(screen.shown)
    if len(undone(screen.state)) > len(left):
        left.append("Some confidential business is not finished either; * shows it.")
    left = [*_speaking(screen), *_open_in_public(screen), *left, *_perhaps_undecided(screen)]
    if refused := screen.refusal(MeetingClosed()):
        title = "The meeting cannot be closed yet"
        await screen.ask(ConfirmList(title, left or [refused], yes="back to the meeting", no="back"))
        return
    text = left or ["Every item is closed and every motion is decided."]
    if not await screen.ask(ConfirmList("Close the meeting", text, yes="close the meeting")):
        return
    if screen.record(MeetingClosed(), say="The meeting is closed."):
        written = write_papers(screen)
        if written:
            screen.say(f"The meeting is closed. {written}")


def _speaking(screen: BoardScreen) -> list[str]:
    """Who has the floor: the end of the meeting is the end of their time."""
    speakers = screen.board.speakers.of(screen.state.body)
    if speakers.now is None or speakers.meeting != screen.state.meeting:
        return []
    name = "Somebody who asked in private session" if speakers.now.private and screen.hides else speakers.now.name
    return [f"{name} is still speaking: S, then . ends it."]


def _open_in_public(screen: BoardScreen) -> list[str]:
    """The item that the public, who is excluded, knows as open; the one that is open in private is told beside it."""
    item = left_in_public(screen)
    if item is None or item.agenda.item == screen.state.current:
        return []
    return [f"Item {named(item)} is still open in the public record and ends there with the meeting."]


def _perhaps_undecided(screen: BoardScreen) -> list[str]:
    """Of each item that is marked for decision and has no motion: the question whether nothing was decided on it.

    What was put in private is not told while the public is here.
    """
    standing = screen.session.stretch.standing() if screen.session and screen.hides else ()
    where = " in public" if was_excluded(standing) else ""
    return [
        f"Was nothing decided on item {named(item)}? It is for decision, and no motion was put{where}. "
        + ("It is open: m puts one." if item.status == "open" else "Enter there opens it.")
        for item in without_motion(screen.shown)
    ]


async def call_off(screen: BoardScreen, session: Session) -> bool:
    """Ask why a meeting does not take place, and record that; it is convened anew from Home."""
    state = session.state
    text = "It is listed on Home again, and Enter there convenes it anew, with the agenda and members as they are then."
    reason = Field("reason", "Why it does not take place", required=True, hint="the public is told this")
    given = await screen.ask(Form(f"Call off: {state.title}", [reason], text, last="call it off"))
    if given is None:
        return False
    try:
        await persist(screen, partial(session.record, MeetingCalledOff(given["reason"])))
    except UserError as error:
        screen.say(not_recorded(error), "bad")
        return False
    screen.refresh_all()
    screen.say("The meeting is called off.")
    return True


async def take_off_plan(screen: BoardScreen, meeting: str) -> bool:
    """Ask whether a planned meeting is not held, and remove it from the plan; one held on another date is kept."""
    desk = screen.board.desk
    planned = next((planned_meeting for planned_meeting in desk.planned() if planned_meeting.key == meeting), None)
    if planned is None:
        return False
    was_called_off = desk.as_convened(planned.body, meeting) is not None
    stands = (
        "It was called off, and the minute book keeps that" if was_called_off else "The minute book has nothing of it"
    )
    text = (
        f"{stands}. Remove it from the plan, with its agenda? Where it is "
        "held on another date, change the date in the setup (e). Where it was held on paper, convene it and record "
        "it: = sets the time that entries get."
    )
    title = f"Not held: {planned.title}, {day(planned.starts)}"
    if not await screen.ask(Confirm(title, text, yes="remove it from the plan")):
        return False
    await persist(screen, partial(remove_meeting, desk.store.connection, meeting))
    screen.say(f"“{planned.title}” is removed from the plan.")
    return True


def undone(state: State) -> list[str]:
    """What is still to be done before the meeting can well be closed."""
    texts = [f"Motion {motion.number} is not decided: declare or withdraw it first." for motion in open_motions(state)]
    texts += [
        f"{started(matter_of(choice))} is not decided: E continues it."
        for choice in state.choices.values()
        if choice.status == "open"
    ]
    if not state.held:
        texts.append("The meeting was never opened, so there will be no minutes to approve.")
    if state.excluded:
        texts.append("The public is excluded and is not readmitted.")
    current = state.items.get(state.current or "")
    if current is not None:
        texts.append(f"Item {named(current)} is still open and will be closed.")
    texts += [
        f"The registered interest of {registered_label(state, registered.interest)} is not yet declared or noted; i: interests."
        for registered in unhandled(state)[:4]
    ]
    decided = decided_en_bloc(state)
    waiting = [named(item) for key, item in state.items.items() if item.status == "waiting" and key not in decided]
    texts += [f"Item {title} was not reached; d defers it to another meeting." for title in waiting]
    due = [decision for decision in state.decisions.values() if decision.report == "due"]
    texts += [
        f"The {named_decision(state, held)} is not reported: f, then r, puts it to the meeting." for held in due[:3]
    ]
    texts += [
        f"Minutes of {due.title} are not approved; r approves them."
        for due in to_approve(state.minutes_due, state.starts)[:3]
    ]
    return texts


def write_papers(screen: BoardScreen) -> str:
    """Write the meeting's papers; answers where they are, or why they are not."""
    from boardtui.papers.circulation.closing import write_minutes
    from boardtui.papers.circulation.signing_heads import why_not_signed

    assert screen.session is not None
    try:
        with letters_lacking() as lacking:
            written = write_minutes(screen.board.desk, screen.session)
    except (PaperError, BookError) as error:
        return f"Not all its papers are written: {error}"
    return " ".join(
        [where_written(written), *lacking, why_not_signed(screen.board.desk.config, screen.session.book)]
    ).rstrip()
