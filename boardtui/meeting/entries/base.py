"""What every entry of the minute book is, and how a vote and its outcome are written."""

from __future__ import annotations

from typing import Literal

import msgspec

VOCABULARY = 3  # the version of all that stands below; raised by whoever changes it after a release: see docs/code.md

Choice = Literal["for", "against", "abstain", "not_voting"]
Outcome = Literal["carried", "not_carried"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", gc=False):
    """Something that happened. Its class name is its kind."""
