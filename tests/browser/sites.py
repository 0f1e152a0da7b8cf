"""A site of somebody's: a tiny static server whose pages a test writes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"


@dataclass
class Site:
    """A running site. ``files``: media type and content by path.

    It is called «localhost» and the product «127.0.0.1»: to a browser two sites, not two ports of one.
    """

    port: int
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """The site's origin."""
        return f"http://localhost:{self.port}"

    def page(self, path: str, body: str, head: str = "") -> str:
        """Put up a page; returns its address."""
        html = (
            "<!doctype html><html lang='ru'><head><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width'><link rel='icon' href='data:,'>"
            f"<title>Оператор</title>{head}</head><body>{body}</body></html>"
        )
        self.files[path] = (HTML, html.encode())
        return self.origin + path


@contextmanager
def serving() -> Iterator[Site]:
    """Serve a site on a free port."""
    files: dict[str, tuple[str, bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            media_type, content = files.get(self.path, (HTML, b""))
            self.send_response(200 if self.path in files else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(server.server_port, files)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
