"""Neighbours: what people go on to after an answer."""

from collections.abc import Iterator, Mapping
from functools import cache

from knowledge.corpus import ARTICLE_PREFIX, Article, corpus


@cache
def neighbours() -> Mapping[str, frozenset[str]]:
    """Return for each task and article the topics that an answer of it leads to, itself among them.

    Of an article: its related ones, its task and what its buttons lead to; and, both ways, what
    leads to it. Of both: what follow-ups mean after it.
    """
    found: dict[str, set[str]] = {topic.id: {topic.id} for topic in corpus().topics()}
    for article in corpus().articles:
        for topic in _led_to(article):
            found[article.id].add(topic)
            found[topic].add(article.id)
    for said in corpus().follow_ups:
        found[said.about].add(said.topic)
    return {topic: frozenset(near) for topic, near in found.items()}


def _led_to(article: Article) -> Iterator[str]:
    yield from (ARTICLE_PREFIX + name for name in article.related)
    if article.task:
        yield article.task
    for button in article.buttons:
        if button.task:
            yield button.task
        if button.article:
            yield ARTICLE_PREFIX + button.article
