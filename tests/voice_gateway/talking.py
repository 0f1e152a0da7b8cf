"""A talk without sound: a bot and a caller who do as the test says."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from voice_gateway.bot import Reply, Utterance
from voice_gateway.journal import Journal
from voice_gateway.playing.mouth import Spoken
from voice_gateway.talk import Means, Talk
from voice_gateway.turns.heard import Mark
from voice_gateway.turns.turn import Question, Turn

GREETING = Reply((Utterance("Здравствуйте! Это Миа."),))

BALANCE = Reply((Utterance("На счёте триста рублей."),))

TRANSFER = Reply((Utterance("Соединяю."),), directive={"transfer": "general"})


@dataclass
class ToldBot:
    """A bot that answers as the test says, and keeps what it was told."""

    answers: dict[str, Reply | Exception] = field(default_factory=dict)
    told: list[tuple[str, Any]] = field(default_factory=list)
    busy: asyncio.Event | None = None
    slow_start: asyncio.Event | None = None

    async def say(self, text: str, *, alternatives: Sequence[str] = (), heard: Any = None) -> Reply:
        self.told.append(("say", text))
        if self.busy is not None:
            await self.busy.wait()
        return self._answer(text, BALANCE)

    async def tell(self, event: str, *, keys: str = "", heard: Mark | None = None) -> Reply:
        self.told.append((event, keys))
        if event == "start" and self.slow_start is not None:
            await self.slow_start.wait()
        defaults = {"start": GREETING, "keys": TRANSFER if keys == "0" else BALANCE}
        return self._answer(keys or event, defaults.get(event, Reply()))

    async def call_person(self, why: str) -> Reply:
        self.told.append(("person", why))
        return self._answer("person", TRANSFER)

    def _answer(self, key: str, default: Reply) -> Reply:
        answer = self.answers.get(key, default)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Room:
    """A talk whose caller does what the test says, one turn after another."""

    def __init__(
        self, bot: ToldBot, *turns: Turn, notice: bool = False, night: bool = False
    ) -> None:
        self.bot = bot
        self.said: list[list[str]] = []
        self.spoken: list[list[Spoken]] = []
        self.questions: list[Question] = []
        self.changes: list[str] = []
        self._turns = list(turns)
        self._over = asyncio.Event()
        self.now = self.passes = 0.0
        means = Means(
            bot,  # type: ignore[arg-type]
            self,  # type: ignore[arg-type]
            self,  # type: ignore[arg-type]
            Journal(self.clock),
            self.clock,
            lambda: not night,
        )
        self._talk = Talk(means, announces_recording=notice)

    def clock(self) -> float:
        """Return the time; so long ``passes`` at the first look at it, and no more."""
        now, self.now, self.passes = self.now, self.now + self.passes, 0.0
        return now

    def ask(self, question: Question) -> None:
        self.questions.append(question)

    async def turn(self) -> Turn:
        if not self._turns and self.questions[-1].parting:
            return SILENT
        if not self._turns:
            self._over.set()
            await asyncio.Event().wait()
        return self._turns.pop(0)

    def say(self, said: Sequence[Spoken]) -> None:
        self.spoken.append(list(said))
        self.said.append([one.text for one in said])

    def slower(self) -> None:
        self.changes.append("slower")

    def louder(self) -> None:
        self.changes.append("louder")

    faster = quieter = slower

    async def hold(self) -> str | None:
        """Talk until the turns are used up (``None``) or the call goes elsewhere."""
        talking = asyncio.create_task(self._talk.hold())
        over = asyncio.create_task(self._over.wait())
        async with asyncio.timeout(10):
            await asyncio.wait({talking, over}, return_when="FIRST_COMPLETED")
        if talking.done():
            over.cancel()
            return str(talking.result())
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)
        return None


def says(text: str) -> Turn:
    return Turn("said", text, voiced=1.0, ended=1.3, recognized=1.3)


SILENT = Turn("silent", ended=6.0)

NOT_HEARD = Turn("not_heard", voiced=1.0, ended=2.0)


async def until_said(room: Room, count: int) -> None:
    async with asyncio.timeout(10):
        while len(room.said) < count:
            await asyncio.sleep(0)
