"""The floor: whose turn it is in a call. Binds the cores of turn-taking to ear, player and reading.

``turn`` waits for what the caller does after (or during) a prompt: a ``Turn``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from voice_gateway.journal import Journal
from voice_gateway.lines.line import Key
from voice_gateway.listening.grammars import grammar
from voice_gateway.listening.listener import Heard
from voice_gateway.listening.port import Listening
from voice_gateway.playing.player import Clip, Player
from voice_gateway.turns.barge_in import BargeIn
from voice_gateway.turns.endpointing import Endpointing
from voice_gateway.turns.heard import Mark
from voice_gateway.turns.hearing_out import HearingOut
from voice_gateway.turns.keys import Keys, Pressed
from voice_gateway.turns.rules import Rules
from voice_gateway.turns.silence import Silence
from voice_gateway.turns.turn import Kind, Question, Turn
from voice_gateway.turns.wholeness import Reading

Read = Callable[[str], Awaitable[Reading | None]]


class Floor:
    """Turn-taking of one call."""

    def __init__(
        self,
        rules: Rules,
        player: Player,
        read: Read,
        journal: Journal,
        clock: Callable[[], float],
    ) -> None:
        self._player = player
        self._read = read
        self._journal = journal
        self._endpointing = Endpointing(rules.endpointing, rules.words)
        self._barge_in = BargeIn(rules.barge_in, rules.words)
        self._hearing_out = HearingOut(rules.barge_in.late, rules.words)
        self._silence = Silence(rules.silence)
        self._keys = Keys(rules.keys)
        self._question = Question()
        self._asked = float("-inf")
        self._interrupted: Mark | None = None
        self._speech = False
        self._words_first = False  # whether words were said before the keys of the same answer
        self._reading: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._turns: asyncio.Queue[Turn] = asyncio.Queue()
        self._clock = clock
        self.ear: Listening | None = None
        self.stop_speaking: Callable[[], None] = lambda: None

    @property
    def is_secret(self) -> bool:
        """Whether what the caller says now is a PIN, to be kept nowhere."""
        return self._question.secret

    def ask(self, question: Question) -> None:
        """A prompt begins, after which the caller answers."""
        self._question = question
        self._asked = self._clock()
        self._interrupted = None
        self._barge_in.begin(self._clock(), answerable=question.expect == "yes_no")
        self._hearing_out.begin()
        self._begin_keys()
        self._silence.stop()
        speaks = self._speech or (self.ear is not None and self.ear.is_hearing)
        if speaks and not question.keys_only:  # what he says already is not lost
            self._endpointing.expect = question.expect
        else:
            self._listen_anew()

    def begins(self, clip: Clip) -> None:
        """A sentence of the prompt begins to sound."""
        self._barge_in.sentence(hear_out=clip.hear_out)

    def prompt_ended(self) -> None:
        """All of the prompt has been said: the caller's turn."""
        spoken_over = self._barge_in.hears_out and self._heard_out()
        self._barge_in.sentence(hear_out=False)
        self._await_answer()
        if self._question.keys_only:  # what sounded under the menu is no answer to it
            self._listen_anew()
        if spoken_over:
            self._turns.put_nowait(Turn("spoken_over", ended=self._clock()))
        self._journal.write("quiet", expect=self._question.expect)

    def _heard_out(self) -> bool:
        """What must be heard out is over; tells whether the caller answered too soon."""
        is_speaking = self._speech or bool(self._endpointing.text)
        if not is_speaking:
            self._listen_anew()
        return self._hearing_out.end(
            self._clock(), self._endpointing.began if is_speaking else None
        )

    async def turn(self) -> Turn:
        """Wait for the caller's turn.

        What was over before the question was put is no answer to it: «да» into the silence while the bot
        thinks must not confirm what she then asks. A wish for a person holds.
        """
        while True:
            turn = await self._turns.get()
            if turn.kind == "person" or turn.ended >= self._asked:
                return turn
            self._journal.write("too_soon")

    def hear(self, heard: Heard) -> None:
        """Take in what the ear heard."""
        if self._ending is not None or (self._question.keys_only and self._player.is_playing):
            return
        if heard.text and heard.text != self._endpointing.text and not self._question.secret:
            self._journal.write("partial", text=heard.text)
        if heard.voiced is not None:
            self._endpointing.hear(heard.voiced, True, heard.text)
            if not self._question.keys_only:
                self._silence.touch(heard.voiced)
            if not heard.speech:  # on a busy machine the beginning and the end come at once
                self._give_way_or_not(heard.voiced, True)
        self._speech = heard.speech
        self._endpointing.hear(heard.until, False, heard.text)
        self._give_way_or_not(heard.until, heard.speech)

    def press(self, key: Key) -> None:
        """Take in a key."""
        now = self._clock()
        self._silence.touch(now)
        if not self._keys.pressed:
            self._words_first = bool(self._endpointing.text)
        pressed = self._keys.press(key.key, now)
        hears_out = self._player.is_playing and self._barge_in.hears_out
        if pressed != "person" and hears_out and self._question.expect == "yes_no":
            self._begin_keys()  # a key agrees to nothing yet either
            self._hearing_out.note()
            return
        if self._player.is_playing and (not hears_out or pressed == "person"):
            self._interrupt()
        self._take_keys(pressed, now)

    def beat(self, at: float) -> None:
        """Let time go by: called every 20 ms."""
        if self._ending is not None or self.ear is None:
            return
        now = self.ear.heard_until(self._clock())
        if self._player.is_playing:
            self._give_way_or_not(now, False)
        if self._keys_are_last:
            self._take_keys(self._keys.pass_time(now), now)
        self._look_ahead(now)
        self._end_if_over(now)
        if self._silence.is_over(now) and not self._is_answering:
            self._turns.put_nowait(Turn("silent", ended=now, heard=self._interrupted))

    @property
    def _is_answering(self) -> bool:
        """Whether the caller speaks; where keys alone count, only what is clear is an answer."""
        if self._question.keys_only:
            return self._question.expect == "open" and self._endpointing.is_clear
        return self._endpointing.began is not None

    def _give_way_or_not(self, at: float, speech: bool) -> None:
        if not self._player.is_playing:
            return
        move = self._barge_in.hear(at, speech, self._endpointing.text)
        if move == "pause":
            self._player.pause()
        elif move == "give_way":
            self._interrupt()
        elif move in ("go_on", "go_on_from_sentence"):
            self._player.resume(sentence=move == "go_on_from_sentence")
            self._journal.write("resumed", sentence=move == "go_on_from_sentence")
            self._listen_anew()

    def _interrupt(self) -> None:
        self.stop_speaking()
        self._interrupted = self._player.stop()
        self._journal.write("interrupted", characters=self._interrupted.characters)
        self._await_answer()

    def _await_answer(self) -> None:
        self._silence.begin(self._clock(), self._question.wait)

    def _look_ahead(self, at: float) -> None:
        """Have the bot read words that have settled, while the caller may still be speaking."""
        text = self._endpointing.to_read(at)
        if text is None or self._question.secret or self._reading is not None:
            return
        self._reading = asyncio.create_task(self._read_ahead(text))

    async def _read_ahead(self, text: str) -> None:
        try:
            self._endpointing.read(await self._read(text) or Reading(text, False))
        finally:
            self._reading = None

    def _end_if_over(self, at: float) -> None:
        over = self._endpointing.over(at)
        if over is None or self._keys_are_last:
            return
        if self._question.keys_only and not self._is_answering:
            self._listen_anew()
            return
        if self._player.is_playing:
            if over == "said" and self._barge_in.hears_out:
                self._ending = asyncio.create_task(self._judge_spoken_over(at))
            elif not self._barge_in.is_paused:
                self._listen_anew()  # noise, or said in the protected first moment
            elif over == "said":
                self._end(at)  # what it was is judged by all its hearings
            return
        if over == "wordless" and not self._keys.pressed:
            voiced = self._endpointing.voiced or at
            self._turns.put_nowait(Turn("not_heard", voiced=voiced, ended=at, recognized=at))
            self._listen_anew()
            return
        self._end(at)

    @property
    def _keys_are_last(self) -> bool:
        """Whether keys, and not words, are what an answer was last added to: they tell when it is over."""
        voiced = self._endpointing.voiced
        return bool(self._keys.pressed) and (voiced is None or self._keys.at >= voiced)

    def _take_keys(self, pressed: Pressed, at: float) -> None:
        if pressed == "person":
            self._begin_keys()
            self._turns.put_nowait(Turn("person", voiced=at, ended=at, recognized=at))
        elif pressed == "answer":
            self._end(at)

    def _end(self, at: float) -> None:
        """The turn is over: learn its last words, and hand it over."""
        if self._ending is None:
            self._silence.stop()
            self._ending = asyncio.create_task(self._hand_over(at))

    async def _judge_spoken_over(self, at: float) -> None:
        """Take up what agrees to nothing; note anything else that was said over what must be heard out."""
        assert self.ear is not None
        voiced = self._endpointing.voiced or at
        try:
            text = (await self.ear.final()).text
            self._endpointing.begin(self._question.expect)
            if self._hearing_out.cuts_in(text):
                self._interrupt()
                heard, now = self._interrupted, self._clock()
                self._turns.put_nowait(
                    Turn("said", text, heard=heard, voiced=voiced, ended=at, recognized=now)
                )
            elif text and self._player.is_playing:
                self._hearing_out.note()
            elif text:
                self._turns.put_nowait(Turn("spoken_over", ended=at))
        finally:
            self._ending = None

    async def _hand_over(self, at: float) -> None:
        assert self.ear is not None
        keys = self._keys.pressed
        reading, voiced = self._endpointing.reading, self._endpointing.voiced
        try:
            hypothesis = await self.ear.final()
            if self._was_back_channel((hypothesis.text, *hypothesis.alternatives)):
                return
            self._endpointing.begin(self._question.expect)
            self._begin_keys()
            when = (voiced or at, at, self._clock())
            words = "" if keys and self._question.secret else hypothesis.text
            text = " ".join(filter(None, (words, keys) if self._words_first else (keys, words)))
            kind: Kind = "said" if words else "keys" if keys else "not_heard"
            if kind == "said" and not self._hearing_out.counts(text):
                kind = "spoken_over"
            self._hearing_out.begin()
            read = reading if reading is not None and reading.text == text else None
            others = () if keys else hypothesis.alternatives
            self._turns.put_nowait(Turn(kind, text, others, read, self._interrupted, *when))
        finally:
            self._ending = None

    def _was_back_channel(self, hearings: Sequence[str]) -> bool:
        """Judge what was said over a prompt: she goes on, or has given way."""
        if not (self._player.is_playing and self._barge_in.is_paused):
            return False
        if self._barge_in.judge(hearings) == "give_way":
            self._interrupt()
            return False
        self._player.resume(sentence=False)
        self._journal.write("resumed", sentence=False)
        self._endpointing.begin(self._question.expect)
        return True

    def _begin_keys(self) -> None:
        asked = self._question
        self._keys.begin(asked.expect, secret=asked.secret, most=asked.most)

    def _listen_anew(self) -> None:
        self._endpointing.begin(self._question.expect)
        if self.ear is not None:
            self.ear.begin(grammar(self._question.expect, self._question.phrases))
