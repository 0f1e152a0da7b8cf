"""The project's own flows are whole: what they name exists elsewhere."""

import pytest
import yaml

from actions.registry import all_actions
from bot.flows.broad import broad_words
from bot.flows.definition import Act, Flow, Link, flows
from bot.flows.slots import SlotSpec, slot_specs
from bot.identity.sureness import required
from knowledge.corpus import corpus
from knowledge.files import ROOT
from knowledge.lemmas import lemma
from knowledge.phrasebook import phrasebook

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
COLLECTED = sorted({slot for flow in flows().values() for slot in flow.slots()})
REPAIR = [
    "utter_resume",
    "utter_cancelled",
    "utter_corrected",
    "utter_still_confirm",
    "utter_answer_unclear",
    "utter_clarify",
    "utter_too_many_misses_in_task",
    "utter_offer_person",
    "utter_not_understood",
    "utter_out_of_scope",
    "utter_next_need",
    "utter_nothing_to_cancel",
    "utter_nothing_to_deny",
    "utter_nothing_to_affirm",
    "utter_identify_claimed",
    "utter_identify_network",
    "utter_identify_verified",
    "utter_greet",
    "utter_goodbye",
    "utter_thank",
    "utter_help",
    "utter_bot_challenge",
    "utter_abuse",
]


@pytest.mark.parametrize("flow", flows().values(), ids=flows())
def test_what_a_flow_runs_exists(flow: Flow) -> None:
    ours = set(DOMAIN["actions"])
    for action in flow.actions():
        assert action in (phrasebook().phrases if action.startswith("utter_") else ours)
    for step in flow.steps:
        if isinstance(step, Act) and step.confirm:
            assert step.confirm in phrasebook().phrases


@pytest.mark.parametrize("flow", flows().values(), ids=flows())
def test_a_flow_is_a_task_with_phrasings_or_goes_on_from_one(flow: Flow) -> None:
    links = {s.flow for each in flows().values() for s in each.steps if isinstance(s, Link)}
    assert flow.id in corpus().by_id() or flow.id in links


@pytest.mark.parametrize("word", broad_words())
def test_a_broad_word_is_a_lemma_and_its_needs_exist(word: str) -> None:
    assert lemma(word) == word
    offered = broad_words()[word]
    assert 2 <= len(offered) <= 3
    assert set(offered) <= corpus().by_id().keys()


@pytest.mark.parametrize("name", COLLECTED)
def test_what_is_collected_has_a_slot_and_a_question(name: str) -> None:
    assert name in DOMAIN["slots"]
    assert slot_specs()[name].question in phrasebook().phrases


@pytest.mark.parametrize("spec", slot_specs().values(), ids=slot_specs())
def test_what_fills_a_slot_can_be_found(spec: SlotSpec) -> None:
    named = {entity for words in spec.choices.values() for entity in words.entities}
    assert set(spec.entities) | named <= set(DOMAIN["entities"])
    assert spec.entities or spec.choices or spec.free_text
    assert spec.keeps <= set(corpus().by_id())
    assert spec.told_in is None or slot_specs()[spec.told_in].free_text
    assert spec.among is None or spec.among in DOMAIN["slots"]


def test_actions_of_the_domain_are_those_of_the_code() -> None:
    assert set(DOMAIN["actions"]) == set(all_actions())


def test_what_changes_something_asks_for_a_yes() -> None:
    confirmed = {
        step.action
        for flow in flows().values()
        for step in flow.steps
        if isinstance(step, Act) and step.confirm
    }
    assert confirmed == {
        "action_top_up",
        "action_promised_payment",
        "action_order_statement",
        "action_claim_gift",
        "action_send_gift",
        "action_redeem_code",
        "action_request_code",
        "action_block_sim",
        "action_file_complaint",
        "action_leave_feedback",
        "action_request_callback",
        "action_report_network_issue",
        "action_report_fraud",
        "utter_unpair_speakers",
    }
    assert confirmed <= set(required())


@pytest.mark.parametrize("phrase", REPAIR)
def test_repair_has_its_phrases(phrase: str) -> None:
    assert phrase in phrasebook().phrases
