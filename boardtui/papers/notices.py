"""Letters to partners: each is told what was decided, under which rule, and what it is asked to answer."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.charter.words import bare, stopped
from boardtui.meeting import entries as e
from boardtui.meeting.fold.evidence import binds as binds_by
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.followup.stages import is_to_be_accepted, last_decision
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import DONE
from boardtui.meeting.words.reasons import reasons_words
from boardtui.papers.annexes import figures_table
from boardtui.papers.corrections import Approval, at_motion
from boardtui.papers.decisions import rule_words
from boardtui.papers.document import AnyBlock, Document, bullets, heading, own, said, text
from boardtui.papers.follow_up import called, shown, standing
from boardtui.papers.issues import issues, steps_since
from boardtui.papers.letter import answer_to, letter
from boardtui.papers.model import Event
from boardtui.papers.motions import motion
from boardtui.papers.opening import standing_words
from boardtui.papers.prose import quote, typed
from boardtui.papers.source import Source


def letters(src: Source, approved: Approval | None = None) -> dict[str, Document]:
    """All letters of a meeting: its decisions to partners, and the issues that it referred."""
    return notices(src, approved) | referrals(src)


def notices(src: Source, approved: Approval | None = None) -> dict[str, Document]:
    """A letter for each partner that a decision of the meeting was sent to, then or since, by the partner's key.

    Written again after the minutes were ``approved`` it reads as corrected, and says so: the letter sent had other words.
    """
    now = src.record.now
    sent: dict[str, list[e.DecisionNotified]] = {}
    for line in src.entries_so_far():
        if isinstance(line.entry, e.DecisionNotified):
            for partner in line.entry.partners:
                sent.setdefault(partner, []).append(line.entry)
    return {partner: _letter(src, now, partner, entries, approved) for partner, entries in sent.items()}


def _letter(
    src: Source, now: State, partner: str, sent: list[e.DecisionNotified], approved: Approval | None
) -> Document:
    wanted = list(_wanted(src, now, partner, sent))
    accepts = len(wanted) == 1 and not any(_asked(src, now, partner, entry) for entry in sent)
    slip = ("Accepts / does not accept" if accepts else "Answer", "Name and office", "Reference", "Date")
    return letter(
        src,
        "Notice of decision",
        src.partner(partner),
        [entry.date for entry in sent],
        [*_told(src, now, sent, approved), *_answer(src, wanted)],
        sent_by=[entry.means for entry in sent],
        slip=slip if wanted else (),
    )


def _told(src: Source, now: State, sent: list[e.DecisionNotified], approved: Approval | None) -> Iterator[AnyBlock]:
    yield text(f"The {bare(src.body)} met on {_met(src)}. On its behalf we tell you what was decided there.")
    for entry in sent:
        yield from _decision(src, now, entry, approved)
    yield standing_words(src)


def _met(src: Source) -> str:
    return f"{src.clock.date} at {src.state.place}" if src.state.place else src.clock.date


def referrals(src: Source) -> dict[str, Document]:
    """A letter for each issue that the meeting referred to another body, by the issue's key."""
    letters: dict[str, Document] = {}
    for line in src.entries_so_far():
        entry = line.entry
        if isinstance(entry, e.IssueReferred) and entry.issue in src.state.issues:
            to = src.other_body(entry.body)
            letters[f"referral-{entry.issue}"] = letter(
                src, "Referral of an issue", to, [line.at], _referred(src, entry, line.seq)
            )
    return letters


def _referred(src: Source, entry: e.IssueReferred, seq: int) -> Iterator[AnyBlock]:
    yield text(f"The {bare(src.body)} met on {_met(src)}, and refers the following issue to you.")
    yield from _issue(src, src.state.issues[entry.issue].title, steps_since(src, entry.issue, seq))
    yield heading(2, own("Your answer"))
    yield text("Please tell us in writing what became of the issue, with the date and the minute or other reference.")
    yield from answer_to(src)


def _decision(src: Source, now: State, entry: e.DecisionNotified, approved: Approval | None) -> Iterator[AnyBlock]:
    open_decision = now.decisions.get(entry.motion or "")
    if open_decision is not None and shown(src, open_decision):
        yield heading(2, said(called(src, open_decision)))
        yield quote(open_decision.text)
        figures = [open_decision.figures] if open_decision.figures else []
        yield from (text(sentence) for sentence in [*figures, standing(now, open_decision)])
    if entry.motion in src.state.motions:
        yield from _motion(src, entry.motion, approved)
    elif entry.issue in src.state.issues:
        issue = src.state.issues[entry.issue]
        decided = last_decision(issue)
        if decided is not None and decided.motion in src.state.motions:
            yield from _motion(src, decided.motion, approved)
        yield from _issue(src, issue.title)


