#!/usr/bin/env python3
"""Check an exported minute book, or a public copy of one, without the program that wrote it.

For an auditor: nothing to install, no code of boardtui. It recomputes every digest, hash and link as docs/minute-book.md
says, and recounts no votes: `boardtui verify` does. It ends with 0: intact, 1: altered, 2: cannot be read.

    python verify_book.py book.jsonl
    python verify_book.py book.jsonl --head FINGERPRINT --entries NUMBER     as printed in the last annex of the minutes
    python verify_book.py book.jsonl --extends kept.jsonl                    a copy that you kept earlier
"""

import argparse
import json
import re
import sys
from datetime import datetime
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

HEAD = {"book": str, "seq": int, "at": str, "by": str, "prev": str, "digest": str, "hash": str}
BODY = {"nonce": str, "entry": dict}
LONGEST, DEEPEST, LARGEST, SHOWN = 1 << 20, 64, 2**53 - 1, 50


def pairs_once(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name is given twice in one object")
    return dict(pairs)


def canonical(value, depth=0):
    """The one way to write a value: names in the order of their UTF-16 units, no white space (RFC 8785, no floats)."""
    if isinstance(value, (dict, list)) and depth >= DEEPEST:
        raise ValueError(f"it is nested more than {DEEPEST} levels deep")
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(value[name], depth + 1)}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item, depth + 1) for item in value) + "]"
    if isinstance(value, float) or (isinstance(value, int) and not -LARGEST <= value <= LARGEST):
        raise ValueError("it holds a number that is not whole, or too large to be exact")
    return json.dumps(value, ensure_ascii=False)


def read(path):
    """Yield each line of a file as a dict whose fields are of the right kind; `entry` becomes its canonical bytes."""
    blank = False
    with Path(path).open("rb") as file:
        for number, raw in enumerate((x.removesuffix(b"\n") for x in iter(lambda: file.readline(LONGEST + 1), b"")), 1):
            blank = blank or not raw
            try:
                if (raw and blank) or len(raw) >= LONGEST or raw.endswith(b"\r"):
                    raise ValueError("it is too long, follows an empty line, or ends as Windows files do")
                if raw:
                    yield fields(json.loads(raw.decode(), object_pairs_hook=pairs_once))
            except (ValueError, RecursionError) as error:
                raise ValueError(f"{path}: line {number} is not a line of a minute book: {error}.") from error


def fields(line):
    """The line with its fields checked. Raises ValueError for one that is missing, unknown or of another kind."""
    if not isinstance(line, dict) or not HEAD.keys() <= line.keys() <= HEAD.keys() | BODY.keys():
        raise ValueError("its fields are not those of the format")
    for name, kind in {**HEAD, **BODY}.items():
        if name in line and type(line[name]) is not kind:
            raise ValueError(f"its {name} is of the wrong kind")
    canonical({name: line[name] for name in HEAD}).encode()
    return {**line, "entry": canonical(line["entry"]).encode()} if "entry" in line else line


def is_time(text):
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").isoformat(timespec="milliseconds") + "Z" == text
    except ValueError:
        return False


def wrong(line, before):
    """Yield every fault of a line, given the line before it (None for the first)."""
    seq, expected = line["seq"], before["seq"] + 1 if before else 1
    if seq != expected:
        yield f"it stands where entry {expected} should be"
    if line["prev"] != (before["hash"] if before else "0" * 64):
        yield "it does not follow from the line before it: one was changed, put in or taken out"
    if before and line["book"] != before["book"]:
        yield f"it belongs to another book, {line['book']!r}"
    if not is_time(line["at"]) or (before and line["at"] < before["at"]):
        yield f"its time, {line['at']!r}, is no time or earlier than that of the line before it"
    if any(line[name].splitlines() != [line[name]] or not line[name].strip() for name in ("book", "by")):
        yield "the name of its book or of who recorded it is empty or more than one line"
    if ("nonce" in line) != ("entry" in line):
        yield "it is half withheld: its text or its random number is missing"
    elif "entry" not in line and not re.fullmatch("[0-9a-f]{64}", line["digest"]):
        yield "it is withheld, and its digest is not 64 digits from 0-9 and a-f"
    elif "entry" in line and not re.fullmatch("[0-9a-f]{32}", line["nonce"]):
        yield "its random number (nonce) is not 32 digits from 0-9 and a-f"
    elif "entry" in line and sha256(line["nonce"].encode() + b"\n" + line["entry"]).hexdigest() != line["digest"]:
        yield "its text is not the text that was recorded"
    if sha256("\n".join(str(line[name]) for name in [*HEAD][:-1]).encode()).hexdigest() != line["hash"]:
        yield "its date, name, place or digest is not what was recorded"


def check(path, old_path, head, entries):
    """Print every finding (the first fifty), and return the exit status."""
    found, count, withheld, before, old_before = [], 0, 0, None, None
    for line, old in zip_longest(read(path), read(old_path) if old_path else ()):
        if old:
            found += [f"The earlier copy itself, entry {old['seq']}: {what}." for what in wrong(old, old_before)]
            if line is None or any(line[name] != old[name] for name in HEAD):
                found.append(f"Entry {old['seq']} of the earlier copy is not in this book: cut short or rewritten.")
            old_before = old
        if line:
            count, withheld = count + 1, withheld + ("entry" not in line)
            found += [f"Line {count}, entry {line['seq']}: {what}." for what in wrong(line, before)]
            if count == entries and line["hash"] != head:
                found.append(f"Entry {count} does not have the fingerprint in the minutes: the book was rewritten.")
            before = line
    if entries and count < entries:
        found.append(f"The minutes count {entries} entries and this book has {count}: it was cut short.")
    if not (count or old_path or entries):
        raise ValueError("it holds no entry, so it is no minute book")
    if old_path and old_before is None:
        found.append("The earlier copy holds no entries, so it proves nothing.")
    for number, what in enumerate(found[:SHOWN], start=1):
        print(f"{number}. {ascii(what)[1:-1]}")
    print(f"{'ALTERED' if found else 'intact'}: {len(found)} found, {withheld} entries withheld\nentries {count}")
    print(f"head {ascii(before['hash'])[1:-1] if before else '0' * 64}")
    return int(bool(found))


def main():
    """Read the command line, check, and end with a status; whatever cannot be read is told in one sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", help="an exported book or a public copy, JSON Lines")
    parser.add_argument("--extends", metavar="OLD", help="an earlier copy that must be a beginning of the book")
    parser.add_argument("--head", metavar="HASH", help="the fingerprint in the minutes")
    parser.add_argument("--entries", type=int, metavar="N", help="the number of entries in the minutes")
    given = parser.parse_args()
    if (given.head is None) != (given.entries is None) or given.entries == 0:
        parser.error("give --head and --entries together, as the minutes print them")
    try:
        return check(given.book, given.extends, given.head, given.entries)
    except (OSError, ValueError) as error:
        print(f"Cannot be read: {ascii(str(error))[1:-1]}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
