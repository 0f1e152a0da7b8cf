"""The bot as an HTTP service."""
