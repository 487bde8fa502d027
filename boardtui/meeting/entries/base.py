"""What every entry of the minute book is, and how a vote and its outcome are written."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

VOCABULARY = 3  # the version of all that stands below; raised by whoever changes it after a release: see docs/code.md

Choice = Literal["for", "against", "abstain", "not_voting"]
Outcome = Literal["carried", "not_carried"]
DecidedAs = Literal["carried", "not_carried", "agreed", "no_consensus", "discussed"]
"""What came of a motion as others are told of it: a consensus is no vote, and what is only discussed neither."""
AGREES = ("carried", "agreed")
"""The outcomes by which a motion is a decision."""
Heard = Literal["as its matter", "unless excluded", "always", "never"]
"""Who may hear of a kind of entry: as of the matter that it names; the public, unless it is excluded; everybody; the board."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", gc=False):
    """Something that happened. Its class name is its kind, and ``heard`` says who may hear of that kind.

    What is heard as its matter, and names none that is known, is confidential.
    """

    heard: ClassVar[Heard] = "as its matter"
