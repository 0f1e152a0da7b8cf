"""A subscriber writes, Mia answers with what the operator's systems know."""

import pytest

from tests.conftest import MakeChatter

BALANCES = {
    "79000000001": "342,50",
    "79000000002": "−54,20",
    "79000000003": "1\u00a0250",
    "79000000004": "87,10",
    "79000000005": "910",
    "79000000006": "250",
    "79000000007": "0",
}


@pytest.mark.parametrize(("msisdn", "balance"), BALANCES.items())
def test_each_demo_subscriber_hears_his_own_balance(
    chatter: MakeChatter, msisdn: str, balance: str
) -> None:
    assert f"{balance}\u00a0₽" in chatter(msisdn).say("сколько на балансе")
