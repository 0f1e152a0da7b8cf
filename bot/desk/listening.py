"""Listening in: a supervisor sees what another has, and that is written down before he does."""

from __future__ import annotations

from actions.operator.errors import OperatorError
from bot.desk.case import Case
from bot.desk.giving import Giving
from bot.desk.rules.sight import is_listening
from bot.desk.staff.member import Member
from bot.desk.store.cases import Cases
from bot.desk.store.scripts import PREFIX

_SECONDS = 12 * 3600  # a shift


class NotWrittenDown(Exception):
    """The log of deeds does not answer: what cannot be written down is not done."""


class Listening:
    """Who listens to which conversation."""

    def __init__(self, cases: Cases, giving: Giving) -> None:
        self._redis = cases.redis
        self._giving = giving

    async def see(self, member: Member, case: Case) -> None:
        """Note that somebody sees a case; of his own, and of what waits, nothing is noted.

        It is one deed for each time that the case is taken, however often it is looked at.

        Raises:
            NotWrittenDown: nothing may be shown.
        """
        if not is_listening(member, case):
            return
        what = "read" if case.state == "ended" else "listen_in"
        try:
            await self._giving.record(member.login, what, case.id, f"{case.id}-{case.lease}")
        except OperatorError as error:
            raise NotWrittenDown(type(error).__name__) from error
        await self._redis.sadd(_key(member), case.id)
        await self._redis.expire(_key(member), _SECONDS)

    async def hears(self, member: Member, case: Case) -> bool:
        """Tell whether his page may be told live what is said in a case that he may see."""
        if not is_listening(member, case):
            return True
        return bool(await self._redis.sismember(_key(member), case.id))


def _key(member: Member) -> str:
    return f"{PREFIX}listening:{member.login}"
