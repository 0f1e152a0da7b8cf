"""Listening: from the caller's sound to speech or not, and to words."""
