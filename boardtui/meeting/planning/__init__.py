"""What lies ahead: meetings owed, the forward plan, timetables, and which planned decisions are within reach."""
