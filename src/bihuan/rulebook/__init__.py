"""What must be obeyed: rules as data with their sources, local overrides, the yearly holiday notices."""
