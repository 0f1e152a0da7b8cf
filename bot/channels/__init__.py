"""Adapters between the ways in which people reach Mia and the Conversation. They decide nothing."""
