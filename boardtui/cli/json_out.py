"""JSON on standard output: the same values to a program, and nothing in them that would steer a terminal."""

from __future__ import annotations

import re
import sys

# What JSON need not escape and a terminal may obey: C1 controls, direction marks, zero-width and other invisible ones.
_STEERS = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def harmless(data: bytes) -> bytes:
    """JSON with such characters written as their numbers, which every reader takes for the same text."""
    if data.isascii():
        return data.replace(b"\x7f", b"\\u007f")
    return _STEERS.sub(lambda match: f"\\u{ord(match[0]):04x}", data.decode()).encode()


def write_json(data: bytes) -> None:
    """Write JSON that ends in a line feed, at once."""
    sys.stdout.buffer.write(harmless(data))
    sys.stdout.buffer.flush()
