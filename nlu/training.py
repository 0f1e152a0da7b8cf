"""Training the Rasa model, when its data is newer than it."""

import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from unittest.mock import patch

from knowledge.corpus import Corpus
from knowledge.files import ROOT
from knowledge.phrasebook import Phrasebook

MODELS = ROOT / "models"
MODEL = MODELS / "mia.tar.gz"
_FINGERPRINT = MODELS / "mia.fingerprint"

# Files whose content the model depends on, besides the phrasings themselves.
_SOURCES = (
    "config.yml",
    "domain.yml",
    "knowledge/domain.py",
    "knowledge/follow_ups.py",
    "knowledge/importer.py",
    "knowledge/lemmas.py",
    "nlu/analysis.py",
    "nlu/calibration.py",
    "nlu/classifier.py",
    "nlu/components/*.py",
    "nlu/data/layout.yml",
    "nlu/data/manner.yml",
    "nlu/data/slips.yml",
    "nlu/data/spellings.yml",
    "nlu/encoder.py",
    "nlu/features.py",
    "nlu/learning.py",
    "nlu/linear.py",
    "nlu/manner.py",
    "nlu/model.py",
    "nlu/network/*.py",
    "nlu/slips.py",
    "nlu/text.py",
    "nlu/tfidf.py",
    "nlu/vectors.py",
    "bot/flows/policy.py",
)

_STARTED = "Starting to train component"


def fingerprint(root: Path = ROOT, sources: Sequence[str] = _SOURCES) -> str:
    """Return a hash of all that a model is made of: phrasings, names, configuration and code.

    Answers and prices are not part of it: they are read when they are said.
    """
    digest = hashlib.sha256(version("rasa").encode())
    corpus = Corpus.load()
    topics = [(t.id, [p.text for p in t.phrasings]) for t in corpus.topics()]
    said = [(after.about, after.text, after.topic) for after in corpus.follow_ups]
    digest.update(json.dumps([topics, said, sorted(Phrasebook.load().phrases)]).encode())
    for pattern in sources:
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_fresh() -> bool:
    """Tell whether there is a model and it was made of what stands in the files now."""
    if not MODEL.is_file() or not _FINGERPRINT.is_file():
        return False
    return _FINGERPRINT.read_text().strip() == fingerprint()


def train(tell: Callable[[str], None]) -> float:
    """Train the model and return how long it took, in seconds; ``tell`` is given each step's name.

    Raises:
        RuntimeError: Rasa made no model; what it said is in its log.
    """
    made_of = fingerprint()
    start = time.monotonic()
    from rasa.model_training import train as train_rasa  # seconds of import, only when training

    with _steps(tell), _no_cache():
        result = train_rasa(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[],
            output=str(MODELS),
            force_training=True,
            fixed_model_name="mia",
        )
    if result.code != 0 or not result.model:
        raise RuntimeError(f"rasa train ended with code {result.code} and no model")
    _FINGERPRINT.write_text(made_of)
    return time.monotonic() - start


@contextmanager
def _no_cache() -> Iterator[None]:
    """Keep Rasa from hashing all phrasings with their features after each step.

    It does so to find the step's output in its cache; a training that is forced looks for nothing there.
    """
    from rasa.engine.training.hooks import TrainingHook

    with (
        patch.object(TrainingHook, "on_before_node", lambda *_, **__: {}),
        patch.object(TrainingHook, "on_after_node", lambda *_, **__: None),
    ):
        yield


@contextmanager
def _steps(tell: Callable[[str], None]) -> Iterator[None]:
    """Pass on the names of components as Rasa's log tells that they are being trained."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if message.startswith(_STARTED):
                tell(message.removeprefix(_STARTED).strip(" '."))

    logger, listener = logging.getLogger("rasa.engine.training.hooks"), Listener()
    level = logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
