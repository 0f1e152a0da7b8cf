"""Rasa's standard action server with Mia's actions (``mia actions``), for running them apart.

It is ``rasa_sdk``'s own application (``POST /webhook``). Two things are added: without a service token of
the bot nothing is answered but ``/health``, and a call must speak for whom its token was made.
"""

from typing import Any

from rasa_sdk.endpoint import create_app
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from actions.context import operator_systems
from actions.operator.tmf import TmfSystems, connect
from actions.service_tokens import InvalidToken, ServiceToken, check

_OPEN = "/health"


def application(operator_url: str, secret: str) -> Sanic:
    """Return the application.

    Args:
        operator_url: where the operator's systems are.
        secret: the secret that all services share.
    """
    app: Sanic = create_app("actions.registry")

    async def connect_systems(app: Sanic, loop: object) -> None:
        app.ctx.systems = connect(operator_url, secret)
        operator_systems.use(app.ctx.systems)

    async def close_systems(app: Sanic, loop: object) -> None:
        systems: TmfSystems = app.ctx.systems
        await systems.close()

    async def believe(request: Request) -> HTTPResponse | None:
        return _believe(request, secret)

    app.register_listener(connect_systems, "before_server_start")
    app.register_listener(close_systems, "after_server_stop")
    app.register_middleware(believe, "request")
    return app


def _believe(request: Request, secret: str) -> HTTPResponse | None:
    """Refuse a call without the bot's token, or with one that was made for another person.

    The router finds a route by more than one spelling of its path, so what is open is named, not what is
    guarded.
    """
    if request.path == _OPEN:
        return None
    header = request.headers.get("Authorization", "")
    try:
        token = check(header.removeprefix("Bearer "), secret, "actions")
    except InvalidToken:
        problem = {"type": "about:blank", "title": "Service token needed", "status": 401}
        return json(problem, status=401, content_type="application/problem+json")
    if not _is_for(request.json or {}, token):
        problem = {"type": "about:blank", "title": "Token of another person", "status": 403}
        return json(problem, status=403, content_type="application/problem+json")
    return None


def _is_for(call: dict[str, Any], token: ServiceToken) -> bool:
    """Tell whether the call speaks for whom its token was made."""
    message = (call.get("tracker") or {}).get("latest_message") or {}
    mia = (message.get("metadata") or {}).get("mia") or {}
    claimed = (mia.get("subject"), mia.get("sureness") or "anonymous")
    return claimed == (token.subject, token.sureness)
