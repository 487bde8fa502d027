"""A vote as lines: what is put and by what rule, the bar with the mark of what is needed, the sums, other readings."""

from __future__ import annotations

from collections.abc import Sequence

from boardtui.charter.words import counted, started, what_is_asked
from boardtui.desk.unsettled import readings_that_differ
from boardtui.meeting.counting.electorate import kept_from
from boardtui.meeting.counting.needed import TAKE_PART, idle, needed_of, of_what, out_of
from boardtui.meeting.counting.outcome import OUTCOME, count_outcome
from boardtui.meeting.counting.tally import Tally, none_left
from boardtui.meeting.fold.amending import open_amendment
from boardtui.meeting.fold.evidence import condition_open
from boardtui.meeting.state.check import came_to, count_words, holds_for_some, outcome_words
from boardtui.meeting.state.labels import mover_label
from boardtui.meeting.state.state import Motion, State
from boardtui.meeting.voting.ballot import (
    balance_of,
    counting_of,
    is_tie_for_chair,
    need_of,
    only_discussed,
    readings_of,
    remote_without_a_vote,
    rule_of,
    tally_of,
)
from boardtui.meeting.voting.proxy_votes import there_words
from boardtui.meeting.voting.quorum import is_defined, quorum
from boardtui.meeting.voting.silent import silent
from boardtui.meeting.voting.totals import HOW, counted_votes, on_voices, totals_of
from boardtui.meeting.words.awaiting_words import motion_follow_up
from boardtui.tui.safe import (
    EMPTY,
    Line,
    Span,
    Tone,
    at_most,
    cut,
    cut_at_word,
    going_on_at,
    line,
    span,
    width_of,
    wrap,
)


def vote_lines(
    state: State, motion: Motion, width: int, others: Line | None = None, *, keys: bool = True
) -> list[Line]:
    """The head, the bar, the verdict, the sums, and what other readings give; as many lines whatever the count is.

    ``others`` stands for the last line where it is not to be worked out now; without ``keys`` none is offered.
    """
    count = motion.tally or tally_of(state, motion)
    lines = [*_head(state, motion, width), _bar(state, motion, count, width)]
    whole = verdict(state, motion, count, keys=keys)
    fits = width_of((whole,)) < width
    lines.append(line(" ", whole if fits else verdict(state, motion, count, keys=keys, short=True)))
    texts = motion_follow_up(state, motion)[:2]
    if motion.status == "open":
        lines += [line(" ", span(text, "accent")) for text in texts]
    else:
        lines += [row for text in texts for row in at_most(wrap(text, width - 2, "accent", " "), 3)]
    if motion.status == "open":
        lines += [_balance(state, motion, width), others_line(state, motion, width) if others is None else others]
    return [cut(line, width) for line in lines]


def verdict(state: State, motion: Motion, count: Tally, *, keys: bool = True, short: bool = False) -> Span:
    """How it stands, in one sentence, with the keys that go on from there; ``short`` without figures that the bar has too."""
    if motion.status == "withdrawn":
        return span(f"withdrawn: {motion.withdrawn_reason}", "strong")
    if motion.status == "accepted":
        return span("accepted by the mover of the motion that it amends", "good")
    if motion.status != "open":
        return _declared(state, motion, count, short=short)
    totals = totals_of(motion)
    if is_tie_for_chair(state, motion, count):
        how = f" {HOW[totals.how]}" if totals is not None else ""
        by = "t records the Chair's casting vote" if keys else "the Chair may give a casting vote"
        return Span(f"a tie{how}: {count.for_} for, {count.against} against; {by}", "warn")
    if totals is not None:
        won = count.outcome == "carried"
        spoilt = f", {totals.spoilt} spoilt of {totals.issued} given out" if totals.issued is not None else ""
        figures = (
            "" if totals.declared is not None or short else f": {_figures(state, motion, count)}, without names{spoilt}"
        )
        return Span(f"{'carried' if won else 'not carried'} {HOW[totals.how]}{figures}", "good" if won else "bad")
    if motion.totals is not None and not motion.votes:
        how = "" if short else f" {HOW[motion.totals.how]}"
        return Span(f"The count{how} no longer holds: who may vote has changed. Count again.", "bad")
    if _asks_for_objections(state, motion):
        if count.against:
            stands = "" if rule_of(state, motion).discusses else f": {OUTCOME['no_consensus']}"
            return Span(f"{started(counted(count.against, 'objection'))} so far{stands}", "bad" if stands else "warn")
        declares = "records it as discussed" if rule_of(state, motion).discusses else "declares consensus"
        offered = f": c {declares}, o names who objects." if keys else "."
        there = quorum(state, motion.key) if is_defined(state, motion.key) else None
        if there is not None and there.met is False:
            return Span(f"No objection is recorded; the meeting is not quorate: {there.words}.", "bad")
        return Span(f"No objection is recorded{offered}", "strong")
    return _so_far(state, motion, count, short=short)


