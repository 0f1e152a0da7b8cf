"""Lists: paged by ``offset`` and ``limit``, narrowed by ``fields``, with ``X-Total-Count``."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import JSONResponse

from actions.sandbox.web.shapes import Document

_ALWAYS = frozenset({"id", "href", "@type"})


@dataclass(frozen=True, slots=True)
class Page:
    """What part of a list is asked for: all fields where none is named, all without a limit."""

    fields: frozenset[str]
    offset: int
    limit: int | None

    def of(self, documents: Iterable[Document]) -> JSONResponse:
        """Answer with this part of a list, and with how many there are in all."""
        whole = list(documents)
        end = None if self.limit is None else self.offset + self.limit
        part = [self._narrowed(document) for document in whole[self.offset : end]]
        return JSONResponse(part, headers={"X-Total-Count": str(len(whole))})

    def _narrowed(self, document: Document) -> Document:
        if not self.fields:
            return document
        wanted = self.fields | _ALWAYS
        return {name: value for name, value in document.items() if name in wanted}


async def _page(
    fields: str = "",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int | None, Query(ge=1)] = None,
) -> Page:
    return Page(frozenset(name for name in fields.split(",") if name), offset, limit)


AskedPage = Annotated[Page, Depends(_page)]
