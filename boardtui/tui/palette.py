"""What the command palette finds: commands by any words of their names, then by those of what they do."""

from __future__ import annotations

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

from boardtui.folding import begins, fits


class ScreenCommands(SystemCommandsProvider):
    """The commands of the screen, those named by what was typed first; of several names of one command the best is shown."""

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        best: dict[str, Hit] = {}
        for name, help_text, callback, shown in self.app.get_system_commands(self.screen):
            what_it_does = f"{name} {help_text}" if shown else name
            score = (
                0.9 if begins(name, query)
                else 0.7 if fits(name, query)
                else 0.5 if begins(what_it_does, query)
                else 0.3 if fits(what_it_does, query)
                else 0.2 * matcher.match(name)
            )  # fmt: skip
            if score > 0 and (help_text not in best or score > best[help_text].score):
                best[help_text] = Hit(score, matcher.highlight(name), callback, help=help_text)
        for hit in best.values():
            yield hit
