"""Who is speaking, how surely, and what that is enough for."""
