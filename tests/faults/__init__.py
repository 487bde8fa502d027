"""The fault suite: what happens to a vote when the power, the program or the disk fails. `python -m tests.faults --long`."""
