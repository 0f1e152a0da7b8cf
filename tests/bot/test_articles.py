"""Every article is answered from people's own words, which Mia was never trained on."""

from collections import defaultdict

import pytest

from knowledge.answers import answer_article
from knowledge.corpus import corpus
from knowledge.facts import catalogue
from knowledge.files import ROOT, read_yaml
from tests.conftest import MakeChatter
from tests.stack import Stack


def held_out() -> dict[str, list[str]]:
    """Return the held-out phrases of each article."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for item in read_yaml(ROOT / "nlu" / "heldout" / "dev.yml"):
        for topic in item["topics"]:
            phrases[topic].append(item["text"])
    return phrases


HELD_OUT = held_out()


@pytest.mark.parametrize("article", corpus().articles, ids=lambda article: article.name)
def test_an_article_is_answered_from_a_held_out_phrase(
    chatter: MakeChatter, stack: Stack, article
) -> None:
    support = {**catalogue()["support"], "agents_hours": stack.agents_hours}
    answer = answer_article(article, {**catalogue(), "support": support}).text
    person = chatter()
    heard = []
    for phrase in HELD_OUT[article.id]:
        heard.append(person.say(phrase))
        if answer in heard[-1]:
            return
    pytest.fail(f"none of the held-out phrases was answered with {article.id}: {heard}")
