"""A decided vote in words: the sums, who dissented and why, who cast whose votes, and how else it could be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from boardtui.charter.words import counted, listed, stopped
from boardtui.meeting import entries as e
from boardtui.meeting.counting.electorate import carrying_several, kept_from
from boardtui.meeting.counting.needed import idle
from boardtui.meeting.counting.readings import Recount, differing
from boardtui.meeting.counting.tally import without_outcome
from boardtui.meeting.fold.dissent import NOTED
from boardtui.meeting.state.check import came_to, count_words
from boardtui.meeting.state.labels import acting_label, chair_label, voter_label
from boardtui.meeting.state.state import Motion, Stamped, State
from boardtui.meeting.voting.ballot import (
    balance_of,
    counting_of,
    declared_words,
    deputies_vote,
    gives_result,
    readings_of,
    remote_without_a_vote,
    rule_of,
)
from boardtui.meeting.voting.silent import how_kept
from boardtui.meeting.voting.totals import on_voices, totals_of, totals_words
from boardtui.meeting.words.awaiting_words import concur_words
from boardtui.meeting.words.clauses import clause_words
from boardtui.papers.model import Ballot
from boardtui.papers.proxies import by_holder
from boardtui.papers.source import Source

_WORDS: dict[e.Choice, str] = {
    "for": "For",
    "against": "Against",
    "abstain": "Abstained",
    "not_voting": "Did not vote",
}
_ON_CONSENSUS: dict[e.Choice, str] = {
    "for": "No objection",
    "against": "Objected",
    "abstain": "Stood aside",
    "not_voting": "Did not take part",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Vote(msgspec.Struct, frozen=True):
    """A motion as it stood just after ``line`` decided it, and the entries about it that may be used."""

    src: Source
    state: State
    motion: Motion
    line: Stamped
    lines: list[Stamped]

    @property
    def consensus(self) -> e.ConsensusDeclared | None:
        return self.line.entry if isinstance(self.line.entry, e.ConsensusDeclared) else None

    @property
    def whole(self) -> bool:
        """Whether this part knows all that the result was counted from."""
        if self.src.part == "confidential":
            return True
        return self.src.record.sure_of(self.line) and gives_result(self.state, self.motion)

    @property
    def nameless(self) -> bool:
        """Whether the figures are given without names: counted so, or somebody's vote was recorded in private."""
        return totals_of(self.motion) is not None or (self.src.part == "public" and self.motion.votes_confidential)

    def name(self, key: str) -> str:
        """Who was to vote, by name: a partner, or who acted in the member's seat."""
        return voter_label(self.state, self.motion, key)

    def names(self, keys: Iterable[str]) -> str:
        """Several of them, as a list in words; apart by semicolons where a name, such as the title of a seat, has a comma."""
        names = [self.name(key) for key in keys]
        return "; ".join(names) if any("," in name for name in names) else listed(names, "")

    def choices(self) -> dict[str, e.Choice]:
        """The votes that this part may name: those whose last recording belongs to it, in the order of the electorate."""
        if self.nameless:
            return {}
        known: dict[str, e.Choice] = {}
        for line in self.lines:
            if isinstance(line.entry, e.VotesRecorded) and line.seq < self.line.seq:
                known.update(dict.fromkeys(line.entry.voters, line.entry.choice))
        if self.consensus is not None:
            known.update(dict.fromkeys(self.consensus.stood_aside, "abstain"))
            known.update({objection.member: "against" for objection in self.consensus.objections})
        votes = self.motion.votes
        return {key: votes[key] for key in self.motion.electorate.voters if votes.get(key, "") == known.get(key)}


def arithmetic(vote: Vote) -> str:
    """The count in one sentence, as of a vote that is over: whoever has not voted by now does not."""
    motion, result = vote.motion, vote.motion.result
    if motion.tally is None or result is None:
        return ""
    if result.for_ is None:
        return motion.tally.words
    if came_to(vote.state, motion) == "for_some":
        return concur_words(vote.state, motion)
    if not vote.whole:
        return "" if vote.consensus is not None else declared_words(vote.state, motion, whole=False)
    return declared_words(vote.state, motion, whole=True)


def count_beside_result(vote: Vote) -> str:
    """The count as it stands beside the result in words, which it then does not repeat."""
    return without_outcome(arithmetic(vote))


def details(vote: Vote, everybody: bool) -> Iterator[str]:
    """Everything beside the figures, as sentences; ``everybody``: the choices are listed, so they are not repeated."""
    yield from _casting(vote)
    yield from _balance(vote)
    yield from dissent(vote, everybody)
    if not everybody and not vote.nameless:
        yield from _by_proxy(vote)
    totals = vote.motion.totals
    if totals is not None and not totals.lapsed:
        yield totals_words(totals, dissented=bool(vote.src.state.motions[vote.motion.key].dissents))
    elif vote.nameless:
        yield "Part of this vote is confidential, so the voters are not named here."
    yield from _cast_for_several(vote)


