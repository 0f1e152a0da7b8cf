"""The desk: where people take over conversations from Mia."""
