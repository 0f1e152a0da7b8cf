"""Actions at a standard action server (``mia actions``), each call signed for who is speaking."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from actions.operator.errors import OutcomeUnknown, Unavailable
from actions.service_tokens import ServiceToken, issue

SECONDS = 8.0


class SignedEndpoint(EndpointConfig):
    """Rasa's action endpoint with a service token for each call, and a deadline.

    The server believes who is speaking only from the token, never from the body.
    """

    def __init__(self, url: str, secret: str) -> None:
        super().__init__(url, enable_selective_domain=True)
        self._secret = secret

    async def request(self, method: str = "post", **kwargs: Any) -> Any:
        """Send a call (see ``EndpointConfig.request``).

        What the server says of a failure is left out: it repeats the whole tracker, and this is logged.

        Raises:
            Unavailable: the action was not begun: the server was not reached, or declines (4xx).
            OutcomeUnknown: it may have been done.
        """
        message = (kwargs.get("json") or {}).get("tracker", {}).get("latest_message") or {}
        mia = (message.get("metadata") or {}).get("mia") or {}
        token = ServiceToken(
            mia.get("subject"), mia.get("channel") or "unknown", mia.get("sureness") or "anonymous"
        )
        signed = {"Authorization": f"Bearer {issue(self._secret, 'actions', token)}"}
        headers = {**(kwargs.pop("headers", None) or {}), **signed}
        kwargs["timeout"] = min(float(kwargs.get("timeout") or SECONDS), SECONDS)
        try:
            return await super().request(method, headers=headers, **kwargs)
        except aiohttp.ClientConnectorError:
            raise Unavailable("the action server is not there") from None
        except ClientResponseError as error:
            kind = (
                Unavailable if error.status < HTTPStatus.INTERNAL_SERVER_ERROR else OutcomeUnknown
            )
            raise kind(f"the action server answers {error.status}") from None
        except (aiohttp.ClientError, TimeoutError) as error:
            raise OutcomeUnknown(f"the action server: {type(error).__name__}") from None


def action_server(url: str, secret: str) -> SignedEndpoint:
    """Return the endpoint of an action server's ``/webhook``."""
    return SignedEndpoint(url, secret)
