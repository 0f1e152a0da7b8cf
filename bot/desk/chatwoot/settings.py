"""How to reach a Chatwoot, from environment variables."""

from __future__ import annotations

import os
from dataclasses import dataclass

from actions.service_tokens import long_enough


class ChatwootUnset(Exception):
    """Chatwoot was chosen as the desk, and something needed to reach it is not given."""


@dataclass(frozen=True, slots=True)
class ChatwootSettings:
    """An account of a Chatwoot, with an inbox of the kind «API» to which Mia's agent bot belongs.

    ``inbox`` is the inbox's identifier, ``token`` the agent bot's access token. ``key``, of at
    least 32 bytes, is the last part of the address that webhooks are sent to; ``secret`` signs them
    (from Chatwoot 4.13 on), without one the key alone is believed.
    """

    url: str
    account: str
    inbox: str
    token: str
    key: str
    secret: str = ""

    @classmethod
    def from_environment(cls) -> ChatwootSettings:
        """Read the settings.

        Raises:
            ChatwootUnset: one that is needed is missing.
            SecretMissing: the key is too short to be one.
        """
        names = ("URL", "ACCOUNT", "INBOX", "TOKEN", "KEY")
        values = {name: os.environ.get(f"MIA_CHATWOOT_{name}", "") for name in names}
        missing = [f"MIA_CHATWOOT_{name}" for name, value in values.items() if not value]
        if missing:
            raise ChatwootUnset(f"set {', '.join(missing)}")
        return cls(
            url=values["URL"].rstrip("/"),
            account=values["ACCOUNT"],
            inbox=values["INBOX"],
            token=values["TOKEN"],
            key=long_enough(values["KEY"], "MIA_CHATWOOT_KEY"),
            secret=os.environ.get("MIA_CHATWOOT_SECRET", ""),
        )
