"""Letters to partners: each is told what was decided, under which rule, and what it is asked to answer."""

from __future__ import annotations

from collections.abc import Iterator

from boardtui.meeting import entries as e
from boardtui.meeting.followup.awaiting import decision
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import DONE
from boardtui.papers.annexes import figures_table
from boardtui.papers.decisions import rule_words
from boardtui.papers.document import (
    AnyBlock,
    Document,
    Signature,
    bullets,
    clean,
    facts,
    heading,
    own,
    para,
    said,
    stopped,
    text,
)
from boardtui.papers.follow_up import called, shown, standing
from boardtui.papers.issues import issues
from boardtui.papers.motions import motion
from boardtui.papers.opening import WARNING, standing_words
from boardtui.papers.prose import quote
from boardtui.papers.references import meeting_reference
from boardtui.papers.source import Source


def notices(src: Source) -> dict[str, Document]:
    """A letter for each partner that a decision of the meeting was sent to, then or since, by the partner's key."""
    now = src.record.now
    sent: dict[str, list[e.DecisionNotified]] = {}
    for line in src.entries_so_far():
        if isinstance(line.entry, e.DecisionNotified):
            for partner in line.entry.partners:
                sent.setdefault(partner, []).append(line.entry)
    return {partner: _letter(src, now, partner, entries) for partner, entries in sent.items()}


def _letter(src: Source, now: State, partner: str, sent: list[e.DecisionNotified]) -> Document:
    hidden, name = src.part == "confidential", src.partner(partner)
    marks = (own("CONFIDENTIAL "),) if hidden else ()
    blocks: list[AnyBlock] = [heading(1, *marks, own("Notice of decision to "), said(name))]
    if hidden:
        blocks.append(para(own(WARNING, strong=True), tone="warning"))
    sender = ", ".join(word for word in (src.body, src.state.charter.title) if word)
    rows = [
        ("To", name),
        ("From", sender),
        ("Contact", src.numbering.house.contact),
        ("Our reference", meeting_reference(src)),
        ("Date", ", ".join(dict.fromkeys(src.clock.say(entry.date) for entry in sent))),
        ("Sent by", ", ".join(dict.fromkeys(entry.means for entry in sent if entry.means.strip()))),
        ("Meeting", ", ".join(word for word in (src.state.title, src.clock.date) if word)),
    ]
    blocks.append(facts("Letter", rows))
    blocks.append(para(own("Dear colleagues,")))
    met = ", ".join(word for word in (src.clock.date, src.state.place) if word)
    blocks.append(text(f"The {src.body} met on {met}. On its behalf we tell you what was decided there."))
    for entry in sent:
        blocks += _decision(src, now, entry)
    asked = [sentence for entry in sent for sentence in _asked(src, now, partner, entry)]
    answer = [entry.due or "" for entry in sent if _to_answer(src, entry)]
    blocks += _close(src, asked, answer)
    return Document(
        title=clean(f"{'CONFIDENTIAL ' if hidden else ''}Notice of decision to {name}, {src.clock.date}"),
        body=clean(src.body),
        partnership=clean(src.state.charter.title),
        moment=sent[-1].date,
        dates=src.clock.dates,
        blocks=tuple(blocks),
        confidential=hidden,
    )


def _decision(src: Source, now: State, entry: e.DecisionNotified) -> Iterator[AnyBlock]:
    open_decision = now.decisions.get(entry.motion or "")
    if open_decision is not None and shown(src, open_decision):
        yield heading(2, said(called(open_decision)))
        yield quote(open_decision.text)
        figures = [open_decision.figures] if open_decision.figures else []
        yield from (text(sentence) for sentence in [*figures, standing(now, open_decision)])
    if entry.motion in src.state.motions:
        put_motion = motion(src, entry.motion, "dissent")
        rule = src.state.charter.rule(src.state.motions[entry.motion].rule)
        yield heading(2, own("Motion "), said(put_motion.number))
        yield quote(put_motion.text)
        yield text(f"Put under {rule_words(src, entry.motion)}.")
        if put_motion.figures is not None:
            yield figures_table(put_motion.figures, whole=src.record.whole)
        named = f"{put_motion.reference}:" if put_motion.reference else ""
        said_of = " ".join(
            word for word in (named, stopped(put_motion.result), put_motion.decision, put_motion.arithmetic) if word
        )
        yield text(said_of, "result")
        if rule is not None and rule.approval:
            yield text(f"Approval by: {rule.approval}")
        yield from (text(line) for line in put_motion.after[:1] if line.startswith("What follows"))
    elif entry.issue in src.state.issues:
        title = src.state.issues[entry.issue].title
        yield heading(2, own("Issue: "), said(title))
        for issue in issues(src):
            if issue.title == title and issue.steps:
                yield bullets((said(step.time), own(": "), said(step.text)) for step in issue.steps)


def _asked(src: Source, now: State, partner: str, entry: e.DecisionNotified) -> Iterator[str]:
    """What this partner is asked to do about a decision that needs its word, and by when."""
    open_decision = decision(now, entry.motion or "")
    if open_decision is not None and open_decision.asked is not None and partner in open_decision.asked.partners:
        due = entry.due or open_decision.asked.due
        by = f" by {src.clock.say(due)}" if due else ""
        place = open_decision.asked.places.get(partner, "organisation")
        form = open_decision.asked.form
        what = "has signed the agreement, and who signed" if form == "signature" else f"has {DONE[form]} the decision"
        yield f"Please tell us in writing{by} whether your {place} {what}, with the date and the minute or other reference."


def _to_answer(src: Source, entry: e.DecisionNotified) -> bool:
    """Whether there is something to accept: what was not carried is no decision."""
    put = src.state.motions.get(entry.motion or "")
    return put is None or put.status == "carried"


def _close(src: Source, asked: list[str], answer: list[str]) -> Iterator[AnyBlock]:
    """The end of a letter: what is asked, by when and where to; ``answer`` has the day of each that is only accepted."""
    yield standing_words(src)
    contact = src.numbering.house.contact
    where = f"Please send your answer to: {stopped(contact)}" if contact else ""
    if asked:
        yield heading(2, own("Your answer"))
        yield from map(text, [*asked, *([where] if where else [])])
        yield Signature(("Answer", "Name and office", "Reference", "Date"))
    elif answer:
        yield heading(2, own("Your answer"))
        by = f" by {src.clock.say(min(filter(None, answer)))}" if any(answer) else ""
        yield text(f"Please answer in writing{by} whether your organisation accepts the decision, with your reference.")
        yield from [text(where)] if where else []
        yield Signature(("Accepts / does not accept", "Name and office", "Reference", "Date"))
    yield text(f"Yours faithfully, on behalf of the {src.body}")
    yield Signature(("Signature", "Name and office"))
