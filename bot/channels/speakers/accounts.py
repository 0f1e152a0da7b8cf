"""Whose speaker it is: the subscriber whose account is linked, by token or by pairing code."""

from __future__ import annotations

import asyncio
from typing import Literal

from bot.channels.speakers.request import Request
from bot.identity.identification import digits_in
from bot.linking.links import Links
from bot.linking.pairing import CODE_DIGITS, Pairing

Paired = Literal["done", "wrong", "locked"]


class Accounts:
    """Reads links. The store is asked in a thread: its library is synchronous."""

    def __init__(self, links: Links, pairing: Pairing) -> None:
        self._links = links
        self._pairing = pairing

    async def subject(self, request: Request) -> str | None:
        """Return the subscriber's number, ``None`` where no account is linked."""
        if request.token:
            found = await asyncio.to_thread(
                self._links.subject_of, request.token, client=request.platform
            )
            if found is not None or request.can_link:
                return found
        return await asyncio.to_thread(self._pairing.subject_of, request.platform, request.owner)

    async def pair(self, request: Request) -> Paired | None:
        """Link the speaker by the code that was said; ``None`` where none was said."""
        code = digits_in(request.text, CODE_DIGITS)
        if request.kind != "say" or code is None:
            return None
        return await asyncio.to_thread(self._pairing.redeem, request.platform, request.owner, code)
