"""What is asked for each step on a decision that waits, and the entry that it makes."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from typing import Any, cast

from boardtui.dates import day_as_written
from boardtui.meeting import entries as e
from boardtui.meeting.entries.parts import OpenDecision
from boardtui.meeting.followup.awaiting import asked_by, response_of, waits
from boardtui.meeting.state.labels import item_label, partner_label
from boardtui.meeting.state.state import State
from boardtui.meeting.words.awaiting_words import answer_of, placed
from boardtui.tui.dates import HINT, PAST_HINT, read_day
from boardtui.tui.forms.day_form import Ask, ask_with_day
from boardtui.tui.forms.dialogs import Choose, Option, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.views.days import day_words

FLAGGED = Option("to_settle", "flag it")
CONSULTED = (
    Option("needed", "it is needed"),
    Option("done", "it has been done"),
    Option("not_needed", "it is not needed"),
)
FORMS = (
    Option("ratification", "ratification"),
    Option("approval", "approval"),
    Option("support", "support"),
)
_VERB = {
    "": "ratify or approve",
    "ratification": "ratify",
    "approval": "approve",
    "signature": "sign",
    "support": "support",
    "in_common": "concur in",
}
HOLDS = (Option("all", "only when all agree"), Option("each", "for each that agrees"))


class Step:
    """One decision, and what the questions about it need: what may be told, the day, the bodies that there are."""

    def __init__(
        self, ask: Ask, state: State, held: OpenDecision, today: datetime.date, bodies: list[tuple[str, str]]
    ) -> None:
        self.ask = ask
        self.state = state
        self.held = held
        self.today = today
        self.bodies = bodies

    @property
    def key(self) -> str:
        return self.held.decision

    async def answer(self) -> e.AnyEntry | None:
        """A partner's answer, or its signature."""
        asked = list(self.held.asked.partners) if self.held.asked else []
        texts = [partner for notice in self.held.notices for partner in notice.partners]
        partners = list(dict.fromkeys([*asked, *texts])) or list(self.state.partners)
        partners.sort(key=lambda key: response_of(self.held, key) is not None)
        options = [Option(key, self._placed(key), self._said(key)) for key in partners]
        partner = await self.ask(Choose("Which partner answers?", options))
        if partner is None:
            return None
        form = self.held.asked.form if self.held.asked else ""
        before = response_of(self.held, partner)
        yes = (Option("yes", answer_of(self.held, True)), Option("no", answer_of(self.held, False)))
        fields = [
            Field("accepts", "Its answer", "no" if before and not before.accepts else "yes", options=yes),
            *([Field("signatory", "Who signed", before.signatory if before else "")] if form == "signature" else []),
            Field("date", "Day", before.date if before else self.today.isoformat(), required=True, hint=PAST_HINT),
            Field("reference", "Minute or other reference", before.reference if before else "", hint="optional"),
        ]
        given = await ask_with_day(self.ask, self._placed(partner), fields, self.today, day="date")
        if given is None:
            return None
        return e.PartnerResponded(
            partner,
            given["accepts"] == "yes",
            given["date"],
            given["reference"],
            motion=self.key,
            signatory=given.get("signatory", ""),
        )

    async def notify(self) -> e.AnyEntry | None:
        """To whom the decision was sent, how, when, and by when an answer is asked."""
        issue = self.state.issues.get(self.held.issue or "")
        marked = self.held.asked.partners if self.held.asked else issue.parties if issue else ()
        options = [Option(partner.key, partner.name or partner.key) for partner in self.state.partners.values()]
        value = await self.ask(Pick("To whom was the decision sent?", options, marked=marked))
        if value is None:
            return None
        due = self.held.asked.due if self.held.asked else None
        fields = [
            Field("means", "By what means", "letter", required=True),
            Field("due", "Answer by", due or "", hint=f"blank: no answer is asked; {HINT}"),
            Field("date", "Sent on", self.today.isoformat(), required=True, hint=HINT),
        ]
        given = await self._two_days("The decision in writing", fields, "due", "date")
        if given is None:
            return None
        return e.DecisionNotified(
            tuple(value), given["means"], given["date"], motion=self.key, due=given["due"] or None
        )

    async def subject(self) -> e.AnyEntry | None:
        """Whose word the decision is subject to, in what form, and by when."""
        state = self.state
        rule = state.charter.rule(self.held.rule)
        motion = state.motions.get(self.key)
        by_rule = asked_by(state, rule, motion)
        laid_down = rule is not None and rule.ratification is not None
        marked = self.held.asked.partners if self.held.asked else by_rule.partners if by_rule else ()
        asked_first = [key for key in (by_rule.partners if by_rule else ()) if key in state.partners]
        keys = [*asked_first, *(key for key in state.partners if key not in asked_first)]
        options = [Option(key, state.partners[key].name or key) for key in keys]
        text = f"As the memorandum has it: {rule.approval}" if rule and rule.approval else ""
        form = self.held.asked.form if self.held.asked else by_rule.form if by_rule else ""
        asked = await self.ask(Pick(f"Which partners must {_VERB[form]} it?", options, text, marked=marked))
        if asked is None:
            return None
        due = (self.held.asked.due if self.held.asked else None) or ""
        fields = [Field("due", "Answers by", due, hint=f"optional; {HINT}")]
        if not laid_down:
            fields += [
                Field("form", "What is asked", "ratification", options=FORMS),
                Field("holds", "It then holds", "all", options=HOLDS),
            ]
        where_said = rule is not None and rule.ratification is not None and rule.ratification.when == "where_said"
        if where_said:
            said_by = self.held.asked.said_by if self.held.asked else ""
            fields += [Field("said_by", "Who said that it is asked", said_by, required=True)]
        fields += [Field("reason", "Remark for the minutes", self.held.asked.reason if self.held.asked else "")]
        given = await ask_with_day(self.ask, "Subject to", fields, self.today, day="due")
        if given is None:
            return None
        return e.RatificationSought(
            self.key,
            tuple(asked),
            cast(Any, given.get("form")),
            cast(Any, given.get("holds")),
            due=given["due"] or None,
            reason=given["reason"],
            said_by=given.get("said_by", ""),
        )

    async def point(self) -> e.AnyEntry | None:
        """Which point of the checklist is there, and where that is proved."""
        options = [
            Option(str(number), point.text, point.date and f"{day_as_written(point.date)}, {point.reference}")
            for number, point in enumerate(self.held.checklist, 1)
        ]
        chosen = await self.ask(Choose("Which point is there?", options))
        if chosen is None:
            return None
        fields = [
            Field("reference", "Reference that proves it", required=True),
            Field("date", "Day", self.today.isoformat(), required=True, hint=PAST_HINT),
        ]
        text = self.held.checklist[int(chosen) - 1].text
        given = await ask_with_day(self.ask, text, fields, self.today, day="date")
        if given is None:
            return None
        return e.PointMet(self.key, int(chosen), given["date"], given["reference"])

    async def send(self) -> e.AnyEntry | None:
        """To which other body it is sent."""
        options = [Option(key, title) for key, title in self.bodies if key != self.state.body]
        text = "That body receives it in its own book, on its list of decisions with g, and answers it by a motion."
        body = await self.ask(Choose("To which body is it sent?", options, text))
        return e.DecisionSent(self.key, body) if body else None

    async def consultation(self, *, flag: bool = False) -> e.AnyEntry | None:
        """What is known of a statutory consultation; with ``flag`` it may be left to settle when it is declared."""
        now = self.held.consultation
        options = (FLAGGED, *CONSULTED) if flag else CONSULTED
        hint = "one that is flagged is settled when it is declared" if flag else ""
        fields = [
            Field("status", "Consultation", now.status if now else options[0].key, options=options, hint=hint),
            Field("reference", "Its reference", now.reference if now else "", hint="needed where it has been done"),
        ]
        value = await self.ask(Form("Statutory consultation", fields, "A change of services may need one by law."))
        return value and e.ConsultationStated(self.key, cast(Any, value["status"]), value["reference"])

    async def report(self) -> e.AnyEntry | None:
        """What the meeting says to a decision taken since the last one."""
        options = [
            Option("noted", "the meeting notes it"),
            Option("ratified", "the meeting ratifies it"),
            Option("not_ratified", "the meeting does not ratify it"),
        ]
        how = await self.ask(Choose("Reported to the meeting", options, self.held.text))
        if how is None:
            return None
        where = item_label(self.state, self.state.current)
        text = f"It is minuted under item {where}." if self.state.current else ""
        value = await self.ask(Form("Reported to the meeting", [Field("text", "Remark for the minutes")], text))
        return value and e.DecisionReported(self.key, cast(Any, how), self.state.current, value["text"])

    async def lapse(self) -> e.AnyEntry | None:
        """Why nothing more is waited for."""
        field = Field("reason", "Why nothing more is waited for", required=True)
        value = await self.ask(Form("No longer awaited", [field]))
        return value and e.DecisionLapsed(self.key, value["reason"])

    async def _two_days(self, title: str, fields: list[Field], first: str, last: str) -> dict[str, str] | None:
        entered = await ask_with_day(self.ask, title, fields, self.today, day=first)
        while entered is not None:
            given = entered
            fields = [field._replace(value=given[field.name]) for field in fields]
            try:
                return {**entered, last: read_day(entered[last], self.today) or ""}
            except ValueError as error:
                entered = await ask_with_day(self.ask, title, fields, self.today, day=first, words=str(error))
        return None

    def _placed(self, key: str) -> str:
        return placed(self.state, self.held.asked, key) if self.held.asked else partner_label(self.state, key)

    def _said(self, key: str) -> str:
        answer = response_of(self.held, key)
        if answer is None:
            return "no answer yet"
        return f"{answer_of(self.held, answer.accepts)}, {day_words(answer.date, self.today)}"


