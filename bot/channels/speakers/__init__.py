"""Smart speakers: Alice, Marusya, Salute. One adapter each, which translates; the rest is shared."""
