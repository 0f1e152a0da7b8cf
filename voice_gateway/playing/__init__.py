"""Playing: what is said reaches the caller at an even pace, and it is known how much of it did."""
