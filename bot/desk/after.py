"""After a person: the conversation is Mia's again, with what happened in its history."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from redis.exceptions import ResponseError

from bot.assistant.assistant import Assistant
from bot.conversation.memory import Memory
from bot.conversation.order import TurnOrder
from bot.conversation.reply import Utterance
from bot.desk.case import Case
from bot.desk.store.cases import Cases
from bot.desk.store.floor import Floor
from bot.desk.store.scripts import PREFIX
from bot.desk.teller import Teller

STREAM = f"{PREFIX}closings"
GROUP = "mia"
_BLOCK_MILLISECONDS = 1000
_LEFT_MILLISECONDS = 20_000  # after which another process does what one has left undone

AskMark = Callable[[Case], Awaitable[Utterance | None]]


class AfterPerson:
    """Does what follows the end of a case, once, whichever process lives.

    ``ask_mark`` returns the question for a mark, ``None`` where none is to be asked.
    """

    def __init__(
        self,
        cases: Cases,
        assistant: Assistant,
        memory: Memory,
        order: TurnOrder,
        ask_mark: AskMark | None = None,
    ) -> None:
        self._cases = cases
        self._assistant = assistant
        self._memory = memory
        self._order = order
        self._ask_mark = ask_mark
        self._teller = Teller(cases, assistant)
        self._name = secrets.token_hex(4)

    async def run(self) -> None:
        """Do it for every case that ends, until cancelled."""
        while True:
            await self._group()
            await self._next()

    async def _group(self) -> None:
        try:
            await self._cases.redis.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
        except ResponseError as error:
            if not str(error).startswith("BUSYGROUP"):
                raise

    async def _next(self) -> None:
        redis: Any = self._cases.redis
        left = await redis.xautoclaim(STREAM, GROUP, self._name, _LEFT_MILLISECONDS, count=10)
        found = (
            []
            if left[1]
            else await redis.xreadgroup(
                GROUP, self._name, {STREAM: ">"}, count=10, block=_BLOCK_MILLISECONDS
            )
        )
        entries = left[1] or [entry for _, some in found for entry in some]
        for id_, values in entries:
            await self._follow(str(values["case"]))
            await redis.xack(STREAM, GROUP, id_)

    async def _follow(self, id_: str) -> None:
        case = await self._cases.find(id_)
        if case is None:
            return
        lines = await Floor(self._cases).lines(id_)
        async with self._order.hold(str(case.packet["place"])):
            await self._assistant.note_person(case.conversation, id_, lines)
        name = next((line.name for line in reversed(lines) if line.side == "agent"), "")
        facts = {"person": name, "result": case.result}
        await self._teller.tell(case, "ended", "utter_person_ended", **facts)
        question = await self._ask_mark(case) if self._ask_mark else None
        if question is not None:
            await self._memory.issue(case.conversation, [b["payload"] for b in question.buttons])
            await self._teller.say(case, "mark", question)
