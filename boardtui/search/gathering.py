"""What there is to find in one stretch of a book: what was decided, ruled, noted, agreed and raised, as it stands at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from boardtui.charter.rule import Rule
from boardtui.charter.words import started
from boardtui.desk.timeline import figures
from boardtui.meeting import entries as e
from boardtui.meeting.fold.evidence import evidence_words
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.followup.actions import register_words
from boardtui.meeting.followup.questions import question_words
from boardtui.meeting.record.acting import acting_among
from boardtui.meeting.record.passages import minuted, noted, printed
from boardtui.meeting.record.record import record_of
from boardtui.meeting.state.check import came_to
from boardtui.meeting.state.days import day_of
from boardtui.meeting.state.labels import item_label, mover_label, owner_label, voter_label
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.words.ruling_words import partners_ruled, ruling_sentence
from boardtui.search.changes import CHANGING, changes_by, of_decision, partners_of_owner
from boardtui.search.following import DecisionStatus, about, followed, standing_of
from boardtui.search.things import TAKEN_BACK, Change, Contents, Thing, by_vote, changed

_NOTES = (e.NoteTaken, e.ParagraphDrafted, e.QuestionAsked)
_FOUND = (
    e.MotionPut, *_NOTES, e.ItemClosed, e.ActionAgreed, e.IssueRaised, e.IssueReceived, e.DecisionTaken, e.AgreementSought,
    e.DecisionReceived, e.RulingMade, e.ChoiceOpened, e.EvidenceGiven,
)  # fmt: skip
_TOLD = frozenset((*_FOUND, *CHANGING))


class _Gathered(NamedTuple):
    """What one audience may find: the entries that it knows, what they come to, those taken back, those the public lacks.

    ``whole``: it knows of the private parts too.
    """

    state: State
    lines: Sequence[Stamped]
    taken_back: Mapping[int, int]
    hidden: frozenset[int]
    whole: bool


def contents_of(stretch: Stretch, *, public: bool) -> Contents:
    """What a stretch holds.

    Args:
        stretch: a stretch folded to its end.
        public: only what every public paper may say: nothing confidential, and nothing that was taken back, since
            words are often taken back for having been said where they should not have been.
    """
    things_by_key: dict[tuple[str, str], Thing] = {}
    struck: list[Thing] = []
    earlier: list[Change] = []
    stands: dict[str, DecisionStatus | None] = {}
    view = _in_public(stretch) if public else _in_all(stretch)
    for line in _lines(view):
        key = about(view.state, line.entry)
        if key is not None and line.seq not in view.taken_back:
            if key not in stands:
                stands[key] = standing_of(view.state, key)
            _change_or_keep(things_by_key, earlier, of_decision(view.state, line, key, stands[key]))
        thing = _thing(view, line)
        if thing is not None:
            if line.seq in view.taken_back:
                struck.append(replace(thing, outcome=TAKEN_BACK))
            else:
                things_by_key[thing.kind, thing.key or str(thing.seq)] = thing
        elif line.seq not in view.taken_back:
            for change in changes_by(view.state, line, partial(_said_on, view)):
                _change_or_keep(things_by_key, earlier, change)
    return Contents([*things_by_key.values(), *struck], earlier, view.state.approved)


def _change_or_keep(things_by_key: dict[tuple[str, str], Thing], earlier: list[Change], change: Change) -> None:
    place = change.kind, change.key
    if place in things_by_key and not change.day:
        things_by_key[place] = changed(things_by_key[place], [change])
    else:
        earlier.append(change)


def differ(stretch: Stretch) -> bool:
    """Whether the public may know less of the stretch than there is.

    Whoever came or went in private may have been counted in a consensus, which has no figures of its own.
    """
    return bool(_hidden(stretch)) or any(
        line.seq in stretch.taken_back for line in stretch.lines if type(line.entry) in _TOLD
    )


def _hidden(stretch: Stretch) -> frozenset[int]:
    public = {line.seq for line in stretch.public_lines()}
    return frozenset(line.seq for line in stretch.lines if line.seq not in public)


def _in_all(stretch: Stretch) -> _Gathered:
    return _Gathered(stretch.state, stretch.lines, stretch.taken_back, _hidden(stretch), whole=True)


def _in_public(stretch: Stretch) -> _Gathered:
    record = record_of(stretch, "public")
    lines = sorted((*record.lines, *record.since), key=lambda line: line.seq)
    return _Gathered(record.told, lines, {}, frozenset(), whole=False)


def _lines(view: _Gathered) -> Iterator[Stamped]:
    noted = {note.seq for note in view.state.notes}
    for line in view.lines:
        if type(line.entry) not in _TOLD:
            continue
        if isinstance(line.entry, _NOTES) and line.seq not in noted and line.seq not in view.taken_back:
            continue  # a paragraph of the minutes has taken its place
        yield line


def _thing(view: _Gathered, line: Stamped) -> Thing | None:
    state, entry = view.state, line.entry
    match entry:
        case e.MotionPut():
            thing = _motion(view, line, entry)
        case e.DecisionTaken() | e.AgreementSought() | e.DecisionReceived():
            thing = _decision(view, line, entry)
        case e.ChoiceOpened():
            thing = _choice(state, line, entry)
        case e.RulingMade():
            thing = _ruling(view, line, entry)
        case e.NoteTaken() | e.ParagraphDrafted() | e.EvidenceGiven() | e.QuestionAsked():
            thing = _note(state, line, entry)
        case e.ItemClosed() if entry.outcome:
            thing = replace(_words(state, line, entry.item, entry.outcome), way="outcome")
        case e.ActionAgreed():
            thing = Thing(
                line.seq, line.seq, "action", register_words(state, entry), key=entry.action, item=_item(state, entry.item),
                outcome="open", owner=owner_label(state, entry.owner), due=entry.due or "",
                partners=(*partners_of_owner(state, entry.owner), *filter(None, [entry.partner])),
                minuted=noted(state, entry.item, register_words(state, entry), *printed(state, entry)),
            )  # fmt: skip
        case e.IssueRaised():
            thing = _issue(state, line, entry.issue, entry.title, entry.parties, entry.clause, entry.topic)
        case e.IssueReceived():
            open_issue = entry.history
            thing = _issue(
                state, line, entry.issue, open_issue.title, open_issue.parties, open_issue.clause, open_issue.topic
            )
        case _:
            return None
    return replace(thing, day=thing.day or _day(view, line), confidential=line.seq in view.hidden)


def _motion(view: _Gathered, line: Stamped, entry: e.MotionPut) -> Thing:
    state = view.state
    title, clause = _rule(state.charter.rule(entry.rule), entry.rule)
    put = state.motions.get(entry.motion)
    people = tuple(mover_label(state, put, key) for key in (entry.mover, entry.seconder) if put and key)
    thing = Thing(
        line.seq, line.seq, "motion", entry.text, key=entry.motion, item=_item(state, entry.item), rule=title,
        clause=clause, partners=_of_members(state, (entry.mover, entry.seconder)) + (entry.affected or ()), words=people,
        way="amendment" if entry.amends else "",
    )  # fmt: skip
    motion = None if line.seq in view.taken_back else state.motions.get(entry.motion)
    if motion is None:
        return thing
    asked = thing.partners if entry.affected is not None else (*thing.partners, *_asked(state, motion))
    related = [
        f"{how} {state.motions[key].number}"
        for how, key in (("amends", entry.amends), ("follows", entry.follows))
        if key in state.motions
    ]
    stands = standing_of(state, entry.motion) or DecisionStatus()
    outcome, consensus = by_vote(came_to(state, motion))
    return replace(
        thing,
        standing=stands,
        followed=followed(state, entry.motion),
        counted=_counted(motion.result),
        at=_decided_at(view, entry.motion) or line.seq,
        number=motion.number,
        minuted=minuted(state, entry.motion, alone=True),
        text=motion.text,
        outcome=outcome,
        consensus=consensus,
        figures=figures(state, motion, whole=view.whole) if motion.status in ("carried", "not_carried") else "",
        partners=tuple(dict.fromkeys((*asked, *stands.partners))),
        words=tuple(
            filter(
                None,
                (
                    *people,
                    *related,
                    motion.withdrawn_reason,
                    motion.reasons,
                    motion.delegated_to,
                    motion.by_when,
                    *(objection.reason for objection in motion.objections),
                    *(voter_label(state, motion, key) for key in motion.dissents),
                    *(_item(state, key) for key in motion.covers),
                    *_recommended(state, motion),
                ),
            )
        ),
    )


def _recommended(state: State, motion: Motion) -> list[str]:
    """What each item recommends that a motion decides with others; the motion itself only names the items."""
    items = (motion.item, *motion.covers) if motion.covers else ()
    return [state.items[key].agenda.recommendation for key in items if key in state.items]


def _note(
    state: State, line: Stamped, entry: e.NoteTaken | e.ParagraphDrafted | e.EvidenceGiven | e.QuestionAsked
) -> Thing:
    """What was noted, asked by the public, or put forward for a condition of a motion's rule."""
    if isinstance(entry, e.EvidenceGiven):
        motion = state.motions.get(entry.motion or "")
        number, item = (motion.number, _item(state, motion.item)) if motion else ("", "")
        return Thing(
            line.seq,
            line.seq,
            "note",
            started(evidence_words(state, entry, line.by)),
            number=number,
            item=item,
            way="evidence",
        )
    if isinstance(entry, e.QuestionAsked):
        asked = " ".join(question_words(state, entry).split())
        return replace(_words(state, line, entry.item, asked), way="question")
    return _words(state, line, entry.item, entry.text)


