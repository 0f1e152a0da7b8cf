"""Turn-taking: whose turn it is, as pure cores fed with times and what was heard. No sound, no waiting."""
