"""What a request costs, against a raw floor of the same database in the same run."""
