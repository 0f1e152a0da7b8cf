"""The steps of the desk as scripts of Redis (https://redis.io/docs/manual/programmability/eval-intro/)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

PREFIX = "mia:{desk}:"
_LUA = Path(__file__).parent / "lua"


class Scripts:
    """Runs a script of ``lua/`` by its name, the shared part before it."""

    def __init__(self, redis: Redis[str]) -> None:
        common = (_LUA / "common.lua").read_text(encoding="utf-8")
        self._scripts: dict[str, Any] = {
            path.stem: redis.register_script(common + path.read_text(encoding="utf-8"))
            for path in _LUA.glob("*.lua")
            if path.stem != "common"
        }

    async def run(self, name: str, *args: object, keys: Sequence[str] = ()) -> Any:
        """Run a script; every process that does sees the same order of steps."""
        return await self._scripts[name](keys=[PREFIX, *keys], args=[str(arg) for arg in args])
