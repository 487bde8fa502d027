"""The settings, changed on a screen: each is in config.toml before it takes effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import work
from textual.widget import Widget

from boardtui.config.config import ConfigError
from boardtui.config.config_file import Value, changed, rewritten, value_of
from boardtui.config.phrases import fault, with_phrase, word_fault, written
from boardtui.tui.command import Command
from boardtui.tui.forms.checks import Wrong, readable
from boardtui.tui.forms.dialogs import Choose, Pick
from boardtui.tui.forms.form import Field, Form
from boardtui.tui.safe import line
from boardtui.tui.screen import BoardScreen
from boardtui.tui.theme import THEMES
from boardtui.tui.views.settings import PHRASE, PHRASE_HELP, Setting, in_words, setting, setting_lines, setting_rows
from boardtui.tui.widgets.page import Page
from boardtui.tui.widgets.rows import Rows


class SettingsScreen(BoardScreen):
    """One setting a row."""

    TITLE = "Settings"
    HELP = (
        "Enter changes the setting under the cursor. It is written into config.toml, whose comments stay as they are, and "
        "takes effect at once. The phrases of the house come last. Terms of reference are not here: they belong to a body, "
        "and are in the setup (e on the first screen)."
    )
    TABLE: ClassVar[tuple[Command, ...]] = (
        Command("change", "enter,e", "change", "Change the setting under the cursor", "Settings"),
    )
    DEFAULT_CSS = """
    SettingsScreen #settings { height: 1fr; }
    SettingsScreen #about { height: 6; border-top: solid $secondary; padding: 0 1; }
    """

    def body(self) -> Iterable[Widget]:
        yield Rows(id="settings")
        yield Page(id="about")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def show_state(self) -> None:
        self.query_one(Rows).fill(list(setting_rows(self.board.desk.config.settings)))
        self._show_about()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "undo"

    def on_rows_moved(self) -> None:
        self._show_about()

    def on_rows_chosen(self) -> None:
        self.action_change()

    @work
    async def action_change(self) -> None:
        key = self.query_one(Rows).key
        if key.startswith(PHRASE):
            await self._change_phrase(key.removeprefix(PHRASE))
            return
        one = setting(key)
        if one is None:
            return
        held = value_of(self.board.desk.config.settings, one.name)
        problem, value = "", await self._asked(one, held, "")
        while value is not None and value != held:
            try:
                self._take(one, value)
                return
            except ConfigError as error:
                problem = str(error)
            value = await self._asked(one, value, problem)

    async def _change_phrase(self, word: str) -> None:
        """Ask for the text of a phrase, or without a word for another phrase, and keep it."""
        own = self.board.desk.config.settings.phrases
        text = Field("text", "What is written", written(own).get(word, ""), long=True, hint="blank: taken away")
        fields = [text] if word else [Field("word", "Short word", required=True), text._replace(required=True, hint="")]
        title = f"Phrase: {word}" if word else "Another phrase of the house"

        def phrase_of(values: Mapping[str, str]) -> tuple[str, str]:
            return word or values["word"].strip(), " ".join(values["text"].split())

        def check(values: Mapping[str, str]) -> Wrong | None:
            name, phrase = phrase_of(values)
            if not word and name.casefold() in written(own):
                return Wrong(f"“{name}” is the word of another phrase; change that one, or write another word.", "word")
            problem = fault(with_phrase(own, name, phrase))
            return Wrong(f"{problem}.", "word" if word_fault(name) else "text") if problem else None

        given = await self.ask(Form(title, fields, PHRASE_HELP, last="save", check=check))
        if given is None:
            return
        name, phrase = phrase_of(given)
        try:
            self._keep("phrases", with_phrase(own, name, phrase))
        except ConfigError as error:
            self.say(str(error), "bad")
            return
        self.query_one(Rows).select(f"{PHRASE}{name}")
        self._show_about()
        self.say(f"{name}: {phrase or 'taken away'}. It is in {self.board.desk.config.file}.", "good")

    def _keep(self, name: str, value: Value | dict[str, str]) -> None:
        """Write a setting into the file and use it."""
        desk = self.board.desk
        desk.use(changed(desk.config, name, value))
        self.board.drafts.conversation().settle(recorded=True)
        self.refresh_all()

    def _take(self, one: Setting, value: Value) -> None:
        desk = self.board.desk
        self._keep(one.name, value)
        if one.name == "theme" and isinstance(value, str):
            self.app.theme = THEMES[value].name
        self.say(f"{one.label}: {in_words(one, value) or one.empty}. It is in {desk.config.file}.", "good")

    async def _asked(self, one: Setting, held: Value, problem: str) -> Value | None:
        """The new value, or None where it was left."""
        text = problem or one.help
        chosen: Value | None
        if one.many:
            chosen = await self.ask(Pick(one.label, one.options, text, marked=held, least=1))
            return None if chosen is None else tuple(option.key for option in one.options if option.key in chosen)
        if one.options:
            chosen = await self.ask(Choose(one.label, one.options, text, chosen=str(held)))
            return chosen
        check = readable(value=lambda typed: rewritten(self.board.desk.config, one.name, typed))
        given = await self.ask(Form(one.label, [Field("value", one.label, str(held))], text, last="save", check=check))
        return None if given is None else str(given["value"])

    def _show_about(self) -> None:
        page, key = self.query_one("#about", Page), self.query_one(Rows).key
        file, one = self.board.desk.config.file, setting(key)
        help_words = PHRASE_HELP if key.startswith(PHRASE) else one.help if one is not None else ""
        page.put(setting_lines(help_words, str(file or ""), max(20, page.size.width - 4)) if help_words else [line("")])
