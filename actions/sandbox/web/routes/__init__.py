"""The addresses, a module for each of the operator's systems."""
