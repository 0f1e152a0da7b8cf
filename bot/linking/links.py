"""Links by token: whom an access token of a platform speaks for.

All tokens that came of one sign-in are one grant; without its grant none of them is good. Refresh
tokens rotate (RFC 9700, section 4.14.2).
"""

from __future__ import annotations

import hmac
import logging
import time
from dataclasses import asdict, dataclass
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin

from bot.linking.store import LinkStore

logger = logging.getLogger(__name__)

ACCESS_SECONDS = 24 * 3600
REFRESH_SECONDS = 180 * 24 * 3600

ACCESS, REFRESH, GRANT = "access", "refresh", "grant"


@dataclass(frozen=True, slots=True)
class Token(TokenMixin):
    """A token that was issued (RFC 6749): to which client, for whom, until when (seconds since 1970).

    ``grant`` is the id of the sign-in that it came of.
    """

    kind: str
    value: str
    client: str
    subject: str
    scope: str
    expires_at: float
    grant: str = ""

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

    def save(
        self, issued: dict[str, Any], client: str, subject: str, grant: str, used: str = ""
    ) -> None:
        """Keep the tokens of a token response; ``used`` is the refresh token that brought them.

        The one that was used stays good until the new one is: an answer that was lost on its way
        unlinks nobody.
        """
        current = self._store.digest(issued[f"{REFRESH}_token"])
        previous = self._store.digest(used) if used else ""
        record = {"subject": subject, "current": current, "previous": previous}
        self._store.put(GRANT, grant, record, REFRESH_SECONDS)
        self._store.remember(subject, GRANT, grant, REFRESH_SECONDS)
        for kind, seconds in ((ACCESS, ACCESS_SECONDS), (REFRESH, REFRESH_SECONDS)):
            value = issued.get(f"{kind}_token")
            if value:
                scope, ends = issued.get("scope", ""), time.time() + seconds
                token = Token(kind, value, client, subject, scope, ends, grant)
                kept = {k: v for k, v in asdict(token).items() if k != "value"}
                self._store.put(kind, value, kept, seconds)

    def find(self, value: str, kind: str | None = None) -> Token | None:
        """Return a token of this kind, or of either, whose grant was not revoked."""
        for wanted in (kind,) if kind else (ACCESS, REFRESH):
            record = self._store.get(wanted, value)
            if record is not None:
                token = Token(value=value, **record)
                return token if self._store.get(GRANT, token.grant) else None
        return None

    def refreshable(self, value: str) -> Token | None:
        """Return a refresh token that may be used.

        One that was replaced before somebody else has as well: its grant is revoked.
        """
        token = self.find(value, REFRESH)
        grant = self._store.get(GRANT, token.grant) if token else None
        if token is None or grant is None:
            return None
        shown = self._store.digest(value)
        if any(hmac.compare_digest(shown, grant[name]) for name in ("current", "previous")):
            return token
        logger.warning("a refresh token of %s was used again: its grant is revoked", token.client)
        self.end(token.grant)
        return None

    def subject_of(self, value: str, *, client: str) -> str | None:
        """Return the subscriber's number for an access token of this client, else ``None``."""
        token = self.find(value, ACCESS)
        if token is None or token.client != client or token.is_expired():
            return None
        return token.subject

    def revoke(self, token: Token) -> None:
        """Revoke a token; with a refresh token all that came of the same sign-in (RFC 7009)."""
        if token.kind == REFRESH:
            self.end(token.grant)
        self._store.remove(token.kind, token.value)

    def end(self, grant: str) -> None:
        """Revoke all tokens of a grant."""
        self._store.remove(GRANT, grant)

    def revoke_all(self, subject: str) -> int:
        """Revoke all links of a subscriber, by token and by code; returns how many."""
        return self._store.revoke(subject)
