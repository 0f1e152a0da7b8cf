"""Linking as it is asked for in a conversation: a code for a speaker, and an end of all links."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.traits import is_in_room
from bot.conversation.reply import Reply, utterance
from bot.conversation.turn import Turn
from bot.identity.sureness import Sureness
from bot.linking.links import Links
from bot.linking.pairing import CODE_SECONDS, Pairing

Phrase = Callable[..., Mapping[str, Any]]


class InChat:
    """Answers the directives ``pair`` and ``unpair``; ``phrase`` renders a phrase with its facts."""

    def __init__(self, links: Links, pairing: Pairing, phrase: Phrase) -> None:
        self._links = links
        self._pairing = pairing
        self._phrase = phrase

    async def take(self, turn: Turn, asked: Mapping[str, str]) -> Reply | None:
        """Answer a turn that was directed here; ``None``: it was directed elsewhere.

        Raises:
            PermissionError: the person is not surely enough himself; no flow leads here so.
        """
        if "pair" not in asked and "unpair" not in asked:
            return None
        subject = turn.identity.subject
        if subject is None or turn.identity.sureness < Sureness.VERIFIED:
            raise PermissionError("linking is for one who is surely himself")
        if "unpair" in asked:
            count = await asyncio.to_thread(self._links.revoke_all, subject)
            return self._say("utter_speakers_unlinked", count=count)
        if is_in_room(turn.channel):
            return self._say("utter_pair_in_chat")
        code = await asyncio.to_thread(self._pairing.issue, subject)
        return self._say("utter_speaker_code", code=code, minutes=CODE_SECONDS // 60)

    def _say(self, phrase: str, **facts: Any) -> Reply:
        return Reply((utterance(self._phrase(phrase, **facts)),))
