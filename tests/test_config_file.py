"""A setting is written into config.toml as by hand: nothing else in it changes, and a wrong one is not written."""

from __future__ import annotations

from pathlib import Path

import pytest

from boardtui.config.config import Config, ConfigError, Settings, load
from boardtui.config.config_file import changed


def test_a_new_key_stands_before_the_tables_and_comments_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('# ours\nsecretary = "A" # who\n\n[terms.sle]\nsource = "ToR"\n', encoding="utf-8")
    made = changed(load(file), "theme", "light")
    assert (made.settings.theme, made.settings.secretary, made.settings.terms["sle"].source) == ("light", "A", "ToR")
    text = file.read_text(encoding="utf-8")
    assert "# ours" in text and "# who" in text and text.index("theme") < text.index("[terms.sle]")


def test_hostile_words_are_kept_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("", encoding="utf-8")
    words = 'A "quoted" \\ name\n[terms]\n\u202e'
    assert changed(load(file), "meetings", words).settings.meetings == words


def test_a_first_change_makes_the_file_beside_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = changed(Config(Settings(), tmp_path), "secretary", "A Clerk")
    assert made.file == tmp_path / "config.toml" and load(made.file).settings.secretary == "A Clerk"


def test_elsewhere_it_is_made_where_the_users_own_is_looked_for_and_names_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, data = tmp_path / "home", tmp_path / "data"
    monkeypatch.setattr("platformdirs.user_config_path", lambda name: home / name)
    made = changed(Config(Settings(), data), "secretary", "A Clerk")
    assert made.file == home / "boardtui" / "config.toml"
    assert (made.database, made.meetings) == (data / "data.db", data / "meetings")


@pytest.mark.parametrize("path", [r"C:\Users\Ann\data.db", r"C:\Board\data.db"])
def test_a_path_of_windows_in_double_quotes_is_told_how_to_be_written(tmp_path: Path, path: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'database = "{path}"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a path that has a .* in single quotes"):
        load(file)
    file.write_text(f"database = '{path}'\n", encoding="utf-8")
    assert load(file).settings.database == path


def test_what_cannot_be_written_is_said_and_nothing_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('secretary = "A"\n', encoding="utf-8")
    config = load(file)
    with pytest.raises(ConfigError, match="no time zone"):
        changed(config, "timezone", "Nowhere/None")
    file.write_text("secretary = [", encoding="utf-8")
    with pytest.raises(ConfigError, match="could not be changed"):
        changed(config, "secretary", "B")
    file.unlink()
    with pytest.raises(ConfigError, match="cannot be read again"):
        changed(config, "secretary", "B")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('[terms.sle]\n[terms.board]\ndeputies = "maybe"\n', "the setting terms.board.deputies is wrong"),
        ('[terms.board.quorum]\nnumber = "x"\n', "the setting terms.board.quorum.number is wrong"),
        ("[terms.board]\nproxy = 1\n", "no setting 'proxy' at terms.board; it has: quorum, deputies"),
        ("[terms.board.quorum]\nnumbers = 1\n", "no setting 'numbers' at terms.board.quorum; it has: number, fraction"),
        ("[terms]\nboard = 3\n", "the setting terms.board is wrong"),
        ('[terms."a\\nb"]\ndeputies = 1\n', r"the setting terms.a\x0ab.deputies is wrong"),
    ],
)
def test_wrong_terms_are_named_with_their_body(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        load(file)
    assert said in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('secretary = ""', "secretary is empty; write the name of who records"),
        ('secretary = " \\t"', "secretary is empty; write the name of who records"),
        ('secretary = "A\\u2028B"', "secretary contains a line break; write the name of who records"),
        ('database = "a\\u0000b.db"', "database has a character that no name of a file can have"),
        ('mirror = "\\u0000"', "mirror has a character that no name of a file can have"),
    ],
)
def test_what_would_keep_every_entry_from_being_recorded_is_refused_at_once(
    tmp_path: Path, wrong: str, said: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load(file)
    file.write_text('secretary = "A"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="secretary is empty"):
        changed(load(file), "secretary", " ")
    assert load(file).settings.secretary == "A"
