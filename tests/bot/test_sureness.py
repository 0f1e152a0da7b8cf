"""The table of sureness: what is personal is in it, and changes need more where others may hear."""

from __future__ import annotations

import pytest

from bot.flows.definition import flows
from bot.identity.sureness import Sureness, needed_for, required


@pytest.mark.parametrize(
    ("action", "needed"),
    [
        ("action_block_sim", Sureness.CLAIMED),
        ("action_check_balance", Sureness.NETWORK),
        ("action_explain_charges", Sureness.NETWORK),
        ("action_top_up", Sureness.NETWORK),
        ("action_order_statement", Sureness.VERIFIED),
        ("action_send_gift", Sureness.VERIFIED),
        ("utter_pair_speaker", Sureness.VERIFIED),
    ],
)
def test_what_is_personal_is_in_the_table(action: str, needed: Sureness) -> None:
    assert required()[action] is needed


def test_a_change_in_a_room_needs_a_pin() -> None:
    top_up = flows()["top_up"]
    in_room = {"changes": top_up.changes(), "in_room": True}
    assert needed_for(top_up.actions(), changes=top_up.changes()) is Sureness.NETWORK
    assert needed_for(top_up.actions(), **in_room) is Sureness.VERIFIED


def test_what_a_claim_is_enough_for_stays_so_in_a_room() -> None:
    block = flows()["block_sim"]
    assert needed_for(block.actions(), changes=block.changes(), in_room=True) is Sureness.CLAIMED
