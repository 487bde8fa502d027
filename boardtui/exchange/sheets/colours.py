"""What a fill is called: the words by which people mark a status."""

from __future__ import annotations

import colorsys
import re

_HUES = ((15, "red"), (70, "amber"), (170, "green"), (260, "blue"))  # degrees up to which a hue is called so
_HEX = re.compile(r"[0-9a-f]{6}", re.IGNORECASE)


def colour_word(rgb: str) -> str:
    """The colour of six hexadecimal digits as a word, empty where it tells nothing, as white, grey and black do."""
    if not _HEX.fullmatch(rgb):
        return ""
    red, green, blue = (int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    if strong < 0.35 or not 0.15 < light < 0.85:
        return ""
    return next((name for most, name in _HUES if hue * 360 <= most), "red")
