"""Ladders: separate counters, no phrase twice."""

from __future__ import annotations

from voice_gateway.phrases import phrases
from voice_gateway.turns.ladders import Ladders, Rung


def ladders() -> Ladders:
    rungs = (
        Rung(("a1", "a2")),
        Rung(("b1",)),
        Rung(("c1",), "keypad"),
        Rung(("",), "person"),
    )
    return Ladders({"silence": rungs, "not_heard": rungs, "not_understood": rungs})


def test_rungs_come_in_order_and_the_last_stays() -> None:
    steps = [ladders_step for ladder in [ladders()] for ladders_step in _steps(ladder, 6)]
    assert [s.then for s in steps] == ["listen", "listen", "keypad", "person", "person", "person"]
    assert [s.number for s in steps] == [1, 2, 3, 4, 5, 6]


def test_each_trouble_has_its_own_counter() -> None:
    made = ladders()
    assert made.step("silence").number == 1
    assert made.step("not_heard").number == 1
    assert made.step("silence").number == 2
    made.clear("silence")
    assert made.step("silence").number == 1
    assert made.step("not_heard").number == 2


def test_no_phrase_is_said_twice_in_a_call() -> None:
    made = ladders()
    said = []
    for _ in range(5):
        said += [step.text for step in _steps(made, 4)]
        made.clear("silence")
    spoken = [text for text in said if text]
    assert len(spoken) == len(set(spoken)) == 4
    assert spoken[:2] == ["a1", "b1"]
    assert "a2" in spoken


def test_who_is_not_heard_now_and_again_is_never_answered_with_silence() -> None:
    """Between good turns the lowest rung comes again; once its words are used up, it is the next one."""
    made = Ladders({"not_heard": (Rung(("a1", "a2")), Rung(("b1",)), Rung(("c1",), "keypad"))})
    steps = []
    for _ in range(4):
        steps.append(made.step("not_heard"))
        made.clear("not_heard")
    assert [(step.text, step.then) for step in steps] == [
        ("a1", "listen"),
        ("a2", "listen"),
        ("b1", "listen"),
        ("c1", "keypad"),
    ]


def test_a_rung_that_leaves_the_words_to_the_bot_is_stepped_on() -> None:
    made = Ladders({"not_understood": (Rung(("",)), Rung(("b1",)))})
    assert [made.step("not_understood").text for _ in range(2)] == ["", "b1"]


def test_the_products_ladders_lead_to_keys_and_then_to_a_person() -> None:
    for trouble, rungs in phrases().ladders.items():
        before = "listen" if trouble == "keypad" else "keypad"  # whose menu is read again
        ends = ["person"] if trouble == "not_understood" else ["person", "hang_up"]
        assert [rung.then for rung in rungs][-len(ends) - 1 :] == [before, *ends]
        texts = [text for rung in rungs for text in rung.phrases if text]
        assert len(texts) == len(set(texts))


def _steps(made: Ladders, count: int) -> list:
    return [made.step("silence") for _ in range(count)]


def test_a_question_that_is_open_has_words_of_its_own() -> None:
    ladders = Ladders({"silence": [Rung(["Скажите, что нужно."], asked=["Не спешите."])]})
    assert ladders.step("silence", asked=True).text == "Не спешите."
    ladders.clear("silence")
    assert ladders.step("silence").text == "Скажите, что нужно."
