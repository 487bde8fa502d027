"""Registers to test with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from boardtui.charter.load import shipped
from boardtui.register.init import write_charter
from tests.build import write_demo


@pytest.fixture(scope="session")
def written_mse() -> Iterator[sqlite3.Connection]:
    """The Mid and South Essex charter in its tables, written once; tests have copies."""
    with closing(sqlite3.connect(":memory:")) as db:
        write_charter(db, shipped("mid-south-essex"))
        yield db


@pytest.fixture(scope="session")
def written_demo() -> Iterator[sqlite3.Connection]:
    """The register of the demonstration, written once; tests have copies."""
    with closing(sqlite3.connect(":memory:")) as db:
        write_demo(db)
        yield db


@pytest.fixture
def empty() -> Iterator[sqlite3.Connection]:
    """A database without a register, that holds to its references as the program's own do."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("PRAGMA foreign_keys = 1")
        yield db


@pytest.fixture
def mse(empty: sqlite3.Connection, written_mse: sqlite3.Connection) -> sqlite3.Connection:
    """The Mid and South Essex charter in its tables."""
    written_mse.backup(empty)
    return empty


@pytest.fixture
def demo(empty: sqlite3.Connection, written_demo: sqlite3.Connection) -> sqlite3.Connection:
    """The register of the demonstration."""
    written_demo.backup(empty)
    return empty
