"""Lets ``python -m boardtui`` do what the boardtui command does."""

from boardtui.cli.main import main

main()
