"""The root of every error that a user is told in one sentence: what happened, where, and what to do."""


class UserError(Exception):
    """Its text is the sentence; a traceback never reaches the user."""
