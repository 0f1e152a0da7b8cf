"""The talk of a call: it says what the bot answers, waits for the caller's turn, and gives it to the bot.

What the line has to settle (nothing said, nothing heard, keys, slower, again) it settles itself.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from voice_gateway.bot import Bot, BotAway, Reply, Utterance
from voice_gateway.company import Fillers, accompany, before_greeting, fillers
from voice_gateway.floor import Floor
from voice_gateway.journal import Journal
from voice_gateway.keypad import menu
from voice_gateway.keypad_mode import KeypadMode
from voice_gateway.noting import note_heard, note_reply
from voice_gateway.phrases import phrases
from voice_gateway.playing.mouth import Mouth, Spoken
from voice_gateway.registry import HANG_UP, Step
from voice_gateway.replies import (
    asked_again,
    bidding_goodbye,
    going_on,
    leaves_unless_answered,
    parting,
)
from voice_gateway.turns.commands import OPENINGS, command, told_of_talk
from voice_gateway.turns.ladders import Ladders, Said, Trouble
from voice_gateway.turns.rules import Command, rules
from voice_gateway.turns.scatter import is_scattered
from voice_gateway.turns.turn import Question, Turn

logger = logging.getLogger(__name__)

QUEUE, KEYPAD = Step("queue"), Step("keypad")
PERSON_KEY = "0"


@dataclass(frozen=True, slots=True)
class Means:
    """What a talk is conducted with. ``clock`` in seconds; people answer while ``agents_are_there``."""

    bot: Bot
    floor: Floor
    mouth: Mouth
    journal: Journal
    clock: Callable[[], float]
    agents_are_there: Callable[[], bool]


class Talk:
    """One call's talk."""

    def __init__(self, means: Means, *, announces_recording: bool) -> None:
        self._bot = means.bot
        self._floor = means.floor
        self._mouth = means.mouth
        self._journal = means.journal
        self._clock = means.clock
        self._agents_are_there = means.agents_are_there
        self._announces_recording = announces_recording
        self.bot_is_away = False
        self._ladders = Ladders(phrases().ladders)
        self._keypad = KeypadMode()
        self._reply = Reply()
        self._answer: tuple[Utterance, ...] = ()  # what the bot said last: repeated where asked for
        self._repeated = False
        self._asked_over = 0  # how often he was asked again who answered too soon
        self._queue: str | None = None  # that the bot named last
        self._turn: Turn | None = None
        self._answered_at = 0.0

    async def hold(self) -> Step:
        """Talk until the call is to go elsewhere; returns where."""
        try:
            return await self._hold()
        except BotAway as error:
            logger.error("the bot does not answer: %s", error)
            self.bot_is_away = True
            there = self._agents_are_there()
            self._say(parting(phrases().trouble if there else phrases().trouble_closed))
            await self._floor.turn()
            return QUEUE if there else KEYPAD

    async def _hold(self) -> Step:
        reply = await self._greeting()
        while True:
            self._say(reply)
            turn = await self._turn_after(reply)
            if turn is not None:
                reply = await self._respond(turn)
            elif leaves_unless_answered(reply):
                reply = bidding_goodbye()
            else:
                return self._end_of(reply) or HANG_UP

    def sounds(self) -> dict[str, float] | None:
        """Tell how long each stage took, at the first sound of the answer to a turn, in seconds."""
        turn, self._turn = self._turn, None
        return turn.stages(self._answered_at, self._clock()) if turn and turn.voiced else None

    async def _greeting(self) -> Reply:
        """Return the greeting; where the bot takes its time, what needs no bot is said meanwhile."""
        fillers = before_greeting(announces_recording=self._announces_recording)
        asked = self._bot.tell("start")
        reply, filled = await self._accompany(asked, fillers, self._clock())
        self._answer = reply.utterances
        if not self._announces_recording or filled:
            return reply
        return replace(reply, utterances=(Utterance(phrases().notice), *reply.utterances))

    def _say(self, reply: Reply) -> None:
        """Begin to say a reply."""
        self._reply = reply = self._keypad.adapt(reply)
        self._answered_at = self._clock()
        said = [Spoken(one.speech, one.hear_out) for one in reply.utterances]
        note_reply(self._journal, reply)
        question = Question(
            reply.expect,
            reply.phrases,
            reply.most,
            reply.secret,
            keys_only=self._keypad.is_deaf,
            parting=self._end_of(reply) is not None and not leaves_unless_answered(reply),
        )
        self._floor.ask(question)
        self._mouth.say(said)

    async def _turn_after(self, reply: Reply) -> Turn | None:
        """Wait for the caller's turn; ``None`` where the call ends with this reply.

        Over a goodbye or a transfer, and for a moment after it, he may still say something.
        """
        turn = await self._floor.turn()
        ends = self._end_of(reply) is not None and turn.kind in ("silent", "not_heard")
        return None if ends else turn

    async def _respond(self, turn: Turn) -> Reply:
        """Return what is said to a turn. Raises ``BotAway``."""
        self._turn = turn
        if turn.kind == "silent":
            late = await self._came_late(turn)
            if late.utterances:
                self._answer = late.utterances
                return self._go_on(late)
            self._keypad.read_again()
            return await self._step("keypad" if self._keypad.is_on else "silence")
        if turn.kind == "not_heard" or self._is_scattered(turn):
            return await self._step("not_heard")
        self._ladders.clear("silence", "not_heard", "keypad")
        return await self._answered(turn)

    async def _came_late(self, turn: Turn) -> Reply:
        """Return what the bot has to say to silence; one that is away then has nothing to say."""
        try:
            return await self._bot.tell("silence", heard=turn.heard)
        except BotAway as error:
            logger.warning("the bot could not be told of silence: %s", error)
            return Reply()

    async def _answered(self, turn: Turn) -> Reply:
        """Return what is said to one who did something. Raises ``BotAway``."""
        if turn.kind == "spoken_over":
            self._journal.write("spoken_over")
            self._asked_over += 1
            return self._go_on(asked_again(self._answer, self._asked_over - 1))
        if turn.kind == "person":
            self._journal.write("keys", count=1)
            return await self._ask(turn, self._bot.tell("keys", keys=PERSON_KEY, heard=turn.heard))
        if turn.kind == "keys":
            return await self._on_keys(turn)
        return await self._on_words(turn)

    async def _on_words(self, turn: Turn) -> Reply:
        note_heard(self._journal, turn, secret=self._reply.secret)
        topic = turn.reading.topic if turn.reading and turn.reading.sure else ""
        told = told_of_talk(turn.text, topic, rules().words, self._reply.expect)
        if told is not None:
            return self._obey(told, turn)
        self._repeated = False
        asked = self._bot.say(turn.text, alternatives=turn.alternatives, heard=turn.heard)
        reply = await self._ask(turn, asked)
        if not reply.missed:
            self._keypad.talk_goes_well()
        return await self._understood(reply)

    async def _on_keys(self, turn: Turn) -> Reply:
        self._journal.write("keys", count=len(turn.text))
        meant = self._keypad.meaning(turn.text, self._reply)
        if meant.talks:
            self._keypad.turn_off()
            return self._go_on(Reply((Utterance(menu().voice.said),)))
        if meant.again:
            return replace(self._reply, utterances=tuple(Utterance(t) for t in meant.again))
        if meant.says:
            return await self._ask(turn, self._bot.say(meant.says, heard=turn.heard))
        keys = self._bot.tell("keys", keys=turn.text, heard=turn.heard)
        return await self._understood(await self._ask(turn, keys))

    async def _understood(self, reply: Reply) -> Reply:
        """Count what was not understood; from the third time on there is more than other words."""
        if not reply.missed:
            self._ladders.clear("not_understood")
            return reply
        rung = self._ladders.step("not_understood")
        if rung.then != "listen":
            return await self._stepped(rung)
        if rung.text and reply.expect == "open":
            return replace(reply, utterances=(Utterance(rung.text),))
        return reply

    async def _step(self, trouble: Trouble) -> Reply:
        """Go up a ladder; an open question is asked again after it."""
        rung = self._ladders.step(trouble, asked=self._reply.expect != "open")
        self._journal.write("silence", trouble=trouble, rung=rung.number)
        return await self._stepped(rung)

    async def _stepped(self, rung: Said) -> Reply:
        said = (Utterance(rung.text),) if rung.text else ()
        if rung.then == "person":
            asked = self._bot.call_person(rung.why)
            reply, _ = await self._accompany(asked, fillers(), self._clock())
            self._answer = reply.utterances
            return replace(reply, utterances=(*said, *reply.utterances))
        if rung.then == "hang_up":
            return Reply(said, directive={"hang_up": "goodbye"})
        if rung.then == "keypad":
            self._keypad.turn_on(deaf=rung.trouble == "not_heard")
            return self._go_on(Reply(said))
        looks_for_pin = self._reply.secret and rung.trouble == "silence" and rung.number == 1
        is_asked = self._reply.expect != "open" and not looks_for_pin
        open_question = self._answer[-1:] if is_asked else ()
        again = tuple(replace(one, hear_out=False) for one in open_question if one not in said)
        return self._go_on(Reply((*said, *again)))

    def _go_on(self, reply: Reply) -> Reply:
        """Return a reply that leaves the open question open."""
        return going_on(reply, self._reply)

    def _obey(self, told: Command, turn: Turn) -> Reply:
        """Do what was said about the talk itself, and say the last answer again.

        Who asks for it a second time in a row has not caught it so: it is then said more slowly. Who only
        asks whether he is heard hears again what he broke into.
        """
        if told == "keypad":
            self._keypad.turn_on(asked_for=True)
            return self._go_on(Reply())
        if told == "repeat" and self._repeated:
            told = "slower"
        self._repeated = told == "repeat"
        change = {
            "slower": self._mouth.slower,
            "faster": self._mouth.faster,
            "louder": self._mouth.louder,
            "quieter": self._mouth.quieter,
        }.get(told)
        if change is not None:
            change()
        lead = Utterance(phrases().commands[told])
        if told in OPENINGS:
            return self._go_on(Reply((lead,)))
        again = self._answer or (Utterance(phrases().nothing_said),)
        if told == "here" and turn.heard is None:
            again = (Utterance(phrases().listening),)
        return self._go_on(Reply((lead, *again)))

    async def _ask(self, turn: Turn, asked: Awaitable[Reply]) -> Reply:
        """Wait for the bot's answer to a turn. Raises ``BotAway``."""
        reply, _ = await self._accompany(asked, fillers(), turn.ended)
        self._answer = reply.utterances
        return reply

    async def _accompany(
        self, asked: Awaitable[Reply], fillers: Fillers, since: float
    ) -> tuple[Reply, int]:
        return await accompany(asked, fillers, self._fill, lambda s: since + s - self._clock())

    def _fill(self, text: str) -> None:
        self._journal.write("filler", text=text)
        self._mouth.say([Spoken(text, answers=False)])

    def _is_scattered(self, turn: Turn) -> bool:
        """Tell whether what was heard is no words, though it was taken for some."""
        if turn.kind != "said" or self._reply.expect != "open":
            return False
        if command(turn.text, rules().words) is not None:
            return False
        scattered = is_scattered(turn.text, turn.alternatives, rules().scatter)
        if scattered:
            note_heard(self._journal, turn, secret=self._reply.secret)
        return scattered

    def _end_of(self, reply: Reply) -> Step | None:
        """Return where a reply's directive sends the call, ``None``: it goes on."""
        directive = reply.directive or {}
        if "transfer" in directive:
            self._queue = directive["transfer"] or self._queue
            return Step("queue", self._queue)
        return HANG_UP if "hang_up" in directive else None
