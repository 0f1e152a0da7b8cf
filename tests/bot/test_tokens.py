"""Tokens: what is signed by those we trust, for us and for now, is believed; nothing else is."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from bot.identity.identity import Identity
from bot.identity.issuer_keys import IssuerKeys
from bot.identity.sureness import Sureness
from bot.identity.tokens import SESSION_SECONDS, DemoIssuer, InvalidToken, JwksIssuer, Tokens

SECRET, APP_SECRET = "s" * 32, "a" * 32
NUMBER = "79000000001"
ISSUER = "https://login.operator.example"
TOKENS = Tokens(SECRET, DemoIssuer(APP_SECRET))
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def signed(secret: str, **changes: Any) -> str:
    """Sign a session token by hand; ``None`` leaves a claim out."""
    claims = {
        "aud": "mia-session",
        "sub": NUMBER,
        "sureness": "verified",
        "exp": int(time.time()) + 60,
        **changes,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, secret, algorithm="HS256")


@pytest.mark.parametrize("sureness", [Sureness.CLAIMED, Sureness.VERIFIED])
def test_a_session_token_is_its_subscribers(sureness: Sureness) -> None:
    identity = Identity(NUMBER, sureness)
    assert TOKENS.read(TOKENS.session(identity)) == identity


def test_a_session_token_is_good_for_ten_minutes() -> None:
    token = TOKENS.session(Identity(NUMBER, Sureness.VERIFIED))
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == SESSION_SECONDS == 600


def test_nobody_in_particular_gets_no_session_token() -> None:
    with pytest.raises(ValueError, match="somebody"):
        TOKENS.session(Identity())


def test_an_app_token_is_its_subscribers() -> None:
    token = DemoIssuer(APP_SECRET).issue(NUMBER)
    assert TOKENS.read(token) == Identity(NUMBER, Sureness.VERIFIED)


@pytest.mark.parametrize(
    ("secret", "changes"),
    [
        (SECRET, {"exp": int(time.time()) - 1}),
        (SECRET, {"exp": None}),
        (SECRET, {"sub": None}),
        (SECRET, {"sub": "admin"}),
        (SECRET, {"sub": "7900000000"}),
        (SECRET, {"aud": None}),
        (SECRET, {"aud": "mia-operator"}),
        (SECRET, {"aud": "operator"}),
        (SECRET, {"aud": "mia"}),
        (SECRET, {"sureness": "absolute"}),
        (SECRET, {"sureness": None}),
        (APP_SECRET, {}),
        ("x" * 32, {}),
    ],
)
def test_what_is_not_quite_a_session_token_is_not_believed(
    secret: str, changes: dict[str, Any]
) -> None:
    assert TOKENS.read(signed(SECRET)).subject == NUMBER
    with pytest.raises(InvalidToken):
        TOKENS.read(signed(secret, **changes))


def test_a_token_without_a_signature_is_not_believed() -> None:
    claims = jwt.decode(signed(SECRET), options={"verify_signature": False})
    with pytest.raises(InvalidToken):
        TOKENS.read(jwt.encode(claims, "", algorithm="none"))


@pytest.mark.parametrize("text", ["", "nonsense", "a.b.c", "é.é.é"])
def test_nonsense_is_not_believed(text: str) -> None:
    with pytest.raises(InvalidToken):
        TOKENS.read(text)


def test_only_an_operator_token_is_the_operators() -> None:
    assert TOKENS.is_operator(TOKENS.operator("console"))
    assert not TOKENS.is_operator(TOKENS.operator("console", seconds=-1))
    assert not TOKENS.is_operator(TOKENS.session(Identity(NUMBER, Sureness.VERIFIED)))
    assert not TOKENS.is_operator(DemoIssuer(APP_SECRET).issue(NUMBER))
    assert not TOKENS.is_operator(DemoIssuer(SECRET).issue(NUMBER))


def test_an_operator_token_is_nobodys_app_token() -> None:
    with pytest.raises(InvalidToken):
        TOKENS.read(TOKENS.operator(NUMBER))


@pytest.fixture(scope="module")
def provider() -> Iterator[JwksIssuer]:
    """Trust an identity provider whose keys are published over HTTP."""
    keys = [
        {**json.loads(RSAAlgorithm.to_jwk(RSA_KEY.public_key())), "kid": "rsa", "use": "sig"},
        {**json.loads(ECAlgorithm.to_jwk(EC_KEY.public_key())), "kid": "ec", "use": "sig"},
    ]

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"keys": keys}).encode())

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Keys) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        fetched = IssuerKeys(f"http://127.0.0.1:{server.server_port}/jwks")
        yield JwksIssuer(fetched, ISSUER, "mia")
        server.shutdown()


def provided(key: Any = RSA_KEY, kid: str = "rsa", algorithm: str = "RS256", **changes: Any) -> str:
    """Sign an app token as the provider does; ``None`` leaves a claim out."""
    claims = {"aud": "mia", "iss": ISSUER, "sub": NUMBER, "exp": int(time.time()) + 60, **changes}
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers={"kid": kid})


def test_a_token_of_the_provider_is_believed(provider: JwksIssuer) -> None:
    verified = Identity(NUMBER, Sureness.VERIFIED)
    assert provider.read(provided()) == verified
    assert provider.read(provided(EC_KEY, "ec", "ES256")) == verified
    assert Tokens(SECRET, provider).read(provided()) == verified


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-app"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": int(time.time()) - 1},
        {"exp": None},
        {"sub": None},
        {"sub": "admin"},
        {"kid": "unknown"},
        {"key": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
        {"key": EC_KEY, "algorithm": "ES256"},
    ],
)
def test_what_is_not_quite_the_providers_is_not_believed(
    provider: JwksIssuer, changes: dict[str, Any]
) -> None:
    with pytest.raises(InvalidToken):
        provider.read(provided(**changes))


def test_a_public_key_is_no_shared_secret(provider: JwksIssuer) -> None:
    """The classic confusion: HS256 with the provider's public key as the secret."""
    public = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _, claims, _ = provided().split(".")
    header = urlsafe_b64encode(b'{"alg":"HS256","kid":"rsa"}').rstrip(b"=").decode()
    digest = hmac.digest(public, f"{header}.{claims}".encode(), "sha256")
    signature = urlsafe_b64encode(digest).rstrip(b"=").decode()
    with pytest.raises(InvalidToken):
        provider.read(f"{header}.{claims}.{signature}")


def test_with_a_provider_demo_tokens_are_not_believed(provider: JwksIssuer) -> None:
    with pytest.raises(InvalidToken):
        Tokens(SECRET, provider).read(DemoIssuer(APP_SECRET).issue(NUMBER))


async def test_whoever_issues_a_token_it_is_read_alike(provider: JwksIssuer) -> None:
    verified = Identity(NUMBER, Sureness.VERIFIED)
    assert await Tokens(SECRET, provider).who(provided()) == verified
    assert await TOKENS.who(DemoIssuer(APP_SECRET).issue(NUMBER)) == verified
    for tokens in (TOKENS, Tokens(SECRET, provider)):
        with pytest.raises(InvalidToken):
            await tokens.who("nonsense")


def test_a_provider_that_is_away_signs_nobody_in() -> None:
    away = JwksIssuer(IssuerKeys("http://127.0.0.1:9/jwks"), ISSUER, "mia")
    with pytest.raises(InvalidToken):
        away.read(provided())
