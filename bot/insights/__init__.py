"""Insights: what people say to the operator, grouped, with an owner, a status and an answer.

``similarity`` tells repeats, ``rules`` who may do what, ``store`` keeps, ``insights`` does,
``intake`` brings in tickets, ``telling`` tells subscribers the answer, ``web`` serves the page.
"""
