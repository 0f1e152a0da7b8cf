"""Care: a person when one is asked for, and a block when a SIM card is lost."""

from dataclasses import replace

from actions.base import MiaAction, Outcome, Say
from actions.order import Order
from knowledge.hours import agents_hours, is_open

GENERAL = "general"


class CallAgent(MiaAction):
    """Puts the conversation into the agents' queue, and says honestly what happens next."""

    title = "action_call_agent"

    async def act(self, order: Order) -> Outcome:
        """Tell it by the agents' hours; the phrase carries the transfer, the quote whether they are there."""
        hours = agents_hours()
        facts = {"queue": GENERAL, "agents_hours": hours, "why": order.why}
        if is_open(hours, order.now):
            return Outcome((Say("utter_call_agent_open", facts),), {"quote": {"is_open": True}})
        facts["opens"] = hours[:5]
        return Outcome((Say("utter_call_agent_closed", facts),), {"quote": {"is_open": False}})


class BlockSim(MiaAction):
    """Blocks a SIM card at once."""

    title = "action_block_sim"
    system = "inventory"

    async def act(self, order: Order) -> Outcome:
        """Block the speaker's own number, or the one that he claims."""
        msisdn = order.caller.subject or str(order.slots["block_number"])
        caller = order.caller
        if caller.subject is None:
            caller = replace(caller, subject=msisdn, sureness="claimed")
        blocked = await self.operator.inventory.block_sim(
            caller, msisdn, order.slots["block_reason"], key=order.key
        )
        already = blocked.sim_blocked not in (None, order.slots["block_reason"])
        return Outcome.told("utter_sim_blocked", msisdn=msisdn, already=already)
