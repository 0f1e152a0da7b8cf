"""Rasa's default pipeline with DIET on the same texts, to compare with."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from knowledge.files import read_yaml
from nlu.labelled import Labelled
from nlu.text import DATA


@dataclass(frozen=True, slots=True)
class DietModel:
    """A trained agent of Rasa's that understands and does nothing else."""

    agent: Agent

    @classmethod
    def fit(cls, train: Labelled, epochs: int | None = None) -> "DietModel":
        """Train on texts; ``epochs`` are those of ``nlu/data/diet.yml`` if not told.

        Raises:
            RuntimeError: Rasa made no model; what it said is in its log.
        """
        with TemporaryDirectory() as place:
            folder = Path(place)
            config, data = folder / "config.yml", folder / "nlu.json"
            config.write_text(yaml.safe_dump(_pipeline(epochs)), encoding="utf-8")
            data.write_text(_as_rasa(train), encoding="utf-8")
            model = train_nlu(str(config), str(data), output=str(folder))
            if model is None:
                raise RuntimeError("rasa made no model")
            return cls(Agent.load(model))

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return intents with their confidences, the likeliest first."""
        found = asyncio.run(self.agent.parse_message(text))
        ranking = found["intent_ranking"] or [found["intent"]]
        return [(str(item["name"]), float(item["confidence"])) for item in ranking]


def _pipeline(epochs: int | None) -> object:
    config = read_yaml(DATA / "diet.yml")
    if epochs is not None:
        config["pipeline"][-1]["epochs"] = epochs
    return config


def _as_rasa(train: Labelled) -> str:
    examples = [
        {"text": text, "intent": intent}
        for text, intent in zip(train.texts, train.intents, strict=True)
    ]
    return json.dumps({"rasa_nlu_data": {"common_examples": examples}}, ensure_ascii=False)
