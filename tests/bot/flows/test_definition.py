"""Flows are read from YAML, and what is wrong with them is said when they are read."""

from pathlib import Path

import pytest

from bot.flows.definition import END, START, Act, Assign, Branch, Collect, Link, load_flows
from knowledge.files import DataError


def write(folder: Path, text: str, name: str = "flows.yml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_every_kind_of_step_is_read(tmp_path: Path) -> None:
    flows = load_flows(
        write(
            tmp_path,
            """
flows:
  pay:
    name: оплата
    urgent: true
    claims: sum
    steps:
      - id: ask
        collect: sum
        if: not identity.subject
      - set_slots: {sum: 5}
        next: START
      - action: action_pay
        confirm: utter_confirm_pay
        next:
          - if: slots.refusal
            then: ask
          - else: END
      - link: other
  other:
    name: другое
    steps: [{action: utter_other}]
""",
        )
    )
    flow = flows["pay"]
    assert (flow.title, flow.urgent, flow.claims) == ("оплата", True, "sum")
    collect, assign, act, link = flow.steps
    assert collect == Collect(id="ask", slot="sum", only_if="not identity.subject")
    assert assign == Assign(values={"sum": 5}, next=(Branch(START),))
    assert act == Act(
        action="action_pay",
        confirm="utter_confirm_pay",
        next=(Branch("ask", "slots.refusal"), Branch(END)),
    )
    assert link == Link(flow="other")
    assert [flow.place(target) for target in (START, "ask", END)] == [0, 0, 4]
    assert flow.slots() == ["sum"]
    assert flow.actions() == ["action_pay"]


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ("[{collect: sum, next: nowhere}]", "nowhere is no step"),
        ("[{action: a, next: [{if: x, then: gone}]}]", "gone is no step"),
        ("[{link: nothing}]", "nothing, which is no flow"),
        ("[{does: something}]", "not .'does'."),
        ("[{action: a, next: [{if: x}]}]", "then"),
        ("5", "TypeError"),
    ],
)
def test_a_wrong_step_is_refused(tmp_path: Path, steps: str, says: str) -> None:
    write(tmp_path, f"flows: {{pay: {{name: оплата, steps: {steps}}}}}")
    with pytest.raises(DataError, match=says):
        load_flows(tmp_path)


@pytest.mark.parametrize("missing", ["name", "steps"])
def test_a_flow_without_name_or_steps_is_refused(tmp_path: Path, missing: str) -> None:
    parts = {"name": "name: оплата", "steps": "steps: [{action: a}]"}
    kept = ", ".join(text for key, text in parts.items() if key != missing)
    with pytest.raises(DataError, match=f"pay: KeyError.*{missing}"):
        load_flows(write(tmp_path, f"flows: {{pay: {{{kept}}}}}"))


def test_a_flow_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    text = "flows: {pay: {name: оплата, steps: [{action: a}]}}"
    write(tmp_path, text, "one.yml")
    with pytest.raises(DataError, match=r"two\.yml: pay stands twice"):
        load_flows(write(tmp_path, text, "two.yml"))
