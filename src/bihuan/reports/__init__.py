"""材料: papers written from records, every figure bound to its records."""
