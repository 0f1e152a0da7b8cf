"""Problems of held-out sets: what would make their measure untrue."""

from collections.abc import Iterator, Sequence

from knowledge.checks.limits import Limits
from knowledge.checks.problem import Kind, Problem, place
from knowledge.corpus import Corpus, Topic
from knowledge.heldout import HeldoutPhrase
from knowledge.lemmas import content_words, plain


def problems(phrases: Sequence[HeldoutPhrase], corpus: Corpus, limits: Limits) -> Iterator[Problem]:
    """Yield what is wrong with held-out phrases, seen against the phrasings trained on."""
    trained = {plain(p.text): topic.id for topic in corpus.topics() for p in topic.phrasings}
    after = {(said.about, plain(said.text)) for said in corpus.follow_ups}
    topics = corpus.by_id()
    for phrase in phrases:
        where = place(phrase.source, ", ".join(phrase.topics))
        for name in (*phrase.topics, *([phrase.about] if phrase.about else [])):
            if name not in topics:
                yield Problem(where, "dead_reference", f"no topic {name}: {phrase.text}")
        if phrase.about:  # the same few words may follow many answers, and be phrasings too
            if (phrase.about, plain(phrase.text)) in after:
                message = f"stands in training after {phrase.about}: {phrase.text}"
                yield Problem(where, "heldout_in_training", message)
            continue
        if topic := trained.get(plain(phrase.text)):
            message = f"stands in training under {topic}: {phrase.text}"
            yield Problem(where, "heldout_in_training", message)
        elif near := _nearest(phrase, [topics[n] for n in phrase.topics if n in topics], limits):
            strict = phrase.source.stem in limits.heldout_apart
            kind: Kind = "not_apart" if strict else "close_to_heldout"
            yield Problem(where, kind, f"{phrase.text} | {near}")


def _nearest(phrase: HeldoutPhrase, topics: Sequence[Topic], limits: Limits) -> str | None:
    """Return the phrasing that has most of the phrase's content words, if it has enough of them."""
    words = content_words(phrase.text)
    texts = [phrasing.text for topic in topics for phrasing in topic.phrasings]
    if not words or not texts:
        return None
    best = max(texts, key=lambda text: len(words & content_words(text)))
    return best if len(words & content_words(best)) / len(words) >= limits.heldout_share else None
