"""Reads what letters to partners say of motions: their words, their figures and what came of them."""

from __future__ import annotations

import re

from tests.agreement.readers import Facts, key, outcome_in, section_facts


def decisions_told(text: str) -> Facts:
    """Each motion that a notice of decision tells of."""
    found: Facts = {}
    for section in re.split(r"\n## ", text)[1:]:
        number = re.match(r"Motion ([PC]?[\d.]+)\n", section.replace("\\", ""))
        quoted = re.search(r"^> (.*)$", section, re.M)
        if number and quoted:
            said = next((line for line in section.splitlines() if outcome_in(line)), "")
            found[key(quoted[1])] = {**section_facts(section), **outcome_in(said), "number": number[1]}
    return found
