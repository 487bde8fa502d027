"""Registers to test with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from boardtui.charter.load import shipped
from boardtui.register.init import write_charter
from tests.build import write_demo


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    """A database without a register, that holds to its references as the program's own do."""
    db = sqlite3.connect(":memory:")
    db.execute("PRAGMA foreign_keys = 1")
    yield db
    db.close()


@pytest.fixture
def mse(empty: sqlite3.Connection) -> sqlite3.Connection:
    """The Mid and South Essex charter in its tables."""
    write_charter(empty, shipped("mid-south-essex"))
    return empty


@pytest.fixture
def demo(empty: sqlite3.Connection) -> sqlite3.Connection:
    """The register of the demonstration."""
    write_demo(empty)
    return empty
