"""The authorization server's routes: the sign-in page, tokens, revocation, and what it can do.

RFC 6749 (authorization code), RFC 7636 (PKCE), RFC 7009 (revocation), RFC 8414 (metadata).
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from authlib.oauth2 import OAuth2Error
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from actions.operator.call import Caller
from actions.operator.errors import NotFound, OperatorError
from bot.identity.identification import digits_in, number_in
from bot.linking.clients import GRANTS, METHODS, SCOPE
from bot.linking.linking import Linking
from bot.linking.page import FOLDER, Page, show
from bot.linking.server import Answered, Asked
from bot.linking.sign_in import CODE_DIGITS, SignIn
from bot.service.access import address, core_of
from bot.service.core import Core
from knowledge.phrasebook import phrasebook
from knowledge.rendering import render
from knowledge.wording import phone

CHANNEL = "linking"
COOKIE = "mia_sign_in"
SMS_PHRASE = "utter_linking_sms"
SMS_SECONDS = 5.0

_JSON = {"Content-Type": "application/json"}

router = APIRouter(tags=["linking"])


@router.get("/oauth/authorize")
async def authorize(request: Request) -> Response:
    """Show the sign-in page to somebody whom a platform sent."""
    linking = core_of(request).linking
    query = dict(request.query_params)
    try:
        await asyncio.to_thread(linking.server.get_consent_grant, await _asked(request))
    except OAuth2Error as error:
        return _refused(linking, error)
    except ValueError:  # Authlib's: a wrong parameter does not fit its description of the error
        return show(Page(problem="request"))
    name, sign_in = await asyncio.to_thread(linking.sign_ins.begin, query)
    response = show(Page(id=name), query.get("redirect_uri", ""))
    response.set_cookie(
        COOKIE,
        sign_in.browser,
        path="/oauth",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@router.post("/oauth/authorize")
async def sign_in(request: Request) -> Response:
    """Take a step of signing in: a number, a code, or that it is not wanted."""
    core = core_of(request)
    form = await request.form()
    name, step = str(form.get("id", "")), str(form.get("step", ""))
    browser = request.cookies.get(COOKIE, "")
    begun = await asyncio.to_thread(core.linking.sign_ins.find, name, browser)
    if begun is None:
        return show(Page(problem="gone"))
    if step == "number":
        number = number_in(str(form.get("number", "")))
        return await _send_code(core, name, begun, number, address(request))
    if step == "code":
        return await _check(core, name, begun, str(form.get("code", "")))
    if step == "deny":
        return await _finish(core.linking, begun, None)
    return _page(begun, Page(id=name))


@router.post("/oauth/token")
async def token(request: Request) -> Response:
    """Give tokens for a code, or for a refresh token."""
    server, asked = core_of(request).linking.server, await _asked(request)
    return await _told(partial(server.create_token_response, asked))


@router.post("/oauth/revoke")
async def revoke(request: Request) -> Response:
    """Revoke a token."""
    server, asked = core_of(request).linking.server, await _asked(request)
    return await _told(partial(server.create_endpoint_response, "revocation", asked))


@router.get("/linking/sign_in.css", include_in_schema=False)
async def style() -> FileResponse:
    """Give the page's style."""
    return FileResponse(FOLDER / "sign_in.css", headers={"Cache-Control": "no-cache"})


@router.get("/.well-known/oauth-authorization-server")
async def metadata(request: Request) -> dict[str, Any]:
    """Tell what the authorization server can do, and where."""
    base = str(request.base_url).rstrip("/")
    return {
        "issuer": base,
        "authorization_endpoint": f"{base}/oauth/authorize",
        "token_endpoint": f"{base}/oauth/token",
        "revocation_endpoint": f"{base}/oauth/revoke",
        "response_types_supported": ["code"],
        "grant_types_supported": list(GRANTS),
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": list(METHODS),
        "scopes_supported": [SCOPE],
    }


