"""数: every number that is shown, scored or printed, with one definition and its records (一数一源)."""