def dissent(vote: Vote, everybody: bool) -> Iterator[str]:
    """Who maintained an objection or stood aside, or voted against or abstained where not everybody's choice is listed."""
    consensus = vote.consensus
    if consensus is not None:
        said = consensus if vote.nameless else vote.motion  # what was recorded before it, and in private, stays unnamed
        for objection in said.objections:
            why = f": {objection.reason}" if objection.reason.strip() else "; no reason was recorded"
            yield stopped(f"{vote.name(objection.member)} maintained an objection{why}")
        if said.stood_aside:
            yield f"Stood aside: {vote.names(said.stood_aside)}."
    elif not everybody:
        choices = vote.choices()
        for choice in ("against", "abstain"):
            voters = [key for key, cast in choices.items() if cast == choice]
            if voters:
                yield f"{_WORDS[choice]}: {vote.names(voters)}."
    for member, choice in vote.src.state.motions[vote.motion.key].dissents.items():
        yield f"At the request of {vote.name(member)}, {NOTED[choice]} was noted."


def ballots(vote: Vote) -> tuple[Ballot, ...]:
    """Every voter's choice, as far as this part of the minutes may tell."""
    return tuple(Ballot(vote.name(key), choice) for key, choice in told_choices(vote).items())


def told_choices(vote: Vote) -> dict[str, str]:
    """What each voter did, in words by key; whoever is not in it, of that this part may not tell."""
    who = vote.motion.electorate
    if vote.nameless:
        return {}
    choices, words = vote.choices(), _WORDS if vote.consensus is None else _ON_CONSENSUS
    there, sent = vote.state.present, who.by_proxy
    told: dict[str, str] = {}
    for key in who.voters:
        behind = who.represents[key] if who.unit == "partner" else (key,)
        if key in choices:
            told[key] = words[choices[key]]
        elif key in who.withdrawn or (vote.whole and key in who.kept):
            ways = {"withdrew": "Withdrew", "stayed": words["not_voting"], "absent": "Absent"}
            told[key] = f"{ways[how_kept(vote.state, vote.motion, key)]} (interest declared)"
        elif not vote.whole:
            told[key] = "No objection, or away" if vote.consensus is not None else "Did not vote, or was away"
        elif there.keys().isdisjoint(behind) and key not in sent:
            told[key] = "Absent"
        elif key in who.may_vote and key not in vote.motion.votes:
            silent = "No objection" if vote.consensus is not None else "Did not vote"
            told[key] = silent
        elif (
            vote.consensus is not None and vote.motion.votes.get(key) == "for"
        ):  # in a consensus of all, nobody is named
            told[key] = "Agreed"
        elif key not in who.present:
            told[key] = _idle(vote, [text for text in behind if text in there])
    return {key: f"{text}, by proxy of {sent[key]}" if key in sent else text for key, text in told.items()}


def _idle(vote: Vote, here: Sequence[str]) -> str:
    """How those were there who could not act: as deputies, or remotely."""
    deputies = not deputies_vote(vote.state, vote.motion.key)
    ways = {"Deputy" if deputies and vote.state.present[key].deputy else "Attended remotely" for key in here}
    return f"{listed(sorted(ways), '')}, {idle(vote.motion.electorate.counting)}"


def _casting(vote: Vote) -> Iterator[str]:
    result = vote.motion.result
    if result is not None and result.casting_vote is not None:
        chair = chair_label(vote.state, vote.motion)
        who = f"{chair}, in the Chair," if chair else "the Chair"
        what = "motion" if vote.motion.amends is None else "amendment"
        yield f"The vote was tied; {who} gave a casting vote {result.casting_vote} the {what}."


def _balance(vote: Vote) -> Iterator[str]:
    """Everybody present by what they did, so that a reader can check the sums against the attendance; nobody is told of nought.

    Not where this part does not know of all who were there.
    """
    result = vote.motion.result
    if on_voices(vote.motion) is not None or (result is not None and result.for_ is None):
        return
    if not vote.src.record.whole and result is not None and vote.consensus is None:
        silent = (result.eligible or 0) - (result.for_ or 0) - (result.against or 0) - (result.abstain or 0)
        rest = f"; {silent} did not vote, withdrew or {'was' if silent == 1 else 'were'} away" if silent else ""
        eligible = counted(result.eligible or 0, f"eligible {vote.motion.electorate.noun}")
        yield f"Of {eligible}, {_cast(result.for_ or 0, result.against or 0, result.abstain or 0)}{rest}."
        return
    sums = balance_of(vote.state, vote.motion)
    if not sums.balances or not vote.whole or not vote.src.record.whole:
        return
    remote = 0 if sums.unit == "partner" else remote_without_a_vote(vote.state, vote.motion.key)
    if not sums.present and not remote:  # nobody to give an account of, which the count says
        return
    noun = vote.motion.electorate.noun
    what = counted(sums.present, f"{noun} represented", f"{noun}s represented")
    if sums.unit != "partner":
        what = counted(sums.present + remote, "member present", "members present")
    if sums.by_proxy:
        here = sums.present + remote - sums.by_proxy
        how = "represented" if sums.unit == "partner" else "present"
        what = counted(here, f"{noun} {how}", f"{noun}s {how}")
        what += f" and {sums.by_proxy} {'' if sums.unit == 'partner' else 'represented '}by proxy"
    silent = 0
    if vote.consensus is not None:
        done = (
            (sums.for_ + sums.not_voted, "did not object"),
            (sums.against, "objected"),
            (sums.abstain, "stood aside"),
        )
        did = listed([f"{count} {word}" for count, word in done if count], "nobody took part")
    else:
        did, silent = _cast(sums.for_, sums.against, sums.abstain), sums.not_voted
    others = [f"{silent} did not vote"] if silent else []
    for count, word in (
        (sums.withdrawn, kept_from(counting_of(vote.state, vote.motion))),
        (sums.not_eligible, "not eligible"),
    ):
        others += [f"{count} {'was' if count == 1 else 'were'} {word}"] if count else []
    others += [f"{remote} attended remotely, {idle(vote.motion.electorate.counting)}"] if remote else []
    if vote.consensus is not None and sums.for_ + sums.not_voted == sums.present and not remote:
        yield f"The {what} did not object." if sums.present == 1 else f"None of the {what} objected."
        return
    yield f"Of the {what}, {did}{f'; {listed(others)}' if others else ''}."


