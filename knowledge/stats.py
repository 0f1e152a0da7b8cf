"""What the corpus holds, counted: topics and phrasings by area or kind, and by style."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.corpus import STYLES, Corpus, Topic


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of one area of articles, of all tasks, or of all talk topics."""

    name: str
    topics: int
    styles: dict[str, int]

    @property
    def phrasings(self) -> int:
        """All phrasings, whatever their style."""
        return sum(self.styles.values())


def count(corpus: Corpus) -> list[Row]:
    """Return a row for tasks, for talk, and for each area of articles; the last is the total."""
    areas = dict.fromkeys(article.area for article in corpus.articles)
    rows = [_row("tasks", corpus.tasks), _row("talk", corpus.talk)]
    rows += [_row(f"faq/{a}", [x for x in corpus.articles if x.area == a]) for a in areas]
    return [*rows, _row("total", list(corpus.topics()))]


def as_json(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """Return the counts by name, as ``mia knowledge stats --json`` prints them."""
    return {
        row.name: {"topics": row.topics, **row.styles, "phrasings": row.phrasings} for row in rows
    }


def _row(name: str, topics: Iterable[Topic]) -> Row:
    kept = list(topics)
    counts: Counter[str] = Counter(phrasing.style for topic in kept for phrasing in topic.phrasings)
    return Row(name, len(kept), {style: counts[style] for style in STYLES})
