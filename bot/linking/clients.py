"""The clients of the authorization server: the speakers' platforms (RFC 6749, section 2)."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from authlib.oauth2.rfc6749 import ClientMixin

from knowledge.files import ROOT, read_yaml

SCOPE = "speaker"
GRANTS = ("authorization_code", "refresh_token")
METHODS = ("client_secret_basic", "client_secret_post")

_PATHS = r"{}(?::\d{{1,5}})?/[^\s\\@#]*"  # browsers read a backslash as a slash


@dataclass(frozen=True, slots=True)
class Client(ClientMixin):
    """A platform. All are confidential: each has a secret.

    ``redirects`` are addresses that people may be sent back to, compared whole; ``pages`` are origins
    (in demo mode) any path and port of which will do.
    """

    id: str
    secret: str
    redirects: tuple[str, ...]
    pages: tuple[str, ...] = ()

    def get_client_id(self) -> str:
        """Return the client's id."""
        return self.id

    def get_default_redirect_uri(self) -> str | None:
        """Return where people are sent back to when the request does not tell."""
        return self.redirects[0] if self.redirects else None

    def get_allowed_scope(self, scope: str | None) -> str:
        """Return the one scope that there is: to speak for the subscriber at a speaker."""
        return SCOPE

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Tell whether people may be sent there."""
        if redirect_uri in self.redirects:
            return True
        return any(re.fullmatch(_PATHS.format(re.escape(p)), redirect_uri) for p in self.pages)

    def check_client_secret(self, client_secret: str) -> bool:
        """Tell whether it is the client's secret."""
        return hmac.compare_digest(self.secret.encode(), client_secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Tell whether the client may show itself so."""
        return method in METHODS

    def check_response_type(self, response_type: str | None) -> bool:
        """Tell whether it may ask for this at the authorization endpoint."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Tell whether it may use this grant."""
        return grant_type in GRANTS


def clients(secrets: Mapping[str, str], *, demo: bool = False) -> dict[str, Client]:
    """Return the clients whose secrets there are, by id, which is the channel's name."""
    addresses = dict(read_yaml(ROOT / "bot" / "linking" / "clients.yml"))
    pages = tuple(addresses["demo"]) if demo else ()
    return {
        name: Client(name, secret, tuple(addresses.get(name) or ()), pages)
        for name, secret in secrets.items()
    }
