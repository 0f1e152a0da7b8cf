"""What twice the phrasings would bring, guessed from the learning curve."""

import pytest

from nlu.curve import extrapolated


def test_errors_that_halve_with_twice_the_phrasings_halve_once_more() -> None:
    assert extrapolated({0.25: 0.6, 0.5: 0.8, 1.0: 0.9}, 2.0) == pytest.approx(0.95)


def test_no_errors_stay_none() -> None:
    assert extrapolated({0.25: 1.0, 0.5: 1.0, 1.0: 1.0}, 2.0) == 1.0


def test_errors_that_do_not_fall_stay() -> None:
    assert extrapolated({0.25: 0.7, 0.5: 0.7, 1.0: 0.7}, 2.0) == pytest.approx(0.7)
