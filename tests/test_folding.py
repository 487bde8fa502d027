"""One folding for everything that is looked for by letters."""

from __future__ import annotations

import pytest

from boardtui.folding import begins, fits, folded, joined_words, latin_folded
from boardtui.tui.forms.dialogs import Option
from boardtui.tui.widgets.finder import found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Łukasz Øyvind", "lukasz"),
        ("Łukasz Øyvind", "oyv"),
        ("Straße", "strasse"),
        ("STRASSE", "straße"),
        ("Siân O’Brien", "o'brien"),
        ("Siân O'Brien", "obrien sian"),
        ("Jean-Luc Đặng", "jean luc dang"),
        ("Jean Luc", "jean-luc"),
        ("Anna Nowak-Kowalska", "kowal"),
        ("Chair, Castle Point & Rochford", "roch"),
        ("中村 Æther", "中"),
        ("中村 Æther", "aether"),
    ],
)
def test_any_part_of_a_name_finds_it(name: str, typed: str) -> None:
    assert fits(name, typed)


@pytest.mark.parametrize(("name", "typed"), [("Łukasz", "luka x"), ("Anna", "annab"), ("中", "zhong")])
def test_what_is_not_in_it_does_not(name: str, typed: str) -> None:
    assert not fits(name, typed)


def test_what_begins_a_word_comes_first() -> None:
    options = [Option("a", "Savannah Reed"), Option("b", "Anna Bell"), Option("c", "Joanna Hill")]
    assert [option.key for option in found(options, "ann")] == ["b", "a", "c"]
    assert begins("Anna Bell", "be") and not begins("Anna Bell", "el")


def test_letters_of_other_scripts_stay_and_marks_that_combine_go() -> None:
    assert latin_folded("Zu\u0308rich 東京 Ωμέγα") == "zurich 東京 ωμέγα"
    assert folded("D’Arcy--Smith") == "darcy smith"
    assert joined_words("of D’Arcy and O'Neill-Jones") == ["darcy", "oneill"]


def test_a_clause_is_found_by_its_number_and_not_by_its_digits_anywhere() -> None:
    general, capital = Option("a", "6.4, 6.6, 8.2 General agreement"), Option("c", "8.4 Capital priorities")
    assert found([general, capital], "8.4") == [capital]
    assert found([general, capital], "8.2") == [general] and folded("No. 8.4.") == "no 8.4"
