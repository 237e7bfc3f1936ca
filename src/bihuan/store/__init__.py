"""How records are kept: the database engine, storable text, search, numbers, and files by their content."""
