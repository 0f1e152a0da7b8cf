"""Follow-ups are understood by what was answered before them."""

from collections.abc import Mapping

import pytest

from knowledge.files import ROOT
from knowledge.heldout import HeldoutPhrase
from knowledge.neighbours import neighbours
from nlu.context import ContextWeights, after, in_context, is_follow_up, rank_after
from nlu.context_fitting import fit, follow_ups
from nlu.ranking import OUT_OF_SCOPE, Ranking

WEIGHTS = ContextWeights(alone=0.5, together=0.3, near=4.0, same=0.0, sure=0.95, longest=10)
ABOUT, NEAR, FAR = "faq/esim_how", "faq/esim_devices", "faq/international_calls"


def ranked(confidences: Mapping[str, float]) -> Ranking:
    return sorted(confidences.items(), key=lambda item: -item[1])


DOUBTFUL = ranked({FAR: 0.5, NEAR: 0.3, OUT_OF_SCOPE: 0.15, ABOUT: 0.05})
TOGETHER = ranked({ABOUT: 0.6, NEAR: 0.3, FAR: 0.05, OUT_OF_SCOPE: 0.05})


def test_what_an_answer_leads_to_is_likelier_after_it() -> None:
    found = in_context(ABOUT, DOUBTFUL, TOGETHER, WEIGHTS)
    assert found[0][0] == NEAR
    assert sum(confidence for _, confidence in found) == pytest.approx(1)
    assert {topic for topic, _ in found} == {topic for topic, _ in DOUBTFUL}


@pytest.mark.parametrize(
    ("text", "alone", "expected"),
    [
        ("а на айфон", DOUBTFUL, True),
        ("а баланс какой", ranked({"check_balance": 0.99, FAR: 0.01}), False),
        ("а на айфон", ranked({OUT_OF_SCOPE: 0.99, FAR: 0.01}), True),
        ("а вот я ещё хотел спросить про то как мне звонить домой", DOUBTFUL, False),
    ],
)
def test_a_message_that_says_enough_is_no_follow_up(
    text: str, alone: Ranking, expected: bool
) -> None:
    assert is_follow_up(text, alone, WEIGHTS) is expected


def test_without_an_answer_before_it_a_message_stands_alone() -> None:
    assert rank_after(None, "а на айфон", lambda _: DOUBTFUL, WEIGHTS, 0.7) == DOUBTFUL


def test_the_answered_title_stands_before_the_message() -> None:
    asked: list[str] = []

    def rank(text: str) -> Ranking:
        asked.append(text)
        return TOGETHER if len(asked) > 1 else DOUBTFUL

    assert rank_after(ABOUT, "а на айфон", rank, WEIGHTS, 0.7)[0][0] == NEAR
    assert asked == ["а на айфон", after(ABOUT, "а на айфон")]
    assert asked[1].startswith("Как получить eSIM")


def test_what_can_be_acted_on_is_not_made_doubtful() -> None:
    sure = ranked({FAR: 0.8, NEAR: 0.15, OUT_OF_SCOPE: 0.05, ABOUT: 0.0})
    blurred = ranked({ABOUT: 0.5, NEAR: 0.4, FAR: 0.05, OUT_OF_SCOPE: 0.05})

    def rank(text: str) -> Ranking:
        return sure if text == "а домой" else blurred

    assert rank_after(ABOUT, "а домой", rank, WEIGHTS, 0.99)[0][0] == NEAR
    assert rank_after(ABOUT, "а домой", rank, WEIGHTS, 0.7)[0][0] in (FAR, NEAR)
    weak = ContextWeights(alone=0.5, together=0.3, near=1.0, same=0.0, sure=0.95, longest=10)
    assert in_context(ABOUT, sure, blurred, weak)[0][1] < 0.7
    assert rank_after(ABOUT, "а домой", rank, weak, 0.7) == sure


def test_weights_are_fitted_to_what_is_right() -> None:
    phrase = HeldoutPhrase("а на айфон", (NEAR,), "chat", ROOT, ABOUT)
    whole = HeldoutPhrase("баланс", ("check_balance",), "chat", ROOT, ABOUT)

    def rank(text: str) -> Ranking:
        if text == whole.text:
            return ranked({"check_balance": 0.99, FAR: 0.01})
        return DOUBTFUL if text == phrase.text else TOGETHER

    examples = follow_ups([phrase, whole], rank, WEIGHTS)
    assert [example.right for example in examples] == [(NEAR,)]
    weak = ContextWeights(alone=0.5, together=0.3, near=0.1, same=0.0, sure=0.95, longest=10)
    before = dict(in_context(ABOUT, DOUBTFUL, TOGETHER, weak))[NEAR]
    fitted = fit(examples, weak)
    assert dict(in_context(ABOUT, DOUBTFUL, TOGETHER, fitted))[NEAR] > before
    assert (fitted.sure, fitted.longest) == (weak.sure, weak.longest)


def test_nothing_to_fit_on_is_an_error() -> None:
    with pytest.raises(ValueError, match="no follow-ups"):
        fit([], WEIGHTS)


def test_neighbours_lead_both_ways() -> None:
    near = neighbours()
    assert NEAR in near[ABOUT]
    assert ABOUT in near[NEAR]
    assert ABOUT in near[ABOUT]
    assert "promised_payment" in near["faq/promised_payment_terms"]
    assert "faq/promised_payment_terms" in near["promised_payment"]
