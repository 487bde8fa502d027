"""No paper contradicts another, or the book: what each says of random books is read from it, and compared."""
