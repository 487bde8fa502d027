"""The open database: the one door through which anything is recorded, and all that is done with whole books."""
