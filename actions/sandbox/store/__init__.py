"""What the demo operator keeps, in SQLite or PostgreSQL."""
