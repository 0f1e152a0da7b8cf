"""A database of SQL: its connection and deadlines, and how exact numbers and moments are kept."""
