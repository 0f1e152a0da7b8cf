"""What Rasa's default pipeline is trained on: the project's own data."""

from __future__ import annotations

import yaml
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph

from bot.bench.peer import settings
from knowledge.importer import MiaImporter


class PeerImporter(MiaImporter):
    """The project's own data, with one rule for each task that the benchmark asks."""

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return the rules of ``peer.yml``."""
        rules = [
            {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
            for intent, action in settings()["rules"].items()
        ]
        text = yaml.safe_dump({"version": "3.1", "rules": rules}, allow_unicode=True)
        return StoryGraph(YAMLStoryReader(self.get_domain()).read_from_string(text))
