"""The trained Rasa model's own components, put together as a ``TopicModel``."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rasa.engine.graph import GraphComponent, SchemaNode
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelMetadata

from nlu.components import storage
from nlu.components.encoder import EncoderFeaturizer, encoder_options
from nlu.components.meanings import MeaningFeaturizer
from nlu.components.ngrams import NgramFeaturizer
from nlu.components.topics import TopicRanker
from nlu.encoder import SentenceEncoder
from nlu.model import TopicModel
from nlu.thresholds import Thresholds
from nlu.training import MODEL


@dataclass(frozen=True, slots=True)
class Understanding:
    """A model and the thresholds that its pipeline was configured with."""

    model: TopicModel
    thresholds: Thresholds


def load(archive: Path = MODEL) -> Understanding:
    """Read the learned state of the components from a model archive.

    Raises:
        FileNotFoundError: there is no such model.
        LookupError: the model's pipeline has none of our components.
    """
    if not archive.is_file():
        raise FileNotFoundError(f"{archive}: no trained model")
    with TemporaryDirectory() as folder:
        kept, metadata = LocalModelStorage.from_model_archive(Path(folder), archive)
        ranker = {**TopicRanker.get_default_config(), **_node(metadata, TopicRanker).config}
        thresholds = Thresholds(ranker["act"], ranker["understand"], ranker["outside"])
        model = TopicModel(
            ngrams=storage.load(kept, _resource(metadata, NgramFeaturizer)),
            rarity=storage.load(kept, _resource(metadata, MeaningFeaturizer)),
            classifier=storage.load(kept, _resource(metadata, TopicRanker)),
            outside=thresholds.outside,
            encoder=_encoder(metadata),
        )
    return Understanding(model, thresholds)


def _encoder(metadata: ModelMetadata) -> SentenceEncoder | None:
    """Return the encoder that the pipeline was configured with, if with one."""
    for node in metadata.predict_schema.nodes.values():
        if node.uses is EncoderFeaturizer:
            config = {**EncoderFeaturizer.get_default_config(), **node.config}
            return SentenceEncoder(encoder_options(config))
    return None


def _resource(metadata: ModelMetadata, component: type[GraphComponent]) -> Resource:
    return _node(metadata, component).resource


def _node(metadata: ModelMetadata, component: type[GraphComponent]) -> SchemaNode:
    for node in metadata.predict_schema.nodes.values():
        if node.uses is component:
            return node
    raise LookupError(f"the model has no {component.__name__}")
