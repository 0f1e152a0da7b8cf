"""Problems of phrasings: copies and near copies, too few, too much alike the question."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from knowledge.checks.limits import Limits
from knowledge.checks.problem import Kind, Problem, place
from knowledge.corpus import STYLES, Article, Corpus, Topic
from knowledge.lemmas import content_words, plain, shared


def problems(corpus: Corpus, limits: Limits) -> Iterator[Problem]:
    """Yield what is wrong with the phrasings of all topics."""
    for topic in corpus.topics():
        yield from duplicates(topic)
        yield from near_copies(topic, limits)
        yield from missing_styles(topic)
        yield from too_few(topic, limits)
    for article in corpus.articles:
        yield from too_literal(article, limits)
    yield from two_topics(corpus)


def duplicates(topic: Topic) -> Iterator[Problem]:
    """Yield phrasings that stand twice under one topic, however they are spelled."""
    seen: set[str] = set()
    for phrasing in topic.phrasings:
        text = plain(phrasing.text)
        if text in seen:
            yield _problem(topic, "duplicate", f"stands twice: {phrasing.text}")
        seen.add(text)


def near_copies(topic: Topic, limits: Limits) -> Iterator[Problem]:
    """Yield pairs that share too many of their content words.

    Talk is made of single words («да», «да да»), so there only longer texts are compared.
    """
    for one, other in combinations(_comparable(topic, limits), 2):
        if plain(one) != plain(other) and shared(one, other) >= limits.near:
            yield _problem(topic, "near_copy", f"{one} | {other}")


def _comparable(topic: Topic, limits: Limits) -> Sequence[str]:
    texts = [phrasing.text for phrasing in topic.phrasings]
    if topic.kind != "talk":
        return texts
    return [text for text in texts if len(content_words(text)) >= limits.near_talk_words]


def missing_styles(topic: Topic) -> Iterator[Problem]:
    """Yield the styles in which a topic has no phrasing."""
    present = {phrasing.style for phrasing in topic.phrasings}
    for style in STYLES:
        if style not in present:
            yield _problem(topic, "missing_style", f"no phrasing in style {style}")


def too_few(topic: Topic, limits: Limits) -> Iterator[Problem]:
    """Yield a topic that has fewer phrasings than its kind needs."""
    needed, count = limits.fewest_phrasings(topic), len(topic.phrasings)
    if count < needed:
        yield _problem(topic, "too_few", f"{count} phrasings, at least {needed} are needed")


def too_literal(article: Article, limits: Limits) -> Iterator[Problem]:
    """Yield an article most of whose phrasings repeat a word of its question."""
    question = content_words(article.title)
    free = sum(not content_words(p.text) & question for p in article.phrasings)
    share = free / max(len(article.phrasings), 1)
    if share < limits.free_of_question:
        yield _problem(
            article,
            "too_literal",
            f"{share:.0%} of the phrasings do without the question's words, "
            f"at least {limits.free_of_question:.0%} should",
        )


def two_topics(corpus: Corpus) -> Iterator[Problem]:
    """Yield phrasings that stand under two topics."""
    first: dict[str, Topic] = {}
    for topic in corpus.topics():
        for phrasing in topic.phrasings:
            other = first.setdefault(plain(phrasing.text), topic)
            if other.id != topic.id:
                yield _problem(topic, "two_topics", f"stands under {other.id}: {phrasing.text}")


def _problem(topic: Topic, kind: Kind, message: str) -> Problem:
    return Problem(place(topic.source, topic.id), kind, message)
