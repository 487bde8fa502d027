"""Writes a charter as TOML, which `load` reads back as the same charter."""

from __future__ import annotations

import msgspec

from boardtui.charter.load import read
from boardtui.charter.model import Charter

_HEAD = """\
# The whole memorandum as boardtui held it, with the changes that were made in the setup. Edited, it is imported as the
# memorandum renewed or amended: in the setup, page Memorandum (i), or by boardtui charter renew.

"""


def as_toml(charter: Charter) -> bytes:
    """The charter in UTF-8 TOML, what has its usual value left out.

    Raises:
        CharterError: it is none that could be imported again, and why.
    """
    import tomli_w

    data = (_HEAD + tomli_w.dumps(msgspec.to_builtins(charter))).encode()
    read(data, f"{charter.name}.toml")
    return data
