"""Who must ratify, approve or sign a rule's decisions, as columns of the table of rules that a person can read."""

from __future__ import annotations

from typing import Any

from boardtui.charter.rule import Ratification
from boardtui.charter.settings import RATIFICATION_COLUMNS
from boardtui.register.tables import listed, unlisted


def asks_row(held: Ratification | None) -> dict[str, str | None]:
    """The columns; all NULL where the rule asks nobody."""
    if held is None:
        return dict.fromkeys(RATIFICATION_COLUMNS.values())
    return {
        "asks_who": held.who,
        "asks_partners": listed(held.partners) or None,
        "asks_form": held.form,
        "asks_holds": held.holds,
        "asks_when": held.when,
        "asks_where": held.where or None,
        "asks_places": places_text(held.places) or None,
        "asks_checklist": "\n".join(held.checklist) or None,
        "asks_clause": held.clause or None,
    }


def take_asks(row: dict[str, Any]) -> dict[str, Any] | None:
    """Take the columns out of a row of rules and give what they say; None where the rule asks nobody."""
    fields = {name: row.pop(column, None) for name, column in RATIFICATION_COLUMNS.items()}
    if fields["who"] is None:
        return None
    fields["partners"] = unlisted(fields["partners"] or "")
    fields["places"] = placed(fields["places"] or "")
    fields["checklist"] = [text.strip() for text in (fields["checklist"] or "").splitlines() if text.strip()]
    return {name: value for name, value in fields.items() if value is not None}


def places_text(places: dict[str, str]) -> str:
    """Partners with the place in each that answers: "ccg: Governing Body; council: Cabinet"."""
    return "; ".join(f"{partner}: {place}" for partner, place in places.items())


def placed(text: str) -> dict[str, str]:
    """The same read back."""
    places = {}
    for part in text.split(";"):
        partner, colon, place = part.partition(":")
        if colon and partner.strip():
            places[partner.strip()] = place.strip()
    return places
