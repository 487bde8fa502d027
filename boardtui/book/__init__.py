"""The book: what was recorded, as a chain of entries in a SQLite file and in JSON Lines."""
