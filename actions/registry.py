"""All of Mia's actions, and the executor of Rasa's SDK that runs them."""

from collections.abc import Mapping

from rasa_sdk.executor import ActionExecutor

from actions import care, gifts, loyalty, money, promo_codes, tariff
from actions.base import MiaAction
from actions.talk import CheckPending, Repeat

BUSINESS: tuple[type[MiaAction], ...] = (
    money.CheckBalance,
    money.CheckRemaining,
    money.ExplainCharges,
    money.CheckTopUp,
    money.TopUpAccount,
    money.PromisedOffered,
    money.CheckPromised,
    money.TakePromised,
    money.CheckStatement,
    money.OrderStatement,
    tariff.CurrentTariff,
    tariff.ListServices,
    gifts.DueGifts,
    gifts.ClaimGift,
    gifts.QuoteGift,
    gifts.SendGift,
    promo_codes.LookUpCode,
    promo_codes.RedeemCode,
    promo_codes.RequestCode,
    loyalty.LoyaltyOffers,
    care.CallAgent,
    care.BlockSim,
)


def all_actions() -> Mapping[str, MiaAction]:
    """Return an instance of every action, by its name in Rasa."""
    actions: dict[str, MiaAction] = {kind.title: kind() for kind in BUSINESS}
    return {
        **actions,
        Repeat.title: Repeat(),
        CheckPending.title: CheckPending(actions),
    }


def executor() -> ActionExecutor:
    """Return Rasa's executor with every action registered."""
    made = ActionExecutor()
    for action in all_actions().values():
        made.register_action(action)
    return made
