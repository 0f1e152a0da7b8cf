"""Synthesis engines, each run as a process of its own (``python -m …engines.espeak``)."""
