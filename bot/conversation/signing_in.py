"""Signing in within a conversation: number, PIN, and back to what the person wanted."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from actions.operator.call import Caller
from actions.operator.customers import Customers
from actions.operator.errors import OperatorError
from bot.assistant.assistant import Assistant
from bot.channels.traits import is_in_room
from bot.conversation.memory import Memory
from bot.conversation.reply import Reply, utterance
from bot.conversation.turn import Turn
from bot.identity.identification import (
    ADDRESS_TRIES,
    Identification,
    begin,
    forgot_pin,
    number_in,
    pin_in,
)
from bot.identity.identity import Identity
from bot.identity.sureness import Sureness
from bot.identity.tokens import Tokens
from nlu.ranking import OUT_OF_SCOPE

logger = logging.getLogger(__name__)

_STAYS = ("affirm", "repeat", OUT_OF_SCOPE)  # is no other matter: the question is asked again

KEEP_SECONDS = 6 * 3600  # a PIN that is typed late is still taken for one
HOUR = 3600
LINK_PHRASE = "utter_link_account"
PIN_IN_ROOM = "utter_ask_pin_in_room"
LEAVING = ("cancel", "deny", "call_agent", "report_emergency", "goodbye")

GoOn = Callable[[Turn], Awaitable[Reply]]


class SigningIn:
    """Conducts identifications; one may be under way for each place."""

    def __init__(
        self, memory: Memory, assistant: Assistant, customers: Customers, tokens: Tokens
    ) -> None:
        self._memory = memory
        self._assistant = assistant
        self._customers = customers
        self._tokens = tokens

    async def start(self, turn: Turn, needed: str, about: str = "") -> Reply:
        """Ask who is speaking, and keep what was wanted, and ``about`` what it was said after.

        Where others may hear, a number and a PIN are not asked for: the account has to be linked, and
        the channel is told so; it keeps what was wanted.
        """
        if turn.identity.subject is None and is_in_room(turn.channel):
            return replace(
                self._say(LINK_PHRASE), directive={"link_account": needed, "about": about}
            )
        step = begin(needed, turn.text, turn.payload, turn.identity.subject, about)
        await self._keep(turn, step)
        return self._ask(turn, step)

    def noted(self, turn: Turn) -> str:
        """Return under which name an identification at the turn's place is remembered."""
        return _key(turn)

    async def awaits_pin(self, turn: Turn) -> bool:
        """Tell whether a PIN is awaited at the turn's place."""
        step = Identification.from_json(await self._memory.noted(_key(turn)))
        return step is not None and step.step == "pin"

    async def leave(self, turn: Turn) -> None:
        """Drop an identification under way at the turn's place."""
        await self._memory.forget(_key(turn))

    async def take(self, turn: Turn, go_on: GoOn) -> Reply | None:
        """Take a turn as a part of an identification under way; ``None``: it is about other things.

        ``go_on`` answers the turn that was wanted, for the person now known.
        """
        step = Identification.from_json(await self._memory.noted(_key(turn)))
        if step is None:
            return None
        given = pin_in(turn.text) if step.step == "pin" else number_in(turn.text)
        if given is None or turn.payload is not None:
            return await self._without_value(turn, step)
        if step.step == "number" and not step.claim_is_enough:
            following = step.with_number(given)
            await self._keep(turn, following)
            return self._ask(turn, following)
        if step.step == "number":
            return await self._known(turn, step, Identity(given, Sureness.CLAIMED), go_on)
        return await self._check(turn, step, given, go_on)

    async def _without_value(self, turn: Turn, step: Identification) -> Reply | None:
        """Leave the identification for another matter, or ask once more."""
        if step.closed:
            await self._memory.forget(_key(turn))
            return None
        if step.step == "pin" and turn.payload is None and forgot_pin(turn.text):
            return self._ask_again(turn, step)
        understood = await self._assistant.understand(turn.text)
        sure = understood["confidence"] >= 0.5
        if turn.payload is not None or (sure and understood["topic"] not in _STAYS):
            await self._memory.forget(_key(turn))
            if turn.payload == "/cancel" or (sure and understood["topic"] in ("cancel", "deny")):
                return self._say("utter_identify_cancelled")
            return None
        if step.step == "number":
            return self._ask(turn, step, "utter_bad_msisdn")
        return self._ask_again(turn, step)

    async def _check(self, turn: Turn, step: Identification, pin: str, go_on: GoOn) -> Reply:
        msisdn, tries = step.msisdn or "", f"tries:{turn.address}"
        if await self._memory.count(tries, HOUR) > ADDRESS_TRIES:
            return await self._locked(turn, step)
        try:
            checked = await self._customers.check_pin(_caller(turn, msisdn), msisdn, pin)
        except OperatorError:
            logger.warning("the customer system does not answer")
            await self._memory.uncount(tries)
            return await self._close(turn, step, "utter_system_down", system="customers")
        if checked.verdict == "right":
            await self._memory.uncount(tries)
            return await self._known(turn, step, Identity(msisdn, Sureness.VERIFIED), go_on)
        if checked.verdict == "locked" or checked.tries_left <= 0:
            return await self._locked(turn, step)
        reply = self._say("utter_wrong_pin", tries_left=checked.tries_left)
        return replace(reply, secret=True, expect="digits", asks=True)

    async def _locked(self, turn: Turn, step: Identification) -> Reply:
        return replace(await self._close(turn, step, "utter_pin_locked"), failed=True)

    async def _close(self, turn: Turn, step: Identification, phrase: str, **facts: Any) -> Reply:
        """Ask no more; a PIN that is entered all the same is still taken here, not by Rasa."""
        await self._keep(turn, replace(step, closed=True))
        return self._say(phrase, **facts)

    async def _known(
        self, turn: Turn, step: Identification, identity: Identity, go_on: GoOn
    ) -> Reply:
        """Go on with what was wanted, for the person now known."""
        await self._memory.forget(_key(turn))
        wanted = replace(
            turn, text=step.wanted, payload=step.payload, identity=identity, about=step.about
        )
        reply = await go_on(wanted)
        return replace(
            reply,
            token=self._tokens.session(identity),
            subject=identity.subject,
            sureness=identity.sureness.label,
        )

    async def _keep(self, turn: Turn, step: Identification) -> None:
        await self._memory.note(_key(turn), step.to_json(), KEEP_SECONDS)

    def _ask_again(self, turn: Turn, step: Identification) -> Reply:
        return self._ask(turn, step, None if is_in_room(turn.channel) else "utter_pin_again")

    def _ask(self, turn: Turn, step: Identification, phrase: str | None = None) -> Reply:
        in_room = step.step == "pin" and is_in_room(turn.channel)
        reply = self._say(phrase or (PIN_IN_ROOM if in_room else step.question))
        return replace(reply, expect="digits", secret=step.step == "pin", asks=True)

    def _say(self, phrase: str, **facts: Any) -> Reply:
        return Reply((utterance(self._assistant.phrase(phrase, **facts)),))


def _key(turn: Turn) -> str:
    return f"identify:{turn.place}"


def _caller(turn: Turn, msisdn: str) -> Caller:
    return Caller(subject=msisdn, sureness=Sureness.CLAIMED.label, channel=turn.channel)
