"""The teller: what Mia tells a subscriber about his case while he is at the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.assistant.assistant import Assistant
from bot.conversation.reply import Utterance, utterance
from bot.desk.case import Case, Line
from bot.desk.store.cases import Cases
from bot.desk.voice import shown_in
from bot.masking import hide_secrets


class Teller:
    """Tells each thing once: what is told twice under one id is told the first time alone."""

    def __init__(self, cases: Cases, assistant: Assistant) -> None:
        self._cases = cases
        self._assistant = assistant

    async def tell(self, case: Case, id_: str, phrase: str, **facts: Any) -> None:
        """Tell a phrase."""
        await self.say(case, id_, utterance(self._assistant.phrase(phrase, **facts)))

    async def say(self, case: Case, id_: str, said: Utterance) -> None:
        """Tell something."""
        now = self._cases.now()
        line = Line(f"{id_}-{case.lease}-{case.returned}", now, "mia", said.text)
        values, keys = shown_in(case, replace(said, id=line.id), now)
        await self._cases.tell(case.id, line, values, keys)

    async def person(self, case: Case, id_: str, text: str, name: str) -> None:
        """Tell what a person of another desk says; the id is that desk's own."""
        now = self._cases.now()
        text = hide_secrets(text)
        said = Utterance(text=text, speech=text, author=name, id=id_)
        values, keys = shown_in(case, said, now)
        await self._cases.tell(case.id, Line(id_, now, "agent", text, name), values, keys)
