"""What goes on after it was decided or raised: issues, decisions that wait, referrals, meetings owed."""
