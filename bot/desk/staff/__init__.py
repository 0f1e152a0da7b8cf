"""The operator's people: who they are, how they sign in, what each may see."""
