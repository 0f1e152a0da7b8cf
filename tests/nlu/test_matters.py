"""A task and the articles about it are one matter."""

import pytest

from nlu.matters import same_matter, sureness

TASK, TERMS = "promised_payment", "faq/promised_payment_terms"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TASK, TERMS, True),
        (TERMS, TASK, True),
        (TASK, TASK, False),
        (TERMS, TERMS, False),
        ("top_up", TERMS, False),
        ("faq/caller_id", "faq/voicemail", False),  # both name connect_service
    ],
)
def test_a_task_and_its_article_are_one_matter(one: str, other: str, same: bool) -> None:
    assert same_matter(one, other) is same


def test_torn_between_a_task_and_its_article_is_sure_of_the_matter() -> None:
    assert sureness([(TERMS, 0.5), (TASK, 0.4), ("top_up", 0.1)]) == pytest.approx(0.9)


def test_torn_between_two_matters_is_not() -> None:
    assert sureness([(TASK, 0.5), ("top_up", 0.5)]) == 0.5
    assert sureness([]) == 0.0
