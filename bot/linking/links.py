"""Links by token: whom an access token of a platform speaks for."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin

from bot.linking.store import LinkStore

ACCESS_SECONDS = 24 * 3600
REFRESH_SECONDS = 180 * 24 * 3600

ACCESS, REFRESH = "access", "refresh"


@dataclass(frozen=True, slots=True)
class Token(TokenMixin):
    """A token that was issued (RFC 6749): to which client, for whom, until when (seconds since 1970)."""

    kind: str
    value: str
    client: str
    subject: str
    scope: str
    expires_at: float

    def check_client(self, client: ClientMixin) -> bool:
        """Tell whether it was issued to this client."""
        return bool(client.get_client_id() == self.client)

    def get_scope(self) -> str:
        """Return its scope."""
        return self.scope

    def get_expires_in(self) -> int:
        """Return how many seconds it is good for."""
        return max(int(self.expires_at - time.time()), 0)

    def is_expired(self) -> bool:
        """Tell whether it has expired."""
        return time.time() >= self.expires_at

    def is_revoked(self) -> bool:
        """Tell whether it was revoked: those that were are not kept."""
        return False


class Links:
    """Issues, finds and revokes tokens."""

    def __init__(self, store: LinkStore) -> None:
        self._store = store

    def save(self, issued: dict[str, Any], client: str, subject: str) -> None:
        """Keep the tokens of a token response."""
        for kind, seconds in ((ACCESS, ACCESS_SECONDS), (REFRESH, REFRESH_SECONDS)):
            value = issued.get(f"{kind}_token")
            if value:
                scope, ends = issued.get("scope", ""), time.time() + seconds
                token = Token(kind, value, client, subject, scope, ends)
                record = {k: v for k, v in asdict(token).items() if k != "value"}
                self._store.put(kind, value, record, seconds)
                self._store.remember(subject, kind, value, REFRESH_SECONDS)

    def find(self, value: str, kind: str | None = None) -> Token | None:
        """Return a token of this kind, or of either."""
        for wanted in (kind,) if kind else (ACCESS, REFRESH):
            record = self._store.get(wanted, value)
            if record is not None:
                return Token(value=value, **record)
        return None

    def subject_of(self, value: str, *, client: str) -> str | None:
        """Return the subscriber's number for an access token of this client, else ``None``."""
        token = self.find(value, ACCESS)
        if token is None or token.client != client or token.is_expired():
            return None
        return token.subject

    def revoke(self, token: Token) -> None:
        """Revoke a token."""
        self._store.remove(token.kind, token.value)

    def revoke_all(self, subject: str) -> int:
        """Revoke all links of a subscriber, by token and by code; returns how many."""
        return self._store.revoke(subject)
