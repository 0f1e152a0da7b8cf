"""What the desk keeps in Redis. Every step is one script, so any number of processes share it."""
