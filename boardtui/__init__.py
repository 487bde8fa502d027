"""Run a partnership board's meeting, and keep a minute book that can be replayed."""

__version__ = "0.1.0"
