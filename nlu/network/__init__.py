"""The small network over words: what it reads, how it answers, how it is trained."""
