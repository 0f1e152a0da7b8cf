"""Silence, what was heard of a text, and words about the talk itself."""

from __future__ import annotations

import pytest

from voice_gateway.turns.commands import command, told_of_talk
from voice_gateway.turns.heard import characters
from voice_gateway.turns.rules import Command, Expect, rules
from voice_gateway.turns.silence import Silence
from voice_gateway.turns.wholeness import Reading, wholeness


def test_silence_is_told_once_after_its_time() -> None:
    silence = Silence({"open": 6.0, "digits": 8.0})
    silence.begin(10.0, "open")
    assert not silence.is_over(15.9)
    assert silence.is_over(16.0)
    assert not silence.is_over(30.0)


def test_silence_counts_by_what_is_expected() -> None:
    silence = Silence({"open": 6.0, "digits": 8.0})
    silence.begin(0.0, "digits")
    assert not silence.is_over(7.9)
    assert silence.is_over(8.0)


def test_a_sound_begins_the_count_anew_and_a_turn_ends_it() -> None:
    silence = Silence({"open": 6.0})
    silence.begin(0.0, "open")
    silence.touch(5.0)
    assert not silence.is_over(10.9)
    silence.stop()
    assert not silence.is_over(100.0)
    silence.touch(101.0)
    assert not silence.is_over(200.0)


@pytest.mark.parametrize(
    ("part", "heard"),
    [(0.0, 10), (0.3, 10), (0.5, 17), (0.99, 24), (1.0, 31), (2.0, 31)],
)
def test_heard_is_counted_to_the_last_whole_word(part: float, heard: int) -> None:
    text = "Баланс: триста рублей"
    assert characters(text, 10, part) == heard


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("повторите пожалуйста", "repeat"),
        ("помедленнее", "slower"),
        ("громче", "louder"),
        ("меню", "keypad"),
        ("сделай погромче музыку в гудке", None),
        ("повтори платёж", None),
        ("", None),
    ],
)
def test_commands_are_whole_turns(text: str, told: str | None) -> None:
    assert command(text, rules().words) == told


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ой девушка повторите пожалуйста ещё раз", "repeat"),
        ("можно погромче пожалуйста", "louder"),
        ("алло вы меня слышите", "here"),
        ("алло", "here"),
        ("говорите чуть помедленнее", "slower"),
        ("пожалуйста", None),
        ("повторите пароль", None),
        ("алло какой баланс", None),
    ],
)
def test_courtesy_makes_no_difference_to_a_command(said: str, meant: str | None) -> None:
    assert command(said, rules().words) == meant


@pytest.mark.parametrize(
    ("text", "topic", "expect", "told"),
    [
        ("здравствуйте", "greet", "open", "hello"),
        ("алло здравствуйте девушка", "greet", "open", "hello"),
        ("здравствуйте", "greet", "choice", None),  # to a question it is the bot's to answer
        ("здравствуйте сколько денег", "check_balance", "open", None),
        ("подскажите пожалуйста", "help", "open", "opening"),
        ("девушка можно спросить", "help", "open", "opening"),
        ("подскажите пожалуйста", "help", "digits", None),
        ("я не понял что вы сказали", "repeat", "choice", "repeat"),
    ],
)
def test_what_is_told_of_the_talk(
    text: str, topic: str, expect: Expect, told: Command | None
) -> None:
    assert told_of_talk(text, topic, rules().words, expect) == told


@pytest.mark.parametrize(
    ("text", "topic", "whole"),
    [
        ("здравствуйте", "greet", "open"),  # what is wanted comes after it
        ("подскажите пожалуйста", "help", "unfinished"),
        ("девушка", "", "unfinished"),
        ("номер подскажите пожалуйста", "", "unfinished"),
        ("подскажите пожалуйста мой баланс", "check_balance", "whole"),
        ("баланс скажите пожалуйста", "check_balance", "whole"),
    ],
)
def test_polite_beginnings_are_waited_for(text: str, topic: str, whole: str) -> None:
    reading = Reading(text, sure=bool(topic), topic=topic)
    assert wholeness(text, "open", reading, rules().words) == whole
