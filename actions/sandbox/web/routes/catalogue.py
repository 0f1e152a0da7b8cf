"""Catalogue: TMF620 product offering."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import Query
from fastapi.responses import JSONResponse

from actions.sandbox.terms import PackageTerms, ServiceTerms, TariffTerms, Terms
from actions.sandbox.web.listing import AskedPage
from actions.sandbox.web.requests import TheOffice, Whoever
from actions.sandbox.web.routing import router
from actions.sandbox.web.shapes import Document, price, resource

routes = router("catalogue", "productCatalogManagement")

Kind = Literal["tariff", "package", "service"]


@routes.get("/productOffering")
async def list_offerings(
    _whoever: Whoever,
    office: TheOffice,
    page: AskedPage,
    category: Annotated[Kind | None, Query()] = None,
) -> JSONResponse:
    """All that is on offer, or what of it is of one kind."""
    offerings = _offerings(office.terms)
    return page.of(each for each in offerings if category in (None, each["category"]))


def _offerings(terms: Terms) -> Iterator[Document]:
    yield from (_tariff(tariff) for tariff in terms.tariffs.values() if not tariff.archived)
    yield from (_package(package) for package in terms.packages.values())
    yield from (_service(service) for service in terms.services.values())


def _tariff(tariff: TariffTerms) -> Document:
    return _offering(tariff.id, tariff.name, "tariff", price(tariff.fee, "month"))


def _package(package: PackageTerms) -> Document:
    return _offering(package.id, package.name, "package", price(package.price, "once"))


def _service(service: ServiceTerms) -> Document:
    return _offering(service.id, service.name, "service", price(service.price, service.per))


def _offering(identity: str, name: str, kind: Kind, costs: Document) -> Document:
    return resource(
        f"{routes.prefix}/productOffering",
        identity,
        "ProductOffering",
        name=name,
        category=kind,
        lifecycleStatus="active",
        productOfferingPrice=costs,
    )
