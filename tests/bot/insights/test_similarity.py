"""Repeats are told from what merely sounds alike."""

from pathlib import Path

from bot.insights.similarity import SAME, Features, nearest, similarity
from knowledge.files import read_yaml

PAIRS = read_yaml(Path(__file__).with_name("pairs.yml"))


def _same(one: str, other: str) -> bool:
    return similarity(Features.of(one), Features.of(other)) >= SAME


def test_most_repeats_are_found_and_few_others_taken_for_them() -> None:
    assert sum(_same(*pair) for pair in PAIRS["same"]) >= 8
    assert sum(_same(*pair) for pair in PAIRS["different"]) <= 2


def test_a_text_repeats_itself_and_the_nearest_wins() -> None:
    known = {at: Features.of(pair[0]) for at, pair in enumerate(PAIRS["same"])}
    for at, (_, other) in enumerate(PAIRS["same"][:5]):
        assert nearest(Features.of(other), known) == at


def test_stored_features_compare_as_they_did() -> None:
    one, other = (Features.of(text) for text in PAIRS["same"][0])
    stored = Features.from_bytes(one.to_bytes(), one.words)
    assert similarity(stored, other) == similarity(one, other)


def test_nothing_is_like_nothing() -> None:
    assert nearest(Features.of("???"), {1: Features.of("!!!")}) is None
    assert nearest(Features.of("верните деньги"), {}) is None
