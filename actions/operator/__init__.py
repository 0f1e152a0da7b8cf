"""Ports to the operator's systems: what Mia asks of them, in Mia's own types.

Each module holds one port (a ``Protocol``) with the values that it returns. ``tmf`` holds the HTTP
clients that speak TM Forum Open APIs. Money is ``Decimal`` roubles, traffic ``Decimal`` gigabytes,
calls whole minutes, phone numbers strings of eleven digits that begin with 7 (``79000000001``).
"""
