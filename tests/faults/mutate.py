"""Makes hostile files of valid ones: bytes knocked about, values swapped for hostile ones, rows of a database edited.

All chance comes from the Random that is handed in, so that hypothesis can draw it and make a finding smaller.
"""

from __future__ import annotations

import contextlib
import copy
import json
import re
import sqlite3
import tomllib
from pathlib import Path
from random import Random
from typing import Any

from boardtui.book.chain import GENESIS, canonical, seal
from tests.journey.hostile import STRINGS

HUGE = 2**70
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 2**53, HUGE, 1.5, "", [], {}, [[]], "a" * 70_000, "\x00", "\ud800", "not-a-key", "1/0", "-1/2", "3/4",
    "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-02-30T25:61:00+99:00", "24:00", "2026-11-26",
    "partnership-board", "../../../../outside", "/etc/passwd", "CON", "x" * 65, *STRINGS,
)  # fmt: skip
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\x1b]52;c;b3duZWQ=\x07", b"\xc2\x9b31m", b"\xe2\x80\xae",
    b"NaN", b"1e999999", b"-0", b"9" * 5000, b"[" * 5000, b"{\"a\":" * 3000, b"a." * 2000, b"\"" * 3, b"'''",
    b"[[x]]", b"\\ud800", b"\\u0000", b"${HOME}", b"{{ 7*7 }}", b"{% for x in range(999999999) %}x{% endfor %}", b"#",
    b"=", b",", b"}", b"]", b"\n\n", b"../", b"0x", b"inf",
)  # fmt: skip


