"""Whether a meeting's charter can be counted by at all, looked at once when the meeting is convened."""

from __future__ import annotations

import msgspec

from boardtui.charter.check_terms import check_proxies
from boardtui.charter.explain import DataError
from boardtui.charter.model import BodyCharter
from boardtui.charter.rule import Rule
from boardtui.meeting.counting.needed import check, parse_threshold
from boardtui.meeting.state.refusal import Refused
from boardtui.meeting.voting.rulings import with_changes


def check_countable(charter: BodyCharter) -> None:
    """Refuse rules, readings and a quorum with which no vote could be counted."""
    for rule in charter.rules:
        try:
            check(rule)
            _check_readings(rule)
        except (ValueError, msgspec.ValidationError) as error:
            raise Refused(
                f"The rule “{(rule.title or rule.key)[:80]}” cannot be counted: {error}.", rule.clause
            ) from None
    try:
        check_proxies(charter.terms)
    except DataError as error:
        raise Refused(
            f"The terms on proxies cannot be used: {error.reason}.", charter.terms.source_of("proxies")
        ) from None
    quorum = charter.terms.quorum
    if quorum is None:
        return
    try:
        if quorum.fraction is not None:
            parse_threshold(quorum.fraction)
    except ValueError as error:
        raise Refused(f"The quorum cannot be counted: {error}.", charter.terms.source_of("quorum")) from None


def _check_readings(rule: Rule) -> None:
    for reading in rule.readings:
        check(with_changes(rule, reading.changes))
