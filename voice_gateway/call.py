"""A call: from its first sound to its last, over any line.

It says what the bot answers, waits for the caller's turn, and gives it to the bot. What the line has to
settle (nothing said, nothing heard, keys, slower, again) it settles itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from voice_gateway.bot import Bot, BotAway, Reply, Utterance
from voice_gateway.floor import Floor, Question, Turn
from voice_gateway.journal import Journal
from voice_gateway.keypad_mode import KeypadMode
from voice_gateway.lines.line import Key, Line
from voice_gateway.listening.ear import Ear
from voice_gateway.listening.listener import Listener
from voice_gateway.listening.recognizer import Recognition
from voice_gateway.metrics import Metrics
from voice_gateway.phrases import phrases
from voice_gateway.playing.metronome import Metronome
from voice_gateway.playing.mouth import Mouth, Spoken
from voice_gateway.playing.player import Clip, Player
from voice_gateway.recording import Recorder
from voice_gateway.registry import HANG_UP, Step
from voice_gateway.speaking.voice import Voice
from voice_gateway.turns.commands import command
from voice_gateway.turns.ladders import Ladders, Said, Trouble
from voice_gateway.turns.rules import Command, rules
from voice_gateway.turns.wholeness import Reading

logger = logging.getLogger(__name__)

QUEUE = Step("queue")
PERSON_KEY = "0"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all calls of a gateway share."""

    recognition: Recognition
    voice: Voice
    threads: Executor
    metronome: Metronome
    metrics: Metrics
    announces_recording: bool


