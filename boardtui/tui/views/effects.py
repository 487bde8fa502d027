"""Says what an entry does to quorum and votes, before it is recorded and after."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from boardtui.charter.rule import Counting, Method
from boardtui.clock import stamp_of
from boardtui.desk.session import Session
from boardtui.meeting.counting.electorate import kept_from
from boardtui.meeting.counting.needed import TallyError, acting, eligible, needed_of
from boardtui.meeting.counting.tally import Tally, tally
from boardtui.meeting.entries import AnyEntry, MotionPut
from boardtui.meeting.planning.whatif import covers, is_for_issues, lacks_issue
from boardtui.meeting.record.live import quorum_heard
from boardtui.meeting.state.append_log import Log
from boardtui.meeting.state.labels import acting_label, item_label, member_label, voter_label
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.state.state import Motion, Proxy, State, open_motions
from boardtui.meeting.voting.ballot import counting_of, electorate_of, rule_of, tally_of
from boardtui.meeting.voting.proxy_votes import there_words, why_rests
from boardtui.meeting.voting.quorum import warning
from boardtui.meeting.voting.rulings import counting
from boardtui.meeting.voting.totals import totals_of
from boardtui.meeting.words.clauses import clause_words


def after(session: Session, entry: AnyEntry) -> State | None:
    """What the book would say after an entry; None where it would be refused. Nothing is recorded."""
    stretch = session.stretch
    try:
        return stretch.judge(stretch.stamp(session.recorded + 1, stamp_of(session.clock()), session.by, entry)).state
    except Refused:
        return None


def effects(before: State, later: State, shown: State) -> list[str]:
    """What changed between two states for the quorum, the votes on open motions and the number needed.

    Proxies and motions that ``shown``, which the screen told before, does not have are not named.
    """
    proxies = [proxy for proxy in before.proxies if proxy in shown.proxies]
    motions = [motion for motion in open_motions(before) if motion.key in shown.motions]
    return [
        *_proxies(proxies, before, later),
        *_quorum(before, later),
        *_lapsed([shown.motions[motion.key] for motion in motions], before, later),
        *_bars(motions, before, later),
    ]


def interest_effects(state: State, item: str) -> list[str]:
    """What the interests declared on an item do to each vote that may be taken on it, or on what that depends.

    Where no rule counts votes on it: to each consensus that may be sought. Nothing where the item is dealt with.
    """
    if is_dealt_with(state, item):
        return []
    free = replace(state, interests=Log.of(interest for interest in state.interests if item not in interest.items))
    puts = _may_be_put(state, item, "vote") or _may_be_put(state, item, "consensus")
    texts = [_electorate(state, free, put) for put in puts]
    return [text for text in texts if text]


def is_dealt_with(state: State, item: str) -> bool:
    """Whether nothing is to be decided on an item any more at this meeting."""
    waits = state.phase != "closed" and state.items[item].status in ("waiting", "open")
    return not waits and not any(item in (motion.item, *motion.covers) for motion in open_motions(state))


def _may_be_put(state: State, item: str, method: Method) -> list[MotionPut]:
    """The motions that are open on an item and decided by that method; else those that may be put, by the rule that the
    agenda proposes alone where it proposes one.
    """
    put = [motion for motion in open_motions(state) if item in (motion.item, *motion.covers)]
    if put:
        return [
            MotionPut(motion.key, item, "", motion.rule, motion.topic, motion.affected)
            for motion in put
            if rule_of(state, motion).method == method
        ]
    agenda, rules = state.items[item].agenda, state.charter.rules
    proposed = [rule for rule in rules if rule.key == agenda.rule]
    so_decided = [rule for rule in proposed or rules if rule.method == method and not lacks_issue(state, rule)]
    may_be_put = [
        rule for rule in so_decided if covers(rule, agenda.topic) or (agenda.topic is None and not rule.signed)
    ]
    return [MotionPut("", item, "", rule.key, agenda.topic) for rule in may_be_put]


def _electorate(state: State, free: State, put: MotionPut) -> str:
    rule = state.charter.rule(put.rule)
    assert rule is not None
    about = ", a motion on an issue," if not put.motion and is_for_issues(state, rule) else ""
    under = f"Item {item_label(state, put.item)}{about}"
    if not covers(rule, put.topic):
        return (
            f"{under} under {clause_words(rule.clause)}: depends on the subject of the motion, and the item has none."
        )
    how = counting(state, put.motion or None, rule)
    try:
        who, without = electorate_of(state, rule, put), electorate_of(free, rule, put)
        now, then = tally(how, who, {}), tally(how, without, {})
    except (TallyError, KeyError):
        return ""
    head = f"{under} under {clause_words(rule.clause)}: {_asked(who.noun, now)}"
    if how.method == "consensus" or how.base == "cast":
        return f"{head}{len(who.kept)} {kept_from(how)}, {len(who.may_vote)} {acting(how)}."
    there = there_words(state, put.motion or None)
    return f"{head}{len(who.kept)} {kept_from(how)}, {_needed(how, who.noun, then, now, there)}."


def _asked(unit: str, count: Tally) -> str:
    """How many are eligible, where the number of votes needed is not told as one out of them anyway."""
    told = count.needed is not None and count.base == count.eligible
    return "" if told else f"{eligible(unit, count.eligible)}, "


def _needed(how: Counting, unit: str, before: Tally, later: Tally, there: str) -> str:
    """The votes needed and out of how many, and out of how many it was where that is not the same."""
    if later.needed is None and how.method == "vote":
        return "nothing can be carried"
    needed = needed_of(how, unit, later.base, later.needed, there)
    return needed + (f" instead of {before.base}" if before.base != later.base else "")


def not_asked(state: State, member: str, item: str) -> bool:
    """Whether Annex 1 does not ask that member on the item's topic anyway, under any of the rules with a vote."""
    puts = [(state.charter.rule(put.rule), put) for put in _may_be_put(state, item, "vote")]
    try:
        standing = [electorate_of(state, rule, put).standing[member] for rule, put in puts if rule is not None]
    except KeyError:
        return False
    return bool(standing) and all(each.right == "not_eligible" for each in standing)


