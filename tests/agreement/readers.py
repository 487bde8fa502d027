"""Reads the facts on motions back from what a teller printed, and from nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

Facts = dict[str, dict[str, Any]]
"""What is said of each motion, by its words without the full stop, small letters throughout."""

WORDS = {
    "carried": "carried",
    "not carried": "not carried",
    "carried for those that concur": "in part",
    "in part": "in part",
    "agreed by consensus": "agreed",
    "no consensus": "no consensus",
    "withdrawn": "withdrawn",
    "accepted": "accepted",
    "accepted by the mover": "accepted",
    "open": "open",
    "not yet decided": "open",
    "no result is recorded": "open",
}
_COUNT = re.compile(
    r"by (\d+) for(?:,| and) (\d+) against(?: and (\d+) abstained)? of (\d+) eligible (?:member|partner)s? "
    r"\((?:(\d+) needed(?: out of (\d+)[^;]*)?; )?clause ([\d.]+(?:\(\d+\))?)\)"
)
_MOVED = re.compile(r"[Mm]oved by (.+?)(?:, seconded by (.+?))?\.?\)?(?:$|\)?:$)")
_SHORT = re.compile(r"(?:^|[ .])(\d+) for; (\d+) needed \((?:more than|at least|all) ?.*?(?:of )?(\d+) ")
_HEADS = {"For": "for", "Against": "against", "Abstained": "abstain", "Did not vote": "not voted",
          "Eligible": "eligible", "Out of": "base", "Needed": "needed"}  # fmt: skip


def key(text: str) -> str:
    """A motion as its words, however they begin and end."""
    return plain(text).strip().rstrip(".:").lower()


def plain(text: str) -> str:
    """Markdown as the words that it shows."""
    if "\\" in text:
        text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>&~])", r"\1", text)
    return text.replace("**", "").replace("&lt;", "<").replace("&amp;", "&")


@lru_cache(8192)
def once(read: Callable[[str, str], Facts], name: str, text: str) -> Facts:
    """What a reader finds in a text, read once, however often another of the texts is changed; not to be changed itself."""
    return read(name, text)


def facts_of(name: str, text: str) -> Facts:
    """What that teller says of motions; nothing where it is not read."""
    for wanted, reader in READERS:
        if re.search(wanted, name):
            return reader(text)
    return {}


def _minutes(text: str) -> Facts:
    """From the business and from the annex, which must agree too: what differs is kept as both."""
    found: Facts = {}
    business, _, annex = text.partition("\n## Annex A: How each motion was decided\n")
    for motion, facts in _sentences(business.replace("<br>", "\n\n").replace(" | ", "\n\n")):
        found.setdefault(motion, {}).update(facts)
    for motion, facts in _annex(annex.partition("\n## ")[0]):
        there = found.setdefault(motion, {})
        for name, value in facts.items():
            if name in there and there[name] != value:
                there[f"{name}, twice"] = (there[name], value)
            there[name] = value
    return found


def _sentences(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the sentences of the business say of each motion."""
    blocks = [plain(block) for block in re.split(r"\n\n+", text)]
    for at, numbered in enumerate(blocks):
        block = re.sub(r"^(\d+\.\d+|\|) ", "", numbered)
        if not (said := _sentence(block)):
            continue
        motion, facts = said
        if block.rstrip().endswith(":"):  # its words follow
            motion = key(blocks[at + 1].removeprefix("> "))
        facts |= _moved(block)
        for later in blocks[at + 1 : at + 9]:
            if re.match(r"\d+\.\d+ |#|\||The (motion|amendment|Partnership Board) ", later) and not later.startswith(
                "> "
            ):
                break
            facts |= _named(later)
            if "maintained an objection" in later:
                facts["objections"] = facts.get("objections", 0) + 1
        if motion:
            yield motion, facts


def _sentence(block: str) -> tuple[str, dict[str, Any]] | None:
    """The motion and what became of it, as one sentence has it."""
    facts: dict[str, Any] = {}
    count = _COUNT.search(block)
    if count:
        names = ("for", "against", "abstain", "eligible", "needed", "base")
        facts = {name: int(number) for name, number in zip(names, count.groups(), strict=False) if number}
        facts["abstain"] = int(count[3] or 0)
    clause = r"\(clause [\d.]+(?:\(\d+\))?\)"
    end = r"(?:, subject to .*?|; the Partnership Board made no decision on it)?\.(?: \(.*)?$"
    forms = (
        (r"The Partnership Board DID NOT REACH CONSENSUS on the motion (to .*?) " + clause, "no consensus"),
        (r"The motion (to .*?) was NOT CARRIED, ", "not carried"),
        (r"The motion (to .*?) was CARRIED FOR THOSE THAT CONCUR, ", "in part"),
        (r"The motion (to .*?) was withdrawn", "withdrawn"),
        (r"The Partnership Board [A-Z ]+, by consensus " + clause + r", (?:the motion )?(to .*?)" + end, "agreed"),
        (r"The Partnership Board [A-Z ]+, on the voices " + clause + r", (?:the motion )?(to .*?)" + end, "carried"),
        (
            r"The Partnership Board [A-Z ]+, by \d+ for.*?(?:\)|of the Chair), (?:in favour of )?(?:the motion )?(to .*?)"
            + end,
            "carried",
        ),
        (r"The amendment was AGREED BY CONSENSUS()", "agreed"),
        (r"The amendment found NO CONSENSUS()", "no consensus"),
        (r"The amendment was CARRIED()", "carried"),
        (r"The amendment was NOT CARRIED()", "not carried"),
        (r"An amendment was accepted by the mover()", "accepted"),
        (r"The amendment (to .*?) was withdrawn", "withdrawn"),
    )  # fmt: skip
    for form, outcome in forms:
        if found := re.match(form, block):
            if "casting vote of the Chair" in block:
                facts["casting"] = True
            return key(found[1]), {**facts, "outcome": outcome}
    return None


