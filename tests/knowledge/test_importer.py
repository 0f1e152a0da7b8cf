"""What Rasa is trained on."""

from knowledge.corpus import corpus
from knowledge.importer import MiaImporter


def test_every_phrasing_and_follow_up_is_an_example() -> None:
    known = corpus()
    examples = MiaImporter().get_nlu_data().intent_examples
    phrasings = sum(len(topic.phrasings) for topic in known.topics())
    assert len(examples) == phrasings + len(known.follow_ups)


def test_a_follow_up_is_learned_after_the_title_of_what_was_answered() -> None:
    known = corpus()
    said = next(one for one in known.follow_ups if one.topic.startswith("faq/"))
    title = known.by_id()[said.about].title
    found = [
        example
        for example in MiaImporter().get_nlu_data().intent_examples
        if example.get("text") == f"{title} → {said.text}"
    ]
    assert [example.get("intent") for example in found] == ["faq"]
    assert found[0].get("intent_response_key") == said.topic
