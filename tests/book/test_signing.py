"""Signing: a closed meeting's head as a C2SP checkpoint, by whom, and what shows when either was changed."""

import base64
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from boardtui.book import signing
from boardtui.book.signing import PassphraseNeeded, SigningError
from boardtui.cli.main import main
from boardtui.desk.findings import Against, whose
from boardtui.meeting import entries as e
from boardtui.papers.circulation.closing import write_minutes
from tests import build
from tests.files import for_owner_only
from tests.tui.app import make_desk

ENTRIES = [build.convened(), *build.arrivals(build.CAPITAL), e.ChairTaken(member=build.CAPITAL[0]), e.MeetingOpened()]
CONFIG = 'database = "data.db"\nkey = "own.key"\nsecretary = "J Smith"\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=typed)


def close_a_meeting(place: Path) -> tuple[int, str]:
    desk = make_desk(place, key="own.key")
    try:
        session = desk.session(build.BOARD)
        build.record_all(session, [*ENTRIES, e.MeetingClosed()])
        write_minutes(desk, session)
        return session.recorded, session.head
    finally:
        desk.close()


def checkpoint(place: Path) -> Path:
    return place / "meetings" / "2026-11" / "checkpoint.txt"


def test_a_key_is_for_its_owner_only_and_its_public_part_is_printed(place: Path) -> None:
    done = run("key", "make")
    assert done.exit_code == 0, done.output
    assert for_owner_only(place / "own.key")
    public = done.output.splitlines()[-1]
    assert public.startswith("J-Smith+")
    assert run("key", "show").output.strip() == public
    assert run("key", "make").exit_code == 1


def test_closing_a_meeting_signs_its_head(place: Path) -> None:
    """c2sp.org/signed-note: the text, an empty line, then the signature over the text with the key's number before it."""
    run("key", "make")
    entries, head = close_a_meeting(place)
    text, _, signature = checkpoint(place).read_text(encoding="utf-8").partition("\n\n")
    assert text.split("\n") == [f"boardtui/{build.BOARD}", str(entries), base64.b64encode(bytes.fromhex(head)).decode()]
    dash, name, encoded = signature.rstrip("\n").split(" ")
    public = signing.public_of(place / "own.key")
    data = base64.b64decode(encoded)
    assert (dash, name, len(data)) == ("\u2014", "J-Smith", 68)
    assert data[:4] == sha256(b"J-Smith\n\x01" + public.raw).digest()[:4]
    Ed25519PublicKey.from_public_bytes(public.raw).verify(data[4:], f"{text}\n".encode())


def test_nothing_is_signed_without_a_key_or_before_the_close(place: Path) -> None:
    desk = make_desk(place)
    session = desk.session(build.BOARD)
    build.record_all(session, ENTRIES)
    write_minutes(desk, session)
    desk.close()
    assert not checkpoint(place).exists()
    run("key", "make")
    done = run("sign", build.BOARD)
    assert (done.exit_code, "not closed" in done.output) == (1, True)


def test_a_checkpoint_is_checked_with_the_book(place: Path) -> None:
    public = run("key", "make").output.splitlines()[-1]
    entries, _ = close_a_meeting(place)
    for key in ((), ("--key", public), ("--key", "own.key")):
        done = run("verify", build.BOARD, "--checkpoint", checkpoint(place), *key)
        assert done.exit_code == 0, done.output
        assert f"The first {entries} entries are those of the checkpoint, and the key J-Smith" in done.output
    (place / "config.toml").write_text('database = "data.db"\n', encoding="utf-8")
    done = run("verify", build.BOARD, "--checkpoint", checkpoint(place))
    assert (done.exit_code, "was not checked" in done.output) == (0, True)


def test_a_checkpoint_of_a_single_entry_is_told_as_of_one() -> None:
    held = signing.Checkpoint(build.BOARD, 1, "", "", ())
    assert whose(Against(checkpoint=held)).startswith("The first entry is that of the checkpoint. Its signature")


