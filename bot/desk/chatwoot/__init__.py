"""Chatwoot as the desk (https://www.chatwoot.com): its agent-bot API, and its webhooks."""
