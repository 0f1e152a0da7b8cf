"""Matters: a task and the articles about it, between which a wrong choice costs little.

Who asks about the terms of a promised payment gets, with the article, the button that takes one; who
asks for one hears the terms and is asked for a yes. Torn between the two, Mia acts on the likelier.
"""

from collections.abc import Mapping
from functools import cache

from knowledge.corpus import corpus
from nlu.ranking import Ranking


@cache
def tasks_of_articles() -> Mapping[str, str]:
    """Return the task that each article names, of those that name one, by the article's topic."""
    return {article.id: article.task for article in corpus().articles if article.task}


def same_matter(one: str, other: str) -> bool:
    """Tell whether one of two topics is a task and the other an article that names it."""
    tasks = tasks_of_articles()
    return tasks.get(one, one) == tasks.get(other, other) and (one in tasks) != (other in tasks)


def sureness(ranking: Ranking) -> float:
    """Return how sure the matter of the likeliest topic is: its confidence (0–1), and its pair's.

    The pair of an article is the task that it names; of a task, the likeliest article that names it.
    """
    if not ranking:
        return 0.0
    (topic, confidence), *others = ranking
    return confidence + next((c for other, c in others if same_matter(topic, other)), 0.0)
