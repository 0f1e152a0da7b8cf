"""What a prompt does while the caller makes a sound, under virtual time."""

from __future__ import annotations

import pytest

from voice_gateway.turns.barge_in import BargeIn, Move
from voice_gateway.turns.rules import rules

RULES = rules().barge_in
STEP = 0.02


def prompt(*, answerable: bool = False) -> BargeIn:
    made = BargeIn(RULES, rules().words)
    made.begin(0.0, answerable=answerable)
    return made


def moves(barge_in: BargeIn, start: float, end: float, speech: bool, text: str) -> list[Move]:
    """Return the moves other than staying."""
    steps = round((end - start) / STEP)
    found = [barge_in.hear(start + n * STEP, speech, text) for n in range(steps)]
    return [move for move in found if move != "stay"]


def test_any_speech_stops_the_prompt_at_the_first_sound_of_it() -> None:
    barge_in = prompt()
    assert barge_in.hear(1.0, True, "") == "pause"
    assert barge_in.is_paused


def test_words_take_the_floor() -> None:
    barge_in = prompt()
    assert moves(barge_in, 1.0, 1.0 + RULES.brief, True, "сколько") == ["pause"]
    assert barge_in.hear(1.1 + RULES.brief, True, "сколько у меня") == "give_way"


def test_the_first_words_of_a_brief_sound_are_not_trusted() -> None:
    barge_in = prompt()
    assert moves(barge_in, 1.0, 1.4, True, "огласите") == ["pause"]
    assert moves(barge_in, 1.4, 2.0, False, "огласите") == []
    assert barge_in.judge(["огласите", "ага"]) == "go_on"
    assert not barge_in.is_paused


def test_a_brief_sound_that_is_no_back_channel_takes_the_floor_at_its_end() -> None:
    barge_in = prompt()
    moves(barge_in, 1.0, 1.4, True, "стоп")
    assert barge_in.judge(["стоп", "столб"]) == "give_way"


@pytest.mark.parametrize("text", ["ага", "угу", "да да", "так понятно", "ну ясно"])
def test_a_back_channel_lets_her_go_on_where_she_was(text: str) -> None:
    barge_in = prompt()
    assert moves(barge_in, 1.0, 1.3, True, text) == ["pause"]
    assert moves(barge_in, 1.3, 2.0, False, text) == ["go_on"]
    assert not barge_in.is_paused


def test_a_back_channel_that_goes_on_as_a_sentence_takes_the_floor() -> None:
    barge_in = prompt()
    assert moves(barge_in, 1.0, 1.3, True, "ага") == ["pause"]
    assert moves(barge_in, 1.3, 2.2, True, "ага а сколько")[0] == "give_way"


def test_a_yes_to_a_question_is_no_back_channel() -> None:
    barge_in = prompt(answerable=True)
    assert barge_in.hear(1.0, True, "") == "pause"
    assert barge_in.hear(1.2, False, "ага") == "give_way"


def test_after_a_cough_she_goes_on_from_the_sentence() -> None:
    barge_in = prompt()
    assert moves(barge_in, 1.0, 1.2, True, "") == ["pause"]
    assert moves(barge_in, 1.2, 1.2 + RULES.false_alarm - STEP, False, "") == []
    assert moves(barge_in, 1.2 + RULES.false_alarm, 3.0, False, "") == ["go_on_from_sentence"]


def test_noise_that_does_not_end_does_not_silence_her() -> None:
    barge_in = prompt()
    assert moves(barge_in, 1.0, 1.0 + RULES.noise + 2.0, True, "") == [
        "pause",
        "go_on_from_sentence",
    ]
    assert barge_in.hear(6.0, True, "алло") == "give_way"  # words are heard through it


def test_after_the_noise_has_ended_speech_stops_her_again() -> None:
    barge_in = prompt()
    moves(barge_in, 1.0, 4.0, True, "")
    assert barge_in.hear(4.0, False, "") == "stay"
    assert barge_in.hear(5.0, True, "") == "pause"


def test_the_first_moment_is_protected() -> None:
    barge_in = prompt()
    assert moves(barge_in, 0.0, RULES.protected - STEP, True, "алло") == []
    assert barge_in.hear(RULES.protected + STEP, True, "алло") == "pause"


def test_what_must_be_heard_out_does_not_give_way() -> None:
    barge_in = prompt()
    barge_in.sentence(hear_out=True)
    assert moves(barge_in, 1.0, 3.0, True, "не надо мне этого") == []
    barge_in.sentence(hear_out=False)
    assert barge_in.hear(3.1, True, "не надо мне этого") == "pause"
