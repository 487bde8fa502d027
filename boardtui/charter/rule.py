"""A rule of decision, as data: how it is counted, its other readings, and whose word its decisions still need."""

from __future__ import annotations

from typing import Literal

from boardtui.charter.base import Model

Method = Literal["vote", "consensus"]
Unit = Literal["member", "partner"]
Base = Literal["eligible", "present", "cast"]
Compare = Literal["at_least", "more_than"]
Withdrawn = Literal["in_base", "out_of_base"]
NoCategory = Literal["eligible", "not_eligible"]
ConsensusTest = Literal["no_objection", "unanimous"]
Party = Literal["party", "partner", "signatory", "appendix_only", "outside"]
Membership = Literal["core", "associate"]
Asks = Literal["electorate", "seated", "all", "named"]
Form = Literal["ratification", "approval", "signature", "support", "in_common"]
Holds = Literal["all", "each"]
When = Literal["always", "where_said"]
Entitled = Literal["applies", "all"]
Vacant = Literal["left_out", "counted"]
Affected = Literal["", "required", "ruled"]
MetBy = Literal["", "consensus", "no_consensus", "issue", "delegated"]


class Override(Model, frozen=True):
    """A ruling on the Annex 1 footnote: whether one element applies to one partner, whatever the table says."""

    partner: str
    topic: str
    eligible: bool
    source: str = ""


class Counting(Model, frozen=True):
    """How a decision is counted; the fields mean what the tally command documents.

    ``entitled``: those to whose organisation the matter applies, or all; of members then all of the body, of partners
    all that are affected. ``vacant`` seats count as members who are away, or not at all.
    """

    method: Method
    unit: Unit = "member"
    base: Base | None = None
    threshold: str | None = None
    compare: Compare | None = None
    withdrawn: Withdrawn | None = None
    no_category: NoCategory = "not_eligible"
    consensus: ConsensusTest = "no_objection"
    entitled: Entitled = "applies"
    vacant: Vacant = "left_out"


class Reading(Model, frozen=True):
    """Another plausible reading of a clause: what it changes in the counting or in who is eligible.

    ``left_out`` are seats that it does not count; where ``party`` or ``membership`` is given, only partners of that kind count.
    """

    key: str
    title: str
    why: str
    changes: dict[str, str] = {}
    overrides: tuple[Override, ...] = ()
    left_out: tuple[str, ...] = ()
    party: tuple[Party, ...] = ()
    membership: tuple[Membership, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether it changes who is in the electorate by seat, by party or by membership."""
        return bool(self.left_out or self.party or self.membership)


class Ratification(Model, frozen=True):
    """Whose word a decision by a rule still needs, what it then holds for, and on which decisions that is asked.

    ``who`` is asked: the partners of the motion's electorate, those with a seat on the body, all partners, or those
    that ``partners`` names. ``where`` is the place in each partner that answers, ``places`` where it has another name
    in one of them. ``form``: a board ratifies or approves, somebody signs, an organisation supports, or committees in
    common each decide in the room itself. ``holds``: all must, or it holds for each that does. ``when``: always, or
    only where the meeting says so. ``checklist`` is what else has to be there before it takes effect.
    """

    who: Asks = "electorate"
    partners: tuple[str, ...] = ()
    form: Form = "ratification"
    holds: Holds = "all"
    when: When = "always"
    where: str = ""
    places: dict[str, str] = {}
    checklist: tuple[str, ...] = ()
    clause: str = ""


class Rule(Counting, frozen=True, kw_only=True):
    """A rule of decision of one body.

    ``defined`` is false where the memorandum names no way of deciding and consensus is only this program's stand-in.
    ``approval`` is who else has to approve before the decision takes effect, in words, ``ratification`` the same as data.

    ``precondition`` is asked for on every motion, or only ``condition_for`` what that says; a record that meets it is
    looked for by ``met_by``, in the book of the body ``met_in``: its consensus, or consensus that it did not reach, an
    issue received, or a matter delegated. ``issue``: a motion is about an issue that this body received, and no ruling
    changes that. ``affected``: the motion names them all, or the chair alone narrows them. ``by_letter``: a partner
    without a seat answers in writing. ``left_open`` is what a clause that names a way of deciding does not say of it, in
    words that follow on "does not say"; what the rule has there is the charter's reading.
    """

    key: str
    title: str
    clause: str
    defined: bool = True
    topics: tuple[str, ...] | None = None
    precondition: str = ""
    follows: str = ""
    otherwise: str = ""
    approval: str = ""
    binds: bool = False
    verb: str = "agreed"
    readings: tuple[Reading, ...] = ()
    note: str = ""
    ratification: Ratification | None = None
    issue: Literal["", "received"] = ""
    affected: Affected = ""
    by_letter: bool = False
    met_by: MetBy = ""
    met_in: str = ""
    condition_for: str = ""
    left_open: str = ""

    @property
    def discusses(self) -> bool:
        """Whether the body only discusses by it: nothing is agreed, and whether anybody objects is recorded."""
        return self.verb == "discussed"

    @property
    def signed(self) -> bool:
        """Whether its decisions are written agreements, which partners sign and no meeting counts."""
        return self.ratification is not None and self.ratification.form == "signature"
