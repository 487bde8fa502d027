"""What is public of a book is a function of its public entries."""
