"""The agenda items in the minutes: numbered paragraphs, or a table of item, discussion and decision, and action.

A standing item is minuted with what was recorded of its kind: apologies, interests, earlier minutes and actions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from boardtui.charter.words import inside_brackets, listed as in_words, started, stopped
from boardtui.meeting.entries.parts import ItemKind
from boardtui.meeting.followup.actions import NAMES
from boardtui.papers.document import (
    AnyBlock,
    Bullets,
    Grid,
    Heading,
    Label,
    Line,
    Listed,
    Paragraph,
    Quote,
    Run,
    Table,
    clean,
    own,
    para,
    said,
    stopped_before,
    text,
    words_of,
)
from boardtui.papers.model import (
    IN_PUBLIC,
    NOT_REACHED,
    NOT_YET,
    NOTHING,
    Action,
    Declared,
    Event,
    Item,
    MinutedMotion,
    Minutes,
    Note,
)
from boardtui.papers.prose import opened, prose, quote, typed

Unit = Sequence[AnyBlock]  # one paragraph of the minutes with what belongs to it
HEADS = ("Item", "Discussion and decision", "Action")
_DEED = re.compile(
    r"^The (?:amendment|(?:following )?motion)\b.* (?:was|found) ([A-Z]+(?: [A-Z]+)*)(?=[,:]| \(|$)"
    r"|^(?!The (?:amendment|(?:following )?motion)\b)(?:The [A-Z]{2,} )?.*?"
    r"(\b[A-Z]{3,}(?: [A-Z]{2,})*(?=,| on the |$))",
    re.DOTALL,
)
"""Its last group: behind the words of a motion, which may have capitals too; else the first that are not a body's letters."""
_BY_ITSELF = ("welcome", "apologies", "private", "next_meeting")  # what happens whether or not their item is opened
_THE_MOTION = "the motion:"
_BEFORE_CORRECTION = "This is the vote as it was recorded; the minutes were corrected on approval."
_CHOICES = ("For", "No objection", "Against", "Objected", "Abstained", "Stood aside", "Did not vote", "Withdrew")
_NOTHING: dict[ItemKind, str] = {
    "other_business": "No other business was recorded.",
    "questions": "No question was recorded.",
}


def items(minutes: Minutes) -> Iterator[AnyBlock]:
    """Every item under its heading, its paragraphs numbered after it."""
    for item in minutes.items:
        yield Heading(2, (said(item.title),), clean(item.number))
        if item.facts:
            yield text(" · ".join(item.facts), "about" if item.number else "aside")
        yield from _numbered(item, _units(minutes, item))
        yield from (text(sentence, "aside") for sentence in item.breaks)


def item_table(minutes: Minutes) -> tuple[Grid, list[Action]]:
    """All items as one table, and of the actions those that stand in none of its rows."""
    cells = []
    for item in minutes.items:
        here = [action for action in minutes.actions if is_of(item, action)]
        title = (said(f"{item.number}. {item.title}" if item.number else item.title, strong=True),)
        about = [text(" · ".join(item.facts), "aside")] if item.facts else []
        blocks = [block for unit in _units(minutes, item, actions=False) for block in unit]
        blocks += [text(sentence, "aside") for sentence in item.breaks]
        cells.append(
            ((title, *_lines(about)), tuple(_lines(blocks)), tuple(line for action in here for line in _action(action)))
        )
    gone_through = _gone_through(minutes)
    rest = [
        action
        for action in minutes.actions
        if action not in gone_through and not any(is_of(item, action) for item in minutes.items)
    ]
    return Grid("Items", HEADS, tuple(cells), (3, 9, 3)), rest


def other_actions(minutes: Minutes) -> Iterator[AnyBlock]:
    """What was agreed on no item, and what became of earlier actions where no item is for them."""
    gone_through = _gone_through(minutes)
    for action in minutes.actions:
        here = action.updated and action not in gone_through if action.carried else True
        if here and not any(is_of(item, action) for item in minutes.items):
            yield from _action_paragraphs(action)


