"""The parts of a model put together as vosk expects them on disk.

``am/final.mdl``, ``conf/mfcc.conf``, ``conf/model.conf``, ``graph/HCLr.fst``, ``graph/Gr.fst``,
``graph/words.txt``, ``graph/disambig_tid.int``, ``graph/phones/word_boundary.int``.
"""

import random
from collections.abc import Sequence
from pathlib import Path

from knowledge.lemmas import fold
from voice_gateway.sandbox_model import (
    acoustic,
    corpus,
    features,
    fst_tools,
    graph,
    lexicon,
    numbers,
    tree,
)
from voice_gateway.sandbox_model.language_model import Trigram
from voice_gateway.sandbox_model.lexicon_fst import UNKNOWN, LexiconFst
from voice_gateway.sandbox_model.settings import section, settings

_END_OF_SPEECH = """--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=1.0
--endpoint.rule4.min-trailing-silence=2.0
"""


def write_acoustics(net: acoustic.Net, model: Path) -> None:
    """Write the acoustic model and what belongs to it."""
    (model / "am").mkdir(parents=True, exist_ok=True)
    (model / "conf").mkdir(exist_ok=True)
    (model / "am" / "final.mdl").write_bytes(acoustic.final_mdl(net, features.DIMENSION))
    (model / "conf" / "mfcc.conf").write_text(features.CONFIG, encoding="ascii")
    lines = [f"--{name}={value}" for name, value in section("decoding").items()]
    text = "\n".join(lines) + "\n" + _END_OF_SPEECH
    (model / "conf" / "model.conf").write_text(text, encoding="ascii")


def write_graph(vocabulary: dict[str, float], entries: lexicon.Lexicon, model: Path) -> None:
    """Write lexicon graph, language model and word list.

    Raises:
        FstError: OpenFst's tools are missing or fail.
    """
    folder = model / "graph"
    (folder / "phones").mkdir(parents=True, exist_ok=True)
    said = sorted(entries)
    ids = {word: number for number, word in enumerate([*said, UNKNOWN], 1)}
    arcs = LexiconFst(entries, ids)
    pairs = folder / "relabel.txt"
    graph.build(arcs.text(), arcs.disambiguation, folder / "HCLr.fst", pairs)
    moved = graph.read_relabelling(pairs)
    pairs.unlink()
    ids = {word: moved[number] for word, number in ids.items()}
    _write_words(ids, folder / "words.txt")
    floor = {word: chance for word, chance in vocabulary.items() if word in entries}
    _write_language_model(language_model(floor), ids, folder / "Gr.fst")
    labels = "\n".join(map(str, arcs.disambiguation)) + "\n"
    (folder / "disambig_tid.int").write_text(labels, encoding="ascii")
    (folder / "phones" / "word_boundary.int").write_text(tree.word_boundaries(), encoding="ascii")


def language_model(floor: dict[str, float]) -> Trigram:
    """Return the trigram over the corpus, Mia's answers and made-up numbers."""
    options = section("language_model")
    total = sum(floor.values())
    model = Trigram(
        {word: chance / total for word, chance in floor.items()},
        float(options["discount"]),
        float(options["gain"]),
    )
    rng = random.Random(settings()["seed"])  # noqa: S311 - reproducible, no secret
    made = numbers.phrases(int(options["numbers"]), rng)
    weighted: list[tuple[Sequence[Sequence[str]], float]] = [
        (corpus.phrasings(), 1.0),
        (corpus.answers(), float(options["written"])),
        (list(made), float(options["number_weight"])),
        (numbers.answers(), float(options["answer_weight"])),
    ]
    for sentences, weight in weighted:
        for sentence in sentences:
            model.add([fold(word) for word in sentence], weight)
    return model


def _write_words(ids: dict[str, int], path: Path) -> None:
    rows = sorted(ids.items(), key=lambda item: item[1])
    text = "\n".join(f"{word} {number}" for word, number in [("<eps>", 0), *rows])
    path.write_text(text + "\n", encoding="utf-8")


def _write_language_model(model: Trigram, ids: dict[str, int], target: Path) -> None:
    plain = target.with_suffix(".plain")
    fst_tools.compile_text("\n".join(model.arcs(ids)) + "\n", plain)
    fst_tools.run("fstarcsort", "--sort_type=ilabel", plain, plain)
    fst_tools.run("fstconvert", "--fst_type=ngram", plain, target)
    plain.unlink()
