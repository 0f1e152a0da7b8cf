"""What is said where words fail: ladders, noise, the keypad, a bot that is away. No sound."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from tests.voice_gateway.talking import (
    NOT_HEARD,
    SILENT,
    Room,
    ToldBot,
    says,
    until_said,
)
from voice_gateway.bot import BotAway, Reply, Utterance
from voice_gateway.keypad import menu
from voice_gateway.phrases import phrases
from voice_gateway.turns.rules import rules
from voice_gateway.turns.turn import Turn


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


async def test_a_bot_that_hangs_at_the_greeting_is_told_of_meanwhile() -> None:
    room = Room(ToldBot({"start": BotAway("gone")}, slow_start=asyncio.Event()))
    room.passes = rules().greeting_fillers[-1] + 0.01
    holding = asyncio.create_task(room.hold())
    await until_said(room, len(phrases().greeting_fillers))
    assert [said[0] for said in room.said] == list(phrases().greeting_fillers)
    assert room.bot.slow_start is not None
    room.bot.slow_start.set()
    assert await holding == "queue"
    assert room.said[-1] == [phrases().trouble]


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


@pytest.mark.parametrize("away", ["start", "сколько денег"])
async def test_a_bot_that_is_away_leads_to_the_queue_with_a_word(away: str) -> None:
    room = Room(ToldBot({away: BotAway("gone")}), says("сколько денег"))
    assert await room.hold() == "queue"
    assert room.said[-1] == [phrases().trouble]


async def test_a_bot_that_is_away_at_night_leads_to_the_menu_and_not_to_an_empty_queue() -> None:
    room = Room(ToldBot({"start": BotAway("gone")}), night=True)
    assert await room.hold() == "keypad"
    assert room.said[-1] == [phrases().trouble_closed]


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
