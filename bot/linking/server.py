"""The authorization server: Authlib's, over this installation's clients and Redis.

OAuth 2.0 authorization code (RFC 6749) with PKCE where the client uses it (RFC 7636, S256 alone),
refresh with rotation (RFC 9700), and revocation (RFC 7009).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload, JsonRequest
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge

from bot.linking.clients import Client
from bot.linking.links import ACCESS_SECONDS, Links, Token
from bot.linking.store import LinkStore

CODE_SECONDS = 120
SPENT_SECONDS = 3600  # a code that was used is known for one
_TOKEN_BYTES = 32
_KINDS = {"access_token": "access", "refresh_token": "refresh"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of HTTP: ``query`` and ``form`` are its parameters."""

    method: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """A response of HTTP."""

    status: int
    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Code(AuthorizationCodeMixin):
    """An authorization code that was issued."""

    value: str
    client: str
    redirect_uri: str
    scope: str
    subject: str
    code_challenge: str | None
    code_challenge_method: str | None
    grant: str

    def get_redirect_uri(self) -> str:
        """Return where the code was sent."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Return its scope."""
        return self.scope


class LinkingServer(AuthorizationServer):
    """Authlib's server for requests that are read already."""

    def __init__(self, clients: Mapping[str, Client], links: Links, store: LinkStore) -> None:
        super().__init__()
        self.clients = clients
        self.links = links
        self.store = store
        generator = BearerTokenGenerator(_token, _token, ACCESS_SECONDS)
        self.register_token_generator("default", generator)
        self.register_grant(_CodeGrant, [_S256(required=True)])
        self.register_grant(_RefreshGrant)
        self.register_endpoint(_Revocation)

    def query_client(self, client_id: str) -> Client | None:
        """Return a client by id."""
        return self.clients.get(client_id)

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Keep the tokens of a response."""
        used: Token | None = request.refresh_token
        grant = used.grant if used else request.authorization_code.grant
        client = request.client.get_client_id()
        self.links.save(token, client, request.user, grant, used.value if used else "")

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens for Authlib's signals."""

    def create_oauth2_request(self, request: Asked | OAuth2Request) -> OAuth2Request:
        """Return a request as Authlib reads it."""
        if isinstance(request, OAuth2Request):
            return request
        return _Request(request)

    def create_json_request(self, request: Asked) -> JsonRequest:
        """Refuse requests in JSON: OAuth's are forms.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError("OAuth's requests are forms")

    def handle_response(self, status: int, body: Any, headers: Any) -> Answered:
        """Return a response of HTTP."""
        text = body if isinstance(body, str) else json.dumps(body)
        return Answered(status, text, dict(headers))


class _Request(OAuth2Request):
    """A request for Authlib. Transport is secured before it gets here, so its address says https."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.method, f"https://localhost{asked.path}", headers=asked.headers)
        self._asked = asked
        self.payload = BasicOAuth2Payload({**asked.query, **asked.form})

    @property
    def args(self) -> Mapping[str, str]:
        return self._asked.query

    @property
    def form(self) -> Mapping[str, str]:
        return self._asked.form


class _S256(CodeChallenge):
    """PKCE by hash alone: the plain method shows the verifier to whoever sees the address."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)


class _CodeGrant(AuthorizationCodeGrant):
    """Codes of two minutes that serve once."""

    server: LinkingServer

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        data = request.payload.data
        redirect = request.payload.redirect_uri or request.client.get_default_redirect_uri()
        record = {
            "client": request.client.get_client_id(),
            "redirect_uri": redirect,
            "scope": request.scope,
            "subject": request.user,
            "code_challenge": data.get("code_challenge"),
            "code_challenge_method": data.get("code_challenge_method"),
            "grant": secrets.token_hex(16),
        }
        self.server.store.put("code", code, record, CODE_SECONDS)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        """Return a code, and spend it: whoever fails with it has to begin anew.

        What came of a code that is presented again is revoked (RFC 6749, section 4.1.2).
        """
        store = self.server.store
        record = store.take("code", code)
        if record is None:
            spent = store.take("spent-code", code)
            if spent:
                self.server.links.end(spent["grant"])
            return None
        store.put("spent-code", code, {"grant": record["grant"]}, SPENT_SECONDS)
        if record["client"] != client.id:
            return None
        return Code(value=code, **record)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """A code was spent when it was found."""

    def authenticate_user(self, authorization_code: Code) -> str:
        return authorization_code.subject


class _RefreshGrant(RefreshTokenGrant):
    """Each use gives a new refresh token."""

    server: LinkingServer
    INCLUDE_NEW_REFRESH_TOKEN = True
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        return self.server.links.refreshable(refresh_token)

    def authenticate_user(self, refresh_token: Token) -> str:
        return refresh_token.subject

    def revoke_old_credential(self, refresh_token: Token) -> None:
        """Access tokens that were issued before expire by themselves."""


class _Revocation(RevocationEndpoint):
    """Revocation of either kind of token."""

    server: LinkingServer
    CLIENT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def query_token(self, token_string: str, token_type_hint: str | None) -> Token | None:
        return self.server.links.find(token_string, _KINDS.get(token_type_hint or ""))

    def revoke_token(self, token: Token, request: OAuth2Request) -> None:
        self.server.links.revoke(token)


def _token(**about: Any) -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)
