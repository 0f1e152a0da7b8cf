"""The Rasa components give what the model in one piece gives, also out of a packed model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import (
    ExecutionContext,
    GraphComponent,
    GraphModelConfiguration,
    GraphSchema,
    SchemaNode,
)
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.data import TrainingType
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.utils.common import override_defaults

from knowledge.files import ROOT, read_yaml
from nlu import trained
from nlu.components.entities import RussianEntities
from nlu.components.meanings import MeaningFeaturizer
from nlu.components.ngrams import NgramFeaturizer
from nlu.components.tokenizer import RussianTokenizer
from nlu.components.topics import TopicRanker
from nlu.model import TopicModel
from nlu.thresholds import Thresholds
from tests.nlu.samples import PAIRS, QUICK

MESSAGES = ["скока денег на счету", "поставить есимку", "сменить 5гб", "погода", "???", ""]
LEARNING: tuple[type[GraphComponent], ...] = (NgramFeaturizer, MeaningFeaturizer, TopicRanker)

assert QUICK.network
OPTIONS: dict[type[GraphComponent], dict[str, Any]] = {
    TopicRanker: {"network": asdict(QUICK.network), "outside": 1.0}
}


@dataclass(frozen=True)
class Pipeline:
    """Components as the graph would run them."""

    components: list[Any]
    storage: ModelStorage

    def parse(self, text: str) -> Message:
        message = Message(data={TEXT: text})
        for component in self.components:
            component.process([message])
        return message


def example(text: str, topic: str) -> Message:
    """Return a training example, an article under the intent ``faq``."""
    intent, _, article = topic.partition("/")
    data = {TEXT: text, INTENT: intent}
    return Message(data={**data, INTENT_RESPONSE_KEY: topic} if article else data)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("storage"))
    context = ExecutionContext(GraphSchema({}), node_name="node")
    data = TrainingData([example(text, topic) for text, topic in PAIRS])
    tokenizer = RussianTokenizer(RussianTokenizer.get_default_config())
    tokenizer.process_training_data(data)
    components: list[Any] = [tokenizer, RussianEntities(RussianEntities.get_default_config())]
    for kind in LEARNING:
        config = {**kind.get_default_config(), **OPTIONS.get(kind, {})}
        given = (config, storage, Resource(kind.__name__), context)
        learner: Any = kind.create(*given)
        learner.train(data)
        if kind is not TopicRanker:
            learner.process_training_data(data)
        components.append(kind.load(*given))
    return Pipeline(components, storage)


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel.fit([text for text, _ in PAIRS], [topic for _, topic in PAIRS], options=QUICK)


@pytest.mark.parametrize("text", MESSAGES)
def test_components_rank_as_the_model_does(
    pipeline: Pipeline, model: TopicModel, text: str
) -> None:
    ranking = [(topic["name"], topic["confidence"]) for topic in pipeline.parse(text).get("topics")]
    assert [topic for topic, _ in ranking] == [topic for topic, _ in model.rank(text)]
    for (_, one), (_, other) in zip(ranking, model.rank(text), strict=True):
        assert one == pytest.approx(other, abs=1e-3)


def test_message_gets_what_rasa_reads(pipeline: Pipeline) -> None:
    message = pipeline.parse("как получить esim за 300 рублей")
    assert message.get(INTENT)["name"] == "faq"
    selector = message.get("response_selector")["faq"]
    assert selector["response"]["intent_response_key"] == "faq/esim_how"
    (entity,) = message.get("entities")
    assert (entity["entity"], entity["value"], entity["start"]) == ("money", "300", 21)
    assert entity["extractor"] == "RussianEntities"


def test_tokens_keep_their_places(pipeline: Pipeline) -> None:
    text = "Скока ДЕНЕГ?"
    tokens = pipeline.parse(text).get("text_tokens")
    assert [(token.text, text[token.start : token.end]) for token in tokens] == [
        ("сколько", "Скока"),
        ("денег", "ДЕНЕГ"),
    ]


def test_featurizer_before_training(tmp_path: Path) -> None:
    context = ExecutionContext(GraphSchema({}), node_name="node")
    storage = LocalModelStorage.create(tmp_path)
    given = (NgramFeaturizer.get_default_config(), storage, Resource("x"), context)
    untrained = NgramFeaturizer.create(*given)
    with pytest.raises(RuntimeError, match="before it was trained"):
        untrained.process([Message(data={TEXT: "баланс"})])


def pack(pipeline: Pipeline, path: Path, kinds: tuple[type[GraphComponent], ...]) -> Path:
    """Pack the learned components as ``rasa train`` would."""
    schema = GraphSchema(
        {
            kind.__name__: SchemaNode(
                needs={},
                uses=kind,
                constructor_name="load",
                fn="process",
                config={"act": 0.7, "outside": 1.0} if kind is TopicRanker else {},
                resource=Resource(kind.__name__),
            )
            for kind in kinds
        }
    )
    configuration = GraphModelConfiguration(
        GraphSchema({}), schema, TrainingType.NLU, "mia", "ru", None, None
    )
    pipeline.storage.create_model_package(path, configuration, Domain.empty())
    return path


def test_components_of_a_packed_model(
    pipeline: Pipeline, model: TopicModel, tmp_path: Path
) -> None:
    understanding = trained.load(pack(pipeline, tmp_path / "model.tar.gz", LEARNING))
    for text in MESSAGES:
        assert dict(understanding.model.rank(text)) == pytest.approx(
            dict(model.rank(text)), abs=1e-3
        )
    assert understanding.thresholds == Thresholds(act=0.7, outside=1.0)


def test_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no trained model"):
        trained.load(tmp_path / "nothing.tar.gz")


def test_model_without_our_components(pipeline: Pipeline, tmp_path: Path) -> None:
    path = pack(pipeline, tmp_path / "other.tar.gz", (NgramFeaturizer, TopicRanker))
    with pytest.raises(LookupError, match="MeaningFeaturizer"):
        trained.load(path)


def test_options_of_the_project_are_the_rankers_own() -> None:
    pipeline = read_yaml(ROOT / "config.yml")["pipeline"]
    (given,) = (node for node in pipeline if node["name"].endswith("TopicRanker"))
    defaults = TopicRanker.get_default_config()
    options = {name: value for name, value in given.items() if name != "name"}
    assert options.keys() <= defaults.keys()
    assert override_defaults(defaults, options) == {**defaults, **options}
