"""All of Mia's actions. Rasa's action server finds them by importing this module."""

from collections.abc import Mapping

from actions import care, gifts, loyalty, money, network, promo_codes, tariff, tickets
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
    tickets.RecogniseComplaint,
    tickets.FileComplaint,
    tickets.LeaveFeedback,
    tickets.CheckTicket,
    tickets.CheckCallbackTime,
    tickets.RequestCallback,
    tickets.ReportFraud,
    network.CheckNetwork,
    network.ReportNetworkIssue,
)


def all_actions() -> Mapping[str, MiaAction]:
    """Return an instance of every action, by its name in Rasa."""
    kinds: tuple[type[MiaAction], ...] = (*BUSINESS, Repeat, CheckPending)
    return {kind.title: kind() for kind in kinds}
