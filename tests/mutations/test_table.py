"""The table of mutations fits the program: each text stands in one place, and each test file is there."""

from __future__ import annotations

import pytest

from tests.mutations import MUTATIONS, ROOT, Mutation


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.old.strip()[:60])
def test_a_mutation_can_be_made(mutation: Mutation) -> None:
    path = mutation.place(ROOT)
    changed = path.read_text(encoding="utf-8").replace(mutation.old, mutation.new)
    compile(changed, path.name, "exec")
    assert mutation.old != mutation.new
    assert [test for test in mutation.tests if not (ROOT / test).exists()] == []


def test_a_text_that_is_gone_or_stands_twice_is_said() -> None:
    for old in ("what stands nowhere", "import"):
        with pytest.raises(LookupError, match="places, not one"):
            Mutation("meeting", old, "", ()).place(ROOT)
