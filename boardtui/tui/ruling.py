"""The chair's rulings on a motion, asked for in words: the settings that matter, the footnote, the partners affected."""

from __future__ import annotations

from typing import Any

from boardtui.meeting.ballot import counting_of, question_of, rule_of
from boardtui.meeting.electorate import electorate
from boardtui.meeting.entries import RulingMade
from boardtui.meeting.proxy import proxies_allowed
from boardtui.meeting.state import Motion, State, member_label, voter_label
from boardtui.tui.dialogs import Choose, Option, Pick
from boardtui.tui.form import Field, Form
from boardtui.tui.screen import BoardScreen

SETTINGS: dict[str, tuple[str, tuple[Option, ...]]] = {
    "base": (
        "Of whom the share is taken",
        (
            Option("eligible", "all who are eligible, present or not"),
            Option("present", "those of them who are present"),
            Option("cast", "the votes cast for or against"),
        ),
    ),
    "withdrawn": (
        "Whether those withdrawn for an interest count",
        (Option("in_base", "they stay in the count"), Option("out_of_base", "they are left out of the count")),
    ),
    "no_category": (
        "Whether members who represent no partner vote",
        (Option("eligible", "they vote"), Option("not_eligible", "they do not vote")),
    ),
    "unit": (
        "Who has a vote",
        (Option("member", "each member, one vote"), Option("partner", "each partner, one vote")),
    ),
    "deputies": (
        "Whether deputies vote",
        (Option("may_vote", "a deputy votes for the member"), Option("may_not_vote", "a deputy does not vote")),
    ),
    "remote": (
        "Whether those who attend remotely vote",
        (Option("may_vote", "they vote"), Option("may_not_vote", "they do not vote")),
    ),
    "casting_vote": (
        "Whether the chair has a casting vote",
        (Option("chair", "on a tie the chair decides"), Option("none", "there is no casting vote")),
    ),
    "proxies_present": (
        "Whether those who vote by proxy count as present",
        (Option("count", "they count as present"), Option("do_not_count", "they do not count as present")),
    ),
    "proxies_conflicted": (
        "Whether a holder with an interest votes for another",
        (Option("may_vote", "the holder still votes for the member"), Option("may_not_vote", "nobody votes for them")),
    ),
    "consensus": (
        "What consensus means",
        (
            Option("no_objection", "nobody maintains an objection"),
            Option("unanimous", "everybody who may vote agrees"),
        ),
    ),
}


async def rule_on_motion(screen: BoardScreen, motion: Motion) -> None:
    """Ask what the chair rules on this motion, and record it."""
    options = [Option("eligible", "Annex 1 footnote", "whether the element applies to a partner")]
    options += [Option(key, title) for key, (title, _) in SETTINGS.items() if _concerns(screen.state, motion, key)]
    options += [
        Option("affected", "Partners affected", "narrow them"),
        Option("precondition", "What the rule wants before it", "a minute reference or a reason"),
        Option("procedure", "Procedure", "words for the minutes, no effect on the count"),
    ]
    setting = await screen.ask(Choose("What does the chair rule on?", options))
    if setting is None:
        return
    if setting == "affected":
        await narrow(screen, motion)
    elif setting == "eligible":
        await _footnote(screen, motion)
    elif setting in SETTINGS:
        title, values = SETTINGS[setting]
        value = await screen.ask(
            Choose(title, values, chosen=str(getattr(counting_of(screen.state, motion), setting, "")))
        )
        if value is not None:
            await record_ruling(screen, motion, setting, value, title)
    elif setting == "precondition":
        await precondition(screen, motion)
    else:
        await record_ruling(screen, motion, setting, None, "A ruling on procedure")


