"""What is public of a book is a function of its public entries: books that agree in those have the same public output."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from boardtui.meeting.stretch import Stretch
from tests.public_record.output import public_output
from tests.public_record.pairs import pair, pairs


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_books_that_agree_in_public_entries_have_the_same_public_output(seed: int) -> None:
    made = pair(Random(seed))
    assume(made is not None and made.touched)
    assert made is not None
    first, second = public_output(made.first), public_output(made.second)
    assert first.keys() == second.keys()
    for name, text in first.items():
        assert text.splitlines() == second[name].splitlines(), name


def test_the_comparison_sees_what_is_told_of_a_private_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stretch, "public_standing", Stretch.standing)  # as if all were public
    for made in pairs(Random(3), 5):
        first, second = public_output(made.first), public_output(made.second)
        assert any(first.get(name) != second.get(name) for name in {*first, *second})
