"""The records: what the bot keeps for good, in SQL: marks and insights.

SQLite in a file by default, PostgreSQL by URL. What conversations need for a while is in Redis.
"""

from bot.records.records import Base, Records

__all__ = ["Base", "Records"]
