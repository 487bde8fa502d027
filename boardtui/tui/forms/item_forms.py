"""Asks for what is recorded on an agenda item: notes, actions, items added and deferred, and which item comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_lowercase

from boardtui.config.phrases import phrases_of
from boardtui.dates import day_as_written
from boardtui.meeting.entries import (
    ActionAgreed,
    ItemAdded,
    ItemClosed,
    ItemDeferred,
    ItemKindCorrected,
    ItemOpened,
    NoteTaken,
)
from boardtui.meeting.fold.amending import decided_en_bloc
from boardtui.meeting.fold.confidential import hidden_now, was_private
from boardtui.meeting.fold.keys import next_action, next_item
from boardtui.meeting.fold.sitting import was_excluded
from boardtui.meeting.state.labels import body_title, member_label, owner_label, seat_numbers
from boardtui.meeting.state.standing_items import KINDS, standing_item
from boardtui.meeting.state.state import Item, Stamped, State, is_undecided, open_motions
from boardtui.tui.completing import Completer
from boardtui.tui.dates import HINT, read_day
from boardtui.tui.forms.checks import Wrong, readable, wrong_in
from boardtui.tui.forms.dialogs import NO_YES, Choose, Confirm, Option
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.people_forms import member_option
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.agenda import SIGNS, STATUS
from boardtui.tui.views.next_step import belongs_in_public, named

WRITING = "\\ then enter: new line; tab completes names, initials and phrases"


async def take_note(screen: BoardScreen) -> None:
    """Ask for a note on the item that is open, or on the meeting; confidential where what it is about is.

    Whether it is confidential stands above it, and Enter records. After a private session it is asked before that, since
    the note may be about what was dealt with there.
    """
    state = screen.state
    item, hidden = state.items.get(state.current or ""), hidden_now(state)
    about = f"Note on {named(item)}" if item else "Note on the meeting"
    if state.current != screen.shown.current:
        about = "Note on a confidential item"
    text = Field("text", "Note", required=True, long=True, hint=WRITING, completer=completer(screen))
    after_private = not hidden and screen.session is not None and was_excluded(screen.session.stretch.standing())
    above = now_confidential(state)._replace(hint="" if hidden else "shift+tab goes here")
    fields, begins = ([text, now_confidential(state)], "") if after_private else ([above, text], "text")
    given = await screen.ask(Form(about, fields, _why_confidential(state), begins=begins))
    if given:
        note = NoteTaken(item=state.current, text=given["text"], confidential=hidden or given["confidential"] == "yes")
        screen.record(note, say="Note recorded" + (", confidential." if note.confidential else "."))


def now_confidential(state: State) -> Field:
    """The question whether what is recorded now is confidential; where it is, whatever is answered, only yes is offered."""
    hidden = hidden_now(state)
    return Field("confidential", "Confidential", "yes" if hidden else "no", options=NO_YES[1:] if hidden else NO_YES)


def _why_confidential(state: State) -> str:
    """Why a note is confidential without being marked so; empty where it is not.

    Of a confidential item it is the item, in and out of private session: a text that was left is offered by these words.
    """
    if not hidden_now(state):
        return ""
    here = state.items.get(state.current or "")
    by_item = here is not None and here.agenda.confidential
    return f"It is confidential, since {'the item is' if by_item or not state.excluded else 'the public is excluded'}."


def confidential_field(state: State, lines: Iterable[Stamped]) -> list[Field]:
    """The question whether it is confidential, asked and proposed after a meeting of which a part was private."""
    return [Field("confidential", "Confidential", "yes", options=NO_YES)] if was_private(state, lines) else []


async def agree_action(screen: BoardScreen) -> None:
    """Ask what is to be done, by whom and by when."""
    state, today = screen.state, screen.now.date()
    owners = owner_options(screen.shown)
    fields = [
        Field("text", "What is to be done", required=True, long=True),
        Field("owner", "Who does it", required=True, options=owners, find=True, free=True),
        Field("due", "By when", hint=f"{HINT}; optional"),
        *confidential_field(state, screen.session.lines if screen.session else ()),
    ]
    given = await screen.ask(Form("Action agreed", fields, check=readable(due=lambda day: read_day(day, today))))
    if not given:
        return
    due = read_day(given["due"], today)
    private = given.get("confidential") == "yes"
    key = next_action(screen.state, private=private)
    action = ActionAgreed(key, state.current, given["text"], given["owner"], due, confidential=private)
    screen.record(
        action, say=f"Action for {given['owner']} recorded" + (f", by {day_as_written(due)}." if due else ".")
    )


_MORE = "more"
_IN_HASTE = {"purpose": "for discussion", "minutes": "", "urgent": ""}


async def add_item(screen: BoardScreen, after: str) -> str | None:
    """Ask for a further agenda item, at the end or after the item named. Answers its key.

    Its title, its place and whether the public may hear of it are enough; purpose, minutes and urgency only on request.
    """
    state = screen.state
    before = state.items.get(after)
    places = [Option("end", "at the end")]
    if before is not None:
        places.append(Option("after", f"after item {before.agenda.number}"))
    open_way = Option("no", "public" if state.in_public else "not confidential")
    kinds = (Option("yes", "confidential"),) if hidden_now(state) else (open_way, Option("yes", "confidential"))
    ways = (*kinds, Option(_MORE, "more"))
    fields = [
        Field("title", "Title", required=True),
        Field("place", "Place", options=tuple(places)),
        Field("confidential", "Add it as", options=ways, hint="more: purpose, minutes and why it is urgent"),
    ]

    def check(given: dict[str, str]) -> Wrong | None:
        return wrong_in(screen, _added(screen.state, before, {**_IN_HASTE, **given}))

    begins = ""
    while True:  # the second form, left with Escape, leads back to the first, filled in as it was
        form = Form("Add an item to the agenda", fields, last="add it", begins=begins, check=check)
        given = await screen.ask(form)
        more = await _more_of_item(screen, before, given) if given and given["confidential"] == _MORE else _IN_HASTE
        if given is None:
            return None
        if more is not None:
            entry = _added(screen.state, before, {**given, **more})
            return entry.item if screen.record(entry, say=f"Added to the agenda: {given['title']}") else None
        fields, begins = [field._replace(value=given[field.name]) for field in fields], "confidential"


async def _more_of_item(screen: BoardScreen, before: Item | None, given: Mapping[str, str]) -> dict[str, str] | None:
    """What can be said of an added item beside its title and place; None where it was left."""
    fields = [
        Field("purpose", "Purpose", _IN_HASTE["purpose"]),
        Field("minutes", "Minutes", hint="a number; optional"),
        now_confidential(screen.state),
        Field("urgent", "Urgent, because", hint="the special circumstances, by the Chair; optional"),
    ]

    def check(more: dict[str, str]) -> Wrong | None:
        typed = more["minutes"]
        if typed and not _is_minutes(typed):
            return Wrong(f"“{typed[:20]}” is not a number of minutes. Enter it as 15, or leave it blank.", "minutes")
        return wrong_in(screen, _added(screen.state, before, {**given, **more}))

    title = f"Add to the agenda: {given['title']}"
    more: dict[str, str] | None = await screen.ask(Form(title, fields, last="add it", check=check))
    return more


def _added(state: State, before: Item | None, given: Mapping[str, str]) -> ItemAdded:
    """The entry of what was typed; ``before`` is the item that it can come after."""
    private = given["confidential"] == "yes" or hidden_now(state)
    after, number = _place_after(state, before, private=private) if given["place"] == "after" and before else (None, "")
    return ItemAdded(
        item=next_item(state, private=private),
        title=given["title"],
        number=number,
        purpose=given["purpose"],
        minutes=int(given["minutes"]) if given["minutes"] else None,
        confidential=private,
        after=after,
        urgent=given["urgent"],
    )


def _place_after(state: State, before: Item, *, private: bool) -> tuple[str, str]:
    """After which item one comes that is added after another, and its number: 5a after 5, 5b after 5a, P5a where private."""
    own = before.agenda
    stem = own.number.rstrip(ascii_lowercase) if before.added else own.number
    if private and not own.confidential:
        stem = f"P{stem}"
    series = {item.agenda.number: key for key, item in state.items.items() if item.agenda.confidential is private}
    last = own.item
    for number in (f"{stem}{letter}" for letter in ascii_lowercase):
        if number not in series:
            return last, number
        last = series[number]
    return last, ""


async def defer_item(screen: BoardScreen, key: str) -> None:
    """Ask why the item is put off to another meeting."""
    item = screen.state.items.get(key)
    if item is None:
        screen.say("Select the item to defer first.")
        return
    given = await screen.ask(Form(f"Defer item {named(item)}", [Field("reason", "Reason", required=True)]))
    if given:
        screen.record(ItemDeferred(item=key, reason=given["reason"]), say=f"Item {item.agenda.number} is deferred.")


async def correct_kind(screen: BoardScreen, key: str) -> None:
    """Ask which standing item an item is: what was recorded of that kind is minuted there."""
    item = screen.state.items.get(key)
    if item is None:
        screen.say("Select the item to correct first.")
        return
    now = standing_item(item.agenda)
    options = [Option(kind or "none", label, "now" if kind == now else "") for kind, label in KINDS.items()]
    there = " What is recorded of that kind is minuted there." if now else ""
    text = f"It is of the kind “{KINDS[now]}”.{there}"
    chosen = await screen.ask(Choose(f"What kind of item is {named(item)}?", options, text, chosen=now or "none"))
    kinds = {kind or "none": kind for kind in KINDS}
    if chosen is not None and kinds[chosen] != now:
        done = f"Item {named(item)} is now of the kind “{KINDS[kinds[chosen]]}”."
        screen.record(ItemKindCorrected(key, kinds[chosen]), say=done)


async def choose_item(screen: BoardScreen) -> str | None:
    """Ask to which item the meeting goes."""
    decided = decided_en_bloc(screen.shown)
    options = [
        Option(key, named(item), "decided en bloc")
        if item.status == "waiting" and key in decided
        else Option(
            key, named(item), " ".join(part for part in (SIGNS[item.status][0].strip(), STATUS[item.status]) if part)
        )
        for key, item in screen.shown.items.items()
    ]
    if not options:
        screen.say("The agenda is empty; + adds an item.")
        return None
    chosen: str | None = await screen.ask(Choose("Go to item", options, chosen=screen.shown.current or ""))
    return chosen


async def go_to(screen: BoardScreen, key: str) -> None:
    """Close the item that is open and open another; one whose motion is undecided is left open on request."""
    state = screen.state
    if key == state.current:
        await _open_in_public(screen, key)
        return
    if not await _is_for_private_session(screen, key):
        return
    open_here = [motion for motion in open_motions(state) if motion.item == state.current]
    if open_here:
        which = f"Motion {open_here[0].number}" if open_here[0].key in screen.shown.motions else "A motion"
        text = f"{which} on this item is not decided. It stays open, and v still votes on it."
        if not await screen.ask(Confirm(f"Go to {named(state.items[key])}", text, yes="go")):
            return
    leaving = [] if state.current is None or open_here else [ItemClosed(item=state.current)]
    shown = screen.shown.items.get(state.current or "") if leaving else None
    said = f"{f'Item {shown.agenda.number} is closed. ' if shown else ''}Item {named(state.items[key])} is open."
    public = not state.items[key].agenda.confidential  # so is the sentence, which names nothing hidden that was left
    screen.record(*leaving, ItemOpened(item=key), say=said, heard=public)


def completer(screen: BoardScreen) -> Completer:
    """What can be completed on a screen: whoever may be named there, and the phrases with the body's own name."""
    state, desk = screen.shown, screen.board.desk
    phrases = phrases_of(desk.config.settings.phrases, body_title(state, state.body), state.charter)
    return Completer(owner_options(state), phrases)


