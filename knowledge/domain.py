"""The part of Rasa's domain that follows from the data: intents and responses."""

from typing import Any

from knowledge.corpus import Corpus
from knowledge.phrasebook import Phrasebook


def domain_of(corpus: Corpus, phrasebook: Phrasebook) -> dict[str, Any]:
    """Return a domain, as ``domain.yml`` would hold it, with an intent for each task and talk topic.

    Responses carry the eye's template of their first variant: what Mia says is rendered by
    ``bot.assistant.wording`` when it is said.
    """
    intents = [topic.id for topic in (*corpus.tasks, *corpus.talk)]
    responses = {name: [{"text": phrase.say[0].eye}] for name, phrase in phrasebook.phrases.items()}
    return {"version": "3.1", "intents": intents, "responses": responses}
