"""Answers: an article or a phrase, rendered with the facts of the moment, for eye and ear."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.corpus import Article
from knowledge.phrasebook import Choice, Phrase
from knowledge.rendering import evaluate, render
from knowledge.spoken.reading import aloud


@dataclass(frozen=True, slots=True)
class Press:
    """A rendered button. ``payload`` is Rasa's (``/check_balance``) or plain text."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown and what is said."""

    text: str
    speech: str
    buttons: tuple[Press, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    card: Mapping[str, Any] | None = None
    hear_out: bool = False
    directive: Mapping[str, str] = field(default_factory=dict)


def answer_article(
    article: Article, facts: Mapping[str, Any], *, brief: bool = False, grief: bool = False
) -> Answer:
    """Render an article; ``brief`` shows what else is only said, ``grief`` is after a death.

    Raises:
        RenderError: a placeholder resolves to nothing.
    """
    presses = [
        Press(render(b.title, facts, "eye"), payload(task=b.task, article=b.article, text=b.text))
        for b in article.buttons
    ]
    links = [(render(x.title, facts, "eye"), render(x.url, facts, "eye")) for x in article.links]
    words = article.in_grief if grief and article.in_grief else article
    return Answer(
        text=render(words.ear if brief else words.eye, facts, "eye"),
        speech=aloud(render(words.ear, facts, "ear")),
        buttons=tuple(presses),
        links=tuple(links),
    )


def answer_phrase(phrase: Phrase, turn: int, facts: Mapping[str, Any]) -> Answer:
    """Render a phrase; ``turn`` (0, 1, 2 …) chooses its variant in a circle.

    Raises:
        RenderError: a placeholder resolves to nothing.
    """
    variant = phrase.say[turn % len(phrase.say)]
    card = facts.get(phrase.card) if phrase.card else None
    return Answer(
        text=render(variant.eye, facts, "eye"),
        speech=aloud(render(variant.ear or variant.eye, facts, "ear")),
        buttons=tuple(_presses(phrase.buttons, facts)),
        links=tuple((render(t, facts, "eye"), render(u, facts, "eye")) for t, u in phrase.links),
        card=card,
        hear_out=phrase.hear_out,
        directive=phrase.directive,
    )


def payload(
    *,
    task: str | None = None,
    article: str | None = None,
    talk: str | None = None,
    text: str | None = None,
    answer: str | None = None,
) -> str:
    """Return what a button sends: an intent in Rasa's slash form, or a plain text."""
    if article is not None:
        return "/faq" + json.dumps({"article": article}, ensure_ascii=False)
    if answer is not None:
        return "/answer" + json.dumps({"value": answer}, ensure_ascii=False)
    if task is not None or talk is not None:
        return f"/{task or talk}"
    return text or ""


def _presses(choices: Iterable[Choice], facts: Mapping[str, Any]) -> Iterable[Press]:
    for choice in choices:
        if choice.when and not evaluate(choice.when, facts):
            continue
        items = evaluate(choice.each, facts) or () if choice.each else (None,)
        for item in items:
            yield _press(choice, {**facts, "item": item})


def _press(choice: Choice, facts: Mapping[str, Any]) -> Press:
    def filled(template: str | None) -> str | None:
        return None if template is None else render(template, facts, "eye")

    return Press(
        title=render(choice.title, facts, "eye"),
        payload=payload(
            task=filled(choice.task),
            article=filled(choice.article),
            talk=choice.talk,
            text=filled(choice.text),
            answer=filled(choice.answer),
        ),
    )
