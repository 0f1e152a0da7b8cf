"""Measures, against values worked out by hand or by scikit-learn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from nlu.metrics import Confusion, Share, calibration_error, confusions, macro_f1


def test_a_share_of_nothing_is_none() -> None:
    assert Share.true([True, False, True, True]) == Share(3, 4)
    assert Share(3, 4).value == 0.75
    assert Share(0, 0).value == 0.0


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        (Share(85, 100), 0.7672, 0.9069),
        (Share(0, 10), 0.0, 0.2775),
        (Share(10, 10), 0.7225, 1.0),
        (Share(0, 0), 0.0, 1.0),
    ],
)
def test_an_interval_is_wilsons(share: Share, low: float, high: float) -> None:
    assert share.interval() == pytest.approx((low, high), abs=1e-4)


def test_calibration_error_is_zero_when_confidence_is_true() -> None:
    assert calibration_error([0.5, 0.5], [True, False]) == pytest.approx(0.0)
    assert calibration_error([1.0, 1.0], [True, True]) == pytest.approx(0.0)


def test_calibration_error_weighs_bins_by_size() -> None:
    # three at 0.9, of which one is right (gap 0.5667), and one at 0.1 that is right (gap 0.9)
    error = calibration_error([0.9, 0.9, 0.9, 0.1], [True, False, False, True])
    assert error == pytest.approx((3 * (0.9 - 1 / 3) + 0.9) / 4)


def test_calibration_error_does_not_cancel_across_bins() -> None:
    assert calibration_error([0.9, 0.1], [False, True]) == pytest.approx(0.9)
    assert calibration_error([], []) == 0.0


def test_confusions_are_counted_and_ordered() -> None:
    pairs = [("a", "b"), ("a", "a"), ("c", "b"), ("a", "b"), ("b", "a")]
    assert confusions(pairs) == [
        Confusion("a", "b", 2),
        Confusion("b", "a", 1),
        Confusion("c", "b", 1),
    ]
    assert confusions(pairs, most=1) == [Confusion("a", "b", 2)]


_LABEL = st.sampled_from(["a", "b", "c", "d"])


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(_LABEL, _LABEL), min_size=1))
def test_macro_f1_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    expected, got = [one for one, _ in pairs], [other for _, other in pairs]
    reference = f1_score(expected, got, average="macro", zero_division=0)
    assert macro_f1(expected, got) == pytest.approx(reference)