async def precondition(screen: BoardScreen, motion: Motion, value: str = "", *, least: bool = True) -> bool:
    """Ask for the minute or the reason that stands for what the rule wants to have happened before."""
    rule = rule_of(screen.state, motion)
    words = f"{rule.clause} wants this first: {rule.precondition}" if rule.precondition else ""
    field = Field("text", "Minute reference, or the reason to go on", value, required=least)
    given = await screen.ask(Form("Before the motion", [field], words))
    if given is None or not given["text"]:
        return False
    by = await ruler(screen)
    return by is not None and _record(screen, motion, "precondition", given["text"], given["text"], by)


async def narrow(screen: BoardScreen, motion: Motion) -> None:
    """Ask which partners are affected, and record the ruling."""
    eligible = affected_options(screen.state, motion)
    marked = [key for key in eligible if key in motion.electorate.voters or motion.electorate.unit == "member"]
    held = question_of(screen.state, motion).affected
    options = [Option(key, voter_label(screen.state, key)) for key in eligible]
    chosen = await screen.ask(Pick("Which partners are affected?", options, marked=list(held or marked)))
    if chosen is not None:
        await record_ruling(screen, motion, "affected", chosen, "Partners affected")


def affected_options(state: State, motion: Motion) -> list[str]:
    """The partners that the motion's element applies to, before any narrowing."""
    from msgspec.structs import replace

    asked = replace(question_of(state, motion), affected=None)
    return list(electorate(replace(counting_of(state, motion), unit="partner"), asked).voters)


async def record_ruling(screen: BoardScreen, motion: Motion, setting: str, value: Any, title: str) -> bool:
    """Ask for the chair's words and record the ruling; without a value the words are the value."""
    given = await screen.ask(Form(title, [Field("text", "The ruling in words, for the minutes", required=True)]))
    if given is None:
        return False
    by = await ruler(screen)
    return by is not None and _record(
        screen, motion, setting, given["text"] if value is None else value, given["text"], by
    )


async def ruler(screen: BoardScreen) -> str | None:
    """Who rules: the chair, or somebody chosen where nobody is in the chair."""
    state = screen.state
    if state.chair is not None:
        return state.chair
    people = list(state.present) or list(state.members)
    options = [Option(key, member_label(state, key)) for key in people]
    chosen = await screen.ask(Choose("Nobody is in the chair. Who rules?", options))
    return chosen if isinstance(chosen, str) else None


def _record(screen: BoardScreen, motion: Motion, setting: str, value: Any, text: str, by: str) -> bool:
    entry = RulingMade(motion=motion.key, setting=setting, value=value, text=text, by=by)
    return bool(screen.record(entry, say=f"Ruled on {setting.replace('_', ' ')}: {text}"))


async def _footnote(screen: BoardScreen, motion: Motion) -> None:
    state = screen.state
    if motion.topic is None:
        screen.say("The motion names no element of Annex 1, so there is nothing of Annex 1 to rule on.", "warn")
        return
    asked = [key for one in state.charter.questions if motion.topic in one.topics for key in one.partners]
    keys = [*asked, *(key for key in state.partners if key not in asked)]
    options = [Option(key, voter_label(state, key), "left open by Annex 1" if key in asked else "") for key in keys]
    partner = await screen.ask(Choose("Whose eligibility?", options))
    if partner is None:
        return
    name = voter_label(state, partner)
    values = [Option("yes", f"the element applies to {name}"), Option("no", f"it does not apply to {name}")]
    value = await screen.ask(Choose(name, values))
    if value is not None:
        ruled = {"partner": partner, "topic": motion.topic, "eligible": value == "yes"}
        await record_ruling(screen, motion, "eligible", ruled, f"Annex 1: {name}")


def _concerns(state: State, motion: Motion, setting: str) -> bool:
    if setting in ("proxies_present", "proxies_conflicted") and not proxies_allowed(state):
        return False
    method = counting_of(state, motion).method
    if setting == "consensus":
        return method == "consensus"
    return setting not in ("base", "withdrawn", "casting_vote") or method == "vote"