async def _send_code(
    core: Core, name: str, begun: SignIn, number: str | None, source: str
) -> Response:
    """Send a code to a number, whoever has it: the page tells nobody who is a subscriber."""
    if number is None:
        return _page(begun, Page(id=name, problem="number"))
    code = await asyncio.to_thread(core.linking.sign_ins.code_for, name, begun, number, source)
    if code is None:
        return _page(begun, Page(id=name, problem="often"))
    text = render(phrasebook().phrases[SMS_PHRASE].say[0].eye, {"code": code}, "eye")
    caller = Caller(number, "claimed", CHANNEL)
    try:
        async with asyncio.timeout(SMS_SECONDS):
            await core.systems.messages.send_sms(caller, number, text, key=uuid.uuid4().hex)
    except (OperatorError, TimeoutError):
        return _page(begun, Page(id=name, problem="down"))
    shown = phone(number, "eye")
    demo_code = code if core.settings.demo else None
    return _page(begun, Page("code", name, shown, demo_code=demo_code))


async def _check(core: Core, name: str, begun: SignIn, text: str) -> Response:
    """Check a code, and send the browser back with an authorization code if it is right."""
    code = digits_in(text, CODE_DIGITS) or ""
    verdict = await asyncio.to_thread(core.linking.sign_ins.check, name, begun, code)
    number = begun.msisdn or ""
    if verdict == "gone":
        return _page(begun, Page(id=name, problem="gone"))
    if verdict != "right":
        step = "code" if verdict == "wrong" else "number"
        shown = phone(number, "eye")
        return _page(begun, Page(step, name, shown, problem=verdict))  # type: ignore[arg-type]
    try:
        await core.systems.customers.profile(Caller(number, "verified", CHANNEL), number)
    except NotFound:
        fresh, _ = await asyncio.to_thread(core.linking.sign_ins.restart, begun)
        return _page(begun, Page(id=fresh, problem="stranger"))
    except OperatorError:
        fresh, _ = await asyncio.to_thread(core.linking.sign_ins.restart, begun)
        return _page(begun, Page(id=fresh, problem="down"))
    return await _finish(core.linking, begun, number)


async def _finish(linking: Linking, begun: SignIn, subject: str | None) -> Response:
    """Send the browser back to the platform: with a code, or with a refusal."""

    def finish() -> Answered:
        asked = Asked("GET", "/oauth/authorize", begun.query, {}, {})
        grant = linking.server.get_consent_grant(asked, subject)
        made: Answered = linking.server.create_authorization_response(grant.request, subject, grant)
        return made

    try:
        return _response(await asyncio.to_thread(finish))
    except OAuth2Error as error:
        return _refused(linking, error)


async def _asked(request: Request) -> Asked:
    form = await request.form() if request.method == "POST" else {}
    return Asked(
        method=request.method,
        path=request.url.path,
        query=dict(request.query_params),
        form={key: str(value) for key, value in form.items()},
        headers={"Authorization": request.headers.get("Authorization", "")},
    )


async def _told(answer: Callable[[], Answered]) -> Response:
    """Answer a platform; what cannot even be read (credentials in no encoding) is an invalid request."""
    try:
        return _response(await asyncio.to_thread(answer))
    except ValueError:
        return _response(Answered(400, '{"error": "invalid_request"}', _JSON))


def _refused(linking: Linking, error: OAuth2Error) -> Response:
    """Tell the platform of an error, where it is known where to; else the person."""
    if error.redirect_uri:
        return _response(linking.server.handle_error_response(None, error))
    return show(Page(problem="request", detail=error.description or error.error))


def _page(begun: SignIn, page: Page) -> Response:
    return show(page, begun.query.get("redirect_uri", ""))


def _response(answered: Answered) -> Response:
    headers = {**answered.headers, "Cache-Control": "no-store"}
    return Response(answered.body, answered.status, headers)
