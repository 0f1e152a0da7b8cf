"""Small corpora for tests of the checks."""

from __future__ import annotations

from pathlib import Path

from knowledge.checks import Limits
from knowledge.corpus import ARTICLE_PREFIX, STYLES, Article, Corpus, Kind, Phrasing, Topic
from knowledge.facts import Facts
from knowledge.heldout import HeldoutPhrase
from knowledge.phrasebook import Choice, Phrase, Phrasebook, Variant

SOURCE = Path("topics.yml")

FACTS = Facts(
    {
        "tariffs": {"big": {"name": "«Большой»", "fee": 600}},
        "terms": {"sim": {"pin_tries": 3}},
        "operator": {"site": "https://operator.example"},
    }
)

LIMITS = Limits(
    fewest={"task": 4, "talk": 4, "article": 4},
    fewest_of={"out_of_scope": 6},
    near=0.6,
    near_talk_words=3,
    free_of_question=0.2,
    heldout_share=0.5,
    heldout_apart=("apart",),
    eye=100,
    ear=60,
)

# One phrasing a style, none near another.
TEXTS = ("скок бабок", "сколько рублей на счету", "Я уезжаю. Проверь кошелёк.", "хватит ли мне")


def phrasings(*texts: str) -> tuple[Phrasing, ...]:
    """Return phrasings in the four styles in turn."""
    return tuple(Phrasing(text, STYLES[at % len(STYLES)]) for at, text in enumerate(texts))


def topic(
    name: str = "check_balance", kind: Kind = "task", texts: tuple[str, ...] = TEXTS
) -> Topic:
    """Return a task or talk topic."""
    return Topic(name, kind, name, phrasings(*texts), SOURCE)


def article(name: str = "pin", /, **changes: object) -> Article:
    """Return an article with nothing wrong with it, but for the changes."""
    given: dict[str, object] = {
        "id": ARTICLE_PREFIX + name,
        "kind": "article",
        "title": "Забыл код",
        "phrasings": phrasings(
            "где мой код", "как войти", "Всё закрылось. Что делать?", "не пускает"
        ),
        "source": SOURCE,
        "area": "sim",
        "eye": "Попыток: {{ terms.sim.pin_tries | number }}.",
        "ear": "Всего {{ terms.sim.pin_tries | count('попытка', 'попытки', 'попыток') }}.",
    }
    return Article(**{**given, **changes})  # type: ignore[arg-type]


def corpus(
    *articles: Article, tasks: tuple[Topic, ...] = (), talk: tuple[Topic, ...] = ()
) -> Corpus:
    """Return a corpus of the given topics."""
    return Corpus(articles, tasks, talk)


def phrase(
    say: str | Variant = "Готово.",
    facts: tuple[str, ...] = (),
    buttons: tuple[Choice, ...] = (),
    links: tuple[tuple[str, str], ...] = (),
    card: str | None = None,
) -> Phrasebook:
    """Return a phrasebook of one phrase."""
    variant = Variant(say) if isinstance(say, str) else say
    return Phrasebook({"utter_x": Phrase("utter_x", (variant,), facts, buttons, links, card)})


def held(text: str, *topics: str, of: str = "dev") -> HeldoutPhrase:
    """Return a held-out phrase."""
    return HeldoutPhrase(text, topics, "chat", Path(f"{of}.yml"))
