"""What is asked for before an entry is recorded: one file for what belongs together."""
