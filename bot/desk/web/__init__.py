"""The desk over HTTP: what its pages and the telephone system ask."""

from bot.desk.chatwoot import webhook
from bot.desk.web import calls, cases, floor, gifts, handbook, socket

ROUTERS = (
    calls.router,
    cases.router,
    floor.router,
    gifts.router,
    handbook.router,
    socket.router,
    webhook.router,
)
