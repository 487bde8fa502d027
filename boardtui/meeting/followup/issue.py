"""What is done about an issue under resolution, from raising it to resolving it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from msgspec.structs import replace

from boardtui.charter.model import StageKey
from boardtui.meeting.entries import (
    AdviceTaken,
    Choice,
    DecisionNotified,
    FacilitationEnded,
    FacilitatorSelected,
    IssueAdvanced,
    IssueCorrected,
    IssueRaised,
    IssueReceived,
    IssueReferred,
    IssueResolved,
    IssueStep,
    Notice,
    OpenIssue,
    PartnerResponded,
    PlaceAttempted,
    Response,
    RulingMade,
)
from boardtui.meeting.followup import decisions
from boardtui.meeting.followup.actions import check_date
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.followup.stages import (
    DECIDING,
    NO_DECISION,
    NO_STAGES,
    NO_SUCH_STAGE,
    at_stage,
    check_open,
    clause_of,
    day_of,
    decides,
    is_here,
    issue_decided,
    last_decision,
    order,
    outcome_at,
    stage_after,
    stage_title,
    unstaged,
    why_not,
    why_not_refer,
)
from boardtui.meeting.state.check import all_known, fresh, known, require
from boardtui.meeting.state.days import earlier_day
from boardtui.meeting.state.kind import Kind
from boardtui.meeting.state.labels import partner_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import PUBLIC_APART, Motion, Stamped, State, open_motions
from boardtui.meeting.voting.ballot import outcome_of, refresh, rule_of


def raise_issue(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, IssueRaised)
    fresh(entry.issue, state.issues, "issue")
    if state.partners:
        all_known(entry.parties, state.partners, "partner", partial(partner_label, state))
    if entry.topic is not None and state.charter.matrix:
        known(entry.topic, state.charter.matrix, "topic")
    require(bool(entry.title.strip()), "An issue needs a title.")
    issue = OpenIssue(
        issue=entry.issue,
        title=entry.title,
        topic=entry.topic,
        parties=entry.parties,
        clause=entry.clause,
        raised=stamped.at,
        raised_on=earlier_day(state, stamped.at),
        confidential=stamped.confidential,
    )
    return _put(state, stamped, issue)


def raised_before(state: State, issues: Iterable[OpenIssue]) -> list[OpenIssue]:
    """Issues without those raised on a later day than the meeting's, which one entered afterwards is handed too.

    Under vocabulary 1 and 2 issues were dated by their recording, so there none is left out.
    """
    day = state.starts[:10]
    if state.vocabulary < PUBLIC_APART or not day:
        return list(issues)
    return [issue for issue in issues if raised_day(issue) <= day]


def raised_day(issue: OpenIssue) -> str:
    """The day on which an issue was raised."""
    return issue.raised_on or issue.raised[:10]


def correct(state: State, stamped: Stamped) -> State:
    """The title and the clause as they should have been entered, told so from here on; the minutes name the correction."""
    entry = stamped.entry
    assert isinstance(entry, IssueCorrected)
    known(entry.issue, state.issues, "issue")
    require(state.phase != "closed", "What was carried over is corrected at a meeting; convene the next one first.")
    require(bool(entry.title.strip()), "An issue needs a title.")
    issue = state.issues[entry.issue]
    require((entry.title, entry.clause) != (issue.title, issue.clause), "It reads like that already.")
    return _put(state, stamped, replace(issue, title=entry.title, clause=entry.clause))


def correction_sentences(entry: IssueCorrected, before: OpenIssue) -> Iterator[str]:
    """What the correction of an issue changes of how it read before, a sentence each."""
    if entry.title != before.title:
        yield f"The title was corrected: for “{before.title}” read “{entry.title}”."
    if entry.clause != before.clause:
        was, now = (f"“{clause}”" if clause else "no clause" for clause in (before.clause, entry.clause))
        yield f"The clause under which it is brought was corrected: for {was} read {now}."


def _corrected(_: State, entry: Any) -> str:
    return f"issue corrected, it reads “{entry.title}”{f', under {entry.clause}' if entry.clause else ''}"


def attempt_place(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, PlaceAttempted)
    issue = _open_issue(state, entry.issue)
    require(not unstaged(state), NO_STAGES)
    require("place" in order(state), NO_SUCH_STAGE)
    late = f"“{stage_title(state, 'place')}” comes before {at_stage(state, issue)}."
    require(issue.stage in (None, "place"), late, clause_of(state, "place"))
    outcome = "resolved" if entry.resolved else "no agreement"
    step = _step(state, stamped, "place", entry.text, outcome=outcome)
    status = "resolved" if entry.resolved else "open"
    return _put(state, stamped, replace(issue, stage="place", status=status), step)


def take_advice(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, AdviceTaken)
    issue = _open_issue(state, entry.issue)
    step = _step(state, stamped, _stage(state, issue), entry.text, group=entry.group)
    return _put(state, stamped, issue, step)


def advance(state: State, stamped: Stamped) -> State:
    """Only the next stage, and only when what the clause asks for has happened."""
    entry = stamped.entry
    assert isinstance(entry, IssueAdvanced)
    issue = _open_issue(state, entry.issue)
    reason = why_not(state, issue, entry.stage)
    if reason:
        raise Refused(reason, clause_of(state, entry.stage))
    step = _step(state, stamped, entry.stage, entry.basis)
    return _put(state, stamped, replace(issue, stage=entry.stage), step)


def select_facilitator(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, FacilitatorSelected)
    issue = _open_issue(state, entry.issue)
    _at(state, issue, "facilitator", f"A facilitator is selected at “{stage_title(state, 'facilitator')}”")
    require(is_here(state, "facilitator"), "Another body selects the facilitator.", clause_of(state, "facilitator"))
    require(bool(entry.name.strip()), "Name the facilitator.")
    step = _step(state, stamped, "facilitator", entry.name, outcome="selected")
    return _put(state, stamped, replace(issue, facilitator=entry.name), step)


def end_facilitation(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, FacilitationEnded)
    issue = _open_issue(state, entry.issue)
    _at(state, issue, "facilitator", f"Facilitation ends at “{stage_title(state, 'facilitator')}”")
    require(bool(issue.facilitator), "No facilitator has been selected.", clause_of(state, "facilitator"))
    outcome = "resolved" if entry.resolved else "not resolved"
    step = _step(state, stamped, "facilitator", entry.text, outcome=outcome)
    status = "resolved" if entry.resolved else "open"
    return _put(state, stamped, replace(issue, status=status), step)


def notify(state: State, stamped: Stamped) -> State:
    """A decision sent to partners in writing, of an issue or of a motion.

    A letter on the motion that decided an issue is one on the issue too.
    """
    entry = stamped.entry
    assert isinstance(entry, DecisionNotified)
    _one_of(entry)
    all_known(entry.partners, state.partners, "partner", partial(partner_label, state))
    require(bool(entry.partners), "Name the partners to whom the decision was sent.")
    check_date(entry.date)
    check_date(entry.due)
    notice = Notice(partners=entry.partners, means=entry.means, date=entry.date, due=entry.due)
    if entry.issue is not None:
        issue = _open_issue(state, entry.issue)
        return _told(state, stamped, issue, notice)
    state = decisions.notify(state, stamped, notice)
    about = issue_decided(state, entry.motion)
    return _told(state, stamped, about, notice) if about is not None and about.status == "open" else state


def respond(state: State, stamped: Stamped) -> State:
    """A partner's answer; a later one replaces an earlier one of the same partner.

    A party's answer to the motion that decided its issue, at this meeting or an earlier one, is its answer on the issue
    too, and the other way round where the motion waits for it.
    """
    entry = stamped.entry
    assert isinstance(entry, PartnerResponded)
    _one_of(entry)
    known(entry.partner, state.partners, "partner")
    check_date(entry.date)
    response = Response(
        partner=entry.partner,
        accepts=entry.accepts,
        date=entry.date,
        reference=entry.reference,
        signatory=entry.signatory,
    )
    in_writing = _asked_in_writing(state, entry)
    if in_writing is not None:
        return _in_writing(state, stamped, in_writing, response)
    if entry.issue is not None:
        issue = _open_issue(state, entry.issue)
        require(entry.partner in issue.parties, f"{partner_label(state, entry.partner)} is not a party to this issue.")
        state = _on_the_motion(state, stamped, issue, response)
        return _put(state, stamped, replace(issue, responses=_with(issue.responses, response)))
    state = decisions.respond(state, stamped, entry.motion, response)
    about = issue_decided(state, entry.motion)
    if about is None or about.status != "open" or entry.partner not in about.parties:
        return state
    return _put(state, stamped, replace(about, responses=_with(about.responses, response)))


def _asked_in_writing(state: State, entry: PartnerResponded) -> Motion | None:
    """The open motion, or that on the issue, which a partner without a seat answers in writing."""
    for motion in open_motions(state):
        about = motion.key == entry.motion or (entry.issue is not None and motion.issue == entry.issue)
        if about and rule_of(state, motion).by_letter and not motion.electorate.represents.get(entry.partner):
            return motion
    return None


def _in_writing(state: State, stamped: Stamped, motion: Motion, response: Response) -> State:
    """Count the answer in the vote on the motion, where it is that of a partner which the motion asks."""
    clause = rule_of(state, motion).clause
    require(
        response.partner in motion.electorate.voters,
        f"{response.partner} is not among the partners that motion {motion.number} asks.",
        clause,
    )
    response = replace(response, confidential=stamped.confidential)
    motion = replace(motion, responses=_with(motion.responses, response))
    state = refresh(state.with_motion(motion))
    motion = state.motions[motion.key]
    choice: Choice = "for" if response.accepts else "against"
    return state.with_motion(replace(motion, votes={**motion.votes, response.partner: choice}))


def refer(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, IssueReferred)
    issue = _open_issue(state, entry.issue)
    if reason := why_not_refer(state, issue, entry.body):
        raise Refused(reason, clause_of(state, "board"))
    require(bool(entry.body.strip()) and entry.body != state.body, "Name the other body to which it is referred.")
    step = _step(state, stamped, _stage(state, issue), f"referred to {entry.body}")
    return _put(state, stamped, replace(issue, status=f"referred to {entry.body}"), step)


def receive(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, IssueReceived)
    fresh(entry.issue, state.issues, "issue")
    hidden = stamped.confidential or entry.history.confidential
    asked_for = any(rule.issue == "received" for rule in state.charter.rules)
    issue = replace(
        entry.history,
        issue=entry.issue,
        status="open",
        confidential=hidden,
        received=entry.history.received or asked_for,
    )
    return _put(state, stamped, issue)


def resolve(state: State, stamped: Stamped) -> State:
    entry = stamped.entry
    assert isinstance(entry, IssueResolved)
    issue = _open_issue(state, entry.issue)
    step = _step(state, stamped, _stage(state, issue), entry.how, outcome="resolved")
    return _put(state, stamped, replace(issue, status="resolved"), step)


def keep_vote(state: State, stamped: Stamped, motion: Motion) -> State:
    """Note a motion's result at the stage of the issue that it is about; by another rule it decides nothing there.

    What partners said before a decision is no answer to it: the answers are those to the last one.
    """
    issue = state.issues.get(motion.issue or "")
    if issue is None or issue.status != "open":
        return state
    stage = None if unstaged(state) else issue.stage or stage_after(state, issue)
    other = "" if stage is None or decides(state, stage, motion.rule) else motion.rule
    step = _step(state, stamped, stage, motion.text, motion=motion.key, outcome=outcome_of(state, motion), rule=other)
    hidden = issue.confidential or motion.confidential
    answers = () if not other and stage in DECIDING else issue.responses
    return _put(state, stamped, replace(issue, responses=answers, confidential=hidden), step)


def keep_no_decision(state: State, stamped: Stamped, ruling: RulingMade) -> State:
    """Note the chair's ruling that there can be no decision on an issue, in place of a vote."""
    issue, clause = _open_issue(state, ruling.value), clause_of(state, "facilitator")
    _at(state, issue, "majority", "That there can be no decision is ruled at the stage of the decision")
    require(is_here(state, "majority"), "That there can be no decision is for the body that would take it.", clause)
    require(outcome_at(issue, "majority") is None, "There has been a vote on it, and its result stands.", clause)
    require(bool(ruling.text.strip()), "Say why there can be no decision; the minutes must give the reason.", clause)
    step = _step(state, stamped, "majority", ruling.text, outcome=NO_DECISION)
    return _put(state, stamped, issue, step)


