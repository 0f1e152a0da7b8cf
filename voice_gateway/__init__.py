"""Calls: lines, listening, speaking, turn-taking. Knows the bot only by its webhook."""