def _gone_through(minutes: Minutes) -> list[Action]:
    """The actions from earlier meetings that the item for them tells of."""
    told = minutes.header.part == "public" and has_item(minutes, "actions")
    return [action for action in minutes.actions if action.carried] if told else []


def has_item(minutes: Minutes, kind: ItemKind) -> bool:
    """Whether an item of that kind is on the agenda, so that what is recorded of it is minuted there."""
    return any(item.kind == kind for item in minutes.items)


def is_of(item: Item, action: Action) -> bool:
    """Whether an action was agreed at an item."""
    return not action.carried and action.item != "" and action.item == (item.number or item.title)


def interest_paragraphs(minutes: Minutes) -> Iterator[str]:
    """A sentence for each declaration; that there was none where that is known."""
    for interest in minutes.interests:
        yield _declared(interest)
    if not minutes.interests and minutes.header.part == "public":
        yield _nothing(minutes, "No interest was declared.")


def _numbered(item: Item, units: Iterable[Unit]) -> Iterator[AnyBlock]:
    for place, unit in enumerate(units, 1):
        first, *rest = unit
        if item.number and isinstance(first, Paragraph):
            first = replace(first, number=f"{clean(item.number)}.{place}")
        yield first
        yield from rest


def _units(minutes: Minutes, item: Item, *, actions: bool = True) -> Iterator[Unit]:
    """What an item says, one unit a paragraph: of its kind first, then in the order in which it happened."""
    units = list(_of_kind(minutes, item))
    units += [unit for part in item.content for unit in _part(part)]
    happened = units and (
        item.outcome == IN_PUBLIC or (item.kind in _BY_ITSELF and item.outcome in (NOT_REACHED, NOT_YET))
    )
    if item.outcome.strip() and not happened:
        units.append(typed(item.outcome))
    here = [one for one in minutes.actions if is_of(item, one)] if actions else []
    if here and not units:
        units.append([para(own(f"The {'action below was' if len(here) == 1 else 'actions below were'} agreed."))])
    for action in here:
        units[-1] = [*units[-1], *_action_paragraphs(action)]
    units += [_correction(correction) for correction in item.corrections]
    if not units and (item.above or item.elsewhere):
        where = " and ".join(filter(None, ("above" if item.above else "", "below" if item.elsewhere else "")))
        units.append([text(f"Considered on this item: {in_words((*item.above, *item.elsewhere))}; see {where}.")])
    if not units and minutes.header.part == "public":
        units.append([para(own(_nothing(minutes, _NOTHING.get(item.kind, NOTHING))))])
    yield from units


def _nothing(minutes: Minutes, sentence: str) -> str:
    """That there was nothing: in public, where it may be confidential, and whether or not it is."""
    return f"{sentence.removesuffix('.')} in public." if minutes.in_public else sentence


def _correction(words: str) -> Unit:
    """A correction at its item: what follows its first words stands below them."""
    first, *rest = typed(opened(stopped(words)), "under")
    return [replace(first, tone="warning") if isinstance(first, Paragraph) else first, *rest]


def _part(part: Note | Event | MinutedMotion) -> Iterator[Unit]:
    if isinstance(part, Note):
        yield from _notes(part)
    elif isinstance(part, Event):
        yield typed(part.text)
    else:
        yield list(_motion(part))


def _notes(note: Note) -> Iterator[Unit]:
    """Each paragraph with the list that follows it; a list that nothing precedes stands alone."""
    unit: list[AnyBlock] = []
    for block in prose(note.text, under=True):
        if isinstance(block, Paragraph) and unit:
            yield unit
            unit = []
        unit.append(block)
    if unit:
        yield unit


