"""What the demo operator does for a subscriber: each change within one transaction."""
