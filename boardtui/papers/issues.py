"""Issues in resolution and actions: what was done about each, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from boardtui.charter.words import bare, started, stopped, subject_name
from boardtui.dates import by_day
from boardtui.meeting import entries as e
from boardtui.meeting.fold.evidence import evidence_words
from boardtui.meeting.followup.actions import agreed_before, in_due_order, register_words
from boardtui.meeting.followup.issue import correction_sentences, raised_before, raised_day
from boardtui.meeting.followup.stages import answers, clause_of, issue_decided, letters, stage_title, unstaged
from boardtui.meeting.state.check import became
from boardtui.meeting.state.labels import group_named, owner_label
from boardtui.meeting.state.state import Motion, Stamped
from boardtui.meeting.words.clauses import clause_words
from boardtui.meeting.words.reasons import reasons_words
from boardtui.meeting.words.value_words import action_status
from boardtui.papers.follow_up import step_words
from boardtui.papers.model import Action, Event, Issue
from boardtui.papers.references import action_reference
from boardtui.papers.source import Source


def issues(src: Source) -> tuple[Issue, ...]:
    """The issues that this part may name: those carried over and those raised or dealt with."""
    carried = {issue.issue: issue for issue in raised_before(src.state, src.carried("issues"))}
    issues = []
    for key in by_day(src.held.state.issues, lambda key: raised_day(src.held.state.issues[key])):
        lines = [line for line in src.lines if _concerns(src, line, key)]
        if key not in carried and not lines:
            continue
        issues.append(_issue(src, key, carried.get(key), lines))
    return tuple(issues)


def actions(src: Source) -> tuple[Action, ...]:
    """The actions carried over and agreed, as this part knows them by the end of the meeting."""
    actions_by_key = {action.action: _carried_action(src, action) for action in carried_actions(src)}
    for line in src.lines:
        entry = line.entry
        if isinstance(entry, e.ActionAgreed):
            item = src.item_words(entry.item)
            due, reference = src.clock.say(entry.due), action_reference(src, entry.action)
            text = register_words(src.state, entry)
            actions_by_key[entry.action] = Action(
                text, _owner(src, entry.owner), due, item, "open", False, reference, entry.register
            )
        elif isinstance(entry, e.ActionUpdated):
            before = actions_by_key.get(entry.action) or _agreed_in_public(src, entry.action)
            status = action_status(entry.status, before.register)
            status = f"{status}: {entry.text}" if entry.text.strip() else status
            due = src.clock.say(entry.due) or before.due
            owner = _owner(src, entry.owner) if entry.owner else before.owner
            actions_by_key[entry.action] = replace(before, owner=owner, due=due, status=status, updated=True)
    return tuple(actions_by_key.values())


def carried_actions(src: Source) -> list[e.OpenAction]:
    """The actions of earlier meetings that were open when this one was convened, by when they were due then."""
    return in_due_order(agreed_before(src.state, src.carried("actions")), lambda action: action.due)


def _carried_action(src: Source, action: e.OpenAction) -> Action:
    read = src.held.state.actions.get(action.action, action)  # as approved minutes have it
    due, reference = src.clock.say(read.due), action_reference(src, action.action)
    text = register_words(src.state, read)
    return Action(text, _owner(src, read.owner), due, "", action.status, True, reference, action.register)


def _agreed_in_public(src: Source, key: str) -> Action:
    """A public action of which only the confidential part says something more."""
    action = src.held.state.actions[key]
    carried = action.meeting != src.state.meeting
    item = "" if carried else src.item_words(action.item)
    due, reference = src.clock.say(action.due), action_reference(src, key)
    text = register_words(src.state, action)
    return Action(text, _owner(src, action.owner), due, item, "open", carried, reference, action.register)


def _owner(src: Source, owner: str) -> str:
    return owner_label(src.state, owner)


def _concerns(src: Source, line: Stamped, key: str) -> bool:
    entry = line.entry
    if isinstance(entry, e.ResultDeclared | e.ConsensusDeclared):
        return entry.motion in src.state.motions and src.state.motions[entry.motion].issue == key
    if isinstance(entry, e.DecisionNotified | e.PartnerResponded) and entry.motion is not None:
        return _on_the_issue(src, line, key)
    return not isinstance(entry, e.MotionPut) and getattr(entry, "issue", None) == key


def _on_the_issue(src: Source, line: Stamped, key: str) -> bool:
    """Whether a letter or an answer about a motion was one on the issue that the motion decided."""
    entry = line.entry
    assert isinstance(entry, e.DecisionNotified | e.PartnerResponded)
    about = issue_decided(src.after.get(line.seq, src.state), entry.motion)
    if about is None or about.issue != key or about.status != "open":
        return False
    return isinstance(entry, e.DecisionNotified) or entry.partner in about.parties


def steps_since(src: Source, key: str, until: int) -> tuple[Event, ...]:
    """What was done about an issue between the close of the meeting and an entry, that one included."""
    lines = [line for line in src.entries_so_far() if line.seq <= until and line not in src.lines]
    own = [line for line in lines if _concerns(src, line, key) and not isinstance(line.entry, e.IssueCorrected)]
    return tuple(Event(src.time_of(line), text) for line in own for text in _step(src, line))


def _issue(src: Source, key: str, carried: e.OpenIssue | None, lines: list[Stamped]) -> Issue:
    known = src.held.state.issues[key]
    about = []
    if known.topic:
        about.append(f"{started(subject_name(src.state.charter.topics))}: {src.topic(known.topic)}.")
    if known.parties:
        about.append(f"Parties: {src.partners(known.parties)}.")
    if known.clause:
        about.append(f"Brought under {clause_words(known.clause)}.")
    if carried is not None:
        at = f", at the stage “{stage_title(src.state, carried.stage)}”" if carried.stage else ""
        about.append(f"Open before the meeting{at}.")
        about += _answered_before(src, carried)
    steps = tuple(Event(src.time_of(line), text) for line in lines for text in _step(src, line))
    return Issue(known.title, tuple(about), steps, _standing(src, carried, lines))


def _answered_before(src: Source, carried: e.OpenIssue) -> Iterator[str]:
    """Who had been told of the last decision and had answered it when the meeting was convened."""
    values_by_key = dict.fromkeys(partner for notice in letters(carried) for partner in notice.partners)
    if values_by_key:
        yield f"The decision had been sent to {src.partners(values_by_key)}."
    for answer in answers(src.state, carried):
        text = "accepted" if answer.accepts else "did not accept"
        reference = f" (reference {answer.reference})" if answer.reference else ""
        yield f"{src.partner(answer.partner)} {text} the decision on {src.clock.say(answer.date)}{reference}."


def _step(src: Source, line: Stamped) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each kind, read as a list
    entry = line.entry
    match entry:
        case e.IssueRaised():
            yield "Raised."
        case e.IssueCorrected():
            yield from correction_sentences(entry, src.held.before[line.seq].issues[entry.issue])
        case e.PlaceAttempted():
            end = "and resolved it" if entry.resolved else "without agreement"
            yield _with(f"{stage_title(src.state, 'place')}: it was tried, {end}", entry.text)
        case e.AdviceTaken():
            what = "It was discussed in" if unstaged(src.state) else "Advice was taken from"
            yield _with(f"{what} {group_named(src.state, entry.group)}", entry.text)
        case e.EvidenceGiven():
            yield started(evidence_words(src.state, entry, line.by))
        case e.IssueAdvanced():
            clause = clause_of(src.state, entry.stage)
            cited = f" ({clause_words(clause)})" if clause else ""
            yield _with(f"It went to the stage “{stage_title(src.state, entry.stage)}”{cited}", entry.basis)
        case e.FacilitatorSelected():
            yield f"{entry.name} was selected as independent facilitator."
        case e.FacilitationEnded():
            end = "resolved the issue" if entry.resolved else "could not resolve the issue"
            yield _with(f"The facilitator {end}", entry.text)
        case e.DecisionNotified() | e.PartnerResponded():
            yield from step_words(src, entry)
        case e.IssueReferred():
            yield f"It was referred to the {bare(src.other_body(entry.body))}."
        case e.IssueReceived():
            fingerprint = f"fingerprint of its minute book then: {entry.from_hash}"
            yield f"It was received from the {bare(src.other_body(entry.from_book))} ({fingerprint})."
        case e.IssueResolved():
            yield _with("It was resolved", entry.how)
        case e.ResultDeclared() | e.ConsensusDeclared():
            state = src.after.get(line.seq, src.state)
            motion = state.motions[entry.motion]
            yield f"Motion {motion.number} {became(state, motion)}{_beside(src, motion)}."
            yield from reasons_words(motion) if motion.status == "carried" else ()


def _beside(src: Source, motion: Motion) -> str:
    """That a motion was put by a rule which decides nothing at the stage of its issue."""
    issue = src.state.issues[motion.issue or ""]
    step = next((step for step in issue.stages if step.motion == motion.key and step.rule), None)
    rule = src.state.charter.rule(step.rule) if step is not None else None
    if step is None or rule is None or step.stage is None:
        return ""
    title = stage_title(src.state, step.stage)
    return (
        f", under {clause_words(rule.clause)}, which is not the rule of the stage “{title}” and decides nothing there"
    )


def _with(words: str, text: str) -> str:
    return stopped(f"{words}: {text}" if text.strip() else words)


def _standing(src: Source, carried: e.OpenIssue | None, lines: list[Stamped]) -> str:
    """Where the issue stands, from what this part of the minutes says."""
    stage, status = (carried.stage, carried.status) if carried else (None, "open")
    for line in lines:
        match line.entry:
            case e.IssueReceived(history=history):
                stage = history.stage
            case e.PlaceAttempted(resolved=resolved):
                stage, status = "place", "resolved" if resolved else status
            case e.IssueAdvanced(stage=reached):
                stage = reached
            case e.FacilitationEnded(resolved=True) | e.IssueResolved():
                status = "resolved"
            case e.IssueReferred(body=body):
                status = f"referred to the {bare(src.other_body(body))}"
    at = f", at the stage “{stage_title(src.state, stage)}”" if stage and status == "open" else ""
    return f"{status[:1].upper()}{status[1:]}{at}"
