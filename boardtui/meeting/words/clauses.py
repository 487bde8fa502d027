"""How a clause is named in a sentence: "clause 20.4", "clauses 20.1 to 20.3", or by its heading where it has no number."""

from __future__ import annotations


def clause_words(clause: str) -> str:
    """A clause or several, named as such; one that has a name in place of a number goes by it."""
    if not clause[:1].isdecimal():
        return clause or "no clause"
    several = "," in clause or " to " in clause or " and " in clause
    return f"clause{'s' if several else ''} {clause}"
