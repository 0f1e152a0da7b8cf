"""Errors as TM Forum writes them: ``{code, reason, message, status}``, with ``details`` of ours."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from actions.sandbox.problems import Problem


def add_error_handlers(app: FastAPI) -> None:
    """Answer every failure of an application in the one shape."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failure)


async def _problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    reason = (type(error).__doc__ or "").partition("\n")[0]
    return _answer(error.status, error.code, reason, dict(error.details))


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    """A body or parameter of the wrong form. What was sent is not repeated: it may be a PIN."""
    assert isinstance(error, RequestValidationError)
    wrong = [
        {"at": ".".join(map(str, item["loc"])), "message": item["msg"]} for item in error.errors()
    ]
    return _answer(400, "invalid_request", "The request makes no sense.", {"errors": wrong})


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _answer(error.status_code, "http_error", str(error.detail), {})


async def _failure(_request: Request, _error: Exception) -> JSONResponse:
    return _answer(500, "internal_error", "The demo operator failed.", {})


def _answer(status: int, code: str, reason: str, details: Mapping[str, object]) -> JSONResponse:
    message = ", ".join([code, *(f"{name}: {value}" for name, value in details.items())])
    document = {"code": code, "reason": reason, "message": message, "status": str(status)}
    return JSONResponse({**document, "details": dict(details)}, status_code=status)
