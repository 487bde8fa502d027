"""What the words beside the title of an agenda item say: a time, a length, a purpose, a paper, who leads it."""

from __future__ import annotations

import re

from boardtui.exchange.sheets.columns import Heads, normal
from boardtui.exchange.sheets.privacy import sounds_private
from boardtui.exchange.sheets.values import length, times

PURPOSE = re.compile(
    r"(?:items? )?(?:for|to) (?:decision|discussion|information|note|noting|approval|approve|assurance|ratification|"
    r"agree|agreement|endorse|endorsement|discuss|decide|receive|consider)(?: (?:and|or) \w+)?|decision|discussion|information",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:paper|papers|enclosure|enc\.?|appendix|annex|attachment|item paper)s? [\w.,&/ -]{1,30}|"
    r"verbal(?: (?:update|report|item))?|oral(?: (?:update|report))?|to follow|tabled|presentation",
    re.IGNORECASE,
)
_ROLES = frozenset(
    ("chair", "the chair", "vice chair", "deputy chair", "all", "secretary", "the secretary", "everyone")
)
_LABELLED = re.compile(r"([A-Za-z][A-Za-z0-9 ]{1,30})\s*:\s*(.+)")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]")
_DOTS = r"\s*(?:\.{4,}|(?:\. ){4,}\.?|…(?:\s*…)+)[\s.…]*"  # that lead the eye to what stands at the right
DASHED = re.compile(rf"\s+[-–—|]\s+|\s*\|\s*|\t|{_DOTS}")
_PAGE = re.compile(rf"{_DOTS}([0-9]{{1,4}})\s*$")
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[ap]\.?m\b\.?)?"
_SPAN = re.compile(  # from one time to another, of which the second is surely one
    rf"\b({_CLOCK})\s*(?:[-–—]|to)\s*"
    r"([0-9]{1,2}[:.][0-9]{2}(?: ?[ap]\.?m\b\.?)?|[0-9]{1,2} ?[ap]\.?m\b\.?)(?=\s|[|)\],;]|$)",
    re.IGNORECASE,
)
SHORT = 100  # characters of a line that may part an agenda, or say something of an item


def title_alone(text: str, cells: dict[str, str], people: frozenset[str]) -> str:
    """The title without what stands beside it in brackets or behind a dash and is understood; the rest stays."""
    for match in [*_BRACKETED.finditer(text)]:
        parts = [part.strip() for part in re.split(r"[,;]", match[1])]
        if all(recognised(part, cells, people) for part in parts if part):
            text = text.replace(match[0], " ")
    if page := _PAGE.search(text):
        cells.setdefault("paper", f"page {page[1]}")
        text = text[: page.start()]
    text = _SPAN.sub(lambda span: "".join(f"{span[1]}–{span[2]}".split()), text)  # its dash parts no words
    begins, _, rest = text.strip().partition(" ")
    if rest and is_time(begins) and recognised(begins, cells, people):
        text = rest
    first, *others = DASHED.split(text.strip())
    kept = [first] + [part for part in others if part and not recognised(part, cells, people)]
    if len(kept) > 1 and recognised(first, cells, people):
        kept = kept[1:]
    return " ".join(" – ".join(kept).split()).strip(" :") or text.strip()


def labelled(text: str, cells: dict[str, str], heads: Heads) -> bool:
    """A word of the heads before a colon: "Lead: Chair"."""
    match = _LABELLED.fullmatch(text.strip())
    field = heads.field(match[1]) if match else None
    if match is None or field is None or field == "title":
        return False
    cells[field] = match[2].strip()
    return True


def recognised(text: str, cells: dict[str, str], people: frozenset[str]) -> bool:
    """Whether the words are a time, a length, a purpose, a paper, a mark of privacy or somebody of the body."""
    sentence = " ".join(text.split()).strip("*_ .")
    if length(sentence):
        cells["minutes"] = sentence
    elif is_time(sentence):
        cells["planned"] = sentence
    elif PURPOSE.fullmatch(sentence):
        cells["purpose"] = sentence.lower()
    elif _PAPER.fullmatch(sentence):
        cells["paper"] = sentence
    elif sentence.lower() == "private" or (
        len(sentence) < SHORT and sounds_private(sentence) and len(sentence.split()) < 4
    ):
        cells["confidential"] = "yes"
    elif normal(sentence) in people or normal(sentence) in _ROLES:
        cells["lead"] = sentence
    elif match := re.fullmatch(r"(?:lead|led by|presented by|presenter)[: ]+(.+)", sentence, re.IGNORECASE):
        cells["lead"] = match[1]
    else:
        return False
    return True


def is_time(words: str) -> bool:
    if ":" not in words and "." not in words and not re.search(r"[ap]\.?m", words, re.I):
        return False
    try:
        return bool(times(words)[0])
    except ValueError:
        return False
