"""What is in the book, in words."""
