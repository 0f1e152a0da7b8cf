"""What one subscriber may give another, and what it costs him."""

from dataclasses import dataclass
from decimal import Decimal

from actions.sandbox.problems import Refusal
from actions.sandbox.terms import PresentTerms


@dataclass(frozen=True, slots=True)
class Present:
    """What is to be given: ``item`` is ``gb``, ``minutes``, ``money`` or the id of a card."""

    giver: str
    recipient: str
    item: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Purse:
    """What the giver has: his balance, and of the item all that is ``left`` and what is ``own``.

    ``own`` is of his package and its rollover: what was given to him is not to be given on.
    """

    balance: Decimal
    left: Decimal = Decimal(0)
    own: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a present costs: ``price`` roubles, or units, of which ``left_after`` stay."""

    present: Present
    own_network: bool
    price: Decimal
    left_after: Decimal | None
    balance_after: Decimal
    name: str | None


def is_own_network(terms: PresentTerms, msisdn: str) -> bool:
    """Tell a number of this operator's from another's."""
    return msisdn.startswith(terms.own_prefixes)


def quote(terms: PresentTerms, present: Present, purse: Purse) -> Quote:
    """Tell what a present would cost.

    Args:
        terms: the terms.
        present: what is to be given.
        purse: what the giver has.

    Raises:
        Refusal: ``to_oneself``, ``other_operator``, ``too_little`` (``min``), ``too_much``
            (``max``) or ``not_enough`` (``available``).
    """
    if present.recipient == present.giver:
        raise Refusal("to_oneself")
    if present.item in terms.cards:
        return _card(terms, present, purse)
    if not is_own_network(terms, present.recipient):
        raise Refusal("other_operator")
    _check_size(terms, present)
    if present.item == "money":
        return _paid(present, purse, present.amount, own_network=True)
    return _packaged(present, purse)


def _card(terms: PresentTerms, present: Present, purse: Purse) -> Quote:
    card = terms.cards[present.item]
    own_network = is_own_network(terms, present.recipient)
    return _paid(present, purse, card.price, own_network=own_network, name=card.name)


def _check_size(terms: PresentTerms, present: Present) -> None:
    most = terms.most[present.item]
    if present.amount < terms.least:
        raise Refusal("too_little", min=str(terms.least))
    if present.amount > most:
        raise Refusal("too_much", max=str(most))


def _paid(
    present: Present, purse: Purse, price: Decimal, *, own_network: bool, name: str | None = None
) -> Quote:
    if price > purse.balance:
        raise _not_enough(max(purse.balance, Decimal(0)))
    return Quote(present, own_network, price, None, purse.balance - price, name)


def _packaged(present: Present, purse: Purse) -> Quote:
    if present.amount > purse.own:
        raise _not_enough(purse.own)
    left_after = purse.left - present.amount
    return Quote(present, True, Decimal(0), left_after, purse.balance, None)


def _not_enough(available: Decimal) -> Refusal:
    return Refusal("not_enough", available=format(available.normalize(), "f"))