class Call:
    """One call."""

    def __init__(
        self,
        line: Line,
        bot: Bot,
        around: Surroundings,
        journal: Journal,
        recorder: Recorder | None = None,
    ) -> None:
        self._line = line
        self._bot = bot
        self._around = around
        self._journal = journal
        self._recorder = recorder
        self._clock = asyncio.get_running_loop().time
        self._player = Player(line, self._sounds, self._quiet)
        self._mouth = Mouth(around.voice, self._player, self._speechless)
        self._floor = Floor(rules(), self._player, self._read, journal, self._clock)
        self._floor.stop_speaking = self._mouth.stop
        self._ear = Ear(Listener(around.recognition), around.threads, self._floor.hear)
        self._floor.ear = self._ear
        self._ladders = Ladders(phrases().ladders)
        self._keypad = KeypadMode()
        self._reply = Reply()
        self._turn: Turn | None = None
        self._answered = 0.0
        self._is_quiet = asyncio.Event()
        self._mute = asyncio.Event()

    async def run(self) -> Step:
        """Hold the call until it ends; returns where the caller goes."""
        if self._recorder is not None:
            self._player.sent = self._recorder.say
        self._around.metronome.join(self, self._beat)
        listening = asyncio.create_task(self._ear.run())
        talking = asyncio.create_task(self._talk())
        line = asyncio.create_task(self._receive())
        mute = asyncio.create_task(self._mute.wait())
        try:
            await asyncio.wait({talking, line, mute, listening}, return_when="FIRST_COMPLETED")
            return await self._outcome(talking, line)
        finally:
            self._around.metronome.leave(self)
            self._mouth.stop()
            for task in (talking, line, mute, listening):
                task.cancel()
            await asyncio.gather(talking, line, mute, listening, return_exceptions=True)
            if self._recorder is not None:
                self._recorder.close()

    async def _outcome(self, talking: asyncio.Task[Step], line: asyncio.Task[None]) -> Step:
        """Return the next step after whichever came to its end first."""
        if talking.done() and talking.exception() is None:
            step = talking.result()
            self._journal.write("ended", how=str(step))
            return step
        if talking.done():
            logger.error("a call failed", exc_info=talking.exception())
            self._journal.write("ended", how="failure")
            return QUEUE
        if not line.done():
            self._journal.write("ended", how="mute")
            return QUEUE
        self._journal.write("ended", how="caller")
        await self._tell_hang_up()
        return HANG_UP

    async def _tell_hang_up(self) -> None:
        heard = self._player.mark() if self._player.is_playing else None
        try:
            await self._bot.tell("hang_up", heard=heard)
        except BotAway as error:
            logger.warning("a hang-up could not be told: %s", error)

    # what comes from the line, and the time

    async def _receive(self) -> None:
        async for event in self._line.events():
            if isinstance(event, Key):
                self._floor.press(event)
                continue
            self._ear.feed(event.pcm, self._clock())
            if self._recorder is not None:
                self._recorder.hear(event.pcm)

    def _beat(self, at: float) -> None:
        self._player.beat(at)
        self._floor.beat(at)

    def _sounds(self, clip: Clip) -> None:
        """The first frame of a sentence is sent."""
        if not clip.answers:
            return
        self._floor.begins(clip)
        turn, self._turn = self._turn, None
        if turn is None or not turn.voiced:
            return
        now = self._clock()
        self._around.metrics.answer.observe(now - turn.voiced)
        self._journal.write("sound", **_timings(turn, self._answered, now))

    def _quiet(self) -> None:
        self._is_quiet.set()
        clip = self._player.last
        if clip is None or clip.answers:
            self._floor.prompt_ended()

    def _speechless(self) -> None:
        """The voice failed: without it there is no call."""
        self._mute.set()

    # the conversation

    async def _talk(self) -> Step:
        reply = await self._greeting()
        while True:
            step = await self._say(reply)
            if step is not None:
                return step
            try:
                reply = await self._respond(await self._floor.turn())
            except BotAway as error:
                logger.error("the bot does not answer: %s", error)
                await self._say_to_end(phrases().trouble)
                return QUEUE

    async def _greeting(self) -> Reply:
        try:
            reply = await self._bot.tell("start")
        except BotAway as error:
            logger.error("the bot does not answer: %s", error)
            return Reply((Utterance(phrases().trouble),), directive={"transfer": ""})
        if not self._around.announces_recording:
            return reply
        return replace(reply, utterances=(Utterance(phrases().notice), *reply.utterances))

    async def _say(self, reply: Reply) -> Step | None:
        """Begin to say a reply; returns the next step where the call ends with it."""
        reply = self._keypad.adapt(reply)
        self._reply = reply
        self._answered = self._clock()
        said = [Spoken(u.speech, u.hear_out) for u in reply.utterances]
        self._journal.write(
            "reply",
            text=" ".join(one.text for one in said),
            expect=reply.expect,
            secret=reply.secret,
            directive=dict(reply.directive or {}),
        )
        self._floor.ask(Question(reply.expect, reply.phrases, reply.secret, self._keypad.is_on))
        self._is_quiet.clear()
        self._mouth.say(said)
        step = _step(reply)
        if step is not None:
            await self._is_quiet.wait()
        return step

    async def _say_to_end(self, text: str) -> None:
        self._is_quiet.clear()
        self._mouth.say([Spoken(text)])
        await self._is_quiet.wait()

    async def _respond(self, turn: Turn) -> Reply:
        """Return what is said to a turn. Raises ``BotAway``."""
        self._turn = turn
        if turn.kind == "silent":
            late = await self._bot.tell("silence", heard=turn.heard)
            return self._go_on(late) if late.utterances else await self._step("silence")
        if turn.kind == "not_heard":
            return await self._step("not_heard")
        self._ladders.clear("silence", "not_heard")
        if turn.kind == "person":
            self._journal.write("keys", count=1)
            return await self._ask(turn, self._bot.tell("keys", keys=PERSON_KEY, heard=turn.heard))
        if turn.kind == "keys":
            return await self._on_keys(turn)
        return await self._on_words(turn)

    async def _on_words(self, turn: Turn) -> Reply:
        self._write_heard(turn)
        told = command(turn.text, rules().words)
        if told is not None:
            return self._obey(told)
        asked = self._bot.say(turn.text, alternatives=turn.alternatives, heard=turn.heard)
        return await self._understood(await self._ask(turn, asked))

    async def _on_keys(self, turn: Turn) -> Reply:
        self._journal.write("keys", count=len(turn.text))
        meant = self._keypad.meaning(turn.text, self._reply)
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
        return reply if rung.then == "listen" else await self._stepped(rung)

    async def _step(self, trouble: Trouble) -> Reply:
        """Go up a ladder; an open question is asked again after it."""
        rung = self._ladders.step(trouble)
        self._journal.write("silence", trouble=trouble, rung=rung.number)
        return await self._stepped(rung)

    async def _stepped(self, rung: Said) -> Reply:
        said = (Utterance(rung.text),) if rung.text else ()
        if rung.then == "person":
            reply = await self._bot.tell("keys", keys=PERSON_KEY)
            return replace(reply, utterances=(*said, *reply.utterances))
        if rung.then == "keypad":
            self._keypad.turn_on()
            return Reply(said)
        open_question = self._reply.utterances[-1:] if self._reply.expect != "open" else ()
        again = tuple(replace(u, hear_out=False) for u in open_question if u not in said)
        return self._go_on(Reply((*said, *again)))

    def _go_on(self, reply: Reply) -> Reply:
        """Return a reply that leaves the open question open."""
        return replace(
            reply,
            expect=self._reply.expect,
            phrases=self._reply.phrases,
            secret=self._reply.secret,
        )

    def _obey(self, told: Command) -> Reply:
        """Do what was said about the talk itself, and say the last answer again."""
        if told == "keypad":
            self._keypad.turn_on()
            return Reply()
        change = {
            "slower": self._mouth.slower,
            "faster": self._mouth.faster,
            "louder": self._mouth.louder,
            "quieter": self._mouth.quieter,
        }.get(told)
        if change is not None:
            change()
        last = self._reply.utterances or (Utterance(phrases().nothing_said),)
        lead = Utterance(phrases().commands[told])
        return replace(
            self._reply, utterances=(lead, *(u for u in last if u != lead)), directive=None
        )

    async def _ask(self, turn: Turn, asked: Awaitable[Reply]) -> Reply:
        """Wait for the bot, with fillers while it takes its time. Raises ``BotAway``."""
        answer = asyncio.ensure_future(asked)
        try:
            for text, after in zip(phrases().fillers, rules().fillers, strict=False):
                left = turn.ended + after - self._clock()
                done, _ = await asyncio.wait({answer}, timeout=max(left, 0))
                if done:
                    break
                self._journal.write("filler", text=text)
                self._mouth.say([Spoken(text, answers=False)])
            return await answer
        finally:
            answer.cancel()

    async def _read(self, text: str) -> Reading | None:
        try:
            return await self._bot.read(text)
        except BotAway:
            return None

    def _write_heard(self, turn: Turn) -> None:
        if self._reply.secret:
            self._journal.write("heard", text="•••", alternatives=[])
            return
        reading = turn.reading
        self._journal.write(
            "heard",
            text=turn.text,
            alternatives=list(turn.alternatives),
            topic=reading.topic if reading else None,
            confidence=round(reading.confidence, 3) if reading else None,
        )


def _step(reply: Reply) -> Step | None:
    """Return where a reply's directive sends the call, ``None``: it goes on."""
    directive = reply.directive or {}
    if "transfer" in directive:
        return Step("queue", directive["transfer"] or None)
    return HANG_UP if "hang_up" in directive else None


def _timings(turn: Turn, answered: float, now: float) -> dict[str, float]:
    """Return how long each stage took, in seconds, from the last voiced sound on."""
    return {
        "endpoint": round(turn.ended - turn.voiced, 3),
        "recognition": round(turn.recognized - turn.ended, 3),
        "answer": round(answered - turn.recognized, 3),
        "speech": round(now - answered, 3),
        "total": round(now - turn.voiced, 3),
    }
