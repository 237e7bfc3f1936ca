"""Messages out, submissions in: what goes is written with its change, what comes is taken once."""
