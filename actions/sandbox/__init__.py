"""The demo operator: billing, gifts, promo codes and the rest, as a service over SQL.

It answers at the addresses of TM Forum Open APIs and keeps the rules of a real operator, so that
all of Mia works with nothing else installed. ``rules`` are pure, ``store`` holds what is kept,
``services`` change it, ``web`` speaks HTTP.
"""
