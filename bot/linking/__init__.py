"""Account linking: a speaker's platform is given a token for a subscriber who signed in (OAuth 2.0)."""
