"""The demo operator's world as scenarios see it: its subscriber, its trouble, what changed in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import httpx

from bot.identity.identity import Identity
from bot.identity.sureness import Sureness
from bot.identity.tokens import DemoIssuer, Tokens
from knowledge.wording import phone
from tests.channels import Person
from tests.stack import Stack

USAGE = {"gb": "data", "minutes": "voice", "sms": "sms"}
_ADDRESSES = itertools.count(1)
PINS = {
    "79000000001": "4821",
    "79000000002": "1975",
    "79000000003": "7302",
    "79000000004": "0456",
    "79000000005": "6610",
    "79000000006": "9034",
    "79000000007": "5150",
}
GENERATED_PIN = "0000"


def renew(stack: Stack) -> None:
    """Start the operator anew, with all subscribers as on the first day."""
    stack.kill("sandbox")
    for file in stack.var.glob("sandbox.sqlite*"):
        file.unlink()
    stack.start("sandbox")


class World:
    """The demo operator, seen by one scenario. ``subscriber`` is whom the scenario is about."""

    def __init__(self, stack: Stack, newcomer: Callable[[], str]) -> None:
        self._stack = stack
        self._numbers: dict[str, str] = {}
        self.newcomer = newcomer
        self.subscriber = ""

    def token(self, sureness: str) -> str | None:
        """Return the token with which the subscriber comes; ``None`` for ``anonymous``."""
        if sureness == "anonymous":
            return None
        if sureness == "verified":
            return self._stack.app_token(self.subscriber)
        tokens = Tokens(self._stack.secret, DemoIssuer("unused"))
        return tokens.session(Identity(self.subscriber, Sureness.named(sureness)))

    def person(self, sureness: str) -> Person:
        """Return who comes: the subscriber, as surely as the channel is to know him."""
        known = sureness != "anonymous"
        return Person(
            token=self.token(sureness),
            address=self.address(),
            msisdn=self.subscriber if known else None,
            pin=PINS.get(self.subscriber, GENERATED_PIN),
            sms=self.sms,
        )

    def address(self) -> str:
        """Return a network address that nobody came from before: wrong PINs are counted by it."""
        number = next(_ADDRESSES)
        return f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"

    def named(self, text: str) -> str:
        """Return a text with ``{me}``, ``{other}``, ``{third}`` as numbers, ``{me:eye}`` as shown."""
        for name in ("me", "other", "third"):
            if f"{{{name}" in text:
                number = self._number(name)
                shown = phone(number, "eye")
                text = text.replace(f"{{{name}}}", number).replace(f"{{{name}:eye}}", shown)
        return text

    def trouble(self, wish: Mapping[str, Any] | str | None) -> None:
        """Give the operator trouble: ``calm``, or ``{outage: gifts}``, ``{lost_answers: gifts}``,
        ``{delay: {system: billing, seconds: 3}}``.
        """
        if wish is None:
            return
        if wish == "calm":
            self.calm()
            return
        assert isinstance(wish, Mapping)
        if "outage" in wish:
            self._admin("POST", "/admin/chaos", {"system": wish["outage"], "outage": True})
        if "lost_answers" in wish:
            body = {"system": wish["lost_answers"], "drop_answer": True}
            self._admin("POST", "/admin/chaos", body)
        if "delay" in wish:
            body = {"system": wish["delay"]["system"], "delay": wish["delay"]["seconds"]}
            self._admin("POST", "/admin/chaos", body)

    def calm(self) -> None:
        """Put an end to all trouble."""
        self._admin("DELETE", "/admin/chaos")

    def changes(self) -> list[str]:
        """Return what was changed for the subscriber, oldest first; PIN checks change nothing."""
        lines = self._admin("GET", "/admin/audit", params={"about": self.subscriber, "limit": 100})
        return [line["what"] for line in reversed(lines) if line["what"] != "check_pin"]

    def balance(self) -> str:
        """Return the subscriber's balance in roubles."""
        return f"{Decimal(str(self._account()['totalBalance']['amount'])):.2f}"

    def left(self, unit: str) -> float:
        """Return what is left of ``gb``, ``minutes`` or ``sms``."""
        allowances = self._account()["allowance"]
        return next(
            float(each["remainingValue"]["amount"])
            for each in allowances
            if each["usageType"] == USAGE[unit]
        )

    def sms(self, number: str) -> list[str]:
        """Return the texts that a number has received."""
        path = "/tmf-api/communicationManagement/v4/communicationMessage"
        received = self._admin("GET", path, params={"receiver.phoneNumber": number})
        return [message["content"] for message in received]

    def _account(self) -> dict[str, Any]:
        path = f"/tmf-api/prepayBalanceManagement/v4/accumulatedBalance/{self.subscriber}"
        headers = self._stack.operator_headers(self.subscriber)
        response = httpx.get(f"{self._stack.operator_url}{path}", headers=headers)
        response.raise_for_status()
        account: dict[str, Any] = response.json()
        return account

    def _number(self, name: str) -> str:
        if name == "me":
            return self.subscriber
        return self._numbers.setdefault(name, self.newcomer())

    def _admin(
        self, method: str, path: str, body: Any = None, params: Mapping[str, Any] | None = None
    ) -> Any:
        response = httpx.request(
            method,
            f"{self._stack.operator_url}{path}",
            json=body,
            params=params,
            headers=self._stack.operator_headers("admin"),
        )
        response.raise_for_status()
        return response.json()
