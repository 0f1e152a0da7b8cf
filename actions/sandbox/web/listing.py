"""Lists: paged by ``offset`` and ``limit``, narrowed by ``fields``, with ``X-Total-Count``."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import JSONResponse

from actions.sandbox.web.shapes import Document

_ALWAYS = {"id", "href", "@type"}


class Page:
    """What part of a list is asked for."""

    def __init__(
        self,
        fields: str = "",
        offset: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int | None, Query(ge=1)] = None,
    ) -> None:
        self._fields = {name for name in fields.split(",") if name}
        self._offset = offset
        self._limit = limit

    def of(self, documents: Iterable[Document]) -> JSONResponse:
        """Answer with this part of a list, and with how many there are in all."""
        whole = list(documents)
        end = None if self._limit is None else self._offset + self._limit
        part = [self._narrowed(document) for document in whole[self._offset : end]]
        return JSONResponse(part, headers={"X-Total-Count": str(len(whole))})

    def _narrowed(self, document: Document) -> Document:
        if not self._fields:
            return document
        wanted = self._fields | _ALWAYS
        return {name: value for name, value in document.items() if name in wanted}


async def _page(
    fields: str = "",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int | None, Query(ge=1)] = None,
) -> Page:
    return Page(fields, offset, limit)


AskedPage = Annotated[Page, Depends(_page)]