def _annex(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in re.split(r"\n### ", f"\n{text}")[1:]:
        quoted = re.search(r"^> (.*)$", section, re.M)
        if not quoted:
            continue
        yield key(quoted[1]), {"number": _number(section), **section_facts(section)}


def _number(section: str) -> str:
    found = re.match(r"(?:Motion|.*?motion) ([PC]?[\d.]+)", plain(section))
    return found[1] if found else ""


def section_facts(section: str) -> dict[str, Any]:
    """What a section on one motion, or the sheet on its vote, says."""
    facts: dict[str, Any] = {}
    table = re.search(r"^\| (For \| Against.*) \|\n\|.*\n\| (.*) \|$", section, re.M)
    if table:
        for head, cell in zip(table[1].split(" | "), table[2].split(" | "), strict=True):
            if head in _HEADS and cell.isdigit():
                facts[_HEADS[head]] = int(cell)
    for line in map(plain, section.splitlines()):
        facts |= _moved(line) | _named(line.removeprefix("- "))
    bold = re.search(r"^\*\*(.*?)\.?\*\*", section, re.M)
    words = bold[1] if bold else ""
    facts |= outcome_in(words) | _figures_in(plain(section))
    if re.search(r"gave a casting vote", section):
        facts["casting"] = True
    return facts


def outcome_in(words: str) -> dict[str, Any]:
    """The outcome with which these words begin."""
    low = plain(words).strip().lower()
    for text in sorted(WORDS, key=len, reverse=True):
        if low.startswith(text):
            return {"outcome": WORDS[text]} | ({"casting": True} if "casting vote" in low else {})
    return {}


def _moved(line: str) -> dict[str, Any]:
    found = re.search(r"[Mm]oved by (.+?)(?:, seconded by (.+?))?(?:\.\)?$|\):$|\)$|\. )", line)
    if not found:
        return {}
    people = [re.sub(r", (deputy for .*)$", r" (\1)", one) for one in found.groups() if one]
    return dict(zip(("mover", "seconder"), people, strict=False))


def _named(line: str) -> dict[str, Any]:
    for head, name in (
        ("Against: ", "named against"),
        ("Abstained: ", "named abstained"),
        ("Stood aside: ", "stood aside"),
    ):
        if line.startswith(head):
            return {name: tuple(sorted(re.split(r"; |, | and ", line.removeprefix(head).rstrip("."))))}
    return {}


def _figures_in(text: str) -> dict[str, Any]:
    """Votes for, needed and out of what, where the sentence on the count has them."""
    found = re.search(r"(\d+) for; (\d+) needed \([^)]*? of (\d+) ", text)
    if found:
        return {"for": int(found[1]), "needed": int(found[2]), "base": int(found[3])}
    found = re.search(r"(\d+) of the (\d+) entitled to take part objected", text)
    return {"objections": int(found[1]), "asked": int(found[2])} if found else {}


def _rows(lines: list[list[str]]) -> Facts:
    """The register of decisions, as a table of rows whose first has the heads."""
    found: Facts = {}
    heads = lines[0]
    for row in lines[1:]:
        cells = dict(zip(heads, row, strict=True))
        if not cells["Motion"]:  # decided between meetings
            continue
        text, amended = cells["Wording"], re.match(r"Amendment to motion [\w.]+(?:; .*?)?: (.*)", cells["Wording"])
        facts = outcome_in(cells["Result"]) | _figures_in(f"{cells['Result']} {cells.get('How counted', '')}")
        facts["number"] = cells["Motion"]
        facts |= {"day": cells["Date"][:10]} if "Date" in cells else {}
        text = re.sub(r"^(?:Second|Third|Fourth|Fifth|Sixth|Further) vote, following motion [\w.]+: ", "", text)
        found[key(amended[1] if amended else text)] = facts
    return found


def _csv(text: str) -> Facts:
    return _rows(list(csv.reader(io.StringIO(text))))


def _xlsx(text: str) -> Facts:
    return _rows([line.split("\t") for line in text.splitlines()])


def _register(text: str) -> Facts:
    found: Facts = {}
    for table in re.findall(r"^\| Motion \| Item .*(?:\n\|.*)+", text, re.M):
        rows = [
            [plain(cell).strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])] for line in table.splitlines()
        ]
        found |= _rows([rows[0], *rows[2:]])
    return found


