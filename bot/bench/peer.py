"""Rasa as it comes, on this project's data: what Mia is measured beside.

``python -m bot.bench.peer PROJECT`` trains the model of a project that ``write`` has made.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from knowledge.files import ROOT, read_yaml
from nlu import training

MODEL = "peer"
_SOURCES = ("domain.yml", "knowledge/domain.py", "knowledge/importer.py", "bot/bench/peer*")


def write(project: Path, redis_port: int, actions_port: int) -> Path:
    """Write the peer's configuration into a folder, and return the folder."""
    project.mkdir()
    endpoints = {
        "nlg": {"type": "bot.assistant.wording.MiaWording"},
        "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
        "tracker_store": {"type": "redis", "url": "127.0.0.1", "port": redis_port},
    }
    for name, content in (
        ("config.yml", settings()["config"]),
        ("endpoints.yml", endpoints),
        ("credentials.yml", {"rest": None}),
    ):
        (project / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return project


def settings() -> dict[str, Any]:
    """Return the peer's configuration and rules."""
    return dict(read_yaml(ROOT / "bot" / "bench" / "peer.yml"))


def fingerprint() -> str:
    """Return a hash of all that the peer's model is made of: Mia's own components are no part of it."""
    return training.fingerprint(sources=_SOURCES)[:16]


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
        output=str(project),
        fixed_model_name=MODEL,
        force_training=True,
    )
    if not result.model:
        raise RuntimeError("rasa made no model of the peer")
    return Path(result.model)


if __name__ == "__main__":
    train(Path(sys.argv[1]))
