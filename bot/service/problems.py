"""Errors as problem+json (RFC 9457)."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from sqlalchemy import exc as sql
from starlette.exceptions import HTTPException

from actions import body_limit
from bot.conversation.memory import OtherMessage
from bot.identity.tokens import InvalidToken

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """An error to be told to the client: status, a short title, and what to do about it."""

    def __init__(self, status: int, title: str, detail: str = "") -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail

    def body(self) -> dict[str, object]:
        """Return the problem as RFC 9457 has it."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }


TOO_LARGE = Problem(413, "Too large", body_limit.TOO_LARGE)
STORE_DOWN = Problem(503, "Store unavailable", "Conversations cannot be read now; try again.")
RECORDS_DOWN = Problem(
    503, "Records unavailable", "Marks and insights cannot be read now; try again."
)
FAILURE = Problem(500, "Internal error", "Something broke on our side; it has been logged.")


def response(problem: Problem) -> JSONResponse:
    """Return a problem as a response."""
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
    return JSONResponse(problem.body(), problem.status, headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make an application answer every error as a problem."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> JSONResponse:
        return response(error)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        return response(Problem(error.status_code, str(error.detail)))

    @app.exception_handler(InvalidToken)
    async def _token(request: Request, error: InvalidToken) -> JSONResponse:
        return response(Problem(401, "Invalid token", "The token is forged, expired or foreign."))

    @app.exception_handler(OtherMessage)
    async def _other(request: Request, error: OtherMessage) -> JSONResponse:
        detail = "This message id was already used for a message of other content."
        return response(Problem(422, "Message id reused", detail))

    @app.exception_handler(RedisError)
    async def _redis(request: Request, error: RedisError) -> JSONResponse:
        logger.error("Redis does not answer: %s", type(error).__name__)
        return response(STORE_DOWN)

    @app.exception_handler(sql.OperationalError)
    @app.exception_handler(sql.InterfaceError)
    @app.exception_handler(sql.TimeoutError)
    @app.exception_handler(ConnectionError)
    @app.exception_handler(TimeoutError)
    async def _records(request: Request, error: Exception) -> JSONResponse:
        logger.error("the records do not answer: %s", type(error).__name__)
        return response(RECORDS_DOWN)

    @app.exception_handler(Exception)
    async def _failure(request: Request, error: Exception) -> JSONResponse:
        return response(FAILURE)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        places = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors()[:5]
        )
        return response(Problem(422, "Invalid request", places))