def _proxies(proxies: Sequence[Proxy], before: State, later: State) -> list[str]:
    """The proxies that end because the member is there, those that rest from now on, and those that work again."""
    ended = [proxy.member for proxy in proxies if proxy not in later.proxies and proxy.member in later.present]
    texts = [f"The proxy of {member_label(later, key)} ends with this." for key in dict.fromkeys(ended)]
    for proxy in proxies:
        was, now = (why_rests(state, proxy, proxy.item or later.current) for state in (before, later))
        if proxy in later.proxies and bool(was) != bool(now):
            works = f"rests: {now}" if now else "works again"
            texts.append(f"The proxy of {member_label(later, proxy.member)} {works}.")
    return texts


def _quorum(before: State, later: State) -> list[str]:
    was, now = quorum_heard(before), quorum_heard(later)
    if was.met is not False and now.met is False:
        return [f"With this the meeting is no longer quorate: {now.words}."]
    if was.met is False and now.met:
        return [f"The meeting is quorate again: {now.words}."]
    if now.met and now.spare == 0 and was.spare != 0:
        return [f"With this the quorum is {'just met' if now.just_met else 'met'}, {now.words}: {warning(later)}."]
    return []


def _lapsed(motions: Sequence[Motion], before: State, later: State) -> list[str]:
    texts = []
    for motion in motions:
        kept = later.motions[motion.key].votes if motion.key in later.motions else {}
        gone = [f"{voter_label(before, motion, key)} ({vote})" for key, vote in motion.votes.items() if key not in kept]
        if gone:
            plural = "votes lapse" if len(gone) > 1 else "vote lapses"
            texts.append(f"Motion {motion.number}: the recorded {plural}: {', '.join(gone)}.")
        if totals_of(motion) is not None and motion.key in later.motions and not totals_of(later.motions[motion.key]):
            texts.append(f"Motion {motion.number}: the count without names lapses; count again.")
    return texts


def _bars(motions: Sequence[Motion], before: State, later: State) -> list[str]:
    texts = []
    for motion in motions:
        changed = later.motions.get(motion.key)
        if changed is None or _alike(changed, motion):
            continue
        clause, was, now = rule_of(before, motion).clause, tally_of(before, motion), tally_of(later, changed)
        how, asked = changed.electorate.counting, _asked(changed.electorate.noun, now)
        gone = len(changed.electorate.kept)
        there = there_words(later, motion.key)
        needed = _needed(counting_of(later, changed), changed.electorate.noun, was, now, there)
        texts.append(
            f"Motion {motion.number} under {clause_words(clause)}: {asked}{gone} {kept_from(how)}, "
            f"{len(changed.electorate.may_vote)} {acting(how)}, {needed}."
        )
    return texts


def _alike(changed: Motion, motion: Motion) -> bool:
    """Whether the same may vote on a motion as before, and the same are counted: whoever came or left had no vote on it."""
    now, then = changed.electorate, motion.electorate
    return (now.voters, now.present, now.may_vote, now.kept, now.counting) == (
        then.voters, then.present, then.may_vote, then.kept, then.counting,
    )  # fmt: skip


def chair_effect(before: State, later: State) -> list[str]:
    """That nobody is left in the chair, where that is so."""
    if before.chair is not None and later.chair is None:
        return [f"{acting_label(before, before.chair)} is in the chair; afterwards h names another."]
    return []
