"""A dialogue without Rasa: flows of its own, slots in a dictionary, actions that leave slots."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.flows.definition import Flow, load_flows
from bot.flows.dialogue import LISTEN, Dialogue, Offer, Person, Setting
from bot.flows.reading import Reading
from bot.flows.repair import hear
from bot.flows.slots import SlotSpec
from bot.flows.state import State

FLOWS = """
flows:
  pay:
    name: оплата
    steps:
      - collect: sum
      - collect: purpose
        if: slots.sum | int > 100
      - action: action_pay
        confirm: utter_confirm_pay
  give:
    name: подарок
    steps:
      - collect: recipient
      - action: action_quote
        next:
          - if: slots.refusal
            then: again
          - else: send
      - id: again
        set_slots: {recipient: null, refusal: null}
        next: START
      - id: send
        action: action_give
        confirm: utter_confirm_give
  guide: {name: подсказка, again: utter_not_me, steps: [{action: utter_how}]}
  look: {name: списания, again: utter_look_again, steps: [{action: action_look}]}
  balance: {name: баланс, steps: [{action: action_balance}]}
  detour: {name: объезд, steps: [{link: balance}]}
  statement: {name: детализация, steps: [{action: action_statement}]}
  emergency: {name: беда, urgent: true, steps: [{action: utter_emergency}]}
"""
SPECS = {
    "sum": SlotSpec("sum", entities=("money", "number"), named_by=frozenset({"сумма"})),
    "purpose": SlotSpec("purpose", any_word=True),
    "recipient": SlotSpec("recipient", entities=("phone",), named_by=frozenset({"номер"})),
}


def _flows() -> dict[str, Flow]:
    with TemporaryDirectory() as folder:
        Path(folder, "flows.yml").write_text(FLOWS, encoding="utf-8")
        return load_flows(Path(folder))


@dataclass
class Machine:
    """Says things to a dialogue. ``outcomes`` are the slots that actions leave, by their names."""

    person: Person = field(default_factory=lambda: Person("79000000001", "network"))
    outcomes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    slots: dict[str, Any] = field(default_factory=dict)
    state: State = field(default_factory=State)
    offers: Mapping[str, Offer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = (f"key-{number}" for number in itertools.count(1))
        self.setting = Setting(
            _flows(), SPECS, self._missing, lambda topic: topic, lambda: next(keys), self.offers
        )

    def hear(self, reading: Reading) -> list[str]:
        """Take in a message, and return the actions up to the next listening."""
        dialogue = self._dialogue()
        hear(dialogue, reading)
        done = []
        while (action := dialogue.next_action()) != LISTEN:
            done.append(action)
            self._keep(dialogue)
            self.slots.update(self.outcomes.get(action, {}))
            dialogue = self._dialogue()
            assert len(done) < 20, done
        self._keep(dialogue)
        return done

    def _dialogue(self) -> Dialogue:
        return Dialogue(self.setting, self.state, self.slots, self.person)

    def _keep(self, dialogue: Dialogue) -> None:
        self.slots.update(dialogue.changes)
        self.state = State.from_json(dialogue.state.to_json())

    @staticmethod
    def _missing(flow: Flow, person: Person) -> str | None:
        return "verified" if flow.id == "statement" and person.sureness != "verified" else None