Make = Callable[[Step], Awaitable[e.AnyEntry | None]]
STEPS: dict[str, Make] = {
    "answer": Step.answer,
    "notify": Step.notify,
    "subject": Step.subject,
    "point": Step.point,
    "send": Step.send,
    "consultation": Step.consultation,
    "report": Step.report,
    "lapse": Step.lapse,
}


def why_not(state: State, held: OpenDecision, step: str) -> str:
    """Why a step cannot be taken now, in one sentence; empty where it can."""
    received, is_open = held.way == "received", state.phase == "open"
    decided_elsewhere = ((received, "It was decided by another body; here a motion answers it."),)
    reasons: dict[str, tuple[tuple[bool, str], ...]] = {
        "answer": (
            (
                held.asked is None and not held.notices,
                "No partner has been asked to ratify or approve it; s asks them, w records that it was sent.",
            ),
        ),
        "subject": decided_elsewhere,
        "send": decided_elsewhere,
        "consultation": decided_elsewhere,
        "point": ((not held.checklist, "Nothing has to be shown for it."),),
        "report": (
            (held.report != "due", "It need not be reported to a meeting."),
            (not is_open, "It is reported while a meeting is open."),
        ),
        "vote": (
            (
                not received or bool(held.answered),
                "Only a decision received and not yet answered is answered by a motion.",
            ),
            (not is_open, "A motion needs an open meeting."),
        ),
        "fetch": ((all(sending.outcome for sending in held.sent), "No other body's answer is awaited."),),
        "lapse": (
            (held.report == "due", "It must first be reported to a meeting."),
            (not waits(held), "It awaits nothing."),
        ),
    }
    return next((sentence for applies, sentence in reasons.get(step, ()) if applies), "")
