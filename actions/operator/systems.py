"""All of the operator's systems together, as actions are given them."""

from dataclasses import dataclass

from actions.operator.billing import Billing
from actions.operator.catalogue import Catalogue
from actions.operator.customers import Customers
from actions.operator.deeds import Deeds
from actions.operator.gifts import Gifts
from actions.operator.goodwill import GoodwillGifts
from actions.operator.inventory import Inventory
from actions.operator.loyalty import Loyalty
from actions.operator.messages import Messages
from actions.operator.network import Network
from actions.operator.promo_codes import PromoCodes
from actions.operator.tickets import Tickets


@dataclass(frozen=True, slots=True)
class OperatorSystems:
    """One port for each system."""

    billing: Billing
    catalogue: Catalogue
    customers: Customers
    deeds: Deeds
    gifts: Gifts
    goodwill: GoodwillGifts
    inventory: Inventory
    loyalty: Loyalty
    messages: Messages
    network: Network
    promo_codes: PromoCodes
    tickets: Tickets