def knocked(data: bytes, chance: Random) -> bytes:
    """The bytes with one to four things done to them: flipped, cut out, doubled, put in, cut off, torn."""
    held = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(held) + 1)
        end = min(len(held), start + chance.choice((1, 1, 2, 8, 64, 600)))
        match chance.randrange(7):
            case 0 if start < len(held):
                held[start] ^= 1 << chance.randrange(8)
            case 1:
                del held[start:end]
            case 2:
                held[start:start] = held[start:end] * chance.choice((1, 2, 50))
            case 3:
                held[start:start] = chance.choice(TOKENS)
            case 4:
                del held[start:]
            case 5:
                held[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case _:
                held[start:end] = chance.choice(TOKENS)
    return bytes(held)


def twisted(value: Any, chance: Random) -> Any:
    """Plain data with one to three values swapped, doubled, left out, renamed, or put into a tower."""
    held = copy.deepcopy(value)
    for _ in range(chance.randint(1, 3)):
        places = list(_places(held))
        if not places:
            return held
        holder, key = chance.choice(places)
        match chance.randrange(8):
            case 0 if isinstance(holder, dict):
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[str(chance.choice(VALUES))[:50]] = holder.pop(key)
            case 2 if isinstance(holder, list):
                holder.insert(0, copy.deepcopy(holder[key]))
            case 3:
                other, place = chance.choice(places)
                with contextlib.suppress(LookupError):
                    holder[key] = copy.deepcopy(other[place])
            case 4:
                holder[key] = f"@TOWER {chance.choice((10, 70, 900, 100_000))}@"
            case _:
                holder[key] = chance.choice(VALUES)
    return held


def towers(text: str) -> str:
    """The text with every mark of a tower replaced by brackets as high as that."""
    return re.sub(r'"@TOWER ([0-9]+)@"', lambda found: "[" * int(found[1]) + "]" * int(found[1]), text)


def _places(value: Any) -> Any:
    """Every holder and key of plain data."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


def json_text(value: Any) -> bytes:
    """JSON as a careless program writes it: half characters escaped, NaN allowed."""
    return towers(json.dumps(value)).encode()


def hostile_json(data: bytes, chance: Random) -> bytes:
    """A JSON document, knocked about or twisted."""
    return knocked(data, chance) if chance.random() < 0.3 else json_text(twisted(json.loads(data), chance))


def hostile_lines(data: bytes, chance: Random) -> bytes:
    """JSON Lines with a few lines twisted, or knocked about as they stand."""
    if chance.random() < 0.3:
        return knocked(data, chance)
    lines = data.splitlines()
    for _ in range(chance.randint(1, 3) if lines else 0):
        number = chance.randrange(len(lines))
        with contextlib.suppress(ValueError, RecursionError):  # a line that is a tower already
            lines[number] = json_text(twisted(json.loads(lines[number]), chance))
    return b"\n".join([*lines, b""])


def forged(data: bytes, chance: Random) -> bytes:
    """A book whose chain is right, since it was made anew, while one of its entries is hostile."""
    lines = [json.loads(line) for line in data.splitlines()]
    number = chance.randrange(len(lines))
    lines[number]["entry"] = twisted(lines[number]["entry"], chance)
    made, prev = [], GENESIS
    for seq, line in enumerate(lines, 1):
        try:
            text = canonical(line["entry"])
        except ValueError:
            return hostile_lines(data, chance)
        sealed = seal(line["book"], seq, line["at"], line["by"], prev, text, line["nonce"])
        made.append(json_text({**line, "prev": prev, "digest": sealed.digest, "hash": sealed.hash}))
        prev = sealed.hash
    return b"\n".join([*made, b""])


def hostile_toml(data: bytes, chance: Random) -> bytes:
    """A TOML document, knocked about or twisted."""
    import tomli_w

    if chance.random() < 0.4:
        return knocked(data, chance)
    try:
        return towers(tomli_w.dumps(twisted(tomllib.loads(data.decode()), chance))).encode(errors="surrogatepass")
    except (TypeError, ValueError, RecursionError):  # what TOML cannot spell
        return knocked(data, chance)


FOREIGN = (
    "CREATE TRIGGER rewrite AFTER INSERT ON entries BEGIN UPDATE entries SET by = 'x'; END",
    "CREATE VIEW partners2 AS SELECT * FROM partners",
    'CREATE TABLE "\x1b]0;x\x07" (x)',
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "DROP TABLE agenda",
    "ALTER TABLE terms DROP COLUMN deputies",
    "PRAGMA user_version = 99",
    "PRAGMA application_id = 7",
    "UPDATE schema_version SET version = 'two'",
    "DELETE FROM schema_version",
    "DELETE FROM entries WHERE seq = 1",
    "UPDATE entries SET segment = seq",
    "UPDATE entries SET entry = '{\"kind\":' || hex(randomblob(9))",
    "UPDATE entries SET entry = replace(hex(zeroblob(3000)), '00', '[')",
    "UPDATE entries SET seq = seq + 9000000000000000000 WHERE seq = (SELECT max(seq) FROM entries)",
    "UPDATE entries SET book = char(27) || ']0;x' || char(7)",
)


def hostile_database(path: Path, chance: Random) -> None:
    """Edit a database in place: bits, its length, foreign parts, or values of any type in any row."""
    if chance.random() < 0.35:
        path.write_bytes(knocked(path.read_bytes(), chance))
        return
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys = 0")
        db.execute("PRAGMA ignore_check_constraints = 1")
        for _ in range(chance.randint(1, 3)):
            with contextlib.suppress(sqlite3.Error):
                if chance.random() < 0.3:
                    db.execute(chance.choice(FOREIGN))
                else:
                    _edit(db, chance)
    finally:
        db.close()


def _edit(db: sqlite3.Connection, chance: Random) -> None:
    """Put something hostile into one column of one row, or of all."""
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    table = chance.choice(tables + ["entries"] * 6)
    column = chance.choice([row[1] for row in db.execute(f'PRAGMA table_info("{table}")')])
    value = chance.choice((*VALUES, b"\xff\xfe", b"", 1e308))
    if isinstance(value, list | dict):
        value = json.dumps(value)
    elif isinstance(value, int) and abs(value) >= 2**63:
        value = float(value)
    elif isinstance(value, str) and "\ud800" in value:
        value = b"\xed\xa0\x80"
    count = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    which = db.execute(f'SELECT "{column}" FROM "{table}" LIMIT 1 OFFSET ?', (chance.randrange(count or 1),)).fetchone()
    where = "" if chance.random() < 0.2 or which is None else f' WHERE "{column}" IS ?'
    db.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ?{where}', [value, *(which if where else ())])
