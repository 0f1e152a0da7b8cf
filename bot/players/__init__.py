"""Players: they speak to Mia as the speakers' platforms do, for the terminal and the demo page."""
