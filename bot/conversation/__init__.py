"""The Conversation: one turn at a time, each message answered once, no turn outlives its deadline."""
