"""The chair's rulings on a motion, asked for in words: the settings that matter, the footnote, the partners affected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from boardtui.charter.rule import Rule
from boardtui.charter.settings import RULINGS, Scope, Setting
from boardtui.charter.words import started, value_words
from boardtui.meeting.counting.electorate import electorate
from boardtui.meeting.counting.outcome import OUTCOME
from boardtui.meeting.entries import EvidenceGiven, RulingMade
from boardtui.meeting.fold.evidence import condition_open, evidence_words, given_before
from boardtui.meeting.state.labels import acting_label, partner_label, seat_numbers
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import counting_of, question_of, rule_of
from boardtui.meeting.voting.choosing import some_without_partner
from boardtui.meeting.voting.proxy_votes import proxies_allowed
from boardtui.meeting.words.clauses import clause_words
from boardtui.meeting.words.ruling_words import ruling_sentence
from boardtui.tui.book_screen import NOT_IN_PUBLIC
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.screen import BoardScreen
from boardtui.tui.status import day

if TYPE_CHECKING:
    from boardtui.desk.conditions import Found

_NO_SUCH_MATTER = "none"
OF_PROXIES = ("proxies_present", "proxies_conflicted")
OF_VOTES = ("base", "withdrawn", "casting_vote")


def offered(state: State, scope: Scope, motion: Motion | None = None) -> list[Setting]:
    """The settings on which the chair may rule now, for one motion or for the whole meeting."""
    settings = [setting for setting in RULINGS.values() if scope in setting.offered]
    if not proxies_allowed(state):
        settings = [setting for setting in settings if setting.name not in OF_PROXIES]
    if not some_without_partner(state):
        settings = [setting for setting in settings if setting.name != "choice_voters"]
    if motion is None:
        return settings
    method = counting_of(state, motion).method
    meaningless = OF_VOTES if method == "consensus" else ("consensus",)
    return [setting for setting in settings if setting.name not in meaningless]


def value_options(setting: Setting, voters: str = "members") -> tuple[Option, ...]:
    """The values of a setting to choose from, as what is then ruled."""
    return tuple(
        Option(value, setting.ruling.format(value_words(setting.name, value, voters=voters)))
        for value in setting.values
    )


async def rule_on_motion(screen: BoardScreen, motion: Motion) -> None:
    """Ask what the chair rules on this motion, and record it."""
    options = [Option(setting.name, setting.asked) for setting in offered(screen.state, "motion", motion)]
    chosen = await screen.ask(Choose("What does the Chair rule on?", options))
    if chosen is None:
        return
    setting = RULINGS[chosen]
    if chosen == "affected":
        await narrow(screen, motion)
    elif chosen == "eligible":
        await _footnote(screen, motion)
    elif chosen == "precondition":
        await precondition(screen, motion)
    elif chosen == "procedure":
        await record_ruling(screen, motion, chosen, None, setting.asked)
    else:
        counting = counting_of(screen.shown, motion)
        options = list(value_options(setting, f"{counting.unit}s"))
        value = await screen.ask(Choose(setting.asked, options, chosen=str(getattr(counting, chosen, ""))))
        if value is not None:
            await record_ruling(screen, motion, chosen, value, setting.asked)


def evidence_asked(screen: BoardScreen, motion: Motion) -> bool:
    """Whether evidence of the rule's condition is still to be asked for, before a result is declared.

    No entry says that a motion is none of the matters that the condition is for: the program remembers the secretary's
    answer, and asks once more after a restart. Of an amendment nothing is asked that is not asked of the motion.
    """
    rule = rule_of(screen.state, motion)
    if not rule.condition_for:
        return bool(condition_open(screen.state, motion, rule))
    answered = motion.evidence or motion.key in screen.board.without_evidence
    return bool(rule.precondition) and motion.amends is None and not answered


async def ask_evidence(screen: BoardScreen, motion: Motion) -> bool:
    """Ask for evidence of the condition where that is still to be done; whether nothing of it is open any more."""
    if not evidence_asked(screen, motion):
        return True
    least = not rule_of(screen.state, motion).condition_for
    # what is put forward at an amendment is for the motion that it amends, which would otherwise ask for it again
    given = await precondition(screen, screen.state.motions.get(motion.amends or "", motion), least=least)
    return given is not None and not evidence_asked(screen, screen.state.motions[motion.key])


async def precondition(screen: BoardScreen, motion: Motion, value: str = "", *, least: bool = True) -> bool | None:
    """Offer the records that meet the condition of the rule, or ask for other evidence; it is nobody's ruling. None if left.

    What was put forward for an earlier motion on the item is proposed: Enter enters it again, for this one.
    """
    from boardtui.desk.conditions import evidence_for

    rule = rule_of(screen.state, motion)
    clause = started(clause_words(rule.clause))
    applies = "apply" if clause.startswith("Clauses") else "applies"
    text = f"{clause} {applies} only if: {rule.precondition}" if rule.precondition else ""
    if rule.condition_for:
        text = f"For {rule.condition_for}: {rule.precondition}"
    before = given_before(screen.shown, motion, rule)
    evidence = evidence_for(screen.board.desk, screen.state, motion, rule, public=screen.hides)
    records = [record for record in evidence if record.entry not in before]
    if screen.hides and rule.met_in:
        text = f"{text}\n{NOT_IN_PUBLIC}".strip()
    entries = [*before, *(record.entry for record in records)]
    chosen = ""
    if entries:
        labels = [f"as for motion {earlier.number}: {entry.text}" for entry, earlier in before.items()]
        labels += map(_record_label, records)
        options = [Option(str(number), label) for number, label in enumerate(labels)]
        options.append(Option("", "other evidence, in words"))
        if rule.condition_for:
            options.append(Option(_NO_SUCH_MATTER, "none: the motion is no such matter"))
        proposed = options[0].key if before else None
        title = "Evidence that the condition is met"
        chosen = await screen.ask(Choose(title, options, text, chosen=proposed, undecided=True))
        if chosen is None:
            return None
    if chosen.isdecimal():
        return _evidence(screen, entries[int(chosen)])
    given = "" if chosen == _NO_SUCH_MATTER else await _evidence_in_words(screen, rule, text, value, least=least)
    if given == "":
        screen.board.without_evidence.add(motion.key)
    if not given:
        return None if given is None else False
    return _evidence(screen, EvidenceGiven(given, motion.key))


async def _evidence_in_words(screen: BoardScreen, rule: Rule, text: str, value: str, *, least: bool) -> str | None:
    hint = "e.g. a minute reference" + ("; blank if it is no such matter" if rule.condition_for else "")
    field = Field("text", "Evidence", value, required=least, hint=hint)
    given = await screen.ask(Form("Evidence that the condition is met", [field], text))
    return None if given is None else str(given["text"])


def _record_label(record: Found) -> str:
    """The record in one line that is cut at its end: what tells it from another of the same meeting stands first."""
    if record.reached is None:
        return record.matter
    what = OUTCOME["agreed" if record.reached else "no_consensus"]
    return f"{what}, {day(record.starts[:10])} ({record.clause}): {record.matter}"


def _evidence(screen: BoardScreen, entry: EvidenceGiven) -> bool:
    by = screen.session.by if screen.session else ""
    return bool(screen.record(entry, say=started(evidence_words(screen.state, entry, by))))


async def narrow(screen: BoardScreen, motion: Motion) -> None:
    """Ask which partners are affected, and record the ruling."""
    eligible = _affected_options(screen.state, motion)
    marked = [key for key in eligible if key in motion.electorate.voters or motion.electorate.unit == "member"]
    texts = question_of(screen.state, motion).affected
    options = [Option(key, partner_label(screen.state, key)) for key in eligible]
    chosen = await screen.ask(Pick("Which partners are affected?", options, marked=list(texts or marked)))
    if chosen is not None:
        await record_ruling(screen, motion, "affected", chosen, "Partners affected")


def _affected_options(state: State, motion: Motion) -> list[str]:
    """The partners that the motion's element applies to, before any narrowing."""
    from msgspec.structs import replace

    asked = replace(question_of(state, motion), affected=None)
    return list(electorate(replace(counting_of(state, motion), unit="partner"), asked).voters)


