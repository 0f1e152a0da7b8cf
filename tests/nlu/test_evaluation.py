"""Held-out phrases are counted where they belong."""

from pathlib import Path

import pytest

from knowledge.heldout import HeldoutPhrase
from nlu.evaluation import HeldoutReport, evaluate
from nlu.metrics import Confusion, Share
from nlu.ranking import OUT_OF_SCOPE, Ranking
from nlu.thresholds import Thresholds

# text → (right topics, ranking)
PHRASES: dict[str, tuple[tuple[str, ...], Ranking]] = {
    "right task": (("top_up",), [("top_up", 0.9), ("faq/a", 0.1)]),
    "wrong task": (("top_up",), [("thank", 0.6), ("top_up", 0.4)]),
    "either is right": (("leave", "faq/b"), [("faq/b", 0.8), ("leave", 0.2)]),
    "right article": (("faq/a",), [("faq/a", 0.7), ("top_up", 0.3)]),
    "third article": (("faq/a",), [("faq/b", 0.5), ("top_up", 0.3), ("faq/a", 0.2)]),
    "fourth article": (
        ("faq/a",),
        [("faq/b", 0.15), ("top_up", 0.1), ("thank", 0.1), ("faq/a", 0.05)],
    ),
    "outside by name": ((OUT_OF_SCOPE,), [(OUT_OF_SCOPE, 0.9), ("top_up", 0.1)]),
    "outside by doubt": ((OUT_OF_SCOPE,), [("top_up", 0.1), (OUT_OF_SCOPE, 0.05)]),
    "outside and acted on": ((OUT_OF_SCOPE,), [("top_up", 0.9), (OUT_OF_SCOPE, 0.1)]),
}


@pytest.fixture(scope="module")
def report() -> HeldoutReport:
    phrases = [
        HeldoutPhrase(text, topics, "long" if "article" in text else "chat", Path("dev.yml"))
        for text, (topics, _) in PHRASES.items()
    ]
    return evaluate(phrases, lambda text: PHRASES[text][1], Thresholds(act=0.5, understand=0.2))


def test_topics_are_counted_by_kind(report: HeldoutReport) -> None:
    assert report.phrases == 9
    assert report.tasks_and_talk == Share(2, 3)
    assert report.articles == Share(1, 3)
    assert report.articles_in_three == Share(2, 3)


def test_rejections_are_counted_right_and_wrong(report: HeldoutReport) -> None:
    assert report.out_of_scope_rejected == Share(2, 3)
    assert report.wrongly_rejected == Share(1, 6)


def test_phrases_are_counted_by_style(report: HeldoutReport) -> None:
    assert report.styles["long"] == Share(1, 3)
    assert report.styles["chat"] == Share(3, 6)
    assert report.styles["phone"] == Share(0, 0)


def test_confusions_leave_out_what_is_right_either_way(report: HeldoutReport) -> None:
    assert report.confusions == [
        Confusion("faq/a", "faq/b", 2),
        Confusion(OUT_OF_SCOPE, "top_up", 2),
        Confusion("top_up", "thank", 1),
    ]


def test_calibration_error_is_of_the_first_topic(report: HeldoutReport) -> None:
    # by bins of a fifteenth: 0.9 (three, two right), 0.8, 0.7, 0.6, 0.5, 0.15, 0.1
    gaps = [abs(0.9 * 3 - 2), 1 - 0.8, 1 - 0.7, 0.6, 0.5, 0.15, 0.1]
    assert report.calibration_error == pytest.approx(sum(gaps) / 9)
