"""The demo operator as an ASGI application."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from actions.database.connection import Database
from actions.sandbox.clock import Clock, MovableClock
from actions.sandbox.services.office import Office
from actions.sandbox.store.opening import prepare
from actions.sandbox.store.world import WORLD_FILE
from actions.sandbox.terms import read_terms
from actions.sandbox.web.chaos import Chaos, LostAnswers
from actions.sandbox.web.errors import add_error_handlers
from actions.sandbox.web.routes import (
    admin,
    billing,
    catalogue,
    customers,
    gifts,
    goodwill,
    health,
    inventory,
    loyalty,
    messages,
    network,
    promo_codes,
    tickets,
)
from knowledge.facts import catalogue as facts

_ROUTERS = (
    admin.routes,
    billing.balance,
    billing.bill,
    catalogue.routes,
    customers.routes,
    gifts.routes,
    goodwill.gifts,
    goodwill.log,
    health.routes,
    inventory.routes,
    loyalty.routes,
    messages.routes,
    network.routes,
    promo_codes.routes,
    tickets.routes,
)


def create_app(
    database: str,
    secret: str,
    *,
    clock: Clock | None = None,
    world_file: Path = WORLD_FILE,
) -> FastAPI:
    """Return the application; its database is opened and made ready when it starts.

    Args:
        database: a path of a SQLite file, or a URL such as ``postgresql+asyncpg://…``.
        secret: what service tokens are signed with.
        clock: what tells the time.
        world_file: what an empty database is filled with.
    """
    the_clock = clock or MovableClock()
    terms = read_terms(facts())

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        opened = Database(database)
        try:
            await prepare(opened, terms, the_clock.now().date(), world_file)
            app.state.office = Office(opened, the_clock, terms)
            gc.freeze()  # what is loaded by now stays: no collection need walk it again
            yield
        finally:
            await opened.close()

    app = FastAPI(title="Mia's demo operator", lifespan=life, openapi_url=None)
    app.state.secret = secret
    app.state.chaos = Chaos()
    add_error_handlers(app)
    app.add_middleware(LostAnswers)
    for routes in _ROUTERS:
        app.include_router(routes)
    return app


async def fill_only(database: str) -> None:
    """Make a database ready for today and close it.

    Args:
        database: a path of a SQLite file, or a URL such as ``postgresql+asyncpg://…``.
    """
    opened = Database(database)
    try:
        await prepare(opened, read_terms(facts()), MovableClock().now().date())
    finally:
        await opened.close()