async def record_ruling(screen: BoardScreen, motion: Motion, setting: str, value: Any, title: str) -> bool:
    """Ask for the chair's words and record the ruling; without a value the words are the value."""

    def ruling(text: str, by: str) -> RulingMade:
        return RulingMade(motion.key, setting, text if value is None else value, text, by)

    def check(given: dict[str, str]) -> Wrong | None:
        chair = screen.state.chair
        refused = screen.refusal(ruling(given["text"], chair)) if chair is not None else ""
        return Wrong(refused, "text") if refused else None

    text = ""
    while True:  # who rules, left with Escape, leads back to the words
        chairs_words = Field("text", "The Chair's words, for the minutes", text, required=True)
        given = await screen.ask(Form(title, [chairs_words], check=check))
        if given is None:
            return False
        by, text = await ruler(screen), given["text"]
        if by is not None:
            entry = ruling(text, by)
            return bool(screen.record(entry, say=started(ruling_sentence(screen.state, entry))))


async def ruler(screen: BoardScreen) -> str | None:
    """Who rules: the chair, or somebody chosen where nobody is in the chair."""
    state = screen.state
    if state.chair is not None:
        return state.chair
    people = list(state.present) or list(state.members)
    options = [Option(key, acting_label(state, key), seat=seat_numbers(state)[key]) for key in people]
    chosen = await screen.ask(Choose("Nobody is in the chair. Who rules?", options))
    return chosen if isinstance(chosen, str) else None


async def _footnote(screen: BoardScreen, motion: Motion) -> None:
    state = screen.state
    if motion.topic is None:
        screen.say("No subject was chosen for this motion, so there is no eligibility to rule on.", "warn")
        return
    asked = [
        key for question in state.charter.questions if motion.topic in question.topics for key in question.partners
    ]
    keys = [*asked, *(key for key in state.partners if key not in asked)]
    options = [
        Option(key, partner_label(state, key), "left open by the memorandum" if key in asked else "") for key in keys
    ]
    partner = await screen.ask(Choose("Whose eligibility?", options))
    if partner is None:
        return
    name = partner_label(state, partner)
    values = [Option("yes", f"the subject applies to {name}"), Option("no", f"it does not apply to {name}")]
    value = await screen.ask(Choose(name, values))
    if value is not None:
        ruled = {"partner": partner, "topic": motion.topic, "eligible": value == "yes"}
        await record_ruling(screen, motion, "eligible", ruled, f"Eligibility: {name}")
