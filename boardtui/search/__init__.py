"""Finding again what was decided, noted and agreed: an index beside the database, made from the books and never the truth."""
