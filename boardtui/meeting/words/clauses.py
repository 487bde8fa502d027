"""How a clause is named in a sentence: "clause 20.4", "clauses 20.1 to 20.3", or by its heading where it has no number."""

from __future__ import annotations

from boardtui.charter.rule import Rule


def clause_words(clause: str) -> str:
    """A clause or several, named as such; one that has a name in place of a number goes by it."""
    if not clause[:1].isdecimal():
        return clause or "no clause"
    several = "," in clause or " to " in clause or " and " in clause
    return f"clause{'s' if several else ''} {clause}"


def way_left_open(rule: Rule) -> str:
    """What goes on a rule's clause beside a way of deciding that the clause does not name, or not in full; empty where it does.

    The clause is what the matter is decided under, and the way is then the charter's choice.
    """
    if rule.discusses or not rule.clause:
        return ""
    several = clause_words(rule.clause).startswith(("clauses ", "Commitments "))
    if rule.left_open:
        return f", which {'do' if several else 'does'} not say {rule.left_open}"
    if rule.defined:
        return ""
    return f", which {'name' if several else 'names'} no way of deciding"
