"""The sheet that explains a vote: the rule, who was eligible and why, the sums, and how else it could be counted."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from boardtui.charter.rule import Counting, Rule
from boardtui.charter.words import decided_words, listed, started, stopped, subject_name
from boardtui.meeting import entries as e
from boardtui.meeting.counting.electorate import Electorate, Standing, electorate
from boardtui.meeting.counting.needed import idle
from boardtui.meeting.counting.readings import Recount
from boardtui.meeting.state.check import count_words, outcome_words
from boardtui.meeting.state.labels import acting_label
from boardtui.meeting.voting.ballot import counting_of, rule_of
from boardtui.papers.annexes import figures_table, set_out
from boardtui.papers.corrections import Approval, at_motion
from boardtui.papers.document import AnyBlock, Document, bullets, facts, heading, own, para, said, table, text
from boardtui.papers.motions import motion
from boardtui.papers.opening import meeting_paper, standing_words
from boardtui.papers.prose import points
from boardtui.papers.references import decision_reference
from boardtui.papers.source import Source
from boardtui.papers.votes import Vote, readings_told, recounted, told_choices

FEW = 6  # who are named again with their reason
_PRIVATE = "What is confidential may bear on this vote, so reasons are given here only as far as they are public."


def vote_sheets(src: Source, approved: Approval | None = None) -> dict[str, Document]:
    """A sheet for each motion that this part tells the result of, by the motion's key.

    Where the minutes are ``approved`` with corrections, the sheet names those of the motion, whose words read so.
    """
    documents_by_key = {}
    for line in src.lines:
        if isinstance(line.entry, e.ResultDeclared | e.ConsensusDeclared) and line.entry.motion in src.state.motions:
            key = line.entry.motion
            state = src.after[line.seq]
            vote = Vote(src, state, state.motions[key], line, src.about_motion(key))
            amended = src.state.motions.get(vote.motion.amends or "")
            about = f"motion {vote.motion.number}" + (f" (amendment to motion {amended.number})" if amended else "")
            documents_by_key[key] = meeting_paper(src, "Vote record", _blocks(vote, approved), about=about)
    return documents_by_key


def _blocks(vote: Vote, approved: Approval | None) -> Iterator[AnyBlock]:
    src, rule = vote.src, rule_of(vote.state, vote.motion)
    put_motion = motion(src, vote.motion.key, "all")
    private = not vote.whole
    yield from set_out(put_motion)
    yield from map(text, at_motion(src, approved, vote.motion.key))
    yield text(
        " ".join(word for word in (stopped(put_motion.result), put_motion.decision, put_motion.arithmetic) if word),
        "result",
    )
    if put_motion.figures is not None:
        yield figures_table(put_motion.figures, whole=src.record.whole)
    if put_motion.details:
        yield bullets(put_motion.details)
    yield standing_words(src)
    yield heading(2, own("The rule"))
    counting = rule if private else counting_of(vote.state, vote.motion)
    yield facts("The rule", _rule(src, rule, counting, vote))
    if put_motion.basis[1:]:
        yield from points(put_motion.basis[1:])
    if private:
        yield para(own(_PRIVATE))
    yield from _readings(vote, rule)
    yield from _electorate(vote, private)


def _rule(src: Source, rule: Rule, counting: Counting, vote: Vote) -> Iterator[tuple[str, str]]:
    yield "Reference", decision_reference(src, vote.motion.key)
    yield "Rule", rule.title
    yield "Clause", rule.clause or "none"
    yield "How it is decided", f"{started(decided_words(rule, counting))}."
    yield started(subject_name(src.state.charter.topics)), src.topic(vote.motion.topic)
    yield "Approval", rule.approval
    yield "Note", rule.note


def _electorate(vote: Vote, private: bool) -> Iterator[AnyBlock]:
    """Everybody by name with the reason; reasons rest on the charter and public rulings, never on who was there."""
    who = vote.motion.electorate
    asked, choices = _whoever_is_there(who), told_choices(vote)
    reasons = asked.standing if who.unit == "member" else asked.partners
    yield heading(2, own(f"Who was eligible ({len(who.voters)})"))
    if who.voters:
        heads = (
            who.noun.capitalize(),
            "For whom" if who.unit == "member" else "Through whom",
            "Vote" if vote.consensus is None else "Position",
        )
        rows = [(vote.name(key), _others(vote, key), choices.get(key, "not disclosed")) for key in who.voters]
        shown = 2 if vote.nameless else 3  # no column of votes that nobody may be named with
        yield table("Who was eligible", heads[:shown], [row[:shown] for row in rows])
        if not private:
            yield para(own("Why they were eligible:"))
            yield _reasons(vote, reasons, list(who.voters), private, named=True)
    rest = [key for key in reasons if key not in who.voters]
    if rest:
        yield heading(2, own(f"Who was not eligible ({len(rest)})"))
        yield _reasons(vote, reasons, rest, private)


def _whoever_is_there(who: Electorate) -> Electorate:
    """The same question put with everybody in the room and nobody withdrawn: only eligibility is left to tell."""
    everybody = frozenset(member.key for member in who.question.members)
    return electorate(who.counting, replace(who.question, present=everybody, withdrawn=frozenset(), proxies={}))


def _reasons(
    vote: Vote, reasons: dict[str, Standing], keys: list[str], private: bool, *, named: bool = False
) -> AnyBlock:
    """Each reason once, with everybody to whom it applies; in private the names alone.

    Where all are ``named`` already, one reason of all is told without them, and that of the most is that of all others.
    """
    names: dict[str, list[str]] = {}
    for key in keys:
        names.setdefault("" if private else reasons[key].why, []).append(vote.name(key))
    most = max(names, key=lambda why: len(names[why]), default="")
    if named and len(names) == 1 and most:
        return bullets([(said(stopped(started(most))),)])
    if named and len(names.get(most, ())) > FEW:
        del names[most]
        names[most] = ["everybody else" if names else "everybody"]
    return bullets(
        (*((said(started(why)), own(": ")) if why else ()), said(stopped("; ".join(those))))
        for why, those in names.items()
    )


def _others(vote: Vote, key: str) -> str:
    """The partners for whom a member votes, or the members through whom a partner does."""
    who = vote.motion.electorate
    if who.unit == "partner":
        return listed(
            [f"{acting_label(vote.state, member)}{_kept_back(vote, member)}" for member in who.represents[key]], ""
        )
    return vote.src.partners(vote.src.state.members[key].partners)


def _kept_back(vote: Vote, member: str) -> str:
    """Why a member could not vote for the partner, in brackets; nothing where this part does not know who was there."""
    question = vote.motion.electorate.question
    if not vote.whole or member in question.proxies:
        return ""
    if member in question.withdrawn:
        return " (interest declared)"
    if member in question.present:
        return ""
    return f" ({idle(vote.motion.electorate.counting) if member in vote.state.present else 'absent'})"


def _readings(vote: Vote, rule: Rule) -> Iterator[AnyBlock]:
    """Every other reading that the rule names, with the same votes counted so."""
    if vote.motion.tally is None:
        return
    meant: e.Choice = "for" if vote.consensus is not None else "not_voting"
    silent = dict.fromkeys(vote.motion.electorate.may_vote, meant)
    counted = readings_told(vote, replace(vote.motion, votes={**silent, **vote.motion.votes}))
    if not counted:
        return
    yield heading(2, own(f"The same {'votes' if vote.consensus is None else 'positions'} under other readings"))
    outcome = outcome_words(vote.state, vote.motion)
    yield para(own(f"By the reading in use the outcome was: {outcome}."))
    rows = [(recount.title, recount.why, *_recounted(vote, recount)) for recount in counted]
    yield table("Other readings", ("Reading", "Why it could be read so", "Figures", "Outcome"), rows)


def _recounted(vote: Vote, recount: Recount) -> tuple[str, str]:
    if recount.tally is None:  # the reason may name who voted how
        if recount.says:
            return (recount.problem.partition(": ")[2], recount.says)
        return ("cannot be recounted" if vote.nameless else recount.problem, "not defined")
    return recounted(vote, recount), count_words(vote.state, vote.motion, recount.tally)
