"""What every part of a memorandum is made of: a frozen record that refuses what it does not know."""

from __future__ import annotations

import msgspec


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, repr_omit_defaults=True):
    """A frozen record that refuses fields it does not know."""
