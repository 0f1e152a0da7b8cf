"""Whether the service lives, and whether it can serve."""

from fastapi import APIRouter
from sqlalchemy import select

from actions.sandbox.store.tables import World
from actions.sandbox.web.requests import TheOffice

routes = APIRouter(prefix="/health")


@routes.get("/live")
async def live() -> dict[str, str]:
    """It lives."""
    return {"status": "live"}


@routes.get("/ready")
async def ready(office: TheOffice) -> dict[str, str]:
    """It has its database, and the world is in it."""
    async with office.reading() as desk:
        await desk.session.execute(select(World.id))
    return {"status": "ready"}