def owner_options(state: State, *, seated: bool = False) -> tuple[Option, ...]:
    """Who may do something: those present first, then the other members, who attends, and who has an action already.

    A deputy who is there comes before the member; where only who is ``seated`` counts, in place of the member.
    """
    options: dict[str, Option] = {}
    numbers = seat_numbers(state)
    deputies_by_key = {
        key: there.deputy for key, there in state.present.items() if there.deputy and key in state.members
    }
    keys = sorted(state.members, key=lambda key: key not in state.present or key in deputies_by_key)
    for key, deputy in deputies_by_key.items():
        options[deputy] = Option(deputy, deputy, f"deputy for {member_label(state, key)}", numbers[key])
    left_out = set(deputies_by_key) if seated else set()
    for option in (member_option(state, key) for key in keys if not state.members[key].vacant and key not in left_out):
        options[option.label] = option._replace(key=option.label)
    others = [*(Option(guest.name, guest.name, guest.role) for guest in state.guests)]
    others += [Option(name, name) for name in (owner_label(state, action.owner) for action in state.actions.values())]
    for option in others:
        options.setdefault(option.label, option)
    return tuple(options.values())


def _is_minutes(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 4


async def _is_for_private_session(screen: BoardScreen, key: str) -> bool:
    """Whether an item is meant to be opened: asked while the public is excluded, of a public one and where one is closed for it.

    What is recorded then is confidential, so the public would not be told that the item was taken (CONTRACT, "public").
    """
    state = screen.state
    if belongs_in_public(state, key):
        text = (
            "The public is excluded, and this item is public: its opening would be confidential. To readmit the public "
            "first, press Esc, then x."
        )
        title = f"Open item {named(state.items[key])} in private"
        return bool(await screen.ask(Confirm(title, text, yes="open it in private")))
    return await may_close_in_private(screen)


def left_in_public(screen: BoardScreen) -> Item | None:
    """The public item that is open in the public record while the public is excluded; None where there is none."""
    if screen.session is None or not screen.state.excluded:
        return None
    public = screen.board.live.state(screen.session.stretch)
    return public.items.get(public.current or "")


async def may_close_in_private(screen: BoardScreen) -> bool:
    """Whether the item that is open is meant to be closed: asked where the public, who is excluded, knows it as open."""
    item, state = left_in_public(screen), screen.state
    if item is None or item.agenda.item != state.current:
        return True
    text = (
        "The public is excluded, and this item is public: that it is closed would be confidential, and the public record "
        "has it open until the public is back. x readmits the public, before whom it can be closed."
    )
    return bool(await screen.ask(Confirm(f"Close item {named(item)} in private", text, yes="close it in private")))


def close_last_public_item(screen: BoardScreen) -> None:
    """Close the last item that the public hears of, as the screen says that the key does; what is left is confidential."""
    left, current = "The items left are confidential: x excludes the public, * shows them.", screen.shown.current
    if current is None or current != screen.state.current or is_undecided(screen.state, current):
        screen.say(left, "warn")
    else:
        screen.record(ItemClosed(item=current), say=f"That was the last public item. {left}")


async def _open_in_public(screen: BoardScreen, key: str) -> None:
    """An item that is open already; one that was opened in private is opened for the public too, who is back."""
    state = screen.state
    if state.excluded or screen.shown.current == key:
        screen.say(f"Item {state.items[key].agenda.number} is open already.")
        return
    text = "It was opened while the public was excluded, so the public is not told. It will be closed and opened again in public."
    title = f"Open item {named(state.items[key])} in public"
    if await screen.ask(Confirm(title, text, yes="open it in public")):
        said = f"Item {named(state.items[key])} is open in public."
        screen.record(ItemClosed(item=key), ItemOpened(item=key), say=said)
