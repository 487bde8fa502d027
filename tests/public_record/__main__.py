"""The long form: `python -m tests.public_record [pairs] [seed]` compares that many pairs and prints what they touched."""

from __future__ import annotations

import difflib
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.public_record.on_desk import desk_output, template
from tests.public_record.output import public_output
from tests.public_record.pairs import NEWER, TOUCHED, names_numbers, pairs

MEMORY = Path("/dev/shm")  # where files need not reach a disk


def main(wanted: int, seed: int) -> int:
    touched: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    kinds: Counter[tuple[str, bool]] = Counter()
    accepted = numbered = 0
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    empty = template(folder)
    for accepted, made in enumerate(pairs(Random(seed), wanted), 1):
        touched.update(made.touched)
        numbered += any(names_numbers(line.entry) for one in made.first for line in one.public_lines())
        kinds.update((type(line.entry).__name__, line.public) for line in made.lines[0])
        first, second = (
            public_output(book) | desk_output(empty, folder / "desk", lines)
            for book, lines in zip((made.first, made.second), made.lines, strict=True)
        )
        for name in sorted({*first, *second}):
            one, other = first.get(name, "").splitlines(), second.get(name, "").splitlines()
            if one != other:
                if not differing[name.split()[-1]]:
                    print(f"pair {accepted}, {name}:")
                    print("\n".join(list(difflib.unified_diff(one, other, lineterm="", n=0))[:14]))
                differing[name.split()[-1]] += 1
    shutil.rmtree(folder)
    print(f"{accepted} pairs accepted; they differ in private in " + ", ".join(f"{n} {touched[n]}" for n in TOUCHED))
    print("newer kinds, public and private: " + ", ".join(
        f"{kind.__name__} {kinds[kind.__name__, True]} {kinds[kind.__name__, False]}" for kind in NEWER
    ))  # fmt: skip
    print(f"in {numbered} of them public entries name others by number")
    print(f"{sum(differing.values())} public texts differ: {dict(differing)}")
    return 1 if differing or min(touched[name] for name in TOUCHED) < min(50, wanted // 10) else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [500, 1][len(numbers) :])))
