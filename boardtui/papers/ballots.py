"""Ballot papers to print, for a motion in secret ballot or an election, with the sheet on which the tellers reconcile them.

Nobody who votes is named on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from boardtui.charter.words import counted
from boardtui.meeting.fold.amending import next_to_decide
from boardtui.meeting.fold.election_words import METHOD, places_words
from boardtui.meeting.planning.whatif import decided, expected, proposed_rule, prospect
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Election, Motion, State
from boardtui.meeting.voting.choosing import who_may_choose
from boardtui.meeting.voting.totals import check_rule, require_nameless
from boardtui.papers.document import AnyBlock, Document, Grid, Line, PageBreak, Table, facts, heading, own, para, said
from boardtui.papers.opening import meeting_paper
from boardtui.papers.prose import set_apart
from boardtui.papers.source import Source

LONGEST = 600  # letters of a motion that a paper has room for
ABREAST = 2  # papers beside each other on a page
BOX = "☐ "
_TELLERS = (
    "Print the number below and cut the papers apart. Count those that you give out and those in the box before you sort them. "
    "Given out = in the box + not returned. In the box = all that are sorted, the spoilt ones among them."
)
_RUN_ON = "The whole motion is on the agenda or was read out."


def ballots(src: Source) -> dict[str, Document]:
    """The papers of all that can be decided by secret ballot now, by key of the motion or choice.

    While nothing of that kind is before the meeting, those of the motions that its items still to be taken recommend.
    """
    state = src.state
    papers = {
        motion.key: _of_motion(src, motion)
        for motion in next_to_decide(state)
        if motion.confidential is _private(src) and _may_be_secret(state, motion)
    }
    for choice in state.choices.values():
        if choice.status == "open" and choice.secret and choice.round and choice.confidential is _private(src):
            papers[choice.key] = _of_choice(src, choice)
    return papers or ({} if src.closed else dict(_recommended(src)))


def _private(src: Source) -> bool:
    return src.part == "confidential"


def _may_be_secret(state: State, motion: Motion) -> bool:
    try:
        check_rule(state, motion, "secret_ballot")
    except Refused:
        return False
    return True


def _of_motion(src: Source, motion: Motion) -> Document:
    amends = src.state.motions.get(motion.amends or "")
    about = f"Motion {motion.number}" if amends is None else f"Amendment {motion.number} to motion {amends.number}"
    return _motion_paper(src, about, motion.text, len(motion.electorate.may_vote))


def _motion_paper(src: Source, about: str, words: str, number: int) -> Document:
    sorted_as = ("For", "Against", "Abstained")
    boxes = ("For", "Against", "Abstain")
    return _paper(src, about, words, "Mark one box with a cross.", boxes, sorted_as, number)


def _of_choice(src: Source, choice: Election) -> Document:
    number = len(who_may_choose(src.state, choice).may_vote)
    names = [choice.candidates[key] for key in choice.staying]
    marks = (
        "Mark one box with a cross."
        if choice.places == 1
        else f"Mark at most {choice.places} boxes, each with a cross."
    )
    about = f"{choice.title}, round {choice.round}" if choice.method == "majority" else choice.title
    return _paper(src, about, f"For {places_words(choice)}, {METHOD[choice.method]}.", marks, names, names, number)


def _recommended(src: Source) -> Iterator[tuple[str, Document]]:
    """The motions that items recommend, for those who are expected."""
    state = expected(src.state)
    done = decided(state)
    for key, item in state.items.items():
        rule, line = proposed_rule(state, key), item.agenda
        undecided = item.status in ("waiting", "open") and key not in done
        wanted = line.recommendation and undecided and line.confidential is _private(src)
        if rule is None or not wanted:
            continue
        foreseen = prospect(state, item, rule)
        try:
            require_nameless(foreseen.counting, rule.clause)
        except Refused:
            continue
        about = f"Item {line.number.rstrip('.') or line.title}"
        yield key, _motion_paper(src, about, line.recommendation, len(foreseen.who.may_vote))


def _paper(
    src: Source, about: str, words: str, marks: str, boxes: Sequence[str], sorted_as: Sequence[str], number: int
) -> Document:
    """The tellers' sheet, and as many papers as there are who may vote."""
    paper = meeting_paper(src, "Ballot papers", (), about=about)
    slip = _slip(src, about, words, marks, boxes)
    return replace(paper, blocks=(*paper.blocks, *_tellers(words, sorted_as, number), *_slips(slip, number)))


def _tellers(words: str, sorted_as: Sequence[str], number: int) -> Iterator[AnyBlock]:
    yield heading(2, own("Tellers' sheet"))
    yield para(own(_TELLERS), tone="aside")
    apart = set_apart("What is decided", words)
    yield from apart
    printed = f"{number}, for {counted(number, 'member')} who may vote"
    yield facts("The ballot", [("What is decided", "" if apart else words), ("Papers to print", printed)])
    heads = ("Given out", "Not returned", "In the box", "Spoilt")
    yield Table("Papers", heads, (("",) * len(heads),), shares=(1,) * len(heads))
    rows = tuple((said(name).text, "") for name in sorted_as)
    yield Table("Sorted", ("Sorted as", "Papers"), rows, shares=(3, 1))


def _slip(src: Source, about: str, words: str, marks: str, boxes: Sequence[str]) -> tuple[Line, ...]:
    cut = len(words) > LONGEST
    text = f"{words[:LONGEST].rsplit(' ', 1)[0]} …" if cut else words
    return (
        (said(about, strong=True),),
        (said(f"{src.body}, {src.clock.date}"),),
        (said(text),),
        *(((own(_RUN_ON),),) if cut else ()),
        (own(f"{marks} Do not sign it."),),
        *((own(BOX), said(box)) for box in boxes),
    )


def _slips(slip: tuple[Line, ...], number: int) -> Iterator[AnyBlock]:
    if not number:
        yield para(own("Nobody may vote, so there is no paper to print."))
        return
    yield PageBreak()
    rows = []
    for first in range(0, number, ABREAST):
        cells = min(ABREAST, number - first)
        rows.append((*(slip,) * cells, *((),) * (ABREAST - cells)))
    yield Grid("Ballot papers", ("Ballot paper",) * ABREAST, tuple(rows), (1,) * ABREAST, apart=True)
