"""The staff as the service holds it: the roster, its sessions, and signing in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.conversation.memory import Memory
from bot.desk.staff.member import Member
from bot.desk.staff.roster import DEMO, Roster
from bot.desk.staff.sessions import Sessions
from bot.settings import Settings

TRIES = 5  # wrong passwords of one login within a quarter of an hour
ADDRESS_TRIES = 20  # and from one address
TRIES_SECONDS = 15 * 60


class TooManyTries(Exception):
    """Wrong passwords came too often; nothing is checked for a while."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works here, who is signed in, and counted tries to become either."""

    roster: Roster
    sessions: Sessions
    memory: Memory

    async def check(self, login: str, password: str, address: str) -> Member | None:
        """Return who signs in, ``None`` where login or password is wrong.

        Raises:
            TooManyTries: too many were wrong before.
        """
        keys = {f"staff-tries:{login}": TRIES, f"staff-tries-from:{address}": ADDRESS_TRIES}
        for key, most in keys.items():
            if await self.memory.count(key, TRIES_SECONDS) > most:
                raise TooManyTries(login)
        member = await asyncio.to_thread(self.roster.check, login, password)
        if member is not None:
            for key in keys:
                await self.memory.uncount(key)
        return member


def staff_of(settings: Settings, redis: Redis[str], memory: Memory) -> Staff:
    """Return the staff of an installation: its file, in demo mode the demo's, else nobody.

    Raises:
        DataError: the staff file cannot be used.
    """
    if settings.staff_file is not None:
        roster = Roster.read(settings.staff_file)
    else:
        roster = Roster.read(DEMO, demo=True) if settings.demo else Roster({}, {})
    return Staff(roster, Sessions(redis), memory)
