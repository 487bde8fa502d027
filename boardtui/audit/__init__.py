"""Whether a book is intact, what is wrong with it, and what it tells, for who checks or reads it from outside."""