def _motion(src: Source, key: str, approved: Approval | None) -> Iterator[AnyBlock]:
    """A motion with its rule and what came of it."""
    put_motion = motion(src, key, "dissent")
    rule = src.state.charter.rule(src.state.motions[key].rule)
    yield heading(2, own("Motion "), said(put_motion.number))
    yield quote(put_motion.text)
    yield from map(text, at_motion(src, approved, key))
    words = rule_words(src, key)
    title = rule.title if rule is not None else words
    yield text(f"Put under “{title}”{words.removeprefix(title)}.")
    if put_motion.figures is not None:
        yield figures_table(put_motion.figures, whole=src.record.whole)
    named = f"{put_motion.reference}:" if put_motion.reference else ""
    said_of = " ".join(
        word for word in (named, stopped(put_motion.result), put_motion.decision, put_motion.arithmetic) if word
    )
    yield text(said_of, "result")
    if src.state.motions[key].status == "carried":
        for sentence in reasons_words(src.state.motions[key]):
            yield from typed(sentence) if "\n" in sentence else [text(sentence)]
    asked = src.record.now.motions[key].asked
    if (
        rule is not None and rule.approval and asked is None
    ):  # else the sentence before says whose agreement is asked for
        yield text(f"Approval: {rule.approval}")
    yield from (text(line) for line in put_motion.after[:1] if line.startswith("What follows"))


def _issue(src: Source, title: str, since: tuple[Event, ...] = ()) -> Iterator[AnyBlock]:
    """An issue and what was done about it at the meeting and, as far as the letter asks, ``since``."""
    yield heading(2, own("Issue: "), said(title))
    for issue in issues(src):
        if issue.title == title:
            yield from (text(sentence) for sentence in issue.about)
            if steps := (*issue.steps, *since):
                yield bullets(
                    ((said(step.time), own(": ")) if step.time else ()) + (said(step.text),) for step in steps
                )


def _wanted(src: Source, now: State, partner: str, sent: list[e.DecisionNotified]) -> Iterator[str]:
    """What this partner is to answer, each with what it is about where the letter tells of several decisions."""
    entries_by_matter: dict[str, list[e.DecisionNotified]] = {}
    for entry in sent:
        entries_by_matter.setdefault(_matter(src, entry), []).append(entry)
    for key, entries in entries_by_matter.items():
        asked = dict.fromkeys(sentence for entry in entries for sentence in _asked(src, now, partner, entry))
        about = f"{_called(src, now, key)}: " if len(entries_by_matter) > 1 else ""
        for sentence in asked or _accepting(src, entries):
            yield about + (sentence[0].lower() + sentence[1:] if about else sentence)


def _matter(src: Source, entry: e.DecisionNotified) -> str:
    """The decision that a letter tells of, by its key: of an issue the motion that decided it; else the issue."""
    issue = src.state.issues.get(entry.issue or "")
    decided = last_decision(issue) if issue is not None else None
    return entry.motion or (decided.motion if decided is not None else None) or entry.issue or ""


def _called(src: Source, now: State, key: str) -> str:
    """How a letter names a decision or an issue."""
    about = decision(now, key)
    if about is not None:
        return called(src, about)
    if key in src.state.motions:
        return f"Motion {src.state.motions[key].number}"
    return f"Issue “{src.state.issues[key].title}”" if key in src.state.issues else "Decision"


def _asked(src: Source, now: State, partner: str, entry: e.DecisionNotified) -> list[str]:
    """What this partner is asked to do about a decision that needs its word, and by when."""
    open_decision = decision(now, entry.motion or "")
    if open_decision is None or open_decision.asked is None or partner not in open_decision.asked.partners:
        return []
    due = entry.due or open_decision.asked.due
    by = f" by {src.clock.say(due)}" if due else ""
    place = open_decision.asked.places.get(partner, "organisation")
    form = open_decision.asked.form
    what = "has signed the agreement, and who signed" if form == "signature" else f"has {DONE[form]} the decision"
    return [
        f"Please tell us in writing{by} whether your {place} {what}, with the date and the minute or other reference."
    ]


def _accepting(src: Source, entries: list[e.DecisionNotified]) -> Iterator[str]:
    """What is asked about a decision that is only accepted, by the first day that was set."""
    days = [entry.due or "" for entry in entries if _to_answer(src, entry)]
    if days:
        by = f" by {src.clock.say(min(filter(None, days)))}" if any(days) else ""
        yield f"Please answer in writing{by} whether your organisation accepts the decision, with your reference."


def _to_answer(src: Source, entry: e.DecisionNotified) -> bool:
    """Whether there is something to accept.

    What was not carried is no decision, one that binds the partners is accepted only where the notice asks for an answer by a
    date, and after the last stage of an issue nothing follows.
    """
    put = src.state.motions.get(entry.motion or "")
    if put is not None:
        about = src.state.issues.get(put.issue or "")
        decided = last_decision(about) if about is not None else None
        if about is not None and decided is not None and decided.motion == put.key:
            return is_to_be_accepted(src.state, about, due=bool(entry.due))
        rule = src.state.charter.rule(put.rule)
        binds = rule is not None and binds_by(src.state, put, rule)
        return put.status == "carried" and (bool(entry.due) or not binds)
    issue = src.state.issues.get(entry.issue or "")
    return issue is None or is_to_be_accepted(src.state, issue, due=bool(entry.due))


def _answer(src: Source, wanted: list[str]) -> Iterator[AnyBlock]:
    """What is to be answered, by when and where to."""
    if wanted:
        yield heading(2, own("Your answer"))
        yield from map(text, wanted)
        yield from answer_to(src)
