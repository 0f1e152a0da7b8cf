"""Rasa as it comes, on this project's data: what Mia is measured beside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph

from knowledge.files import ROOT, read_yaml
from knowledge.importer import MiaImporter


class PeerImporter(MiaImporter):
    """The project's own data, with one rule for each task that the benchmark asks."""

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Return the rules of ``peer.yml``."""
        rules = [
            {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
            for intent, action in _data()["rules"].items()
        ]
        text = yaml.safe_dump({"version": "3.1", "rules": rules}, allow_unicode=True)
        return StoryGraph(YAMLStoryReader(self.get_domain()).read_from_string(text))


def write(project: Path, redis_port: int, actions_port: int) -> Path:
    """Write the peer's configuration into a folder, and return the folder."""
    project.mkdir()
    endpoints = {
        "nlg": {"type": "bot.assistant.wording.MiaWording"},
        "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
        "tracker_store": {"type": "redis", "url": "127.0.0.1", "port": redis_port},
    }
    for name, content in (
        ("config.yml", _data()["config"]),
        ("endpoints.yml", endpoints),
        ("credentials.yml", {"rest": None}),
    ):
        (project / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return project


def train(project: Path) -> Path:
    """Train the peer's model.

    Raises:
        RuntimeError: Rasa made no model.
    """
    from rasa.model_training import train as train_rasa

    result = train_rasa(
        domain=str(ROOT / "domain.yml"),
        config=str(project / "config.yml"),
        training_files=[],
        output=str(project / "models"),
        force_training=True,
    )
    if not result.model:
        raise RuntimeError("rasa made no model of the peer")
    return Path(result.model)


def _data() -> dict[str, Any]:
    return dict(read_yaml(ROOT / "bot" / "bench" / "peer.yml"))
