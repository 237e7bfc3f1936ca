"""公文: reading, checking and setting official papers; plain Python, no Django."""
