"""Problems of articles: answers that cannot be rendered or said, and ids that name nothing."""

from collections.abc import Iterator

from knowledge.checks.limits import Limits
from knowledge.checks.problem import Kind, Problem, place
from knowledge.checks.speech import unsaid
from knowledge.corpus import ARTICLE_PREFIX, Article, Button, Corpus, Words
from knowledge.facts import Facts
from knowledge.rendering import RenderError, render
from knowledge.wording import Mode


def problems(corpus: Corpus, facts: Facts, limits: Limits) -> Iterator[Problem]:
    """Yield what is wrong with the articles."""
    for article in corpus.articles:
        yield from answers(article, facts, limits)
        yield from trimmings(article, facts)
        yield from references(article, corpus)


def answers(article: Article, facts: Facts, limits: Limits) -> Iterator[Problem]:
    """Yield an answer, for eye or ear, that cannot be rendered, is too long or cannot be said."""
    yield from _said(article, article, facts, limits)
    if article.in_grief:
        yield from _said(article, article.in_grief, facts, limits)


def _said(
    article: Article, words: Article | Words, facts: Facts, limits: Limits
) -> Iterator[Problem]:
    modes: tuple[tuple[Mode, str, int], ...] = (
        ("eye", words.eye, limits.eye),
        ("ear", words.ear, limits.ear),
    )
    for mode, template, longest in modes:
        try:
            text = render(template, facts, mode)
        except RenderError as error:
            yield _problem(article, "unresolved", f"{mode}: {error}")
            continue
        if len(text) > longest:
            yield _problem(article, "too_long", f"{mode}: {len(text)} characters of {longest}")
        if mode == "ear":
            for found in unsaid(text):
                yield _problem(article, "not_for_ear", found)


def trimmings(article: Article, facts: Facts) -> Iterator[Problem]:
    """Yield buttons and links that cannot be rendered."""
    templates = [("button", button.title) for button in article.buttons]
    for link in article.links:
        templates += [("link", link.title), ("link", link.url)]
    modes: tuple[Mode, ...] = ("eye", "ear")
    for name, template in templates:
        for mode in modes:
            try:
                render(template, facts, mode)
            except RenderError as error:
                yield _problem(article, "unresolved", f"{name}, {mode}: {error}")


def references(article: Article, corpus: Corpus) -> Iterator[Problem]:
    """Yield ids that name nothing: the task, those of buttons, ``related`` and ``apart``."""
    tasks = {topic.id for topic in corpus.tasks}
    articles = {other.name for other in corpus.articles}
    if article.task and article.task not in tasks:
        yield _problem(article, "dead_reference", f"no task {article.task}")
    for button in article.buttons:
        yield from _button(article, button, tasks, articles)
    for name in article.related:
        if name not in articles:
            yield _problem(article, "dead_reference", f"related: no article {name}")
        elif name == article.name:
            yield _problem(article, "dead_reference", "related: the article itself")
    known = {topic.id for topic in corpus.topics()}
    for name in article.apart:
        if name not in known or name == article.id:
            hint = f", perhaps {ARTICLE_PREFIX}{name}" if name in articles else ""
            yield _problem(article, "dead_reference", f"apart: no topic {name}{hint}")


def _button(
    article: Article, button: Button, tasks: set[str], articles: set[str]
) -> Iterator[Problem]:
    targets = [target for target in (button.task, button.article, button.text) if target]
    if len(targets) != 1:
        yield _problem(article, "bad_button", f"«{button.title}» has {len(targets)} targets")
    if button.task and button.task not in tasks:
        yield _problem(article, "dead_reference", f"button: no task {button.task}")
    if button.article and button.article not in articles:
        yield _problem(article, "dead_reference", f"button: no article {button.article}")


def _problem(article: Article, kind: Kind, message: str) -> Problem:
    return Problem(place(article.source, article.id), kind, message)
