import math

import pytest

from voice_gateway.sandbox_model.language_model import END, START, Trigram, perplexity

SENTENCES = ["какой у меня баланс", "какой у меня тариф", "сколько у меня минут", "мой баланс"]
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()} | {"роуминг"})


@pytest.fixture(name="model")
def _model():
    return _trained(least_gain=0.0)


def _trained(least_gain):
    model = Trigram({word: 1 / len(WORDS) for word in WORDS}, 0.75, least_gain)
    for sentence in SENTENCES:
        model.add(sentence.split())
    return model


@pytest.mark.parametrize(
    "history", [[START], [START, "какой"], ["у", "меня"], ["тариф", "роуминг"], []]
)
def test_chances_after_any_history_add_up_to_one(model, history):
    assert sum(model.probability(word, history) for word in [*WORDS, END]) == pytest.approx(1)


def test_what_was_seen_is_likelier_and_what_was_not_is_possible(model):
    seen = model.probability("баланс", ["у", "меня"])
    assert seen > model.probability("сколько", ["у", "меня"]) > 0
    assert model.probability("роуминг", ["у", "меня"]) > 0
    assert model.probability("погода", ["у", "меня"]) == 0


def test_what_saves_little_is_left_to_the_shorter_history(model):
    few = _trained(least_gain=0.05)
    ids = {word: number for number, word in enumerate(WORDS, 1)}
    assert len(few.arcs(ids)) < len(model.arcs(ids))
    assert few.probability("меня", ["у"]) == pytest.approx(model.probability("меня", ["у"]))
    for history in ([START], [START, "какой"], ["у", "меня"]):
        total = sum(few.probability(word, history) for word in [*WORDS, END])
        assert total == pytest.approx(1)


def test_every_history_is_reached_word_by_word_even_after_an_unknown_word():
    model = _trained(least_gain=0.0)
    for _ in range(3):
        model.add(["погода", "мой", "тариф", "роуминг"])
    ids = {word: number for number, word in enumerate(WORDS, 1)}
    arcs, _ = _graph(model.arcs(ids))
    reached = {target for (_, label), (_, target) in arcs.items() if label}
    assert reached | {0, 1} == {source for source, _ in arcs} | {0, 1}


def test_seen_sentences_perplex_less(model):
    seen = perplexity(model, [sentence.split() for sentence in SENTENCES])
    assert seen < perplexity(model, [["роуминг", "сколько", "мой", "у"]])


def test_arcs_say_the_same_as_the_probabilities(model):
    ids = {word: number for number, word in enumerate(WORDS, 1)}
    arcs, finals = _graph(model.arcs(ids))
    for sentence in [*SENTENCES, "роуминг у тариф"]:
        state, cost, past = 0, 0.0, [START]
        for word in sentence.split():
            step, state = _follow(arcs, state, ids[word])
            cost += step
            past.append(word)
        cost += _final(arcs, finals, state)
        words = [*sentence.split(), END]
        expected = -sum(
            math.log(model.probability(word, [START, *words[:at]])) for at, word in enumerate(words)
        )
        assert cost == pytest.approx(expected, abs=0.01)


def _graph(lines):
    arcs, finals = {}, {}
    for line in lines:
        parts = line.split()
        if len(parts) == 2:
            finals[int(parts[0])] = float(parts[1])
        else:
            source, target, label, _, cost = parts
            arcs[int(source), int(label)] = (float(cost), int(target))
    return arcs, finals


def _follow(arcs, state, label):
    cost = 0.0
    while (state, label) not in arcs:
        step, state = arcs[state, 0]
        cost += step
    step, target = arcs[state, label]
    return cost + step, target


def _final(arcs, finals, state):
    cost = 0.0
    while state not in finals:
        step, state = arcs[state, 0]
        cost += step
    return cost + finals[state]