def test_a_book_cut_short_or_rewritten_is_found_by_its_checkpoint(place: Path) -> None:
    run("key", "make")
    close_a_meeting(place)
    assert run("export", build.BOARD, "-o", "whole.jsonl").exit_code == 0
    lines = (place / "whole.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "short.jsonl").write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    (place / "anew").mkdir()
    desk = make_desk(place / "anew")
    build.record_all(desk.session(build.BOARD), [*ENTRIES, e.MeetingClosed()])
    desk.close()
    run("export", build.BOARD, "-o", "anew.jsonl", "--db", "anew/data.db")
    for name, words in (("short", "cut short"), ("anew", "rewritten")):
        assert run("verify", f"{name}.jsonl").exit_code == 0
        done = run("verify", f"{name}.jsonl", "--checkpoint", checkpoint(place))
        assert (done.exit_code, words in done.output) == (1, True), done.output


@pytest.mark.parametrize("line", [0, 1, 2, 4])
def test_a_changed_checkpoint_is_no_longer_signed(place: Path, line: int) -> None:
    run("key", "make")
    close_a_meeting(place)
    lines = checkpoint(place).read_text(encoding="utf-8").split("\n")
    new = {0: "boardtui/other", 1: "3", 2: base64.b64encode(bytes(32)).decode(), 4: lines[4][:-8] + "AAAAAAA="}
    lines[line] = new[line]
    checkpoint(place).write_text("\n".join(lines), encoding="utf-8", newline="\n")
    done = run("verify", build.BOARD, "--checkpoint", checkpoint(place))
    assert (done.exit_code, "no valid signature" in done.output) == (1, True), done.output


def test_another_key_of_the_same_name_has_not_signed(place: Path) -> None:
    run("key", "make")
    close_a_meeting(place)
    other = run("key", "make", "-o", "other.key").output.splitlines()[-1]
    done = run("verify", build.BOARD, "--checkpoint", checkpoint(place), "--key", other)
    assert (done.exit_code, "no valid signature of the key J-Smith" in done.output) == (1, True)


def test_the_checkpoint_of_another_book_is_told_with_the_titles_of_the_bodies(place: Path) -> None:
    run("key", "make")
    close_a_meeting(place)
    text = checkpoint(place).read_text(encoding="utf-8").replace(f"boardtui/{build.BOARD}", "boardtui/sle")
    checkpoint(place).write_text(text, encoding="utf-8")
    sle, board = (f"minute book of the {title}" for title in ("System Leadership Executive (SLE)", "Partnership Board"))
    told = run("verify", build.BOARD, "--checkpoint", checkpoint(place)).output
    assert f"The checkpoint is one of the {sle}, not of the {board}." in told, told


def test_a_key_with_a_passphrase_signs_from_the_command_line_only(place: Path) -> None:
    assert run("key", "make", "--passphrase", typed="secret\nsecret\n").exit_code == 0
    assert b"ENCRYPTED" in (place / "own.key").read_bytes()
    close_a_meeting(place)
    assert not checkpoint(place).exists()
    assert "boardtui sign partnership-board" in run("minutes", build.BOARD).output
    wrong = run("sign", build.BOARD, typed="guess\n")
    assert (wrong.exit_code, "not the passphrase" in wrong.output) == (1, True)
    assert run("sign", build.BOARD, typed="secret\n").exit_code == 0
    assert run("verify", build.BOARD, "--checkpoint", checkpoint(place)).exit_code == 0


def test_the_signatures_of_others_are_kept(place: Path) -> None:
    run("key", "make")
    close_a_meeting(place)
    witness = signing.make_key(place / "witness.key", "witness")
    key = signing.unlock(place / "witness.key")[1]
    held = signing.read_checkpoint(checkpoint(place))
    checkpoint(place).write_text(
        signing.signed(held.text, witness, key, checkpoint(place).read_text(encoding="utf-8")), encoding="utf-8"
    )
    run("sign", build.BOARD)
    found = signing.read_checkpoint(checkpoint(place))
    assert len(found.signatures) == 2
    assert signing.is_signed_by(found, witness)
    assert signing.is_signed_by(found, signing.public_of(place / "own.key"))


@pytest.mark.parametrize(
    "text", ["", "x", "boardtui/b\n1\nAAAA\n\n", "boardtui/b\n-1\n" + "A" * 43 + "=\n\n", "\x00" * 70000]
)
def test_what_is_no_checkpoint_is_one_sentence(place: Path, text: str) -> None:
    (place / "c.txt").write_text(text, encoding="utf-8")
    done = run("verify", "x.jsonl", "--checkpoint", "c.txt")
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1), done.output


def test_what_is_no_key_is_one_sentence(place: Path) -> None:
    for text in ("", "x", "a+b+c", "J+00000000+" + base64.b64encode(b"\x01" + bytes(32)).decode()):
        with pytest.raises(SigningError, match="not a public key"):
            signing.parse_public(text)
    public = signing.make_key(place / "k.key", "k")
    (place / "k.key").write_text(f"{public}\nnothing more\n", encoding="utf-8")
    with pytest.raises(SigningError, match="is not a key"):
        signing.unlock(place / "k.key")
    signing.make_key(place / "l.key", "l", "secret")
    with pytest.raises(PassphraseNeeded):
        signing.unlock(place / "l.key")
    with pytest.raises(SigningError, match="no blanks"):
        signing.make_key(place / "m.key", "J Smith")