def _words(state: State, line: Stamped, item: str | None, text: str) -> Thing:
    return Thing(line.seq, line.seq, "note", text, item=_item(state, item), minuted=noted(state, item, text))


def _choice(state: State, line: Stamped, entry: e.ChoiceOpened) -> Thing:
    """A choice between candidates, found by their names."""
    choice = state.choices.get(entry.choice)
    chosen = choice.names(choice.chosen) if choice else ""
    outcome = {"declared": "chosen", "withdrawn": "withdrawn"}.get(choice.status, "open") if choice else ""
    return Thing(
        line.seq, line.seq, "decision", f"{entry.title}: {chosen}" if chosen else entry.title,
        item=_item(state, entry.item), outcome=outcome, clause=entry.rule, way="choice",
        words=tuple(candidate.name for candidate in entry.candidates),
    )  # fmt: skip


def _decision(view: _Gathered, line: Stamped, entry: e.DecisionTaken | e.AgreementSought | e.DecisionReceived) -> Thing:
    """A decision taken, begun or received without a meeting."""
    state, thing = view.state, _as_entered(view.state, line, entry)
    open_decision = None if line.seq in view.taken_back else state.decisions.get(entry.motion)
    if open_decision is None:
        return thing
    stands = standing_of(state, entry.motion) or DecisionStatus()
    answered, consensus = by_vote(open_decision.answered)
    outcome = {"urgent": "taken", "written": "carried", "received": answered or "open"}.get(open_decision.way, "")
    return replace(
        thing,
        outcome=outcome,
        consensus=consensus,
        figures=open_decision.figures,
        by=", ".join(open_decision.by),
        standing=stands,
        partners=tuple(dict.fromkeys((*thing.partners, *stands.partners))),
    )


