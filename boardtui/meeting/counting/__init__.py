"""Exact counting that knows no meeting: who may vote, what it takes, what came of it, other readings, choices."""
