"""Demo mode: a picker of demo subscribers, and app tokens for them. Absent otherwise."""

from functools import cache

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from actions.operator.call import Caller
from actions.operator.errors import NotFound
from bot.identity.tokens import DEMO_SECONDS, DemoIssuer
from bot.service.access import core_of
from bot.service.problems import Problem
from knowledge.files import ROOT, read_yaml

router = APIRouter(prefix="/demo", tags=["demo"])


class Subscriber(BaseModel):
    """A demo subscriber."""

    msisdn: str
    name: str
    tariff: str
    note: str


class TokenRequest(BaseModel):
    """Whose app token is wanted."""

    msisdn: str = Field(regex=r"^7\d{10}$")


class TokenResponse(BaseModel):
    """An app token and how many seconds it is good for."""

    token: str
    expires_in: int


@router.get("/subscribers")
async def subscribers(request: Request) -> list[Subscriber]:
    """List the demo subscribers."""
    systems = core_of(request).systems
    found = []
    for msisdn, note in _notes().items():
        caller = Caller(msisdn, "verified", "demo")
        customer = await systems.customers.profile(caller, msisdn)
        subscription = await systems.inventory.subscription(caller, msisdn)
        found.append(
            Subscriber(
                msisdn=msisdn, name=customer.name, tariff=subscription.tariff.name, note=note
            )
        )
    return found


@router.post("/tokens")
async def token(body: TokenRequest, request: Request) -> TokenResponse:
    """Give an app token of a demo subscriber."""
    core = core_of(request)
    issuer = core.tokens.app
    if not isinstance(issuer, DemoIssuer):
        raise Problem(409, "No demo tokens", "App tokens come from the operator's issuer.")
    try:
        await core.systems.customers.profile(Caller(body.msisdn, "verified", "demo"), body.msisdn)
    except NotFound:
        raise Problem(404, "No such demo subscriber", body.msisdn) from None
    return TokenResponse(token=issuer.issue(body.msisdn), expires_in=DEMO_SECONDS)


@cache
def _notes() -> dict[str, str]:
    return dict(read_yaml(ROOT / "bot" / "service" / "demo.yml")["notes"])