def _so_far(state: State, motion: Motion, count: Tally, *, short: bool) -> Span:
    """How a vote by name stands that is not declared yet."""
    out = len(_open(motion))
    if motion.electorate.counting.method == "consensus":
        return Span(count.words, "good" if count.outcome == "carried" else "bad" if count.settled else "warn")
    if count.outcome != "carried" and holds_for_some(state, motion):
        return Span(f"{count.for_} of {count.eligible} concur so far · {out} still to decide", "warn")
    if count.settled:
        stands = count_outcome(motion.electorate.counting, count.outcome)
        tone: Tone = "good" if count.outcome == "carried" else "bad"
        rest = "the votes still to come cannot change it" if out else none_left(motion.electorate)
        figures = "" if short else f" {_figures(state, motion, count)};"
        return Span(f"{stands}:{figures} {rest}", tone)
    need = need_of(state, motion)
    more = f"{need.more} more" if need.more else "enough so far"
    return Span(f"{more} · {out} still to vote", "warn")


def precondition_missing(state: State, motion: Motion) -> str:
    """What the rule wants to have happened before, where no evidence of it is given for the motion; else empty."""
    return condition_open(state, motion, rule_of(state, motion))


def _figures(state: State, motion: Motion, count: Tally) -> str:
    """A count in figures: 9 for, 11 needed out of 14 eligible."""
    return f"{count.for_} for, {_needed(state, motion, count)}"


def _needed(state: State, motion: Motion, count: Tally) -> str:
    return needed_of(
        counting_of(state, motion), motion.electorate.noun, count.base, count.needed, there_words(state, motion.key)
    )


def _declared(state: State, motion: Motion, count: Tally, *, short: bool = False) -> Span:
    word = outcome_words(state, motion).upper()
    part = came_to(state, motion) == "for_some"
    tone: Tone = "good" if motion.status == "carried" else "warn" if part else "bad"
    casting = motion.result.casting_vote if motion.result else None
    by = f", by the Chair's casting vote {casting}" if casting else ""
    if motion.result is not None and motion.result.for_ is None:
        return Span(f"{word} · declared on the voices, nothing was counted", tone)
    needed = "" if count.needed is None or short else f"; {_needed(state, motion, count)}"
    if casting is None and motion.electorate.counting.method == "consensus":
        tone = "good" if only_discussed(state, motion) else tone
        sums = f"{counted(count.against, 'objection')}, {count.abstain} stood aside"
        return Span(f"{word} · declared: {sums}", tone)
    if part:
        return Span(f"{word} · declared: {count.for_} of {count.eligible} concur", tone)
    sums = f"{count.for_} for, {count.against} against, {count.abstain} abstained, {count.not_voted} did not vote"
    others = silent(state, motion).words
    sums += f", {others}" if others else ""
    if short and (by or others):  # the bar above has the other figures
        return Span(f"{word}{by} · declared" if by else f"{word} · declared; {others}", tone)
    return Span(f"{word}{by} · declared: {sums}{needed}", tone)