def _cast(for_: int, against: int, abstained: int) -> str:
    return listed([f"{for_} voted for", f"{against} against", *([f"{abstained} abstained"] if abstained else [])])


def _by_proxy(vote: Vote) -> Iterator[str]:
    """Whose votes others could cast, under the name of each who holds proxies."""
    members_by_holder = by_holder(vote.src, vote.motion.electorate)
    if members_by_holder:
        named = [f"{listed(names)} (held by {holder})" for holder, names in members_by_holder.items()]
        yield f"Represented by proxy: {'; '.join(named)}."


def _cast_for_several(vote: Vote) -> Iterator[str]:
    """One person with the votes of several partners, splits included."""
    who, choices = vote.motion.electorate, vote.choices()
    for member, partners in carrying_several(who).items():
        alone = [
            partner
            for partner in partners
            if [key for key in who.represents[partner] if who.standing[key].right == "may_vote"] == [member]
            and choices.get(partner, "not_voting") != "not_voting"
        ]
        if len(alone) < 2:
            continue
        split = {
            sentence: [partner for partner in alone if choices[partner] == choice]
            for choice, sentence in (("for", "for"), ("against", "against"), ("abstain", "in abstention"))
        }
        cast = {sentence: voters for sentence, voters in split.items() if voters}
        opening = f"{acting_label(vote.state, member)} cast the votes of {_number(len(alone))} partners"
        if len(cast) == 1:
            text = next(iter(cast))
            yield f"{opening} ({vote.names(alone)}), all {text}."
        else:
            shares = [f"{_number(len(voters))} {sentence} ({vote.names(voters)})" for sentence, voters in cast.items()]
            yield f"{opening}: {listed(shares)}."


def other_readings(vote: Vote) -> Iterator[str]:
    """The readings of the rule under which the same votes would have come out otherwise."""
    motion, tallied = vote.motion, vote.motion.tally
    if tallied is None:
        return
    meant: e.Choice = "for" if vote.consensus is not None else "not_voting"
    silent = dict.fromkeys(motion.electorate.may_vote, meant)
    motion = replace(motion, votes={**silent, **motion.votes})
    clause = clause_words(rule_of(vote.state, motion).clause)
    recounts = readings_told(vote, motion)
    for other in recounts:
        if other.says in ("differs", "may differ"):
            outcome = "would have differed" if other.says == "differs" else "might have differed"
            why = other.problem.partition(": ")[2]
            yield f"By another reading of {clause} (“{other.title}”) the outcome {outcome}: {why}."
    for other in differing(tallied, recounts):
        if other.tally is not None:
            why = f" {other.why}" if other.why else ""
            what = f"Another reading of {clause} (“{other.title}”) would have given a different result"
            yield f"{what}: {recounted(vote, other)}{why}"


def readings_told(vote: Vote, motion: Motion) -> tuple[Recount, ...]:
    """The other readings; none where this part does not know all that was counted."""
    return readings_of(vote.state, motion) if vote.whole else ()


def recounted(vote: Vote, recount: Recount) -> str:
    """The figures of another reading. It may ask members who had no vote here, so nothing is said of votes to come."""
    count, counting = recount.tally, vote.motion.electorate.counting
    assert count is not None
    if count.needed is None:
        figures = {0: "no objection", 1: "1 objection"}.get(count.against, f"{count.against} objections")
    else:
        figures = f"{count.for_} {'without objection' if counting.method == 'consensus' else 'for'}, {recount.needed}"
    outcome = count_words(vote.state, vote.motion, count)
    said = "positions" if counting.method == "consensus" else "votes"
    unasked = "" if count.settled else f", on the {said} recorded"
    return f"{figures}: {outcome}{unasked}."


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
