"""What there is to find in one stretch of a book: what was decided, ruled, noted, agreed and raised, as it stands at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from boardtui.audit.timeline import figures
from boardtui.charter.model import Rule
from boardtui.meeting import entries as e
from boardtui.meeting.confidential import withheld
from boardtui.meeting.ruling_words import partners_ruled, ruled_by, whole_ruling
from boardtui.meeting.state import Motion, Stamped, State, item_label, member_label, voter_label
from boardtui.meeting.stretch import Stretch
from boardtui.search.following import ENTRIES, Standing, about, followed, standing_of, words_of
from boardtui.search.things import TAKEN_BACK, Change, Kind, Thing, Told, changed

_NOTES = (e.NoteTaken, e.ParagraphDrafted)
_FOUND = (
    e.MotionPut, *_NOTES, e.ItemClosed, e.ActionAgreed, e.IssueRaised, e.IssueReceived, e.DecisionTaken, e.AgreementSought,
    e.DecisionReceived, e.RulingMade,
)  # fmt: skip
_CHANGING = (
    e.ActionUpdated, e.PlaceAttempted, e.AdviceTaken, e.IssueAdvanced, e.FacilitatorSelected, e.FacilitationEnded,
    e.IssueReferred, e.IssueResolved, *ENTRIES,
)  # fmt: skip
_TOLD = frozenset((*_FOUND, *_CHANGING))


def told(stretch: Stretch, *, public: bool) -> Told:
    """What a stretch holds.

    Args:
        stretch: a stretch folded to its end.
        public: only what every public paper may say: nothing confidential, and nothing that was taken back, since
            words are often taken back for having been said where they should not have been.
    """
    found: dict[tuple[str, str], Thing] = {}
    struck: list[Thing] = []
    earlier: list[Change] = []
    stands: dict[str, Standing | None] = {}
    for line in _lines(stretch, public):
        key = about(stretch.state, line.entry)
        if key is not None and line.seq not in stretch.taken_back:
            if key not in stands:
                stands[key] = standing_of(stretch.state, key, public=public)
            _change_or_keep(found, earlier, _of_decision(stretch.state, line, key, stands[key]))
        thing = _thing(stretch, line, public)
        if thing is not None:
            if line.seq in stretch.taken_back:
                struck.append(replace(thing, outcome=TAKEN_BACK))
            else:
                found[thing.kind, thing.key or str(thing.seq)] = thing
        elif line.seq not in stretch.taken_back and (change := _change(line)) is not None:
            _change_or_keep(found, earlier, change)
    return Told([*found.values(), *struck], earlier)


def _change_or_keep(found: dict[tuple[str, str], Thing], earlier: list[Change], change: Change) -> None:
    place = change.kind, change.key
    if place in found:
        found[place] = changed(found[place], [change])
    else:
        earlier.append(change)


def differ(stretch: Stretch) -> bool:
    """Whether the public may know less of the stretch than there is."""
    return any(
        line.seq in stretch.taken_back or withheld(stretch.state, line)
        for line in stretch.lines
        if type(line.entry) in _TOLD
    )


def _lines(stretch: Stretch, public: bool) -> Iterator[Stamped]:
    state = stretch.state
    noted = {note.seq for note in state.notes}
    for line in stretch.lines:
        if type(line.entry) not in _TOLD:
            continue
        if isinstance(line.entry, _NOTES) and line.seq not in noted and line.seq not in stretch.taken_back:
            continue  # a paragraph of the minutes has taken its place
        if public and (line.seq in stretch.taken_back or withheld(state, line)):
            continue
        yield line


def _thing(stretch: Stretch, line: Stamped, public: bool) -> Thing | None:
    state, entry = stretch.state, line.entry
    match entry:
        case e.MotionPut():
            thing = _motion(stretch, line, entry, public)
        case e.DecisionTaken() | e.AgreementSought() | e.DecisionReceived():
            thing = _decision(stretch, line, entry, public)
        case e.RulingMade():
            thing = _ruling(stretch, line, entry)
        case e.NoteTaken() | e.ParagraphDrafted():
            thing = Thing(line.seq, line.seq, "note", entry.text, item=_item(state, entry.item))
        case e.ItemClosed() if entry.outcome:
            thing = Thing(line.seq, line.seq, "note", entry.outcome, item=_item(state, entry.item))
        case e.ActionAgreed():
            thing = Thing(
                line.seq, line.seq, "action", entry.text, key=entry.action, item=_item(state, entry.item),
                outcome="open", owner=voter_label(state, entry.owner), due=entry.due or "",
                partners=_of_owner(state, entry.owner),
            )  # fmt: skip
        case e.IssueRaised():
            thing = _issue(state, line, entry.issue, entry.title, entry.parties, entry.clause, entry.topic)
        case e.IssueReceived():
            held = entry.history
            thing = _issue(state, line, entry.issue, held.title, held.parties, held.clause, held.topic)
        case _:
            return None
    return replace(thing, day=thing.day or _day(state, line), confidential=withheld(state, line))


def _motion(stretch: Stretch, line: Stamped, entry: e.MotionPut, public: bool) -> Thing:
    state = stretch.state
    title, clause = _rule(state.charter.rule(entry.rule), entry.rule)
    people = tuple(member_label(state, key) for key in (entry.mover, entry.seconder) if key)
    thing = Thing(
        line.seq, line.seq, "motion", entry.text, key=entry.motion, item=_item(state, entry.item), rule=title,
        clause=clause, partners=_of_members(state, (entry.mover, entry.seconder)) + (entry.affected or ()), words=people,
    )  # fmt: skip
    motion = None if line.seq in stretch.taken_back else state.motions.get(entry.motion)
    if motion is None:
        return thing
    asked = thing.partners if entry.affected is not None else (*thing.partners, *_asked(state, motion))
    related = [
        f"{how} {state.motions[key].number}"
        for how, key in (("amends", entry.amends), ("follows", entry.follows))
        if key in state.motions
    ]
    stands = standing_of(state, entry.motion, public=public) or Standing()
    return replace(
        thing,
        standing=stands,
        followed=followed(state, entry.motion),
        counted=_counted(motion.result),
        at=_decided_at(stretch, entry.motion) or line.seq,
        number=motion.number,
        outcome=motion.status,
        figures=figures(state, motion) if motion.status in ("carried", "not_carried") else "",
        partners=tuple(dict.fromkeys((*asked, *stands.partners))),
        words=tuple(
            filter(None, (*people, *related, motion.withdrawn_reason, *(one.reason for one in motion.objections)))
        ),
    )


def _decision(
    stretch: Stretch, line: Stamped, entry: e.DecisionTaken | e.AgreementSought | e.DecisionReceived, public: bool
) -> Thing:
    """A decision taken, begun or received without a meeting."""
    state, thing = stretch.state, _as_entered(stretch.state, line, entry)
    held = None if line.seq in stretch.taken_back else state.decisions.get(entry.motion)
    if held is None:
        return thing
    stands = standing_of(state, entry.motion, public=public) or Standing()
    outcome = {"urgent": "taken", "written": "carried", "received": held.answered or "open"}.get(held.way, "")
    return replace(
        thing,
        outcome=outcome,
        figures=held.figures,
        by=", ".join(held.by),
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


def _ruling(stretch: Stretch, line: Stamped, entry: e.RulingMade) -> Thing:
    """A ruling from the chair; one on a motion bears its number and stands at its item."""
    state = stretch.state
    motion = state.motions.get(entry.motion or "")
    about_partners = (*partners_ruled(state, entry), *_of_members(state, (entry.by,)))
    return Thing(
        line.seq, line.seq, "ruling", whole_ruling(state, entry), by=ruled_by(state, entry),
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


def _decided_at(stretch: Stretch, motion: str) -> int | None:
    ends = (e.ResultDeclared, e.ConsensusDeclared, e.MotionWithdrawn)
    for line in stretch.lines:
        if isinstance(line.entry, ends) and line.entry.motion == motion and line.seq not in stretch.taken_back:
            return line.seq
    return None


def _issue(
    state: State, line: Stamped, key: str, title: str, parties: tuple[str, ...], clause: str, topic: str | None
) -> Thing:
    titles = tuple(one.title for one in state.charter.topics if one.key == topic)
    return Thing(
        line.seq, line.seq, "issue", title, key=key, outcome="open", clause=clause, partners=parties, words=titles
    )  # fmt: skip


def _of_decision(state: State, line: Stamped, key: str, stands: Standing | None) -> Change:
    """What an entry says of a decision, and how that stands at the end of the stretch."""
    held = state.decisions.get(key)
    answered = held.answered if held is not None else ""
    kind: Kind = "motion" if held is None or held.way == "meeting" else "decision"
    return Change(line.seq, kind, key, answered, "", words_of(line), stands)


def _change(line: Stamped) -> Change | None:
    entry = line.entry
    match entry:
        case e.ActionUpdated():
            return Change(line.seq, "action", entry.action, entry.status, entry.due or "", entry.text)
        case e.PlaceAttempted():
            return Change(line.seq, "issue", entry.issue, "resolved" if entry.resolved else "", "", entry.text)
        case e.AdviceTaken():
            return Change(line.seq, "issue", entry.issue, "", "", f"{entry.group} {entry.text}")
        case e.IssueAdvanced():
            return Change(line.seq, "issue", entry.issue, "", "", entry.basis)
        case e.FacilitatorSelected():
            return Change(line.seq, "issue", entry.issue, "", "", entry.name)
        case e.FacilitationEnded():
            return Change(line.seq, "issue", entry.issue, "resolved" if entry.resolved else "", "", entry.text)
        case e.IssueReferred():
            return Change(line.seq, "issue", entry.issue, "referred", "", entry.body)
        case e.IssueResolved():
            return Change(line.seq, "issue", entry.issue, "resolved", "", entry.how)
    return None


def _day(state: State, line: Stamped) -> str:
    """The day of the meeting, or for what was entered after it the day on which that was."""
    over = bool(state.closed_at) and line.at > state.closed_at
    return (line.at if over or not state.starts else state.starts)[:10]


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


def _of_owner(state: State, owner: str) -> tuple[str, ...]:
    """The partners that whoever owns an action speaks for: an owner is a member, a partner, or a name in words."""
    if owner in state.members:
        return state.members[owner].partners
    said = owner.casefold()
    for member in state.members.values():
        if said in (member.name.casefold(), member.seat.casefold()):
            return member.partners
    return tuple(key for key, one in state.partners.items() if said in (key, one.name.casefold(), one.short.casefold()))