def _head(state: State, motion: Motion, width: int) -> list[Line]:
    rule, item = rule_of(state, motion), state.items[motion.item].agenda
    asks = line(Span(f"{rule.clause} · {what_is_asked(rule, counting_of(state, motion))}", "strong"))
    title = line(" ", Span(f"Motion {motion.number}", "heading"), Span(_kind(state, motion), "warn"))
    en_bloc = f" and {len(motion.covers)} more, en bloc" if motion.covers else ""
    title = line(*title, " · ", span(item.title, "heading"), Span(en_bloc, "warn"))
    people = [line(span(text, "dim")) for text in _moved(state, motion)]
    room = width - 2
    beside = width_of((*title, *asks)) + 4 <= width
    lines = [*_beside(title, asks, width)] if width >= 110 and beside else [title]
    most = 3 if width >= 110 else 2
    spans = wrap(motion.text, room, indent=" ")
    if len(spans) > most:
        spans = [*spans[: most - 1], going_on_at(spans[most - 1], room, "m reads it all")]
    lines += spans
    if width >= 110 and beside:
        lines.append(_whole_parts(people, room))
    elif width_of(asks) <= room:
        lines.append(_whole_parts([asks, *people], room))
    else:
        lines += wrap("".join(part.text for part in asks), room, "strong", " ")
    first = open_amendment(state, motion)
    if first is not None:
        lines.append(line(Span(f" Amendment {first.number} is decided before this: v goes to it.", "warn")))
    missing = precondition_missing(state, motion) if motion.status == "open" else ""
    if missing:
        lines.append(line(Span(" No evidence yet of: ", "warn"), missing))
    return [*lines, EMPTY] if width >= 110 else lines


def _kind(state: State, motion: Motion) -> str:
    amends, follows = state.motions.get(motion.amends or ""), state.motions.get(motion.follows or "")
    text = f", amends {amends.number}" if amends else ", as amended" if motion.put_as else ""
    text += f", a further motion to {follows.number}" if follows else ""
    return text + (" (confidential)" if motion.confidential else "")


def _moved(state: State, motion: Motion) -> list[str]:
    """Who moved a motion, and who seconded it."""
    moved = f"moved {mover_label(state, motion, motion.mover)}" if motion.mover else "no mover named"
    return [moved, *([f"seconded {mover_label(state, motion, motion.seconder)}"] if motion.seconder else [])]


def _whole_parts(parts: Sequence[Line], room: int) -> Line:
    """As many of these in one line as fit whole, so that no name is cut; ``m`` reads them all."""
    row = parts[0]
    for part in parts[1:]:
        longer = (*row, Span(" · ", "dim"), *part)
        if width_of(longer) > room:
            break
        row = longer
    return line(" ", *row)


def _beside(left: Line, right: Line, width: int) -> list[Line]:
    room = width - width_of(right) - 2
    left = cut(left, max(20, room - 1))
    return [line(*left, " " * max(1, room - width_of(left) + 1), *right)]


def _asks_for_objections(state: State, motion: Motion) -> bool:
    """Whether it is agreed unless somebody objects, so that nobody is for it and none is still to vote."""
    counting = counting_of(state, motion)
    return counting.method == "consensus" and counting.consensus == "no_objection"


def _bar(state: State, motion: Motion, count: Tally, width: int) -> Line:
    if on_voices(motion) is not None or (motion.result is not None and motion.result.for_ is None):
        return line(" ", "decided on the voices: nothing is counted")
    counting = counting_of(state, motion)
    if _asks_for_objections(state, motion):
        tone: Tone = "bad" if count.against else "good"
        known = (
            motion.status == "open" or motion.result is not None
        )  # of whom is not told in public after a private part
        objections = Span(f"{count.against} of {count.base}" if known else str(count.against), tone)
        return line(Span(" OBJECTIONS ", "strong"), objections, f"   stood aside {count.abstain}")
    if counting.method == "consensus":
        agreed = Span(f"{count.for_} of {count.base} {TAKE_PART}", "good" if count.outcome == "carried" else "accent")
        rest = f"   objections {count.against}  stood aside {count.abstain}  not heard {count.not_voted}"
        return line(Span(" AGREED ", "strong"), agreed, rest)
    whole = max(count.base, 1) if counting.base != "cast" else max(count.base + len(_open(motion)), 1)
    size = len(str(max(count.eligible, whole)))
    if count.needed is None or holds_for_some(state, motion):
        needs = f"of {of_what(counting, motion.electorate.noun, count.base, there_words(state, motion.key))}"
    else:
        needs = _needed(state, motion, count)
    if width < 110:
        size = 1
    sums = f"against {count.against:>{size}}  abstain {count.abstain:>{size}}  not voted {count.not_voted:>{size}}"
    taken = len(f" FOR {count.for_:>{size}}    {needs}  {sums} ")
    if (
        width - taken < 4 and count.needed is not None and not holds_for_some(state, motion)
    ):  # the head of the screen says of whom
        needs = out_of(count.needed, count.base)
        taken = len(f" FOR {count.for_:>{size}}    {needs}  {sums} ")
    cells = max(4, min(48, width - taken))
    tone = "good" if count.outcome == "carried" else "accent"
    bar = bar_of(count.for_, count.needed, whole, cells)
    parts = [Span(" FOR ", "strong"), Span(f"{count.for_:>{size}} ", tone), Span(bar, tone)]
    return line(*parts, Span(f" {needs}", "strong"), Span(f"   {sums}"))


