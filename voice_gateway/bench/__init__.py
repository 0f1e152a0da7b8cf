"""``mia bench voice``: many calls at once with real speech both ways, and what came of them."""
