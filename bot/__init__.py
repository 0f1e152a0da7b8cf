"""The assistant as a service: flows, conversation, identity, channels and pages."""
