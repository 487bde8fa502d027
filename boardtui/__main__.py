"""Lets ``python -m boardtui`` do what the boardtui command does."""

from boardtui.cli import main

main()
