"""What a meeting has come to so far, and how a rule says no."""
