"""The files of a page, as they are: no build step."""

from __future__ import annotations

import os
from typing import Any

from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

ASK = "no-cache"  # keep it, but ask whether it has changed


class PageFiles(StaticFiles):
    """Files that a browser asks about each time, so that it never mixes those of two versions."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return a file's full path; a name that no file can have is the name of none."""
        return super().lookup_path(path) if "\0" not in path else ("", None)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return a file, or that it has not changed."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = ASK
        return response
