"""Announcing: something is told to a subscriber where his chat is open, unasked and once."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.traits import channels
from bot.conversation.presence import Presence
from bot.conversation.reply import Utterance
from bot.desk.store.cases import Cases
from bot.desk.voice import shown


class Announcing:
    """Tells things in open chats. Where a person has the conversation, Mia is silent there."""

    def __init__(self, cases: Cases, presence: Presence) -> None:
        self._cases = cases
        self._presence = presence

    async def announce(self, subject: str, id_: str, said: Utterance) -> bool:
        """Tell something in the subscriber's open chat; false: it is to reach him another way.

        Once decided it stays so for the same ``id_``, however often it is asked.
        """
        conversation = await self._open_chat(subject)
        if conversation is None:
            return await self._cases.announce_elsewhere(id_)
        channel, name = conversation
        has_transcript = channels()[channel].shows_transcript
        now = self._cases.now()
        values, keys = shown(name, replace(said, id=id_), now, has_transcript=has_transcript)
        return await self._cases.announce(id_, values, keys)

    async def _open_chat(self, subject: str) -> tuple[str, str] | None:
        found = await self._presence.find(subject)
        if found is None or await self._cases.standing(found[1]) in ("offered", "held"):
            return None
        return found
