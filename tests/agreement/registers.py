"""Decisions that wait for others, declarations, seats and papers withheld: what disagrees, and what a teller leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.agreement.awaited import awaited_in, awaited_of
from tests.agreement.declared import declared_in, declared_of
from tests.agreement.readers import Facts, once
from tests.public_record.pairs import Line

_MUST_TELL = (
    (r"declaration of ", ("declarations.csv", "Declarations.xlsx")),
    (r"registered interest ", ("register.csv", "Register.xlsx", "all public interests")),
    (r"paper .* at (mk\d) withheld", (r"{} public withheld",)),
    (r"seat .* at (mk\d)$", (r"{} public sheets",)),
    (r"decision .*, to the public$", ("decisions.csv", "Decisions.xlsx", "all public decisions", "public search.json")),
    (r"decision ", ("search.json",)),
)
"""Who has to tell of everything that the entries have of a kind; only the first line that fits counts."""


def registers_of(name: str, text: str) -> Facts:
    """What that teller says of all these."""
    return {**awaited_of(name, text), **declared_of(name, text)}


def registers_in(lines: Sequence[Line]) -> Facts:
    """The same by the entries."""
    return {**awaited_in(lines), **declared_in(lines)}


def registers_left_out(lines: Sequence[Line], texts: dict[str, str]) -> Iterator[str]:
    """What the entries have, and a teller that has to tell of it does not."""
    known = {name: once(registers_of, name, text) for name, text in texts.items()}
    for thing, facts in registers_in(lines).items():
        if thing.startswith("decision ") and "reported" not in facts:
            continue  # a motion, of which others tell, or an agreement, which only its own register tells of
        fits = ((given, tellers) for kind, tellers in _MUST_TELL if (given := re.match(kind, thing)))
        given, tellers = next(fits)
        for teller in tellers:
            name = teller.format(*given.groups())
            if name in known and thing not in known[name]:
                yield f"{thing}: not in {name}"
