"""The importer that hands the corpus, the phrases and the flows to Rasa.

Named in ``config.yml`` under ``importers:``, it lets ``rasa train`` alone train everything.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_model_configuration

from knowledge.corpus import ARTICLE_PREFIX, Corpus
from knowledge.domain import domain_of
from knowledge.files import ROOT
from knowledge.follow_ups import said_after
from knowledge.phrasebook import Phrasebook

# Rasa trains no dialogue policy, silently, unless there is at least one rule. Mia's policy learns
# nothing from it.
_ANCHOR = """
version: "3.1"
rules:
- rule: the policy of flows decides
  steps:
  - intent: greet
  - action: utter_greet
"""


class MiaImporter(TrainingDataImporter):
    """Reads ``knowledge/`` and ``nlu/phrasings/`` beside Rasa's own ``domain.yml``.

    Options, as paths from the project's root: ``faq``, ``phrasings``, ``phrases``.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        faq: str = "knowledge/faq",
        phrasings: str = "nlu/phrasings",
        phrases: str = "knowledge/phrases",
    ) -> None:
        self._config_file = config_file
        self._domain_path = domain_path
        self._faq = ROOT / faq
        self._phrasings = ROOT / phrasings
        self._phrases = ROOT / phrases

    def get_config(self) -> dict[str, Any]:
        """Return the model's configuration."""
        if not self._config_file or not Path(self._config_file).exists():
            return {}
        return dict(read_model_configuration(self._config_file))

    def get_config_file_for_auto_config(self) -> str | None:
        """Return the configuration file; nothing in it is left for Rasa to fill in."""
        return self._config_file

    @cached_property
    def _corpus(self) -> Corpus:
        return Corpus.load(self._faq, self._phrasings)

    def get_domain(self) -> Domain:
        """Return ``domain.yml`` with the intents and responses of the data."""
        return self._domain

    @cached_property
    def _domain(self) -> Domain:
        own = Domain.load(self._domain_path) if self._domain_path else Domain.empty()
        found = domain_of(self._corpus, Phrasebook.load(self._phrases))
        return own.merge(Domain.from_dict(found))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return the one rule that makes Rasa train a policy."""
        steps = YAMLStoryReader(self.get_domain()).read_from_string(_ANCHOR)
        return StoryGraph(steps)

    def get_nlu_data(self, language: str | None = "ru") -> TrainingData:
        """Return every phrasing and follow-up as a training example; articles under the intent ``faq``."""
        return self._training_data

    @cached_property
    def _training_data(self) -> TrainingData:
        corpus = self._corpus
        examples = [
            Message(data=_example(phrasing.text, topic.id))
            for topic in corpus.topics()
            for phrasing in topic.phrasings
        ]
        topics = corpus.by_id()
        examples += [
            Message(data=_example(said_after(topics[said.about].title, said.text), said.topic))
            for said in corpus.follow_ups
        ]
        responses = {f"utter_{article.id}": [{"text": article.eye}] for article in corpus.articles}
        return TrainingData(examples, responses=responses)


def _example(text: str, topic: str) -> dict[str, str]:
    if topic.startswith(ARTICLE_PREFIX):
        intent = topic.partition("/")[0]
        return {TEXT: text, INTENT: intent, INTENT_RESPONSE_KEY: topic}
    return {TEXT: text, INTENT: topic}