def _told(state: State, stamped: Stamped, issue: OpenIssue, notice: Notice) -> State:
    decided = last_decision(issue)
    notice = replace(notice, motion=decided.motion if decided else None)
    return _put(state, stamped, replace(issue, notified=(*issue.notified, notice)))


def _on_the_motion(state: State, stamped: Stamped, issue: OpenIssue, response: Response) -> State:
    """Note an answer on the issue with the motion that decided it, where that is followed and the partner was asked."""
    decided = last_decision(issue)
    open_decision = decision(state, decided.motion or "") if decided is not None else None
    if decided is None or open_decision is None or issue_decided(state, decided.motion) != issue:
        return state
    asked = {partner for notice in open_decision.notices for partner in notice.partners}
    asked |= (
        set(open_decision.asked.partners)
        if open_decision.asked is not None and open_decision.asked.form != "signature"
        else set()
    )
    early = response.date < day_of(state, decided)
    if response.partner not in asked or early or (stamped.confidential and not open_decision.confidential):
        return state
    return decisions.respond(state, stamped, decided.motion, response)


def _with(responses: tuple[Response, ...], response: Response) -> tuple[Response, ...]:
    return (*(old for old in responses if old.partner != response.partner), response)


def _at(state: State, issue: OpenIssue, stage: StageKey, what: str) -> None:
    require(not unstaged(state), NO_STAGES)
    require(issue.stage == stage, f"{what}; the issue is at {at_stage(state, issue)}.", clause_of(state, stage))


