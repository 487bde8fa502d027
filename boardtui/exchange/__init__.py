"""Data in and out: sheets that people keep, and Popolo."""
