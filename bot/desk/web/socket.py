"""What a page of the desk hears at once: a WebSocket at ``/desk/socket``, with its heartbeat.

The server asks and the page answers: timers of a page in the background may sleep, answers do not.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from actions.origin import is_same_origin
from bot.desk.live import ANEW
from bot.desk.rules.queueing import HEARTBEAT_SECONDS
from bot.desk.rules.sight import may_see
from bot.desk.staff.access import COOKIE, SignedIn, signed_in
from bot.desk.voice import LIVE
from bot.service.access import core_of
from bot.service.core import Core
from bot.service.problems import Problem

router = APIRouter()

_POLICY = 1008
_SIGN_IN = 4401


@router.websocket("/desk/socket")
async def socket(line: WebSocket) -> None:
    """Tell a page what changes in what its person may see, for as long as his session lasts."""
    await line.accept()
    if not is_same_origin(line):
        await line.close(_POLICY)
        return
    try:
        who = await signed_in(line)
    except Problem:
        await line.close(_SIGN_IN)
        return
    page = Page(line, core_of(line), who)
    stop = core_of(line).desk.news.add("news", page.news)
    beating = asyncio.create_task(page.ask())
    try:
        await page.serve()
    except WebSocketDisconnect:
        pass
    finally:
        beating.cancel()
        stop()


class Page:
    """One open page."""

    def __init__(self, line: WebSocket, core: Core, who: SignedIn) -> None:
        self._line = line
        self._core = core
        self._member = who.member
        self._sending = asyncio.Lock()

    async def serve(self) -> None:
        """Read what the page says until it goes. Raises ``WebSocketDisconnect``."""
        await self.news(ANEW)
        await self._core.desk.cases.beat(self._member.login)
        while True:
            frame = _read(await self._line.receive_text())
            if frame.get("type") == "beat":
                await self._beat()
            elif frame.get("type") == "typing":
                await self._typing(str(frame.get("case", "")))

    async def ask(self) -> None:
        """Ask the page for its heartbeat, time and again."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            await self._send({"type": "beat"})

    async def news(self, frame: Mapping[str, Any]) -> None:
        """Tell the page what it may know."""
        if frame == ANEW:
            await self._send({"type": "anew"})
            return
        case = await self._core.desk.cases.find(str(frame["case"]))
        if case is None:
            return
        if frame["kind"] in ("line", "typing", "delivered"):
            listening = self._core.desk.listening
            if may_see(self._member, case) and await listening.hears(self._member, case):
                await self._send({"type": frame["kind"], **frame})
        else:
            await self._send({"type": "changed", "case": case.id, "holder": case.holder})

    async def _beat(self) -> None:
        """Note that the page is alive; a session that is over ends here."""
        cookie = self._line.cookies.get(COOKIE)
        if await self._core.staff.sessions.find(cookie, touch=False) is None:
            await self._line.close(_SIGN_IN)
            return
        await self._core.desk.cases.beat(self._member.login)

    async def _typing(self, id_: str) -> None:
        case = await self._core.desk.cases.find(id_)
        if case is not None and case.state == "held" and case.holder == self._member.login:
            frame = json.dumps({"kind": "typing", "name": self._member.name})
            await self._core.redis.publish(LIVE + case.conversation, frame)

    async def _send(self, frame: Mapping[str, Any]) -> None:
        async with self._sending:
            await self._line.send_text(json.dumps(frame, ensure_ascii=False))


def _read(text: str) -> Mapping[str, Any]:
    """Return a frame; what is none says nothing."""
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return frame if isinstance(frame, dict) else {}
