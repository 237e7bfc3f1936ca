"""待办: the staff home, what is due today and the first figures."""
