"""Counts a motion again from the entries that stand, by the words of the contract and by nothing of the program's."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any

from boardtui.charter.rule import Rule
from boardtui.meeting import entries as e
from boardtui.meeting.state.state import Stamped

FIELDS = ("base", "threshold", "compare", "unit", "withdrawn", "no_category", "consensus", "entitled")


class Recount:
    """One meeting, replayed for one motion."""

    def __init__(self, motion: str) -> None:
        self.key = motion
        self.put: e.MotionPut | None = None
        self.here: dict[str, e.MemberArrived] = {}
        self.interests: list[e.InterestDeclared] = []
        self.rulings: list[e.RulingMade] = []
        self.votes: dict[str, str] = {}
        self.unit = ""
        self.proxies: list[e.ProxyGiven] = []
        self.chair: str | None = None

    def result(self, lines: list[Stamped]) -> dict[str, Any]:
        """What the result must say after these entries."""
        for line in lines:
            self._see(line.entry)
            self._lapse()
        return self._count()

    def _see(self, entry: e.AnyEntry) -> None:
        match entry:
            case e.MeetingConvened():
                self.meeting = entry
            case e.MemberArrived():
                self.here[entry.member] = entry
                self.proxies = [one for one in self.proxies if one.member != entry.member]
            case e.MemberLeft():
                del self.here[entry.member]
                self.chair = None if self.chair == entry.member else self.chair
            case e.ChairTaken():
                self.chair = entry.member
            case e.ProxyGiven():
                self.proxies.append(entry)
            case e.ProxyRevoked():
                self.proxies = [one for one in self.proxies if (one.member, one.item) != (entry.member, entry.item)]
            case e.InterestDeclared():
                self.interests.append(entry)
            case e.RulingMade() if entry.motion in (None, self.key):
                self.rulings.append(entry)
            case e.MotionPut() if entry.motion == self.key:
                self.put = entry
            case e.VotesRecorded() if entry.motion == self.key:
                self.votes.update(dict.fromkeys(entry.voters, entry.choice))
            case e.ConsensusDeclared() if entry.motion == self.key:
                if entry.reached and self._setting("consensus") == "unanimous":
                    self.votes = {**dict.fromkeys(self._asked()[1], "for"), **self.votes}
                self.votes.update(dict.fromkeys(entry.stood_aside, "abstain"))
                self.votes.update({objection.member: "against" for objection in entry.objections})

    def _rule(self) -> Rule:
        assert self.put is not None
        name = self.put.rule
        return next(rule for rule in self.meeting.charter.rules if name in (rule.key, rule.clause))

    def _ruled(self) -> list[e.RulingMade]:
        return sorted(self.rulings, key=lambda ruling: ruling.motion is not None)

    def _setting(self, name: str) -> Any:
        value = getattr(self._rule(), name, None) if name in FIELDS else getattr(self.meeting.charter.terms, name, None)
        for ruling in self._ruled():
            if ruling.setting == name:
                value = ruling.value
            elif ruling.setting == "reading":
                value = self._reading(ruling).changes.get(name, value)
        return value

    def _reading(self, ruling: e.RulingMade) -> Any:
        return next(one for one in self._rule().readings if one.key == ruling.value)

    def _eligible(self, partner: Any) -> bool:
        assert self.put is not None
        topic, asked = self.put.topic, self.put.affected
        override = None
        for one in self.meeting.charter.overrides:
            if (one.partner, one.topic) == (partner.key, topic):
                override = one.eligible
        for ruling in self._ruled():
            if ruling.setting == "affected":
                asked = tuple(ruling.value)
            if ruling.setting == "eligible" and (ruling.value["partner"], ruling.value["topic"]) == (
                partner.key,
                topic,
            ):
                override = ruling.value["eligible"]
            if ruling.setting == "reading":
                for one in self._reading(ruling).overrides:
                    if (one.partner, one.topic) == (partner.key, topic):
                        override = one.eligible
        if asked is not None and partner.key not in asked:
            return False
        if topic is None or self._setting("entitled") == "all":
            return True
        return override if override is not None else partner.category in self.meeting.charter.matrix[topic]

    def _asked(self) -> tuple[set[str], set[str], set[str], set[str]]:
        """The electorate, and of it who may vote, who is present, who withdrew."""
        assert self.put is not None
        present = {
            key
            for key, arrival in self.here.items()
            if (arrival.deputy is None or self._setting("deputies") == "may_vote")
            and (arrival.mode != "remote" or self._setting("remote") != "may_not_vote")
        }
        gone: set[str] = set()
        for interest in self.interests:
            if self.put.item in interest.items:
                (gone.discard if interest.handling == "noted" else gone.add)(interest.member)
        voiced = {one.member for one in self.proxies if self._works(one, present)} - gone
        acting, present = (
            present | voiced,
            present | (voiced if self._setting("proxies_present") != "do_not_count" else set()),
        )
        eligible = {partner.key for partner in self.meeting.partners if self._eligible(partner)}
        affected = self.put.affected is not None or any(one.setting == "affected" for one in self.rulings)
        free = self._setting("no_category") == "eligible" and not affected
        if self._setting("unit") == "member":
            everybody = self._setting("entitled") == "all"
            electorate = {
                member.key
                for member in self.meeting.members
                if everybody or (eligible & set(member.partners)) or (free and not member.partners)
            }
            return electorate, (electorate & acting) - gone, electorate & present, electorate & gone
        seats: dict[str, set[str]] = {key: set() for key in eligible}
        for member in self.meeting.members:
            for key in eligible & set(member.partners):
                seats[key].add(member.key)
        return (
            eligible,
            {key for key in eligible if (seats[key] & acting) - gone},
            {key for key in eligible if seats[key] & present},
            {key for key in eligible if seats[key] and seats[key] <= gone},
        )

    def _works(self, proxy: e.ProxyGiven, present: set[str]) -> bool:
        """Whether the holder is there in person, free to vote, and in the chair where it must be the chair."""
        assert self.put is not None
        if proxy.item not in (None, self.put.item):
            return False
        if proxy.holder is None:
            return True
        if proxy.holder not in present or self.here[proxy.holder].deputy is not None:
            return False
        if self.meeting.charter.terms.proxies == "chair" and self.chair != proxy.holder:
            return False
        last = [one.handling for one in self.interests if one.member == proxy.holder and self.put.item in one.items]
        if last and last[-1] == "speaks_does_not_vote":
            return bool(self._setting("proxies_conflicted") == "may_vote")
        return not last or last[-1] == "noted"

    def _lapse(self) -> None:
        if self.put is None:
            return
        unit = self._setting("unit")
        may = self._asked()[1] if unit == (self.unit or unit) else set()
        self.votes = {key: choice for key, choice in self.votes.items() if key in may}
        self.unit = unit

    def _count(self) -> dict[str, Any]:
        electorate, may, present, gone = self._asked()
        cast = list(self.votes.values())
        for_, against, abstain = (cast.count(choice) for choice in ("for", "against", "abstain"))
        if self._rule().method == "consensus":
            base = len(may)
            unanimous = self._setting("consensus") == "unanimous"
            carried = base > 0 and (for_ == base if unanimous else against == 0)
            needed = base if base and unanimous else None
        else:
            kind, kept = self._setting("base"), self._setting("withdrawn")
            if kind == "eligible":
                base = len(electorate) - (len(gone) if kept == "out_of_base" else 0)
            elif kind == "present":
                base = len(present if kept == "in_base" else present - gone)
            else:
                base = for_ + against
            share = Fraction(self._setting("threshold")) * base
            least = ceil(share) if self._setting("compare") == "at_least" else floor(share) + 1
            needed = least if base and least <= base else None
            carried = (
                needed is not None and for_ >= needed and not (against and Fraction(self._setting("threshold")) == 1)
            )
        return {
            "outcome": "carried" if carried else "not_carried",
            "for_": for_,
            "against": against,
            "abstain": abstain,
            "not_voted": len(may) - for_ - against - abstain,
            "eligible": len(electorate),
            "base": base,
            "needed": needed,
        }
