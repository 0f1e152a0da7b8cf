"""Pairing: where a platform links no accounts, a code is shown in the app and said to the speaker."""

from __future__ import annotations

import secrets
from typing import Literal

from bot.linking.store import LinkStore

CODE_DIGITS = 6
CODE_SECONDS = 600
LINK_SECONDS = 180 * 24 * 3600
TRIES = 5  # wrong codes said to one speaker within an hour
ALL_TRIES = 300  # wrong codes said to all speakers of a platform within an hour
HOUR = 3600

Redeemed = Literal["done", "wrong", "locked"]


class Pairing:
    """Issues codes and links speakers by them. A code serves once."""

    def __init__(self, store: LinkStore) -> None:
        self._store = store

    def issue(self, subject: str) -> str:
        """Return a code of six digits, good for ten minutes, for a subscriber who is surely himself.

        A subscriber has one: the code that he was given before is good no more.
        """
        serial = secrets.token_hex(8)
        record = {"subject": subject, "serial": serial}
        code = _digits()
        while not self._store.add("pair", code, record, CODE_SECONDS):  # it is another's
            code = _digits()
        self._store.put("pair-of", subject, {"serial": serial}, CODE_SECONDS)
        return code

    def redeem(self, platform: str, owner: str, code: str) -> Redeemed:
        """Link a speaker's owner with the code that was said; ``locked`` after too many wrong ones."""
        tried = self._store.count("pair", f"{platform}:{owner}", HOUR)
        tried_by_all = self._store.count("pair-all", platform, HOUR)
        if tried > TRIES or tried_by_all > ALL_TRIES:
            return "locked"
        subject = self._subject(code)
        if subject is None:
            return "wrong"
        name = f"{platform}:{owner}"
        self._store.uncount("pair", name)
        self._store.uncount("pair-all", platform)
        self._store.put("paired", name, {"subject": subject}, LINK_SECONDS)
        self._store.remember(subject, "paired", name, LINK_SECONDS)
        return "done"

    def subject_of(self, platform: str, owner: str) -> str | None:
        """Return the number of the subscriber whose speaker it is, ``None`` where none is linked."""
        found = self._store.get("paired", f"{platform}:{owner}")
        return str(found["subject"]) if found else None

    def _subject(self, code: str) -> str | None:
        """Spend a code; returns whose it is, ``None`` for none or one that a newer has replaced."""
        found = self._store.take("pair", code)
        if found is None:
            return None
        newest = self._store.get("pair-of", found["subject"])
        return found["subject"] if newest and newest["serial"] == found["serial"] else None


def _digits() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