def _as_entered(state: State, line: Stamped, entry: e.DecisionTaken | e.AgreementSought | e.DecisionReceived) -> Thing:
    if isinstance(entry, e.DecisionReceived):
        before = entry.history
        return Thing(
            line.seq, line.seq, "decision", before.text, key=entry.motion, way="received", clause=before.clause,
            figures=before.figures, number=before.number, words=(entry.from_book, before.meeting), followed=True,
        )  # fmt: skip
    title, clause = _rule(state.charter.rule(entry.rule), entry.rule)
    thing = Thing(
        line.seq, line.seq, "decision", entry.text, key=entry.motion, day=entry.date, rule=title, clause=clause,
        way="agreement", followed=True,
    )  # fmt: skip
    if isinstance(entry, e.AgreementSought):
        return replace(thing, partners=entry.partners)
    asked = tuple(key for key in entry.votes if key in state.partners)
    partners = dict.fromkeys((*asked, *_of_members(state, (*entry.by, *entry.votes))))
    return replace(thing, way=entry.way, partners=tuple(partners), words=(entry.reason,) if entry.reason else ())


def _ruling(view: _Gathered, line: Stamped, entry: e.RulingMade) -> Thing:
    """A ruling from the chair; one on a motion bears its number and stands at its item."""
    state = view.state
    motion, by = state.motions.get(entry.motion or ""), acting_among(state, view.lines, view.taken_back, line)(entry.by)
    about_partners = (*partners_ruled(state, entry), *_of_members(state, (entry.by,)))
    return Thing(
        line.seq, line.seq, "ruling", started(ruling_sentence(state, entry, by)), by=by,
        number=motion.number if motion else "", item=_item(state, motion.item) if motion else "",
        partners=tuple(dict.fromkeys(about_partners)), words=(entry.setting.replace("_", " "),),
    )  # fmt: skip


