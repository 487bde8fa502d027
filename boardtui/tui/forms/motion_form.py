"""Putting a motion: the words and who moved it, by the rule that the item suggests; more is asked only where needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress

from msgspec.structs import replace

from boardtui.charter.model import BodyCharter
from boardtui.charter.rule import Rule
from boardtui.charter.words import party_words, started, subject_name, what_is_asked
from boardtui.dates import day_as_written
from boardtui.meeting.entries import MotionPut, OpenDecision, OpenIssue
from boardtui.meeting.fold.confidential import hidden_now, is_confidential, may_change
from boardtui.meeting.fold.keys import next_motion
from boardtui.meeting.followup.stages import decides, stage_after, stages_meant, stages_of
from boardtui.meeting.planning.whatif import proposed_rule
from boardtui.meeting.state.check import outcome_words
from boardtui.meeting.state.labels import partner_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import electorate_of
from boardtui.meeting.words.clauses import clause_words
from boardtui.tui.dates import read_day
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.item_forms import owner_options
from boardtui.tui.forms.motion_ruling import precondition, record_ruling
from boardtui.tui.forms.motion_words import Basis, Put, ask_motion, rule_words
from boardtui.tui.screen import BoardScreen
from boardtui.tui.views.vote import precondition_missing

NONE = Option("", "none")


async def put_motion(
    screen: BoardScreen,
    *,
    follows: Motion | None = None,
    about: OpenIssue | None = None,
    rule: str = "",
    answers: OpenDecision | None = None,
) -> str | None:
    """Ask for a motion and record it; the vote screen opens on it, except on a further round, asked for from there.

    Args:
        screen: the screen that asks, in a worker of its own.
        follows: the decided motion of which this is a further round; its words and rule are proposed.
        about: the issue that it is about, where that is settled; ``rule`` is then the rule of the issue's stage.
        rule: the rule to propose in place of the one that the item suggests.
        answers: the decision received from another body that it answers; its words are proposed.

    Returns:
        The motion's key; None where it was left or refused.
    """
    item = follows.item if follows else await _item(screen)
    if item is None:
        return None
    basis = Basis(rule, about.topic, issue=about.issue) if about else propose(screen.state, item, follows)
    if basis is None:
        screen.say("This body has no rule of decision; e on the home screen opens the setup, where rules are.", "warn")
        return None
    typed: dict[str, str] = {}
    problem = ""
    while True:  # a question after it that is left leads back to the motion, as it was typed
        given = await ask_motion(screen, item, basis, follows, answers, typed, problem)
        if given is None:
            return None
        typed, problem = {**given, "basis": "proposed"}, ""
        if given["basis"] == "other":
            other = await _other(screen, item, basis)
            if other is None:
                continue
            basis = other
        more = await _more(screen) if given["basis"] == "more" else {}
        if more is None:
            continue
        put = await record_motion(screen, _entry(item, basis, answers, given, more))
        if isinstance(put, Put):
            break
        problem = put.words if put is not None else ""
    if put.key and follows is None and not put.left:
        screen.board.open_screen("vote", put.key)
    return put.key or None


def _entry(
    item: str, basis: Basis, answers: OpenDecision | None, given: Mapping[str, str], more: Mapping[str, str]
) -> MotionPut:
    """The entry of what was typed, without its key."""
    return MotionPut(
        motion="",
        item=item,
        text=given["text"],
        rule=basis.rule,
        topic=basis.topic,
        mover=given["mover"] or None,
        seconder=given["seconder"] or None,
        amends=basis.amends,
        follows=basis.follows,
        issue=basis.issue,
        answers=answers.decision if answers else None,
        reasons=more.get("reasons") or None,
        delegated_to=more.get("delegated_to") or None,
        by_when=more.get("by_when") or None,
    )


async def _more(screen: BoardScreen) -> dict[str, str] | None:
    """The reasons for the decision, and to whom and by when carrying it out is delegated; None where it was left."""
    fields = [
        Field("reasons", "Reasons", long=True, hint="printed with the decision"),
        Field("delegated_to", "Delegated to", options=owner_options(screen.shown), find=True, free=True),
        Field("by_when", "By when", hint="a date, or e.g. before the next meeting"),
    ]
    given: dict[str, str] | None = await screen.ask(Form("Reasons, and who carries it out", fields, last="put it"))
    if given is not None:
        with suppress(ValueError):  # other words than a date stand as they were typed
            given["by_when"] = day_as_written(read_day(given["by_when"], screen.board.desk.today()) or "")
    return given


async def fall_back(screen: BoardScreen, motion: Motion) -> str | None:
    """Where consensus failed and the body has a rule with a vote for the matter: the same words, put under it.

    Returns:
        The key of the motion put; empty where another round is asked for or there is no such rule, None where left.
    """
    rule = _voting_rule(screen.state, motion)
    if rule is None:
        return ""
    options = [
        Option("vote", f"to a counted vote under {rule.clause}", what_is_asked(rule, rule)),
        Option("", "a further motion by consensus, or other words"),
    ]
    text = f"Consensus on motion {motion.number} was not reached. {rule_words(rule)}."
    chosen = await screen.ask(Choose("What follows?", options, text))
    if chosen != "vote":
        return "" if chosen == "" else None
    entry = MotionPut(
        motion="",
        item=motion.item,
        text=motion.text,
        rule=rule.key,
        topic=motion.topic,
        mover=motion.mover,
        seconder=motion.seconder,
        follows=motion.key,
        consultation=motion.consultation is not None and motion.consultation.status == "to_settle",
        answers=motion.answers,
        reasons=motion.reasons or None,
        delegated_to=motion.delegated_to or None,
        by_when=motion.by_when or None,
    )
    put = await record_motion(screen, entry)
    if isinstance(put, Wrong):
        screen.say(put.words, "bad")
    return put.key or None if isinstance(put, Put) else None


def _voting_rule(state: State, motion: Motion) -> Rule | None:
    """The rule with a vote that the matter of a failed consensus can go to; none that is for a stage of an issue."""
    before = state.charter.rule(motion.rule)
    if motion.status != "not_carried" or before is None or before.method != "consensus" or motion.issue:
        return None
    staged = {stage.rule for stage in state.charter.stages}
    votes = [rule for rule in state.charter.rules if rule.method == "vote" and rule.key not in staged]
    own = (rule for rule in votes if rule.topics is not None and motion.topic in rule.topics)
    general = (rule for rule in votes if rule.topics is None)
    return next(own, None) or next(general, None)


def propose(state: State, item: str, follows: Motion | None = None) -> Basis | None:
    """The rule of the item's recommendation or its topic; else the body's first general one. None where it has no rule."""
    if follows is not None:
        issue = state.issues.get(follows.issue or "")
        about = issue.issue if issue and issue.status == "open" else None
        return Basis(follows.rule, follows.topic, follows=follows.key, issue=about)
    topic = state.items[item].agenda.topic
    rule = proposed_rule(state, item)
    return Basis(rule.key, topic if topic in state.charter.matrix else None) if rule else None


async def _item(screen: BoardScreen) -> str | None:
    if screen.state.current != screen.shown.current:
        screen.say("The item that is open is confidential: x excludes the public, * shows it.", "warn")
        return None
    if screen.shown.current is not None:
        return screen.shown.current
    items = [item.agenda for item in screen.shown.items.values() if item.status != "deferred"]
    if not items:
        screen.say("There is no agenda item to put a motion on; add one first.", "warn")
        return None
    options = [Option(item.item, f"{item.number} {item.title}".strip()) for item in items]
    chosen = await screen.ask(Choose("No item is open. On which item is the motion put?", options))
    return chosen if isinstance(chosen, str) else None


def _related(state: State, partner: str, parties: Collection[str]) -> str:
    """What is said beside a partner that can be affected: a party to the issue, and how it is related to the agreement."""
    held = state.partners.get(partner)
    texts = ["party to the issue" if partner in parties else "", party_words(held) if held else ""]
    return ", ".join(part for part in texts if part)


async def _other(screen: BoardScreen, item: str, basis: Basis) -> Basis | None:
    """The second step: the rule, the element of Annex 1, and the motion that this one amends or follows."""
    state = screen.state
    rules = tuple(
        Option(rule.key, f"{rule.clause} {rule.title}", what_is_asked(rule, rule)) for rule in state.charter.rules
    )
    topics = (NONE, *(Option(topic.key, topic.title) for topic in state.charter.topics))
    fields = [
        Field("rule", "Rule", basis.rule, options=rules, find=True),
    ]
    if state.charter.topics:
        fields.append(
            Field("topic", started(subject_name(state.charter.topics)), basis.topic or "", options=topics, find=True)
        )
    private = hidden_now(state, item)
    here = [
        motion
        for motion in screen.shown.motions.values()
        if motion.item == item and may_change(state, motion, private=private)
    ]
    for name, label, fit in (("amends", "Amends", True), ("follows", "Further motion to", False)):
        motions = [motion for motion in here if (motion.status == "open") is fit]
        if motions:
            options = (NONE, *(Option(m.key, f"{m.number} {m.text}", outcome_words(screen.shown, m)) for m in motions))
            fields.append(Field(name, label, getattr(basis, name) or "", options=options, find=True))
    hint = "Letters find, the arrows go through what fits."
    given = await screen.ask(Form("By what it is decided", fields, hint, last="put it"))
    if given is None:
        return None
    amends, follows = given.get("amends") or None, given.get("follows") or None
    return Basis(given["rule"], given.get("topic") or None, amends, follows, basis.issue)


async def record_motion(screen: BoardScreen, entry: MotionPut) -> Put | Wrong | None:
    """Ask what the rule needs beside the motion, give it its key and record it; then what the rule wants before it.

    Returns:
        The motion that was put, or why it is refused; None where a question was left before it was recorded.
    """
    rule = screen.state.charter.rule(entry.rule)
    assert rule is not None
    issue = entry.issue or await _issue(screen, rule, entry.item)
    if issue is None:
        return None
    entry = replace(entry, issue=issue or None)
    narrowed: list[str] | None = None
    if affected_asked(screen.state.charter, rule) and not _refused_topic(rule, entry):
        chosen = await _affected(screen, rule, entry)
        if chosen is None:
            return None
        if rule.affected == "required":
            entry = replace(entry, affected=tuple(chosen))
        elif chosen:
            narrowed = chosen
    private = is_confidential(screen.state, entry)
    entry = replace(entry, motion=next_motion(screen.state, private=private))
    if refused := screen.refusal(entry):
        return Wrong(refused)
    if not screen.record(entry, say=f"Motion put.{_beside(screen.state, entry, rule)}"):
        return Put("", left=True)
    return await _put(screen, entry, rule, narrowed)


async def _put(screen: BoardScreen, entry: MotionPut, rule: Rule, narrowed: list[str] | None) -> Put:
    """What follows a motion that was put: to whom the chair narrows it, and what the rule wants before it."""
    motion = screen.state.motions[entry.motion]
    if narrowed is not None:
        await record_ruling(screen, motion, "affected", narrowed, "Partners affected")
    if precondition_missing(screen.state, screen.state.motions[entry.motion]) or rule.condition_for:
        about = screen.state.issues.get(entry.issue or "")
        proof = f"Issue “{about.title}”" if about else ""
        if await precondition(screen, screen.state.motions[entry.motion], proof, least=False) is None:
            again = "Motion put, without evidence of its condition: v asks for it again before the result."
            screen.say(f"{again}{_beside(screen.state, entry, rule)}", "warn")
            return Put(entry.motion, left=True)
    return Put(entry.motion, left=False)


async def _issue(screen: BoardScreen, rule: Rule, item: str) -> str | None:
    """The issue under resolution that the motion is about; empty for none, None where it was left."""
    state = screen.state
    stages = stages_of(state, rule.key)
    staged = [issue for issue in screen.shown.issues.values() if issue.status == "open" and issue.stage in stages]
    waiting = [issue for issue in staged if may_change(state, issue, private=hidden_now(state, item))]
    if not waiting:
        return ""
    options = [Option(open_issue.issue, open_issue.title) for open_issue in waiting]
    options.append(Option("", "no issue", "a motion on its own"))
    chosen = await screen.ask(Choose(f"{started(clause_words(rule.clause))}: which issue is it about?", options))
    return chosen if isinstance(chosen, str) else None


def _beside(state: State, entry: MotionPut, rule: Rule) -> str:
    """That the motion will decide nothing about an issue, where it names none or is not by the rule of the stage."""
    if meant := stages_meant(state, rule.key, entry.issue):
        return f" {started(clause_words(rule.clause))} is for an issue at the stage {meant}; this motion names none."
    about = state.issues.get(entry.issue or "")
    stage = (about.stage or stage_after(state, about)) if about else None
    if stage is None or decides(state, stage, rule.key):
        return ""
    return f" By {clause_words(rule.clause)} it does not decide the stage of its issue."


def affected_asked(charter: BodyCharter, rule: Rule) -> bool:
    """Whether those whom the matter affects decide it, and not all. Older charters say so by their stages alone."""
    return bool(rule.affected) or (rule.unit == "partner" and bool(charter.stages))


async def _affected(screen: BoardScreen, rule: Rule, entry: MotionPut) -> list[str] | None:
    """The partners affected, empty for all that the element applies to; None where it was left.

    Where the rule wants them named, they are those that the secretary names; else it is the chair that narrows them.
    """
    state = screen.state
    asked = electorate_of(state, rule, entry).voters
    named = rule.affected == "required"
    about = state.issues.get(entry.issue or "")
    parties = tuple(key for key in asked if about and key in about.parties)
    if parties:
        ways = [
            Option("all", f"all {len(asked)} to which the {subject_name(state.charter.topics)} applies"),
            Option("parties", f"the {len(parties)} parties to which it applies", "a ruling of the Chair"),
            Option("pick", "choose them", "a ruling of the Chair"),
        ]
        way = await screen.ask(Choose(f"{rule.clause}: which partners does the issue affect?", ways))
        if way != "pick":
            return {"all": list(asked) if named else [], "parties": list(parties)}.get(way or "")
    options = [Option(key, partner_label(state, key), _related(state, key, parties)) for key in asked]
    text = "All to whom the subject applies are marked. Unmark those whom it does not affect."
    chosen = await screen.ask(Pick("Which partners does it affect?", options, text, marked=asked))
    if chosen is None:
        return None
    return [] if set(chosen) == set(asked) and not named else list(chosen)


def _refused_topic(rule: Rule, entry: MotionPut) -> bool:
    return rule.topics is not None and entry.topic not in rule.topics
