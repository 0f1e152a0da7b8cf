"""The demo operator over HTTP, at the addresses and in the shapes of TM Forum Open APIs (v4)."""
