"""Marks: CSAT (1–5) after a conversation, NPS (0–10) at most once a quarter.

``scale`` reads a mark from words, ``rules`` tell when one is asked for, ``marks`` asks and listens,
``store`` keeps. Words and rules stand in ``marks.yml``.
"""
