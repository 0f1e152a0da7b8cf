"""Reading the corpus, the catalogue, the phrasebook and held-out sets: what is refused, and how."""

from pathlib import Path

import pytest
import yaml

from knowledge.corpus import Corpus
from knowledge.facts import Facts
from knowledge.files import DataError
from knowledge.heldout import load_heldout
from knowledge.lemmas import lemma, plain, shared
from knowledge.phrasebook import Phrasebook

PHRASINGS = {"chat": ["скок бабок"], "phone": ["сколько на счету"], "long": [], "indirect": []}
TASK = {"id": "check_balance", "title": "Баланс", "phrasings": PHRASINGS}
ARTICLE = {
    "id": "pin",
    "question": "Забыл код",
    "eye": "Глазу",
    "ear": "Уху",
    "phrasings": PHRASINGS,
}


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def load(folder: Path) -> Corpus:
    return Corpus.load(folder / "faq", folder / "phrasings")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "faq" / "sim.yml", {"area": "sim", "articles": [ARTICLE]})
    write(tmp_path / "phrasings" / "tasks" / "check_balance.yml", TASK)
    write(tmp_path / "phrasings" / "talk" / "thank.yml", {**TASK, "id": "thank"})
    return tmp_path


def test_corpus_is_read(folder: Path) -> None:
    corpus = load(folder)
    assert [topic.id for topic in corpus.topics()] == ["check_balance", "thank", "faq/pin"]
    article = corpus.articles[0]
    assert (article.name, article.area, article.kind) == ("pin", "sim", "article")
    assert [(p.text, p.style) for p in article.phrasings] == [
        ("скок бабок", "chat"),
        ("сколько на счету", "phone"),
    ]


def test_follow_ups_are_read_from_beside_the_phrasings(folder: Path) -> None:
    said = {"check_balance": {"faq/pin": ["а код какой"], "check_balance": ["а сейчас"]}}
    write(folder / "follow_ups" / "tasks.yml", said)
    found = [(one.about, one.text, one.topic) for one in load(folder).follow_ups]
    assert found == [
        ("check_balance", "а сейчас", "check_balance"),
        ("check_balance", "а код какой", "faq/pin"),
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"check_balance": {"faq/pni": ["а код"]}}, "there is no topic faq/pni"),
        ({"check_balanse": {"faq/pin": ["а код"]}}, "there is no topic check_balanse"),
        ({"thank": {"thank": ["и вам"], "faq/pin": ["и вам"]}}, "thank: и вам stands twice"),
    ],
)
def test_follow_up_that_cannot_be_right(folder: Path, said: object, told: str) -> None:
    write(folder / "follow_ups" / "tasks.yml", said)
    with pytest.raises(DataError, match=told):
        load(folder)


@pytest.mark.parametrize("key", ["id", "question", "eye", "ear", "phrasings"])
def test_article_that_lacks_something(folder: Path, key: str) -> None:
    lacking = {name: value for name, value in ARTICLE.items() if name != key}
    write(folder / "faq" / "sim.yml", {"area": "sim", "articles": [lacking]})
    with pytest.raises(DataError, match=f"{key} is missing"):
        load(folder)


@pytest.mark.parametrize("key", ["id", "title", "phrasings"])
def test_task_that_lacks_something(folder: Path, key: str) -> None:
    lacking = {name: value for name, value in TASK.items() if name != key}
    write(folder / "phrasings" / "tasks" / "check_balance.yml", lacking)
    with pytest.raises(DataError, match=f"{key} is missing"):
        load(folder)


def test_an_unknown_style_is_an_error(folder: Path) -> None:
    strange = {**TASK, "phrasings": {"verse": ["о баланс"]}}
    write(folder / "phrasings" / "tasks" / "check_balance.yml", strange)
    with pytest.raises(DataError, match="unknown style verse"):
        load(folder)


def test_unknown_part_of_a_button(folder: Path) -> None:
    odd = {**ARTICLE, "buttons": [{"title": "Да", "tusk": "check_balance"}]}
    write(folder / "faq" / "sim.yml", {"area": "sim", "articles": [odd]})
    with pytest.raises(DataError, match="tusk"):
        load(folder)


