"""How fast boardtui is, against the least that the same machine can do, side by side in one run."""
