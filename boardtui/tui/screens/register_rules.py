"""The rules by which a body decides, setting by setting, with the clause of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import fields

from boardtui.charter.rule import Rule
from boardtui.charter.settings import RULE, SETTINGS
from boardtui.charter.words import SHARE, counted, value_words
from boardtui.register.people import partners
from boardtui.register.rules import change_rule, rules, topics
from boardtui.register.tables import RegisterError
from boardtui.tui.forms.checks import Wrong
from boardtui.tui.forms.dialogs import Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.forms.register_asks import ask_ratification
from boardtui.tui.safe import Line, Span, fit, line, span, wrap
from boardtui.tui.screens.register_tab import BodyTab
from boardtui.tui.views.register import labelled, setting
from boardtui.tui.widgets.rows import Row, heading

FIELDS = tuple(name for name in RULE if name not in ("title", "readings", "note"))
WORDED = ("clause", "left_open", "precondition", "condition_for", "follows", "otherwise", "approval", "verb")
EMPTY = {
    "withdrawn": None,
    **{field.name: "" for field in fields(Rule) if field.default == "" and SETTINGS[field.name].values},
}
"""What stands where one of a few words is set to none, for the settings that may have none."""
_ON_PAGE_8 = "on page 8, w writes the memorandum to edit, i imports it."
FURTHER = f"A further rule: {_ON_PAGE_8}"
EXACT = "an exact fraction such as 3/4, or 1 for all; no decimals, no percentages"


class RulesTab(BodyTab):
    """A body's rules; Enter edits one setting."""

    title = "Rules"
    works: ClassVar[frozenset[str]] = frozenset({"edit", "body"})

    @property
    def empty(self) -> str:
        return "This body has no rule of decision: it cannot put a motion. b chooses another body."

    def head(self, width: int) -> tuple[Line, Line]:
        number = len(rules(self.db, self.body_key))
        return self.about(counted(number, "rule")), line(Span(FURTHER, "dim"))

    def rows(self, width: int) -> list[Row]:
        named = {topic.key: topic.title for topic in topics(self.db)}
        named |= {partner.key: partner.name or partner.key for partner in partners(self.db)}
        rows: list[Row] = []
        for rule in rules(self.db, self.body_key):
            rows += [*([Row("", (), choosable=False)] if rows else []), heading(f"{rule.clause}  {rule.title}")]
            for field in FIELDS:
                value = setting(rule, field, named)
                parts = line(span(f"  {fit(SETTINGS[field].title, 33)}", "dim"), span(value.text, value.tone))
                rows.append(Row(f"{rule.key} {field}", parts))
        return rows

    def _chosen(self, key: str) -> tuple[Rule | None, str]:
        name, _, field = key.partition(" ")
        return next((rule for rule in rules(self.db, self.body_key) if rule.key == name), None), field

    def detail(self, key: str, width: int) -> list[Line]:
        rule, field = self._chosen(key)
        if rule is None:
            return []
        value = setting(rule, field).text
        spans = [*labelled(SETTINGS[field].title[:13], value, width)] if field in (*WORDED, "ratification") else []
        others = ", ".join(reading.title for reading in rule.readings)
        more = [*wrap(rule.note, width, "dim"), *labelled("also read as", others, width)]
        return [*spans, *more] if spans else [line(Span(f"{rule.clause} {rule.title}", "strong")), *more]

    async def edit(self) -> None:
        rule, field = self._chosen(self.key)
        if rule is None:
            return
        changes = await self._asked(rule, field)
        if changes:
            body = self.body_key
            make = partial(change_rule, self.db, body, rule.key, changes)
            await self.screen.change(make, f"{rule.clause} {rule.title}: {SETTINGS[field].title} was changed.")

    async def _asked(self, rule: Rule, field: str) -> dict[str, Any] | None:
        """What to change, None where the dialog was left."""
        if field in SHARE and rule.method == "consensus":
            raise RegisterError("a consensus counts no votes; change the way of deciding to a vote first.")
        if field == "consensus" and rule.method == "vote":
            raise RegisterError("this rule is decided by a vote; change the way of deciding to consensus first.")
        if field == "method":
            return await self._method(rule)
        if field == "ratification":
            return await ask_ratification(self.ask, self.db, self.body_key, rule)
        if field == "topics":
            options = [Option(topic.key, topic.title) for topic in topics(self.db)]
            if not options:
                raise RegisterError("the memorandum tells no subjects apart, so the rule is for any matter.")
            text = "The subjects that the rule is for; leave all unmarked for any."
            picked = await self.ask(Pick(rule.title, options, text, marked=rule.topics or (), least=0))
            return None if picked is None else {"topics": tuple(picked) or None}
        if field in WORDED or field == "threshold":
            text = f"Enter {EXACT}." if field == "threshold" else ""
            asked = Field(field, SETTINGS[field].label, getattr(rule, field) or "", long=field in WORDED)
            check = partial(self._wrong, rule, {}, field)
            form = Form(f"{rule.clause} {rule.title}", [asked], text, last="save", check=check)
            answer: dict[str, Any] | None = await self.ask(form)
            return answer
        return await self._choice(rule, field)

    def _wrong(self, rule: Rule, more: Mapping[str, Any], field: str, typed: Mapping[str, str]) -> Wrong | None:
        """Why the rule cannot have what was typed."""
        return self.wrong_in(partial(change_rule, self.db, self.body_key, rule.key, {**more, **typed}), field)

    async def _choice(self, rule: Rule, field: str) -> dict[str, Any] | None:
        values: list[Any] = [*SETTINGS[field].values, *([EMPTY[field]] if field in EMPTY else [])]
        if not values:
            raise RegisterError(f"this is changed in a file: {_ON_PAGE_8}")
        options = [
            Option(str(index), value_words(field, value, voters=f"{rule.unit}s")) for index, value in enumerate(values)
        ]
        chosen = await self.choose(SETTINGS[field].label, options, str(values.index(getattr(rule, field))))
        return None if chosen is None else {field: values[int(chosen)]}

    async def _method(self, rule: Rule) -> dict[str, Any] | None:
        changes = await self._choice(rule, "method")
        if changes is None or changes["method"] == rule.method:
            return changes
        if changes["method"] == "consensus":
            return {"method": "consensus", **dict.fromkeys(SHARE)}
        fields = [
            *(
                Field(name, SETTINGS[name].label, options=_options(name, f"{rule.unit}s"))
                for name in ("base", "compare")
            ),
            Field("threshold", SETTINGS["threshold"].label, required=True, hint=EXACT),
        ]
        check = partial(self._wrong, rule, {"method": "vote"}, "threshold")
        share = await self.ask(Form(f"{rule.clause} {rule.title}: a vote", fields, last="go on", check=check))
        return None if share is None else {"method": "vote", **share}


def _options(name: str, voters: str) -> tuple[Option, ...]:
    return tuple(Option(value, value_words(name, value, voters=voters)) for value in SETTINGS[name].values)
