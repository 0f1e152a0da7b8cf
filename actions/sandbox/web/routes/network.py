"""Known outages: TMF656 service problems."""

from actions.sandbox.services import outages
from actions.sandbox.store.tables import Outage
from actions.sandbox.web.bodies import Whereabouts
from actions.sandbox.web.requests import TheOffice, Whoever
from actions.sandbox.web.routing import router
from actions.sandbox.web.shapes import Document, day, resource

routes = router("network", "serviceProblemManagement")


@routes.post("/serviceProblem/search")
async def search(body: Whereabouts, _whoever: Whoever, office: TheOffice) -> list[Document]:
    """The known outages at a place. Asked by POST: an address is not for an address."""
    async with office.reading() as desk:
        return [_problem(outage) for outage in await outages.at(desk, body.place)]


def _problem(outage: Outage) -> Document:
    return resource(
        f"{routes.prefix}/serviceProblem",
        outage.id,
        "ServiceProblem",
        status="inProgress",
        affectedLocation={"name": outage.area},
        affectedService=outage.service,
        timeRaised=day(outage.since),
        expectedResolutionTime=day(outage.until),
    )
