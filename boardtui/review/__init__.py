"""What past and coming decisions come to under other rules, and whether they are within reach."""
