"""The index of words: which conversations that are over have a word, in Redis.

Each word has a sorted set of cases by the moment of their end. Dictionary forms are kept, so that
«возврата» finds «возврат»; of a number also its last four digits, by which people name it.
"""

from __future__ import annotations

import re

from bot.desk.case import Case
from bot.desk.store.cases import Cases
from bot.desk.store.floor import Floor
from bot.desk.store.scripts import PREFIX
from knowledge.lemmas import lemma

KEEP_SECONDS = 30 * 24 * 3600  # as long as a case that is over is kept
AT_ONCE = 50  # cases that are taken into the index in one go

_UNINDEXED = f"{PREFIX}unindexed"
_TOKEN = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<!\d)\+?[78][ (-]{0,2}\d{3}[ )-]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)")
_TAIL = 4


def words_in(text: str) -> frozenset[str]:
    """Return what a text is found by: dictionary forms, and numbers with their last digits."""
    numbers = {"7" + re.sub(r"\D", "", found)[1:] for found in _NUMBER.findall(text)}
    plain = _NUMBER.sub(" ", text)
    tokens = {lemma(token) for token in _TOKEN.findall(plain) if len(token) > 1}
    return frozenset({*tokens, *numbers, *(number[-_TAIL:] for number in numbers)})


def sought_in(words: str) -> frozenset[str]:
    """Return what is looked for: as ``words_in``, but of a whole number it is that number alone."""
    found = words_in(words)
    return found - {word[-_TAIL:] for word in found if _NUMBER.fullmatch(word)}


class WordIndex:
    """Finds conversations by what was said in them."""

    def __init__(self, cases: Cases) -> None:
        self._redis = cases.redis
        self._floor = Floor(cases)
        self._cases = cases

    async def catch_up(self) -> int:
        """Take in cases that have ended since; returns how many. Taken in twice is the same."""
        waiting = await self._redis.srandmember(_UNINDEXED, AT_ONCE) or []
        for id_ in waiting:
            case = await self._cases.find(str(id_))
            if case is not None:
                await self._take_in(case)
            await self._redis.srem(_UNINDEXED, id_)
        return len(waiting)

    async def find(self, words: str, most: int) -> list[Case]:
        """Return cases in which all these words were said: open ones first, then the newest."""
        sought = sought_in(words)
        if not sought:
            return []
        while await self.catch_up():
            pass
        live = [*await self._floor.taken(), *await self._floor.waiting()]
        open_ = [case for case in live if sought <= await self._words(case)]
        keys = [_key(word) for word in sought]
        over = await self._redis.zinter(keys, aggregate="MAX")  # the oldest first
        ended = await self._floor.named(list(reversed(over))[:most])
        return [*open_, *ended][:most]

    async def _take_in(self, case: Case) -> None:
        old = self._cases.now() - KEEP_SECONDS
        async with self._redis.pipeline(transaction=False) as pipe:
            for word in await self._words(case):
                pipe.zadd(_key(word), {case.id: case.ended_at})
                pipe.zremrangebyscore(_key(word), "-inf", old)
                pipe.expire(_key(word), KEEP_SECONDS)
            await pipe.execute()

    async def _words(self, case: Case) -> frozenset[str]:
        said = [str(line["text"]) for line in case.packet.get("transcript", [])]
        lines = [line.text for line in await self._floor.lines(case.id)]
        return words_in("\n".join([str(case.packet.get("subject") or ""), *said, *lines]))


def _key(word: str) -> str:
    return f"{PREFIX}word:{word}"
