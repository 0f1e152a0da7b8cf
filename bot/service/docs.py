"""``/docs``: Swagger UI from this machine, so that the page needs no one else's server."""

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from swagger_ui_bundle import swagger_ui_path

from actions.page_files import PageFiles

_FILES = "/docs/files"
_OPENAPI = "3.0.3"  # the newest that the bundled Swagger UI (4.15) shows; FastAPI's own is 3.1

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs() -> HTMLResponse:
    """Show the description of the public routes."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Mia",
        swagger_js_url=f"{_FILES}/swagger-ui-bundle.js",
        swagger_css_url=f"{_FILES}/swagger-ui.css",
        swagger_favicon_url=f"{_FILES}/favicon-32x32.png",
    )


def mount(app: FastAPI) -> None:
    """Serve the page and its files; the application must have been made with ``docs_url=None``."""
    app.openapi_version = _OPENAPI
    app.include_router(router)
    app.mount(_FILES, PageFiles(directory=swagger_ui_path), name="docs")