def _motion(motion: MinutedMotion) -> Iterator[AnyBlock]:
    """What was decided in a sentence, with the number of the motion, who moved it, and who dissented.

    Annexes and registers cite a motion by its number, which looks like that of a paragraph: the word stands before it always.
    """
    named = (said(f"{motion.reference}:"), own(" ")) if motion.reference else ()
    number, moved = f"Motion {motion.number}", inside_brackets(motion.moved.rstrip("."))
    cited = ". ".join(filter(None, (number, moved)))
    behind: tuple[Run, ...] = (own(" ("), said(cited), own(".)"))
    sentence = motion.resolution
    if sentence.endswith(_THE_MOTION):  # its number in the place of the article, not said twice
        sentence = f"{sentence.removesuffix(_THE_MOTION)}motion {motion.number}"
        behind = (own(" ("), said(f"{moved[:1].lower()}{moved[1:]}"), own("):")) if moved else (own(":"),)
    elif sentence.endswith(":"):  # the words of the motion follow the colon
        cited = "; ".join(f"{words[:1].lower()}{words[1:]}" for words in (number, moved) if words)
        sentence, behind = sentence[:-1], (own(" ("), said(cited), own("):"))
    yield Paragraph((*named, *_emphasised(sentence), *behind))
    if motion.quoted:
        yield quote(motion.text)
    for remark in motion.beside:
        yield from typed(remark, "under")
    if motion.ballots:
        names = f"{'Recorded vote' if motion.figures else 'Recorded positions'}: {_by_choice(motion)}."
        yield text(f"{names} {_BEFORE_CORRECTION}" if motion.recounted else names, "under")


def _emphasised(words: str) -> Iterator[Run]:
    """The deed in capitals is what a reader looks for."""
    words = clean(words)
    deed = _DEED.search(words)
    if deed is None:
        yield said(words)
        return
    start, end = deed.span(deed.lastindex or 0)
    for run, strong in ((words[:start], False), (words[start:end], True), (words[end:], False)):
        yield Run(run, strong, own=True)


def _by_choice(motion: MinutedMotion) -> str:
    """Who chose what; where a name has a comma, such as that of a seat nobody is named for, no comma parts the names."""
    names: dict[str, list[str]] = {}
    for ballot in motion.ballots:
        names.setdefault(ballot.choice, []).append(ballot.voter)
    in_order = sorted(names.items(), key=lambda pair: _rank(pair[0]))
    commas = any("," in ballot.voter.partition("(")[0] for ballot in motion.ballots)
    between, behind = ("; ", ". ") if commas else (", ", "; ")
    return behind.join(f"{choice}: {between.join(voters)}" for choice, voters in in_order)


def _rank(choice: str) -> int:
    """For, against and abstentions first, whoever came first in the order of the seats."""
    return next((place for place, word in enumerate(_CHOICES) if choice.startswith(word)), len(_CHOICES))


def _of_kind(minutes: Minutes, item: Item) -> Iterator[Unit]:
    match item.kind:
        case "welcome":
            yield from _paragraphs(_opened(minutes))
            yield from (unit for note in minutes.opening for unit in _notes(note))
            if not has_item(minutes, "apologies"):
                yield from _paragraphs(_apologies(minutes))
        case "apologies":
            yield from _paragraphs(_apologies(minutes))
        case "interests":
            yield from _paragraphs(interest_paragraphs(minutes))
            yield from _paragraphs(minutes.register)
        case "minutes":
            yield from _paragraphs(minutes.approved)
        case "actions":
            if carried := _gone_through(minutes):
                blocks = (block for action in carried for block in _action_paragraphs(action))
                yield [para(own("Actions from earlier meetings:")), *blocks]
        case "private":
            yield from _paragraphs(private_words(minutes))
        case "next_meeting" if minutes.next_meeting:
            yield [text(f"Next meeting: {minutes.next_meeting}.")]


def _paragraphs(sentences: Iterable[str]) -> Iterator[Unit]:
    return ([text(stopped(sentence))] for sentence in sentences if clean(sentence))


def _opened(minutes: Minutes) -> Iterator[str]:
    if minutes.header.opened:
        chair = minutes.header.chair.split(", then ")[0]
        in_chair = f", with {chair}{',' if ',' in chair else ''} in the chair" if chair else ""
        yield f"The meeting was opened at {minutes.header.opened}{in_chair}."


