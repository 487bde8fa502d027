"""Asks for a decision that was taken without a meeting: urgent, in writing, or a written agreement of all."""

from __future__ import annotations

from collections.abc import Sequence

from boardtui.charter.rule import Rule
from boardtui.charter.words import subject_name
from boardtui.meeting.counting.electorate import electorate
from boardtui.meeting.entries import AgreementSought, Choice, DecisionTaken
from boardtui.meeting.fold.keys import next_decision
from boardtui.meeting.followup.out_of_meeting import question_in_writing, why_not, written_tally
from boardtui.meeting.state.labels import member_label, partner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.voting.rulings import counting
from boardtui.tui.books import BooksScreen
from boardtui.tui.dates import HINT, PAST_HINT
from boardtui.tui.forms.day_form import ask_with_day
from boardtui.tui.forms.dialogs import NO_YES, Choose, Confirm, Option, Pick
from boardtui.tui.forms.form import Field
from boardtui.tui.forms.people_forms import member_option


async def ask_urgent(screen: BooksScreen, state: State) -> DecisionTaken | None:
    """Who decided what, and why it could not wait."""
    if reason := why_not(state, "urgent"):
        screen.say(reason, "warn")
        return None
    terms = state.charter.terms
    by = f"By {', '.join(terms.urgent_by)}" if terms.urgent_by else "By whom is not defined"
    source = terms.source_of("urgent_by" if terms.urgent_by else "urgent")
    text = f"{by} ({source})." if source else f"{by}."
    options = [member_option(state, key) for key, member in state.members.items() if not member.vacant]
    marked = [key for key in [state.chair or ""] if key in state.members]
    who = await screen.ask(Pick("Who took the decision?", options, text, marked=marked))
    if who is None:
        return None
    fields = [
        Field("text", "What was decided", required=True, long=True),
        Field("reason", "Why it could not wait for a meeting", required=True),
        Field("confidential", "Confidential", options=NO_YES),
        Field("date", "On which day", screen.local_now(state).date().isoformat(), required=True, hint=PAST_HINT),
    ]
    text = "It is put before the next meeting by itself."
    given = await ask_with_day(
        screen.ask, "Urgent decision", fields, screen.local_now(state).date(), day="date", words=text
    )
    if given is None:
        return None
    private = given["confidential"] == "yes"
    return DecisionTaken(
        next_decision(state, private=private),
        "urgent",
        given["text"],
        given["reason"],
        given["date"],
        tuple(who),
        confidential=private,
    )


async def ask_written(screen: BooksScreen, state: State) -> DecisionTaken | None:
    """What was proposed in writing, by which rule, and who answered how; then the count is shown."""
    if reason := why_not(state, "written"):
        screen.say(reason, "warn")
        return None
    rule = await _rule(screen, state, [rule for rule in state.charter.rules if not rule.signed])
    topic = None if rule is None else await _topic(screen, state, rule)
    if rule is None or topic is None:
        return None
    fields = [
        Field("text", "What was decided", required=True, long=True),
        Field("reason", "Why in writing", hint="optional"),
        Field("confidential", "Confidential", options=NO_YES),
        Field("date", "Last day for answers", screen.local_now(state).date().isoformat(), required=True, hint=HINT),
    ]
    given = await ask_with_day(screen.ask, "Decision in writing", fields, screen.local_now(state).date(), day="date")
    if given is None:
        return None
    private = given["confidential"] == "yes"
    entry = DecisionTaken(
        next_decision(state, private=private),
        "written",
        given["text"],
        given["reason"],
        given["date"],
        rule=rule.key,
        topic=topic or None,
        confidential=private,
    )
    votes = await _answers(screen, state, entry, rule)
    if votes is None:
        return None
    entry = DecisionTaken(**{**{name: getattr(entry, name) for name in entry.__struct_fields__}, "votes": votes})
    text = f"{written_tally(state, entry).words} ({rule.clause})"
    return entry if await screen.ask(Confirm("The answers in writing", text, yes="record it")) else None


async def _answers(screen: BooksScreen, state: State, entry: DecisionTaken, rule: Rule) -> dict[str, Choice] | None:
    who = electorate(counting(state, None, rule), question_in_writing(state, entry))
    keys = [key for key in who.voters if key in who.may_vote]
    label = partner_label if who.unit == "partner" else member_label
    if not keys:
        screen.say("Nobody may vote on it by that rule.", "warn")
        return None
    votes: dict[str, Choice] = {}
    questions: list[tuple[Choice, str, int]] = [
        ("for", "Who answered for it?", 1),
        ("against", "Who answered against it?", 0),
        ("abstain", "Who abstained? Whoever is in none of the lists has not answered.", 0),
    ]
    for choice, title, least in questions:
        options = [Option(key, label(state, key)) for key in keys if key not in votes]
        if not options:
            break
        picked = await screen.ask(Pick(title, options, least=least))
        if picked is None:
            return None
        votes |= dict.fromkeys(picked, choice)
    return votes


async def ask_agreement(screen: BooksScreen, state: State) -> AgreementSought | None:
    """What all are to sign, and by when."""
    if state.phase == "none":
        screen.say("No meeting has been convened in this book yet, so that its rules are not known.", "warn")
        return None
    signed = [rule for rule in state.charter.rules if rule.signed]
    if not signed:
        screen.say("This body has no rule for a written agreement; e on the home screen opens its rules.", "warn")
        return None
    rule = await _rule(screen, state, signed)
    if rule is None:
        return None
    today = screen.local_now(state).date()
    fields = [
        Field("text", "What is to be agreed", "" if rule.key != "signature" else rule.title, required=True, long=True),
        Field("confidential", "Confidential", options=NO_YES),
        Field("due", "Signatures by", hint=f"optional; {HINT}"),
    ]
    given = await ask_with_day(screen.ask, rule.title, fields, today, day="due", words=rule.approval)
    if given is None:
        return None
    private = given["confidential"] == "yes"
    return AgreementSought(
        next_decision(state, private=private),
        given["text"],
        rule.key,
        today.isoformat(),
        due=given["due"] or None,
        confidential=private,
    )


async def _rule(screen: BooksScreen, state: State, rules: Sequence[Rule]) -> Rule | None:
    if len(rules) < 2:
        return rules[0] if rules else None
    options = [Option(rule.key, f"{rule.clause} {rule.title}") for rule in rules]
    chosen = await screen.ask(Choose("Under which rule?", options))
    return state.charter.rule(chosen) if chosen else None


async def _topic(screen: BooksScreen, state: State, rule: Rule) -> str | None:
    """The element of Annex 1: "" for none, None where the question was left."""
    known = [topic for topic in state.charter.topics if rule.topics is None or topic.key in rule.topics]
    options = [Option(topic.key, topic.title) for topic in known]
    if rule.topics is None:
        options.append(Option("", "none of them"))
    if len(options) == 1:
        return options[0].key
    chosen: str | None = await screen.ask(
        Choose(f"Which {subject_name(state.charter.topics)} does it concern?", options)
    )
    return chosen