def _sheet(text: str) -> Facts:
    quoted = re.search(r"^> (.*)$", text, re.M)
    facts = section_facts(text)
    readings = r"(?:With this amendment.*\n\n> .*\n\n|The motion is set out .*\n\n> .*\n\n)*"
    said = re.search(rf"^> .*$\n\n{readings}(?:Moved.*\n\n|Seconded.*\n\n)?(.*)$", text, re.M)
    facts |= outcome_in(said[1]) if said else {}
    title = re.match(r"# (?:CONFIDENTIAL )?Vote record: (?:motion|amendment) ([PC]?[\d.]+)", plain(text))
    return {key(quoted[1]): {**facts, "number": title[1] if title else ""}} if quoted else {}


def _search(text: str) -> Facts:
    found: Facts = {}
    for line in text.splitlines():
        given = json.loads(line)
        if given["kind"] != "motion" or given["way"] == "choice" or given["taken_back"]:
            continue
        facts: dict[str, Any] = {"number": given["number"], "day": given["date"]}
        facts |= outcome_in(_found_as(given))
        for name, value in (given["figures"] or {}).items():
            if name == "casting_vote":
                facts |= {"casting": True} if value else {}
            elif value is not None:
                facts[name.replace("_", " ")] = value
        found[key(given["text"])] = facts
    return found


def _found_as(given: dict[str, Any]) -> str:
    """The outcome in words: for programs a consensus is carried or not, and says that it is one."""
    of_consensus = {"carried": "agreed by consensus", "not_carried": "no consensus"}
    words = str(given["outcome"]).replace("_", " ")
    return of_consensus[given["outcome"]] if given["by_consensus"] and given["outcome"] in of_consensus else words


def _search_lines(text: str) -> Facts:
    """The table for people: of a decision that waits, the line below says what was decided."""
    found: Facts = {}
    last = ""
    for line in text.splitlines():
        row = re.match(r"(\d+ \w+ \d+)  Partnership Board  (?:motion|amendment) (\S+) +(.*?)  +(.*)$", line)
        if row:
            last = key(row[4].removeprefix("confidential: "))
            found[last] = {"number": row[2], **outcome_in(row[3])}
        elif line.startswith("   ") and last in found:
            found[last] |= outcome_in(line.split(";")[0])
        else:
            last = ""
    return found


def _popolo(text: str) -> Facts:
    given = json.loads(text)
    names = {one["id"]: one["name"] for one in given["persons"]}
    found: Facts = {}
    counts = {
        one["motion_id"]: {each["option"]: each["value"] for each in one["counts"]} for one in given["vote_events"]
    }
    for one in given["motions"]:
        consensus = one.get("requirement", "").startswith("consensus")
        passed = {
            "carried for those that concur": "in part",
            "pass": "agreed" if consensus else "carried",
            "fail": "no consensus" if consensus else "not carried",
        }
        facts: dict[str, Any] = {}
        if result := one.get("result"):
            facts["outcome"] = passed.get(result, WORDS.get(result, result))
        if one.get("creator_id"):
            facts["mover person"] = names[one["creator_id"]]
        counted = counts.get(one["id"], {})
        for option, name in (("yes", "for"), ("no", "against"), ("abstain", "abstain")):
            if option in counted and not consensus:
                facts[name] = counted[option]
        found[key(one["text"])] = facts
    return found


def _wall(text: str) -> Facts:
    found: Facts = {}
    for shown in re.split(r"\n\n(?=[PC]?\d+\.\d+\n)", text):
        if not shown.strip():
            continue
        number, words, moved, outcome, figures, arithmetic, *_ = shown.split("\n")
        facts = {"number": number, **_moved(moved), **outcome_in(outcome), **_figures_in(arithmetic)}
        for head, name in (
            ("FOR", "for"),
            ("AGAINST", "against"),
            ("ABSTAINED", "abstain"),
            ("DID NOT VOTE", "not voted"),
        ):
            if number_of := re.search(rf"(?:^|; ){head} (\d+)", figures):
                facts[name] = int(number_of[1])
        if objected := re.search(r"OBJECTIONS (\d+)", figures):
            facts |= {"objections": int(objected[1])} if int(objected[1]) else {}
        if "casting vote" in shown:
            facts["casting"] = True
        found[key(words)] = facts
    return found


READERS: tuple[tuple[str, Callable[[str], Facts]], ...] = (
    (r" minutes ", _minutes),
    (r"^Decisions\.xlsx$", _xlsx),
    (r"^decisions\.csv$", _csv),
    (r" decisions(-confidential)?$", _register),
    (r" vote-", _sheet),
    (r"search\.json$", _search),
    (r"^search\.txt$", _search_lines),
    (r"^popolo\.json$", _popolo),
    (r" wall$", _wall),
)