def _apologies(minutes: Minutes) -> Iterator[str]:
    if minutes.header.part != "public":
        return
    if minutes.apologies:
        yield "Apologies were received as listed above."
    if minutes.late:
        also = "also " if minutes.apologies else ""
        yield f"Apologies were {also}received from {in_words(minutes.late)}, who attended all the same."
    if not minutes.apologies and not minutes.late:
        yield "No apologies were recorded." if minutes.whole else "No apologies were recorded in public."


def private_words(minutes: Minutes) -> Iterator[str]:
    """When the public was excluded, why, and when it came back."""
    doors = [one for one in minutes.course if one.text.startswith("The public was")]
    for event in doors if minutes.header.part == "public" else []:
        at = f"At {event.time}, " if event.time else ""
        yield f"{at}{event.text[:1].lower() + event.text[1:] if at else event.text}"


def _declared(declared: Declared) -> str:
    article = "an" if declared.interest[:1] in "aeiou" else "a"
    several = " and " in declared.items or "," in declared.items
    where = "in general" if declared.items == "general" else f"in item{'s' if several else ''} {declared.items}"
    interest = f"{declared.member} declared {article} {declared.interest} interest {where}"
    return f"{interest}: {stopped(declared.nature)} Action taken: {stopped(declared.handling)}"


def _action_paragraphs(action: Action) -> Iterator[Paragraph | Listed]:
    """What is to be done, by whom and when; a list that was typed follows."""
    when = f"{'review ' if action.register == 'support' else ''}by {action.due}" if action.due else ""
    who = ", ".join(word for word in (action.owner, when) if word)
    name = f"{started(NAMES[action.register])} {action.reference}".strip()
    status = f" {clean(stopped(started(action.status)))}" if action.status != "open" else ""
    behind = f" ({clean(who)})" if who else ""
    first, rest = _opening(action.text)
    task = stopped_before(words_of(first.line), behind)
    yield Paragraph((said(f"{name}:", strong=True), own(" "), Run(f"{task}{status}")), "under")
    for block in rest:
        yield replace(block, tone="under") if isinstance(block, Paragraph) else block


def _opening(words: str) -> tuple[Paragraph, Sequence[Paragraph | Listed]]:
    """What is to be done in one paragraph, and the further ones and lists that were typed."""
    if "\n" not in words.strip():
        return text(words), ()
    first, *rest = prose(words, under=True)
    return (first, rest) if isinstance(first, Paragraph) else (Paragraph(()), [first, *rest])


def _action(action: Action) -> Iterator[Line | Listed]:
    """An action as a cell has it, with the list that was typed."""
    facts = [f"Owner: {action.owner}"] if action.owner else []
    facts += [f"{'Review' if action.register == 'support' else 'Due'}: {action.due}"] if action.due else []
    facts += [action.status] if action.status != "open" else []
    behind = f" ({clean('; '.join(facts))})" if facts else ""
    name = " ".join(
        word for word in (started(NAMES[action.register]) if action.register else "", action.reference) if word
    )
    named = (said(f"{name}:", strong=True), own(" ")) if name else ()
    first, rest = _opening(action.text)
    yield (*named, Run(stopped_before(words_of(first.line), behind)))
    yield from _lines(rest)


def _lines(blocks: Iterable[AnyBlock]) -> Iterator[Line | Listed]:
    """The blocks as lines and lists of a cell, which holds neither headings nor tables."""
    for block in blocks:
        match block:
            case Heading(_, line) | Label(line):
                yield (own(words_of(line), strong=True),)
            case Paragraph(line):
                yield line
            case Quote(parts):
                yield from _lines(parts)
            case Listed():
                yield replace(block, under=False)
            case Bullets(lines):
                yield from ((own("• "), *line) for line in lines)
            case Table(_, heads, rows, True):
                for row in rows:
                    counts = "; ".join(f"{head} {cell}" for head, cell in zip(heads, row, strict=True))
                    yield (said(f"{counts}."),)
            case Table(title, _, rows):
                listed = "; ".join(f"{name}: {', '.join(rest)}" for name, *rest in rows)
                yield (said(title, strong=True), own(": "), said(clean(f"{listed}.")))
            case _:
                pass
