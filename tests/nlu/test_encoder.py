"""A pretrained encoder by its folder, with a tiny one made here."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from tokenizers import Tokenizer, models, pre_tokenizers

from nlu.components.encoder import EncoderFeaturizer
from nlu.encoder import EncoderOptions, SentenceEncoder

WORDS = {"[PAD]": 0, "[UNK]": 1, "query": 2, ":": 3, "баланс": 4, "тариф": 5}
VECTORS = np.random.default_rng(1).normal(size=(len(WORDS), 4)).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an encoder that looks up a vector for each token."""
    folder = tmp_path_factory.mktemp("encoder")
    tokenizer = Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    sizes = ["messages", "tokens"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, sizes)
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [*sizes, 4])
    graph = helper.make_graph(
        [helper.make_node("Gather", ["vectors", "input_ids"], ["tokens"])],
        "tiny",
        inputs,
        [output],
        [numpy_helper.from_array(VECTORS, "vectors")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    return folder


def unit(*tokens: str) -> np.ndarray:
    mean = VECTORS[[WORDS[token] for token in tokens]].mean(axis=0)
    return mean / np.linalg.norm(mean)


def test_mean_of_tokens_without_padding(folder: Path) -> None:
    rows = SentenceEncoder(EncoderOptions(str(folder))).encode(["баланс", "тариф баланс тариф"])
    assert rows[0] == pytest.approx(unit("query", ":", "баланс"), abs=1e-5)
    assert rows[1] == pytest.approx(unit("query", ":", "тариф", "баланс", "тариф"), abs=1e-5)


def test_prefix_and_longest(folder: Path) -> None:
    encoder = SentenceEncoder(EncoderOptions(str(folder), prefix="", longest=1))
    assert encoder.encode(["баланс тариф"])[0] == pytest.approx(unit("баланс"), abs=1e-5)


def test_nothing_to_read_is_zero(folder: Path) -> None:
    encoder = SentenceEncoder(EncoderOptions(str(folder), prefix=""))
    assert encoder.encode(["", "баланс"])[0] == pytest.approx(np.zeros(4))


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"model\.onnx"):
        SentenceEncoder(EncoderOptions(str(tmp_path)))


def test_component_adds_a_sentence_vector(folder: Path, tmp_path: Path) -> None:
    config = {**EncoderFeaturizer.get_default_config(), "folder": str(folder)}
    context = ExecutionContext(GraphSchema({}), node_name="encoder")
    storage = LocalModelStorage.create(tmp_path)
    component = EncoderFeaturizer.create(config, storage, Resource("encoder"), context)
    (message,) = component.process([Message(data={TEXT: "баланс"})])
    (feature,) = message.features
    assert feature.is_dense()
    assert feature.features[0] == pytest.approx(unit("query", ":", "баланс"), abs=1e-5)


def test_component_wants_a_folder() -> None:
    with pytest.raises(InvalidConfigException, match="folder"):
        EncoderFeaturizer.validate_config(EncoderFeaturizer.get_default_config())
