"""The rules of the desk, pure: who is first, how long it takes, what each may see."""