def _stage(state: State, issue: OpenIssue) -> StageKey | None:
    """The stage at which something is done about an issue, the first before it came to one; none without stages."""
    return None if unstaged(state) else issue.stage or order(state)[0]


def _open_issue(state: State, key: str) -> OpenIssue:
    known(key, state.issues, "issue")
    issue = state.issues[key]
    check_open(state, issue)
    return issue


def _one_of(entry: DecisionNotified | PartnerResponded) -> None:
    require((entry.issue is None) != (entry.motion is None), "Name either the issue or the motion that it is about.")


def _put(state: State, stamped: Stamped, issue: OpenIssue, *steps: IssueStep) -> State:
    """Keep an issue, with further steps. What is said of it in private makes all of it confidential: the next meeting
    carries all of it.
    """
    hidden = issue.confidential or stamped.confidential
    issue = replace(issue, confidential=hidden, stages=(*issue.stages, *steps))
    return replace(state, issues={**state.issues, issue.issue: issue})


def _step(state: State, stamped: Stamped, stage: StageKey | None, text: str, **more: Any) -> IssueStep:
    """A step at the time of its entry and, where it was entered only later, with its day; ``more`` are its other fields."""
    return IssueStep(stage, stamped.at, text, day=earlier_day(state, stamped.at), **more)


KINDS = (Kind(IssueCorrected, correct, _corrected),)
