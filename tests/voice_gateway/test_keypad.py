"""The keypad mode: what keys mean by what was asked, from the one menu."""

from __future__ import annotations

import pytest

from voice_gateway.bot import Reply, Utterance
from voice_gateway.keypad import menu
from voice_gateway.keypad_mode import KeypadMode

SAID = Utterance("На счёте триста рублей.")


def speech(reply: Reply) -> list[str]:
    return [one.speech for one in reply.utterances]


def mode(*, on: bool = True) -> KeypadMode:
    made = KeypadMode()
    if on:
        made.turn_on()
    return made


def test_the_menu_does_what_such_menus_did() -> None:
    titles = [choice.title for choice in menu().keys.values()]
    assert {"Баланс", "Остатки пакета", "Тариф", "Обещанный платёж", "Специалист"} <= set(titles)
    assert menu().keys["0"].person
    for choice in menu().keys.values():
        assert bool(choice.ask) + choice.person + choice.repeat == 1
        assert bool(choice.away) == bool(choice.ask)


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("open", menu().prompt),
        ("yes_no", menu().confirm.prompt),
        ("digits", menu().digits),
        ("choice", menu().digits),  # of amounts
    ],
)
def test_a_question_says_what_the_keys_are_for(expect: str, told: str) -> None:
    reply = mode().adapt(Reply((SAID,), expect=expect))  # type: ignore[arg-type]
    assert speech(reply) == [SAID.speech, told]


def test_what_is_chosen_by_a_word_is_chosen_by_its_number() -> None:
    question = Reply((SAID,), expect="choice", phrases=("утром", "вечером"))
    reply = mode().adapt(question)
    assert reply.expect == "choice"  # one key is the answer
    assert speech(reply)[-1] == menu().choice


def test_outside_of_the_mode_nothing_is_added() -> None:
    reply = Reply((SAID,))
    assert mode(on=False).adapt(reply) is reply


def test_what_ends_the_call_asks_nothing() -> None:
    reply = Reply((SAID,), directive={"transfer": "general"})
    assert mode().adapt(reply) is reply


def test_a_key_asks_mia_in_the_callers_place() -> None:
    assert mode().meaning("1", Reply()).says == menu().keys["1"].ask
    assert mode().meaning("9", Reply()).again == (menu().prompt,)
    assert mode().meaning("7", Reply()).again == (menu().again, menu().prompt)


def test_the_way_back_to_words_is_offered_where_they_were_given_up() -> None:
    quiet, noisy = mode(), KeypadMode()
    noisy.turn_on(deaf=True)
    key = menu().voice.key
    assert key not in menu().keys
    assert speech(noisy.adapt(Reply((SAID,))))[-1] == menu().voice.prompt
    assert menu().voice.prompt not in speech(noisy.adapt(Reply((SAID,), expect="yes_no")))
    assert menu().voice.prompt not in speech(quiet.adapt(Reply((SAID,))))
    assert noisy.meaning(key, Reply()).talks
    assert not noisy.meaning(key, Reply(expect="digits")).talks
    assert not quiet.meaning(key, Reply()).talks


def test_once_talking_goes_well_words_count_again() -> None:
    noisy = KeypadMode()
    noisy.turn_on(deaf=True)
    noisy.talk_goes_well()
    assert not noisy.is_deaf
    assert noisy.adapt(Reply((SAID,))) == Reply((SAID,))


def test_yes_and_no_are_keys() -> None:
    question = Reply(expect="yes_no")
    assert mode().meaning("1", question).says == "да"
    assert mode().meaning("2", question).says == "нет"
    assert mode().meaning("5", question).again


def test_digits_are_themselves() -> None:
    for expect in ("digits", "code", "choice"):
        meant = mode().meaning("300", Reply(expect=expect))  # type: ignore[arg-type]
        assert (meant.says, meant.again) == ("", ())
