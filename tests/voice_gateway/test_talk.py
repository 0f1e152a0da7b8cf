"""What is said to a caller's turn: ladders, commands, keys, fillers, a bot that is away. No sound."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from voice_gateway.bot import BotAway, Reply, Utterance
from voice_gateway.journal import Journal
from voice_gateway.keypad import menu
from voice_gateway.phrases import phrases
from voice_gateway.playing.mouth import Spoken
from voice_gateway.talk import Means, Talk
from voice_gateway.turns.heard import Mark
from voice_gateway.turns.rules import rules
from voice_gateway.turns.turn import Question, Turn
from voice_gateway.turns.wholeness import Reading

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


async def test_the_greeting_tells_of_recording_first() -> None:
    room = Room(ToldBot(), notice=True)
    await room.hold()
    assert room.said == [[phrases().notice, "Здравствуйте! Это Миа."]]


async def test_a_turn_is_given_to_the_bot_and_answered() -> None:
    room = Room(ToldBot(), says("сколько денег"))
    await room.hold()
    assert ("say", "сколько денег") in room.bot.told
    assert room.said[-1] == ["На счёте триста рублей."]


@pytest.mark.parametrize(("turn", "trouble"), [(SILENT, "silence"), (NOT_HEARD, "not_heard")])
async def test_a_ladder_ends_with_keys_and_a_person(turn: Turn, trouble: str) -> None:
    room = Room(ToldBot(), *[turn] * 5)
    assert await room.hold() == "queue:general"
    ladder = phrases().ladders[trouble]  # type: ignore[index]
    assert room.said[1] == [ladder[0].phrases[0]]
    assert room.said[2] == [ladder[1].phrases[0]]
    assert room.said[3][:2] == [ladder[2].phrases[0], menu().prompt]
    assert room.questions[3].keys_only == (
        trouble == "not_heard"
    )  # where it is noisy words are no help
    assert room.said[-1][-1] == "Соединяю."
    menus = (menu().prompt, menu().voice.prompt)
    own = [text for said in room.said for text in said if text not in menus]
    assert len(own) == len(set(own))  # nothing twice
    # whoever asked for nobody is not told «поняла»: the bot hears why, and has the words
    assert room.bot.told[-1] == ("person", trouble)


@pytest.mark.parametrize(("turn", "trouble"), [(SILENT, "silence"), (NOT_HEARD, "not_heard")])
async def test_who_cannot_be_heard_where_there_is_nobody_is_bidden_goodbye(
    turn: Turn, trouble: str
) -> None:
    when = Reply(
        (Utterance("Никого нет. Когда перезвонить?"),), expect="choice", phrases=("утром",)
    )
    room = Room(ToldBot({"person": when}), *[turn] * 7)
    assert await room.hold() == "hangup"
    asked = [said for said in room.said if "Никого нет. Когда перезвонить?" in said]
    assert asked
    assert room.said[-1][0].endswith("До свидания.")
    assert room.questions[-1].parting


async def test_words_begin_the_ladder_anew() -> None:
    room = Room(ToldBot(), SILENT, says("сколько денег"), SILENT)
    await room.hold()
    silence = phrases().ladders["silence"][0].phrases
    assert room.said[1] == [silence[0]]
    assert room.said[3] == [silence[1]]  # the first rung again, in other words


async def test_silence_at_an_open_question_asks_it_again() -> None:
    question = Reply((Utterance("Пополнить на сто рублей?", hear_out=True),), expect="yes_no")
    room = Room(ToldBot({"пополни": question}), says("пополни"), SILENT)
    await room.hold()
    assert room.said[-1][-1] == "Пополнить на сто рублей?"
    assert room.questions[-1].expect == "yes_no"


async def test_who_looks_for_his_pin_is_given_time_and_then_asked_again() -> None:
    asked = Reply((Utterance("Назовите пин-код."),), expect="digits", secret=True)
    room = Room(ToldBot({"баланс": asked}), says("баланс"), SILENT, SILENT)
    await room.hold()
    ladder = phrases().ladders["silence"]
    assert room.said[2] == [ladder[0].asked[0]]
    assert room.said[3] == [ladder[1].asked[0], "Назовите пин-код."]
    assert room.questions[-1].secret


async def test_what_came_late_is_said_instead_of_a_ladder() -> None:
    late = Reply((Utterance("Готово, пополнила."),))
    room = Room(ToldBot({"silence": late}), SILENT)
    await room.hold()
    assert room.said[-1] == ["Готово, пополнила."]


async def test_the_third_time_not_understood_offers_keys() -> None:
    lost = [Reply((Utterance(f"Не поняла {n}."),), missed=n) for n in (1, 2, 3, 4)]
    answers = {f"бр{n}": reply for n, reply in enumerate(lost)}
    room = Room(ToldBot(answers), *(says(f"бр{n}") for n in range(4)))
    assert await room.hold() == "queue:general"
    assert room.said[1:3] == [["Не поняла 1."], [phrases().ladders["not_understood"][1].phrases[0]]]
    assert room.said[3][-1] == menu().prompt


async def test_no_example_where_something_is_asked() -> None:
    asked = Reply((Utterance("Назовите сумму цифрами."),), expect="digits", missed=2)
    answers = {
        "бр0": Reply((Utterance("На какую сумму?"),), expect="digits", missed=1),
        "бр1": asked,
    }
    room = Room(ToldBot(answers), says("бр0"), says("бр1"))
    await room.hold()
    assert room.said[2] == ["Назовите сумму цифрами."]


async def test_who_asks_whether_he_is_heard_is_told_so() -> None:
    room = Room(ToldBot(), says("сколько денег"), says("алло вы меня слышите"))
    await room.hold()
    assert room.said[2] == [phrases().commands["here"], phrases().listening]
    broke_in = Turn("said", "алло", heard=Mark(0, 0), voiced=1.0, ended=1.3, recognized=1.3)
    room = Room(ToldBot(), says("сколько денег"), broke_in)
    await room.hold()
    assert room.said[2] == [phrases().commands["here"], "На счёте триста рублей."]


async def test_again_slower_and_louder_are_settled_here() -> None:
    room = Room(
        ToldBot(), says("сколько денег"), says("повторите"), says("помедленнее"), says("громче")
    )
    await room.hold()
    commands = phrases().commands
    assert room.said[2:] == [
        [commands["repeat"], "На счёте триста рублей."],
        [commands["slower"], "На счёте триста рублей."],
        [commands["louder"], "На счёте триста рублей."],
    ]
    assert room.changes == ["slower", "louder"]
    assert [told for told, _ in room.bot.told] == ["start", "say"]


async def test_a_person_by_key() -> None:
    room = Room(ToldBot(), Turn("person"))
    assert await room.hold() == "queue:general"
    assert room.bot.told[-1] == ("keys", "0")


async def test_a_key_at_an_open_question_is_the_menus() -> None:
    room = Room(ToldBot(), Turn("keys", "1"))
    await room.hold()
    assert room.bot.told[-1] == ("say", menu().keys["1"].ask)


async def test_digits_go_to_the_bot_as_keys() -> None:
    asked = Reply((Utterance("На какую сумму?"),), expect="digits")
    room = Room(ToldBot({"пополни": asked}), says("пополни"), Turn("keys", "150"))
    await room.hold()
    assert room.bot.told[-1] == ("keys", "150")


async def test_a_secret_is_not_written_down() -> None:
    asked = Reply((Utterance("Назовите пин-код."),), expect="digits", secret=True)
    room = Room(ToldBot({"баланс": asked}), says("баланс"), says("один два три четыре"))
    await room.hold()
    heard = [e.facts["text"] for e in room._talk._journal.entries if e.kind == "heard"]
    assert heard == ["баланс", "•••"]


async def test_a_filler_is_said_while_the_bot_takes_its_time() -> None:
    bot = ToldBot(busy=asyncio.Event())
    room = Room(bot, says("сколько денег"))
    room.now = 1.3 + rules().fillers[0]  # so long after the end of the turn
    holding = asyncio.create_task(room.hold())
    async with asyncio.timeout(10):
        while len(room.said) < 2:
            await asyncio.sleep(0)
    assert room.spoken[1] == [Spoken(phrases().fillers[0], answers=False)]
    assert bot.busy is not None
    bot.busy.set()
    await holding
    assert room.said[-1] == ["На счёте триста рублей."]


async def _until_said(room: Room, count: int) -> None:
    async with asyncio.timeout(10):
        while len(room.said) < count:
            await asyncio.sleep(0)


@pytest.mark.parametrize("notice", [True, False])
async def test_a_caller_does_not_wait_for_the_greeting_in_silence(notice: bool) -> None:
    bot = ToldBot(slow_start=asyncio.Event())
    room = Room(bot, notice=notice)
    room.now = 0.0
    room.passes = rules().greeting_fillers[0] + 0.01  # so long since the call was answered
    holding = asyncio.create_task(room.hold())
    await _until_said(room, 1)
    first = phrases().notice if notice else phrases().greeting_fillers[0]
    assert room.spoken == [[Spoken(first, answers=False)]]
    assert bot.slow_start is not None
    bot.slow_start.set()
    await holding
    assert room.said[1:] == [["Здравствуйте! Это Миа."]]  # and what was said is not said again


async def test_a_bot_that_hangs_at_the_greeting_is_told_of_meanwhile() -> None:
    room = Room(ToldBot({"start": BotAway("gone")}, slow_start=asyncio.Event()))
    room.passes = rules().greeting_fillers[-1] + 0.01
    holding = asyncio.create_task(room.hold())
    await _until_said(room, len(phrases().greeting_fillers))
    assert [said[0] for said in room.said] == list(phrases().greeting_fillers)
    assert room.bot.slow_start is not None
    room.bot.slow_start.set()
    assert await holding == "queue"
    assert room.said[-1] == [phrases().trouble]


CONFIRM = Reply(
    (Utterance("Спишется сто рублей в месяц. Подключаем?", hear_out=True),), expect="yes_no"
)
TOO_SOON = Turn("spoken_over", ended=2.0)


async def test_who_answered_before_the_price_was_heard_is_asked_again_in_few_words() -> None:
    room = Room(ToldBot({"подключи": CONFIRM}), says("подключи"), TOO_SOON, TOO_SOON, says("да"))
    await room.hold()
    assert room.said[2:4] == [["Так подключаем?"], ["Скажите ещё раз: подключаем?"]]
    assert [q.expect for q in room.questions[2:4]] == ["yes_no", "yes_no"]
    assert ("say", "да") in room.bot.told


async def test_a_long_question_is_asked_again_as_yes_or_no() -> None:
    long = Reply((Utterance("Вы правда хотите закрыть номер навсегда?"),), expect="yes_no")
    room = Room(ToldBot({"закрой": long}), says("закрой"), TOO_SOON)
    await room.hold()
    assert room.said[-1] == ["Так да или нет?"]


async def test_noise_that_was_taken_for_words_is_asked_for_again() -> None:
    noise = Turn(
        "said",
        "мелким офис",
        ("миа письмо весь", "мир письмо весь", "пилим а вас"),
        voiced=1.0,
        ended=1.3,
        recognized=1.3,
    )
    room = Room(ToldBot(), noise, noise, says("сколько денег"))
    await room.hold()
    ladder = phrases().ladders["not_heard"]
    assert room.said[1:3] == [[ladder[0].phrases[0]], [ladder[1].phrases[0]]]
    assert [told for told, _ in room.bot.told] == ["start", "say"]  # the bot made no article of it


async def test_an_answer_to_a_question_is_not_doubted_by_its_hearings() -> None:
    asked = Reply((Utterance("Где это?"),), expect="choice", phrases=("дома",))
    answer = Turn("said", "дома", ("том", "да мы"), voiced=1.0, ended=1.3, recognized=1.3)
    room = Room(ToldBot({"связь": asked}), says("связь"), answer)
    await room.hold()
    assert ("say", "дома") in room.bot.told


async def test_a_greeting_is_answered_and_nothing_is_said_twice() -> None:
    room = Room(ToldBot(), says("здравствуйте девушка"))
    await room.hold()
    assert room.said[-1] == [phrases().commands["hello"]]
    assert [told for told, _ in room.bot.told] == ["start"]


async def test_what_the_bot_reads_as_a_wish_to_hear_it_again_is_repeated_here() -> None:
    again = "я не поняла что вы такое сказали"
    read = Reading(again, sure=True, topic="repeat", confidence=0.99)
    turn = Turn("said", again, (), read, voiced=1.0, ended=1.3, recognized=1.3)
    room = Room(ToldBot(), says("сколько денег"), turn, turn)
    await room.hold()
    commands = phrases().commands
    assert [said[0] for said in room.said[2:]] == [commands["repeat"], commands["slower"]]
    assert room.changes == ["slower"]


MARK = Reply(
    (Utterance("Оцените разговор от одного до пяти."),),
    expect="digits",
    most=5,
    directive={"hang_up": "unless_answered"},
)


async def test_who_gives_no_mark_is_bidden_goodbye_and_not_asked_again() -> None:
    room = Room(ToldBot({"до свидания": MARK}), says("до свидания"), SILENT)
    assert await room.hold() == "hangup"
    assert room.said[1:] == [["Оцените разговор от одного до пяти."], [phrases().unanswered]]
    assert not room.questions[1].parting  # he is given the time that digits take


async def test_a_mark_is_taken_before_the_call_ends() -> None:
    thanks = Reply((Utterance("Спасибо."),), directive={"hang_up": "goodbye"})
    bot = ToldBot({"до свидания": MARK, "5": thanks})
    room = Room(bot, says("до свидания"), Turn("keys", "5"))
    assert await room.hold() == "hangup"
    assert room.said[-1] == ["Спасибо."]


@pytest.mark.parametrize("away", ["start", "сколько денег"])
async def test_a_bot_that_is_away_leads_to_the_queue_with_a_word(away: str) -> None:
    room = Room(ToldBot({away: BotAway("gone")}), says("сколько денег"))
    assert await room.hold() == "queue"
    assert room.said[-1] == [phrases().trouble]


async def test_a_bot_that_is_away_at_night_leads_to_the_menu_and_not_to_an_empty_queue() -> None:
    room = Room(ToldBot({"start": BotAway("gone")}), night=True)
    assert await room.hold() == "keypad"
    assert room.said[-1] == [phrases().trouble_closed]


async def test_goodbye_ends_the_call_after_it_was_said() -> None:
    bye = Reply((Utterance("До свидания!"),), directive={"hang_up": "goodbye"})
    room = Room(ToldBot({"пока": bye}), says("пока"))
    assert await room.hold() == "hangup"
    assert room.said[-1] == ["До свидания!"]


async def test_who_is_offered_keys_and_speaks_is_listened_to() -> None:
    room = Room(ToldBot(), SILENT, SILENT, SILENT, says("сколько денег"))
    await room.hold()
    assert room.said[3][-1] == menu().prompt
    assert room.said[4] == [
        "На счёте триста рублей."
    ]  # and no menu after it: talking goes well again


async def test_the_menu_that_was_asked_for_stays() -> None:
    room = Room(ToldBot(), says("меню"), says("сколько денег"), Turn("keys", "1"))
    await room.hold()
    assert [said[-1] for said in room.said[1:]] == [menu().prompt, menu().short, menu().short]


async def test_who_presses_no_key_hears_the_menu_once_more_and_then_a_person() -> None:
    room = Room(ToldBot(), says("меню"), SILENT, SILENT)
    assert await room.hold() == "queue:general"
    assert room.said[2] == [phrases().ladders["keypad"][0].phrases[0], menu().prompt]
    assert room.said[3] == ["Соединяю."]


async def test_a_question_whether_he_is_there_is_not_what_is_repeated() -> None:
    room = Room(ToldBot(), says("сколько денег"), SILENT, says("повторите"))
    await room.hold()
    assert room.said[-1] == [phrases().commands["repeat"], "На счёте триста рублей."]


async def test_who_asks_twice_hears_it_more_slowly() -> None:
    room = Room(ToldBot(), says("сколько денег"), *[says("повторите пожалуйста ещё раз")] * 2)
    await room.hold()
    commands = phrases().commands
    assert [said[0] for said in room.said[2:]] == [commands["repeat"], commands["slower"]]
    assert room.changes == ["slower"]


async def test_words_over_a_goodbye_are_answered() -> None:
    bye = Reply((Utterance("До свидания!"),), directive={"hang_up": "goodbye"})
    room = Room(ToldBot({"пока": bye}), says("пока"), says("ой а сколько денег"))
    assert await room.hold() is None
    assert room.said[-1] == ["На счёте триста рублей."]


@pytest.mark.parametrize("turn", [SILENT, NOT_HEARD])
async def test_a_transfer_waits_for_words_only(turn: Turn) -> None:
    room = Room(ToldBot(), Turn("person"), turn)
    assert await room.hold() == "queue:general"
    assert room.questions[-1].parting
    assert room.said[-1] == ["Соединяю."]


async def test_words_before_a_transfer_do_not_change_its_queue() -> None:
    thanks = Reply((Utterance("Пожалуйста!"),), directive={"transfer": ""})
    room = Room(ToldBot({"спасибо": thanks}), Turn("person"), says("спасибо"))
    assert await room.hold() == "queue:general"
    assert room.said[-1] == ["Пожалуйста!"]


async def test_a_call_back_may_be_asked_for_before_the_transfer() -> None:
    when = Reply((Utterance("Перезвонить сегодня?"),), expect="yes_no")
    room = Room(ToldBot({"перезвоните": when}), Turn("person"), says("перезвоните"))
    assert await room.hold() is None
    assert room.said[-1] == ["Перезвонить сегодня?"]


# Where it was noisy: back from keys to words.

NOISY = (NOT_HEARD, NOT_HEARD, NOT_HEARD)  # and the menu comes


async def test_who_is_understood_after_the_noise_talks_on() -> None:
    room = Room(ToldBot(), *NOISY, says("сколько денег на счёте"))
    await room.hold()
    assert menu().voice.prompt in room.said[3]
    assert [question.keys_only for question in room.questions[3:]] == [True, False]
    assert room.said[4] == ["На счёте триста рублей."]


async def test_a_key_brings_words_back() -> None:
    room = Room(ToldBot(), *NOISY, Turn("keys", menu().voice.key), says("сколько денег на счёте"))
    await room.hold()
    assert room.said[4] == [menu().voice.said]
    assert [question.keys_only for question in room.questions[3:]] == [True, False, False]
    assert room.said[5] == ["На счёте триста рублей."]


async def test_where_it_was_noisy_other_keys_leave_the_menu_as_it_is() -> None:
    room = Room(ToldBot(), *NOISY, Turn("keys", "1"))
    await room.hold()
    assert room.questions[-1].keys_only
    assert room.said[-1] == ["На счёте триста рублей.", menu().short, menu().voice.prompt]


# A bot that restarts.


async def test_silence_while_the_bot_restarts_does_not_end_the_call() -> None:
    room = Room(ToldBot({"silence": BotAway("away")}), SILENT, says("сколько денег"))
    assert await room.hold() is None
    assert room.said[1] == [phrases().ladders["silence"][0].phrases[0]]
    assert room.said[2] == ["На счёте триста рублей."]


def test_who_waits_for_a_restart_is_spoken_to_all_the_while() -> None:
    """No pause of more than eight seconds: who hears nothing for longer hangs up."""
    for after in (rules().fillers, rules().greeting_fillers):
        moments = [0.0, *after, rules().bot.away]
        assert max(later - earlier for earlier, later in pairwise(moments)) <= 8.0
    assert len(phrases().fillers) == len(rules().fillers)
    assert len(phrases().greeting_fillers) == len(rules().greeting_fillers)
