"""What there is to tell of a meeting, folded once for one audience."""
