"""Makes the keys of what is entered in the register: from a title, and free."""

from __future__ import annotations

import re
from collections.abc import Container


def key_from(title: str, taken: Container[str], otherwise: str) -> str:
    """A key made from a title, with a number where that key is taken."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:56].strip("-") or otherwise
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