def test_two_topics_of_one_name(folder: Path) -> None:
    write(folder / "phrasings" / "tasks" / "again.yml", TASK)
    with pytest.raises(DataError, match=r"check_balance stands in .*again\.yml"):
        load(folder)


def test_file_that_is_not_yaml(folder: Path) -> None:
    (folder / "faq" / "sim.yml").write_text("area: [sim", encoding="utf-8")
    with pytest.raises(DataError, match=r"sim\.yml"):
        load(folder)


def test_catalogue_lists_are_reached_by_id(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", {"tariffs": [{"id": "big", "fee": 600}], "terms": {"sim": {"n": 3}}})
    write(
        tmp_path / "b.yml", {"exchange": [{"to": "gb", "minutes": 100}], "terms": {"mnp": {"n": 8}}}
    )
    facts = Facts.load(tmp_path)
    assert facts["tariffs"]["big"]["fee"] == 600
    assert facts["exchange"]["gb"]["minutes"] == 100
    assert (facts["terms"]["sim"]["n"], facts["terms"]["mnp"]["n"]) == (3, 8)


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ({"tariffs": []}, {"tariffs": []}, "tariffs stands in two files"),
        ({"terms": {"sim": {}}}, {"terms": {"sim": {}}}, "stand in two files"),
        ({"tariffs": []}, ["tariffs"], "a catalogue file is a mapping"),
    ],
)
def test_catalogue_that_contradicts_itself(
    tmp_path: Path, one: object, other: object, message: str
) -> None:
    write(tmp_path / "a.yml", one)
    write(tmp_path / "b.yml", other)
    with pytest.raises(DataError, match=message):
        Facts.load(tmp_path)


@pytest.mark.parametrize(
    ("phrases", "message"),
    [
        ({"say_hello": {"say": ["Привет"]}}, "does not begin with utter_"),
        ({"utter_hello": {"say": []}}, "says nothing"),
        ({"utter_hello": ["Привет"]}, "says nothing"),
        ({"utter_hello": {"say": [{"ear": "Привет"}]}}, "eye"),
        ({"utter_hello": {"say": ["Привет"], "buttons": [{"name": "Да"}]}}, "name"),
        ({"utter_hello": {"say": ["Привет"], "links": [{"title": "Да"}]}}, "url"),
    ],
)
def test_phrase_that_is_malformed(tmp_path: Path, phrases: object, message: str) -> None:
    write(tmp_path / "talk.yml", phrases)
    with pytest.raises(DataError, match=message):
        Phrasebook.load(tmp_path)


def test_phrase_that_stands_twice(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", {"utter_hello": {"say": ["Привет"]}})
    write(tmp_path / "b.yml", {"utter_hello": {"say": ["Привет"]}})
    with pytest.raises(DataError, match="stands twice"):
        Phrasebook.load(tmp_path)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"topics": ["thank"], "style": "chat"}, "text and topics"),
        ({"text": "спасибо", "topics": [], "style": "chat"}, "text and topics"),
        ({"text": "спасибо", "topics": ["thank"], "style": "verse"}, "unknown style verse"),
        ("спасибо", "text and topics"),
    ],
)
def test_heldout_phrase_that_is_malformed(tmp_path: Path, entry: object, message: str) -> None:
    path = write(tmp_path / "dev.yml", [entry])
    with pytest.raises(DataError, match=message):
        load_heldout(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Баланс?", "баланс"), ("ещё  раз!", "еще раз"), ("да,нет", "да нет"), ("???", "???")],
)
def test_plain_makes_equal_what_differs_only_in_signs(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_plain_keeps_texts_of_signs_apart() -> None:
    assert plain("👍") != plain("👎")


def test_shared_counts_lemmas_without_courtesy() -> None:
    assert shared("подскажите пожалуйста мой баланс", "балансы") == 1.0
    assert shared("сменить тариф", "сменить номер") == 0.5
    assert shared("пожалуйста", "спасибо") == 0.0


def test_lemma_of_a_sign_without_a_name() -> None:
    assert lemma("а-\U00016000") == "а-\U00016000"
