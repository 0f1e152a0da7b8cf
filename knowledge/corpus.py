"""The corpus: articles with their answers, the phrasings of every topic, and follow-ups."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from knowledge.files import KNOWLEDGE, ROOT, DataError, read_yaml, yaml_files
from knowledge.follow_ups import FollowUp, load_follow_ups

Style = Literal["chat", "phone", "long", "indirect"]
STYLES: tuple[Style, ...] = get_args(Style)
Kind = Literal["task", "talk", "article"]

ARTICLE_PREFIX = "faq/"

Made = TypeVar("Made", "Button", "Link")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way in which a person puts a topic."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Button:
    """What can be pressed below an answer. Exactly one of the targets is given."""

    title: str
    task: str | None = None
    article: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address shown below an answer; both parts may hold placeholders."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """An answer for eye and ear; both are templates."""

    eye: str
    ear: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Anything that a person may come with, and how people put it."""

    id: str
    kind: Kind
    title: str
    phrasings: tuple[Phrasing, ...]
    source: Path


@dataclass(frozen=True, slots=True)
class Article(Topic):
    """An article of the FAQ; ``id`` is the topic, ``faq/<name>``. Answers are templates.

    ``in_grief`` is the answer after a death was told of, where it is another.
    """

    area: str = ""
    eye: str = ""
    ear: str = ""
    in_grief: Words | None = None
    task: str | None = None
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[str, ...] = ()
    apart: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The id without its prefix."""
        return self.id.removeprefix(ARTICLE_PREFIX)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All topics: articles, tasks and talk; and what is said right after their answers."""

    articles: tuple[Article, ...]
    tasks: tuple[Topic, ...]
    talk: tuple[Topic, ...]
    follow_ups: tuple[FollowUp, ...] = ()

    @classmethod
    def load(
        cls, faq: Path = KNOWLEDGE / "faq", phrasings: Path = ROOT / "nlu" / "phrasings"
    ) -> "Corpus":
        """Read the articles below ``faq``, the task and talk topics below ``phrasings``.

        Follow-ups are read from the folder ``follow_ups`` beside ``phrasings``.

        Raises:
            DataError: a file lacks something, an id stands twice, or a follow-up names no topic.
        """
        articles = tuple(article for path in yaml_files(faq) for article in _articles(path))
        tasks = tuple(_topic(path, "task") for path in yaml_files(phrasings / "tasks"))
        talk = tuple(_topic(path, "talk") for path in yaml_files(phrasings / "talk"))
        corpus = cls(articles, tasks, talk, load_follow_ups(phrasings.parent / "follow_ups"))
        _no_twins(corpus)
        _no_strangers(corpus)
        return corpus

    def topics(self) -> Iterator[Topic]:
        """Yield every topic: tasks, talk, then articles."""
        yield from self.tasks
        yield from self.talk
        yield from self.articles

    def by_id(self) -> dict[str, Topic]:
        """Return the topics by their ids."""
        return {topic.id: topic for topic in self.topics()}


@cache
def corpus() -> Corpus:
    """Return the project's own corpus, read once."""
    return Corpus.load()


def _articles(path: Path) -> Iterator[Article]:
    content = read_yaml(path)
    area = _need(content, "area", path)
    for entry in _need(content, "articles", path):
        where = f"{path}: {entry.get('id', '?')}"
        yield Article(
            id=ARTICLE_PREFIX + _need(entry, "id", where),
            kind="article",
            title=_need(entry, "question", where),
            phrasings=_phrasings(_need(entry, "phrasings", where), where),
            source=path,
            area=area,
            eye=_need(entry, "eye", where),
            ear=_need(entry, "ear", where),
            in_grief=_in_grief(entry, where),
            task=entry.get("task"),
            buttons=_made(Button, entry.get("buttons"), where),
            links=_made(Link, entry.get("links"), where),
            related=tuple(entry.get("related") or ()),
            apart=entry.get("apart") or {},
        )


def _in_grief(entry: dict[str, Any], where: object) -> Words | None:
    words = entry.get("in_grief")
    return Words(_need(words, "eye", where), _need(words, "ear", where)) if words else None


def _made(kind: type[Made], entries: list[dict[str, str]] | None, where: str) -> tuple[Made, ...]:
    try:
        return tuple(kind(**entry) for entry in entries or ())
    except TypeError as error:
        raise DataError(f"{where}: {error}") from error


def _topic(path: Path, kind: Kind) -> Topic:
    content = read_yaml(path)
    return Topic(
        id=_need(content, "id", path),
        kind=kind,
        title=_need(content, "title", path),
        phrasings=_phrasings(_need(content, "phrasings", path), path),
        source=path,
    )


def _phrasings(by_style: dict[str, list[Any]], where: object) -> tuple[Phrasing, ...]:
    found = []
    for style, texts in by_style.items():
        if style not in STYLES:
            raise DataError(f"{where}: unknown style {style}")
        found += [Phrasing(str(text), style) for text in texts]
    return tuple(found)


def _need(mapping: dict[str, Any], key: str, where: object) -> Any:
    if not isinstance(mapping, dict) or mapping.get(key) is None:
        raise DataError(f"{where}: {key} is missing")
    return mapping[key]


def _no_twins(corpus: Corpus) -> None:
    seen: dict[str, Path] = {}
    for topic in corpus.topics():
        if topic.id in seen:
            raise DataError(f"{topic.id} stands in {seen[topic.id]} and {topic.source}")
        seen[topic.id] = topic.source


def _no_strangers(corpus: Corpus) -> None:
    known = corpus.by_id()
    for said in corpus.follow_ups:
        for topic in (said.about, said.topic):
            if topic not in known:
                raise DataError(f"{said.source}: {said.text}: there is no topic {topic}")
