"""When a caller's turn is over, under virtual time."""

from __future__ import annotations

import pytest

from voice_gateway.turns.endpointing import Endpointing
from voice_gateway.turns.rules import Expect, rules
from voice_gateway.turns.wholeness import Reading

STEP = 0.02
RULES = rules().endpointing


def endpointing(expect: Expect = "open") -> Endpointing:
    made = Endpointing(RULES, rules().words)
    made.begin(expect)
    return made


def speak(turn: Endpointing, text: str, *, start: float = 0.0, seconds: float = 1.0) -> float:
    """Speak: the words grow one by one; returns when the last voiced sound was."""
    words = text.split()
    steps = int(seconds / STEP)
    for step in range(1, steps + 1):
        known = words[: round(len(words) * step / steps)]
        turn.hear(start + step * STEP, True, " ".join(known))
    return start + steps * STEP


def silence_until_over(turn: Endpointing, since: float) -> float:
    """Return how long a silence ends the turn."""
    at = since
    while turn.over(at) is None:
        at = round(at + STEP, 4)
        turn.hear(at, False, turn.text)
        assert at < since + 30
    return at - since


def test_nothing_said_is_no_turn() -> None:
    turn = endpointing()
    for step in range(1000):
        turn.hear(step * STEP, False, "")
        assert turn.over(step * STEP) is None


@pytest.mark.parametrize(
    ("expect", "text", "pause"),
    [
        ("yes_no", "да", 0.24),
        ("yes_no", "нет", 0.24),
        ("yes_no", "да да конечно", 0.24),
        ("yes_no", "другой номер", 0.45),
        ("open", "да", 0.38),
        ("open", "какой баланс", 0.65),
        ("open", "помедленнее пожалуйста", 0.38),
        ("digits", "повтори", 0.46),
        ("choice", "гигабайты", 0.60),
        ("digits", "девятьсот один два три", 1.10),
        ("digits", "сто рублей", 0.46),
        ("code", "весна две тысячи", 1.30),
        ("open", "я хотел ну", 1.30),
        ("open", "э", 1.30),
        ("open", "переведи деньги на", 1.30),
        ("open", "положи двадцать", 1.30),
        ("open", "хочу перевести сто", 1.30),
    ],
)
def test_pause_by_what_is_expected_and_what_was_said(
    expect: Expect, text: str, pause: float
) -> None:
    turn = endpointing(expect)
    end = speak(turn, text)
    assert silence_until_over(turn, end) == pytest.approx(pause, abs=1.5 * STEP)
    assert turn.over(end + 30) == "said"


def test_a_whole_reading_ends_the_turn_sooner() -> None:
    turn = endpointing()
    end = speak(turn, "сколько денег на счёте")
    turn.read(Reading("сколько денег на счёте", sure=True, topic="check_balance"))
    assert silence_until_over(turn, end) == pytest.approx(0.38, abs=1.5 * STEP)


def test_a_reading_of_other_words_counts_for_nothing() -> None:
    turn = endpointing()
    end = speak(turn, "сколько денег на счёте у мамы")
    turn.read(Reading("сколько денег на счёте", sure=True))
    assert silence_until_over(turn, end) == pytest.approx(0.65, abs=1.5 * STEP)


def test_a_whole_reading_that_hesitates_still_waits() -> None:
    turn = endpointing()
    end = speak(turn, "сколько денег на счёте и")
    turn.read(Reading("сколько денег на счёте и", sure=True))
    assert silence_until_over(turn, end) == pytest.approx(1.30, abs=1.5 * STEP)


def test_a_phone_number_is_whole_as_soon_as_it_is_one() -> None:
    turn = endpointing("digits")
    end = speak(turn, "девятьсот ноль ноль ноль ноль ноль ноль два")
    turn.read(
        Reading("девятьсот ноль ноль ноль ноль ноль ноль два", sure=False, entities=("phone",))
    )
    assert silence_until_over(turn, end) == pytest.approx(0.46, abs=1.5 * STEP)


def test_leaving_a_question_for_digits_needs_no_long_pause() -> None:
    turn = endpointing("digits")
    end = speak(turn, "отмена не надо")
    turn.read(Reading("отмена не надо", sure=True, topic="cancel"))
    assert silence_until_over(turn, end) == pytest.approx(0.46, abs=1.5 * STEP)


def test_a_pause_within_a_turn_does_not_end_it() -> None:
    turn = endpointing()
    end = speak(turn, "сколько у меня")
    for step in range(1, 25):  # half a second of thought
        turn.hear(end + step * STEP, False, "сколько у меня")
        assert turn.over(end + step * STEP) is None
    end = speak(turn, "сколько у меня денег", start=end + 0.5)
    assert turn.text == "сколько у меня денег"
    assert silence_until_over(turn, end) == pytest.approx(0.65, abs=1.5 * STEP)


def test_sound_without_words_ends_as_such() -> None:
    turn = endpointing()
    turn.hear(0.1, True, "")
    turn.hear(0.4, True, "")
    assert turn.over(0.4 + RULES.wordless - STEP) is None
    assert turn.over(0.4 + RULES.wordless) == "wordless"


def test_a_line_that_falls_silent_ends_a_turn_by_the_clock() -> None:
    turn = endpointing("yes_no")
    turn.hear(1.0, True, "да")  # and not one frame more
    assert turn.over(1.23) is None
    assert turn.over(1.25) == "said"


def test_a_turn_without_end_is_taken_as_it_is() -> None:
    turn = endpointing()
    for step in range(1, int(RULES.longest / STEP) + 2):
        turn.hear(step * STEP, True, "и вот тогда я")
    assert turn.over(RULES.longest + 2 * STEP) == "said"


def test_words_are_read_ahead_once_they_have_settled() -> None:
    turn = endpointing()
    turn.hear(1.0, True, "какой")
    assert turn.to_read(1.0 + RULES.settled / 2) is None
    assert turn.to_read(1.0 + RULES.settled) == "какой"
    turn.read(Reading("какой", sure=False))
    assert turn.to_read(2.0) is None
    turn.hear(2.0, True, "какой баланс")
    assert turn.to_read(2.0 + RULES.settled) == "какой баланс"


def test_words_that_come_after_the_voice_are_of_the_same_turn() -> None:
    """A recognizer lags behind the voice."""
    turn = endpointing("yes_no")
    turn.hear(1.0, True, "")
    turn.hear(1.2, False, "да")
    assert turn.over(1.25) == "said"
