"""What a body decided, in one sentence as boards minute it: the words of the motion, the verb, the count and the clause."""

from __future__ import annotations

import re

from boardtui.charter.rule import Rule
from boardtui.charter.words import bare
from boardtui.meeting.counting.needed import eligible, needed_of
from boardtui.meeting.entries import ResultDeclared
from boardtui.meeting.state.check import came_to, outcome_words
from boardtui.meeting.voting.ballot import counting_of
from boardtui.meeting.voting.proxy_votes import there_words
from boardtui.meeting.words.awaiting_words import subject_to
from boardtui.meeting.words.clauses import clause_words, way_left_open
from boardtui.papers.source import Source
from boardtui.papers.votes import Vote

LONGEST = 400  # letters of a motion that still fits into a sentence
_SENTENCE = re.compile(r"(to|that|whether) [^\n]+", re.IGNORECASE)
_SEVERAL = re.compile(r"[.!?;] +[A-Z(]")
_TAKES_TO = ("decided", "agreed", "resolved")
_TAKES_THAT = (*_TAKES_TO, "recommended", "agreed to recommend")


def resolution(src: Source, vote: Vote, rule: Rule, verb: str) -> tuple[str, bool]:
    """The sentence, and whether the words of the motion must follow it, since they do not fit into it.

    ``verb`` is what the rule or the house calls the deed, such as "agreed to support".
    """
    motion, text = vote.motion, src.state.motions[vote.motion.key].text
    fits = completes(text)
    wording = text.strip().rstrip(".")
    wording = wording[:1].lower() + wording[1:]
    cited = f"{clause_words(rule.clause)}{way_left_open(rule)}"
    counted = _counted(vote, cited)
    body = f"The {bare(src.body)}"
    if motion.amends:
        return _of_amendment(vote, clause_words(rule.clause)), True
    if rule.discusses and vote.consensus is not None:
        objected = f"with {'no' if motion.status == 'carried' else 'an'} objection maintained"
        about = f"the motion {wording}." if fits else "the motion:"
        return f"{body} {verb.upper()}, {objected} ({clause_words(rule.clause)}), {about}", not fits
    if motion.status != "carried":
        about, end = (f"motion {wording}", ".") if fits else ("following motion", ":")
        if vote.consensus is not None:
            return f"{body} DID NOT REACH CONSENSUS on the {about} ({cited}){end}", not fits
        nothing = "" if came_to(vote.state, motion) == "for_some" else f"; the {bare(src.body)} made no decision on it"
        return f"The {about} was {outcome_words(vote.state, motion).upper()}, {counted}{nothing}{end}", not fits
    done = verb.upper()
    start = wording.split(" ")[0]
    if fits and (own := _in_its_own_verb(verb, wording)) is not None:
        sentence = f"{body} {own[0].upper()}, {counted}, {own[1]}."
    elif fits and verb in (_TAKES_TO if start == "to" else _TAKES_THAT):
        sentence = f"{body} {done}, {counted}, {wording}."
    elif fits and start == "that" and verb.endswith(" view of"):
        sentence = f"{body} {done.removesuffix(' OF')}, {counted}, {wording}."
    elif fits:
        sentence = f"{body} {done}, {counted}, the motion {wording}."
    else:
        sentence = f"{body} {done}, {counted}, {'in favour of ' if verb == 'decided' else ''}the motion:"
    asked = src.state.motions[motion.key].asked
    if asked is None:
        return sentence, not fits
    return f"{sentence[:-1]}, {subject_to(src.state, asked)}{sentence[-1]}", not fits


def _of_amendment(vote: Vote, cited: str) -> str:
    """What came of an amendment, whose words follow."""
    carried = vote.motion.status == "carried"
    if vote.consensus is not None:
        return f"The amendment {'was AGREED BY CONSENSUS' if carried else 'found NO CONSENSUS'} ({cited}):"
    return f"The amendment was {'' if carried else 'NOT '}CARRIED, {_counted(vote, cited)}:"


def _in_its_own_verb(verb: str, words: str) -> tuple[str, str] | None:
    """The deed and what it is done to, where a motion says what the verb does: "to support X" that was agreed to be supported."""
    agreed, _, infinitive = verb.partition(" to ")
    if infinitive and words.startswith(f"to {infinitive} "):
        return agreed, words
    to, _, rest = words.partition(" ")
    first, _, object_ = rest.partition(" ")
    return (verb, object_) if to == "to" and object_ and verb in (f"{first}d", f"{first}ed") else None


def completes(text: str) -> bool:
    """Whether a motion is one clause that goes on a sentence: "To adopt …", "That the plan be …"."""
    sentence = text.strip()
    return len(sentence) <= LONGEST and bool(_SENTENCE.fullmatch(sentence)) and not _SEVERAL.search(sentence)


def _counted(vote: Vote, clause: str) -> str:
    """By consensus, or by which votes out of how many, how many it took, and by which clause."""
    result = vote.motion.result
    if vote.consensus is not None or result is None:
        return f"by consensus ({clause})"
    if result.for_ is None:
        return f"on the voices ({clause})"
    parts = [f"{result.for_} for", f"{result.against} against"]
    if result.abstain:
        parts.append(f"{result.abstain} abstained")
    cast = f"{', '.join(parts[:-1])} and {parts[-1]}"
    by = f"by {cast} of {eligible(vote.motion.electorate.noun, result.eligible or 0)} ({_needed(vote, result)}{clause})"
    if result.casting_vote is None:
        return by
    return f"{by} and by the casting vote of the Chair"


def _needed(vote: Vote, result: ResultDeclared) -> str:
    """How many it took; of what, where that is not the eligible who are named just before."""
    if result.needed is None or result.base is None:
        return ""
    counting = counting_of(vote.state, vote.motion)
    if counting.base == "eligible" and result.base == result.eligible:
        for_all = " to carry it for all" if came_to(vote.state, vote.motion) == "for_some" else ""
        return f"{result.needed} needed{for_all}; "
    in_person = vote.whole and not vote.motion.electorate.by_proxy  # the count beside it says then that all are present
    there = there_words(vote.state, vote.motion.key, in_person=in_person)
    return f"{needed_of(counting, vote.motion.electorate.noun, result.base, result.needed, there)}; "


def withdrawn(motion_text: str, time: str, reason: str, what: str = "motion") -> str:
    """A motion, or ``what`` else it was, that was withdrawn before it was decided."""
    text = motion_text.strip().rstrip(".")
    about = f" {text[:1].lower()}{text[1:]}" if completes(motion_text) else ""
    why = f": {reason.strip().rstrip('.')}" if reason.strip() else ""
    return f"The {what}{about} was withdrawn{f' at {time}' if time else ''}{why}."
