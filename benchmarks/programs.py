"""The programs that are compared: the least that Textual can do, and boardtui."""

STATIC = """
from textual.app import App
from textual.widgets import Static
class Least(App):
    def compose(self):
        yield Static("ready-to-use")
Least().run()
"""

LABEL = """
from textual.app import App
from textual.widgets import Label
class Least(App):
    count = 0
    def compose(self):
        yield Label("ready-to-use 0")
    def on_key(self):
        self.count += 1
        self.query_one(Label).update(f"ready-to-use {self.count}")
Least().run()
"""

LABEL_AND_COMMIT = """
import sqlite3, sys
from textual.app import App
from textual.widgets import Label
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("PRAGMA journal_mode=TRUNCATE")
book.execute("PRAGMA synchronous=FULL")
book.execute("CREATE TABLE entries (seq INTEGER PRIMARY KEY, entry TEXT)")
class Least(App):
    count = 0
    def compose(self):
        yield Label("ready-to-use 0")
    def on_key(self):
        self.count += 1
        book.execute("INSERT INTO entries (entry) VALUES (?)", ("x" * 400,))
        self.query_one(Label).update(f"ready-to-use {self.count}")
Least().run()
"""

BOARD = """
import sys
from boardtui.cli.main import main
sys.argv = ["boardtui", "--db", sys.argv[1]]
main()
"""
