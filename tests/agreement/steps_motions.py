"""What is decided in a random book: motions moved, voted on and declared, and persons chosen."""

from __future__ import annotations

from boardtui.meeting import entries as e
from boardtui.meeting.fold.motions import result_now
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import open_motions
from tests.agreement.body import CANDIDATES, GUESTS, TOPICS
from tests.agreement.recording import Recording
from tests.agreement.steps_matters import anything
from tests.agreement.steps_people import come_or_go, two_of_them
from tests.public_record.candidates import on_choice


def put(book: Recording) -> None:
    motion, rule = book.c.key(), book.c.one(book.rules)
    mover, seconder = two_of_them(book)
    open_ones = open_motions(book.state)
    amended = book.c.one(open_ones) if open_ones and book.c.may(0.6) else None
    over = [one.key for one in book.state.motions.values() if one.status == "not_carried"]
    covered = tuple(key for key in book.state.items if key != book.state.current)[-1:]
    put = e.MotionPut(
        motion,
        amended.item if amended else book.state.current or book.c.item(book.state),
        f"{book.aim()}.",
        amended.rule if amended else rule.key,
        amended.topic if amended else book.c.one(TOPICS).key,
        book.c.some(book.state.partners, 4) if rule.unit == "partner" and not amended else None,
        mover,
        seconder,
        issue=book.c.one(book.state.issues) if book.state.issues and book.c.may(0.3) else None,
        amends=amended.key if amended else None,
        follows=book.c.one(over) if over and book.c.may(0.2) else None,
        as_amended=f"{book.aim()}, as amended." if amended else None,
        covers=covered if not amended and book.c.may(0.1) else (),
        reasons=f"Because of {book.c.words()}." if book.c.may(0.1) else None,
        delegated_to=book.c.one(GUESTS) if book.c.may(0.1) else None,
    )
    book.do(put)
    if book.c.may(0.2):
        anything(book)
    if book.c.may(0.85):
        decide(book)


def decide(book: Recording) -> None:
    """Vote on the motion that was put last, or agree it, and declare what came of it."""
    open_ones = [one for one in open_motions(book.state) if one.confidential == book.state.excluded]
    if not open_ones:
        return
    motion = open_ones[-1]
    if motion.amends and motion.mover and book.c.may(0.2):
        book.do(e.AmendmentAccepted(motion.key))
        return
    if book.c.may(0.08):
        book.do(e.MotionWithdrawn(motion.key, book.c.words()))
        return
    rule = book.state.charter.rule(motion.rule)
    if rule is not None and rule.method == "consensus":
        agree(book, motion.key)
        return
    may, how = sorted(motion.electorate.may_vote), book.chance.random()
    if how < 0.2 and may:
        for_ = book.chance.randint(0, len(may))
        against = book.chance.randint(0, len(may) - for_)
        abstain = book.chance.randint(0, len(may) - for_ - against)
        way = book.c.one(("show_of_hands", "secret_ballot"))
        book.do(e.VotesCounted(motion.key, way, for_, against, abstain, len(may) if way == "secret_ballot" else None))
    elif how < 0.25:
        book.do(e.VotesCounted(motion.key, "voice", abstain=None, declared=book.c.one(("carried", "not_carried"))))
    else:
        choices = _split(book, may)
        for choice, voters in choices.items():
            book.do(e.VotesRecorded(motion.key, choice, tuple(voters)))  # type: ignore[arg-type]
    if book.c.may(0.1):
        come_or_go(book)
    declare(book, motion.key)
    if book.c.may(0.15) and motion.electorate.may_vote:
        book.do(e.DissentNoted(motion.key, book.c.one(sorted(motion.electorate.may_vote)), "against"))


def _split(book: Recording, may: list[str]) -> dict[str, list[str]]:
    """Who votes how; now and then as many for as against, so that somebody may have a casting vote."""
    if book.c.may(0.15):
        return {"for": may[: len(may) // 2], "against": may[len(may) // 2 : len(may) // 2 * 2]}
    lean = book.c.one((("for", "for", "for", "against"), ("for", "against"), ("for", "for", "abstain", "against")))
    choices: dict[str, list[str]] = {}
    for voter in may:
        if book.c.may(0.92):
            choices.setdefault(book.c.one((*lean, *lean, "not_voting")), []).append(voter)
    return choices


def declare(book: Recording, key: str) -> None:
    motion = book.state.motions[key]
    if motion.status != "open":
        return
    try:
        result = result_now(book.state, motion)
    except Refused:
        return
    if result.for_ is not None and result.for_ == result.against and book.c.may(0.8):
        side = book.c.one(("for", "against"))
        cast = e.ResultDeclared(
            key, "carried" if side == "for" else "not_carried", result.for_, result.against, result.abstain,
            result.not_voted, result.eligible, result.base, result.needed, side,
        )  # fmt: skip
        if book.do(cast):
            return
    book.do(result)


def agree(book: Recording, key: str) -> None:
    may = sorted(book.state.motions[key].electorate.may_vote)
    objecting = book.c.some(may, 2) if may and book.c.may(0.35) else ()
    aside = book.c.some([one for one in may if one not in objecting], 2) if len(may) > 3 and book.c.may(0.25) else ()
    objections = tuple(e.Objection(one, book.c.words() if book.c.may(0.7) else "") for one in objecting)
    book.do(e.ConsensusDeclared(key, not objecting, objections, aside)) or book.do(
        e.ConsensusDeclared(key, False, objections, aside)
    )


def finish(book: Recording) -> None:
    for _ in range(4):
        decide(book)


def choose(book: Recording) -> None:
    """Somebody is chosen to an office, round after round, as a rule until it is declared who."""
    key, names = book.c.key(), book.c.some(CANDIDATES, 4)
    majority = book.c.may()
    office = f"{book.c.one(('Chair', 'Vice-chair', 'Lead', 'Convener'))} for {book.abouts.pop()}"
    asked = e.ChoiceOpened(
        key,
        book.state.current or book.c.item(book.state),
        office,
        1 if majority else book.chance.randint(1, 2),
        tuple(e.Candidate(f"ck{at}", name) for at, name in enumerate(names, 1)),
        "majority" if majority else "most_votes",
        book.c.may(),
        book.c.one((None, "tk1", "tk2")),
        "Terms 5",
    )
    if not book.do(asked):
        return
    for _ in range(12):
        choice = book.state.choices.get(key)
        if choice is None or choice.status != "open":
            return
        try:
            book.do(on_choice(book.c, book.state, book.state.excluded))
        except (IndexError, KeyError, Refused, ValueError):
            continue