def bar_of(count: int, needed: int | None, whole: int, cells: int) -> str:
    """The bar: █ for each share that is there, ░ for the rest, ┊ at what is needed; full up to it only when it is."""
    mark = None if needed is None else min(cells - 1, max(1, -(-needed * (cells - 1) // whole)))
    full = min(cells, count * (cells - 1) // whole)
    if count and not full:
        full = 1
    if mark is not None and needed is not None:
        full = min(full, mark - 1) if count < needed else max(full, mark)
    drawn = "█" * full + "░" * (cells - 1 - full)
    return drawn + "░" if mark is None else f"{drawn[:mark]}┊{drawn[mark:]}"


def _open(motion: Motion) -> list[str]:
    votes = counted_votes(motion)
    return [key for key in motion.electorate.may_vote if key not in votes]


def _balance(state: State, motion: Motion, width: int) -> Line:
    if on_voices(motion) is not None:
        return EMPTY
    sums = balance_of(state, motion)
    who = f"{motion.electorate.noun}s present" if sums.unit == "partner" else "present"
    who += f" + {sums.by_proxy} by proxy" if sums.by_proxy else ""
    names = ("for", "against", "abstain", "not voted") if width >= 110 else ("", "", "", "")
    counts = (sums.for_, sums.against, sums.abstain, sums.not_voted)
    text = " + ".join(f"{number} {name}".rstrip() for number, name in zip(counts, names, strict=True))
    if motion.electorate.counting.method == "consensus":
        text = f"{sum(counts)} {TAKE_PART}"
    remote = remote_without_a_vote(state, motion.key) if sums.unit == "member" else 0
    remotely = f"+ {remote} remotely {idle(motion.electorate.counting)} " if remote else ""
    present = sums.present + remote - sums.by_proxy
    kept = f"{sums.withdrawn} {kept_from(motion.electorate.counting) if width >= 110 else 'interest'}"
    sentence = f" {present} {who} = {text} + {kept} + {sums.not_eligible} not eligible {remotely}"
    if not sums.balances:
        return line(Span(f" DOES NOT ADD UP ({sums.sum} counted): ", "bad"), sentence)
    return line(Span(sentence, "dim"), Span("✓ adds up", "dim"))


def _unnamed_line(state: State, motion: Motion, width: int) -> Line:
    """That another reading, in which others may vote, gives or may give another result; of votes counted without names."""
    if totals_of(motion) is None:
        return EMPTY
    for recount in readings_of(state, motion):
        if recount.says in ("differs", "may differ"):
            lead, key = Span(" Otherwise if read as: ", "warn"), (Span("s", "key"), " readings")
            whole = line(lead, f"{recount.title}: the result {recount.says}, nobody is named  ", *key)
            if width_of(whole) <= width:
                return whole
            end = line(f": the result {recount.says}  ", *key)
            return line(lead, cut_at_word(recount.title, max(8, width - width_of((lead, *end)))), *end)
    return EMPTY


def others_line(state: State, motion: Motion, width: int) -> Line:
    """The first reading with another result, and how many more there are; empty where there is none."""
    recounts = readings_that_differ(state, motion)
    if not recounts:
        return _unnamed_line(state, motion, width)
    first = recounts[0]
    assert first.tally is not None
    outcome = count_words(state, motion, first.tally)
    more = f", and {len(recounts) - 1} more" if len(recounts) > 1 else ""
    lead = Span(" Otherwise if read as: ", "warn")
    brief = first.needed if first.tally.needed is None else out_of(first.tally.needed, first.tally.base)
    ways = ((Span(" Another reading would change the result: ", "warn"), first.needed), (lead, brief))
    for start, needed in ways if width >= 110 else ():
        figures = f"{first.title}: {first.tally.for_} for, {needed}, {outcome}{more}  "
        whole = line(start, figures, Span("s", "key"), " readings")
        if width_of(whole) <= width:
            return whole
    end = line(f": {outcome}{more}  ", Span("s", "key"), " readings")
    return line(lead, cut_at_word(first.title, max(8, width - width_of((lead, *end)))), *end)
