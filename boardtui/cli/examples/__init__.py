"""Example databases: for each memorandum a register, meetings that are planned, and meetings that were held."""
