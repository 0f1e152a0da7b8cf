"""What Mia says to everybody alike: answers of articles, and phrases that need no facts of a person."""

from collections.abc import Iterator

from knowledge.answers import answer_article
from knowledge.corpus import Corpus
from knowledge.facts import Facts
from knowledge.phrasebook import Phrasebook, Variant
from knowledge.rendering import RenderError, render
from knowledge.spoken.reading import aloud


def fixed_texts(corpus: Corpus, phrasebook: Phrasebook, facts: Facts) -> list[str]:
    """Return the texts for the ear, each once.

    Raises:
        RenderError: an article asks for what the catalogue lacks.
    """
    articles = [answer_article(article, facts).speech for article in corpus.articles]
    variants = [variant for phrase in phrasebook.phrases.values() for variant in phrase.say]
    said = [text for variant in variants for text in _alone(variant, facts)]
    return list(dict.fromkeys([*said, *articles]))


def _alone(variant: Variant, facts: Facts) -> Iterator[str]:
    """Yield what a variant says if the catalogue is all that it needs."""
    try:
        text = aloud(render(variant.ear or variant.eye, facts, "ear"))
    except RenderError:
        return
    if text:
        yield text
