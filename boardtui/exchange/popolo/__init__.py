"""Popolo: motions with their vote events taken in from other programs, and a book written out for them."""