def _rule(rule: Rule | None, name: str) -> tuple[str, str]:
    """A rule's title and clause; the name by which it was called where there is none."""
    return (rule.title or rule.key, rule.clause) if rule else (name, "")


def _counted(result: e.ResultDeclared | None) -> dict[str, int | str | None]:
    """The figures of a result as they were declared, by their names in the book."""
    held: dict[str, int | str | None] = msgspec.to_builtins(result) if result else {}
    return {name: value for name, value in held.items() if name not in ("kind", "motion", "outcome")}


def _decided_at(view: _Gathered, motion: str) -> int | None:
    ends = (e.ResultDeclared, e.ConsensusDeclared, e.MotionWithdrawn)
    for line in view.lines:
        if isinstance(line.entry, ends) and line.entry.motion == motion and line.seq not in view.taken_back:
            return line.seq
    return None


def _issue(
    state: State, line: Stamped, key: str, title: str, parties: tuple[str, ...], clause: str, topic: str | None
) -> Thing:
    titles = tuple(one.title for one in state.charter.topics if one.key == topic)
    return Thing(
        line.seq, line.seq, "issue", title, key=key, outcome="open", clause=clause, partners=parties, words=titles
    )  # fmt: skip


def _day(view: _Gathered, line: Stamped) -> str:
    """The day of the meeting; of what was entered after it and on none of its items the day on which that was."""
    state, entry = view.state, line.entry
    since = _is_since(view, line) and not isinstance(entry, e.ParagraphDrafted)
    if since and getattr(entry, "item", None) not in state.items:
        return day_of(state, line.at, since=True)
    return state.starts[:10] or line.at[:10]


def _said_on(view: _Gathered, line: Stamped) -> str:
    """The day on which something was said of an earlier matter, in the meeting or after it."""
    return day_of(view.state, line.at, since=_is_since(view, line))


def _is_since(view: _Gathered, line: Stamped) -> bool:
    """Whether an entry was recorded after the end of its meeting."""
    ends = (line.seq for line in view.lines if isinstance(line.entry, e.MeetingClosed | e.MeetingCalledOff))
    return line.seq > next(ends, line.seq)


def _item(state: State, key: str | None) -> str:
    item = state.items.get(key or "")
    if item is None:
        return ""
    number = item_label(state, key).rstrip(".")
    return f"{number} {item.agenda.title}" if item.agenda.number else item.agenda.title


def _asked(state: State, motion: Motion) -> tuple[str, ...]:
    """The partners in the electorate of a motion: themselves, or through the members who are asked."""
    who = motion.electorate
    return who.voters if who.unit == "partner" else _of_members(state, who.voters)


def _of_members(state: State, keys: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(partner for key in keys if key in state.members for partner in state.members[key].partners)
